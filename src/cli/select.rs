//! Whom and what a command is about: names on the command line, and whom they mean on record.

use super::dates::Dates;
use crate::query::{Selection, with_agreements};
use crate::store::{As, NameError, Named, Store, StoreError};

/// Options of every command that selects statements.
#[derive(clap::Args)]
pub struct Select {
    /// On this topic or an agreement that is about it: its id or name; repeat for any of several
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
    /// Take a stance whose confidence is lower than this, from 0 to 1, for unclear: it counts as
    /// no position, and `said --stance unclear` lists it
    #[arg(long, value_name = "P", value_parser = probability)]
    unclear_below: Option<f64>,
}

impl Select {
    /// With the names resolved.
    pub fn selection(&self, store: &Store) -> Result<Selection, NameError> {
        Ok(Selection {
            topics: find_all(store, As::Topic, &self.topics)?
                .into_iter()
                .map(|topic| with_agreements(store, topic))
                .collect::<Result<_, StoreError>>()?,
            agreements: find_all(store, As::Agreement, &self.agreements)?,
            speakers: find_all(store, As::Speaker, &self.speakers)?,
            since: self.dates.since(),
            until: self.dates.until(),
            unclear_below: self.unclear_below,
        })
    }
}

/// A probability, as an option takes it.
pub fn probability(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|value| (0.0..=1.0).contains(value))
        .ok_or_else(|| "a number from 0 to 1".into())
}

/// Whom each name means.
pub fn find_all(store: &Store, sought: As, names: &[String]) -> Result<Vec<Named>, NameError> {
    names.iter().map(|name| store.find(sought, name)).collect()
}
