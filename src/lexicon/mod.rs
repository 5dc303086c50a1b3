//! data/, compiled once: cue verbs, actors and offices, topics, agreements, stance words.
//!
//! Everything is read from tables that are part of the program; there is no I/O.

mod actors;
mod agreements;
mod calendar;
mod confidence;
mod cues;
mod first_names;
mod inflect;
mod phrases;
mod sieve;
mod stance;
mod table;
mod terms;
mod topics;
mod vocabulary;

pub use actors::{ActorId, Actors, Entry, Naming, Post, Reading, Tenure, Title};
pub use agreements::{AgreementEntry, Agreements, nouns};
pub use calendar::{month, weekday};
pub use confidence::Confidence;
pub use cues::{Cue, Cues, Frames};
pub use first_names::FirstNames;
pub use inflect::{Form, verb_forms};
pub use phrases::Found;
pub use stance::{Expression, Part, StanceWords};
pub use terms::{Hit, Terms, Word};
pub use topics::{Sign, TopicEntry, Topics, TopicsError, Weight};
pub use vocabulary::Key;

use sha2::{Digest, Sha256};
use std::sync::OnceLock;
use std::thread;

/// All lexicons.
pub struct Lexicon {
    /// Cue verbs and their frames.
    pub cues: Cues,
    /// Who can speak, with their names and offices.
    pub actors: Actors,
    /// What first names tell of gender.
    pub first_names: FirstNames,
    /// Topics and their terms.
    pub topics: &'static Topics,
    /// Agreements and their names.
    pub agreements: &'static Agreements,
    /// Words of position.
    pub stance: StanceWords,
    /// How often a stance that rests on such grounds was right.
    pub confidence: Confidence,
    fingerprint: String,
}

impl Lexicon {
    /// The lexicons that come with the program; compiled at the first call.
    pub fn shared() -> &'static Lexicon {
        static SHARED: OnceLock<Lexicon> = OnceLock::new();
        SHARED.get_or_init(|| {
            // Half of the work is the actors. The threads are none of the pool's, whose own may
            // be waiting here.
            thread::scope(|scope| {
                let others = scope.spawn(|| (Topics::shared(), Agreements::shared()));
                let actors = Actors::compile();
                let (cues, stance) = (Cues::compile(), StanceWords::compile());
                let first_names = FirstNames::compile(&actors);
                let (topics, agreements) = match others.join() {
                    Ok(others) => others,
                    Err(panic) => std::panic::resume_unwind(panic),
                };
                Lexicon {
                    cues,
                    actors,
                    first_names,
                    topics,
                    agreements,
                    stance,
                    confidence: Confidence::compile(),
                    fingerprint: fingerprint(),
                }
            })
        })
    }

    /// Hash over all tables of data/ that extraction reads, in hexadecimal.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

fn fingerprint() -> String {
    let mut hash = Sha256::new();
    for table in [
        cues::CUES,
        cues::EXPRESSIONS,
        actors::ACTORS,
        actors::PEOPLE,
        actors::OFFICES,
        topics::TOPICS,
        agreements::AGREEMENTS,
        stance::STANCE,
        confidence::CONFIDENCE,
    ] {
        hash.update(table.as_bytes());
        hash.update([0]);
    }
    hash.finalize()[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
