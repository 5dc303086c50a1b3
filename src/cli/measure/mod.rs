//! What can be said of a network in numbers: one measure a file.

mod backbone;
mod centrality;
mod changes;
mod coalitions;
mod communities;
mod polarisation;

use crate::model::DateTime;
use crate::network::measure::Ties;
use crate::network::{Matrix, Mode};
use std::io::Write;
use std::process::ExitCode;

/// Measure a network: centrality, communities, polarisation, backbone, coalitions, changes
///
/// The options choose statements and make the network as those of `onrecord network` do;
/// docs/networks.md has each measure's formula and source.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord measure centrality --since 2021
  onrecord measure communities --mode two --rows state --columns treaty --format csv
  onrecord measure polarisation --window 12 --unit months
  onrecord measure backbone --alpha 0.05
  onrecord measure coalitions --newick coalitions.nwk
  onrecord measure changes --window 6 --unit months --phases 3")]
pub struct Args {
    #[command(subcommand)]
    measure: Measure,
}

#[derive(clap::Subcommand)]
enum Measure {
    Centrality(centrality::Args),
    Communities(communities::Args),
    Polarisation(polarisation::Args),
    Backbone(backbone::Args),
    Coalitions(coalitions::Args),
    Changes(changes::Args),
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        match self.measure {
            Measure::Centrality(args) => args.run(out),
            Measure::Communities(args) => args.run(out),
            Measure::Polarisation(args) => args.run(out),
            Measure::Backbone(args) => args.run(out),
            Measure::Coalitions(args) => args.run(out),
            Measure::Changes(args) => args.run(out),
        }
    }
}

/// The ties of a network.
fn ties(mode: Mode, matrix: &Matrix) -> Ties {
    match mode {
        Mode::One => Ties::one_mode(matrix),
        Mode::Two => Ties::two_mode(matrix),
    }
}

/// A value for a cell: as short as it reads back.
fn number(value: f64) -> String {
    value.to_string()
}

/// A value for the screen.
fn rounded(value: f64) -> String {
    format!("{value:.4}")
}

/// A moment for a cell.
fn moment(moment: DateTime) -> String {
    moment.strftime("%Y-%m-%d").to_string()
}
