use crate::graph::Coverage;

/// What stands above a diagram and in the head of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caption {
    /// The title.
    pub title: String,
    /// How the statements were selected, in words: `topic Trade, since 2021-01-01`. Empty
    /// for everything.
    pub selection: String,
}

impl Caption {
    /// A caption for everything in the database.
    pub fn new(title: impl Into<String>) -> Caption {
        Caption {
            title: title.into(),
            selection: String::new(),
        }
    }

    /// The same title over a selection.
    pub fn with_selection(self, selection: impl Into<String>) -> Caption {
        Caption {
            selection: selection.into(),
            ..self
        }
    }

    /// The line of provenance: the selection, what it rests on, and the dates.
    ///
    /// ```
    /// use onrecord::{export::Caption, graph::Coverage, model::Date};
    /// let day = Date::constant(2021, 6, 16);
    /// let coverage = Coverage { statements: 2, utterances: 1, articles: 2, first: Some(day), last: Some(day) };
    /// assert_eq!(
    ///     Caption::new("Trade").with_selection("topic Trade").provenance(&coverage),
    ///     "Selection: topic Trade. 2 statements of 1 utterance in 2 articles, 2021-06-16.",
    /// );
    /// ```
    pub fn provenance(&self, coverage: &Coverage) -> String {
        let selection = match self.selection.trim() {
            "" => "all statements",
            selection => selection,
        };
        let period = match (coverage.first, coverage.last) {
            (Some(first), Some(last)) if first == last => format!(", {first}"),
            (Some(first), Some(last)) => format!(", {first} to {last}"),
            _ => String::new(),
        };
        format!(
            "Selection: {selection}. {} of {} in {}{period}.",
            counted(coverage.statements, "statement"),
            counted(coverage.utterances, "utterance"),
            counted(coverage.articles, "article"),
        )
    }
}

/// `1 statement`, `2 statements`.
pub(super) fn counted(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}
