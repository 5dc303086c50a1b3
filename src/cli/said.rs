//! Who said what.

use super::database::Database;
use super::excerpt::excerpt;
use super::output::{Printer, Printing, Record, cell, shorten};
use super::select::{Select, find_all};
use crate::model::{Kind, Label};
use crate::query::{self, Filter, Order, Said, SaidStance, Utterance};
use crate::store::As;
use std::io::Write;
use std::process::ExitCode;

/// Show who said what: date, speaker, stance, the words, and where they stand
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord said --topic trade --speaker biden
  onrecord said --agreement \"New START\" --stance oppose --since 2022
  onrecord said --stance unclear --unclear-below 0.75
  onrecord said --text '\"arms control\" verif*' --order date --format json
  onrecord said --outlet tass --kind direct --format csv > quotations.csv
  onrecord said --topic trade --utterances --first-hand
  onrecord said --topic sanctions --show-sql | sqlite3 onrecord.db")]
pub struct Args {
    #[command(flatten)]
    select: Select,
    /// Taking this position toward what is asked for, else toward anything: support, oppose,
    /// conditional or neutral, or unclear (see --unclear-below); repeat for any of several
    #[arg(long = "stance", value_name = "STANCE", value_parser = position_asked)]
    positions: Vec<Option<Label>>,
    /// Reported so: direct, indirect or mixed; repeat for any of several
    #[arg(long = "kind", value_name = "KIND", value_parser = kind)]
    kinds: Vec<Kind>,
    /// Published by this outlet; repeat for any of several
    #[arg(long = "outlet", value_name = "NAME")]
    outlets: Vec<String>,
    /// Holding these words; "words in a row", beginnings*
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
    /// Told by the article's outlet itself, not in somebody else's words ("TASS cites Peskov as
    /// saying that Putin told ..." is first-hand for TASS alone)
    #[arg(long)]
    first_hand: bool,
    /// One row for all reports of what was said once, with their number and outlets
    #[arg(long)]
    utterances: bool,
    /// Leave out articles that are copies of another on record
    #[arg(long)]
    without_copies: bool,
    /// In this order: date (when it was said), -date (newest first), published (when the article
    /// was), -published or speaker
    #[arg(
        long,
        value_name = "ORDER",
        default_value = "-date",
        allow_hyphen_values = true
    )]
    order: Order,
    /// Print the question in SQL, ready to run, instead of the answer
    #[arg(long, conflicts_with = "utterances")]
    show_sql: bool,
    #[command(flatten)]
    printing: Printing,
    #[command(flatten)]
    database: Database,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let store = self.database.read()?;
        let unclear = self.positions.contains(&None);
        let selection = self.select.selection(&store)?;
        if unclear && selection.unclear_below.is_none() {
            anyhow::bail!(
                "--stance unclear needs --unclear-below P: a stance is unclear where its confidence is lower than P"
            );
        }
        let mut filter = Filter {
            selection,
            outlets: find_all(&store, As::Outlet, &self.outlets)?,
            labels: self.positions.into_iter().flatten().collect(),
            unclear,
            kinds: self.kinds,
            text: self.text,
            first_hand: self.first_hand,
            without_copies: self.without_copies,
            numbers: Vec::new(),
            order: self.order,
            limit: self.printing.limit(),
        };
        if self.show_sql {
            writeln!(out, "{};", query::said_sql(&store, &filter)?)?;
            return Ok(ExitCode::SUCCESS);
        }
        filter.limit = self.printing.one_more();
        if self.utterances {
            let mut printer = Printer::start::<Utterance>(out, &self.printing)?;
            query::utterances(&store, &filter, |told| printer.row(&told))?;
            printer.finish("utterances")?;
            return Ok(ExitCode::SUCCESS);
        }
        let mut printer = Printer::start::<Said>(out, &self.printing)?;
        query::said(&store, &filter, |said| printer.row(&said))?;
        printer.finish("statements")?;
        Ok(ExitCode::SUCCESS)
    }
}

