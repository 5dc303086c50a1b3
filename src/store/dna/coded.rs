//! A coded statement as the record has statements.

use super::import::PROGRAM;
use crate::model::{
    ActorKind, Attribution, Basis, Coding, DateTime, Kind, Label, Run, Speaker, Stance, Statement,
    TargetKind, Values, When,
};
use crate::span::Span;
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
    let engine = match coder {
        PROGRAM => "imported".to_owned(),
        coder => format!("coded by {coder}"),
    };
    Run {
        engine,
        version: "Discourse Network Analyzer 3".into(),
        fingerprint: String::new(),
    }
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
        let speaker = |name: String, kind, role| Speaker {
            name,
            kind,
            role,
            basis: Basis::Name,
            candidates: Vec::new(),
            confidence: None,
        };
        let organization = text("organization", at);
        let speaker = match text("person", at) {
            Some(person) => Some(speaker(person, ActorKind::Person, organization)),
            None => organization.map(|name| speaker(name, ActorKind::Organisation, None)),
        };
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
    let stance = coded.concept.clone().map(|target| Stance {
        target,
        target_kind: TargetKind::Topic,
        label: coded.label,
        evidence: vec![span],
        condition: Vec::new(),
        object: None,
        basis: "coded".into(),
        confidence: None,
    });
    Statement {
        attribution: Attribution {
            kind: kind(span.slice(text)),
            source: Vec::new(),
            cue: Vec::new(),
            content: vec![span],
            rule: "coded".into(),
            confidence: None,
        },
        speakers: coded.speaker.iter().cloned().collect(),
        addressee: None,
        said_on: coded.when.map(|when| When::from(when.date())),
        stances: stance.into_iter().collect(),
        utterance: 0,
        within: None,
    }
}

/// Coders do not say how words are reported; quotation marks do.
fn kind(words: &str) -> Kind {
    let words = words.trim();
    let opens = words.starts_with(['"', '“', '„', '«']);
    let closes = words.ends_with(['"', '”', '“', '»']);
    match (opens && closes, words.contains(['"', '“', '„', '«'])) {
        (true, _) => Kind::Direct,
        (false, true) => Kind::Mixed,
        (false, false) => Kind::Indirect,
    }
}
