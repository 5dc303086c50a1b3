use super::{Sheet, capital, plural, rests_on};
use crate::cli::sampling::Projected;
use crate::export::plot::{self, Heading, Signs};
use crate::network::{Aggregation, Matrix, Mode, Portrait, Projection, Sample, Sampling};
use std::io::Write;
use std::process::ExitCode;

/// Draw a network: signed links, communities as colours
#[derive(clap::Args)]
#[command(
    mut_arg("mode", |arg| arg.default_value("one")),
    mut_arg("aggregate", |arg| arg.default_value("subtract")),
    mut_arg("qualifier", |arg| arg.default_value("agreement")),
)]
pub struct Network {
    #[command(flatten)]
    projected: Projected,
    /// Draw at most so many nodes, those with most statements; communities are those of them
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u16).range(1..=1000))]
    most: u16,
    #[command(flatten)]
    sheet: Sheet,
}

impl Network {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let (projection, sampling, sample) = self.projected.draw()?;
        let matrix = projection.matrix(&sample)?;
        let most = self.most as usize;
        let title = self.sheet.title.as_deref();
        let svg = drawn(&sampling, &sample, projection, matrix, most, title);
        self.sheet.write(out, &svg)
    }
}

/// A network as SVG: of at most so many nodes, under a title or one that tells what it shows.
pub fn drawn(
    sampling: &Sampling,
    sample: &Sample,
    projection: Projection,
    matrix: Matrix,
    most: usize,
    title: Option<&str>,
) -> String {
    let mode = projection.mode;
    let all = match mode {
        Mode::One => matrix.rows.len(),
        Mode::Two => matrix.rows.len() + matrix.columns.len(),
    };
    let portrait = Portrait::of_busiest(sampling, sample, mode, matrix, most);
    let (rows, columns) = (plural(&sampling.rows), plural(&sampling.columns));
    let told = match mode {
        Mode::One => format!("How {rows} are linked by {columns}"),
        Mode::Two => format!("{} and {columns}", capital(&rows)),
    };
    let mut note = rests_on(sample);
    if portrait.nodes.len() < all {
        let shown = portrait.nodes.len();
        note += &format!(" The {shown} nodes with most statements of {all} are drawn.");
    }
    let heading = Heading {
        title: title.map_or(told, str::to_owned),
        note,
    };
    plot::network(&portrait, signs(mode, projection.aggregation), &heading)
}

/// What links mean.
fn signs(mode: Mode, aggregation: Aggregation) -> Signs {
    let (positive, negative) = match (mode, aggregation) {
        (Mode::One, Aggregation::Subtract) => ("more agreement", "more conflict"),
        (_, Aggregation::Congruence) => ("agreement", "disagreement"),
        (_, Aggregation::Conflict) => ("conflict", "less than none"),
        (Mode::Two, Aggregation::Subtract) => ("more for", "more against"),
        (Mode::One, _) => ("shared", "opposite"),
        (Mode::Two, _) => ("mentions", "mentions against"),
    };
    Signs {
        positive,
        negative,
        conflict: aggregation == Aggregation::Conflict,
    }
}
