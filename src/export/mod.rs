//! Graphs to files: one format a file.
//!
//! Every format is made from a [`KnowledgeGraph`] and a [`Caption`]; the same graph and
//! caption give the same bytes. DOT, JSON and GraphML carry the graph with all its data;
//! SVG is a diagram for a report. `docs/diagrams.md` describes each.

mod caption;
mod dot;
mod graphml;
mod json;
mod jsonld;
mod layout;
mod style;
mod svg;
mod xml;

pub mod network;
pub mod plot;

pub use caption::Caption;
pub use dot::{quoted, unquoted};
pub use jsonld::jsonld;
pub use layout::{GraphvizError, LayoutEngine};
pub use xml::escaped;

use crate::graph::KnowledgeGraph;
use std::fmt;

/// A file format for graphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Graphviz DOT.
    Dot,
    /// A drawn diagram.
    Svg,
    /// JSON in the node-link form that D3 and networkx read.
    Json,
    /// GraphML with typed keys, for Gephi, yEd, networkx and igraph.
    Graphml,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 4] = [Format::Dot, Format::Svg, Format::Json, Format::Graphml];

    /// The format's name in options, which is also the usual file extension.
    pub fn name(self) -> &'static str {
        match self {
            Format::Dot => "dot",
            Format::Svg => "svg",
            Format::Json => "json",
            Format::Graphml => "graphml",
        }
    }

    /// The format with that name.
    pub fn from_name(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Writes a graph in a format.
///
/// `engine` places the nodes of an SVG; the other formats carry no positions.
///
/// # Errors
/// [`GraphvizError`] when the SVG is to be laid out by Graphviz and that fails. With
/// [`LayoutEngine::Layered`] nothing fails.
///
/// ```
/// use onrecord::export::{Caption, Format, LayoutEngine, render};
/// use onrecord::graph::{KnowledgeGraph, Shape};
/// use onrecord::query::Relations;
///
/// let graph = KnowledgeGraph::build(Relations::default(), &Shape::default());
/// let caption = Caption::new("Nobody said anything");
/// let svg = render(&graph, &caption, Format::Svg, &LayoutEngine::Layered).unwrap();
/// assert!(svg.contains("Nobody said anything"));
/// ```
pub fn render(
    graph: &KnowledgeGraph,
    caption: &Caption,
    format: Format,
    engine: &LayoutEngine,
) -> Result<String, GraphvizError> {
    Ok(match format {
        Format::Dot => dot::dot(graph, caption),
        Format::Svg => svg::svg(graph, caption, engine)?,
        Format::Json => json::json(graph, caption),
        Format::Graphml => graphml::graphml(graph, caption),
    })
}
