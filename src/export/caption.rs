use crate::graph::Coverage;
use crate::query::Selection;
use crate::store::Named;

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

    /// The caption of a selection, of which speakers and targets are linked by at least
    /// `min_statements` statements.
    ///
    /// ```
    /// use onrecord::{export::Caption, query::Selection, store::Named};
    /// let named = |label: &str| vec![Named { name: String::new(), label: label.into(), ids: vec![] }];
    /// let selection = Selection { topics: named("Trade"), speakers: named("Joe Biden"), ..Selection::default() };
    /// let caption = Caption::of(&selection, 2);
    /// assert_eq!(caption.title, "Where Joe Biden stands on Trade");
    /// assert_eq!(caption.selection, "topic Trade; speaker Joe Biden; pairs with at least 2 statements");
    /// ```
    pub fn of(selection: &Selection, min_statements: usize) -> Caption {
        let labels = |names: &[Named]| -> Vec<String> {
            names.iter().map(|name| name.label.clone()).collect()
        };
        let [topics, agreements, speakers] = [
            labels(&selection.topics),
            labels(&selection.agreements),
            labels(&selection.speakers),
        ];
        let targets = [topics.clone(), agreements.clone()].concat();
        let subject = match speakers.as_slice() {
            [] => "Who stands where".to_owned(),
            [speaker] => format!("Where {speaker} stands"),
            speakers => format!("Where {} stand", listed(speakers, "speakers")),
        };
        let title = match targets.as_slice() {
            [] => subject,
            targets => format!("{subject} on {}", listed(targets, "subjects")),
        };
        let mut parts = Vec::new();
        for (one, many, names) in [
            ("topic", "topics", topics),
            ("agreement", "agreements", agreements),
            ("speaker", "speakers", speakers),
        ] {
            match names.as_slice() {
                [] => {}
                [name] => parts.push(format!("{one} {name}")),
                names => parts.push(format!("{many} {}", names.join(", "))),
            }
        }
        parts.extend(selection.since.map(|day| format!("since {day}")));
        parts.extend(selection.until.map(|day| format!("until {day}")));
        if min_statements > 1 {
            parts.push(format!("pairs with at least {min_statements} statements"));
        }
        Caption {
            title,
            selection: parts.join("; "),
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

/// Names as in a sentence; more than three are counted.
fn listed(names: &[String], noun: &str) -> String {
    match names {
        [first, second] => format!("{first} and {second}"),
        [first, second, third] => format!("{first}, {second} and {third}"),
        [one] => one.clone(),
        names => format!("{} {noun}", names.len()),
    }
}

/// `1 statement`, `2 statements`.
pub(super) fn counted(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}
