//! Graphs and the files made from them.

#[path = "../support/mod.rs"]
mod support;

mod commands;
mod formats;
mod graph;
mod graphviz;
mod svg;
mod world;
