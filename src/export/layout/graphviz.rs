//! Order and heights by Graphviz's `dot`, run as a program.
//!
//! `dot` gets boxes of fixed size in ranks, without any text, and says where they lie; lines
//! and drawing are ours, so both engines give diagrams of one look.

use super::layers::Layers;
use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Subgraph, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};
use serde::Deserialize;
use std::collections::HashMap;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
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

/// The height of each cell's middle by the `dot` at a path; y grows downward from anywhere.
pub fn middles(layers: &Layers, program: &Path) -> Result<Vec<Vec<f64>>, GraphvizError> {
    let failed = |reason: String| GraphvizError::Failed {
        program: program.to_owned(),
        reason,
    };
    let output = run(program, &dot(layers))?;
    let drawing: Drawing =
        serde_json::from_str(&output).map_err(|error| failed(error.to_string()))?;
    drawing
        .middles(layers)
        .ok_or_else(|| failed("its answer lacks the place of a box".to_owned()))
}

/// The layers as DOT.
fn dot(layers: &Layers) -> String {
    let mut stmts = vec![
        Stmt::GAttribute(GraphAttributes::Graph(vec![
            plain("rankdir", "LR"),
            // Boxes bring their margins.
            plain("nodesep", "0"),
        ])),
        Stmt::GAttribute(GraphAttributes::Node(vec![
            plain("shape", "box"),
            plain("fixedsize", "true"),
            plain("width", "1"),
            Attribute(Id::Plain("label".into()), Id::Escaped("\"\"".into())),
        ])),
    ];
    for (column, rooms) in layers.rooms.iter().enumerate() {
        // An anchor in each rank, chained to the next, keeps the ranks apart where no tie
        // does.
        let mut members = vec![
            Stmt::Attribute(plain("rank", "same")),
            node(anchor(column), 0.1),
        ];
        for (cell, &room) in rooms.iter().enumerate() {
            members.push(node(name(column, cell), room));
        }
        stmts.push(Stmt::Subgraph(Subgraph {
            id: Id::Plain(format!("rank{column}")),
            stmts: members,
        }));
    }
    for (column, ties) in layers.ties.iter().enumerate() {
        stmts.push(edge(anchor(column), anchor(column + 1), 0.0));
        for &(left, right, weight) in ties {
            stmts.push(edge(name(column, left), name(column + 1, right), weight));
        }
    }
    Graph::DiGraph {
        id: Id::Plain("layers".into()),
        strict: false,
        stmts,
    }
    .print(&mut PrinterContext::default())
}

fn name(column: usize, cell: usize) -> String {
    format!("c{column}_{cell}")
}

fn anchor(column: usize) -> String {
    format!("anchor{column}")
}

fn node(name: String, height: f64) -> Stmt {
    Stmt::Node(Node {
        id: NodeId(Id::Plain(name), None),
        attributes: vec![plain("height", &inches(height))],
    })
}

fn edge(left: String, right: String, weight: f64) -> Stmt {
    let [left, right] = [left, right].map(|name| Vertex::N(NodeId(Id::Plain(name), None)));
    Stmt::Edge(Edge {
        ty: EdgeTy::Pair(left, right),
        attributes: vec![plain("weight", &format!("{weight:.0}"))],
    })
}

fn plain(name: &str, value: &str) -> Attribute {
    Attribute(Id::Plain(name.into()), Id::Plain(value.into()))
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
fn wait(child: &mut Child) -> std::io::Result<Option<ExitStatus>> {
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
}

#[derive(Deserialize)]
struct Object {
    name: String,
    /// The middle of a node as `x,y`; subgraphs have none.
    pos: Option<String>,
}

impl Drawing {
    /// The middles of all cells; `None` when one is missing.
    fn middles(&self, layers: &Layers) -> Option<Vec<Vec<f64>>> {
        let heights: HashMap<&str, f64> = self
            .objects
            .iter()
            .filter_map(|object| {
                let (_, y) = object.pos.as_ref()?.split_once(',')?;
                let y: f64 = y.parse().ok()?;
                // Graphviz's y grows upward.
                y.is_finite().then_some((object.name.as_str(), -y))
            })
            .collect();
        let middle = |column, cell| heights.get(name(column, cell).as_str()).copied();
        (layers.rooms.iter().enumerate())
            .map(|(column, rooms)| (0..rooms.len()).map(|cell| middle(column, cell)).collect())
            .collect()
    }
}
