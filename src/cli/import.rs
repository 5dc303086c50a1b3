//! Coded statements of other programs into the record.

use super::database::Database;
use super::dates::now;
use super::output::harmless;
use crate::store::{DnaFile, DnaImport, Store};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Import a database of Discourse Network Analyzer
///
/// Documents become articles, coded statements become accepted statements of a run `coded by`
/// their coder, and everything else is kept for the way back. Importing a file of the same name
/// again brings its statements up to date; what people decided stays.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord import coded.dna
  onrecord import coded.dna --db study.db")]
pub struct Args {
    /// The database to import
    #[arg(value_name = "FILE.dna")]
    file: PathBuf,
    #[command(flatten)]
    database: Database,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let file = DnaFile::open(&self.file)?;
        let name = match self.file.file_name() {
            Some(name) => name.to_string_lossy().into_owned(),
            None => self.file.display().to_string(),
        };
        let report = Store::open(&self.database.path)?.import_dna(&file, &name, &now())?;
        print(out, &report)?;
        Ok(ExitCode::SUCCESS)
    }
}

fn print(out: &mut dyn Write, report: &DnaImport) -> std::io::Result<()> {
    writeln!(
        out,
        "{} documents, {} of them new articles; {} new statements, {} that were on record",
        report.documents, report.new_articles, report.new_statements, report.met
    )?;
    let rows: Vec<String> = report
        .rows
        .iter()
        .map(|(table, rows)| format!("{table} {rows}"))
        .collect();
    writeln!(out, "rows kept: {}", rows.join(", "))?;
    if !report.outside.is_empty() {
        let numbers: Vec<String> = report.outside.iter().map(i64::to_string).collect();
        writeln!(
            out,
            "outside their document's text, kept for networks and the way back only: statements {}",
            numbers.join(", ")
        )?;
    }
    if !report.cycles.is_empty() {
        let names = harmless(&report.cycles.join(", "));
        writeln!(out, "children of themselves by way of others: {names}")?;
    }
    if !report.left_out.is_empty() {
        let tables = harmless(&report.left_out.join(", "));
        writeln!(out, "left out, since the form has no such table: {tables}")?;
    }
    Ok(())
}
