//! Topics and the terms that link them (data/topics.toml).

use super::terms::{Hit, Terms, Word};
use crate::model::{Date, Topic};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::OnceLock;

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
    /// The day before which nothing can be about it.
    pub since: Option<Date>,
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

/// What a term stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sign {
    /// The topic, by its place in [`Topics::entries`].
    pub topic: u16,
    /// How far it links.
    pub weight: Weight,
    /// Whether the table writes it with a capital: then it is itself a name.
    pub name: bool,
}

/// The compiled table.
pub struct Topics {
    entries: Vec<TopicEntry>,
    by_id: HashMap<String, usize>,
    terms: Terms<Sign>,
    added: Option<String>,
}

/// What is wrong with a table of topics.
#[derive(Debug, thiserror::Error)]
pub enum TopicsError {
    /// It is not in the form of data/topics.toml.
    #[error("{0}")]
    Form(#[from] toml::de::Error),
    /// A topic that the program does not know has no name to show.
    #[error("topic \"{0}\" is new and has no label; give it one: label = \"...\"")]
    NoLabel(String),
    /// A topic is part of one that there is not.
    #[error("topic \"{id}\" is part of \"{broader}\", which is no topic")]
    NoBroader {
        /// The topic.
        id: String,
        /// What it says it is part of.
        broader: String,
    },
    /// A new topic has nothing by which it could be found.
    #[error("topic \"{0}\" is new and has no terms; give it some: terms = [\"...\"]")]
    NoTerms(String),
    /// More topics than can be numbered.
    #[error("a table can have 65,000 topics at most")]
    TooMany,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    topic: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    label: Option<String>,
    iptc: Option<String>,
    broader: Option<String>,
    threat: Option<bool>,
    conflict: Option<bool>,
    since: Option<Date>,
    /// Whether the terms take the place of those that the topic has, rather than join them.
    #[serde(default)]
    replace: bool,
    #[serde(default)]
    terms: Vec<String>,
    #[serde(default)]
    weak: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
}

impl Row {
    /// Takes over what another row says of the same topic.
    fn amend(&mut self, other: Row) {
        self.label = other.label.or(self.label.take());
        self.iptc = other.iptc.or(self.iptc.take());
        self.broader = other.broader.or(self.broader.take());
        self.threat = other.threat.or(self.threat);
        self.conflict = other.conflict.or(self.conflict);
        self.since = other.since.or(self.since);
        for (own, others) in [
            (&mut self.terms, other.terms),
            (&mut self.weak, other.weak),
            (&mut self.not, other.not),
        ] {
            if other.replace {
                own.clear();
            }
            own.extend(others);
        }
    }
}

impl Topics {
    /// The topics that come with the program, compiled at the first call: questions need them
    /// without the other lexicons.
    pub fn shared() -> &'static Topics {
        static SHARED: OnceLock<Topics> = OnceLock::new();
        SHARED.get_or_init(Topics::compile)
    }

    fn compile() -> Topics {
        // The table is part of the program and a test reads it: it cannot fail on a user.
        Topics::read(TOPICS).unwrap_or_else(|_| Topics::of(Vec::new(), None))
    }

    /// Reads a table in the form of data/topics.toml.
    ///
    /// # Errors
    /// The table is not in that form, or a topic lacks something; the error says which and where.
    pub fn read(table: &str) -> Result<Topics, TopicsError> {
        Topics::checked(rows(table)?, None)
    }

    /// The topics that come with the program, with those of a person's own table. A topic that
    /// both have keeps what the own row does not say; its terms join the others, or with
    /// `replace = true` take their place.
    ///
    /// # Errors
    /// As [`Topics::read`].
    pub fn with_own(table: &str) -> Result<Topics, TopicsError> {
        let mut all = rows(TOPICS)?;
        for row in rows(table)? {
            match all.iter_mut().find(|one| one.id == row.id) {
                Some(one) => one.amend(row),
                None if row.label.is_none() => return Err(TopicsError::NoLabel(row.id)),
                None if row.terms.is_empty() && row.weak.is_empty() => {
                    return Err(TopicsError::NoTerms(row.id));
                }
                None => all.push(row),
            }
        }
        Topics::checked(all, Some(fingerprint(table)))
    }

