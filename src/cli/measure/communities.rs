use super::super::output::{Printing, Record, print_all};
use super::super::sampling::Projected;
use super::{number, rounded, ties};
use crate::network::measure::communities;
use serde::Serialize;
use std::io::Write;
use std::process::ExitCode;

/// List the nodes by community: Leiden's algorithm on modularity
#[derive(clap::Args)]
#[command(
    mut_arg("mode", |arg| arg.default_value("one")),
    mut_arg("aggregate", |arg| arg.default_value("congruence")),
    mut_arg("qualifier", |arg| arg.default_value("agreement")),
)]
pub struct Args {
    #[command(flatten)]
    projected: Projected,
    /// Above 1 for more and smaller communities, below for fewer
    #[arg(long, value_name = "NUMBER", default_value_t = 1.0, value_parser = positive)]
    resolution: f64,
    /// The same seed gives the same communities
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    printing: Printing,
}

fn positive(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number > 0.0 && number.is_finite() => Ok(number),
        _ => Err("a number above 0".into()),
    }
}

#[derive(Serialize)]
struct Row {
    community: usize,
    name: String,
    /// The share of the node's weight that stays in its community.
    within: f64,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let (_, _, matrix) = self.projected.network()?;
        let ties = ties(self.projected.mode, &matrix);
        let found = communities(&ties, self.resolution, self.seed);
        let mut rows: Vec<Row> = (0..ties.len())
            .map(|at| {
                let links = &ties.links[at];
                let all: f64 = links.iter().map(|link| link.1).sum();
                let same = links
                    .iter()
                    .filter(|link| found.of[link.0 as usize] == found.of[at]);
                let same: f64 = same.map(|link| link.1).sum();
                Row {
                    community: found.of[at] + 1,
                    name: ties.names[at].clone(),
                    within: if all > 0.0 { same / all } else { 0.0 },
                }
            })
            .collect();
        rows.sort_by_key(|row| row.community);
        print_all(out, &self.printing, &rows, "nodes")?;
        let ending = if found.count == 1 { "y" } else { "ies" };
        eprintln!(
            "{} communit{ending}, modularity {}",
            found.count,
            rounded(found.modularity)
        );
        Ok(ExitCode::SUCCESS)
    }
}

impl Record for Row {
    const COLUMNS: &'static [&'static str] = &["community", "name", "within"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.community.to_string(),
            self.name.clone(),
            number(self.within),
        ]
    }

    fn shown(&self) -> Vec<String> {
        vec![
            self.community.to_string(),
            self.name.clone(),
            rounded(self.within),
        ]
    }
}
