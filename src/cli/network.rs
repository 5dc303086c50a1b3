//! Networks of statements, as matrices and files for other programs.

use super::database::Database;
use super::dates::Dates;
use crate::export::network::{
    cytoscape, edges_csv, gexf, graphml, matrix_csv, nodes_csv, pajek, ucinet, window_csv,
    window_csv_head,
};
use crate::model::{Coding, DateTime};
use crate::network::measure::Ties;
use crate::network::{
    Aggregation, Duplicates, Filter, Kernel, Matrix, Mode, Normalisation, Portrait, Projection,
    Sample, Sampling, Span, Unit, WindowUnit, slices, windows,
};
use anyhow::Context;
use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use rayon::prelude::*;
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
      --aggregate subtract --normalise cosine --format gexf -o actors.gexf")]
pub struct Args {
    /// One kind of node, or two kinds
    #[arg(long, default_value = "two", value_parser = named(Mode::ALL, Mode::name))]
    mode: Mode,
    /// The nodes: a variable or document field
    #[arg(long, value_name = "VARIABLE")]
    rows: String,
    /// What the nodes are linked to, or share: a variable or document field
    #[arg(long, value_name = "VARIABLE")]
    columns: String,
    /// What tells how a node mentions a concept: a variable or document field
    #[arg(long, value_name = "VARIABLE")]
    qualifier: Option<String>,
    /// What the qualifier does
    #[arg(long, default_value = "ignore", value_parser = named(Aggregation::ALL, Aggregation::name))]
    aggregate: Aggregation,
    /// What links are divided by
    #[arg(long, default_value = "none", value_parser = named(Normalisation::ALL, Normalisation::name))]
    normalise: Normalisation,
    /// Within what the same row, column and qualifier count once
    #[arg(long, default_value = "include", value_parser = named(Duplicates::ALL, Duplicates::name))]
    duplicates: Duplicates,
    /// Count each report, or what several articles report once
    #[arg(long, default_value = "statements", value_parser = named(Unit::ALL, Unit::name))]
    count: Unit,
    /// Keep nodes without a link
    #[arg(long)]
    isolates: bool,
    /// Keep only these values, `*` for any characters; repeat for any of several
    #[arg(long, value_name = "VARIABLE=VALUE")]
    include: Vec<String>,
    /// Leave out these values, `*` for any characters; may be repeated
    #[arg(long, value_name = "VARIABLE=VALUE")]
    exclude: Vec<String>,
    /// Leave out nodes with fewer statements
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_frequency: usize,
    #[command(flatten)]
    dates: Dates,
    /// A network for each window of this size
    #[arg(long, value_name = "N")]
    window: Option<u32>,
    /// What the size of a window counts
    #[arg(long, default_value = "days", requires = "window", value_parser = named(WindowUnit::ALL, WindowUnit::name))]
    unit: WindowUnit,
    /// Weigh statements by their distance from the window's middle
    #[arg(long, requires = "window", value_parser = named(Kernel::ALL, Kernel::name))]
    kernel: Option<Kernel>,
    /// Which statement type of a Discourse Network Analyzer database, where it has several
    #[arg(long, value_name = "LABEL")]
    statement_type: Option<String>,
    /// How to write it; several windows go to one long csv
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    database: Database,
}

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
    /// For Pajek
    Pajek,
    /// For UCINET
    Dl,
    /// For Cytoscape
    Cytoscape,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let projection = Projection {
            mode: self.mode,
            aggregation: self.aggregate,
            normalisation: self.normalise,
            isolates: self.isolates,
        };
        projection.check(self.qualifier.as_deref())?;
        let sampling = self.sampling(&projection)?;
        anyhow::ensure!(
            self.window.is_none() || self.format == Format::Csv,
            "several windows can only be written with --format csv"
        );
        let sample = sampling.draw(&self.coding()?)?;
        projection.check_levels(&sample)?;
        if sample.occurrences.is_empty() {
            eprintln!("no statement has both {} and {}", self.rows, self.columns);
        }
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

    fn sampling(&self, projection: &Projection) -> anyhow::Result<Sampling> {
        let keep = self.include.iter().map(|text| Filter::parse(text, true));
        let drop = self.exclude.iter().map(|text| Filter::parse(text, false));
        Ok(Sampling {
            rows: self.rows.clone(),
            columns: self.columns.clone(),
            qualifier: self.qualifier.clone(),
            heeds_qualifier: projection.heeds_qualifier(),
            duplicates: self.duplicates,
            unit: self.count,
            since: self.dates.since(),
            until: self.dates.until(),
            filters: keep.chain(drop).collect::<Result<_, _>>()?,
            min_frequency: self.min_frequency,
        })
    }

    fn coding(&self) -> anyhow::Result<Coding> {
        let mut variables = vec![self.rows.as_str(), &self.columns];
        variables.extend(self.qualifier.as_deref());
        let label = self.statement_type.as_deref();
        Ok(self.database.coding(label, &variables, false)?)
    }

    fn write(
        &self,
        out: &mut dyn Write,
        sampling: &Sampling,
        sample: &Sample,
        projection: Projection,
    ) -> anyhow::Result<()> {
        let Some(size) = self.window else {
            let matrix = projection.matrix(sample)?;
            return Ok(self.write_one(out, sampling, sample, &matrix)?);
        };
        let span = Span {
            size,
            unit: self.unit,
        };
        if let Some(kernel) = self.kernel {
            let slices = slices(sample, projection, span, kernel)?;
            return write_windows(out, &slices.times, |at| slices.matrix(at));
        }
        let windows = windows(sample, span)?;
        let times: Vec<[DateTime; 3]> = windows
            .iter()
            .map(|window| [window.start, window.middle, window.stop])
            .collect();
        write_windows(out, &times, |at| {
            projection.of(sample, &sample.occurrences[windows[at].occurrences.clone()])
        })
    }
}

