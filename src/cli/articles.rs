//! Which articles are on record.

use super::database::Database;
use super::output::{Printing, Record, cell, print_all, shorten};
use crate::query::{self, ArticleEntry, SkippedEntry};
use std::io::Write;
use std::process::ExitCode;

/// List the articles, newest first, with their number of statements, and what they repeat
///
/// A copy has nearly the text of an article that was there before: syndicated, cut or slightly
/// corrected. An older version has the address of a newer one; no other command counts its
/// statements.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord articles
  onrecord articles --limit 10
  onrecord articles --skipped
  onrecord articles --format csv > articles.csv")]
pub struct Args {
    /// Only those that gave no statement, and why
    #[arg(long)]
    skipped: bool,
    #[command(flatten)]
    printing: Printing,
    #[command(flatten)]
    database: Database,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let store = self.database.read()?;
        if self.skipped {
            let skipped = query::skipped(&store, self.printing.one_more())?;
            print_all(out, &self.printing, &skipped, "skipped articles")?;
            return Ok(ExitCode::SUCCESS);
        }
        let articles = query::articles(&store, self.printing.one_more())?;
        print_all(out, &self.printing, &articles, "articles")?;
        Ok(ExitCode::SUCCESS)
    }
}

/// So many characters of a headline are shown on the screen.
const SCREEN_TITLE: usize = 80;

impl Record for ArticleEntry {
    const COLUMNS: &'static [&'static str] = &[
        "article",
        "published",
        "basis",
        "outlet",
        "title",
        "name",
        "statements",
        "first",
        "last",
        "copy_of",
        "similarity",
        "newer",
    ];
    const SHOWN: &'static [&'static str] = &[
        "article",
        "published",
        "outlet",
        "title",
        "name",
        "statements",
        "repeats",
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            cell(self.published),
            self.published_basis.clone().unwrap_or_default(),
            self.outlet.clone().unwrap_or_default(),
            self.title.clone().unwrap_or_default(),
            self.name.clone(),
            self.statements.to_string(),
            cell(self.first),
            cell(self.last),
            cell(self.copy_of),
            self.similarity
                .map(|share| format!("{share:.2}"))
                .unwrap_or_default(),
            cell(self.newer),
        ]
    }

    fn shown(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            cell(self.published),
            self.outlet.clone().unwrap_or_default(),
            shorten(self.title.as_deref().unwrap_or_default(), SCREEN_TITLE),
            self.name.clone(),
            self.statements.to_string(),
            repeats(self),
        ]
    }
}

impl Record for SkippedEntry {
    const COLUMNS: &'static [&'static str] =
        &["article", "published", "lang", "title", "name", "why"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            cell(self.published),
            self.lang.clone().unwrap_or_default(),
            self.title.clone().unwrap_or_default(),
            self.name.clone(),
            self.why.clone(),
        ]
    }

    fn shown(&self) -> Vec<String> {
        let mut cells = self.cells();
        cells[3] = shorten(&cells[3], SCREEN_TITLE);
        cells
    }
}

/// `copy of 3, 94 % alike`; `older version of 7`.
fn repeats(entry: &ArticleEntry) -> String {
    let copy = entry.copy_of.map(|first| {
        // Rounded down: only what is wholly in the other is wholly alike.
        let share = (entry.similarity.unwrap_or_default() * 100.0).floor();
        format!("copy of {first}, {share} % alike")
    });
    let older = entry.newer.map(|newer| format!("older version of {newer}"));
    copy.into_iter().chain(older).collect::<Vec<_>>().join("; ")
}
