//! Graphs and the files made from them.

mod world;
