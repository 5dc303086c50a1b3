//! Statements that people coded, as the record has statements.

use crate::model::{
    ActorKind, Attribution, Basis, Date, Kind, Label, Run, Speaker, Stance, Statement, TargetKind,
    When,
};
use crate::span::Span;
use rusqlite::{Connection, params};

/// The run of everything that a person coded with a program.
pub(super) fn run(coder: &str, program: &str) -> Run {
    Run {
        engine: format!("coded by {coder}"),
        version: program.into(),
        fingerprint: String::new(),
    }
}

/// The person speaks in the role of the organization, or else the organization.
pub(super) fn speaker(person: Option<String>, organization: Option<String>) -> Option<Speaker> {
    let speaker = |name: String, kind, role| Speaker {
        name,
        kind,
        role,
        basis: Basis::Name,
        candidates: Vec::new(),
        confidence: None,
    };
    match person {
        Some(person) => Some(speaker(person, ActorKind::Person, organization)),
        None => organization.map(|name| speaker(name, ActorKind::Organisation, None)),
    }
}

/// A coded statement over a span of a text.
pub(super) fn statement(
    text: &str,
    span: Span,
    speaker: Option<Speaker>,
    position: Option<(String, Label)>,
    said_on: Option<Date>,
) -> Statement {
    let stance = position.map(|(target, label)| Stance {
        target,
        target_kind: TargetKind::Topic,
        label,
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
        speakers: speaker.into_iter().collect(),
        addressee: None,
        said_on: said_on.map(When::from),
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

/// Accepts a statement on record that a person coded too; what somebody decided before, stays.
pub(super) fn accept(
    connection: &Connection,
    statement: i64,
    coder: &str,
    at: &str,
) -> rusqlite::Result<()> {
    let changed = connection
        .prepare_cached(
            "UPDATE statement SET standing = 'accepted' WHERE id = ?1 AND standing = 'machine'",
        )?
        .execute([statement])?;
    if changed > 0 {
        connection
            .prepare_cached(
                "INSERT INTO decision (verdict, statement, by, at) VALUES ('accept', ?1, ?2, ?3)",
            )?
            .execute(params![statement, coder, at])?;
    }
    Ok(())
}
