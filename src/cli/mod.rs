//! The command line: one file a command; output and progress live here alone.
//!
//! A command is a module with `Args` (clap's own documentation is the help) and
//! `Args::run`, which writes to the given output and gives the exit code. To add one, name
//! its module and give it a line in `commands!`.

mod accept;
mod add;
mod agreements;
mod alias;
mod articles;
mod backup;
mod check;
mod coded;
mod completions;
mod correct;
mod database;
mod dates;
mod deciding;
mod decisions;
mod demo;
mod dna;
mod eval;
mod events;
mod excerpt;
mod export;
mod extract;
mod file;
#[cfg(feature = "fetch")]
mod follow;
mod graph;
mod graphing;
mod import;
mod jsonld;
mod label_studio;
mod measure;
mod merge;
mod network;
mod output;
mod own_topics;
mod plot;
mod reading;
mod reject;
mod relink;
mod said;
mod sampling;
mod select;
mod shift;
mod shifts;
mod show;
mod speakers;
mod split;
mod topics;
mod undo;
mod vacuum;
mod visits;
#[cfg(feature = "fetch")]
mod web;
mod why;

use clap::{CommandFactory, Parser, Subcommand};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::process::ExitCode;

/// Exit code when something failed; wrong use gives 2, clap's own.
const FAILED: u8 = 1;

/// Who said what on a topic, when, which way, and the proof.
///
/// onrecord reads news articles, finds each attributed statement, and keeps who said what in
/// one SQLite file that can be asked and drawn.
#[derive(Parser)]
#[command(name = "onrecord", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// Makes the list of commands, each from a module of its name.
macro_rules! commands {
    ($($(#[$only:meta])* $name:ident => $module:ident,)*) => {
        #[derive(Subcommand)]
        enum Command {
            $($(#[$only])* $name($module::Args),)*
        }

        impl Command {
            fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
                match self {
                    $($(#[$only])* Command::$name(args) => args.run(out),)*
                }
            }
        }
    };
}

commands! {
    Demo => demo,
    Add => add,
    #[cfg(feature = "fetch")]
    Follow => follow,
    Extract => extract,
    Relink => relink,
    Eval => eval,
    Said => said,
    Shift => shift,
    Shifts => shifts,
    Show => show,
    Why => why,
    Speakers => speakers,
    Topics => topics,
    Agreements => agreements,
    Articles => articles,
    Accept => accept,
    Reject => reject,
    Correct => correct,
    Merge => merge,
    Split => split,
    Alias => alias,
    Undo => undo,
    Decisions => decisions,
    Graph => graph,
    Export => export,
    Network => network,
    Plot => plot,
    Measure => measure,
    Import => import,
    Check => check,
    Backup => backup,
    Vacuum => vacuum,
    Completions => completions,
}

/// Runs the program on the process's own arguments.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut out = BufWriter::new(io::stdout().lock());
    let outcome = cli
        .command
        .run(&mut out)
        .and_then(|code| Ok(out.flush().map(|()| code)?));
    match outcome {
        Ok(code) => code,
        // Whoever reads our output has had enough, as `head` does: that is no failure.
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", output::harmless(&format!("{error:#}")));
            ExitCode::from(FAILED)
        }
    }
}

/// The program's arguments as clap knows them, for help and documentation.
pub fn command() -> clap::Command {
    Cli::command()
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let kind = cause
            .downcast_ref::<io::Error>()
            .map(io::Error::kind)
            .or_else(|| {
                cause
                    .downcast_ref::<serde_json::Error>()
                    .and_then(serde_json::Error::io_error_kind)
            })
            .or_else(|| match cause.downcast_ref::<csv::Error>()?.kind() {
                csv::ErrorKind::Io(error) => Some(error.kind()),
                _ => None,
            });
        kind == Some(ErrorKind::BrokenPipe)
    })
}

#[cfg(test)]
mod tests {
    use super::command;

    #[test]
    fn the_arguments_are_well_formed() {
        command().debug_assert();
    }

    #[test]
    fn every_command_shows_examples() {
        for command in command().get_subcommands() {
            let help = command.clone().render_long_help().to_string();
            let example = format!("onrecord {}", command.get_name());
            let examples = help.split("Examples:").nth(1).unwrap_or_default();
            assert!(examples.contains(&example), "{}", command.get_name());
        }
    }
}
