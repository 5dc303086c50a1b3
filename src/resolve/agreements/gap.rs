//! What stands between the words of a name.

use crate::resolve::words::Words;
use crate::text::Text;

/// Whether a word is written with a capital.
pub(super) fn capital(text: &Text<'_>, words: &Words<'_>, at: usize) -> bool {
    words
        .words
        .get(at)
        .is_some_and(|word| word.written.starts_with(char::is_uppercase))
        && !text.text.is_empty()
}

/// Whether nothing but white space or a hyphen stands between a word and the next.
pub(super) fn adjacent(text: &Text<'_>, words: &Words<'_>, at: usize) -> bool {
    between(text, words, at)
        .is_some_and(|gap| gap.len() <= 4 && !gap.contains([',', '"', '“', '”', '.']))
}

/// Whether a possessive ending stands behind a word.
pub(super) fn possessive(text: &Text<'_>, words: &Words<'_>, at: usize) -> bool {
    let after = words
        .span(at..at + 1)
        .and_then(|span| text.text.get(span.start..))
        .map(|rest| rest.trim_start_matches(char::is_alphanumeric));
    after.is_some_and(|rest| {
        ["'s", "’s", "' ", "’ "]
            .iter()
            .any(|end| rest.starts_with(end))
    })
}

/// Whether a comma alone stands between a word and the next.
pub(super) fn comma(text: &Text<'_>, words: &Words<'_>, at: usize) -> bool {
    between(text, words, at).is_some_and(|gap| gap.trim() == ",")
}

fn between<'a>(text: &Text<'a>, words: &Words<'_>, at: usize) -> Option<&'a str> {
    let this = words.span(at..at + 1)?;
    let next = words.span(at + 1..at + 2)?;
    let gap = text.text.get(this.end..next.start)?;
    Some(
        ["'s", "’s", "'", "’"]
            .iter()
            .find_map(|ending| gap.strip_prefix(ending))
            .unwrap_or(gap),
    )
}
