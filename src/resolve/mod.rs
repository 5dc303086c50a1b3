//! Attributions to statements: names, coreference, roles, topics, agreements, stance, utterances.

pub mod agreements;
pub mod stance;
pub mod targets;
pub mod topics;
pub mod words;
