//! From files to the record: what the reading of articles takes, refuses and gives.

#[path = "../support/mod.rs"]
mod support;

mod add;
mod any_text;
mod bad_input;
mod demo;
mod extract;
mod relink;
