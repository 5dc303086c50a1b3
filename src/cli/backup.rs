//! A copy of the database.

use super::database::Database;
use super::output::{bytes, harmless};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Copy the database, as it is now, into a new file
///
/// Others may go on writing meanwhile. The copy is checked, and appears under its name only
/// when it is complete. A file that is there already is never replaced.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord backup onrecord-2026-11-24.db
  onrecord backup /media/stick/summit.db --db summit.db")]
pub struct Args {
    /// The file to make
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    database: Database,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let size = self.database.read()?.backup(&self.file)?;
        let file = self.file.display().to_string();
        writeln!(out, "{}: {}, checked", harmless(&file), bytes(size))?;
        Ok(ExitCode::SUCCESS)
    }
}
