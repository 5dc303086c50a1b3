//! Cytoscape's JSON (.cyjs), which Cytoscape and Cytoscape.js read.

use crate::network::Portrait;
use serde_json::json;
use std::io::{self, Write};

/// A network.
///
/// # Errors
/// Writing fails.
pub fn cytoscape(out: &mut dyn Write, portrait: &Portrait) -> io::Result<()> {
    let nodes = portrait.nodes.iter().enumerate().map(|(at, node)| {
        json!({"data": {
            "id": format!("n{at}"),
            // Where networkx looks for the node itself.
            "value": format!("n{at}"),
            "name": node.name,
            "variable": node.variable,
            "statements": node.statements,
            "community": node.community + 1,
            "first": node.dates.map(|days| days.0),
            "last": node.dates.map(|days| days.1),
        }})
    });
    let links = portrait.links.iter().enumerate().map(|(at, link)| {
        json!({"data": {
            "id": format!("e{at}"),
            "source": format!("n{}", link.from),
            "target": format!("n{}", link.to),
            "weight": link.weight,
            "first": link.dates.map(|days| days.0),
            "last": link.dates.map(|days| days.1),
        }})
    });
    let whole = json!({
        "format_version": "1.0",
        "data": {"name": "network"},
        "directed": false,
        "multigraph": false,
        "elements": {
            "nodes": nodes.collect::<Vec<_>>(),
            "edges": links.collect::<Vec<_>>(),
        },
    });
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    writeln!(out)
}
