use super::counts::Counts;
use super::options::named;
use super::project::{Scale, Smooth, one_mode, two_mode};
use super::window::{shifted, steps};
use super::{
    Aggregation, Matrix, Mode, NetworkError, Normalisation, Occurrence, Projection, Sample, Span,
    WindowUnit,
};
use crate::model::DateTime;

named! {
    /// How much a statement weighs by its distance `d` from the middle, where 1 is the edge.
    Kernel {
        /// 0.5.
        Uniform = "uniform",
        /// 0.75 (1 - d²).
        Epanechnikov = "epanechnikov",
        /// The standard normal density at d; it has no edge.
        Gaussian = "gaussian",
        /// 1 - |d|.
        Triangular = "triangular",
    }
}

impl Kernel {
    /// The weight at distance `d`.
    pub fn weight(self, d: f64) -> f64 {
        match self {
            Kernel::Gaussian => (-0.5 * d * d).exp() / (2.0 * std::f64::consts::PI).sqrt(),
            _ if d.abs() > 1.0 => 0.0,
            Kernel::Uniform => 0.5,
            Kernel::Epanechnikov => 0.75 * (1.0 - d * d),
            Kernel::Triangular => 1.0 - d.abs(),
        }
    }
}

/// Networks in which a statement weighs the less, the farther it is from the middle.
pub struct Slices<'a> {
    sample: &'a Sample,
    projection: Projection,
    kernel: Kernel,
    unit: WindowUnit,
    /// Half the width, in units.
    half: u32,
    /// The statements with a date, in the order in which they are counted, so that each slice
    /// has little to sort.
    mentions: Vec<(&'a Occurrence, DateTime)>,
    smooth: Option<Smooth>,
    /// The slices' start, middle and stop.
    pub times: Vec<[DateTime; 3]>,
}

/// Makes kernel-weighted networks of a sample: one for each middle that is half a width or
/// more from both ends of the kept statements. An odd width is taken as the next even one.
///
/// All have the same rows and columns. A one-mode network keeps its diagonal: how much a
/// row's statements agree with one another.
///
/// # Errors
/// The options do not go with a kernel, or the width is 0.
pub fn slices(
    sample: &Sample,
    projection: Projection,
    span: Span,
    kernel: Kernel,
) -> Result<Slices<'_>, NetworkError> {
    if span.size == 0 {
        return Err(NetworkError::NoWindow);
    }
    let unfit = |option: String, reason| Err(NetworkError::WithKernel { option, reason });
    if span.unit == WindowUnit::Events {
        return unfit("--unit events".into(), "events have no distance in time");
    }
    if projection.aggregation == Aggregation::Combine {
        let reason = "a combination is there or not, and cannot be weighed";
        return unfit("--aggregate combine".into(), reason);
    }
    let normalisation = projection.normalisation;
    if matches!(
        normalisation,
        Normalisation::Jaccard | Normalisation::DnaCosine
    ) {
        let reason = "it needs whole counts; use none, average or cosine";
        return unfit(format!("--normalise {normalisation}"), reason);
    }
    let half = span.size.div_ceil(2);
    let smooth = (normalisation == Normalisation::Average).then(|| {
        let whole = sample.occurrences.iter();
        let whole = whole.map(|o| (o.row, o.column, o.level, 1.0));
        Smooth::new(&Counts::new(sample.rows.len(), sample.columns.len(), whole))
    });
    let dated = sample.occurrences.iter();
    let mut mentions: Vec<_> = dated.filter_map(|o| Some((o, o.when?))).collect();
    mentions.sort_by_key(|(o, _)| (o.row, o.column, o.level));
    Ok(Slices {
        mentions,
        sample,
        projection,
        kernel,
        unit: span.unit,
        half,
        smooth,
        times: times(sample, span.unit, half, kernel),
    })
}

fn times(sample: &Sample, unit: WindowUnit, half: u32, kernel: Kernel) -> Vec<[DateTime; 3]> {
    let mut dates = sample.occurrences.iter().map_while(|o| o.when);
    let Some(first) = dates.next() else {
        return Vec::new();
    };
    let last = dates.last().unwrap_or(first);
    let half = i64::from(half);
    let (Some(from), Some(to)) = (shifted(first, half, unit), shifted(last, -half, unit)) else {
        return Vec::new();
    };
    let ends = |middle| match kernel {
        Kernel::Gaussian => [first, middle, last],
        _ => {
            let start = shifted(middle, -half, unit).unwrap_or(first);
            let stop = shifted(middle, half, unit).unwrap_or(last);
            [start.max(first), middle, stop.min(last)]
        }
    };
    steps(from, to, unit).map(ends).collect()
}

impl Slices<'_> {
    /// The network of the slice with that index.
    pub fn matrix(&self, index: usize) -> Matrix {
        let Some(&[start, middle, stop]) = self.times.get(index) else {
            return Matrix::default();
        };
        let sample = self.sample;
        let within = self.mentions.iter();
        let within = within.filter(|(_, when)| (start..=stop).contains(when));
        let mentions = within.map(|&(o, when)| {
            let d = whole_units(when, middle, self.unit) as f64 / f64::from(self.half);
            let weight = self.kernel.weight(d);
            // Two statements weigh the root of their product together.
            let weight = match self.projection.mode {
                Mode::Two => weight,
                Mode::One => weight.sqrt(),
            };
            (o.row, o.column, o.level, weight)
        });
        let counts = Counts::new(sample.rows.len(), sample.columns.len(), mentions);
        let Projection {
            mode,
            aggregation,
            normalisation,
            ..
        } = self.projection;
        let links = match mode {
            Mode::Two => two_mode(&counts, &sample.levels, aggregation, normalisation),
            Mode::One => {
                let scale = Scale::new(&counts, &sample.levels, aggregation, normalisation);
                let smooth = self.smooth.as_ref();
                one_mode(&counts, &sample.levels, aggregation, &scale, None, smooth)
            }
        };
        self.projection.named(sample, &sample.occurrences, links)
    }
}

/// The whole units from one moment to another, rounded toward zero; months and years are
/// counted from day to day without the time.
fn whole_units(from: DateTime, to: DateTime, unit: WindowUnit) -> i64 {
    let days = || from.duration_until(to).as_secs() / (24 * 60 * 60);
    let months = || {
        let (from, to) = (from.date(), to.date());
        let month =
            |date: crate::model::Date| i64::from(date.year()) * 12 + i64::from(date.month());
        let months = month(to) - month(from);
        match to.day().cmp(&from.day()) {
            std::cmp::Ordering::Less if months > 0 => months - 1,
            std::cmp::Ordering::Greater if months < 0 => months + 1,
            _ => months,
        }
    };
    match unit {
        WindowUnit::Days => days(),
        WindowUnit::Weeks => days() / 7,
        WindowUnit::Months => months(),
        WindowUnit::Years => months() / 12,
        WindowUnit::Events => 0,
    }
}
