//! A decision is taken back.

use super::deciding::Deciding;
use crate::model::Verdict;
use std::io::Write;
use std::process::ExitCode;

/// Take back the last decision, or those with these numbers
///
/// The record is then as if the decision had not been taken, later decisions on the same matter
/// still holding. That is a decision too: `decisions` shows both, and `undo` with its number puts
/// the first into force again.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord undo
  onrecord undo 4 5 --note \"the transcript says otherwise\"")]
pub struct Args {
    /// The decisions' numbers, as `decisions` prints them [default: the last in force]
    #[arg(value_name = "DECISION")]
    decisions: Vec<i64>,
    #[command(flatten)]
    deciding: Deciding,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let mut store = self.deciding.store()?;
        let mut decisions = self.decisions.clone();
        if decisions.is_empty() {
            match store.last_decision()? {
                Some(last) => decisions.push(last),
                None => anyhow::bail!("there is no decision to take back"),
            }
        }
        let before = store.decisions()?;
        let verdicts = decisions.iter();
        let verdicts = verdicts.map(|&decision| Verdict::Undo { decision });
        let code = self.deciding.take(out, &mut store, verdicts.collect())?;
        for taken in before.iter().filter(|taken| decisions.contains(&taken.id)) {
            let words = super::deciding::in_words(&taken.decision.verdict);
            let words = super::output::harmless(&words);
            writeln!(out, "    decision {} was: {words}", taken.id)?;
        }
        Ok(code)
    }
}
