//! Which agreements the statements name.

use super::database::Database;
use super::output::{Printing, Record, cell, print_all};
use crate::query::{self, AgreementEntry};
use std::io::Write;
use std::process::ExitCode;

/// List the agreements with their parties, number of statements, positions, and the first and last day
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord agreements
  onrecord agreements --format md")]
pub struct Args {
    #[command(flatten)]
    printing: Printing,
    #[command(flatten)]
    database: Database,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let store = self.database.read()?;
        let agreements = query::agreements(&store, self.printing.one_more())?;
        print_all(out, &self.printing, &agreements, "agreements")?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Record for AgreementEntry {
    const COLUMNS: &'static [&'static str] = &[
        "agreement",
        "parties",
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
            self.name.clone(),
            self.parties.join("; "),
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
