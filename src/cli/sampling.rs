//! Which coded statements make a network, and how: options that the commands on networks share.

use super::database::Database;
use super::dates::Dates;
use crate::model::{Coding, DateTime};
use crate::network::{
    Aggregation, Duplicates, Filter, Kernel, Matrix, Mode, Normalisation, Projection, Sample,
    Sampling, Span, Unit, WindowUnit, slices, windows,
};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use rayon::prelude::*;
use std::sync::mpsc;
use std::thread;

/// Options of every command that counts coded statements.
#[derive(clap::Args)]
pub struct Sampled {
    /// The nodes: a variable or document field
    #[arg(long, value_name = "VARIABLE", default_value = "actor")]
    pub rows: String,
    /// What the nodes are linked to, or share: a variable or document field
    #[arg(long, value_name = "VARIABLE", default_value = "concept")]
    pub columns: String,
    /// What tells how a node mentions a concept: a variable or document field
    #[arg(long, value_name = "VARIABLE")]
    pub qualifier: Option<String>,
    /// Within what the same row, column and qualifier count once
    #[arg(long, default_value = "include", value_parser = named(Duplicates::ALL, Duplicates::name))]
    duplicates: Duplicates,
    /// Count each report, or what several articles report once
    #[arg(long, default_value = "statements", value_parser = named(Unit::ALL, Unit::name))]
    count: Unit,
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
    /// Which statement type of a Discourse Network Analyzer database, where it has several
    #[arg(long, value_name = "LABEL")]
    statement_type: Option<String>,
    #[command(flatten)]
    database: Database,
}

impl Sampled {
    /// What is asked for.
    pub fn sampling(&self, heeds_qualifier: bool) -> anyhow::Result<Sampling> {
        let keep = self.include.iter().map(|text| Filter::parse(text, true));
        let drop = self.exclude.iter().map(|text| Filter::parse(text, false));
        Ok(Sampling {
            rows: self.rows.clone(),
            columns: self.columns.clone(),
            qualifier: self.qualifier.clone(),
            heeds_qualifier,
            duplicates: self.duplicates,
            unit: self.count,
            since: self.dates.since(),
            until: self.dates.until(),
            filters: keep.chain(drop).collect::<Result<_, _>>()?,
            min_frequency: self.min_frequency,
        })
    }

    /// Reads the database.
    pub fn coding(&self) -> anyhow::Result<Coding> {
        let mut variables = vec![self.rows.as_str(), &self.columns];
        variables.extend(self.qualifier.as_deref());
        let label = self.statement_type.as_deref();
        Ok(self.database.coding(label, &variables, false)?)
    }

    /// Draws the sample, and says on standard error when it is empty.
    pub fn draw(&self, heeds_qualifier: bool) -> anyhow::Result<(Sampling, Sample)> {
        let sampling = self.sampling(heeds_qualifier)?;
        let sample = sampling.draw(&self.coding()?)?;
        if sample.occurrences.is_empty() {
            let left = match sampling.filters.is_empty() {
                true => "no statement",
                false => {
                    "no statement that --include and --exclude leave (their values are written as the rows and columns are)"
                }
            };
            eprintln!("{left} has both {} and {}", self.rows, self.columns);
        }
        Ok((sampling, sample))
    }
}

/// Options of every command that makes one network, or one for each window.
#[derive(clap::Args)]
pub struct Projected {
    #[command(flatten)]
    pub sampled: Sampled,
    /// One kind of node, or two kinds
    #[arg(long, default_value = "two", value_parser = named(Mode::ALL, Mode::name))]
    pub mode: Mode,
    /// What the qualifier does
    #[arg(long, default_value = "ignore", value_parser = named(Aggregation::ALL, Aggregation::name))]
    pub aggregate: Aggregation,
    /// What links are divided by
    #[arg(long, default_value = "none", value_parser = named(Normalisation::ALL, Normalisation::name))]
    pub normalise: Normalisation,
    /// Keep nodes without a link
    #[arg(long)]
    isolates: bool,
}

