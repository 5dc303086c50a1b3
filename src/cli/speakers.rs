//! Who is on record.

use super::database::Database;
use super::output::{Printing, Record, cell, print_all};
use crate::query::{self, OpenName, SpeakerEntry};
use std::io::Write;
use std::process::ExitCode;

/// List the speakers with their number of statements and the first and last day
///
/// With --open, the names that wait for a person: two that may mean one, with the reason
/// (`merge` makes them one, `split` keeps them two), and one whose bearer the text leaves open.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord speakers
  onrecord speakers --open
  onrecord speakers --limit 0 --format csv > speakers.csv")]
pub struct Args {
    /// Names that may mean another, with the reason
    #[arg(long)]
    open: bool,
    #[command(flatten)]
    printing: Printing,
    #[command(flatten)]
    database: Database,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let store = self.database.read()?;
        if self.open {
            print_all(
                out,
                &self.printing,
                &query::open_names(&store)?,
                "open names",
            )?;
            return Ok(ExitCode::SUCCESS);
        }
        let speakers = query::speakers(&store, self.printing.one_more())?;
        print_all(out, &self.printing, &speakers, "speakers")?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Record for SpeakerEntry {
    const COLUMNS: &'static [&'static str] = &["speaker", "kind", "statements", "first", "last"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            self.kind.name().into(),
            self.statements.to_string(),
            cell(self.first),
            cell(self.last),
        ]
    }
}

impl Record for OpenName {
    const COLUMNS: &'static [&'static str] = &["name", "may be", "statements", "because"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            self.may_be.join("; "),
            self.statements.to_string(),
            self.because.clone(),
        ]
    }
}
