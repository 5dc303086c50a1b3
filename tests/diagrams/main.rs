//! Graphs and the files made from them.

mod formats;
mod graph;
mod graphviz;
mod svg;
mod world;
