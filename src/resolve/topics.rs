//! What a statement is about: topics from its own words first, then from what it points to.

use super::words::Words;
use crate::lexicon::{Hit, Sign, Topics, Weight};
use crate::model::{Date, Topic};
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
    /// Whether the table has it as a name of its own: "World Bank".
    pub own_name: bool,
    /// Whether it backs weak terms around it.
    pub backs: bool,
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

/// The terms in a text that count: those that overlap a `not` of their topic do not, nor those of a
/// topic that came up after the text was published.
pub fn terms(topics: &Topics, words: &Words<'_>, published: Option<Date>) -> Vec<Term> {
    let mut hits = topics.find(&words.words);
    if let Some(published) = published {
        hits.retain(|hit| {
            let since = topics.entries()[usize::from(hit.value.topic)].since;
            since.is_none_or(|since| since <= published)
        });
    }
    let mut nots: Vec<&Hit<Sign>> = hits
        .iter()
        .filter(|hit| hit.value.weight == Weight::Not)
        .collect();
    nots.sort_by_key(|hit| (hit.value.topic, hit.words.start));
    let denied = |hit: &Hit<Sign>| {
        let topic = hit.value.topic;
        let from = nots.partition_point(|not| not.value.topic < topic);
        nots[from..]
            .iter()
            .take_while(|not| not.value.topic == topic && not.words.start < hit.words.end)
            .any(|not| hit.words.start < not.words.end)
    };
    let mut terms: Vec<Term> = hits
        .iter()
        .filter(|hit| hit.value.weight != Weight::Not && !denied(hit))
        .map(|hit| Term {
            topic: usize::from(hit.value.topic),
            strong: hit.value.weight == Weight::Strong,
            names: false,
            own_name: hit.value.name,
            backs: true,
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

/// The terms of one topic that are being counted.
struct Count<'t> {
    link: Link,
    /// The most that stands together.
    most: f32,
    /// What stands together up to here.
    weight: f32,
    /// The words of its terms up to here.
    said: Vec<&'t str>,
    /// Whether one of its terms is no name.
    common: bool,
    /// Whether one of its terms links alone.
    strong: bool,
}

impl<'t> Count<'t> {
    fn add(&mut self, term: &'t Term) {
        self.common |= !term.proper;
        self.strong |= term.strong;
        let again = self
            .link
            .terms
            .iter_mut()
            .find(|other| other.start < term.words.end && term.words.start < other.end);
        match again {
            // The words of one phrase are one hit, at the weight of its best term.
            Some(other) => {
                *other = other.start.min(term.words.start)..other.end.max(term.words.end);
                if term.strong {
                    self.weight = self.weight.max(1.0);
                }
            }
            None => {
                self.link.terms.push(term.words.clone());
                self.weight += match term.strong {
                    true => 1.0,
                    false if self.said.contains(&term.said.as_str()) => 0.0,
                    false => 0.5,
                };
                self.said.push(&term.said);
            }
        }
        self.most = self.most.max(self.weight);
    }
}

/// In how many sentences weak terms may stand to back each other; in more, they must stand in one.
const NEAR: usize = 2;

/// In so many words weak terms meet by chance: of the links that they alone made in longer statements
/// of readouts, one in ten was right.
const LONG: usize = 100;

/// The topics that the terms of some sentences link; a weak term needs another one near by (the
/// same word twice is one) or a strong one in `around`.
pub fn link(
    terms: &[Term],
    own: &[Range<usize>],
    around: &[Range<usize>],
    from: From,
) -> Vec<Link> {
    let mut counts: Vec<Count<'_>> = Vec::new();
    for range in own {
        for count in counts.iter_mut().filter(|_| own.len() > NEAR) {
            count.weight = 0.0;
            count.said.clear();
        }
        for term in within(terms, range.clone()) {
            if term.words.end > range.end || term.names {
                continue;
            }
            let known = counts
                .iter()
                .position(|count| count.link.topic == term.topic);
            let at = known.unwrap_or_else(|| {
                counts.push(Count {
                    link: Link {
                        topic: term.topic,
                        terms: Vec::new(),
                        from,
                    },
                    most: 0.0,
                    weight: 0.0,
                    said: Vec::new(),
                    common: false,
                    strong: false,
                });
                counts.len() - 1
            });
            counts[at].add(term);
        }
    }
    let agrees = |topic: usize, common: bool| {
        around.iter().any(|range| {
            within(terms, range.clone()).iter().any(|term| {
                term.strong && term.backs && term.topic == topic && (common || !term.names)
            })
        })
    };
    let long = own.iter().map(ExactSizeIterator::len).sum::<usize>() > LONG;
    let mut links: Vec<Link> = counts
        .into_iter()
        .filter(|count| count.strong || !long)
        .filter(|count| count.most >= 1.0 || agrees(count.link.topic, count.common))
        .map(|count| count.link)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::text::Text;
    use jiff::civil::date;

    #[test]
    fn nothing_is_about_a_topic_before_its_day() {
        let text = Text::read("They spoke of the events in Ukraine.");
        let words = Words::read(&text);
        let topics = &Lexicon::shared().topics;
        let conflict = topics.position("ukraine-conflict").unwrap();
        let found = |published| {
            terms(topics, &words, published)
                .iter()
                .any(|term| term.topic == conflict)
        };
        assert!(!found(Some(date(2001, 2, 10))));
        assert!(found(Some(date(2015, 2, 12))));
        assert!(found(None));
    }
}
