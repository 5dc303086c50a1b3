use super::super::file::write_whole;
use super::super::output::{Printing, Record, print_all};
use super::super::sampling::Projected;
use crate::network::Mode;
use crate::network::measure::coalitions;
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// List the coalitions that a dendrogram of the network is cut into: average linkage
#[derive(clap::Args)]
#[command(
    mut_arg("mode", |arg| arg.default_value("one")),
    mut_arg("aggregate", |arg| arg.default_value("congruence")),
    mut_arg("normalise", |arg| arg.default_value("cosine")),
    mut_arg("qualifier", |arg| arg.default_value("agreement")),
)]
pub struct Args {
    #[command(flatten)]
    projected: Projected,
    /// How many coalitions; without it, as many as give the highest modularity
    #[arg(long, value_name = "N")]
    coalitions: Option<usize>,
    /// Write the dendrogram too, as a tree in Newick's form
    #[arg(long, value_name = "FILE")]
    newick: Option<PathBuf>,
    #[command(flatten)]
    printing: Printing,
}

#[derive(Serialize)]
struct Row {
    coalition: usize,
    name: String,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        anyhow::ensure!(
            self.projected.mode == Mode::One,
            "coalitions are those of a one-mode network: use --mode one"
        );
        let (_, _, matrix) = self.projected.network()?;
        let (tree, of) = coalitions(&matrix, self.projected.normalise, self.coalitions);
        if let Some(file) = &self.newick {
            write_whole(file, (tree.newick(&matrix.rows) + "\n").as_bytes())?;
        }
        // Within a coalition as the dendrogram has them.
        let mut rows: Vec<Row> = tree
            .order()
            .into_iter()
            .map(|at| Row {
                coalition: of[at] + 1,
                name: matrix.rows[at].clone(),
            })
            .collect();
        rows.sort_by_key(|row| row.coalition);
        print_all(out, &self.printing, &rows, "nodes")?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Record for Row {
    const COLUMNS: &'static [&'static str] = &["coalition", "name"];

    fn cells(&self) -> Vec<String> {
        vec![self.coalition.to_string(), self.name.clone()]
    }
}
