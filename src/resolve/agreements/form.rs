//! Agreements that nobody listed, by the form of their names: "the Ulan Bator Declaration".

use super::gap::{adjacent, capital, comma, possessive};
use super::{By, Mention, matter, resolution};
use crate::resolve::words::Words;
use crate::text::Text;
use std::ops::Range;

/// How many small words may stand between the first name of an agreement and its head.
pub(super) const MODIFIERS: usize = 4;

/// Nouns that end or open the name of an agreement, as folded forms.
fn is_head(word: &str) -> bool {
    matches!(
        word,
        "treaty"
            | "agreement"
            | "agreements"
            | "accord"
            | "accords"
            | "pact"
            | "convention"
            | "protocol"
            | "declaration"
            | "memorandum"
            | "charter"
            | "communique"
            | "communiqué"
            | "initiative"
            | "covenant"
            | "compact"
            | "concordat"
            | "armistice"
            | "amendment"
    )
}

/// Heads that name an agreement only where a noun of their own follows: "Framework Decision on".
fn is_decision(word: &str) -> bool {
    matches!(word, "decision" | "roadmap" | "plan" | "programme" | "act")
}

/// Agreements that nobody listed, by the form of their names.
///
/// Three forms: a head noun after capitalised words ("the Ulan Bator Declaration"), a
/// capitalised head noun with what follows its preposition ("Treaty on the State Border between
/// Russia and Kazakhstan"), a pair of states with a head noun and a date ("the Russian-US
/// agreements of September 9, 2016"), and a numbered resolution of the Security Council.
pub fn unlisted(text: &Text<'_>, words: &Words<'_>) -> Vec<Mention> {
    let mut found = Vec::new();
    for at in 0..words.words.len() {
        let folded = words.folded(at);
        let range = if folded == "resolution" || folded == "resolutions" {
            resolution::resolution(words, at)
        } else if is_head(folded) || (is_decision(folded) && capital(text, words, at)) {
            treaty(text, words, at)
        } else {
            None
        };
        let range = range.or_else(|| matter::document(text, words, at));
        let Some(range) = range.filter(|range| !is_of_home(words, range, at)) else {
            continue;
        };
        let Some(span) = words.span(range.clone()) else {
            continue;
        };
        let name = if folded.starts_with("resolution") {
            format!(
                "UN Security Council Resolution {}",
                words.folded(range.end - 1)
            )
        } else {
            let name: Vec<&str> = span.slice(text.text).split_whitespace().collect();
            let name = name.join(" ");
            // "agreements reached in 2018" are those of 2018.
            let name = [
                " reached in ",
                " signed in ",
                " concluded in ",
                " adopted in ",
            ]
            .iter()
            .fold(name, |name, told| name.replace(told, " of "));
            // "the Northern Dimension initiative" is called the Northern Dimension.
            name.strip_suffix(" initiative")
                .map(str::to_string)
                .unwrap_or(name)
        };
        let second = folded == "resolutions" && words.folded(range.end) == "and";
        let number = words.folded(range.end + 1);
        if second && resolution::is_number(number) {
            found.push(Mention {
                name: format!("UN Security Council Resolution {number}"),
                words: range.end + 1..range.end + 2,
                by: By::Form,
            });
        }
        found.push(Mention {
            name,
            words: range,
            by: By::Form,
        });
    }
    found
}

/// Whether a name is no agreement's: that of a party's gathering, of a change to a constitution,
/// of a law, of somebody's motion, or one that only the speaker could call so.
fn is_of_home(words: &Words<'_>, name: &Range<usize>, head: usize) -> bool {
    let before = |stems: &[&str]| (name.start..head).any(|at| stems.contains(&words.folded(at)));
    let ones = name.clone().any(|at| {
        matches!(
            words.folded(at),
            "my" | "our" | "your" | "his" | "her" | "their" | "its"
        )
    });
    ones || match words.folded(head) {
        "convention" => before(&[
            "national",
            "party",
            "republican",
            "democratic",
            "libertarian",
            "annual",
        ]),
        "amendment" => !is_annex(words, name),
        "act" => !before(&["final", "founding", "constitutive", "general"]),
        "protocol" => head + 1 == name.end && words.words[head].written.starts_with('p'),
        "initiative" => {
            head > name.start
                && matches!(
                    words.folded(head - 1),
                    "duma"
                        | "parliament"
                        | "government"
                        | "ministry"
                        | "council"
                        | "committee"
                        | "assembly"
                        | "congress"
                        | "senate"
                        | "commission"
                        | "president"
                )
        }
        _ => false,
    }
}

