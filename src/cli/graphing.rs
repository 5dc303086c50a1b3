//! Which graph is made of the record: options that the commands on graphs share.

use super::select::Select;
use crate::graph::{KnowledgeGraph, NodeKind, Shape, UnknownNodeKind};
use crate::query::{self, Selection};
use crate::store::Store;
use std::str::FromStr;

/// Options of every command that makes a graph.
#[derive(clap::Args)]
pub struct Graphing {
    #[command(flatten)]
    select: Select,
    /// Kinds of node to have, separated by commas: speaker, actor, topic, agreement, article
    #[arg(
        long,
        value_name = "KINDS",
        default_value = "speaker,actor,topic,agreement"
    )]
    nodes: Kinds,
    /// Link a speaker and a target only when so many statements do, whatever the positions
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_statements: usize,
}

/// A list of kinds of node.
#[derive(Clone)]
struct Kinds(Vec<NodeKind>);

impl FromStr for Kinds {
    type Err = UnknownNodeKind;

    fn from_str(list: &str) -> Result<Kinds, UnknownNodeKind> {
        Ok(Kinds(Shape::parse_nodes(list)?.into_iter().collect()))
    }
}

/// A graph and what it was asked for.
pub struct Graphed {
    pub graph: KnowledgeGraph,
    pub selection: Selection,
    pub shape: Shape,
}

impl Graphing {
    /// Makes the graph, and says on standard error when it is empty.
    pub fn graph(self, store: &Store) -> anyhow::Result<Graphed> {
        let selection = self.select.selection(store)?;
        let shape = Shape {
            nodes: self.nodes.0.into_iter().collect(),
            min_statements: self.min_statements,
        };
        let mut relations = query::relations(store, &selection)?;
        if shape.nodes.contains(&NodeKind::Article) {
            relations = relations.with_articles(store)?;
        }
        let graph = KnowledgeGraph::build(relations, &shape);
        if graph.nodes().next().is_none() {
            eprintln!("no statement with a known speaker and a position matches this selection");
        }
        Ok(Graphed {
            graph,
            selection,
            shape,
        })
    }
}
