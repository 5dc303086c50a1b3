//! The log of decisions.

use super::database::Database;
use super::deciding::in_words;
use super::output::{Printing, Record, cell, print_all};
use crate::model::Decision;
use serde::Serialize;
use std::io::Write;
use std::process::ExitCode;

/// List what people decided: what, who, when, why, and whether it was taken back
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord decisions
  onrecord decisions --statement 12
  onrecord decisions --format csv > decisions.csv")]
pub struct Args {
    /// Only decisions about this statement
    #[arg(long, value_name = "STATEMENT")]
    statement: Option<i64>,
    #[command(flatten)]
    printing: Printing,
    #[command(flatten)]
    database: Database,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let store = self.database.read()?;
        let decided = match self.statement {
            Some(statement) => store.decisions_about(statement)?,
            None => store.decisions()?,
        };
        let entries: Vec<Entry> = decided
            .into_iter()
            .map(|decided| Entry {
                number: decided.id,
                words: in_words(&decided.decision.verdict),
                decision: decided.decision,
                undone_by: decided.undone_by,
            })
            .collect();
        print_all(out, &self.printing, &entries, "decisions")?;
        Ok(ExitCode::SUCCESS)
    }
}

/// A decision in the list.
#[derive(Serialize)]
struct Entry {
    number: i64,
    words: String,
    #[serde(flatten)]
    decision: Decision,
    undone_by: Option<i64>,
}

impl Record for Entry {
    const COLUMNS: &'static [&'static str] =
        &["number", "decision", "by", "at", "note", "taken back by"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.number.to_string(),
            self.words.clone(),
            self.decision.by.clone(),
            self.decision.at.clone(),
            self.decision.note.clone().unwrap_or_default(),
            cell(self.undone_by),
        ]
    }

    fn shown(&self) -> Vec<String> {
        let mut cells = self.cells();
        // The minute is enough for the eye.
        cells[3] = self
            .decision
            .at
            .replace('T', " ")
            .chars()
            .take(16)
            .collect();
        cells
    }
}
