//! Documents that are called by their matter: "the agreement on the tariff commission".

use super::form::{MODIFIERS, is_link, is_plain};
use super::gap::{adjacent, capital};
use crate::resolve::words::Words;
use crate::text::Text;
use std::ops::Range;

/// "the agreement on the tariff commission", "a joint action plan in the field of trade": a
/// document that is called by its matter. One that somebody only wants ("an agreement on") or a
/// consent ("reached agreement on") is none.
pub(super) fn document(text: &Text<'_>, words: &Words<'_>, head: usize) -> Option<Range<usize>> {
    let noun = words.folded(head);
    let plan = noun == "plan" && head > 0 && words.folded(head - 1) == "action";
    let written =
        plan || matches!(
            noun,
            "treaty"
                | "agreement"
                | "agreements"
                | "convention"
                | "protocol"
                | "memorandum"
                | "declaration"
                | "pact"
                | "charter"
        ) || matches!(noun, "statement" | "communique" | "communiqué")
            && head > 0
            && matches!(words.folded(head - 1), "joint" | "trilateral");
    let on = head + 1;
    if !written || on >= words.words.len() || words.words[on].starts {
        return None;
    }
    let field = words.folded(on) == "in"
        && words.folded(on + 1) == "the"
        && matches!(words.folded(on + 2), "field" | "area" | "sphere" | "fields")
        && words.folded(on + 3) == "of";
    let parties = between_parties(text, words, on);
    let matter = match words.folded(on) {
        "between" => parties? + 1,
        "on" => on + 1,
        _ if field => on + 4,
        _ => return None,
    };
    let mut start = head;
    while start > 0 && head - start < MODIFIERS && !words.words[start].starts {
        let before = words.folded(start - 1);
        if is_plain(before) && !matches!(before, "joint" | "bilateral" | "political" | "interim")
            || !adjacent(text, words, start - 1)
        {
            break;
        }
        start -= 1;
    }
    let definite = start > 0
        && !words.words[start].starts
        && matches!(
            words.folded(start - 1),
            "the" | "this" | "that" | "its" | "their"
        );
    let formal = (start..head).any(|at| {
        capital(text, words, at)
            || matches!(
                words.folded(at),
                "joint" | "intergovernmental" | "interstate" | "bilateral" | "framework" | "action"
            )
    });
    let wanted = start > 0
        && matches!(words.folded(start - 1), "a" | "an")
        && !(parties.is_some() && is_handled(words, start - 1));
    if !definite && !formal && (parties.is_none() || wanted) {
        return None;
    }
    // "fully honour Russian-Turkish agreements on": a name that is not "the" opens with a state.
    while !definite
        && start < head
        && !capital(text, words, start)
        && !matches!(
            words.folded(start),
            "joint" | "framework" | "action" | "bilateral"
        )
    {
        start += 1;
    }
    let end = matter_end(text, words, matter);
    (end > matter).then_some(start..end)
}

/// "submitted an agreement", "the signing of an agreement": it is there on paper.
fn is_handled(words: &Words<'_>, article: usize) -> bool {
    const NEAR: usize = 4;
    (article.saturating_sub(NEAR)..article)
        .rev()
        .take_while(|&at| !words.words[at + 1].starts)
        .any(|at| {
            [
                "submitted",
                "signed",
                "signing",
                "ratif",
                "initialled",
                "concluded",
            ]
            .iter()
            .any(|stem| words.folded(at).starts_with(stem))
        })
}

/// "between Russia and Turkey on": where the "on" behind the parties stands.
fn between_parties(text: &Text<'_>, words: &Words<'_>, from: usize) -> Option<usize> {
    if words.folded(from) != "between" {
        return None;
    }
    let on = (from + 1..from + MATTER)
        .take_while(|&at| !words.words.get(at).is_none_or(|word| word.starts))
        .find(|&at| words.folded(at) == "on")?;
    let named = (from + 1..on)
        .all(|at| capital(text, words, at) || matches!(words.folded(at), "and" | "the" | "of"));
    named.then_some(on)
}

/// The most words that say what a document is on.
const MATTER: usize = 10;

/// Where the words for what a document is on end.
fn matter_end(text: &Text<'_>, words: &Words<'_>, from: usize) -> usize {
    let mut end = from;
    while end < words.words.len() && end < from + MATTER {
        let word = words.folded(end);
        let apart = end > from && !adjacent(text, words, end - 1);
        let stops = matches!(
            word,
            "that"
                | "which"
                | "who"
                | "whose"
                | "whether"
                | "how"
                | "is"
                | "are"
                | "was"
                | "were"
                | "be"
                | "been"
                | "has"
                | "have"
                | "had"
                | "will"
                | "would"
                | "can"
                | "could"
                | "may"
                | "might"
                | "must"
                | "should"
                | "to"
                | "by"
                | "as"
                | "at"
                | "from"
                | "after"
                | "before"
                | "when"
                | "while"
                | "if"
                | "because"
                | "but"
                | "or"
                | "not"
                | "it"
                | "he"
                | "she"
                | "they"
                | "we"
                | "signed"
                | "reached"
                | "concluded"
                | "adopted"
                | "approved"
                | "this"
                | "these"
                | "those"
                | "said"
                | "says"
        );
        let next = words.folded(end + 1);
        // "marked a new quality": a verb in the past before its object.
        let verb = end > from
            && word.ends_with("ed")
            && matches!(
                next,
                "a" | "an" | "the" | "in" | "on" | "its" | "their" | "this"
            );
        if words.words[end].starts && end > from || apart || stops || verb {
            break;
        }
        end += 1;
    }
    // A name goes on to its end: "the Eurasian Economic | Union".
    while end > from
        && end - from >= MATTER
        && capital(text, words, end)
        && capital(text, words, end - 1)
        && !words.words[end].starts
        && adjacent(text, words, end - 1)
    {
        end += 1;
    }
    while end > from && (is_link(words.folded(end - 1)) || is_plain(words.folded(end - 1))) {
        end -= 1;
    }
    end
}
