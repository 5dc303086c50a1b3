//! The record: what is kept, how it is asked, and what the reading commands print.

#[path = "../support/mod.rs"]
mod support;

#[path = "../../benches/generator/mod.rs"]
mod generator;

mod filters;
mod lists;
mod names;
mod relations;
mod said;
mod schema;
mod shift;
mod show;
mod store;
mod unclear;
