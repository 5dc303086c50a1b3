//! The database without gaps.

use super::database::Database;
use super::output::{bytes, harmless};
use crate::store::Store;
use std::io::Write;
use std::process::ExitCode;

/// Make the database file as small as its content, and its full-text index anew
///
/// Nothing on record changes. It needs as much free space as the file has, and waits for others
/// who are writing.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord vacuum
  onrecord vacuum --db summit.db")]
pub struct Args {
    #[command(flatten)]
    database: Database,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let path = &self.database.path;
        // Opening for writing makes a file; vacuuming must not.
        drop(self.database.read()?);
        let done = Store::open(path)?.vacuum()?;
        writeln!(
            out,
            "{}: {} before, {} after",
            harmless(&path.display().to_string()),
            bytes(done.before),
            bytes(done.after)
        )?;
        Ok(ExitCode::SUCCESS)
    }
}
