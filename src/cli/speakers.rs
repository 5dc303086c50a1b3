//! Who is on record.

use super::database::Database;
use super::output::{Printing, Record, print_all};
use crate::query::{self, SpeakerEntry};
use std::io::Write;
use std::process::ExitCode;

/// List the speakers with their number of statements and the first and last day
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord speakers
  onrecord speakers --limit 0 --format csv > speakers.csv")]
pub struct Args {
    #[command(flatten)]
    printing: Printing,
    #[command(flatten)]
    database: Database,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let store = self.database.read()?;
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
            self.first.map(|day| day.to_string()).unwrap_or_default(),
            self.last.map(|day| day.to_string()).unwrap_or_default(),
        ]
    }
}
