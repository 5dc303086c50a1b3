use super::{Sheet, plural};
use crate::cli::sampling::Projected;
use crate::export::plot;
use crate::network::Mode;
use crate::network::measure::coalitions;
use std::io::Write;
use std::process::ExitCode;

/// Draw the coalitions of a network as a dendrogram: average linkage
#[derive(clap::Args)]
#[command(
    mut_arg("mode", |arg| arg.default_value("one")),
    mut_arg("aggregate", |arg| arg.default_value("congruence")),
    mut_arg("normalise", |arg| arg.default_value("cosine")),
    mut_arg("qualifier", |arg| arg.default_value("agreement")),
)]
pub struct Dendrogram {
    #[command(flatten)]
    projected: Projected,
    /// How many coalitions; without it, as many as give the highest modularity
    #[arg(long, value_name = "N")]
    coalitions: Option<usize>,
    /// Draw at most so many nodes, those with the strongest ties
    #[arg(long, value_name = "N", default_value_t = 200)]
    most: usize,
    #[command(flatten)]
    sheet: Sheet,
}

impl Dendrogram {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        anyhow::ensure!(
            self.projected.mode == Mode::One,
            "coalitions are those of a one-mode network: use --mode one"
        );
        let (sampling, sample, matrix) = self.projected.network()?;
        let all = matrix.rows.len();
        let matrix = matrix.strongest(self.most);
        let (tree, of) = coalitions(&matrix, self.projected.normalise, self.coalitions);
        let (rows, columns) = (plural(&sampling.rows), plural(&sampling.columns));
        let title = format!("Coalitions of {rows} by their {columns}");
        let mut heading = self.sheet.heading(title, &sample);
        if matrix.rows.len() < all {
            let shown = matrix.rows.len();
            heading.note +=
                &format!(" The {shown} nodes with the strongest ties of {all} are drawn.");
        }
        let svg = plot::dendrogram(&tree, &matrix.rows, &of, &heading);
        self.sheet.write(out, &svg)
    }
}