    fn checked(rows: Vec<Row>, added: Option<String>) -> Result<Topics, TopicsError> {
        if rows.len() > 65_000 {
            return Err(TopicsError::TooMany);
        }
        if let Some(row) = rows.iter().find(|row| row.label.is_none()) {
            return Err(TopicsError::NoLabel(row.id.clone()));
        }
        let topics = Topics::of(rows, added);
        for entry in &topics.entries {
            if let Some(broader) = &entry.card.broader
                && topics.get(broader).is_none()
            {
                return Err(TopicsError::NoBroader {
                    id: entry.card.id.clone(),
                    broader: broader.clone(),
                });
            }
        }
        Ok(topics)
    }

    fn of(rows: Vec<Row>, added: Option<String>) -> Topics {
        let terms = Terms::compile(rows.iter().enumerate().flat_map(|(at, row)| {
            let of = move |terms: &'_ [String], weight| {
                terms
                    .iter()
                    .map(move |term| {
                        let sign = Sign {
                            topic: at as u16,
                            weight,
                            name: term.contains(char::is_uppercase),
                        };
                        (term.clone(), sign)
                    })
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
                    label: row.label.unwrap_or_else(|| row.id.clone()),
                    id: row.id,
                    iptc: row.iptc,
                    broader: row.broader,
                },
                threat: row.threat.unwrap_or(false),
                conflict: row.conflict.unwrap_or(false),
                since: row.since,
            })
            .collect();
        Topics {
            entries,
            by_id,
            terms,
            added,
        }
    }

    /// Hash over the person's own table, in hexadecimal; `None` where there is none.
    pub fn own(&self) -> Option<&str> {
        self.added.as_deref()
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

    /// Every term in a run of words, with what it stands for.
    pub fn find(&self, words: &[Word<'_>]) -> Vec<Hit<Sign>> {
        self.terms.find(words)
    }
}

fn rows(table: &str) -> Result<Vec<Row>, TopicsError> {
    Ok(toml::from_str::<File>(table)?.topic)
}

fn fingerprint(table: &str) -> String {
    let hash = Sha256::digest(table.as_bytes());
    hash[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_own_table_adds_amends_and_replaces() {
        let own = Topics::with_own(
            "[[topic]]\nid = \"fisheries\"\nlabel = \"Fisheries\"\nterms = [\"cod\"]\n\
             [[topic]]\nid = \"trade\"\nlabel = \"Commerce\"\n\
             [[topic]]\nid = \"energy\"\nreplace = true\nterms = [\"peat\"]\n",
        )
        .unwrap();
        let topics = |word: &'static str| -> Vec<&str> {
            let word = Word::new(word.into(), word.into(), true);
            own.find(&[word])
                .iter()
                .map(|hit| own.entries()[usize::from(hit.value.topic)].card.id.as_str())
                .collect()
        };
        assert_eq!(topics("cod"), ["fisheries"]);
        assert_eq!(topics("trade"), ["trade"]);
        assert_eq!(topics("peat"), ["energy"]);
        assert!(topics("gas").is_empty());
        let trade = own.get("trade").unwrap();
        assert_eq!(trade.card.label, "Commerce");
        assert_eq!(trade.card.broader.as_deref(), Some("economy"));
        assert!(own.own().is_some());
    }

    #[test]
    fn an_own_table_that_lacks_something_is_told_what() {
        let told = |table: &str| Topics::with_own(table).err().unwrap().to_string();
        assert!(told("[[topic]]\nid = \"x\"\nterms = [\"y\"]").contains("has no label"));
        assert!(told("[[topic]]\nid = \"x\"\nlabel = \"X\"").contains("has no terms"));
        let part = "[[topic]]\nid = \"x\"\nlabel = \"X\"\nterms = [\"y\"]\nbroader = \"z\"";
        assert!(told(part).contains("\"z\", which is no topic"));
        assert!(told("[[topics]]\nid = \"x\"").contains("topics"));
    }

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
