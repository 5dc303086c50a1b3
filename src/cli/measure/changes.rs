use super::super::output::{Printing, Record, print_all};
use super::super::sampling::{Moved, Projected, Windowed};
use super::{moment, number, rounded};
use crate::network::Matrix;
use crate::network::measure::{change_points, distances};
use serde::Serialize;
use std::io::Write;
use std::process::ExitCode;

/// Tell when the network changed: phases of windows that are alike
///
/// Distances are those of all links, each network's as shares. A phase has a window or more.
#[derive(clap::Args)]
#[command(
    mut_arg("mode", |arg| arg.default_value("one")),
    mut_arg("aggregate", |arg| arg.default_value("subtract")),
    mut_arg("qualifier", |arg| arg.default_value("agreement")),
    mut_arg("window", |arg| arg.required(true)),
)]
pub struct Args {
    #[command(flatten)]
    projected: Projected,
    #[command(flatten)]
    windowed: Windowed,
    /// How many phases to divide the windows into
    #[arg(long, value_name = "N", default_value_t = 2)]
    phases: usize,
    #[command(flatten)]
    printing: Printing,
}

#[derive(Serialize)]
struct Row {
    window: usize,
    start: String,
    middle: String,
    end: String,
    phase: usize,
    /// How far the window is from the one before, 0 to 2.
    distance: Option<f64>,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let (projection, _, sample) = self.projected.draw()?;
        let (mut times, mut networks) = (Vec::new(), Vec::new());
        let keep = |_: &Moved, matrix: Matrix| matrix;
        self.windowed
            .each(&sample, projection, keep, |window, matrix| {
                times.push(window.times);
                networks.push(matrix);
                Ok(())
            })?;
        anyhow::ensure!(
            networks.len() <= MOST,
            "{} windows are more than can be compared with each other, which are {MOST}; take larger units or a shorter period",
            networks.len()
        );
        let distances = distances(&networks);
        let points = change_points(&distances, self.phases);
        let rows: Vec<Row> = times
            .iter()
            .enumerate()
            .map(|(at, times)| {
                let [start, middle, end] = times.map(moment);
                Row {
                    window: at,
                    start,
                    middle,
                    end,
                    phase: 1 + points.iter().filter(|&&point| point <= at).count(),
                    distance: at.checked_sub(1).map(|before| distances[before][at]),
                }
            })
            .collect();
        print_all(out, &self.printing, &rows, "windows")?;
        Ok(ExitCode::SUCCESS)
    }
}

/// So many windows are compared with each other.
const MOST: usize = 5000;

impl Row {
    fn written(&self, number: fn(f64) -> String) -> Vec<String> {
        vec![
            self.window.to_string(),
            self.start.clone(),
            self.middle.clone(),
            self.end.clone(),
            self.phase.to_string(),
            self.distance.map(number).unwrap_or_default(),
        ]
    }
}

impl Record for Row {
    const COLUMNS: &'static [&'static str] =
        &["window", "start", "middle", "end", "phase", "distance"];

    fn cells(&self) -> Vec<String> {
        self.written(number)
    }

    fn shown(&self) -> Vec<String> {
        self.written(rounded)
    }
}
