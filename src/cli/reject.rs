//! A statement is none.

use super::deciding::Deciding;
use crate::model::Verdict;
use std::io::Write;
use std::process::ExitCode;

/// Decide that statements are none; they are shown no more, and no later run brings them back
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord reject 12
  onrecord reject 12 13 --note \"a headline, nobody said it\"")]
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
        let verdicts = verdicts.map(|statement| Verdict::Reject { statement });
        self.deciding.take(out, &mut store, verdicts.collect())
    }
}
