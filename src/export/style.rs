//! How stances, relations and kinds of node look, in DOT and SVG alike.
//!
//! Stance colours follow Okabe and Ito's palette for colour-blind readers
//! (<https://jfly.uni-koeln.de/color/>), darkened where a thin line on white needs it. Each
//! stance also has a dash pattern of its own, so that a print in grey can be read.

use crate::graph::{Edge, NodeKind, Relation};
use crate::model::Label;

/// A line's colour and pattern.
pub(super) struct Stroke {
    /// As `#rrggbb`.
    pub colour: &'static str,
    /// Lengths of dashes and gaps in pixels; empty for a solid line.
    pub dashes: &'static [f64],
    /// The nearest of Graphviz's line styles.
    pub graphviz: &'static str,
}

/// The line of a relation.
pub(super) fn stroke(relation: Relation) -> Stroke {
    let (colour, dashes, graphviz): (_, &[f64], _) = match relation {
        Relation::Stance(Label::Support) => ("#00856a", &[], "solid"),
        Relation::Stance(Label::Oppose) => ("#d04a00", &[9.0, 5.0], "dashed"),
        Relation::Stance(Label::Conditional) => ("#c98200", &[12.0, 4.0, 2.5, 4.0], "dashed,bold"),
        Relation::Stance(Label::Neutral) => ("#8c8c8c", &[2.5, 3.5], "dotted"),
        Relation::ReportedIn => ("#b9c0c7", &[], "solid"),
        Relation::About => ("#b9c0c7", &[], "solid"),
        Relation::PartyTo => ("#7a6aa0", &[1.5, 4.0], "dotted"),
    };
    Stroke {
        colour,
        dashes,
        graphviz,
    }
}

/// A node's colours, as `#rrggbb`, and Graphviz shape.
pub(super) struct Fill {
    /// Inside.
    pub inside: &'static str,
    /// The border.
    pub border: &'static str,
    /// The nearest of Graphviz's shapes.
    pub shape: &'static str,
    /// Graphviz's style for it.
    pub graphviz: &'static str,
}

/// The look of a kind of node.
pub(super) fn fill(kind: NodeKind) -> Fill {
    let (inside, border, shape, graphviz) = match kind {
        NodeKind::Speaker => ("#e8f0f8", "#3d6288", "box", "filled,rounded"),
        NodeKind::Actor => ("#ffffff", "#3d6288", "box", "filled"),
        NodeKind::Topic => ("#fdf4dc", "#8a6a14", "ellipse", "filled"),
        NodeKind::Agreement => ("#f0eaf6", "#6a5192", "octagon", "filled"),
        NodeKind::Article => ("#f4f5f6", "#7d868f", "note", "filled"),
    };
    Fill {
        inside,
        border,
        shape,
        graphviz,
    }
}

/// Line widths in pixels that grow with the number of statements.
pub(super) struct Widths {
    /// The largest number of statements on one stance edge.
    pub most: usize,
}

impl Widths {
    const THIN: f64 = 1.6;
    const THICK: f64 = 7.0;
    const RELATION: f64 = 1.0;

    /// The scale for these edges.
    pub fn over<'a>(edges: impl Iterator<Item = &'a Edge>) -> Widths {
        let most = edges
            .filter(|edge| edge.relation.label().is_some())
            .map(|edge| edge.statements.len())
            .max();
        Widths {
            most: most.unwrap_or(1),
        }
    }

    /// The width for a number of statements; in proportion, and a pixel and a half a
    /// statement where there are few.
    pub fn of(&self, statements: usize) -> f64 {
        let full = (self.most.saturating_sub(1) as f64 * 1.5).min(Self::THICK - Self::THIN);
        let share = statements.saturating_sub(1) as f64 / self.most.saturating_sub(1).max(1) as f64;
        Self::THIN + full * share
    }

    /// The width of an edge: stances by their statements, other relations thin.
    pub fn of_edge(&self, edge: &Edge) -> f64 {
        match edge.relation {
            Relation::Stance(_) => self.of(edge.statements.len()),
            _ => Self::RELATION,
        }
    }
}
