//! GraphML with typed keys (<http://graphml.graphdrawing.org/specification.html>).
//!
//! Node ids are `n0`, `n1` ..., since the schema allows no blanks in an id; the stable id is
//! the key `name`, which is where igraph looks for a vertex's name.

use super::{Caption, escaped};
use crate::graph::{Edge, KnowledgeGraph, Node};
use std::fmt::Write;

/// A key: whom it is for, its name and its type.
type Key = (&'static str, &'static str, &'static str);

const KEYS: [Key; 19] = [
    ("graph", "title", "string"),
    ("graph", "provenance", "string"),
    ("node", "name", "string"),
    ("node", "label", "string"),
    ("node", "kind", "string"),
    ("node", "actor_kind", "string"),
    ("node", "outlet", "string"),
    ("node", "statements", "int"),
    ("node", "first", "string"),
    ("node", "last", "string"),
    ("edge", "relation", "string"),
    ("edge", "stance", "string"),
    ("edge", "weight", "double"),
    ("edge", "statements", "int"),
    ("edge", "utterances", "int"),
    ("edge", "first", "string"),
    ("edge", "last", "string"),
    ("edge", "statement_ids", "string"),
    ("edge", "label", "string"),
];

/// A graph with all its data.
pub(super) fn graphml(graph: &KnowledgeGraph, caption: &Caption) -> String {
    let mut out = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"\n",
        "    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n",
        "    xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns ",
        "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n",
    ));
    for (domain, name, kind) in KEYS {
        line(
            &mut out,
            1,
            &format!(
                "<key id=\"{domain}_{name}\" for=\"{domain}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
            ),
        );
    }
    line(
        &mut out,
        1,
        "<graph id=\"onrecord\" edgedefault=\"directed\">",
    );
    data(&mut out, 2, "graph_title", &caption.title);
    let provenance = caption.provenance(graph.coverage());
    data(&mut out, 2, "graph_provenance", &provenance);
    for (index, node) in graph.nodes() {
        line(&mut out, 2, &format!("<node id=\"n{}\">", index.index()));
        node_data(&mut out, node);
        line(&mut out, 2, "</node>");
    }
    for (index, from, to, edge) in graph.edges() {
        let [index, from, to] = [index.index(), from.index(), to.index()];
        line(
            &mut out,
            2,
            &format!("<edge id=\"e{index}\" source=\"n{from}\" target=\"n{to}\">"),
        );
        edge_data(&mut out, edge);
        line(&mut out, 2, "</edge>");
    }
    line(&mut out, 1, "</graph>");
    out.push_str("</graphml>\n");
    out
}

fn node_data(out: &mut String, node: &Node) {
    data(out, 3, "node_name", &node.id());
    data(out, 3, "node_label", &node.label);
    data(out, 3, "node_kind", node.kind.name());
    if let Some(kind) = node.actor_kind {
        data(out, 3, "node_actor_kind", kind.name());
    }
    if let Some(outlet) = &node.outlet {
        data(out, 3, "node_outlet", outlet);
    }
    data(out, 3, "node_statements", &node.statements.to_string());
    if let Some(first) = node.first {
        data(out, 3, "node_first", &first.to_string());
    }
    if let Some(last) = node.last {
        data(out, 3, "node_last", &last.to_string());
    }
}

fn edge_data(out: &mut String, edge: &Edge) {
    let statements = edge.statements.len();
    data(out, 3, "edge_relation", edge.relation.name());
    if let Some(label) = edge.relation.label() {
        data(out, 3, "edge_stance", label.name());
    }
    // A fact without statements weighs as much as one statement: weights of zero are
    // edges that are not there to many programs.
    data(out, 3, "edge_weight", &format!("{}.0", statements.max(1)));
    data(out, 3, "edge_statements", &statements.to_string());
    data(out, 3, "edge_utterances", &edge.utterances.to_string());
    if let Some(first) = edge.first {
        data(out, 3, "edge_first", &first.to_string());
    }
    if let Some(last) = edge.last {
        data(out, 3, "edge_last", &last.to_string());
    }
    let ids: Vec<String> = edge.statements.iter().map(i64::to_string).collect();
    data(out, 3, "edge_statement_ids", &ids.join(" "));
    let label = edge.relation.label();
    let label = label.map_or(edge.relation.name(), |label| label.name());
    data(out, 3, "edge_label", label);
}

fn data(out: &mut String, depth: usize, key: &str, value: &str) {
    line(
        out,
        depth,
        &format!("<data key=\"{key}\">{}</data>", escaped(value)),
    );
}

fn line(out: &mut String, depth: usize, content: &str) {
    // Writing to a String does not fail.
    let _ = writeln!(out, "{:indent$}{content}", "", indent = depth * 2);
}
