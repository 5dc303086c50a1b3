//! Whether the database is whole.

use super::FAILED;
use super::add::plural;
use super::database::Database;
use super::output::harmless;
use std::io::Write;
use std::process::ExitCode;

/// Check that the database is whole: every span, every stance, every index
///
/// SQLite's own check of the file and its references; then that every text is the one that was
/// added, that every span lies in its text and slices the words on record, that every stance
/// has its evidence there, that nothing stands alone, and that the full-text index agrees.
/// Nothing is changed. The exit code is 1 when something is wrong.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord check
  onrecord check --db summit.db --format json")]
pub struct Args {
    /// As sentences, or as JSON
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    #[command(flatten)]
    database: Database,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let checked = self.database.read()?.check()?;
        match self.format {
            Format::Json => {
                serde_json::to_writer_pretty(&mut *out, &checked)?;
                writeln!(out)?;
            }
            Format::Text => {
                let mut remedies = Vec::new();
                for finding in &checked.findings {
                    writeln!(out, "{}", harmless(&finding.message))?;
                    remedies.push(finding.flaw.remedy());
                }
                remedies.sort_unstable();
                remedies.dedup();
                for remedy in remedies {
                    writeln!(out, "what to do: {remedy}")?;
                }
                let verdict = match checked.findings.len() {
                    0 => "whole".to_owned(),
                    count => plural(count, "finding"),
                };
                let unseen = match checked.search_compared {
                    true => "",
                    false => {
                        "; the full-text index was not compared, since the file cannot be written to now"
                    }
                };
                writeln!(
                    out,
                    "{}: {verdict} ({}, {}, {}{unseen})",
                    harmless(&self.database.path.display().to_string()),
                    plural(checked.articles, "article"),
                    plural(checked.statements, "statement"),
                    plural(checked.stances, "stance"),
                )?;
            }
        }
        Ok(match checked.findings.is_empty() {
            true => ExitCode::SUCCESS,
            false => ExitCode::from(FAILED),
        })
    }
}
