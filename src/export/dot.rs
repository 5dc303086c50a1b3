//! Graphviz DOT.
//!
//! graphviz-rust prints ids and values as they are given, so quoting is done here, by
//! [`quoted`] and nowhere else.

use super::Caption;
use super::style::{Widths, fill, stroke};
use super::xml::legible;
use crate::graph::{Edge, KnowledgeGraph, Node};
use graphviz_rust::dot_structures::{
    Attribute, Edge as DotEdge, EdgeTy, Graph, GraphAttributes, Id, Node as DotNode, NodeId, Stmt,
    Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

/// A graph with all its data, ready for Graphviz's `dot`.
pub(super) fn dot(graph: &KnowledgeGraph, caption: &Caption) -> String {
    let widths = Widths::over(graph.edges().map(|(_, _, _, edge)| edge));
    let provenance = caption.provenance(graph.coverage());
    let mut stmts = vec![
        Stmt::GAttribute(GraphAttributes::Graph(vec![
            text("label", &format!("{}\n{provenance}", caption.title)),
            text("labelloc", "t"),
            text("rankdir", "LR"),
            text("ranksep", "2.5"),
            text("nodesep", "0.2"),
            text("fontname", "Helvetica,Arial,sans-serif"),
        ])),
        Stmt::GAttribute(GraphAttributes::Node(vec![
            text("fontname", "Helvetica,Arial,sans-serif"),
            text("fontsize", "11"),
        ])),
        Stmt::GAttribute(GraphAttributes::Edge(vec![
            text("fontname", "Helvetica,Arial,sans-serif"),
            text("fontsize", "9"),
            text("arrowsize", "0.6"),
        ])),
    ];
    stmts.extend(graph.nodes().map(|(_, node)| {
        Stmt::Node(DotNode {
            id: node_id(node),
            attributes: node_attributes(node),
        })
    }));
    let petgraph = graph.petgraph();
    stmts.extend(graph.edges().map(|(_, from, to, edge)| {
        let [from, to] = [from, to].map(|end| Vertex::N(node_id(&petgraph[end])));
        Stmt::Edge(DotEdge {
            ty: EdgeTy::Pair(from, to),
            attributes: edge_attributes(edge, &widths),
        })
    }));
    let graph = Graph::DiGraph {
        id: Id::Plain("onrecord".to_owned()),
        strict: false,
        stmts,
    };
    graph.print(&mut PrinterContext::default()) + "\n"
}

fn node_id(node: &Node) -> NodeId {
    NodeId(Id::Escaped(quoted(&node.id())), None)
}

fn node_attributes(node: &Node) -> Vec<Attribute> {
    let look = fill(node.kind);
    let mut attributes = vec![
        text("label", &node.label),
        text("kind", node.kind.name()),
        text("statements", &node.statements.to_string()),
        text("shape", look.shape),
        text("style", look.graphviz),
        text("fillcolor", look.inside),
        text("color", look.border),
    ];
    if let Some(kind) = node.actor_kind {
        attributes.push(text("actor_kind", kind.name()));
    }
    if let Some(outlet) = &node.outlet {
        attributes.push(text("outlet", outlet));
    }
    attributes.extend(node.first.map(|day| text("first", &day.to_string())));
    attributes.extend(node.last.map(|day| text("last", &day.to_string())));
    attributes
}

fn edge_attributes(edge: &Edge, widths: &Widths) -> Vec<Attribute> {
    let line = stroke(edge.relation);
    let mut attributes = vec![text("relation", edge.relation.name())];
    if let Some(label) = edge.relation.label() {
        let ids: Vec<String> = edge.statements.iter().map(i64::to_string).collect();
        attributes.extend([
            text("stance", label.name()),
            text("statements", &edge.statements.len().to_string()),
            text("utterances", &edge.utterances.to_string()),
            text("statement_ids", &ids.join(" ")),
        ]);
        if edge.statements.len() > 1 {
            attributes.push(text("label", &edge.statements.len().to_string()));
        }
    } else {
        attributes.extend([text("arrowhead", "none"), text("constraint", "false")]);
    }
    attributes.extend(edge.first.map(|day| text("first", &day.to_string())));
    attributes.extend(edge.last.map(|day| text("last", &day.to_string())));
    attributes.extend([
        text("color", line.colour),
        text("style", line.graphviz),
        text("penwidth", &format!("{:.1}", widths.of_edge(edge))),
    ]);
    attributes
}

/// An attribute whose value is text.
fn text(name: &str, value: &str) -> Attribute {
    Attribute(Id::Plain(name.to_owned()), Id::Escaped(quoted(value)))
}

/// A DOT string for any text, with its quotation marks.
///
/// Backslashes are doubled, or Graphviz would take `\N` or `\l` in a name for one of its
/// escapes. Line ends become `\n`. An ampersand that begins a character entity is itself
/// written as one, since Graphviz resolves entities in labels. Characters that no SVG may
/// hold become U+FFFD.
///
/// ```
/// use onrecord::export::quoted;
/// assert_eq!(quoted(r#"the "Quad" \ AT&amp;T"#), r#""the \"Quad\" \\ AT&amp;amp;T""#);
/// ```
pub fn quoted(text: &str) -> String {
    let text = legible(text);
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => {
                if !rest.as_str().starts_with('\n') {
                    out.push_str("\\n");
                }
            }
            '&' if begins_entity(rest.as_str()) => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The text of a DOT string as [`quoted`] writes it; `None` for anything else.
///
/// What comes back is the text that was given, with line ends as `\n` and U+FFFD for what
/// was not legible.
pub fn unquoted(string: &str) -> Option<String> {
    let inner = string.strip_prefix('"')?.strip_suffix('"')?;
    let mut out = String::with_capacity(inner.len());
    let mut rest = inner.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.next()? {
                'n' => out.push('\n'),
                c @ ('"' | '\\') => out.push(c),
                _ => return None,
            },
            '"' => return None,
            '&' => {
                out.push('&');
                if let Some(after) = rest.as_str().strip_prefix("amp;") {
                    rest = after.chars();
                }
            }
            c => out.push(c),
        }
    }
    Some(out)
}

/// Whether what follows an ampersand makes a character entity of it.
fn begins_entity(rest: &str) -> bool {
    let name = rest.strip_prefix('#').unwrap_or(rest);
    let after = name.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    after.len() < name.len() && after.starts_with(';')
}
