//! A title that a listed agreement has in other words: "the Agreement on Friendship,
//! Good-Neighbourliness and Cooperation" of two states that the text names.

use super::{By, Mention};
use crate::lexicon::Agreements;
use crate::model::Date;
use crate::resolve::words::Words;

/// Gives titles that nobody listed the name of the agreement between two states which has the
/// same words in its own, where the text names both and it was signed by then.
pub(super) fn call_by_list(
    words: &Words<'_>,
    agreements: &Agreements,
    published: Option<Date>,
    mentions: &mut [Mention],
) {
    for mention in mentions.iter_mut().filter(|one| one.by == By::Form) {
        let key = key(&mention.name);
        // One word alone is shared by too many: "Friendship Treaty".
        if key.len() < 2 {
            continue;
        }
        let listed = agreements
            .entries()
            .iter()
            .enumerate()
            .filter(|(_, entry)| {
                bare(&entry.card.name).is_some_and(|bare| self::key(bare) == key)
                    && entry
                        .card
                        .parties
                        .iter()
                        .all(|party| is_named(words, party))
            })
            .filter_map(|(at, entry)| Some((agreements.on(at, published)?, entry)))
            .max_by_key(|(fit, _)| *fit);
        if let Some((_, entry)) = listed {
            mention.name.clone_from(&entry.card.name);
            mention.by = By::Name;
        }
    }
}

/// The title of an agreement whose name says in brackets whose it is.
fn bare(name: &str) -> Option<&str> {
    let (bare, of) = name.split_once(" (")?;
    of.contains('-').then_some(bare)
}

/// What a title tells, in any order and under any heading: the beginnings of its words.
fn key(title: &str) -> Vec<String> {
    const STEM: usize = 5;
    let mut key: Vec<String> = title
        .split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| word.len() > 3 || word.starts_with(|c: char| c.is_ascii_digit()))
        .filter(|word| !matches!(word.as_str(), "treaty" | "agreement" | "pact"))
        .map(|word| word.chars().take(STEM).collect())
        .collect();
    key.sort();
    key.dedup();
    key
}

/// Whether a state is named, by its name or its adjective.
fn is_named(words: &Words<'_>, state: &str) -> bool {
    const STEM: usize = 4;
    let last = state.rsplit(' ').next().unwrap_or(state);
    let stem: String = last.chars().take(STEM).collect();
    words
        .words
        .iter()
        .any(|word| word.written.starts_with(stem.as_str()))
}
