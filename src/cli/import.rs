//! Coded statements of other programs into the record.

use super::coded::{self, Map, Preset};
use super::database::Database;
use super::dates::now;
use super::output::harmless;
use crate::store::{Arrival, CodedImport, DnaFile, DnaImport, Store};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Import statements that people coded: a database of Discourse Network Analyzer, or a CSV table
///
/// A table has a row for each statement: the article, which must be on record (its name, title,
/// address, or whole text), and words that stand in it. --map says which column has which field: document, words, start (in characters
/// from 0), person, organization, concept, stance, date, coder. A row that cannot be taken is
/// named with its reason, and the others are taken.
///
/// Of a database, documents become articles, coded statements become accepted statements of a
/// run `coded by` their coder, and everything else is kept for the way back. Where a file comes
/// back that onrecord wrote, or one of the same name, what people changed in it becomes decisions:
/// statements that are gone are rejected, those that read otherwise corrected. What was decided
/// here in the meantime stays. A file of another name that has statements of an imported one is refused
/// until --instead-of or --beside says what it is; what `export dna` wrote from it is known.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord import coded.dna
  onrecord import coded.dna --db study.db
  onrecord import coded-by-ann.dna --instead-of coded.dna
  onrecord import segments.csv --preset maxqda --map person=Speaker
  onrecord import project.json --preset label-studio --map concept=topic
  onrecord import table.csv --map document=File --map words=Text --map concept=Code --coder Ann")]
pub struct Args {
    /// The file to import
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Which column of a table has a field; repeat for each
    #[arg(long = "map", value_name = "FIELD=COLUMN")]
    map: Vec<String>,
    /// The columns of a program's export; --map adds to them
    #[arg(long, value_enum, value_name = "PROGRAM")]
    preset: Option<Preset>,
    /// Who coded the rows of a table that name nobody
    #[arg(long, value_name = "NAME", default_value = "nobody")]
    coder: String,
    /// The database is the imported one of this name come back, though it is called otherwise now
    #[arg(long, value_name = "NAME", conflicts_with = "beside")]
    instead_of: Option<String>,
    /// The database is another than those that were imported, though it has statements of theirs
    #[arg(long)]
    beside: bool,
    #[command(flatten)]
    database: Database,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        if self.is_table() {
            anyhow::ensure!(
                self.instead_of.is_none() && !self.beside,
                "--instead-of and --beside are for databases of Discourse Network Analyzer; rows of a table that are on record already are found there"
            );
            return self.table(out);
        }
        let file = DnaFile::open(&self.file)?;
        let name = match self.file.file_name() {
            Some(name) => name.to_string_lossy().into_owned(),
            None => self.file.display().to_string(),
        };
        let arrival = match (&self.instead_of, self.beside) {
            (Some(other), _) => Arrival::InsteadOf(other),
            (None, true) => Arrival::Beside,
            (None, false) => Arrival::Recognised,
        };
        let mut store = Store::open(&self.database.path)?;
        let report = store.import_dna(&file, &name, arrival, &now())?;
        print(out, &report)?;
        Ok(ExitCode::SUCCESS)
    }

    /// Whether it is a table: asked for as one, or called so.
    fn is_table(&self) -> bool {
        let ending = self.file.extension().unwrap_or_default();
        let ending = ending.to_ascii_lowercase();
        self.preset.is_some() || !self.map.is_empty() || ending == "csv" || ending == "tsv"
    }

    fn table(&self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let map = Map::new(self.preset, &self.map)?;
        let table = coded::read(&self.file, self.preset, &map, &self.coder)?;
        let program = self.preset.map_or("table", Preset::program);
        let mut store = Store::open(&self.database.path)?;
        let mut report = store.import_coded(&table.rows, program, &now())?;
        report.refused.extend(table.bad);
        report.refused.sort();
        print_table(out, &report)?;
        if !table.unused.is_empty() {
            let columns = harmless(&table.unused.join(", "));
            writeln!(out, "columns that were not taken: {columns}")?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn print_table(out: &mut dyn Write, report: &CodedImport) -> std::io::Result<()> {
    writeln!(
        out,
        "{} new statements, {} that were on record, {} rows not taken",
        report.new_statements,
        report.met,
        report.refused.len()
    )?;
    for (line, reason) in &report.refused {
        writeln!(out, "line {line} was not taken: {}", harmless(reason))?;
    }
    Ok(())
}

fn print(out: &mut dyn Write, report: &DnaImport) -> std::io::Result<()> {
    writeln!(
        out,
        "{} documents, {} of them new articles; {} new statements, {} that were on record",
        report.documents, report.new_articles, report.new_statements, report.met
    )?;
    if report.corrected + report.rejected > 0 {
        writeln!(
            out,
            "changed since the file was last here or left: {} statements corrected, {} rejected",
            report.corrected, report.rejected
        )?;
    }
    for reason in &report.conflicts {
        writeln!(out, "a change was not taken: {}", harmless(reason))?;
    }
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
    if !report.orphans.is_empty() {
        let numbers: Vec<String> = report.orphans.iter().map(i64::to_string).collect();
        writeln!(
            out,
            "of a statement type that is not there, kept for the way back only: statements {}",
            numbers.join(", ")
        )?;
    }
    if !report.cycles.is_empty() {
        let names = harmless(&report.cycles.join(", "));
        writeln!(out, "children of themselves by way of others: {names}")?;
    }
    if let Some(name) = &report.instead_of {
        writeln!(out, "it took the place of {}", harmless(name))?;
    }
    for (name, count) in &report.also_in {
        let name = harmless(name);
        writeln!(
            out,
            "{count} of these statements are in {name} too, so that networks count them twice"
        )?;
    }
    if !report.left_out.is_empty() {
        let tables = harmless(&report.left_out.join(", "));
        writeln!(
            out,
            "not in the form, so that they cannot go back: {tables}"
        )?;
    }
    Ok(())
}
