//! Positions inside other people's statements.
//!
//! "He said that Russia considered it wrong": when Russia's president speaks, what he says of
//! Russia is his own statement; when somebody else does, it is a position of Russia as he
//! reports it.

use super::cast::Cast;
use super::names::Names;
use crate::model::{ActorKind, Statement};

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
    let own_voice = inside
        && inner.speakers.iter().all(|speaker| {
            matches!(speaker.name.as_str(), "I" | "we" | "We") && speaker.kind == ActorKind::Unknown
        });
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
