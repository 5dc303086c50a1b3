//! The knowledge graph as a list of its edges.

use super::database::Database;
use super::graphing::Graphing;
use super::output::{Printing, Record, cell, print_all};
use crate::graph::{KnowledgeGraph, NodeKind};
use crate::model::{Date, Label};
use serde::Serialize;
use std::cmp::Reverse;
use std::io::Write;
use std::process::ExitCode;

/// List the edges of the knowledge graph: who takes which position toward what, and how often
///
/// A stance edge joins a speaker to a topic, an agreement or an actor, one for each position.
/// With articles among the nodes there are also the edges reported-in, from a speaker to an
/// article, and about, from an article to what it is about; party-to joins a state to an
/// agreement. `onrecord export` writes the same graph as a diagram or a file for other programs.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  onrecord graph --topic trade
  onrecord graph --speaker biden --since 2021 --min-statements 2
  onrecord graph --nodes speaker,agreement --format csv > edges.csv")]
pub struct Args {
    #[command(flatten)]
    graphing: Graphing,
    #[command(flatten)]
    printing: Printing,
    #[command(flatten)]
    database: Database,
}

impl Args {
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let graph = self.graphing.graph(&self.database.read()?)?.graph;
        let edges = edges(&graph, self.printing.one_more());
        print_all(out, &self.printing, &edges, "edges")?;
        eprintln!("{}", size(&graph));
        // The program ends: what a large graph holds is left to the system.
        std::mem::forget(graph);
        Ok(ExitCode::SUCCESS)
    }
}

/// An edge with its ends.
#[derive(Serialize)]
struct EdgeRow {
    source: String,
    source_kind: &'static str,
    relation: &'static str,
    stance: Option<Label>,
    target: String,
    target_kind: &'static str,
    statements: usize,
    utterances: usize,
    first: Option<Date>,
    last: Option<Date>,
    statement_ids: Vec<i64>,
}

/// The edges, those of most statements first, and no more than `most`.
fn edges(graph: &KnowledgeGraph, most: Option<usize>) -> Vec<EdgeRow> {
    let nodes = graph.petgraph();
    let edges: Vec<_> = graph.edges().collect();
    let mut order: Vec<_> = edges
        .iter()
        .map(|(.., edge)| Reverse(edge.statements.len()))
        .zip(0..)
        .collect();
    // Those that are printed, before they are put in their order.
    if let Some(most) = most.filter(|&most| most < order.len()) {
        order.select_nth_unstable(most);
        order.truncate(most);
    }
    order.sort_unstable();
    order
        .into_iter()
        .map(|(_, at): (_, usize)| edges[at])
        .map(|(_, source, target, edge)| EdgeRow {
            source: nodes[source].label.clone(),
            source_kind: nodes[source].kind.name(),
            relation: edge.relation.name(),
            stance: edge.relation.label(),
            target: nodes[target].label.clone(),
            target_kind: nodes[target].kind.name(),
            statements: edge.statements.len(),
            utterances: edge.utterances,
            first: edge.first,
            last: edge.last,
            statement_ids: edge.statements.clone(),
        })
        .collect()
}

/// How many nodes of each kind there are, and how many edges.
fn size(graph: &KnowledgeGraph) -> String {
    let kinds = NodeKind::ALL.into_iter().filter_map(|kind| {
        let count = graph.nodes().filter(|(_, node)| node.kind == kind).count();
        let ending = if count == 1 { "" } else { "s" };
        (count > 0).then(|| format!("{count} {kind}{ending}"))
    });
    let mut parts: Vec<String> = kinds.collect();
    let edges = graph.edges().count();
    let ending = if edges == 1 { "" } else { "s" };
    parts.push(format!("{edges} edge{ending}"));
    parts.join(", ")
}

impl Record for EdgeRow {
    const COLUMNS: &'static [&'static str] = &[
        "source",
        "source_kind",
        "relation",
        "stance",
        "target",
        "target_kind",
        "statements",
        "utterances",
        "first",
        "last",
        "statement_ids",
    ];
    const SHOWN: &'static [&'static str] = &[
        "source",
        "relation",
        "target",
        "statements",
        "utterances",
        "first",
        "last",
    ];

    fn cells(&self) -> Vec<String> {
        let ids: Vec<String> = self.statement_ids.iter().map(i64::to_string).collect();
        vec![
            self.source.clone(),
            self.source_kind.into(),
            self.relation.into(),
            cell(self.stance),
            self.target.clone(),
            self.target_kind.into(),
            self.statements.to_string(),
            self.utterances.to_string(),
            cell(self.first),
            cell(self.last),
            ids.join(" "),
        ]
    }

    fn shown(&self) -> Vec<String> {
        vec![
            self.source.clone(),
            self.stance.map_or(self.relation, Label::name).into(),
            self.target.clone(),
            self.statements.to_string(),
            self.utterances.to_string(),
            cell(self.first),
            cell(self.last),
        ]
    }
}
