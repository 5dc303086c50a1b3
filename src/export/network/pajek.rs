//! Pajek's .net (Batagelj and Mrvar): numbered vertices, then edges. A two-mode network says
//! how many of the vertices are rows.

use super::csv::number;
use crate::network::{Mode, Portrait};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// A network.
///
/// # Errors
/// Writing fails.
pub fn pajek(out: &mut dyn Write, portrait: &Portrait) -> io::Result<()> {
    let count = portrait.nodes.len();
    match portrait.mode {
        Mode::One => writeln!(out, "*Vertices {count}")?,
        Mode::Two => {
            let rows = portrait.nodes.iter().filter(|node| node.is_row).count();
            writeln!(out, "*Vertices {count} {rows}")?;
        }
    }
    let mut labels = BTreeSet::new();
    for (at, node) in portrait.nodes.iter().enumerate() {
        // A label stands between quotation marks, of which it can hold none.
        let mut label = node.name.replace('"', "'").replace(['\n', '\r'], " ");
        // networkx takes two vertices of one label for one.
        for more in [&node.variable, &(at + 1).to_string()] {
            if labels.contains(&label) {
                label = format!("{label} ({more})");
            }
        }
        writeln!(out, "{} \"{label}\"", at + 1)?;
        labels.insert(label);
    }
    writeln!(out, "*Edges")?;
    for link in &portrait.links {
        let (from, to) = (link.from + 1, link.to + 1);
        writeln!(out, "{from} {to} {}", number(link.weight))?;
    }
    Ok(())
}