impl Projected {
    /// What the options ask for.
    pub fn projection(&self) -> anyhow::Result<Projection> {
        let projection = Projection {
            mode: self.mode,
            aggregation: self.aggregate,
            normalisation: self.normalise,
            isolates: self.isolates,
        };
        projection.check(self.sampled.qualifier.as_deref())?;
        Ok(projection)
    }

    /// Draws the sample that the projection needs.
    pub fn draw(&self) -> anyhow::Result<(Projection, Sampling, Sample)> {
        let projection = self.projection()?;
        let (sampling, sample) = self.sampled.draw(projection.heeds_qualifier())?;
        projection.check_levels(&sample)?;
        Ok((projection, sampling, sample))
    }

    /// The network of everything that was asked for.
    pub fn network(&self) -> anyhow::Result<(Sampling, Sample, Matrix)> {
        let (projection, sampling, sample) = self.draw()?;
        let matrix = projection.matrix(&sample)?;
        Ok((sampling, sample, matrix))
    }
}

/// Options of every command that moves a window over time.
#[derive(clap::Args)]
pub struct Windowed {
    /// A network for each window of this size
    #[arg(long, value_name = "N")]
    window: Option<u32>,
    /// What the size of a window counts
    #[arg(long, default_value = "days", requires = "window", value_parser = named(WindowUnit::ALL, WindowUnit::name))]
    unit: WindowUnit,
    /// Weigh statements by their distance from the window's middle
    #[arg(long, requires = "window", value_parser = named(Kernel::ALL, Kernel::name))]
    kernel: Option<Kernel>,
}

/// So many networks are made at once; those of three batches are in memory.
const BATCH: usize = 16;

impl Windowed {
    /// Whether there are windows.
    pub fn is_asked(&self) -> bool {
        self.window.is_some()
    }

    /// Takes, in order, what is made of the network of each window. All is made in parallel.
    pub fn each<T: Send>(
        &self,
        sample: &Sample,
        projection: Projection,
        make: impl Fn(&Moved, Matrix) -> T + Sync,
        mut take: impl FnMut(&Moved, T) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let span = Span {
            size: self.window.unwrap_or_default(),
            unit: self.unit,
        };
        if let Some(kernel) = self.kernel {
            let slices = slices(sample, projection, span, kernel)?;
            let make = |window: &Moved| make(window, slices.matrix(window.at));
            return in_order(&slices.times, make, &mut take);
        }
        let windows = windows(sample, span)?;
        let times: Vec<[DateTime; 3]> = windows
            .iter()
            .map(|window| [window.start, window.middle, window.stop])
            .collect();
        let make = |window: &Moved| {
            let occurrences = &sample.occurrences[windows[window.at].occurrences.clone()];
            make(window, projection.of(sample, occurrences))
        };
        in_order(&times, make, &mut take)
    }
}

/// Where a window is that moves over time.
#[derive(Debug, Clone, Copy)]
pub struct Moved {
    /// Its number, from 0.
    pub at: usize,
    /// Its start, middle and end.
    pub times: [DateTime; 3],
}

/// Makes something of each window in parallel, and takes it in order while the next are made.
fn in_order<T: Send>(
    times: &[[DateTime; 3]],
    make: impl Fn(&Moved) -> T + Sync,
    take: &mut impl FnMut(&Moved, T) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let windows = times.iter().enumerate();
    let windows: Vec<Moved> = windows.map(|(at, &times)| Moved { at, times }).collect();
    thread::scope(|scope| {
        let (ready, made) = mpsc::sync_channel(1);
        let (windows, make) = (&windows, &make);
        scope.spawn(move || {
            for batch in windows.chunks(BATCH) {
                let batch: Vec<T> = batch.par_iter().map(make).collect();
                // Nobody takes any more after an error.
                if ready.send(batch).is_err() {
                    return;
                }
            }
        });
        let made = made.into_iter().flatten();
        windows
            .iter()
            .zip(made)
            .try_for_each(|(window, made)| take(window, made))
    })
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
