use super::super::output::{Printing, Record, print_all};
use super::super::sampling::Projected;
use super::{number, rounded, ties};
use crate::network::Mode;
use crate::network::measure::{Spectrum, disparity, nested};
use serde::Serialize;
use std::io::Write;
use std::process::ExitCode;

/// List the concepts by how much of the network's structure they carry, or the ties that chance does not explain
///
/// Without --alpha: the nested backbone, from the concept that is dropped first to that which
/// is dropped last. With it: the ties that the disparity filter keeps.
#[derive(clap::Args)]
#[command(
    mut_arg("mode", |arg| arg.default_value("one")),
    mut_arg("aggregate", |arg| arg.default_value("congruence")),
    mut_arg("qualifier", |arg| arg.default_value("agreement")),
)]
pub struct Args {
    #[command(flatten)]
    projected: Projected,
    /// Keep ties that chance gives less often than this, from 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share)]
    alpha: Option<f64>,
    #[command(flatten)]
    printing: Printing,
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if (0.0..=1.0).contains(&number) => Ok(number),
        _ => Err("a number from 0 to 1".into()),
    }
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        if let Some(alpha) = self.alpha {
            let (_, _, matrix) = self.projected.network()?;
            let kept = disparity(&ties(self.projected.mode, &matrix), alpha);
            let mut rows = Vec::new();
            for (at, links) in kept.links.iter().enumerate() {
                let once = links.iter().filter(|link| link.0 as usize > at);
                rows.extend(once.map(|&(other, weight)| Tie {
                    source: kept.names[at].clone(),
                    target: kept.names[other as usize].clone(),
                    weight,
                }));
            }
            rows.sort_by(|a, b| b.weight.total_cmp(&a.weight));
            print_all(out, &self.printing, &rows, "ties")?;
            return Ok(ExitCode::SUCCESS);
        }
        anyhow::ensure!(
            self.projected.mode == Mode::One,
            "the nested backbone is that of a one-mode network: use --mode one, or --alpha"
        );
        let (projection, _, sample) = self.projected.draw()?;
        let rows: Vec<Step> = nested(&sample, projection, Spectrum::Laplacian)
            .into_iter()
            .map(|step| Step {
                step: step.step,
                concept: step.concept,
                backbone_loss: step.backbone_loss,
                redundant_loss: step.redundant_loss,
                statements: step.statements,
            })
            .collect();
        print_all(out, &self.printing, &rows, "concepts")?;
        Ok(ExitCode::SUCCESS)
    }
}

#[derive(Serialize)]
struct Tie {
    source: String,
    target: String,
    weight: f64,
}

impl Record for Tie {
    const COLUMNS: &'static [&'static str] = &["source", "target", "weight"];

    fn cells(&self) -> Vec<String> {
        let (source, target) = (self.source.clone(), self.target.clone());
        vec![source, target, number(self.weight)]
    }
}

#[derive(Serialize)]
struct Step {
    step: usize,
    concept: String,
    /// How much of the spectrum is lost when this and all before are dropped.
    backbone_loss: f64,
    /// How far the network of the dropped ones alone is from the whole.
    redundant_loss: f64,
    /// How many statements remain.
    statements: usize,
}

impl Step {
    fn written(&self, number: fn(f64) -> String) -> Vec<String> {
        vec![
            self.step.to_string(),
            self.concept.clone(),
            number(self.backbone_loss),
            number(self.redundant_loss),
            self.statements.to_string(),
        ]
    }
}

impl Record for Step {
    const COLUMNS: &'static [&'static str] = &[
        "step",
        "concept",
        "backbone_loss",
        "redundant_loss",
        "statements",
    ];

    fn cells(&self) -> Vec<String> {
        self.written(number)
    }

    fn shown(&self) -> Vec<String> {
        self.written(rounded)
    }
}
