//! Networks: from a database to a file, what must come out, and what goes wrong.

#[path = "../support/mod.rs"]
mod support;

mod commands;
mod dna;
mod examples;
mod finished;
mod formats;
mod measures;
mod pictures;
mod projections;
mod strange;