/// Words in capitals that qualify a head noun without naming anything.
pub(super) fn is_plain(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "these"
            | "those"
            | "his"
            | "her"
            | "its"
            | "our"
            | "their"
            | "joint"
            | "new"
            | "any"
            | "such"
            | "each"
            | "both"
            | "in"
            | "on"
            | "under"
            | "and"
            | "but"
            | "political"
            | "interim"
            | "final"
            | "bilateral"
            | "first"
            | "second"
            | "as"
            | "no"
            | "by"
            | "of"
            | "to"
            | "for"
            | "with"
            | "at"
            | "from"
            | "he"
            | "she"
            | "it"
            | "we"
            | "they"
            | "i"
    )
}

pub(super) fn is_link(word: &str) -> bool {
    matches!(
        word,
        "of" | "on"
            | "for"
            | "and"
            | "the"
            | "a"
            | "an"
            | "in"
            | "between"
            | "against"
            | "to"
            | "with"
            | "concerning"
    )
}

fn treaty(text: &Text<'_>, words: &Words<'_>, head: usize) -> Option<Range<usize>> {
    let mut start = head;
    // Capitalised words before the head, with no mark between them.
    while start > 0
        && capital(text, words, start - 1)
        && !words.words[start].starts
        && adjacent(text, words, start - 1)
        && start + 6 > head
    {
        start -= 1;
    }
    if start == head && !capital(text, words, head) {
        start = modified(text, words, head).unwrap_or(head);
    }
    while start < head && is_plain(words.folded(start)) {
        start += 1;
    }
    // "Finland's Northern Dimension": whose it is, is no part of the name.
    if let Some(owner) = (start..head).rev().find(|&at| possessive(text, words, at)) {
        start = owner + 1;
    }
    let named = start < head
        && (capital(text, words, head)
            || matches!(
                words.folded(head),
                "amendment"
                    | "initiative"
                    | "declaration"
                    | "treaty"
                    | "convention"
                    | "accord"
                    | "accords"
                    | "agreement"
                    | "agreements"
                    | "memorandum"
                    | "pact"
                    | "protocol"
            ));
    let bare = start == head;
    let mut end = head + 1;
    if let Some(to) = dated(words, head) {
        return (!bare).then_some(start..to);
    }
    // "Collective Security Treaty Organisation" names a body.
    if capital(text, words, end) && !words.words[end].starts && adjacent(text, words, head) {
        return None;
    }
    let opens = words.words.get(end).is_some_and(|word| !word.starts)
        && adjacent(text, words, head)
        && matches!(
            words.folded(end),
            "of" | "on" | "for" | "between" | "against" | "concerning"
        )
        || is_annex(words, &(head..end + 1));
    if capital(text, words, head) && opens {
        let tail = tail(text, words, end);
        if tail > end {
            end = tail;
        }
    }
    let single = words.words[start..head]
        .iter()
        .all(|word| is_nationality(&word.folded));
    let lower = !capital(text, words, head);
    // "the Russian initiative" names nothing; "the Russian-Ukrainian Treaty" does not either.
    if single && !bare && end == head + 1 {
        return None;
    }
    if lower
        && head - start < 2
        && !matches!(
            words.folded(head),
            "declaration" | "amendment" | "convention" | "protocol" | "accord" | "accords" | "pact"
        )
    {
        return None;
    }
    if is_decision(words.folded(head)) && end == head + 1 {
        return None;
    }
    (named || (bare && end > head + 2)).then_some(start..end)
}

