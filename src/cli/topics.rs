//! What the statements are about.

use super::database::Database;
use super::output::{Printing, Record, cell, print_all};
use crate::query::{self, TopicEntry};
use std::io::Write;
use std::process::ExitCode;

/// List the topics with their number of statements, positions, and the first and last day
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord topics
  onrecord topics --format json")]
pub struct Args {
    #[command(flatten)]
    printing: Printing,
    #[command(flatten)]
    database: Database,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let store = self.database.read()?;
        let topics = query::topics(&store, self.printing.one_more())?;
        print_all(out, &self.printing, &topics, "topics")?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Record for TopicEntry {
    const COLUMNS: &'static [&'static str] = &[
        "topic",
        "label",
        "statements",
        "support",
        "conditional",
        "neutral",
        "oppose",
        "first",
        "last",
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.label.clone(),
            self.statements.to_string(),
            self.support.to_string(),
            self.conditional.to_string(),
            self.neutral.to_string(),
            self.oppose.to_string(),
            cell(self.first),
            cell(self.last),
        ]
    }
}
