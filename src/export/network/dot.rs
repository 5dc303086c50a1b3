//! Graphviz DOT (<https://graphviz.org/doc/info/lang.html>), laid out by `neato` whichever
//! program draws it. As in GEXF, `weight` is without its sign, since layouts need it so; `value`
//! has the sign, and colour and dashes show it.

use super::colour;
use super::csv::number;
use crate::export::quoted;
use crate::export::style::stroke;
use crate::graph::Relation;
use crate::model::{Date, Label};
use crate::network::{Portrait, PortraitNode};
use std::io::{self, Write};

/// A network.
///
/// # Errors
/// Writing fails.
pub fn dot(out: &mut dyn Write, portrait: &Portrait) -> io::Result<()> {
    writeln!(out, "graph network {{")?;
    writeln!(
        out,
        "  graph [layout=neato, overlap=false, splines=true, outputorder=edgesfirst];"
    )?;
    writeln!(
        out,
        "  node [style=filled, color=\"#ffffff\", fontname=\"Helvetica,Arial,sans-serif\", fontsize=11];"
    )?;
    for (at, node) in portrait.nodes.iter().enumerate() {
        let mut attributes = of_node(node);
        attributes.extend(of_days(node.dates));
        writeln!(out, "  n{at} [{}];", attributes.join(", "))?;
    }
    let weights = portrait.links.iter().map(|link| link.weight.abs());
    let strongest = weights.fold(0.0, f64::max);
    for link in &portrait.links {
        let label = match link.weight < 0.0 {
            true => Label::Oppose,
            false => Label::Support,
        };
        let look = stroke(Relation::Stance(label));
        let mut attributes = vec![
            format!("value=\"{}\"", number(link.weight)),
            format!("weight=\"{}\"", number(link.weight.abs())),
            format!("penwidth={:.2}", 0.8 + 4.2 * link.weight.abs() / strongest),
            format!("color={}", quoted(look.colour)),
            format!("style={}", quoted(look.graphviz)),
        ];
        attributes.extend(of_days(link.dates));
        let attributes = attributes.join(", ");
        writeln!(out, "  n{} -- n{} [{attributes}];", link.from, link.to)?;
    }
    writeln!(out, "}}")
}

fn of_node(node: &PortraitNode) -> Vec<String> {
    let [red, green, blue] = colour(node.community);
    // White letters where the colour is dark, by its lightness as eyes have it (ITU-R BT.601).
    let light = (299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue)) / 1000;
    let letters = if light < 140 { "#ffffff" } else { "#000000" };
    vec![
        format!("label={}", quoted(&node.name)),
        format!("variable={}", quoted(&node.variable)),
        format!("statements={}", node.statements),
        format!("community={}", node.community + 1),
        format!("shape={}", if node.is_row { "ellipse" } else { "box" }),
        format!("fillcolor=\"#{red:02x}{green:02x}{blue:02x}\""),
        format!("fontcolor={}", quoted(letters)),
    ]
}

fn of_days(dates: Option<(Date, Date)>) -> Vec<String> {
    let days =
        dates.map(|(first, last)| [format!("first=\"{first}\""), format!("last=\"{last}\"")]);
    days.into_iter().flatten().collect()
}
