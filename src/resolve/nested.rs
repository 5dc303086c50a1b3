//! Positions inside other people's statements.
//!
//! "He said that Russia considered it wrong": when Russia's president speaks, what he says of
//! Russia is his own statement; when somebody else does, it is a position of Russia as he
//! reports it.

use super::cast::Cast;
use super::names::Names;
use crate::attribute::lexicon::cited::{CITES, CITING};
use crate::model::{ActorKind, Label, Speaker, Statement};
use crate::span::Span;
use std::collections::BTreeSet;

/// Drops statements of a state inside a statement of its own office holder.
pub(super) fn drop_own_country(cast: &Cast, names: Names<'_>, statements: &mut Vec<Statement>) {
    let outer: Vec<bool> = (0..statements.len())
        .map(|inner| {
            statements.iter().enumerate().any(|(at, around)| {
                at != inner && speaks_for(cast, names, around, &statements[inner])
            })
        })
        .collect();
    let mut at = 0;
    statements.retain(|_| {
        at += 1;
        !outer[at - 1]
    });
}

fn speaks_for(cast: &Cast, names: Names<'_>, around: &Statement, inner: &Statement) -> bool {
    let inside = match (around.attribution.extent(), inner.attribution.extent()) {
        (Some(around), Some(inner)) => around.contains(inner) && around != inner,
        _ => false,
    };
    // "I am certain" inside a message: its author's own words.
    let own_voice = inside && inner.speakers.iter().all(is_first_person);
    own_voice && !inner.speakers.is_empty()
        || inside
            && !inner.speakers.is_empty()
            && inner.speakers.iter().all(|speaker| {
                matches!(speaker.kind, ActorKind::State | ActorKind::Body)
                    && around.speakers.iter().any(|voice| {
                        voice.name == speaker.name
                            || cast.members.iter().any(|member| {
                                member.name == voice.name
                                    && member.titles.iter().any(|title| {
                                        title.actor.is_some_and(|actor| {
                                            names.entry(actor).name == speaker.name
                                        })
                                    })
                            })
                    })
            })
}

/// Takes "I" and "we" from the speakers: whose words they are the text does not tell, and they are
/// no name under which the statements of many people may meet.
pub(super) fn drop_first_person(statements: &mut [Statement]) {
    for statement in statements {
        statement
            .speakers
            .retain(|speaker| !is_first_person(speaker));
    }
}

fn is_first_person(speaker: &Speaker) -> bool {
    speaker.kind == ActorKind::Unknown && matches!(speaker.name.as_str(), "I" | "we" | "We")
}

/// Notes for each statement in whose statement it is told: "TASS cites Peskov as saying that
/// Putin told Biden" is three, each within the one before. What the article's own outlet says
/// it says is no further hand: the outlet tells everything in the article.
pub(super) fn chain(outlet: Option<&str>, statements: &mut [Statement]) {
    // Outer ones first: by where they begin, the longer before the shorter.
    let mut order: Vec<(usize, Span)> = statements
        .iter()
        .enumerate()
        .filter_map(|(at, statement)| Some((at, statement.attribution.extent()?)))
        .collect();
    order.sort_by_key(|&(at, extent)| {
        let passed_on = statements[at].attribution.rule.starts_with(CITING);
        (extent.start, std::cmp::Reverse(extent.end), passed_on, at)
    });
    let mut around: Vec<(usize, Span)> = Vec::new();
    for (at, extent) in order {
        around.retain(|(_, outer)| outer.end > extent.start);
        let told = around.iter().rev().find(|&&(outer, _)| {
            is_told(&statements[outer], &statements[at])
                && !is_same_voice(&statements[outer], &statements[at])
                && !is_outlet(outlet, &statements[outer])
        });
        statements[at].within = told.map(|&(outer, _)| outer);
        around.push((at, extent));
    }
}

/// A publisher that passes on what somebody else says takes no side in it.
pub(super) fn quiet_messengers(statements: &mut [Statement]) {
    let outer: BTreeSet<usize> = statements.iter().filter_map(|one| one.within).collect();
    for at in outer {
        let Some(statement) = statements.get_mut(at) else {
            continue;
        };
        let press = !statement.speakers.is_empty()
            && statement
                .speakers
                .iter()
                .all(|speaker| speaker.kind == ActorKind::Outlet);
        if press || statement.attribution.rule == CITES {
            for stance in &mut statement.stances {
                stance.label = Label::Neutral;
                stance.condition.clear();
                stance.confidence = None;
                stance.basis.push_str("; it passes on what another says");
            }
        }
    }
}

/// Whether the inner statement stands whole, cue and all, in the words of the outer one.
fn is_told(outer: &Statement, inner: &Statement) -> bool {
    let (outer, inner) = (&outer.attribution, &inner.attribution);
    let Some(told) = outer.extent() else {
        return false;
    };
    // "reported, citing Peskov, that": one clause, passed on.
    if inner.rule.starts_with(CITING) && outer.rule == CITES {
        return outer.content == inner.content;
    }
    !inner.cue.is_empty()
        && inner
            .cue
            .iter()
            .chain(&inner.content)
            .all(|span| told.contains(*span))
        && inner
            .cue
            .iter()
            .all(|cue| outer.content.iter().any(|piece| piece.contains(*cue)))
}

/// "supported the decision and called on Moscow to return": one voice, however it is cut.
fn is_same_voice(outer: &Statement, inner: &Statement) -> bool {
    inner.speakers.iter().any(|speaker| {
        outer
            .speakers
            .iter()
            .any(|other| other.name == speaker.name)
    })
}

fn is_outlet(outlet: Option<&str>, statement: &Statement) -> bool {
    outlet.is_some_and(|outlet| {
        !statement.speakers.is_empty()
            && statement
                .speakers
                .iter()
                .all(|speaker| speaker.name.eq_ignore_ascii_case(outlet))
    })
}
