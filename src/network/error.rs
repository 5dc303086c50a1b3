use super::{Aggregation, Mode, Normalisation};

/// Why there is no such network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NetworkError {
    /// A name that is no variable.
    #[error("there is no variable \"{name}\"; there are {}", known.join(", "))]
    NoVariable {
        /// The name asked for.
        name: String,
        /// All names.
        known: Vec<String>,
    },
    /// A variable whose values cannot be nodes or levels.
    #[error("\"{name}\" holds {kind} values, which cannot be {used}")]
    Unusable {
        /// The variable.
        name: String,
        /// What it holds.
        kind: &'static str,
        /// What it was to be.
        used: &'static str,
    },
    /// Rows and columns are the same.
    #[error("rows and columns are both \"{name}\": a network needs two variables")]
    SameVariable {
        /// The variable.
        name: String,
    },
    /// An aggregation that needs a qualifier.
    #[error("--aggregate {aggregation} needs a --qualifier; without one, use --aggregate ignore")]
    NoQualifier {
        /// The aggregation.
        aggregation: Aggregation,
    },
    /// An aggregation of the other mode.
    #[error("--aggregate {aggregation} is not for networks of mode {mode}; use one of {}", names(aggregations(*mode)))]
    AggregationMode {
        /// The aggregation.
        aggregation: Aggregation,
        /// The mode asked for.
        mode: Mode,
    },
    /// A normalisation of the other mode.
    #[error("--normalise {normalisation} is not for networks of mode {mode}; use one of {}", names(normalisations(*mode)))]
    NormalisationMode {
        /// The normalisation.
        normalisation: Normalisation,
        /// The mode asked for.
        mode: Mode,
    },
    /// A qualifier with more levels than `combine` has numbers for.
    #[error(
        "--aggregate combine has a number for each combination of levels: the qualifier has {levels} levels, and at most {most} can be told apart"
    )]
    TooManyLevels {
        /// How many levels it has.
        levels: usize,
        /// How many a double can tell apart.
        most: usize,
    },
    /// An option that kernel-weighted counts give no meaning to.
    #[error("--kernel cannot go with {option}: {reason}")]
    WithKernel {
        /// The option.
        option: String,
        /// Why not.
        reason: &'static str,
    },
    /// A window without size.
    #[error("a window needs a size of 1 or more")]
    NoWindow,
    /// A pattern that cannot be read.
    #[error("\"{pattern}\" is no filter: write VARIABLE=VALUE, where * stands for any characters")]
    Pattern {
        /// As it was given.
        pattern: String,
    },
}

/// The aggregations of a mode.
pub(super) fn aggregations(mode: Mode) -> &'static [Aggregation] {
    match mode {
        Mode::Two => &[
            Aggregation::Ignore,
            Aggregation::Subtract,
            Aggregation::Combine,
        ],
        Mode::One => &[
            Aggregation::Ignore,
            Aggregation::Congruence,
            Aggregation::Conflict,
            Aggregation::Subtract,
        ],
    }
}

/// The normalisations of a mode.
pub(super) fn normalisations(mode: Mode) -> &'static [Normalisation] {
    match mode {
        Mode::Two => &[
            Normalisation::None,
            Normalisation::Activity,
            Normalisation::Prominence,
        ],
        Mode::One => &[
            Normalisation::None,
            Normalisation::Average,
            Normalisation::Jaccard,
            Normalisation::Cosine,
            Normalisation::DnaCosine,
        ],
    }
}

fn names<T: std::fmt::Display>(values: &[T]) -> String {
    let names: Vec<String> = values.iter().map(T::to_string).collect();
    names.join(", ")
}
