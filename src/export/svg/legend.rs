//! What colours, lines, widths and shapes mean.

use super::super::layout::{Curve, Point, Rect};
use super::super::style::{Stroke, Widths, stroke};
use super::lettering::Type;
use super::paint::Canvas;
use super::{DrawnEdge, DrawnNode, FAINT_INK, INK, words};
use crate::graph::{NodeKind, Relation};
use crate::model::Label;

const ENTRY: Type = Type::regular(11.0);
const GROUP: Type = Type::bold(11.0);
const SWATCH: f64 = 34.0;
const ROW: f64 = 20.0;
const AFTER_SWATCH: f64 = 6.0;
const AFTER_ENTRY: f64 = 16.0;

/// The legend of one diagram: only what the diagram has.
pub struct Legend {
    rows: Vec<Row>,
    /// Its height in pixels.
    pub height: f64,
}

/// Entries side by side, after the name of their group.
struct Row {
    name: &'static str,
    entries: Vec<Entry>,
}

struct Entry {
    swatch: Swatch,
    words: String,
}

enum Swatch {
    Line(Relation),
    Width(f64),
    Shape(NodeKind),
}

impl Entry {
    fn width(&self) -> f64 {
        SWATCH + AFTER_SWATCH + ENTRY.width(&self.words) + AFTER_ENTRY
    }
}

impl Legend {
    /// The legend of these nodes and edges, broken into rows of at most `width`.
    pub fn of(nodes: &[DrawnNode], edges: &[DrawnEdge], widths: &Widths, width: f64) -> Legend {
        let relations = Label::ALL.map(Relation::Stance).into_iter().chain([
            Relation::PartyTo,
            Relation::ReportedIn,
            Relation::About,
        ]);
        // One grey line stands for all that concerns articles.
        let mut lines: Vec<Entry> = Vec::new();
        for relation in relations {
            let words = words::relation(relation);
            let present = edges.iter().any(|drawn| drawn.edge.relation == relation);
            match lines.last_mut() {
                _ if !present => {}
                Some(Entry {
                    swatch: Swatch::Line(Relation::ReportedIn),
                    words: before,
                }) => *before += &format!(", {words}"),
                _ => lines.push(Entry {
                    swatch: Swatch::Line(relation),
                    words: words.to_owned(),
                }),
            }
        }
        let has_stances = edges
            .iter()
            .any(|drawn| drawn.edge.relation.label().is_some());
        let mut steps = vec![1, widths.most.div_ceil(2), widths.most];
        steps.dedup();
        if !has_stances || steps.len() < 2 {
            steps.clear();
        }
        let boxes: Vec<Entry> = NodeKind::ALL
            .into_iter()
            .filter(|&kind| nodes.iter().any(|drawn| drawn.node.kind == kind))
            .map(|kind| Entry {
                swatch: Swatch::Shape(kind),
                words: kind.name().to_owned(),
            })
            .collect();
        let groups = [
            ("Lines", lines),
            (
                "Statements",
                steps
                    .into_iter()
                    .map(|step| Entry {
                        swatch: Swatch::Width(widths.of(step)),
                        words: step.to_string(),
                    })
                    .collect(),
            ),
            ("Boxes", boxes),
        ];
        let mut rows: Vec<Row> = Vec::new();
        for (name, entries) in groups {
            let mut room = 0.0;
            let mut shown = name;
            for entry in entries {
                let needed = entry.width();
                if room < needed {
                    rows.push(Row {
                        name: std::mem::take(&mut shown),
                        entries: Vec::new(),
                    });
                    room = width - names_width();
                }
                room -= needed;
                if let Some(row) = rows.last_mut() {
                    row.entries.push(entry);
                }
            }
        }
        Legend {
            height: rows.len() as f64 * ROW,
            rows,
        }
    }

    /// Paints the legend with its upper left corner at a point.
    pub fn paint(&self, canvas: &mut Canvas, at: Point) {
        canvas.raw("<g class=\"legend\">");
        for (row_at, row) in self.rows.iter().enumerate() {
            let middle = at.y + (row_at as f64 + 0.5) * ROW;
            let baseline = middle + ENTRY.size * 0.35;
            canvas.text(Point::new(at.x, baseline), GROUP, FAINT_INK, row.name);
            let mut x = at.x + names_width();
            for entry in &row.entries {
                let swatch = Rect::around(Point::new(x + SWATCH / 2.0, middle), SWATCH, 13.0);
                match entry.swatch {
                    Swatch::Line(relation) => {
                        let width = if relation.label().is_some() { 2.6 } else { 1.2 };
                        canvas.line(&level(&swatch), &stroke(relation), width);
                    }
                    Swatch::Width(width) => {
                        let look = Stroke {
                            colour: FAINT_INK,
                            ..stroke(Relation::Stance(Label::Support))
                        };
                        canvas.line(&level(&swatch), &look, width);
                    }
                    Swatch::Shape(kind) => canvas.shape(kind, &swatch),
                }
                let words_at = Point::new(x + SWATCH + AFTER_SWATCH, baseline);
                canvas.text(words_at, ENTRY, INK, &entry.words);
                x += entry.width();
            }
        }
        canvas.raw("</g>");
    }
}

fn names_width() -> f64 {
    GROUP.width("Statements") + 18.0
}

/// A line through the middle of a rectangle.
fn level(rect: &Rect) -> Curve {
    let middle = rect.centre().y;
    let mut curve = Curve::from(Point::new(rect.x, middle));
    curve.level_to(Point::new(rect.right(), middle));
    curve
}
