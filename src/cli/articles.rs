//! Which articles are on record.

use super::database::Database;
use super::output::{Printing, Record, print_all, shorten};
use crate::query::{self, ArticleEntry, SkippedEntry};
use std::io::Write;
use std::process::ExitCode;

/// List the articles, newest first, with their number of statements
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
    ];
    const SHOWN: &'static [&'static str] = &[
        "article",
        "published",
        "outlet",
        "title",
        "name",
        "statements",
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.published
                .map(|day| day.to_string())
                .unwrap_or_default(),
            self.published_basis.clone().unwrap_or_default(),
            self.outlet.clone().unwrap_or_default(),
            self.title.clone().unwrap_or_default(),
            self.name.clone(),
            self.statements.to_string(),
            self.first.map(|day| day.to_string()).unwrap_or_default(),
            self.last.map(|day| day.to_string()).unwrap_or_default(),
        ]
    }

    fn shown(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.published
                .map(|day| day.to_string())
                .unwrap_or_default(),
            self.outlet.clone().unwrap_or_default(),
            shorten(self.title.as_deref().unwrap_or_default(), SCREEN_TITLE),
            self.name.clone(),
            self.statements.to_string(),
        ]
    }
}

impl Record for SkippedEntry {
    const COLUMNS: &'static [&'static str] =
        &["article", "published", "lang", "title", "name", "why"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.published
                .map(|day| day.to_string())
                .unwrap_or_default(),
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
