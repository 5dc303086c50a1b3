//! A further name.

use super::deciding::Deciding;
use crate::model::Verdict;
use std::io::Write;
use std::process::ExitCode;

/// Give somebody on record a further name, by which later runs know them too
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord alias \"Volodymyr Zelensky\" \"Zelenskij\"
  onrecord alias \"Dmitry Peskov\" \"the Kremlin spokesman\" \"Putin's spokesman\"")]
pub struct Args {
    /// Who it is
    name: String,
    /// The further names
    #[arg(required = true, value_name = "OTHER")]
    others: Vec<String>,
    #[command(flatten)]
    deciding: Deciding,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let mut store = self.deciding.store()?;
        let name = store.actor_called(&self.name)?;
        let verdicts = self.others.iter().map(|other| Verdict::Alias {
            name: name.clone(),
            alias: other.trim().into(),
        });
        let verdicts = verdicts.collect();
        self.deciding.take(out, &mut store, verdicts)
    }
}
