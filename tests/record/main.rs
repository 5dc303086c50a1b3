//! The record: what is kept, how it is asked, and what the reading commands print.

#[path = "../support/mod.rs"]
mod support;

#[path = "../../benches/generator/mod.rs"]
mod generator;

mod chains;
mod decisions;
mod filters;
mod lists;
mod names;
mod relations;
mod repeats;
mod said;
mod schema;
mod shift;
mod shifts;
mod show;
mod spelling;
mod store;
mod unclear;
mod utterances;
mod versions;
mod whole;
mod why;
