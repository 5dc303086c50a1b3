//! Who changed sides, over the whole record.

use super::database::Database;
use super::excerpt::excerpt;
use super::output::{Printing, Record, print_all};
use super::select::Select;
use crate::query::{self, Position, Shifted};
use std::io::Write;
use std::process::ExitCode;

/// List who changed sides: both statements with their dates, the latest change first
///
/// A reversal is support that became opposition, or the other way round, toward the same thing.
/// Both positions must be stated: a side that is read off from what is told ("they broke the truce")
/// counts in `said`, but proves no change. The same said again is none, nor are reports of one
/// utterance that differ, nor two statements of one day, nor two toward different things of one
/// topic ("energy blackmail", "energy cooperation") or different agreements. --all adds these last
/// and what has to do with conditions: set, met, dropped, refused.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord shifts --since 2022
  onrecord shifts --topic sanctions --speaker trump
  onrecord shifts --all --format csv > shifts.csv")]
pub struct Args {
    #[command(flatten)]
    select: Select,
    /// Every change of a position, not reversals alone
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    printing: Printing,
    #[command(flatten)]
    database: Database,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let store = self.database.read()?;
        let selection = self.select.selection(&store)?;
        let shifts = query::shifts(&store, &selection, self.all, self.printing.one_more())?;
        print_all(out, &self.printing, &shifts, "changes of sides")?;
        Ok(ExitCode::SUCCESS)
    }
}

/// So many characters of either statement are shown on the screen.
const SIDE_WORDS: usize = 240;

impl Record for Shifted {
    const COLUMNS: &'static [&'static str] = &[
        "speaker",
        "target",
        "change",
        "date_before",
        "stance_before",
        "words_before",
        "outlet_before",
        "article_before",
        "statement_before",
        "date",
        "stance",
        "words",
        "outlet",
        "article",
        "statement",
    ];
    const SHOWN: &'static [&'static str] = &["speaker", "target", "words"];

    fn cells(&self) -> Vec<String> {
        let side = |position: &Position| {
            let said = &position.said;
            [
                date(position),
                position.label.to_string(),
                said.words.clone(),
                said.outlet.clone().unwrap_or_default(),
                said.article.to_string(),
                said.statement.to_string(),
            ]
        };
        let mut cells = vec![
            self.speaker.clone(),
            self.target.clone(),
            self.turn.change.to_string(),
        ];
        cells.extend(side(&self.turn.before));
        cells.extend(side(&self.turn.after));
        cells
    }

    /// The earlier statement stands over the later one, each under its day and position.
    fn shown(&self) -> Vec<String> {
        let sides = [&self.turn.before, &self.turn.after].map(|side| {
            let said = &side.said;
            let outlet = said.outlet.as_deref().unwrap_or("no outlet");
            format!(
                "{} {} · {outlet}, article {}, statement {}\n{}",
                date(side),
                side.label,
                said.article,
                said.statement,
                excerpt(said, SIDE_WORDS),
            )
        });
        vec![
            self.speaker.clone(),
            format!("{}\n{}", self.target, self.turn.change),
            sides.join("\n\n"),
        ]
    }
}

fn date(position: &Position) -> String {
    match position.said.date {
        Some(day) => day.to_string(),
        None => "(no date)".into(),
    }
}
