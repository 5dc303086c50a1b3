//! Typed questions to the store, and the rows that answer them.
//!
//! A question is made of names that [`Store::find`](crate::store::Store::find) has resolved
//! and of plain values; it becomes one prepared SQL statement, which can be printed.

mod coding;
mod filter;
mod lists;
mod provenance;
mod relations;
mod said;
mod shift;

pub use coding::coding;
pub use filter::{Filter, Order, Selection};
pub use lists::{
    AgreementEntry, ArticleEntry, SpeakerEntry, TopicEntry, agreements, articles, speakers, topics,
};
pub use provenance::{DecisionEntry, PassEntry, Provenance, provenance};
pub use relations::{AgreementNode, ArticleNode, Relations, StanceRow, relations};
pub use said::{Said, SaidSpeaker, SaidStance, said, said_sql};
pub use shift::{Position, Shift, Target, Turn, shift, shift_sql};
