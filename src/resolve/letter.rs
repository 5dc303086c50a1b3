//! Letters: what they are called, and what those do who send them.

/// How many sentences back it may be told who sent a letter, and to whom.
pub(super) const REACH: usize = 6;

/// What is written or spoken to somebody, by one.
pub(super) fn is_letter(word: &str) -> bool {
    matches!(
        word,
        "letter" | "message" | "telegram" | "address" | "speech" | "article"
    )
}

/// What those do who send a letter.
pub(super) fn is_sending(verb: &str) -> bool {
    matches!(
        verb,
        "sent"
            | "congratulated"
            | "conveyed"
            | "extended"
            | "offered"
            | "expressed"
            | "wrote"
            | "addressed"
            | "greeted"
    )
}
