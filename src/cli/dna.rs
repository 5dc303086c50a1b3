//! The record as a database of Discourse Network Analyzer.

use super::database::Database;
use crate::store::ExportRule;
use clap::ValueEnum;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Write the record as a database of Discourse Network Analyzer
///
/// What was imported goes back as it came, without statements that were rejected since, and as
/// they were corrected. All other statements follow, one for each speaker and topic or agreement, coded by onrecord. In a
/// file that does not go back to an import, the password of the coders Admin and onrecord is
/// `onrecord`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord export dna -o study.dna
  onrecord export dna -o study.dna --conditional support")]
pub struct Args {
    /// The file to write; it must not be there yet
    #[arg(short, long, value_name = "FILE.dna")]
    output: PathBuf,
    /// What a conditional position becomes
    #[arg(long, value_enum, default_value_t, value_name = "RULE")]
    conditional: Rule,
    /// What a neutral mention becomes
    #[arg(long, value_enum, default_value_t, value_name = "RULE")]
    neutral: Rule,
    #[command(flatten)]
    database: Database,
}

/// What a position becomes that is neither for nor against.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Rule {
    /// Left out
    #[default]
    Skip,
    /// Agreement
    Support,
    /// Disagreement
    Oppose,
}

impl From<Rule> for ExportRule {
    fn from(rule: Rule) -> ExportRule {
        match rule {
            Rule::Skip => ExportRule::Skip,
            Rule::Support => ExportRule::Support,
            Rule::Oppose => ExportRule::Oppose,
        }
    }
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let store = self.database.read()?;
        let report =
            store.export_dna(&self.output, self.conditional.into(), self.neutral.into())?;
        writeln!(
            out,
            "{}: {} documents, {} statements as they were imported, {} more",
            self.output.display(),
            report.documents,
            report.returned,
            report.added
        )?;
        for (count, what) in [
            (
                report.rejected,
                "imported statements left out: rejected since",
            ),
            (
                report.corrected,
                "imported statements as they were corrected since",
            ),
            (
                report.unsaid,
                "corrections that their statement type has no variable for",
            ),
            (
                report.skipped,
                "positions left out: neither for nor against",
            ),
            (
                report.undated,
                "documents without a date: they stand at 1970-01-01",
            ),
        ] {
            if count > 0 {
                writeln!(out, "{count} {what}")?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
