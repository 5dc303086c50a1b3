//! The log of decisions.

use super::database::Database;
use super::deciding::in_words;
use super::output::{Printing, Record, cell, print_all};
use crate::model::Decision;
use serde::Serialize;
use std::io::Write;
use std::process::ExitCode;

/// List what people decided: what, who, when, why, and whether it was taken back
///
/// What was decided about an article holds for its newer versions too, where the same statement
/// stands in them.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord decisions
  onrecord decisions --statement 12
  onrecord decisions --left-behind
  onrecord decisions --format csv > decisions.csv")]
pub struct Args {
    /// Only decisions about this statement
    #[arg(long, value_name = "STATEMENT")]
    statement: Option<i64>,
    /// Only decisions about older versions of articles whose newest has no such statement: its
    /// words are gone, or they and their source are no longer the same
    #[arg(long)]
    left_behind: bool,
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
            .filter(|decided| decided.left_behind || !self.left_behind)
            .map(|decided| Entry {
                number: decided.id,
                words: in_words(&decided.decision.verdict),
                decision: decided.decision,
                undone_by: decided.undone_by,
                carried_to: decided.carried_to,
                left_behind: decided.left_behind,
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
    carried_to: Vec<i64>,
    left_behind: bool,
}

impl Record for Entry {
    const COLUMNS: &'static [&'static str] = &[
        "number",
        "decision",
        "by",
        "at",
        "note",
        "taken back by",
        "other versions",
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.number.to_string(),
            self.words.clone(),
            self.decision.by.clone(),
            self.decision.at.clone(),
            self.decision.note.clone().unwrap_or_default(),
            cell(self.undone_by),
            match self.left_behind {
                true => "not in the newest".to_owned(),
                false => in_other_versions(&self.carried_to),
            },
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

/// `statement 40 too`; `statements 40, 52 too`.
pub fn in_other_versions(carried_to: &[i64]) -> String {
    let numbers: Vec<String> = carried_to.iter().map(i64::to_string).collect();
    match numbers.len() {
        0 => String::new(),
        1 => format!("statement {} too", numbers[0]),
        _ => format!("statements {} too", numbers.join(", ")),
    }
}
