//! Agreements by their names (data/agreements.toml).

use super::terms::{Hit, Terms, Word};
use crate::model::{Agreement, Date};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::OnceLock;

pub(super) const AGREEMENTS: &str = include_str!("../../data/agreements.toml");

/// An agreement of the table.
#[derive(Debug, Clone)]
pub struct AgreementEntry {
    /// Name, aliases, parties, dates, topics.
    pub card: Agreement,
    /// The nouns that may stand for it once it was named: "the treaty", "the deal".
    pub nouns: &'static [&'static str],
}

/// The compiled table.
pub struct Agreements {
    entries: Vec<AgreementEntry>,
    by_name: HashMap<String, usize>,
    names: Terms<Option<u16>>,
}

#[derive(Deserialize)]
struct File {
    agreement: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    kind: String,
    #[serde(default)]
    parties: Vec<String>,
    #[serde(default)]
    #[serde(rename = "multilateral")]
    _multilateral: bool,
    signed: Option<String>,
    in_force: Option<String>,
    #[serde(rename = "extended")]
    _extended: Option<String>,
    #[serde(rename = "suspended")]
    _suspended: Option<String>,
    ended: Option<String>,
    #[serde(default)]
    topics: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
    qid: Option<String>,
}

impl Agreements {
    /// The agreements that come with the program, compiled at the first call: questions need them
    /// without the other lexicons.
    pub fn shared() -> &'static Agreements {
        static SHARED: OnceLock<Agreements> = OnceLock::new();
        SHARED.get_or_init(Agreements::compile)
    }

    fn compile() -> Agreements {
        // The table is part of the program and a test reads it: it cannot fail on a user.
        Agreements::read(AGREEMENTS).unwrap_or_else(|_| Agreements::of(Vec::new()))
    }

    /// Reads a table in the form of data/agreements.toml; the error says what is wrong and where.
    pub fn read(table: &str) -> Result<Agreements, toml::de::Error> {
        toml::from_str::<File>(table).map(|file| Agreements::of(file.agreement))
    }

    fn of(rows: Vec<Row>) -> Agreements {
        let names = Terms::compile(rows.iter().enumerate().flat_map(|(at, row)| {
            let names = std::iter::once(&row.name).chain(&row.aliases);
            let others = row.not.iter().map(|name| (name, None));
            names.map(move |name| (name, Some(at as u16))).chain(others)
        }));
        let by_name = rows
            .iter()
            .enumerate()
            .map(|(at, row)| (row.name.clone(), at))
            .collect();
        let entries = rows.into_iter().map(Row::entry).collect();
        Agreements {
            entries,
            by_name,
            names,
        }
    }

    /// The agreements, in the order of the table.
    pub fn entries(&self) -> &[AgreementEntry] {
        &self.entries
    }

    /// How well an agreement fits a day: whether it is over by then, and when it was signed. `None`
    /// where it was signed later: nobody could speak of it. A day that is not known fits all.
    pub fn on(&self, at: usize, day: Option<Date>) -> Option<(bool, Option<Date>)> {
        let card = &self.entries.get(at)?.card;
        if card
            .signed
            .zip(day)
            .is_some_and(|(signed, day)| signed > day)
        {
            return None;
        }
        let over = match day {
            Some(day) => card.ended.is_some_and(|ended| ended < day),
            None => card.ended.is_some(),
        };
        Some((!over, card.signed))
    }

    /// The agreement with that canonical name.
    pub fn get(&self, name: &str) -> Option<&AgreementEntry> {
        self.by_name.get(name).map(|&at| &self.entries[at])
    }

    /// Every name in a run of words, with the number of its agreement; `None` for a longer
    /// name that holds one and is something else.
    pub fn find(&self, words: &[Word<'_>]) -> Vec<Hit<Option<u16>>> {
        self.names.find(words)
    }
}

impl Row {
    fn entry(self) -> AgreementEntry {
        AgreementEntry {
            nouns: nouns(&self.kind),
            card: Agreement {
                name: self.name,
                aliases: self.aliases,
                parties: self.parties,
                signed: day(self.signed.as_deref()),
                in_force: day(self.in_force.as_deref()),
                ended: day(self.ended.as_deref()),
                topics: self.topics,
                qid: self.qid,
            },
        }
    }
}

/// A year or a month alone is no day: the card then has none, rather than a made-up one.
fn day(date: Option<&str>) -> Option<Date> {
    date?.parse().ok()
}

/// The nouns that stand for an agreement of a kind.
pub fn nouns(kind: &str) -> &'static [&'static str] {
    match kind {
        "treaty" => &[
            "treaty",
            "treaties",
            "pact",
            "accord",
            "agreement",
            "agreements",
            "convention",
            "document",
            "deal",
            "protocol",
            "text",
        ],
        "accord" => &[
            "agreement",
            "agreements",
            "accord",
            "accords",
            "deal",
            "pact",
            "memorandum",
            "document",
            "documents",
            "package",
            "framework",
            "arrangement",
            "protocol",
            "decision",
            "text",
        ],
        "resolution" => &["resolution", "resolutions", "document"],
        "initiative" => &["initiative", "plan", "proposal", "proposals", "project"],
        "declaration" => &[
            "declaration",
            "statement",
            "document",
            "communique",
            "memorandum",
        ],
        "charter" => &["charter", "statute", "document"],
        "dialogue" => &["dialogue", "format", "mechanism"],
        _ => &["document"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads() {
        let agreements = Agreements::read(AGREEMENTS).unwrap();
        assert!(agreements.entries().len() > 90);
        assert!(agreements.get("New START").is_some());
    }

    #[test]
    fn a_year_alone_is_no_day() {
        assert_eq!(
            day(Some("1972-05-26")),
            Some(jiff::civil::date(1972, 5, 26))
        );
        assert_eq!(day(Some("1972")), None);
        assert_eq!(day(Some("1972-05")), None);
    }
}
