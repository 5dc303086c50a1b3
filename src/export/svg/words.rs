//! The words of a diagram: tooltips, descriptions, names of kinds and relations.

use super::super::Caption;
use super::super::caption::counted;
use crate::graph::{Edge, KnowledgeGraph, Node, NodeKind, Relation};
use crate::model::{ActorKind, Date, Label};

/// Kinds of node as a heading: `Topics, agreements`.
pub fn kinds(kinds: &[NodeKind]) -> String {
    let names: Vec<String> = kinds.iter().map(|kind| format!("{kind}s")).collect();
    let mut heading = names.join(", ");
    if let Some(first) = heading.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    heading
}

/// A relation in the legend.
pub fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Stance(label) => label.name(),
        Relation::ReportedIn => "reported in",
        Relation::About => "about",
        Relation::PartyTo => "party to",
    }
}

/// What a pointer over a node shows.
pub fn node_tooltip(node: &Node) -> String {
    let what = match (node.kind, node.actor_kind) {
        (NodeKind::Speaker, Some(kind)) if kind != ActorKind::Unknown => {
            format!("speaker, {}", kind.name())
        }
        (kind, _) => kind.name().to_owned(),
    };
    let outlet = node.outlet.as_deref().map(|outlet| format!(", {outlet}"));
    format!(
        "{} ({what}{}): {}{}",
        node.label,
        outlet.unwrap_or_default(),
        counted(node.statements, "statement"),
        period(node.first, node.last),
    )
}

/// What a pointer over an edge shows.
pub fn edge_tooltip(from: &Node, edge: &Edge, to: &Node) -> String {
    let (from, to) = (&from.label, &to.label);
    let sentence = match edge.relation {
        Relation::Stance(Label::Support) => format!("{from} supports {to}"),
        Relation::Stance(Label::Oppose) => format!("{from} opposes {to}"),
        Relation::Stance(Label::Conditional) => format!("{from} is for {to} on a condition"),
        Relation::Stance(Label::Neutral) => format!("{from} takes no side on {to}"),
        Relation::ReportedIn => format!("{from} is reported in {to}"),
        Relation::About => format!("{from} is about {to}"),
        Relation::PartyTo => return format!("{from} is party to {to}"),
    };
    format!(
        "{sentence}: {} of {}{}",
        counted(edge.statements.len(), "statement"),
        counted(edge.utterances, "utterance"),
        period(edge.first, edge.last),
    )
}

/// The diagram in words, for those who do not see it: what it shows and its strongest lines.
pub fn description(graph: &KnowledgeGraph, caption: &Caption) -> String {
    const STRONGEST: usize = 8;
    let kinds = NodeKind::ALL.into_iter().filter_map(|kind| {
        let count = graph.nodes().filter(|(_, node)| node.kind == kind).count();
        (count > 0).then(|| counted(count, kind.name()))
    });
    let kinds: Vec<String> = kinds.collect();
    let mut stances: Vec<_> = graph
        .edges()
        .filter(|(_, _, _, edge)| edge.relation.label().is_some())
        .collect();
    stances.sort_by_key(|(_, _, _, edge)| std::cmp::Reverse(edge.statements.len()));
    let petgraph = graph.petgraph();
    let strongest: Vec<String> = stances
        .iter()
        .take(STRONGEST)
        .map(|&(_, from, to, edge)| edge_tooltip(&petgraph[from], edge, &petgraph[to]))
        .collect();
    let mut text = caption.provenance(graph.coverage());
    if !kinds.is_empty() {
        text += &format!(" A network of {}.", kinds.join(", "));
    }
    if !strongest.is_empty() {
        text += &format!(" Most often: {}.", strongest.join("; "));
    }
    text
}

fn period(first: Option<Date>, last: Option<Date>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first == last => format!(", {first}"),
        (Some(first), Some(last)) => format!(", {first} to {last}"),
        _ => String::new(),
    }
}
