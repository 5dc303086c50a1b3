//! GraphML with typed keys (<http://graphml.graphdrawing.org/specification.html>).

use super::colour;
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

/// For whom a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Flavour {
    /// Any reader.
    #[default]
    Plain,
    /// visone (<https://visone.ethz.ch>), with names, colours and widths to see: data of yEd's
    /// form (<https://docs.yworks.com/yfiles/doc/developers-guide/graphml.html>) in visone's.
    Visone,
}

/// What visone's form declares besides.
const VISONE: &str =
    r#" xmlns:visone="http://visone.info/xmlns" xmlns:y="http://www.yworks.com/xml/graphml""#;

/// A network. The key `bipartite` tells rows, 0, from columns, 1, as networkx has it.
///
/// # Errors
/// Writing fails.
pub fn graphml(out: &mut dyn Write, portrait: &Portrait, flavour: Flavour) -> io::Result<()> {
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(
        out,
        r#"<graphml xmlns="http://graphml.graphdrawing.org/xmlns"{}>"#,
        if flavour == Flavour::Visone {
            VISONE
        } else {
            ""
        }
    )?;
    for (of, name, kind) in KEYS {
        writeln!(
            out,
            r#"  <key id="{of}_{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>"#
        )?;
    }
    if flavour == Flavour::Visone {
        for of in ["node", "edge"] {
            writeln!(
                out,
                r#"  <key id="{of}_graphics" for="{of}" yfiles.type="{of}graphics"/>"#
            )?;
        }
    }
    let strongest = portrait.links.iter().map(|link| link.weight.abs());
    let strongest = strongest.fold(0.0, f64::max);
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
        if flavour == Flavour::Visone {
            shape(out, at, portrait)?;
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
        if flavour == Flavour::Visone {
            let width = 1.0 + 5.0 * link.weight.abs() / strongest;
            let colour = if link.weight < 0.0 {
                "#d04a00"
            } else {
                "#00856a"
            };
            writeln!(
                out,
                r#"      <data key="edge_graphics"><visone:polyLineEdge><y:PolyLineEdge><y:LineStyle color="{colour}" type="line" width="{width:.2}"/><y:Arrows source="none" target="none"/></y:PolyLineEdge></visone:polyLineEdge></data>"#
            )?;
        }
        writeln!(out, "    </edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}

fn data(out: &mut dyn Write, key: &str, value: &str) -> io::Result<()> {
    writeln!(out, r#"      <data key="{key}">{}</data>"#, escaped(value))
}

/// A node to see, on a circle until visone lays the network out.
fn shape(out: &mut dyn Write, at: usize, portrait: &Portrait) -> io::Result<()> {
    let node = &portrait.nodes[at];
    let turn = std::f64::consts::TAU * at as f64 / portrait.nodes.len() as f64;
    let reach = 20.0 * portrait.nodes.len() as f64 / std::f64::consts::TAU + 60.0;
    let size = 10.0 + 4.0 * (node.statements as f64).sqrt();
    let [red, green, blue] = colour(node.community);
    let kind = if node.is_row { "ellipse" } else { "rectangle" };
    writeln!(
        out,
        r##"      <data key="node_graphics"><visone:shapeNode><y:ShapeNode><y:Geometry height="{size:.1}" width="{size:.1}" x="{:.1}" y="{:.1}"/><y:Fill color="#{red:02x}{green:02x}{blue:02x}" transparent="false"/><y:BorderStyle color="#000000" type="line" width="1.0"/><y:NodeLabel>{}</y:NodeLabel><y:Shape type="{kind}"/></y:ShapeNode></visone:shapeNode></data>"##,
        reach * turn.cos(),
        reach * turn.sin(),
        escaped(&node.name)
    )
}