/// A label, or none for `unclear`.
fn position_asked(name: &str) -> Result<Option<Label>, String> {
    match Label::from_name(name) {
        None if name != "unclear" => {
            Err("one of support, oppose, conditional, neutral, unclear".into())
        }
        label => Ok(label),
    }
}

fn kind(name: &str) -> Result<Kind, String> {
    Kind::from_name(name).ok_or_else(|| "one of direct, indirect, mixed".into())
}

/// So many characters of the words are shown on the screen.
const SCREEN_WORDS: usize = 240;

impl Record for Said {
    const COLUMNS: &'static [&'static str] = &[
        "date",
        "speaker",
        "role",
        "stance",
        "condition",
        "kind",
        "words",
        "outlet",
        "article",
        "title",
        "statement",
    ];
    const SHOWN: &'static [&'static str] =
        &["date", "speaker", "stance", "words", "outlet", "article"];

    fn cells(&self) -> Vec<String> {
        vec![
            cell(self.date),
            join(self.speakers.iter().map(|speaker| speaker.name.clone())),
            join(
                self.speakers
                    .iter()
                    .filter_map(|speaker| speaker.role.clone()),
            ),
            join(self.stances.iter().map(position)),
            join(
                self.stances
                    .iter()
                    .filter_map(|stance| stance.condition.clone()),
            ),
            self.kind.to_string(),
            self.words.clone(),
            self.outlet.clone().unwrap_or_default(),
            self.article.to_string(),
            self.title.clone().unwrap_or_default(),
            self.statement.to_string(),
        ]
    }

    fn shown(&self) -> Vec<String> {
        vec![
            cell(self.date),
            who(self),
            self.stances
                .iter()
                .map(position)
                .collect::<Vec<_>>()
                .join("\n"),
            words(self),
            self.outlet.clone().unwrap_or_default(),
            self.article.to_string(),
        ]
    }
}

impl Record for Utterance {
    const COLUMNS: &'static [&'static str] = &[
        "date",
        "speaker",
        "role",
        "stance",
        "condition",
        "kind",
        "words",
        "outlet",
        "article",
        "title",
        "statement",
        "utterance",
        "reports",
        "articles",
        "outlets",
        "first",
        "last",
    ];
    const SHOWN: &'static [&'static str] =
        &["date", "speaker", "stance", "words", "reports", "outlets"];

    fn cells(&self) -> Vec<String> {
        let mut cells = self.said.cells();
        cells.extend([
            self.said.utterance.to_string(),
            self.reports.reports.to_string(),
            self.reports.articles.to_string(),
            join(self.reports.outlets.iter().cloned()),
            cell(self.reports.first),
            cell(self.reports.last),
        ]);
        cells
    }

    fn shown(&self) -> Vec<String> {
        let mut cells = self.said.shown();
        cells.truncate(4);
        cells.push(self.reports.reports.to_string());
        cells.push(self.reports.outlets.join("\n"));
        cells
    }
}

/// The speakers, each with the office held under the name.
pub fn who(said: &Said) -> String {
    let lines: Vec<String> = said
        .speakers
        .iter()
        .map(|speaker| match &speaker.role {
            Some(role) => format!("{}\n{role}", speaker.name),
            None => speaker.name.clone(),
        })
        .collect();
    if lines.is_empty() {
        "(nobody named)".into()
    } else {
        lines.join("\n")
    }
}

/// The words, shortened, with each condition under them.
pub fn words(said: &Said) -> String {
    let mut lines = vec![excerpt(said, SCREEN_WORDS)];
    for stance in &said.stances {
        if let Some(condition) = &stance.condition {
            lines.push(format!("  if: {}", shorten(condition, SCREEN_WORDS)));
        }
    }
    lines.join("\n")
}

fn position(stance: &SaidStance) -> String {
    match stance.confidence {
        Some(confidence) if stance.unclear => format!(
            "{}: unclear ({}, {confidence:.2})",
            stance.target, stance.label
        ),
        _ => format!("{}: {}", stance.target, stance.label),
    }
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("; ")
}
