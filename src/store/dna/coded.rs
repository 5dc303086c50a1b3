//! A coded statement as the record has statements.

use super::import::PROGRAM;
use crate::model::{Coding, DateTime, Label, Run, Speaker, Statement, Values};
use crate::span::Span;
use crate::store::by_people;
use std::collections::BTreeMap;

/// A coded statement as the record has statements.
#[derive(Debug, Clone)]
pub(super) struct Coded {
    pub id: i64,
    pub coder: String,
    /// In UTF-16 units.
    pub start: i64,
    pub stop: i64,
    pub speaker: Option<Speaker>,
    pub concept: Option<String>,
    pub label: Label,
    pub when: Option<DateTime>,
}

impl Coded {
    /// Who speaks.
    pub fn name(&self) -> Option<&str> {
        self.speaker.as_ref().map(|speaker| speaker.name.as_str())
    }

    /// For whom a person speaks.
    pub fn organization(&self) -> Option<&str> {
        self.speaker.as_ref()?.role.as_deref()
    }
}

pub(super) fn run(coder: &str) -> Run {
    let mut run = by_people::run(coder, "Discourse Network Analyzer 3");
    if coder == PROGRAM {
        run.engine = "imported".into();
    }
    run
}

/// Sorts the statements of a coding by document.
pub(super) fn collect(coding: &Coding, by_document: &mut BTreeMap<i64, Vec<Coded>>) {
    let text = |name: &str, at: usize| match coding.variable(name).map(|found| &found.values) {
        Some(Values::Text { names, of }) => {
            let name = names.get(of[at]? as usize)?;
            (!name.is_empty()).then(|| name.clone())
        }
        _ => None,
    };
    for (at, statement) in coding.statements.iter().enumerate() {
        let speaker = by_people::speaker(text("person", at), text("organization", at));
        let label = match coding.variable("agreement").map(|found| &found.values) {
            Some(Values::Boolean(values)) => match values[at] {
                Some(true) => Label::Support,
                Some(false) => Label::Oppose,
                None => Label::Neutral,
            },
            _ => Label::Neutral,
        };
        let document = coding.documents[statement.document].id;
        by_document.entry(document).or_default().push(Coded {
            id: statement.id,
            coder: text("coder", at).unwrap_or_else(|| "nobody".into()),
            start: statement.start,
            stop: statement.stop,
            speaker,
            concept: text("concept", at),
            label,
            when: statement.when,
        });
    }
}

pub(super) fn as_statement(text: &str, span: Span, coded: &Coded) -> Statement {
    let position = coded.concept.clone().map(|concept| (concept, coded.label));
    let day = coded.when.map(DateTime::date);
    by_people::statement(text, span, coded.speaker.clone(), position, day)
}
