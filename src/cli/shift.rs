//! How a speaker's position moved.

use super::database::Database;
use super::excerpt::excerpt;
use super::output::{Format, Printer, Printing, Record, cell, harmless, screen_table};
use super::said::{who, words};
use super::select::probability;
use crate::query::{self, Position, Shift, Target, Turn};
use crate::store::As;
use std::io::Write;
use std::process::ExitCode;

/// Show a speaker's positions on a topic in time, and where they changed
///
/// Where the position changes, the last statement before and the first after it stand side by
/// side, with what became of it: a reversal, a condition that was set, met, dropped or refused,
/// or another target, where the two are about different agreements or things. A neutral mention
/// takes no side, nor do words that state none, and reports of one utterance that differ are no
/// change.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord shift --speaker trump --topic sanctions
  onrecord shift --speaker putin --agreement \"New START\"
  onrecord shift --speaker biden --topic trade --format json")]
pub struct Args {
    /// Whose positions: a name, an alias or part of a name
    #[arg(long, value_name = "NAME")]
    speaker: String,
    /// On which topic: its id or name
    #[arg(long, value_name = "TOPIC", required_unless_present = "agreement")]
    topic: Option<String>,
    /// On which agreement, instead of a topic
    #[arg(long, value_name = "NAME", conflicts_with = "topic")]
    agreement: Option<String>,
    /// Leave out positions whose confidence is lower than this, from 0 to 1
    #[arg(long, value_name = "P", value_parser = probability)]
    unclear_below: Option<f64>,
    /// Print the question in SQL, ready to run, instead of the answer
    #[arg(long)]
    show_sql: bool,
    #[command(flatten)]
    printing: Printing,
    #[command(flatten)]
    database: Database,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let store = self.database.read()?;
        let speaker = store.find(As::Speaker, &self.speaker)?;
        let target = match (&self.topic, &self.agreement) {
            (Some(topic), _) => Target::Topic(store.find(As::Topic, topic)?),
            (None, Some(agreement)) => Target::Agreement(store.find(As::Agreement, agreement)?),
            (None, None) => anyhow::bail!("give --topic or --agreement"),
        };
        if self.show_sql {
            let sql = query::shift_sql(&store, &speaker, &target, self.unclear_below)?;
            writeln!(out, "{sql};")?;
            return Ok(ExitCode::SUCCESS);
        }
        let limit = match self.printing.format {
            Format::Json => self.printing.limit(),
            Format::Table | Format::Csv | Format::Md => self.printing.one_more(),
        };
        let shift = query::shift(&store, &speaker, &target, self.unclear_below, limit)?;
        match self.printing.format {
            Format::Json => {
                serde_json::to_writer(&mut *out, &shift)?;
                writeln!(out)?;
            }
            Format::Table => self.tables(out, &shift, &target.named().label)?,
            Format::Csv | Format::Md => self.positions(out, &shift)?,
        }
        Ok(ExitCode::SUCCESS)
    }

    fn positions(&self, out: &mut dyn Write, shift: &Shift) -> anyhow::Result<()> {
        let mut printer = Printer::start::<Position>(out, &self.printing)?;
        for position in &shift.positions {
            printer.row(position)?;
        }
        printer.finish("statements")
    }

    fn tables(&self, out: &mut dyn Write, shift: &Shift, target: &str) -> anyhow::Result<()> {
        if shift.positions.is_empty() {
            eprintln!(
                "{} has said nothing on record about {target}",
                shift.speaker
            );
            return Ok(());
        }
        writeln!(out, "{} on {target}\n", harmless(&shift.speaker))?;
        self.positions(out, shift)?;
        if shift.turns.is_empty() {
            writeln!(out, "\nThe position did not change.")?;
        }
        let limit = self.printing.limit().unwrap_or(usize::MAX);
        for turn in shift.turns.iter().take(limit) {
            writeln!(out, "\n{}", turn_table(turn).trim_fmt())?;
        }
        if shift.turns.len() > limit {
            eprintln!("the first {limit} changes; --limit 0 shows all");
        }
        Ok(())
    }
}

/// So many characters of the words are shown where two statements stand side by side.
const SIDE_WORDS: usize = 480;

/// Both statements of a change, side by side.
fn turn_table(turn: &Turn) -> comfy_table::Table {
    let sides = [&turn.before, &turn.after];
    let mut heads = sides.map(|side| format!("{} {}", day(side), side.label));
    heads[1].push_str(&format!(" ({})", turn.change));
    let mut table = screen_table(&[&heads[0], &heads[1]]);
    table.add_row(sides.map(|side| {
        let mut cell = excerpt(&side.said, SIDE_WORDS);
        if let Some(condition) = &side.condition {
            cell.push_str(&format!("\n\nif: {condition}"));
        }
        let outlet = side.said.outlet.as_deref().unwrap_or("article");
        cell.push_str(&format!("\n\n{outlet}, article {}", side.said.article));
        harmless(&cell)
    }));
    table
}

fn day(position: &Position) -> String {
    match position.said.date {
        Some(day) => day.to_string(),
        None => "(no date)".into(),
    }
}

impl Record for Position {
    const COLUMNS: &'static [&'static str] = &[
        "date",
        "stance",
        "condition",
        "speaker",
        "kind",
        "words",
        "outlet",
        "article",
        "title",
        "statement",
    ];
    const SHOWN: &'static [&'static str] = &["date", "stance", "words", "outlet", "article"];

    fn cells(&self) -> Vec<String> {
        let said = &self.said;
        vec![
            cell(said.date),
            self.label.to_string(),
            self.condition.clone().unwrap_or_default(),
            who(said).replace('\n', ", "),
            said.kind.to_string(),
            said.words.clone(),
            said.outlet.clone().unwrap_or_default(),
            said.article.to_string(),
            said.title.clone().unwrap_or_default(),
            said.statement.to_string(),
        ]
    }

    fn shown(&self) -> Vec<String> {
        let said = &self.said;
        vec![
            cell(said.date),
            self.label.to_string(),
            words(said),
            said.outlet.clone().unwrap_or_default(),
            said.article.to_string(),
        ]
    }
}