/// "the Russian-Ukrainian intergovernmental gas agreement": where the name starts, when small
/// words stand between a pair of states or a place and the head.
fn modified(text: &Text<'_>, words: &Words<'_>, head: usize) -> Option<usize> {
    let mut at = head;
    while at > 0
        && head - at < MODIFIERS
        && !words.words[at].starts
        && adjacent(text, words, at - 1)
    {
        at -= 1;
        if capital(text, words, at) {
            break;
        }
        if is_plain(words.folded(at)) || is_link(words.folded(at)) {
            return None;
        }
    }
    let hyphen = at > 0 && words.token(at) == words.token(at - 1);
    let start = if hyphen { at - 1 } else { at };
    let definite = start > 0 && words.folded(start - 1) == "the";
    let named = hyphen || !is_nationality(words.folded(at));
    let known = head - at > 1 && capital(text, words, at) && capital(text, words, start);
    (definite && named && known).then_some(start)
}

/// "agreements of September 9, 2016": where the date ends.
fn dated(words: &Words<'_>, head: usize) -> Option<usize> {
    let month = words.folded(head + 2);
    let is_month = matches!(
        month,
        "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
    );
    let digits = |at: usize, len: usize| {
        let word = words.folded(at);
        word.len() <= len && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
    };
    let told = matches!(
        words.folded(head + 1),
        "reached" | "signed" | "concluded" | "adopted"
    ) && matches!(words.folded(head + 2), "in" | "on");
    if told {
        return told_on(words, head + 3);
    }
    if words.folded(head + 1) != "of" {
        return None;
    }
    if is_month && digits(head + 3, 2) {
        return Some(if digits(head + 4, 4) {
            head + 5
        } else {
            head + 4
        });
    }
    (digits(head + 2, 4) && words.folded(head + 2).len() == 4).then_some(head + 3)
}

/// "agreements reached in 2018 and 2019": where the years end.
fn told_on(words: &Words<'_>, at: usize) -> Option<usize> {
    if !is_year(words.folded(at)) {
        return None;
    }
    let second = words.folded(at + 1) == "and" && is_year(words.folded(at + 2));
    Some(if second { at + 3 } else { at + 1 })
}

/// Whether a name is that of an addition to another agreement: "Additional Protocol to the 2018
/// Sochi Memorandum".
pub(super) fn is_annex(words: &Words<'_>, name: &Range<usize>) -> bool {
    name.clone().any(|at| {
        matches!(
            words.folded(at),
            "protocol" | "amendment" | "annex" | "supplement"
        ) && at + 1 < name.end
            && words.folded(at + 1) == "to"
    })
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
}

/// How far the capitalised words after a head's preposition reach, over small link words.
fn tail(text: &Text<'_>, words: &Words<'_>, from: usize) -> usize {
    let mut end = from;
    let mut at = from;
    while at < words.words.len() && at < from + 14 && !words.words[at].starts {
        // A comma joins the words of a title only before another capitalised one.
        let joined = at == from || adjacent(text, words, at - 1) || comma(text, words, at - 1);
        if !joined {
            break;
        }
        // "the Idlib De-escalation Area": the parts of one word go together.
        let part = at > from && words.token(at) == words.token(at - 1);
        if capital(text, words, at) || part {
            end = at + 1;
        } else if !is_link(words.folded(at)) && !is_year(words.folded(at)) {
            break;
        }
        at += 1;
    }
    end
}

fn is_nationality(word: &str) -> bool {
    word.ends_with("ian")
        || word.ends_with("ese")
        || word.ends_with("ish")
        || word.ends_with("can")
        || matches!(
            word,
            "us" | "uk"
                | "french"
                | "german"
                | "eu"
                | "nato"
                | "un"
                | "russia"
                | "greek"
                | "dutch"
                | "israeli"
                | "tajik"
                | "uzbek"
                | "turkmen"
                | "iraqi"
                | "european"
                | "president"
                | "state"
                | "foreign"
                | "minister"
                | "kremlin"
                | "moscow"
        )
}
