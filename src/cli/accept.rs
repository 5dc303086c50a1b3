//! A statement is right.

use super::deciding::Deciding;
use crate::model::Verdict;
use std::io::Write;
use std::process::ExitCode;

/// Decide that statements are right as they stand; no later run changes them
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord accept 12
  onrecord accept 12 13 15 --by \"A. Analyst\" --note \"read against the readout\"")]
pub struct Args {
    /// The statements' numbers, as `show` and `why` print them
    #[arg(required = true, value_name = "STATEMENT")]
    statements: Vec<i64>,
    #[command(flatten)]
    deciding: Deciding,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let mut store = self.deciding.store()?;
        let verdicts = self.statements.into_iter();
        let verdicts = verdicts.map(|statement| Verdict::Accept { statement });
        self.deciding.take(out, &mut store, verdicts.collect())
    }
}
