//! Typed questions to the store, and the rows that answer them.
//!
//! A question is made of names that [`Store::find`](crate::store::Store::find) has resolved
//! and of plain values; it becomes one prepared SQL statement, which can be printed.

mod about;
mod change;
mod coding;
mod filter;
mod lists;
mod object;
mod open;
mod provenance;
mod relations;
mod said;
mod shift;
mod shifts;
mod utterances;
mod why;

pub use about::with_agreements;
pub use change::Change;
pub use coding::coding;
pub use filter::{Filter, Order, Selection};
pub use lists::{
    AgreementEntry, ArticleEntry, SkippedEntry, SpeakerEntry, TopicEntry, agreements, articles,
    skipped, speakers, topics,
};
pub use open::{OpenName, open_names};
pub use provenance::{DecisionEntry, PassEntry, Provenance, provenance};
pub use relations::{AgreementNode, ArticleNode, Entity, Relations, StanceRow, relations};
pub use said::{Said, SaidSpeaker, SaidStance, said, said_sql};
pub use shift::{Position, Shift, Target, Turn, shift, shift_sql};
pub use shifts::{Shifted, shifts};
pub use utterances::{Reports, Utterance, utterances};
pub use why::{FoundAs, Held, Quote, Reason, Why, WhyArticle, WhySpeaker, WhyStance, why};
