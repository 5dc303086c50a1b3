//! JSON in the node-link form: `nodes` and `links`, as D3 and networkx read it.

use super::Caption;
use crate::graph::KnowledgeGraph;
use crate::model::{ActorKind, Date, Label};
use serde::Serialize;

#[derive(Serialize)]
struct NodeLink<'a> {
    directed: bool,
    multigraph: bool,
    graph: About<'a>,
    nodes: Vec<NodeObject<'a>>,
    links: Vec<LinkObject<'a>>,
}

#[derive(Serialize)]
struct About<'a> {
    title: &'a str,
    selection: &'a str,
    statements: usize,
    utterances: usize,
    articles: usize,
    first: Option<Date>,
    last: Option<Date>,
}

#[derive(Serialize)]
struct NodeObject<'a> {
    id: String,
    kind: &'static str,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    actor_kind: Option<ActorKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outlet: Option<&'a str>,
    statements: usize,
    first: Option<Date>,
    last: Option<Date>,
}

#[derive(Serialize)]
struct LinkObject<'a> {
    source: String,
    target: String,
    /// Tells parallel links apart, as networkx's multigraphs need.
    key: &'static str,
    relation: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    stance: Option<Label>,
    statements: usize,
    utterances: usize,
    first: Option<Date>,
    last: Option<Date>,
    statement_ids: &'a [i64],
}

/// A graph with all its data.
pub(super) fn json(graph: &KnowledgeGraph, caption: &Caption) -> String {
    let coverage = graph.coverage();
    let petgraph = graph.petgraph();
    let nodes = graph.nodes().map(|(_, node)| NodeObject {
        id: node.id(),
        kind: node.kind.name(),
        label: &node.label,
        actor_kind: node.actor_kind,
        outlet: node.outlet.as_deref(),
        statements: node.statements,
        first: node.first,
        last: node.last,
    });
    let links = graph.edges().map(|(_, from, to, edge)| LinkObject {
        source: petgraph[from].id(),
        target: petgraph[to].id(),
        key: edge
            .relation
            .label()
            .map_or(edge.relation.name(), Label::name),
        relation: edge.relation.name(),
        stance: edge.relation.label(),
        statements: edge.statements.len(),
        utterances: edge.utterances,
        first: edge.first,
        last: edge.last,
        statement_ids: &edge.statements,
    });
    let whole = NodeLink {
        directed: true,
        multigraph: true,
        graph: About {
            title: &caption.title,
            selection: &caption.selection,
            statements: coverage.statements,
            utterances: coverage.utterances,
            articles: coverage.articles,
            first: coverage.first,
            last: coverage.last,
        },
        nodes: nodes.collect(),
        links: links.collect(),
    };
    // Strings, numbers and dates: there is nothing here that JSON cannot hold.
    serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
}
