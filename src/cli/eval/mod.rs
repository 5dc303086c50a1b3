//! `onrecord eval`: how often the program is right on texts that people annotated. One score a
//! file.

mod attribution;
mod statements;

use crate::eval::gold;
use anyhow::Context;
use attribution::Attribution;
use clap::{Subcommand, ValueEnum};
use serde::de::DeserializeOwned;
use statements::Statements;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Score what the program finds against what people found
///
/// The definitions stand in docs/quality.md.
#[derive(clap::Args)]
#[command(after_long_help = "Examples:
  onrecord eval attribution dev.jsonl
  onrecord eval attribution dev.jsonl --engine lexicon --errors
  onrecord eval attribution dev.jsonl --predictions found.jsonl --format json
  onrecord eval statements gold.jsonl --texts articles/ --errors")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Who is quoted with which words
    Attribution(Attribution),
    /// Who said what toward what, and which way
    Statements(Statements),
}

/// How a score is printed.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Format {
    /// For the screen
    #[default]
    Table,
    /// The figures as one JSON object, the errors as further lines
    Json,
}

impl Args {
    /// Scores and prints.
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        match self.what {
            What::Attribution(asked) => asked.run(out)?,
            What::Statements(asked) => asked.run(out)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Gold or finds of a file.
fn read<T: DeserializeOwned>(path: &Path) -> anyhow::Result<Vec<T>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("{} cannot be read", path.display()))?;
    gold::read(&text).with_context(|| format!("{} cannot be scored", path.display()))
}

/// Words of a text on one line.
fn line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
