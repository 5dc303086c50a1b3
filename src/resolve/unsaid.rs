//! Reports of nothing said: who declines to comment takes no position, and who was asked whether
//! something is so has not said that it is.

use crate::model::Attribution;
use crate::text::Text;

/// Whether a report tells something that its source said.
pub(super) fn is_said(text: &Text<'_>, attribution: &Attribution) -> bool {
    !is_refusal(text, attribution)
        && !is_asked(text, attribution)
        && !is_anonymity(text, attribution)
        && !is_sight(text, attribution)
        && !is_piece_of_name(text, attribution)
        && !is_nobodys(text, attribution)
        && !is_planned(text, attribution)
        && !is_means(text, attribution)
}

/// "Neither leader blamed": it is told that nobody said it.
fn is_nobodys(text: &Text<'_>, attribution: &Attribution) -> bool {
    attribution.source.first().is_some_and(|&source| {
        let first = text.tokens_in(source).start;
        matches!(text.folded(first), "neither" | "nobody" | "none")
            || text.folded(first) == "no" && text.word(first + 1) != "."
    })
}

/// "Congratulated him over the telephone": by what means it was said.
fn is_means(text: &Text<'_>, attribution: &Attribution) -> bool {
    let [content] = attribution.content[..] else {
        return false;
    };
    let words = text.tokens_in(content);
    words.len() <= 3
        && words
            .start
            .checked_sub(1)
            .is_some_and(|before| matches!(text.folded(before), "over" | "by" | "on" | "via"))
        && matches!(
            text.folded(words.end - 1),
            "telephone" | "phone" | "videoconference" | "twitter"
        )
}

/// "The presidents will discuss", "plan to consider": a talk that is still to come.
fn is_planned(text: &Text<'_>, attribution: &Attribution) -> bool {
    let Some(cue) = attribution.cue.last() else {
        return false;
    };
    let cue = text.tokens_in(*cue);
    let talk = cue.clone().any(|at| {
        matches!(
            text.folded(at),
            "discuss"
                | "discussed"
                | "consider"
                | "considered"
                | "review"
                | "exchange"
                | "cover"
                | "address"
        )
    });
    talk && (cue.start.saturating_sub(4)..cue.end).any(|at| {
        let word = text.folded(at);
        let due = || {
            matches!(
                word,
                "plan"
                    | "plans"
                    | "planned"
                    | "due"
                    | "expected"
                    | "scheduled"
                    | "intend"
                    | "intends"
                    | "set"
                    | "going"
            ) && text.folded(at + 1) == "to"
        };
        matches!(word, "will" | "shall") || due()
    })
}

/// "Declined to comment": the content is the comment that was not made.
fn is_refusal(text: &Text<'_>, attribution: &Attribution) -> bool {
    let mut words = attribution
        .content
        .iter()
        .flat_map(|&piece| text.tokens_in(piece))
        .filter(|&at| text.tokens[at].is_word())
        .map(|at| text.folded(at))
        .skip_while(|&word| word == "to")
        .peekable();
    matches!(words.peek(), Some(&("comment" | "elaborate")))
        && words.skip(1).all(|word| {
            matches!(
                word,
                "further" | "publicly" | "immediately" | "on" | "the" | "matter" | "record"
            )
        })
}

/// "An official who asked not to be named": a word about the source.
fn is_anonymity(text: &Text<'_>, attribution: &Attribution) -> bool {
    let Some(&content) = attribution.content.first() else {
        return false;
    };
    let words: Vec<&str> = text
        .tokens_in(content)
        .take(5)
        .map(|at| text.folded(at))
        .collect();
    let wish = words
        .iter()
        .position(|&word| word == "be")
        .and_then(|be| words.get(be + 1));
    matches!(words.first(), Some(&("not" | "to" | "anonymity")))
        && (wish.is_some_and(|word| matches!(*word, "named" | "identified" | "quoted"))
            || words.contains(&"anonymous")
            || words.first() == Some(&"anonymity"))
}

