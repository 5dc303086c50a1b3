//! Strokes, shapes and text on a canvas.

use super::super::escaped;
use super::super::layout::{Curve, Placement, Point, Rect};
use super::super::style::{Stroke, Widths, fill, stroke};
use super::lettering::Type;
use super::{COUNT, DrawnEdge, DrawnNode, INK, NAME, words};
use crate::graph::{NodeKind, Relation};
use std::fmt::Write;

const FONTS: &str = "Helvetica, Arial, 'Liberation Sans', 'Noto Sans', 'DejaVu Sans', sans-serif";

/// Counts are left out where there would be more of them than anybody reads.
const MOST_COUNTS: usize = 400;

/// The SVG document while it is written.
pub struct Canvas {
    title: String,
    description: String,
    body: String,
}

impl Canvas {
    pub fn new(title: &str, description: &str) -> Canvas {
        Canvas {
            title: escaped(title),
            description: escaped(description),
            body: String::new(),
        }
    }

    /// Adds markup, whose text must already be escaped.
    pub fn raw(&mut self, markup: &str) {
        self.body.push_str(markup);
        self.body.push('\n');
    }

    /// Writes a line of text from its left end on the baseline.
    pub fn text(&mut self, at: Point, font: Type, ink: &str, words: &str) {
        self.letter(at, font, ink, "start", words);
    }

    /// Writes a line of text around a point on the baseline.
    pub fn centred(&mut self, at: Point, font: Type, ink: &str, words: &str) {
        self.letter(at, font, ink, "middle", words);
    }

    /// Writes a line of text up to its right end on the baseline.
    pub fn ending(&mut self, at: Point, font: Type, ink: &str, words: &str) {
        self.letter(at, font, ink, "end", words);
    }

    fn letter(&mut self, at: Point, font: Type, ink: &str, anchor: &str, words: &str) {
        let weight = if font.bold {
            " font-weight=\"bold\""
        } else {
            ""
        };
        self.raw(&format!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{weight} fill=\"{ink}\" text-anchor=\"{anchor}\">{}</text>",
            n(at.x),
            n(at.y),
            n(font.size),
            escaped(words),
        ));
    }

    /// Draws a line of a relation.
    pub fn line(&mut self, curve: &Curve, look: &Stroke, width: f64) {
        let dashes: Vec<String> = look.dashes.iter().map(|&dash| n(dash)).collect();
        let dashes = match dashes.is_empty() {
            true => String::new(),
            false => format!(" stroke-dasharray=\"{}\"", dashes.join(" ")),
        };
        self.raw(&format!(
            "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"{dashes}/>",
            path(curve),
            look.colour,
            n(width),
        ));
    }

    /// Draws the shape of a kind of node.
    pub fn shape(&mut self, kind: NodeKind, rect: &Rect) {
        let look = fill(kind);
        let paint = format!(
            "fill=\"{}\" stroke=\"{}\" stroke-width=\"1.2\"",
            look.inside, look.border
        );
        let [x, y, width, height] = [rect.x, rect.y, rect.width, rect.height].map(n);
        let [right, bottom] = [rect.right(), rect.bottom()].map(n);
        let rounded = |radius: f64| {
            let radius = n(radius.min(rect.height / 2.0));
            format!(
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\" {paint}/>"
            )
        };
        // How much is cut off corners, and so where the straight parts begin and end.
        let cut = 8.0_f64.min(rect.height / 3.0);
        let [left_in, right_in] = [rect.x + cut, rect.right() - cut].map(n);
        let [top_in, bottom_in] = [rect.y + cut, rect.bottom() - cut].map(n);
        let markup = match kind {
            NodeKind::Speaker => rounded(5.0),
            NodeKind::Actor => rounded(0.0),
            NodeKind::Topic => rounded(15.0),
            NodeKind::Agreement => format!(
                "<path d=\"M{left_in},{y} H{right_in} L{right},{top_in} V{bottom_in} L{right_in},{bottom} H{left_in} L{x},{bottom_in} V{top_in} Z\" {paint}/>"
            ),
            NodeKind::Article => format!(
                "<path d=\"M{x},{y} H{right_in} L{right},{top_in} V{bottom} H{x} Z M{right_in},{y} V{top_in} H{right}\" {paint}/>"
            ),
        };
        self.raw(&markup);
    }

    /// The whole document.
    pub fn finish(self, width: f64, height: f64) -> String {
        let [width, height] = [width, height].map(n);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"diagram-title diagram-desc\" \
             font-family=\"{FONTS}\">\n\
             <title id=\"diagram-title\">{}</title>\n\
             <desc id=\"diagram-desc\">{}</desc>\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n\
             {}</svg>\n",
            self.title, self.description, self.body
        )
    }
}

/// A coordinate with a tenth of a pixel; never anything but a number.
pub fn n(value: f64) -> String {
    let tenths = (value * 10.0).round();
    let tenths = if tenths.is_finite() { tenths as i64 } else { 0 };
    let sign = if tenths < 0 { "-" } else { "" };
    match (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10) {
        (whole, 0) => format!("{sign}{whole}"),
        (whole, tenth) => format!("{sign}{whole}.{tenth}"),
    }
}

fn path(curve: &Curve) -> String {
    let mut d = String::new();
    for (at, point) in curve.points.iter().enumerate() {
        let command = match at {
            0 => "M",
            _ if at % 3 == 1 => " C",
            _ => " ",
        };
        // Writing to a String does not fail.
        let _ = write!(d, "{command}{},{}", n(point.x), n(point.y));
    }
    d
}

