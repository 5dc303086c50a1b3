//! Articles into the database.

use super::FAILED;
use super::database::Database;
use super::dates::now;
use super::output::harmless;
use super::own_topics;
use super::reading::{Reading, line};
use super::visits::Visits;
use crate::model::Extraction;
use crate::store::{Added, Entry, Store, StoreError};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

/// Read articles and put who said what on record
///
/// An article that is on record already is left as it is; one that another version or engine
/// read is read anew, and what a person decided about its statements stays.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord add article.txt
  onrecord add articles/ --outlet TASS --db summit.db
  onrecord add feed.xml newsletter.eml pages.zip crawl.warc.gz
  onrecord add https://example.org/news/treaty.html
  onrecord add export.csv --map title=Headline,text=Body,date=Day
  onrecord add articles/ --topics my-topics.toml
  pbpaste | onrecord add - --date 2021-06-16 --title \"Biden and Putin meet\"

A file may hold many articles; docs/sources.md has every form that is read. What the text does
not say can be given: --date, --outlet, --url, --title. Where a dateline leaves the year out,
weekday and offices may still decide it; else the date stays open.

The database remembers the topics of --topics for the articles that come later; `onrecord
relink` links those that are on record already. docs/topics.md has their form.")]
pub struct Args {
    #[command(flatten)]
    reading: Reading,
    /// Say for each article what was done and what was doubtful
    #[arg(long, short)]
    verbose: bool,
    #[command(flatten)]
    database: Database,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let path = &self.database.path;
        // No file is made where nothing can be read.
        let mut store = match path.exists() {
            true => Some(Store::open(path)?),
            false => None,
        };
        let mut given = self.reading.topics.read()?;
        let remembered = match (&given, &store) {
            (None, Some(store)) => own_topics::remembered(store)?,
            _ => None,
        };
        let topics = given.as_ref().or(remembered.as_ref());
        let (batch, problems) = self.reading.start(topics.map(|own| own.topics.clone()))?;
        let left_behind = left_behind(store.as_ref())?;
        let progress = bar();
        let say = |message: &str| progress.suspend(|| eprintln!("{message}"));
        for problem in &problems {
            say(&format!("error: {}", line(problem)));
        }
        let mut others = false;
        let mut tally = Tally {
            failed: problems.len(),
            ..Tally::default()
        };
        let now = now();
        let mut visits = Visits::recall(&batch, store.as_ref())?;
        batch.groups(|group| -> anyhow::Result<()> {
            let articles: Vec<&Entry> = group.iter().filter_map(|one| one.as_ref().ok()).collect();
            let mut added = Vec::new();
            let mut outcome = Ok(());
            if !articles.is_empty() {
                let store = match &mut store {
                    Some(store) => store,
                    None => store.insert(Store::open(path)?),
                };
                if let Some(own) = given.take() {
                    others = own.remember(store)?;
                }
                outcome = store.add_all(&articles, Some(&now), |one| added.push(one));
            }
            let mut added = added.into_iter();
            for one in &group {
                match one {
                    Ok(entry) => {
                        // Where the rest could not be added, the error says why.
                        let Some(added) = added.next() else { break };
                        tally.count(added, entry.extraction());
                        if self.verbose {
                            say(&told(added, entry.extraction()));
                        }
                    }
                    Err(problem) if visits.is_unchanged(problem) => tally.same += 1,
                    Err(problem) => {
                        tally.failed += 1;
                        say(&format!("error: {}", line(problem)));
                    }
                }
                progress.inc(1);
            }
            Ok(outcome?)
        })?;
        if let Some(store) = &mut store {
            visits.keep(&batch, store)?;
            store.settle()?;
        }
        progress.finish_and_clear();
        writeln!(
            out,
            "{}",
            tally.told(&self.database.path.display().to_string())
        )?;
        let left = self::left_behind(store.as_ref())?.saturating_sub(left_behind);
        if left > 0 {
            writeln!(
                out,
                "{} about older versions could not be carried over to the new ones, since the same \
                 statement is not in them; `onrecord decisions --left-behind` lists them",
                plural(left, "decision")
            )?;
        }
        if others {
            writeln!(
                out,
                "earlier articles are linked to other topics; `onrecord relink` links them anew"
            )?;
        }
        Ok(match tally.failed {
            0 => ExitCode::SUCCESS,
            _ => ExitCode::from(FAILED),
        })
    }
}

/// How many decisions hold for an older version of an article alone.
fn left_behind(store: Option<&Store>) -> Result<usize, StoreError> {
    let decisions = store.map(Store::decisions).transpose()?;
    let decisions = decisions.into_iter().flatten();
    Ok(decisions.filter(|decided| decided.left_behind).count())
}

#[derive(Default)]
struct Tally {
    new: usize,
    same: usize,
    renewed: usize,
    failed: usize,
    statements: usize,
    undated: usize,
}

impl Tally {
    fn count(&mut self, added: Added, extraction: &Extraction) {
        match added {
            Added::New(_) => self.new += 1,
            Added::Same(_) => self.same += 1,
            Added::Renewed(_) => self.renewed += 1,
        }
        if !matches!(added, Added::Same(_)) {
            self.statements += extraction.statements.len();
            self.undated += usize::from(extraction.article.published.is_none());
        }
    }

    /// `12 articles added with 140 statements, 3 were on record already, 1 failed (onrecord.db)`.
    fn told(&self, database: &str) -> String {
        let mut parts = Vec::new();
        if self.new > 0 {
            parts.push(format!("{} added", plural(self.new, "article")));
        }
        if self.renewed > 0 {
            parts.push(format!("{} read anew", plural(self.renewed, "article")));
        }
        if self.new + self.renewed > 0 {
            let last = parts.len() - 1;
            parts[last] += &format!(" with {}", plural(self.statements, "statement"));
        }
        if self.same > 0 {
            parts.push(format!(
                "{} on record already, unchanged",
                plural(self.same, "article")
            ));
        }
        if self.failed > 0 {
            parts.push(format!("{} failed", self.failed));
        }
        if parts.is_empty() {
            return "no articles found".to_string();
        }
        let mut told = format!("{}: {}", harmless(database), parts.join(", "));
        if self.undated > 0 {
            told += &format!(
                "\n{} without a date; --verbose says why, --date gives one",
                plural(self.undated, "article")
            );
        }
        told
    }
}

pub fn plural(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

/// What was done with one article, and a line for each doubt.
fn told(added: Added, extraction: &Extraction) -> String {
    let article = &extraction.article;
    let statements = plural(extraction.statements.len(), "statement");
    let what = match added {
        Added::New(id) => format!("article {id}, {statements}"),
        Added::Same(id) => format!("on record already as article {id}"),
        Added::Renewed(id) => format!("article {id} read anew, {statements}"),
    };
    let date = match (&article.published, &article.published_basis) {
        (Some(date), Some(basis)) => format!(", {date} by {basis}"),
        _ => ", no date".to_string(),
    };
    let doubts: String = extraction
        .diagnostics
        .iter()
        .map(|one| format!("\n  {}: {}", one.code, one.message))
        .collect();
    harmless(&format!("{}: {what}{date}{doubts}", article.id))
}

/// A count of the articles where somebody looks at it. How many there will be nobody knows: a
/// file may hold any number.
fn bar() -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} articles, {per_sec}") {
        bar.set_style(style);
    }
    bar
}
