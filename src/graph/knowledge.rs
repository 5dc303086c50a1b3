use super::{Node, Shape};
use crate::model::{Date, Label};
use crate::query::Relations;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use std::fmt;

/// What an edge says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// A speaker's position toward a topic, an agreement or an actor.
    Stance(Label),
    /// A speaker's statements are reported in an article.
    ReportedIn,
    /// An article is about a topic or an agreement.
    About,
    /// A state or body is party to an agreement.
    PartyTo,
}

impl Relation {
    /// The relation's name in files: `stance`, `reported-in`, `about`, `party-to`.
    pub fn name(self) -> &'static str {
        match self {
            Relation::Stance(_) => "stance",
            Relation::ReportedIn => "reported-in",
            Relation::About => "about",
            Relation::PartyTo => "party-to",
        }
    }

    /// The position, for stances.
    pub fn label(self) -> Option<Label> {
        match self {
            Relation::Stance(label) => Some(label),
            _ => None,
        }
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A relation with the statements that it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// What it says.
    pub relation: Relation,
    /// Database ids of the statements, ascending; empty for `party-to`, which is a fact
    /// of the agreement.
    pub statements: Vec<i64>,
    /// How many distinct utterances these statements report.
    pub utterances: usize,
    /// Date of the earliest statement.
    pub first: Option<Date>,
    /// Date of the latest statement.
    pub last: Option<Date>,
}

/// What a graph rests on, for the line of provenance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Distinct statements.
    pub statements: usize,
    /// Distinct utterances that they report.
    pub utterances: usize,
    /// Distinct articles that report them.
    pub articles: usize,
    /// Date of the earliest statement.
    pub first: Option<Date>,
    /// Date of the latest statement.
    pub last: Option<Date>,
}

/// Speakers, what they take positions toward, and where it is reported.
///
/// There is one stance edge for each speaker, target and label. Nodes are ordered by kind
/// and then name, edges by source, target and relation.
#[derive(Debug, Clone)]
pub struct KnowledgeGraph {
    graph: DiGraph<Node, Edge>,
    coverage: Coverage,
}

impl KnowledgeGraph {
    /// The graph of a selection.
    ///
    /// Only statements toward a target that the shape shows count; when it shows articles
    /// and no kind of target, all do. A target that speaks in the selection is one node, a
    /// speaker. An agreement's parties get no nodes of their own: a `party-to` edge is there when the party is a
    /// speaker or an actor of the graph.
    pub fn build(relations: Relations, shape: &Shape) -> KnowledgeGraph {
        super::build::build(relations, shape)
    }

    pub(super) fn new(graph: DiGraph<Node, Edge>, coverage: Coverage) -> KnowledgeGraph {
        KnowledgeGraph { graph, coverage }
    }

    /// The graph itself, for algorithms.
    pub fn petgraph(&self) -> &DiGraph<Node, Edge> {
        &self.graph
    }

    /// What the graph rests on.
    pub fn coverage(&self) -> &Coverage {
        &self.coverage
    }

    /// The nodes with their indices, in order.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeIndex, &Node)> {
        self.graph
            .node_indices()
            .map(|index| (index, &self.graph[index]))
    }

    /// The edges with their indices and ends, in order.
    pub fn edges(&self) -> impl Iterator<Item = (EdgeIndex, NodeIndex, NodeIndex, &Edge)> {
        self.graph
            .edge_references()
            .map(|edge| (edge.id(), edge.source(), edge.target(), edge.weight()))
    }
}
