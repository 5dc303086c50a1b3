//! Networks of statements, as matrices and files for other programs.

use super::plot;
use super::sampling::{Moved, Projected, Windowed};
use crate::export::network::{
    Flavour, cytoscape, dot, dynamic_gexf, edges_csv, gexf, graphml, matrix_csv, nodes_csv, pajek,
    ucinet, window_csv, window_csv_head,
};
use crate::network::measure::Ties;
use crate::network::{Dynamic, Matrix, Mode, Portrait, Projection, Sample, Sampling};
use anyhow::Context;
use clap::ValueEnum;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Compute a network of actors and concepts
///
/// Reads a database of onrecord, or one of Discourse Network Analyzer as it is. A variable is
/// person, organization, state, actor, concept, topic, treaty, one of the coded database, or a
/// document field: author, source, section, type, title, id.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord network --mode two --rows actor --columns topic --qualifier agreement --aggregate subtract
  onrecord network --db coded.dna --mode one --rows organization --columns concept \\
      --qualifier agreement --aggregate congruence --normalise average --duplicates document
  onrecord network --mode one --rows state --columns concept --qualifier position \\
      --aggregate conflict --window 6 --unit months -o conflict.csv
  onrecord network --mode one --rows actor --columns concept --qualifier agreement \\
      --aggregate congruence --window 6 --unit months --format gexf -o in-time.gexf
  onrecord network --mode one --rows actor --columns concept --qualifier agreement \\
      --aggregate subtract --normalise cosine --format gexf -o actors.gexf")]
pub struct Args {
    #[command(flatten)]
    projected: Projected,
    #[command(flatten)]
    windowed: Windowed,
    /// How to write it; several windows go to one long csv, or to one gexf
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// For which program a graphml is
    #[arg(long, value_enum, default_value_t, value_name = "PROGRAM")]
    flavour: Flavoured,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// A program with a form of GraphML of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Flavoured {
    /// Any
    #[default]
    Plain,
    /// visone: with names, colours and widths to see
    Visone,
}

impl From<Flavoured> for Flavour {
    fn from(flavour: Flavoured) -> Flavour {
        match flavour {
            Flavoured::Plain => Flavour::Plain,
            Flavoured::Visone => Flavour::Visone,
        }
    }
}

/// So many nodes a picture has at most; `onrecord plot network` has an option.
const MOST_DRAWN: usize = 200;

/// A format of networks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    /// A matrix
    #[default]
    Csv,
    /// CSV, a line a link
    Edges,
    /// CSV, a line a node with its measures and community
    Nodes,
    /// For Gephi, with days for its timeline
    Gexf,
    /// For networkx, igraph, Gephi, yEd, visone
    Graphml,
    /// For Graphviz
    Dot,
    /// A picture, as `onrecord plot network` draws it
    Svg,
    /// For Pajek
    Pajek,
    /// For UCINET
    Dl,
    /// For Cytoscape
    Cytoscape,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        anyhow::ensure!(
            !self.windowed.is_asked() || matches!(self.format, Format::Csv | Format::Gexf),
            "several windows can only be written with --format csv or --format gexf"
        );
        anyhow::ensure!(
            self.flavour == Flavoured::Plain || self.format == Format::Graphml,
            "--flavour is for --format graphml"
        );
        let (projection, sampling, sample) = self.projected.draw()?;
        match &self.output {
            None => self.write(out, &sampling, &sample, projection)?,
            Some(path) => {
                let context = || format!("cannot write {}", path.display());
                let mut file = BufWriter::new(File::create(path).with_context(context)?);
                self.write(&mut file, &sampling, &sample, projection)?;
                file.flush().with_context(context)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    fn write(
        &self,
        out: &mut dyn Write,
        sampling: &Sampling,
        sample: &Sample,
        projection: Projection,
    ) -> anyhow::Result<()> {
        if !self.windowed.is_asked() {
            let matrix = projection.matrix(sample)?;
            return Ok(self.write_one(out, sampling, sample, projection, matrix)?);
        }
        if self.format == Format::Gexf {
            return self.write_in_time(out, sampling, sample, projection);
        }
        window_csv_head(out)?;
        // Most of the work is writing numbers.
        let written = |window: &Moved, matrix| window_csv(window.at, window.times, &matrix);
        self.windowed.each(sample, projection, written, |_, lines| {
            Ok(out.write_all(lines.as_bytes())?)
        })
    }

    /// One network that changes, for Gephi's timeline.
    fn write_in_time(
        &self,
        out: &mut dyn Write,
        sampling: &Sampling,
        sample: &Sample,
        projection: Projection,
    ) -> anyhow::Result<()> {
        let whole = projection.matrix(sample)?;
        let portrait = Portrait::new(sampling, sample, self.projected.mode, &whole);
        let mut network = Dynamic::new(portrait);
        let keep = |_: &Moved, matrix| matrix;
        self.windowed
            .each(sample, projection, keep, |window, matrix| {
                network.add(window.times, &matrix);
                Ok(())
            })?;
        Ok(dynamic_gexf(out, &network)?)
    }

    fn write_one(
        &self,
        out: &mut dyn Write,
        sampling: &Sampling,
        sample: &Sample,
        projection: Projection,
        matrix: Matrix,
    ) -> std::io::Result<()> {
        let portrait = || Portrait::new(sampling, sample, projection.mode, &matrix);
        match self.format {
            Format::Csv => matrix_csv(out, &matrix),
            Format::Edges => edges_csv(out, &portrait()),
            Format::Nodes => {
                let ties = match projection.mode {
                    Mode::One => Ties::one_mode(&matrix),
                    Mode::Two => Ties::two_mode(&matrix),
                };
                nodes_csv(out, &portrait(), &ties)
            }
            Format::Gexf => gexf(out, &portrait()),
            Format::Graphml => graphml(out, &portrait(), self.flavour.into()),
            Format::Dot => dot(out, &portrait()),
            Format::Svg => {
                let drawn = plot::drawn(sampling, sample, projection, matrix, MOST_DRAWN, None);
                out.write_all(drawn.as_bytes())
            }
            Format::Pajek => pajek(out, &portrait()),
            Format::Dl => ucinet(out, projection.mode, &matrix),
            Format::Cytoscape => cytoscape(out, &portrait()),
        }
    }
}
