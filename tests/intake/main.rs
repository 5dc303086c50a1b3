//! From files to the record: what the reading of articles takes, refuses and gives.

#[path = "../support/mod.rs"]
mod support;

mod add;
mod any_bytes;
mod any_text;
mod bad_input;
mod containers;
mod demo;
mod extract;
mod hostile;
mod pages;
mod relink;
