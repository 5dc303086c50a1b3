//! Who said what on a topic, when, which way, and the proof.
//!
//! onrecord reads news articles, finds each attributed statement, resolves who
//! speaks, links topics and agreements, decides the stance, and keeps all of it
//! in one SQLite file that can be asked and drawn.
//!
//! Data flows one way, and imports point only to the left:
//!
//! ```text
//! span, model <- lexicon <- source <- text <- article <- attribute <- resolve <- pipeline
//! model <- store <- query <- graph, network <- export <- cli
//! ```
//!
//! ARCHITECTURE.md has the map, the invariants and one article's path.

#![deny(missing_docs)]
#![deny(unsafe_code)]

pub mod article;
pub mod attribute;
pub mod cli;
pub mod eval;
pub mod export;
pub mod graph;
pub mod interchange;
pub mod lexicon;
pub mod model;
pub mod network;
pub mod pipeline;
pub mod query;
pub mod resolve;
pub mod source;
pub mod span;
pub mod store;
pub mod text;
pub mod wording;
