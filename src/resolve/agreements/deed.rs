//! What is done with an agreement: "the extension", "the decision" to leave it.

use super::gap::possessive;
use super::{By, Mention, NEAR};
use crate::lexicon::Agreements;
use crate::resolve::words::Words;
use crate::text::{Place, Text};

/// Adds the nouns for what is done with a treaty that its paragraph or the headline names.
pub(super) fn add_deeds(
    text: &Text<'_>,
    words: &Words<'_>,
    agreements: &Agreements,
    mentions: &mut Vec<Mention>,
) {
    let treaty = |one: &&Mention| {
        agreements
            .get(&one.name)
            .is_some_and(|entry| entry.nouns.contains(&"deal"))
    };
    let paragraph = |word: usize| text.paragraph_of(words.token(word));
    let headline = text
        .paragraphs
        .iter()
        .position(|paragraph| paragraph.place == Place::Headline);
    let mut deeds = Vec::new();
    for at in 1..words.words.len() {
        let Some(by) = deed(words.folded(at)) else {
            continue;
        };
        let ends = words.words.get(at + 1).is_none_or(|next| next.starts);
        let other = !ends
            && matches!(
                words.folded(at + 1),
                "of" | "from" | "with" | "on" | "to" | "in" | "for" | "by"
            );
        let near = at.saturating_sub(SOLDIERS)..at + SOLDIERS;
        if other || near.into_iter().any(|word| is_force(words.folded(word))) {
            continue;
        }
        let here = paragraph(at);
        let mut before = mentions.iter().rev().filter(|one| one.words.end <= at);
        let named = before
            .clone()
            .find(|one| paragraph(one.words.start) == here)
            .or_else(|| {
                before.find(|one| headline.is_some() && paragraph(one.words.start) == headline)
            });
        if let Some(named) = named.filter(treaty) {
            deeds.push(Mention {
                name: named.name.clone(),
                words: at..at + 1,
                by,
            });
        }
    }
    mentions.extend(deeds);
    mentions.sort_by_key(|one| one.words.start);
}

/// "the decision", "the move": what was just told to be done with an agreement, or what the
/// headline tells.
pub(super) fn add_moves(
    text: &Text<'_>,
    words: &Words<'_>,
    agreements: &Agreements,
    mentions: &mut Vec<Mention>,
) {
    let headline = headline(text, words, agreements, mentions);
    let mut moves = Vec::new();
    for at in 1..words.words.len() {
        let noun = matches!(
            words.folded(at),
            "decision" | "move" | "step" | "announcement" | "action"
        );
        let own = !words.words.get(at + 1).is_none_or(|next| next.starts)
            && matches!(
                words.folded(at + 1),
                "of" | "to" | "on" | "by" | "that" | "for" | "from"
            );
        if !noun || own || words.words[at].starts {
            continue;
        }
        let Some(from) = whose(text, words, at) else {
            continue;
        };
        let told = told(words, agreements, mentions, from, at).or_else(|| {
            let (name, by) = headline.clone()?;
            // Another agreement since then has decisions of its own.
            let other = mentions
                .iter()
                .any(|one| one.words.end < at && one.by == By::Name && one.name != name);
            (!other).then_some((name, by))
        });
        if let Some((name, by)) = told {
            moves.push(Mention {
                name,
                words: from..at + 1,
                by,
            });
        }
    }
    mentions.extend(moves);
    mentions.sort_by_key(|one| one.words.start);
}

/// Where the words before a noun start that say which one it is: "the", "Washington's bold".
fn whose(text: &Text<'_>, words: &Words<'_>, noun: usize) -> Option<usize> {
    let points = |at: usize| {
        matches!(
            words.folded(at),
            "the" | "this" | "that" | "such" | "his" | "her" | "its" | "their"
        ) || possessive(text, words, at)
    };
    if points(noun - 1) {
        return Some(noun - 1);
    }
    // One adjective or a state stands between: "Trump's bold decision", "the US decision".
    let between = !words.words[noun - 1].starts
        && !matches!(
            words.folded(noun - 1),
            "next" | "first" | "second" | "last" | "new" | "further" | "same" | "court"
        );
    let first = noun.checked_sub(2).filter(|_| between)?;
    points(first).then_some(first)
}

/// What was just told to be done with an agreement before a place.
fn told(
    words: &Words<'_>,
    agreements: &Agreements,
    mentions: &[Mention],
    before: usize,
    noun: usize,
) -> Option<(String, By)> {
    let named = mentions
        .iter()
        .rev()
        .find(|one| one.words.end < noun && matches!(one.by, By::Name | By::Form))
        .filter(|one| noun - one.words.end <= NEAR && agreements.get(&one.name).is_some())?;
    // The nearest deed before the noun, in the sentence that names the agreement.
    let mut from = named.words.start;
    while from > 0 && !words.words[from].starts && named.words.start - from < 15 {
        from -= 1;
    }
    let by = (from..before)
        .rev()
        .find_map(|word| done(words.folded(word)))?;
    Some((named.name.clone(), by))
}

/// What the headline tells to be done with an agreement that it names.
fn headline(
    text: &Text<'_>,
    words: &Words<'_>,
    agreements: &Agreements,
    mentions: &[Mention],
) -> Option<(String, By)> {
    let headline = text
        .paragraphs
        .iter()
        .find(|paragraph| paragraph.place == Place::Headline)?;
    let range = words.of_tokens(headline.tokens.clone());
    let named = mentions
        .iter()
        .find(|one| range.contains(&one.words.start) && one.by == By::Name)
        .filter(|one| agreements.get(&one.name).is_some())?;
    let by = range.clone().find_map(|word| done(words.folded(word)))?;
    Some((named.name.clone(), by))
}

/// Whether a word says that something is done with an agreement, and whether that undoes it.
fn done(word: &str) -> Option<By> {
    const DEEDS: &[&str] = &[
        "extend", "ratif", "sign", "prolong", "renew", "rejoin", "join",
    ];
    const UNDOINGS: &[&str] = &[
        "withdr", "quit", "leav", "left", "abandon", "scrap", "suspend", "suspen", "terminat",
        "renounc", "denounc", "reimpos", "violat", "breach", "pull",
    ];
    let starts = |stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
    match word {
        "significant" | "signal" | "signals" | "joint" | "jointly" => None,
        _ if starts(UNDOINGS) => Some(By::Undoing),
        _ if starts(DEEDS) => Some(By::Deed),
        _ => None,
    }
}

/// How near soldiers make a withdrawal theirs, in words.
const SOLDIERS: usize = 12;

fn is_force(word: &str) -> bool {
    matches!(
        word,
        "troops" | "soldiers" | "forces" | "army" | "occupation" | "military"
    )
}

fn deed(noun: &str) -> Option<By> {
    match noun {
        "extension" | "ratification" | "compliance" | "prolongation" => Some(By::Deed),
        "withdrawal" | "pullout" | "exit" | "departure" | "suspension" | "termination" => {
            Some(By::Undoing)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Found by fuzzing: two words before it were looked for.
    #[test]
    fn a_move_may_be_the_second_word_of_a_text() {
        let of = |words: &str| {
            let text = Text::read(words);
            whose(&text, &Words::read(&text), 1)
        };
        assert_eq!(of("bold action"), None);
        assert_eq!(of("the action"), Some(0));
    }
}
