//! What a first name tells of a person's gender, learnt from the people of the lexicon.

use super::actors::Actors;
use super::vocabulary::folded;
use crate::model::{ActorKind, Gender};
use rustc_hash::FxHashMap;

/// First names by gender.
pub struct FirstNames {
    genders: FxHashMap<String, Option<Gender>>,
}

impl FirstNames {
    pub(super) fn compile(actors: &Actors) -> FirstNames {
        let mut genders: FxHashMap<String, Option<Gender>> = FxHashMap::default();
        for (_, entry) in actors.all() {
            if entry.kind != ActorKind::Person || !entry.name.contains(' ') {
                continue;
            }
            let first = entry.name.split(' ').next().unwrap_or_default();
            genders
                .entry(folded(first).into_owned())
                .and_modify(|known| {
                    if *known != entry.gender {
                        *known = None;
                    }
                })
                .or_insert(entry.gender);
        }
        FirstNames { genders }
    }

    /// The gender of a first name, when all whom the lexicon knows by it agree.
    pub fn gender(&self, name: &str) -> Option<Gender> {
        self.genders.get(folded(name).as_ref()).copied().flatten()
    }
}
