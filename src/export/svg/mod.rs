//! A diagram for a report, as SVG.
//!
//! The drawing needs nothing but a viewer: real text with common fonts, no scripts, no
//! style sheet, presentation attributes that office programs understand too.

mod legend;
pub(super) mod lettering;
pub(super) mod paint;
mod words;

use super::layout::{Item, Placement, Point, Rect, Sketch, Tie};
use super::style::Widths;
use super::{Caption, GraphvizError, LayoutEngine};
use crate::graph::{Edge, KnowledgeGraph, Node, NodeKind, Relation};
use legend::Legend;
use lettering::Type;
use paint::Canvas;

const MARGIN: f64 = 30.0;
const LEAST_WIDTH: f64 = 760.0;

const TITLE: Type = Type::bold(19.0);
const PROVENANCE: Type = Type::regular(11.0);
const HEADING: Type = Type::bold(11.0);
const NAME: Type = Type::regular(12.0);
const COUNT: Type = Type::bold(9.5);

/// The widest a name's lines get, how many there may be, and the room around them.
const NAME_WIDTH: f64 = 176.0;
const NAME_LINES: usize = 4;
const PADDING: (f64, f64) = (12.0, 6.0);

/// A column of more boxes than this is split in two, around the other column.
const TALL: usize = 30;

const INK: &str = "#1c1f23";
const FAINT_INK: &str = "#5b636b";

/// Draws a graph.
pub(super) fn svg(
    graph: &KnowledgeGraph,
    caption: &Caption,
    engine: &LayoutEngine,
) -> Result<String, GraphvizError> {
    let nodes: Vec<DrawnNode> = graph.nodes().map(|(_, node)| DrawnNode::of(node)).collect();
    let edges: Vec<DrawnEdge> = graph
        .edges()
        .map(|(_, from, to, edge)| DrawnEdge {
            edge,
            from: from.index(),
            to: to.index(),
        })
        .collect();
    let widths = Widths::over(edges.iter().map(|drawn| drawn.edge));
    let columns = columns(&nodes);
    let sketch = sketch(&nodes, &edges, &columns, &widths);
    let mut placement = Placement::of(&sketch, engine)?;

    let drawing = placement.extent();
    let width = (drawing.width + 2.0 * MARGIN).max(LEAST_WIDTH).ceil();
    let inner = width - 2.0 * MARGIN;
    let title = TITLE.wrapped(&caption.title, inner, 3);
    let provenance = caption.provenance(graph.coverage());
    let provenance = PROVENANCE.wrapped(&provenance, inner, 6);
    let legend = Legend::of(&nodes, &edges, &widths, inner);

    let mut canvas = Canvas::new(&caption.title, &words::description(graph, caption));
    let mut y = MARGIN + TITLE.size;
    for line in &title {
        canvas.text(Point::new(MARGIN, y), TITLE, INK, line);
        y += TITLE.leading();
    }
    for line in &provenance {
        canvas.text(Point::new(MARGIN, y), PROVENANCE, FAINT_INK, line);
        y += PROVENANCE.leading();
    }
    if nodes.is_empty() {
        y += 2.0 * NAME.leading();
        canvas.text(
            Point::new(MARGIN, y),
            NAME,
            INK,
            "No statement matches this selection.",
        );
        return Ok(canvas.finish(width, y + MARGIN));
    }
    y += 8.0;
    legend.paint(&mut canvas, Point::new(MARGIN, y));
    y += legend.height + 18.0;

    let headings = headings(&nodes, &columns, &placement);
    let tallest = headings.iter().map(|heading| heading.lines.len()).max();
    let headings_height = tallest.unwrap_or(0) as f64 * HEADING.leading() + 8.0;
    placement.shift(Point::new(
        (width - drawing.width) / 2.0 - drawing.x,
        y + headings_height - drawing.y,
    ));
    for heading in &headings {
        let x = heading.x + (width - drawing.width) / 2.0 - drawing.x;
        let mut line_y = y + HEADING.size;
        for line in &heading.lines {
            canvas.centred(Point::new(x, line_y), HEADING, FAINT_INK, line);
            line_y += HEADING.leading();
        }
    }
    paint::edges(&mut canvas, &nodes, &edges, &placement, &widths);
    paint::nodes(&mut canvas, &nodes, &placement.boxes);
    paint::counts(&mut canvas, &edges, &placement, &widths);
    let bottom = placement.extent().bottom();
    Ok(canvas.finish(width, (bottom + MARGIN).ceil()))
}

