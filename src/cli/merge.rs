//! Two names mean one.

use super::deciding::Deciding;
use crate::model::Verdict;
use std::io::Write;
use std::process::ExitCode;

/// Decide that a name means somebody who is on record under another name
///
/// From then on all answers and diagrams show both under the second name, those on articles that
/// are added later too. Nothing is rewritten: `undo` or `split` takes them apart again.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord merge \"Dmitry Medvedyev\" \"Dmitry Medvedev\"
  onrecord speakers --open          # names that may mean one, with the reason")]
pub struct Args {
    /// The name that goes
    name: String,
    /// The name that stays
    into: String,
    #[command(flatten)]
    deciding: Deciding,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let mut store = self.deciding.store()?;
        let verdict = Verdict::Merge {
            name: store.actor_called(&self.name)?,
            into: store.actor_called(&self.into)?,
        };
        self.deciding.take(out, &mut store, vec![verdict])
    }
}
