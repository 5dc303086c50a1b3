//! Agreements by name, by form and by what points to them.
//!
//! Those that data/agreements.toml lists are found by their names (here), others by the form of
//! their names (`form`: titles, `matter`: documents called by what they are on, `resolution`); a
//! title that tells the same as a listed one is called by that (`alike`).
//! Behind each, nouns and pronouns point back to it (`noun`, `pronoun`) or nouns say what was done with it (`deed`).

mod alike;
mod deed;
mod form;
mod gap;
mod matter;
mod noun;
mod pronoun;
mod resolution;

use super::words::Words;
use crate::lexicon::{Agreements, Hit};
use crate::model::{Agreement, Date};
use crate::text::Text;
use std::ops::Range;

/// An agreement in the text.
#[derive(Debug, Clone)]
pub struct Mention {
    /// Canonical name.
    pub name: String,
    /// Its words.
    pub words: Range<usize>,
    /// How it is known.
    pub by: By,
}

/// How far behind the name of an agreement what is done with it or follows from it may stand,
/// in words.
const NEAR: usize = 60;

/// How an agreement is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A name of data/agreements.toml.
    Name,
    /// The form of its name: nobody listed it.
    Form,
    /// A noun that points to the agreement named before: "the treaty".
    Noun,
    /// What was done with it: "the extension".
    Deed,
    /// The undoing of it: "the withdrawal".
    Undoing,
    /// A pronoun.
    Pronoun,
}

impl By {
    /// In words, for the basis of a stance.
    pub fn name(self) -> &'static str {
        match self {
            By::Name => "name",
            By::Form => "the form of a name",
            By::Noun | By::Pronoun => "points back",
            By::Deed | By::Undoing => "what was done with it",
        }
    }
}

/// Every agreement in the text, in order; none overlaps another.
///
/// On the day that the text was `published` an agreement of a later one was not there to be
/// spoken of: "the new treaty" is another one then.
pub fn mentions(
    text: &Text<'_>,
    words: &Words<'_>,
    agreements: &Agreements,
    published: Option<Date>,
) -> Vec<Mention> {
    let mut hits = agreements.find(&words.words);
    // Of several that a name can stand for the one that held on that day comes first, and of
    // those the latest: "the START Treaty" of 2005 and that of 2015.
    let fit = |hit: &Hit<Option<u16>>| {
        hit.value
            .and_then(|at| agreements.on(usize::from(at), published))
    };
    hits.sort_by_key(|hit| std::cmp::Reverse(fit(hit)));
    let mut found: Vec<Mention> = hits
        .into_iter()
        .map(|hit| Mention {
            // A name without an agreement holds its place and goes at the end.
            name: match (hit.value, fit(&hit)) {
                (Some(at), Some(_)) => agreements.entries()[usize::from(at)].card.name.clone(),
                _ => String::new(),
            },
            words: hit.words,
            by: By::Name,
        })
        .collect();
    found.extend(form::unlisted(text, words));
    // A listed name wins over a form that holds it, but for a protocol to it, and of two the longer one.
    found.sort_by_key(|one| {
        (
            one.by != By::Name && !form::is_annex(words, &one.words),
            std::cmp::Reverse(one.words.len()),
            one.words.start,
        )
    });
    let mut kept: Vec<Mention> = Vec::new();
    for one in found {
        let overlaps = |other: &Mention| {
            other.words.start < one.words.end && one.words.start < other.words.end
        };
        if !kept.iter().any(overlaps) {
            kept.push(one);
        }
    }
    kept.retain(|one| !one.name.is_empty());
    kept.sort_by_key(|one| one.words.start);
    alike::call_by_list(words, agreements, published, &mut kept);
    noun::point_back(words, agreements, &mut kept);
    deed::add_deeds(text, words, agreements, &mut kept);
    deed::add_moves(text, words, agreements, &mut kept);
    pronoun::add_pronouns(text, words, &mut kept);
    kept
}

/// The cards of agreements, by name; one that nobody listed has its name alone.
pub fn cards<'a>(
    agreements: &Agreements,
    names: impl IntoIterator<Item = &'a str>,
) -> Vec<Agreement> {
    let mut cards: Vec<Agreement> = names
        .into_iter()
        .map(|name| match agreements.get(name) {
            Some(entry) => entry.card.clone(),
            None => Agreement {
                name: name.to_string(),
                aliases: Vec::new(),
                parties: Vec::new(),
                signed: None,
                in_force: None,
                ended: None,
                topics: Vec::new(),
                qid: None,
            },
        })
        .collect();
    cards.sort_by(|a, b| a.name.cmp(&b.name));
    cards.dedup_by(|a, b| a.name == b.name);
    cards
}