impl Args {
    fn write_one(
        &self,
        out: &mut dyn Write,
        sampling: &Sampling,
        sample: &Sample,
        matrix: &Matrix,
    ) -> std::io::Result<()> {
        let portrait = || Portrait::new(sampling, sample, self.mode, matrix);
        match self.format {
            Format::Csv => matrix_csv(out, matrix),
            Format::Edges => edges_csv(out, &portrait()),
            Format::Nodes => {
                let ties = match self.mode {
                    Mode::One => Ties::one_mode(matrix),
                    Mode::Two => Ties::two_mode(matrix),
                };
                nodes_csv(out, &portrait(), &ties)
            }
            Format::Gexf => gexf(out, &portrait()),
            Format::Graphml => graphml(out, &portrait()),
            Format::Pajek => pajek(out, &portrait()),
            Format::Dl => ucinet(out, self.mode, matrix),
            Format::Cytoscape => cytoscape(out, &portrait()),
        }
    }
}

/// So many networks are in memory at once.
const BATCH: usize = 64;

fn write_windows(
    out: &mut dyn Write,
    times: &[[DateTime; 3]],
    matrix: impl Fn(usize) -> Matrix + Sync,
) -> anyhow::Result<()> {
    window_csv_head(out)?;
    for batch in (0..times.len()).step_by(BATCH) {
        let batch = batch..times.len().min(batch + BATCH);
        let matrices: Vec<Matrix> = batch.clone().into_par_iter().map(&matrix).collect();
        for (at, matrix) in batch.zip(&matrices) {
            window_csv(out, at, times[at], matrix)?;
        }
    }
    Ok(())
}

/// Reads one of the values by its name.
fn named<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    name: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(all.iter().map(move |&value| name(value))).try_map(move |text| {
        let value = all.iter().find(|&&value| name(value) == text);
        value.copied().ok_or("unknown")
    })
}
