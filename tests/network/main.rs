//! Networks: from a database to a file, what must come out, and what goes wrong.

#[path = "../support/mod.rs"]
mod support;

mod dna;
mod formats;
mod measures;
mod projections;
