//! Rows to graphs.
//!
//! A [`KnowledgeGraph`] is made from a selection's [`Relations`](crate::query::Relations);
//! a [`Shape`] says which kinds of node it has. Nodes and edges come in one fixed order,
//! so whatever is made from a graph is the same on every run.

mod build;
mod knowledge;
mod node;
mod shape;

pub use knowledge::{Coverage, Edge, KnowledgeGraph, Relation};
pub use node::{Node, NodeKind};
pub use shape::{Shape, UnknownNodeKind};
