use super::super::output::{Printing, Record, print_all};
use super::super::sampling::Projected;
use super::{number, rounded, ties};
use crate::network::Portrait;
use crate::network::measure::{
    Lengths, betweenness, closeness, degree, eigenvector, page_rank, strength,
};
use serde::Serialize;
use std::io::Write;
use std::process::ExitCode;

/// List the nodes with how central each is, the strongest first
#[derive(clap::Args)]
#[command(
    mut_arg("mode", |arg| arg.default_value("one")),
    mut_arg("aggregate", |arg| arg.default_value("congruence")),
    mut_arg("qualifier", |arg| arg.default_value("agreement")),
)]
pub struct Args {
    #[command(flatten)]
    projected: Projected,
    /// Shortest paths by weight, where a tie is the longer the weaker it is, not by steps
    #[arg(long)]
    weighted: bool,
    #[command(flatten)]
    printing: Printing,
}

#[derive(Serialize)]
struct Row {
    name: String,
    variable: String,
    statements: usize,
    community: usize,
    degree: f64,
    strength: f64,
    betweenness: f64,
    closeness: f64,
    eigenvector: f64,
    page_rank: f64,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let (sampling, sample, matrix) = self.projected.network()?;
        let ties = ties(self.projected.mode, &matrix);
        let lengths = match self.weighted {
            true => Lengths::Inverse,
            false => Lengths::Steps,
        };
        let portrait = Portrait::new(&sampling, &sample, self.projected.mode, &matrix);
        let measures = [
            degree(&ties),
            strength(&ties),
            betweenness(&ties, lengths),
            closeness(&ties, lengths),
            eigenvector(&ties),
            page_rank(&ties),
        ];
        let nodes = portrait.nodes.into_iter().enumerate();
        let mut rows: Vec<Row> = nodes
            .map(|(at, node)| {
                let [
                    degree,
                    strength,
                    betweenness,
                    closeness,
                    eigenvector,
                    page_rank,
                ] = [0, 1, 2, 3, 4, 5].map(|measure: usize| measures[measure][at]);
                Row {
                    name: node.name,
                    variable: node.variable,
                    statements: node.statements,
                    community: node.community + 1,
                    degree,
                    strength,
                    betweenness,
                    closeness,
                    eigenvector,
                    page_rank,
                }
            })
            .collect();
        rows.sort_by(|a, b| b.strength.total_cmp(&a.strength));
        print_all(out, &self.printing, &rows, "nodes")?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Row {
    fn written(&self, number: fn(f64) -> String) -> Vec<String> {
        vec![
            self.name.clone(),
            self.variable.clone(),
            self.statements.to_string(),
            self.community.to_string(),
            self.degree.to_string(),
            number(self.strength),
            number(self.betweenness),
            number(self.closeness),
            number(self.eigenvector),
            number(self.page_rank),
        ]
    }
}

impl Record for Row {
    const COLUMNS: &'static [&'static str] = &[
        "name",
        "variable",
        "statements",
        "community",
        "degree",
        "strength",
        "betweenness",
        "closeness",
        "eigenvector",
        "page_rank",
    ];

    fn cells(&self) -> Vec<String> {
        self.written(number)
    }

    fn shown(&self) -> Vec<String> {
        self.written(rounded)
    }
}
