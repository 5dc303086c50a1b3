//! Layout by Graphviz's `dot`, run as a program.
//!
//! Only places come from Graphviz: it gets boxes of fixed size without any text, and the
//! drawing is ours, so both engines give diagrams of one look.

use super::{Curve, Placement, Point, Rect, Sketch};
use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Subgraph, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};
use serde::Deserialize;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use thiserror::Error;

/// Graphviz measures boxes in inches of 72 points; a point is a pixel here.
const POINTS_PER_INCH: f64 = 72.0;
/// Dense graphs can keep `dot` busy for hours.
const PATIENCE: Duration = Duration::from_secs(60);

/// Why Graphviz gave no layout.
#[derive(Debug, Error)]
pub enum GraphvizError {
    /// The program cannot be run.
    #[error("cannot run {program}: {source}")]
    Start {
        /// The program's path.
        program: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The program ran and failed, or took too long.
    #[error("{program} gave no layout: {reason}")]
    Failed {
        /// The program's path.
        program: PathBuf,
        /// What it said.
        reason: String,
    },
}

/// Lays out a sketch with the `dot` at a path.
pub fn place(sketch: &Sketch, program: &Path) -> Result<Placement, GraphvizError> {
    if sketch.items.is_empty() {
        return Ok(Placement::default());
    }
    let failed = |reason: String| GraphvizError::Failed {
        program: program.to_owned(),
        reason,
    };
    let output = run(program, &dot(sketch))?;
    let drawing: Drawing =
        serde_json::from_str(&output).map_err(|error| failed(error.to_string()))?;
    drawing
        .placement(sketch)
        .ok_or_else(|| failed("its answer lacks the place of a box or a line".to_owned()))
}

/// The sketch as DOT, with positions in the sketch as names.
fn dot(sketch: &Sketch) -> String {
    let mut stmts = vec![
        Stmt::GAttribute(GraphAttributes::Graph(vec![
            plain("rankdir", "LR"),
            plain("ranksep", "2.6"),
            plain("nodesep", "0.18"),
            plain("splines", "true"),
        ])),
        Stmt::GAttribute(GraphAttributes::Node(vec![
            plain("shape", "box"),
            plain("fixedsize", "true"),
            Attribute(Id::Plain("label".into()), Id::Escaped("\"\"".into())),
        ])),
        Stmt::GAttribute(GraphAttributes::Edge(vec![plain("arrowhead", "none")])),
    ];
    let columns = sketch.items.iter().map(|item| item.column).max();
    for column in 0..=columns.unwrap_or(0) {
        let mut members = vec![Stmt::Attribute(plain("rank", "same"))];
        for (at, item) in sketch.items.iter().enumerate() {
            if item.column == column {
                members.push(Stmt::Node(Node {
                    id: name(at),
                    attributes: vec![
                        plain("width", &inches(item.width)),
                        plain("height", &inches(item.height)),
                    ],
                }));
            }
        }
        if members.len() > 1 {
            stmts.push(Stmt::Subgraph(Subgraph {
                id: Id::Plain(format!("column{column}")),
                stmts: members,
            }));
        }
    }
    for (at, tie) in sketch.ties.iter().enumerate() {
        let ends = EdgeTy::Pair(Vertex::N(name(tie.from)), Vertex::N(name(tie.to)));
        let mut attributes = vec![
            plain("id", &at.to_string()),
            plain("penwidth", &format!("{:.1}", tie.breadth)),
        ];
        if sketch.items[tie.from].column >= sketch.items[tie.to].column {
            attributes.push(plain("constraint", "false"));
        }
        stmts.push(Stmt::Edge(Edge {
            ty: ends,
            attributes,
        }));
    }
    Graph::DiGraph {
        id: Id::Plain("sketch".into()),
        strict: false,
        stmts,
    }
    .print(&mut PrinterContext::default())
}

fn plain(name: &str, value: &str) -> Attribute {
    Attribute(Id::Plain(name.into()), Id::Plain(value.into()))
}

fn name(item: usize) -> NodeId {
    NodeId(Id::Plain(format!("n{item}")), None)
}

fn inches(pixels: f64) -> String {
    format!("{:.4}", pixels / POINTS_PER_INCH)
}

/// Runs the program on DOT and gives what it prints.
fn run(program: &Path, dot: &str) -> Result<String, GraphvizError> {
    let start = |source| GraphvizError::Start {
        program: program.to_owned(),
        source,
    };
    let mut child = Command::new(program)
        .arg("-Tjson0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(start)?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    // The three streams are served at once, or a full pipe would block both sides.
    let (status, output, complaint) = std::thread::scope(|scope| {
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(dot.as_bytes())));
        let output = scope.spawn(move || read(stdout));
        let complaint = scope.spawn(move || read(stderr));
        let status = wait(&mut child);
        (
            status,
            output.join().unwrap_or_default(),
            complaint.join().unwrap_or_default(),
        )
    });
    let failed = |reason: String| GraphvizError::Failed {
        program: program.to_owned(),
        reason,
    };
    match status.map_err(start)? {
        None => Err(failed(format!(
            "it was stopped after {} seconds; a smaller selection will help",
            PATIENCE.as_secs()
        ))),
        Some(status) if status.success() => Ok(output),
        Some(status) => Err(failed(match complaint.lines().next() {
            Some(line) => line.to_owned(),
            None => status.to_string(),
        })),
    }
}

fn read(stream: Option<impl Read>) -> String {
    let mut bytes = Vec::new();
    if let Some(mut stream) = stream {
        // What was read before an error is still worth showing.
        let _ = stream.read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Waits for the program; `None` when patience ran out and it was stopped.
fn wait(child: &mut Child) -> std::io::Result<Option<std::process::ExitStatus>> {
    let began = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if began.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// What `dot -Tjson0` prints, as far as it is needed.
#[derive(Deserialize)]
struct Drawing {
    #[serde(default)]
    objects: Vec<Object>,
    #[serde(default)]
    edges: Vec<Line>,
}

#[derive(Deserialize)]
struct Object {
    name: String,
    /// The middle of a node; subgraphs have none.
    pos: Option<String>,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    pos: String,
}

impl Drawing {
    /// The placement; `None` when something of the sketch is missing.
    fn placement(&self, sketch: &Sketch) -> Option<Placement> {
        let mut boxes = vec![None; sketch.items.len()];
        for object in &self.objects {
            let at = object.name.strip_prefix('n').and_then(|at| at.parse().ok());
            let Some((at, pos)) = at.and_then(|at: usize| Some((at, object.pos.as_ref()?))) else {
                continue;
            };
            let item = sketch.items.get(at)?;
            boxes[at] = Some(Rect::around(point(pos)?, item.width, item.height));
        }
        let mut curves = vec![None; sketch.ties.len()];
        for line in &self.edges {
            let points: Option<Vec<Point>> = line.pos.split_whitespace().map(point).collect();
            let at: usize = line.id.parse().ok()?;
            *curves.get_mut(at)? = Some(Curve { points: points? });
        }
        let mut placement = Placement {
            boxes: boxes.into_iter().collect::<Option<_>>()?,
            curves: curves.into_iter().collect::<Option<_>>()?,
        };
        let extent = placement.extent();
        placement.shift(Point::new(-extent.x, -extent.y));
        Some(placement)
    }
}

/// Reads `x,y`, turning Graphviz's upward y downward.
fn point(text: &str) -> Option<Point> {
    let (x, y) = text.split_once(',')?;
    let (x, y): (f64, f64) = (x.parse().ok()?, y.parse().ok()?);
    (x.is_finite() && y.is_finite()).then(|| Point::new(x, -y))
}
