//! Coded statements as a list of events.

use super::database::Database;
use super::file::write_whole;
use crate::export::network::event_list;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Write all statements as a list of events, as Discourse Network Analyzer does
///
/// The database may be one of that program too. A statement of several speakers or positions
/// has a line for each.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord export events -o events.csv
  onrecord export events --db coded.dna -o events.csv")]
pub struct Args {
    /// The file to write; without it, or with -, standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Which statement type of a Discourse Network Analyzer database, where it has several
    #[arg(long, value_name = "LABEL")]
    statement_type: Option<String>,
    #[command(flatten)]
    database: Database,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let label = self.statement_type.as_deref();
        let coding = self.database.coding(label, &[], true)?;
        match self.output {
            Some(file) if file.as_os_str() != "-" => {
                let mut list = Vec::new();
                event_list(&mut list, &coding)?;
                write_whole(&file, &list)?;
            }
            _ => event_list(out, &coding)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}
