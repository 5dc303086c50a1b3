//! Pronouns that an agreement's own verbs or nouns bind to it: "withdraw from it", "its
//! ratification".

use super::{By, Mention};
use crate::resolve::words::Words;
use crate::text::Text;

/// How far behind the name of an agreement a pronoun may stand for it, in words.
const REACH: usize = 40;

/// Adds the pronouns that stand for an agreement named in their paragraph.
pub(super) fn add_pronouns(text: &Text<'_>, words: &Words<'_>, mentions: &mut Vec<Mention>) {
    let paragraph = |word: usize| text.paragraph_of(words.token(word));
    let mut pronouns = Vec::new();
    for at in 2..words.words.len() {
        let bound = match words.folded(at) {
            "it" => is_object(words, at),
            "its" => is_part(words.folded(at + 1)),
            _ => false,
        };
        if !bound || words.words[at].starts && words.folded(at) == "it" {
            continue;
        }
        let named = mentions
            .iter()
            .rev()
            .find(|one| one.words.end <= at)
            .filter(|one| {
                at - one.words.end <= REACH && paragraph(one.words.start) == paragraph(at)
            });
        if let Some(named) = named {
            pronouns.push(Mention {
                name: named.name.clone(),
                words: at..at + 1,
                by: By::Pronoun,
            });
        }
    }
    mentions.extend(pronouns);
    mentions.sort_by_key(|one| one.words.start);
}

/// Whether what stands before a pronoun is done with agreements alone.
fn is_object(words: &Words<'_>, at: usize) -> bool {
    const VERBS: &[&str] = &[
        "sign",
        "ratif",
        "rejoin",
        "violat",
        "breach",
        "uphold",
        "upheld",
        "renegotiat",
        "renew",
        "prolong",
        "denounc",
        "renounc",
        "implement",
        "suspend",
    ];
    let verb = words.folded(at - 1);
    if VERBS.iter().any(|stem| verb.starts_with(stem)) && !matches!(verb, "signal" | "signals") {
        return true;
    }
    let before = words.folded(at - 2);
    let starts = |stems: &[&str]| stems.iter().any(|stem| before.starts_with(stem));
    match verb {
        "from" => starts(&["withdr", "benefit"]),
        "with" => starts(&["compl"]) && !before.starts_with("complet"),
        "by" => starts(&["abid", "bound", "lose", "lost", "gain"]),
        "to" => starts(&[
            "adher",
            "return",
            "accede",
            "acceding",
            "accession",
            "committed",
            "party",
            "parties",
        ]),
        "under" => starts(&["obligations", "commitments"]),
        "of" => before == "out" && starts_pull(words.folded(at.saturating_sub(3))),
        _ => false,
    }
}

fn starts_pull(word: &str) -> bool {
    word.starts_with("pull") || matches!(word, "get" | "getting" | "got" | "walk" | "walked")
}

/// What agreements have.
fn is_part(noun: &str) -> bool {
    matches!(
        noun,
        "provisions"
            | "terms"
            | "clauses"
            | "articles"
            | "ratification"
            | "signing"
            | "signature"
            | "implementation"
            | "extension"
            | "entry"
            | "expiry"
            | "renewal"
    )
}