/// Draws the edges: facts below stances, broad below narrow.
pub(super) fn edges(
    canvas: &mut Canvas,
    nodes: &[DrawnNode],
    edges: &[DrawnEdge],
    placement: &Placement,
    widths: &Widths,
) {
    let mut order: Vec<usize> = (0..edges.len()).collect();
    order.sort_by_key(|&at| {
        let edge = edges[at].edge;
        (
            edge.relation.label().is_some(),
            std::cmp::Reverse(edge.statements.len()),
        )
    });
    for at in order {
        let drawn = &edges[at];
        let relation = drawn.edge.relation;
        let look = stroke(relation);
        let width = widths.of_edge(drawn.edge);
        let label = relation.label().map(|label| format!(" {label}"));
        let (from, to) = (nodes[drawn.from].node, nodes[drawn.to].node);
        canvas.raw(&format!(
            "<g class=\"edge {relation}{}\"><title>{}</title>",
            label.unwrap_or_default(),
            escaped(&words::edge_tooltip(from, drawn.edge, to)),
        ));
        let mut curve = placement.curves[at].clone();
        if let Relation::Stance(_) = relation {
            let tip = curve.end();
            let way = curve.arrival();
            curve.shorten(arrow_length(width) - 1.0);
            canvas.line(&curve, &look, width);
            arrow(canvas, tip, way, width, look.colour);
        } else {
            canvas.line(&curve, &look, width);
        }
        // Something to point at: the line itself may be thinner than a pointer can hit.
        canvas.raw(&format!(
            "<path d=\"{}\" fill=\"none\" stroke=\"#ffffff\" stroke-opacity=\"0\" stroke-width=\"{}\"/></g>",
            path(&placement.curves[at]),
            n(width.max(8.0)),
        ));
    }
}

fn arrow_length(width: f64) -> f64 {
    5.5 + width * 0.7
}

fn arrow(canvas: &mut Canvas, tip: Point, way: Point, width: f64, colour: &str) {
    let back = tip - way * arrow_length(width);
    let aside = Point::new(-way.y, way.x) * (2.2 + width * 0.5);
    let [a, b] = [back + aside, back - aside];
    canvas.raw(&format!(
        "<path d=\"M{},{} L{},{} L{},{} Z\" fill=\"{colour}\"/>",
        n(tip.x),
        n(tip.y),
        n(a.x),
        n(a.y),
        n(b.x),
        n(b.y),
    ));
}

/// Draws the nodes.
pub(super) fn nodes(canvas: &mut Canvas, nodes: &[DrawnNode], boxes: &[Rect]) {
    for (drawn, rect) in nodes.iter().zip(boxes) {
        let node = drawn.node;
        canvas.raw(&format!(
            "<g class=\"node {}\" data-id=\"{}\"><title>{}</title>",
            node.kind,
            escaped(&node.id()),
            escaped(&words::node_tooltip(node)),
        ));
        canvas.shape(node.kind, rect);
        let middle = rect.centre();
        let height = (drawn.lines.len() - 1) as f64 * NAME.leading();
        // Capital letters are about seven tenths of the font size high.
        let mut y = middle.y - height / 2.0 + NAME.size * 0.35;
        for line in &drawn.lines {
            canvas.centred(Point::new(middle.x, y), NAME, INK, line);
            y += NAME.leading();
        }
        canvas.raw("</g>");
    }
}

/// Writes the number of statements on stance edges that have several, where there is room.
pub(super) fn counts(
    canvas: &mut Canvas,
    edges: &[DrawnEdge],
    placement: &Placement,
    widths: &Widths,
) {
    let stances = edges
        .iter()
        .filter(|drawn| drawn.edge.relation.label().is_some());
    if stances.count() > MOST_COUNTS {
        return;
    }
    let samples: Vec<Vec<Point>> = placement
        .curves
        .iter()
        .map(|curve| curve.samples(64))
        .collect();
    let mut order: Vec<usize> = (0..edges.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(edges[at].edge.statements.len()));
    let mut taken: Vec<Rect> = Vec::new();
    for at in order {
        let edge = edges[at].edge;
        if edge.relation.label().is_none() || edge.statements.len() < 2 {
            continue;
        }
        let words = edge.statements.len().to_string();
        let width = COUNT.width(&words) + 4.0;
        let height = COUNT.size + 2.0;
        let free = |rect: &Rect| {
            let crossed = samples.iter().enumerate().any(|(other, points)| {
                let near = rect.grown(widths.of_edge(edges[other].edge) / 2.0);
                other != at && points.iter().any(|&point| near.contains(point))
            });
            !crossed
                && !taken.iter().any(|other| rect.overlaps(other))
                && !placement.boxes.iter().any(|other| rect.overlaps(other))
        };
        // From the middle outward.
        let places = [32, 28, 36, 24, 40, 20, 44, 16, 48, 12, 52, 9, 55];
        let rect = places
            .into_iter()
            .map(|place| Rect::around(samples[at][place], width, height))
            .find(|rect| free(rect));
        if let Some(rect) = rect {
            canvas.raw(&format!(
                "<rect class=\"count\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"2\" fill=\"#ffffff\"/>",
                n(rect.x),
                n(rect.y),
                n(rect.width),
                n(rect.height),
            ));
            let colour = stroke(edge.relation).colour;
            let middle = rect.centre();
            let baseline = Point::new(middle.x, middle.y + COUNT.size * 0.35);
            canvas.centred(baseline, COUNT, colour, &words);
            taken.push(rect);
        }
    }
}