/// "Viewed models of rockets", "signed the decree", "awarded him the Order": a deed and a thing. What
/// they viewed "as" something, or signed words of, is said.
fn is_sight(text: &Text<'_>, attribution: &Attribution) -> bool {
    let ([cue], [content]) = (&attribution.cue[..], &attribution.content[..]) else {
        return false;
    };
    let cue = text.tokens_in(*cue);
    let verb = text.folded(cue.start);
    let deed = match cue.len() {
        1 => matches!(
            verb,
            "viewed"
                | "watched"
                | "visited"
                | "toured"
                | "signed"
                | "awarded"
                | "attended"
                | "laid"
        ),
        // "watched a documentary about"
        _ => matches!(verb, "watched" | "visited" | "toured"),
    };
    let mut words = text.tokens_in(*content);
    deed && !matches!(
        text.folded(words.start),
        "that" | "to" | "how" | "why" | "what"
    ) && !words.any(|at| text.tokens[at].quotation.is_some() || text.folded(at) == "as")
}

/// One word of a longer name: nobody says "Vladimir" where the text has "to Vladimir Putin".
fn is_piece_of_name(text: &Text<'_>, attribution: &Attribution) -> bool {
    let [content] = attribution.content[..] else {
        return false;
    };
    let words = text.tokens_in(content);
    let capital = |at: usize| {
        text.tokens
            .get(at)
            .is_some_and(|token| token.capital && token.quotation.is_none())
    };
    words.len() == 1
        && capital(words.start)
        && (capital(words.end) || words.start.checked_sub(1).is_some_and(capital))
}

/// What is done to those who hear something, as the word of a passive.
fn is_hearing(word: &str) -> bool {
    matches!(
        word,
        "asked"
            | "told"
            | "informed"
            | "briefed"
            | "questioned"
            | "notified"
            | "reminded"
            | "warned"
            | "assured"
            | "shown"
    )
}

/// "The ministry has been instructed to": who gets an order does not say it. Without them the report
/// has no agent, as "it was agreed" has none.
pub(super) fn clear_ordered(text: &Text<'_>, attribution: &mut Attribution) {
    let (Some(source), Some(cue)) = (attribution.source.first(), attribution.cue.first()) else {
        return;
    };
    let ordered = text.tokens_in(*cue).find(|&at| is_order(text.folded(at)));
    if let Some(verb) = ordered
        && is_passive(text, verb)
        && source.end <= text.tokens[verb].span.start
    {
        attribution.source.clear();
    }
}

/// What those do who give an order, as the word of a passive.
pub(super) fn is_order(word: &str) -> bool {
    matches!(word, "instructed" | "ordered" | "tasked" | "charged")
}

fn is_passive(text: &Text<'_>, verb: usize) -> bool {
    (verb.saturating_sub(3)..verb).any(|at| {
        matches!(
            text.folded(at),
            "was" | "were" | "been" | "being" | "is" | "are"
        )
    })
}

/// "Was asked if", "was told that": the source hears it.
fn is_asked(text: &Text<'_>, attribution: &Attribution) -> bool {
    let Some(&cue) = attribution.cue.first() else {
        return false;
    };
    let cue = text.tokens_in(cue);
    let Some(source) = attribution.source.first() else {
        // "Asked about it, she said": whoever asked is not named. "He was told": nor who told.
        let mut cue = cue.clone();
        return cue.any(|at| {
            text.folded(at) == "asked" || is_hearing(text.folded(at)) && is_passive(text, at)
        });
    };
    let heard = cue.clone().find(|&at| is_hearing(text.folded(at)));
    let Some(heard) = heard else { return false };
    let passive = is_passive(text, heard);
    // An agent behind the verb speaks: "was told by".
    passive && source.end <= text.tokens[heard].span.start
}
