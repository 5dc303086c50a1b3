//! Completions for shells.

use clap_complete::{Shell, generate};
use std::io::Write;
use std::process::ExitCode;

/// Print completions for a shell
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord completions bash > ~/.local/share/bash-completion/completions/onrecord
  onrecord completions zsh > ~/.zfunc/_onrecord
  onrecord completions fish > ~/.config/fish/completions/onrecord.fish")]
pub struct Args {
    /// Which shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        // clap_complete panics when the output is closed early; a buffer cannot be.
        let mut script = Vec::new();
        generate(self.shell, &mut super::command(), "onrecord", &mut script);
        out.write_all(&script)?;
        Ok(ExitCode::SUCCESS)
    }
}
