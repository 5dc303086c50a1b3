//! GraphML with typed keys (<http://graphml.graphdrawing.org/specification.html>).

use super::csv::number;
use crate::export::escaped;
use crate::network::Portrait;
use std::io::{self, Write};

/// The keys: for what, name, type.
const KEYS: [(&str, &str, &str); 10] = [
    ("node", "name", "string"),
    ("node", "variable", "string"),
    ("node", "bipartite", "int"),
    ("node", "statements", "int"),
    ("node", "community", "int"),
    ("node", "first", "string"),
    ("node", "last", "string"),
    ("edge", "weight", "double"),
    ("edge", "first", "string"),
    ("edge", "last", "string"),
];

/// A network. The key `bipartite` tells rows, 0, from columns, 1, as networkx has it.
///
/// # Errors
/// Writing fails.
pub fn graphml(out: &mut dyn Write, portrait: &Portrait) -> io::Result<()> {
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(
        out,
        r#"<graphml xmlns="http://graphml.graphdrawing.org/xmlns">"#
    )?;
    for (of, name, kind) in KEYS {
        writeln!(
            out,
            r#"  <key id="{of}_{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>"#
        )?;
    }
    writeln!(out, r#"  <graph id="network" edgedefault="undirected">"#)?;
    for (at, node) in portrait.nodes.iter().enumerate() {
        writeln!(out, r#"    <node id="n{at}">"#)?;
        data(out, "node_name", &node.name)?;
        data(out, "node_variable", &node.variable)?;
        data(out, "node_bipartite", if node.is_row { "0" } else { "1" })?;
        data(out, "node_statements", &node.statements.to_string())?;
        data(out, "node_community", &(node.community + 1).to_string())?;
        if let Some((first, last)) = node.dates {
            data(out, "node_first", &first.to_string())?;
            data(out, "node_last", &last.to_string())?;
        }
        writeln!(out, "    </node>")?;
    }
    for (at, link) in portrait.links.iter().enumerate() {
        let (from, to) = (link.from, link.to);
        writeln!(
            out,
            r#"    <edge id="e{at}" source="n{from}" target="n{to}">"#
        )?;
        data(out, "edge_weight", &number(link.weight))?;
        if let Some((first, last)) = link.dates {
            data(out, "edge_first", &first.to_string())?;
            data(out, "edge_last", &last.to_string())?;
        }
        writeln!(out, "    </edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}

fn data(out: &mut dyn Write, key: &str, value: &str) -> io::Result<()> {
    writeln!(out, r#"      <data key="{key}">{}</data>"#, escaped(value))
}
