//! Topics and the terms that link them (data/topics.toml).

use super::terms::{Hit, Terms, Word};
use crate::model::Topic;
use serde::Deserialize;
use std::collections::HashMap;

pub(super) const TOPICS: &str = include_str!("../../data/topics.toml");

/// A topic of the table.
#[derive(Debug, Clone)]
pub struct TopicEntry {
    /// Id, label, code, broader topic.
    pub card: Topic,
    /// Whether the topic is itself a threat: fighting it opposes it.
    pub threat: bool,
    /// Whether the topic is a conflict: a call for peace takes no side in it.
    pub conflict: bool,
}

/// How far a term links its topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// One alone links.
    Strong,
    /// Links with a second one, or where the sentence or the headline agrees.
    Weak,
    /// Looks like a term and is none.
    Not,
}

/// The compiled table.
pub struct Topics {
    entries: Vec<TopicEntry>,
    by_id: HashMap<String, usize>,
    terms: Terms<(u16, Weight)>,
}

#[derive(Deserialize)]
struct File {
    topic: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    label: String,
    iptc: Option<String>,
    broader: Option<String>,
    #[serde(default)]
    threat: bool,
    #[serde(default)]
    conflict: bool,
    terms: Vec<String>,
    #[serde(default)]
    weak: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
}

impl Topics {
    /// The topics that come with the program.
    pub(super) fn compile() -> Topics {
        // The table is part of the program and a test reads it: it cannot fail on a user.
        Topics::read(TOPICS).unwrap_or_else(|_| Topics::of(Vec::new()))
    }

    /// Reads a table in the form of data/topics.toml; the error says what is wrong and where.
    pub fn read(table: &str) -> Result<Topics, toml::de::Error> {
        toml::from_str::<File>(table).map(|file| Topics::of(file.topic))
    }

    fn of(rows: Vec<Row>) -> Topics {
        let terms = Terms::compile(rows.iter().enumerate().flat_map(|(at, row)| {
            let of = move |terms: &'_ [String], weight| {
                terms
                    .iter()
                    .map(move |term| (term.clone(), (at as u16, weight)))
                    .collect::<Vec<_>>()
            };
            [
                of(&row.terms, Weight::Strong),
                of(&row.weak, Weight::Weak),
                of(&row.not, Weight::Not),
            ]
            .concat()
        }));
        let by_id = rows
            .iter()
            .enumerate()
            .map(|(at, row)| (row.id.clone(), at))
            .collect();
        let entries = rows
            .into_iter()
            .map(|row| TopicEntry {
                card: Topic {
                    id: row.id,
                    label: row.label,
                    iptc: row.iptc,
                    broader: row.broader,
                },
                threat: row.threat,
                conflict: row.conflict,
            })
            .collect();
        Topics {
            entries,
            by_id,
            terms,
        }
    }

    /// The topics, in the order of the table.
    pub fn entries(&self) -> &[TopicEntry] {
        &self.entries
    }

    /// The topic with that id.
    pub fn get(&self, id: &str) -> Option<&TopicEntry> {
        self.by_id.get(id).map(|&at| &self.entries[at])
    }

    /// The number of a topic in [`Topics::entries`].
    pub fn position(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Every term in a run of words, with the number of its topic.
    pub fn find(&self, words: &[Word<'_>]) -> Vec<Hit<(u16, Weight)>> {
        self.terms.find(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads() {
        let topics = Topics::read(TOPICS).unwrap();
        assert_eq!(topics.entries().len(), 50);
        for entry in topics.entries() {
            let broader = entry.card.broader.as_deref();
            assert!(
                broader.is_none_or(|id| topics.get(id).is_some()),
                "{broader:?}"
            );
        }
    }
}
