//! GEXF 1.3 (<https://gexf.net/schema.html>), Gephi's own format: attributes, days on nodes
//! and links for its timeline, and a colour for each community. A weight is without its sign,
//! since layouts need it so; the attribute `value` has the sign, and the colour shows it.

use super::colour;
use super::csv::number;
use crate::export::escaped;
use crate::model::Date;
use crate::network::Portrait;
use std::io::{self, Write};

/// The colours of positive and negative links.
const FOR: [u8; 3] = [90, 150, 110];
const AGAINST: [u8; 3] = [200, 80, 60];

/// A network.
///
/// # Errors
/// Writing fails.
pub fn gexf(out: &mut dyn Write, portrait: &Portrait) -> io::Result<()> {
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(
        out,
        r#"<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">"#
    )?;
    writeln!(
        out,
        r#"  <graph defaultedgetype="undirected" mode="dynamic" timeformat="date">"#
    )?;
    writeln!(out, r#"    <attributes class="node" mode="static">"#)?;
    for (id, kind) in [
        ("variable", "string"),
        ("statements", "integer"),
        ("community", "integer"),
    ] {
        writeln!(
            out,
            r#"      <attribute id="{id}" title="{id}" type="{kind}"/>"#
        )?;
    }
    writeln!(out, "    </attributes>")?;
    writeln!(out, r#"    <attributes class="edge" mode="static">"#)?;
    writeln!(
        out,
        r#"      <attribute id="value" title="value" type="double"/>"#
    )?;
    writeln!(out, "    </attributes>\n    <nodes>")?;
    for (at, node) in portrait.nodes.iter().enumerate() {
        writeln!(
            out,
            r#"      <node id="n{at}" label="{}"{}>"#,
            escaped(&node.name),
            days(node.dates)
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
        writeln!(out, r#"        <viz:shape value="{shape}"/>"#)?;
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
        let [red, green, blue] = if link.weight < 0.0 { AGAINST } else { FOR };
        writeln!(
            out,
            r#"        <viz:color r="{red}" g="{green}" b="{blue}"/>"#
        )?;
        writeln!(out, "      </edge>")?;
    }
    writeln!(out, "    </edges>\n  </graph>\n</gexf>")
}

fn days(dates: Option<(Date, Date)>) -> String {
    match dates {
        Some((first, last)) => format!(r#" start="{first}" end="{last}""#),
        None => String::new(),
    }
}
