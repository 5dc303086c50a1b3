use super::super::output::{Printing, Record, print_all};
use super::super::sampling::{Moved, Sampled, Windowed};
use super::{moment, number, rounded};
use crate::network::measure::polarisation;
use crate::network::{Aggregation, Matrix, Mode, Normalisation, Projection, Sample};
use serde::Serialize;
use std::io::Write;
use std::process::ExitCode;

/// Tell how far two camps explain who agrees and who disagrees, from 0 to 1
#[derive(clap::Args)]
#[command(mut_arg("qualifier", |arg| arg.default_value("agreement")))]
pub struct Args {
    #[command(flatten)]
    sampled: Sampled,
    #[command(flatten)]
    windowed: Windowed,
    #[command(flatten)]
    printing: Printing,
}

#[derive(Serialize)]
struct Row {
    start: Option<String>,
    middle: Option<String>,
    end: Option<String>,
    polarisation: f64,
    /// Whether every division was tried, or the value is a lower bound.
    exact: bool,
    first_camp: Vec<String>,
    second_camp: Vec<String>,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let [congruence, conflict] =
            [Aggregation::Congruence, Aggregation::Conflict].map(|aggregation| Projection {
                mode: Mode::One,
                aggregation,
                normalisation: Normalisation::None,
                // Both networks must have the same rows.
                isolates: true,
            });
        congruence.check(self.sampled.qualifier.as_deref())?;
        let (_, sample) = self.sampled.draw(true)?;
        let rows = match self.windowed.is_asked() {
            false => vec![row(
                [None, None, None],
                &congruence.matrix(&sample)?,
                &conflict.matrix(&sample)?,
            )],
            true => self.windows(&sample, congruence, conflict)?,
        };
        print_all(out, &self.printing, &rows, "windows")?;
        Ok(ExitCode::SUCCESS)
    }

    fn windows(
        &self,
        sample: &Sample,
        congruence: Projection,
        conflict: Projection,
    ) -> anyhow::Result<Vec<Row>> {
        let mut agree = Vec::new();
        let keep = |_: &Moved, matrix: Matrix| matrix;
        self.windowed.each(sample, congruence, keep, |_, matrix| {
            agree.push(matrix);
            Ok(())
        })?;
        let mut rows = Vec::new();
        self.windowed
            .each(sample, conflict, keep, |window, matrix| {
                let times = window.times.map(|time| Some(moment(time)));
                rows.push(row(times, &agree[window.at], &matrix));
                Ok(())
            })?;
        Ok(rows)
    }
}

fn row([start, middle, end]: [Option<String>; 3], congruence: &Matrix, conflict: &Matrix) -> Row {
    let found = polarisation(congruence, conflict);
    // Who has no link is in no camp.
    let linked = |at: usize| {
        [congruence, conflict].into_iter().any(|matrix| {
            let mut links = matrix.links.get(at).into_iter().flatten();
            links.any(|&(other, _)| other as usize != at)
        })
    };
    let camp = |second: bool| {
        let actors = congruence.rows.iter().enumerate();
        actors
            .filter(|&(at, _)| linked(at) && found.second.get(at) == Some(&second))
            .map(|(_, name)| name.clone())
            .collect()
    };
    Row {
        start,
        middle,
        end,
        polarisation: found.value,
        exact: found.exact,
        first_camp: camp(false),
        second_camp: camp(true),
    }
}

impl Row {
    fn written(&self, number: fn(f64) -> String) -> Vec<String> {
        let moment = |time: &Option<String>| time.clone().unwrap_or_default();
        vec![
            moment(&self.start),
            moment(&self.middle),
            moment(&self.end),
            number(self.polarisation),
            self.exact.to_string(),
            self.first_camp.join("; "),
            self.second_camp.join("; "),
        ]
    }
}

impl Record for Row {
    const COLUMNS: &'static [&'static str] = &[
        "start",
        "middle",
        "end",
        "polarisation",
        "exact",
        "first_camp",
        "second_camp",
    ];

    fn cells(&self) -> Vec<String> {
        self.written(number)
    }

    fn shown(&self) -> Vec<String> {
        self.written(rounded)
    }
}
