//! Whom and what a command is about: names on the command line, and whom they mean on record.

use super::dates::Dates;
use crate::query::Selection;
use crate::store::{As, NameError, Named, Store};

/// Options of every command that selects statements.
#[derive(clap::Args)]
pub struct Select {
    /// On this topic: its id or name; repeat for any of several
    #[arg(long = "topic", value_name = "TOPIC")]
    topics: Vec<String>,
    /// Said by this speaker: a name, an alias or part of a name; repeat for any of several
    #[arg(long = "speaker", value_name = "NAME")]
    speakers: Vec<String>,
    /// On this agreement: its name or an alias; repeat for any of several
    #[arg(long = "agreement", value_name = "NAME")]
    agreements: Vec<String>,
    #[command(flatten)]
    dates: Dates,
}

impl Select {
    /// With the names resolved.
    pub fn selection(&self, store: &Store) -> Result<Selection, NameError> {
        Ok(Selection {
            topics: find_all(store, As::Topic, &self.topics)?,
            agreements: find_all(store, As::Agreement, &self.agreements)?,
            speakers: find_all(store, As::Speaker, &self.speakers)?,
            since: self.dates.since(),
            until: self.dates.until(),
        })
    }
}

/// Whom each name means.
pub fn find_all(store: &Store, sought: As, names: &[String]) -> Result<Vec<Named>, NameError> {
    names.iter().map(|name| store.find(sought, name)).collect()
}
