//! data/, compiled once: cue verbs, actors and offices, topics, agreements, stance words.
//!
//! Everything is read from tables that are part of the program; there is no I/O.

mod agreements;
mod cues;
mod inflect;
mod phrase;
mod stance;
mod table;
mod topics;

pub use agreements::{AgreementEntry, Agreements, nouns};
pub use cues::{Cue, Cues, Frames};
pub use inflect::{Form, verb_forms};
pub use phrase::{Hit, Phrases, Word};
pub use stance::{Expression, Part, StanceWords};
pub use topics::{TopicEntry, Topics, Weight};

use sha2::{Digest, Sha256};
use std::sync::OnceLock;

/// All lexicons.
pub struct Lexicon {
    /// Cue verbs and their frames.
    pub cues: Cues,
    /// Topics and their terms.
    pub topics: Topics,
    /// Agreements and their names.
    pub agreements: Agreements,
    /// Words of position.
    pub stance: StanceWords,
    fingerprint: String,
}

impl Lexicon {
    /// The lexicons that come with the program; compiled at the first call.
    pub fn shared() -> &'static Lexicon {
        static SHARED: OnceLock<Lexicon> = OnceLock::new();
        SHARED.get_or_init(|| Lexicon {
            cues: Cues::compile(),
            topics: Topics::compile(),
            agreements: Agreements::compile(),
            stance: StanceWords::compile(),
            fingerprint: fingerprint(),
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
        topics::TOPICS,
        agreements::AGREEMENTS,
        stance::STANCE,
    ] {
        hash.update(table.as_bytes());
        hash.update([0]);
    }
    hash.finalize()[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