/// A node with its name set in lines.
struct DrawnNode<'a> {
    node: &'a Node,
    lines: Vec<String>,
}

impl DrawnNode<'_> {
    fn of(node: &Node) -> DrawnNode<'_> {
        DrawnNode {
            node,
            lines: NAME.wrapped(&node.label, NAME_WIDTH, NAME_LINES),
        }
    }

    fn item(&self, column: usize) -> Item {
        let widths = self.lines.iter().map(|line| NAME.width(line));
        Item {
            column,
            width: (widths.fold(0.0, f64::max) + 2.0 * PADDING.0).max(72.0),
            height: self.lines.len() as f64 * NAME.leading() + 2.0 * PADDING.1,
        }
    }
}

/// An edge with its ends as positions among the nodes.
struct DrawnEdge<'a> {
    edge: &'a Edge,
    from: usize,
    to: usize,
}

/// The column of each node. Who speaks stands left of what is spoken about, and where it is
/// reported further right.
///
/// A long column without articles beside it is split, or the picture would be a ribbon: its
/// nodes go left and right of the shorter one by turns, those with most statements first.
fn columns(nodes: &[DrawnNode]) -> Vec<usize> {
    let side = |drawn: &DrawnNode| match drawn.node.kind {
        NodeKind::Speaker => 0,
        NodeKind::Actor | NodeKind::Topic | NodeKind::Agreement => 1,
        NodeKind::Article => 2,
    };
    let mut columns: Vec<usize> = nodes.iter().map(side).collect();
    let count = |column| columns.iter().filter(|&&there| there == column).count();
    let [speakers, targets, articles] = [0, 1, 2].map(count);
    let long = usize::from(speakers < targets);
    if articles == 0 && speakers.max(targets) > TALL && speakers.min(targets) > 0 {
        let (mut split, rest): (Vec<usize>, Vec<usize>) =
            (0..nodes.len()).partition(|&at| columns[at] == long);
        split.sort_by_key(|&at| std::cmp::Reverse(nodes[at].node.statements));
        for at in rest {
            columns[at] = 1;
        }
        for (turn, at) in split.into_iter().enumerate() {
            columns[at] = turn % 2 * 2;
        }
    }
    columns
}

fn sketch(nodes: &[DrawnNode], edges: &[DrawnEdge], columns: &[usize], widths: &Widths) -> Sketch {
    Sketch {
        items: nodes
            .iter()
            .zip(columns)
            .map(|(drawn, &column)| drawn.item(column))
            .collect(),
        ties: edges
            .iter()
            .map(|drawn| Tie {
                from: drawn.from,
                to: drawn.to,
                breadth: widths.of_edge(drawn.edge),
                // Stances are what the picture is about.
                weight: match drawn.edge.relation {
                    Relation::Stance(_) => 2.0 + drawn.edge.statements.len().min(8) as f64,
                    _ => 1.0,
                },
                strand: match drawn.edge.relation {
                    Relation::Stance(label) => 1 + label as usize,
                    _ => 0,
                },
            })
            .collect(),
    }
}

/// What stands above a column.
struct Heading {
    x: f64,
    lines: Vec<String>,
}

fn headings(nodes: &[DrawnNode], columns: &[usize], placement: &Placement) -> Vec<Heading> {
    (0..=2)
        .filter_map(|at| {
            let mut kinds = Vec::new();
            let mut extent: Option<Rect> = None;
            for ((drawn, rect), &column) in nodes.iter().zip(&placement.boxes).zip(columns) {
                if column == at {
                    extent = Some(extent.map_or(*rect, |extent| extent.cover(*rect)));
                    if !kinds.contains(&drawn.node.kind) {
                        kinds.push(drawn.node.kind);
                    }
                }
            }
            kinds.sort();
            Some(Heading {
                x: extent?.centre().x,
                lines: HEADING.wrapped(&words::kinds(&kinds), NAME_WIDTH, 3),
            })
        })
        .collect()
}
