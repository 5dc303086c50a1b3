//! GEXF 1.3 (<https://gexf.net/schema.html>), Gephi's own format: attributes, days on nodes
//! and links for its timeline, and a colour for each community. A weight is without its sign,
//! since layouts need it so; the attribute `value` has the sign, and the colour shows it.

use super::colour;
use super::csv::number;
use crate::export::escaped;
use crate::model::Date;
use crate::network::{Dynamic, Portrait, PortraitNode, Stretch};
use std::io::{self, Write};

/// The colours of positive and negative links.
const FOR: [u8; 3] = [90, 150, 110];
const AGAINST: [u8; 3] = [200, 80, 60];

/// A network; nodes and links have the days of the first and the last statement.
///
/// # Errors
/// Writing fails.
pub fn gexf(out: &mut dyn Write, portrait: &Portrait) -> io::Result<()> {
    head(out, None)?;
    attributes(out, "edge", "static", &[("value", "double")])?;
    writeln!(out, "    <nodes>")?;
    for (at, node) in portrait.nodes.iter().enumerate() {
        start_node(out, at, node, &days(node.dates))?;
        writeln!(out, "      </node>")?;
    }
    writeln!(out, "    </nodes>\n    <edges>")?;
    for (at, link) in portrait.links.iter().enumerate() {
        writeln!(
            out,
            r#"      <edge id="e{at}" source="n{}" target="n{}" weight="{}"{}>"#,
            link.from,
            link.to,
            number(link.weight.abs()),
            days(link.dates)
        )?;
        let value = number(link.weight);
        writeln!(
            out,
            r#"        <attvalues><attvalue for="value" value="{value}"/></attvalues>"#
        )?;
        end_edge(out, link.weight)?;
    }
    tail(out)
}

/// A network over windows: when each node and link is there, and the value of each link in
/// time. Gephi plays `weight`, the value without its sign.
///
/// # Errors
/// Writing fails.
pub fn dynamic_gexf(out: &mut dyn Write, network: &Dynamic) -> io::Result<()> {
    head(out, network.range())?;
    attributes(
        out,
        "edge",
        "dynamic",
        &[("weight", "double"), ("value", "double")],
    )?;
    writeln!(out, "    <nodes>")?;
    for (at, node) in network.nodes.iter().enumerate() {
        let present = network.present(at);
        // A node that no window has is not in the network.
        if present.is_empty() {
            continue;
        }
        start_node(out, at, node, "")?;
        spells(out, &present)?;
        writeln!(out, "      </node>")?;
    }
    writeln!(out, "    </nodes>\n    <edges>")?;
    for (at, link) in network.links().enumerate() {
        writeln!(
            out,
            r#"      <edge id="e{at}" source="n{}" target="n{}">"#,
            link.from, link.to
        )?;
        writeln!(out, "        <attvalues>")?;
        for &(stretch, value) in &link.values {
            let during = during(stretch);
            for (id, value) in [("weight", value.abs()), ("value", value)] {
                let value = number(value);
                writeln!(
                    out,
                    r#"          <attvalue for="{id}" value="{value}"{during}/>"#
                )?;
            }
        }
        writeln!(out, "        </attvalues>")?;
        spells(out, &link.present)?;
        end_edge(out, link.values.iter().map(|value| value.1).sum())?;
    }
    tail(out)
}

fn head(out: &mut dyn Write, range: Option<Stretch>) -> io::Result<()> {
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(
        out,
        r#"<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">"#
    )?;
    writeln!(
        out,
        r#"  <graph defaultedgetype="undirected" mode="dynamic" timeformat="date"{}>"#,
        days(range)
    )?;
    let of_nodes = [
        ("variable", "string"),
        ("statements", "integer"),
        ("community", "integer"),
    ];
    attributes(out, "node", "static", &of_nodes)
}

fn attributes(
    out: &mut dyn Write,
    class: &str,
    mode: &str,
    named: &[(&str, &str)],
) -> io::Result<()> {
    writeln!(out, r#"    <attributes class="{class}" mode="{mode}">"#)?;
    for (id, kind) in named {
        writeln!(
            out,
            r#"      <attribute id="{id}" title="{id}" type="{kind}"/>"#
        )?;
    }
    writeln!(out, "    </attributes>")
}

/// A node but for its end.
fn start_node(out: &mut dyn Write, at: usize, node: &PortraitNode, days: &str) -> io::Result<()> {
    writeln!(
        out,
        r#"      <node id="n{at}" label="{}"{days}>"#,
        escaped(&node.name)
    )?;
    writeln!(out, "        <attvalues>")?;
    for (id, value) in [
        ("variable", escaped(&node.variable)),
        ("statements", node.statements.to_string()),
        ("community", (node.community + 1).to_string()),
    ] {
        writeln!(out, r#"          <attvalue for="{id}" value="{value}"/>"#)?;
    }
    writeln!(out, "        </attvalues>")?;
    let [red, green, blue] = colour(node.community);
    writeln!(
        out,
        r#"        <viz:color r="{red}" g="{green}" b="{blue}"/>"#
    )?;
    // An area in proportion to the statements.
    let size = 4.0 + 4.0 * (node.statements as f64).sqrt();
    writeln!(out, r#"        <viz:size value="{}"/>"#, number(size))?;
    let shape = if node.is_row { "disc" } else { "square" };
    writeln!(out, r#"        <viz:shape value="{shape}"/>"#)
}

/// The colour of a link by its sign, and its end.
fn end_edge(out: &mut dyn Write, value: f64) -> io::Result<()> {
    let [red, green, blue] = if value < 0.0 { AGAINST } else { FOR };
    writeln!(
        out,
        r#"        <viz:color r="{red}" g="{green}" b="{blue}"/>"#
    )?;
    writeln!(out, "      </edge>")
}

fn tail(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "    </edges>\n  </graph>\n</gexf>")
}

fn spells(out: &mut dyn Write, present: &[Stretch]) -> io::Result<()> {
    writeln!(out, "        <spells>")?;
    for &stretch in present {
        writeln!(out, "          <spell{}/>", during(stretch))?;
    }
    writeln!(out, "        </spells>")
}

fn during((first, last): Stretch) -> String {
    format!(r#" start="{first}" end="{last}""#)
}

fn days(dates: Option<(Date, Date)>) -> String {
    dates.map(during).unwrap_or_default()
}
