//! What a statement is about: topics from its own words first, then from what it points to.

use super::words::Words;
use crate::lexicon::{Hit, Topics, Weight};
use crate::model::Topic;
use std::ops::Range;

/// A term of a topic in the text.
#[derive(Debug, Clone)]
pub struct Term {
    /// The topic, by its place in [`Topics::entries`].
    pub topic: usize,
    /// Whether it links alone.
    pub strong: bool,
    /// Its words.
    pub words: Range<usize>,
    /// Whether it names an agreement: then it links nothing, and backs a weak term around it.
    pub names: bool,
    /// Whether it is itself a name: who is named beside an agreement tells no matter.
    proper: bool,
    /// The words themselves, folded.
    said: String,
}

/// Where a link comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// The statement's own words.
    Content,
    /// Its cue's clause and sentence.
    Sentence,
    /// An earlier sentence of its paragraph, to which the content points.
    Paragraph,
    /// The end of the paragraph before, to which the content points.
    Before,
    /// The headline, to which the content points.
    Headline,
    /// The agreement that the statement is about.
    Agreement,
}

impl From {
    /// In words, for the basis of a stance.
    pub fn name(self) -> &'static str {
        match self {
            From::Content => "in the content",
            From::Sentence => "in its sentence",
            From::Paragraph => "in its paragraph",
            From::Before => "in the paragraph before",
            From::Headline => "in the headline",
            From::Agreement => "of the agreement",
        }
    }
}

/// A topic that a statement is about.
#[derive(Debug, Clone)]
pub struct Link {
    /// The topic, by its place in [`Topics::entries`].
    pub topic: usize,
    /// The terms that link it.
    pub terms: Vec<Range<usize>>,
    /// Where they stand.
    pub from: From,
}

/// The terms in a text that count: those that overlap a `not` of their topic do not.
pub fn terms(topics: &Topics, words: &Words<'_>) -> Vec<Term> {
    let hits = topics.find(&words.words);
    let mut nots: Vec<&Hit<(u16, Weight)>> = hits
        .iter()
        .filter(|hit| hit.value.1 == Weight::Not)
        .collect();
    nots.sort_by_key(|hit| (hit.value.0, hit.words.start));
    let denied = |hit: &Hit<(u16, Weight)>| {
        let from = nots.partition_point(|not| not.value.0 < hit.value.0);
        nots[from..]
            .iter()
            .take_while(|not| not.value.0 == hit.value.0 && not.words.start < hit.words.end)
            .any(|not| hit.words.start < not.words.end)
    };
    let mut terms: Vec<Term> = hits
        .iter()
        .filter(|hit| hit.value.1 != Weight::Not && !denied(hit))
        .map(|hit| Term {
            topic: usize::from(hit.value.0),
            strong: hit.value.1 == Weight::Strong,
            names: false,
            proper: words.words[hit.words.start]
                .written
                .starts_with(char::is_uppercase),
            words: hit.words.clone(),
            said: said(words, hit.words.clone()),
        })
        .collect();
    terms.sort_by_key(|term| (term.words.start, term.topic, term.words.end));
    terms
}

fn said(words: &Words<'_>, range: Range<usize>) -> String {
    let words: Vec<&str> = range.map(|at| words.folded(at)).collect();
    words.join(" ")
}

/// The terms that start in a range of words.
pub fn within(terms: &[Term], words: Range<usize>) -> &[Term] {
    let from = terms.partition_point(|term| term.words.start < words.start);
    let to = terms.partition_point(|term| term.words.start < words.end);
    &terms[from..to.max(from)]
}

/// The topics that the terms of some ranges link; a weak term needs another one beside it
/// (the same word twice is one) or a strong one in `around`.
pub fn link(
    terms: &[Term],
    own: &[Range<usize>],
    around: &[Range<usize>],
    from: From,
) -> Vec<Link> {
    // Link, weight, words said, whether one of them is no name.
    let mut links: Vec<(Link, f32, Vec<&str>, bool)> = Vec::new();
    for range in own {
        for term in within(terms, range.clone()) {
            if term.words.end > range.end || term.names {
                continue;
            }
            let at = links.iter().position(|(link, ..)| link.topic == term.topic);
            let at = at.unwrap_or_else(|| {
                let link = Link {
                    topic: term.topic,
                    terms: Vec::new(),
                    from,
                };
                links.push((link, 0.0, Vec::new(), false));
                links.len() - 1
            });
            let (link, weight, said, common) = &mut links[at];
            *common |= !term.proper;
            let again = link
                .terms
                .iter_mut()
                .find(|other| other.start < term.words.end && term.words.start < other.end);
            match again {
                // The words of one phrase are one hit, at the weight of its best term.
                Some(other) => {
                    *other = other.start.min(term.words.start)..other.end.max(term.words.end);
                    if term.strong {
                        *weight = weight.max(1.0);
                    }
                }
                None => {
                    link.terms.push(term.words.clone());
                    *weight += match term.strong {
                        true => 1.0,
                        false if said.contains(&term.said.as_str()) => 0.0,
                        false => 0.5,
                    };
                    said.push(&term.said);
                }
            }
        }
    }
    let agrees = |topic: usize, common: bool| {
        around.iter().any(|range| {
            within(terms, range.clone())
                .iter()
                .any(|term| term.strong && term.topic == topic && (common || !term.names))
        })
    };
    let mut links: Vec<Link> = links
        .into_iter()
        .filter(|(link, weight, _, common)| *weight >= 1.0 || agrees(link.topic, *common))
        .map(|(link, ..)| link)
        .collect();
    links.sort_by_key(|link| link.topic);
    links
}

/// The cards of topics, by id.
pub fn cards<'a>(topics: &Topics, ids: impl IntoIterator<Item = &'a str>) -> Vec<Topic> {
    let mut cards: Vec<Topic> = ids
        .into_iter()
        .filter_map(|id| topics.get(id))
        .map(|entry| entry.card.clone())
        .collect();
    cards.sort_by(|a, b| a.id.cmp(&b.id));
    cards.dedup();
    cards
}
