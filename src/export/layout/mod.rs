//! Where things lie: from a sketch of boxes and ties to a placement.
//!
//! A sketch knows sizes and columns but nothing of graphs, so other diagrams can be laid
//! out by the same engines.

mod align;
mod columns;
mod geometry;
mod graphviz;
mod layers;
mod order;

pub(super) use geometry::{Curve, Point, Rect};
pub use graphviz::GraphvizError;

use std::path::{Path, PathBuf};

/// What decides in which order and at which heights the nodes of a drawn diagram lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LayoutEngine {
    /// The program itself. The same graph always gives the same picture.
    Layered,
    /// Graphviz's `dot`, at this path. Its pictures may differ between its versions.
    Graphviz(PathBuf),
}

impl LayoutEngine {
    /// Graphviz where `search_path`, a value of the variable `PATH`, has a `dot`, else the
    /// program's own.
    pub fn available(search_path: Option<&std::ffi::OsStr>) -> LayoutEngine {
        let name = format!("dot{}", std::env::consts::EXE_SUFFIX);
        search_path
            .into_iter()
            .flat_map(std::env::split_paths)
            .filter(|folder| folder.is_absolute())
            .map(|folder| folder.join(&name))
            .find(|file| is_executable(file))
            .map_or(LayoutEngine::Layered, LayoutEngine::Graphviz)
    }
}

#[cfg(unix)]
fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata()
        .is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(file: &Path) -> bool {
    file.is_file()
}

/// Boxes and ties before they have places.
#[derive(Debug, Default)]
pub(super) struct Sketch {
    pub items: Vec<Item>,
    pub ties: Vec<Tie>,
}

/// A box of a given size.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// Which column it belongs to, from the left; columns may be empty.
    pub column: usize,
    pub width: f64,
    /// The least height; a layout may make it taller to give ties room.
    pub height: f64,
}

/// A line between two boxes.
#[derive(Debug, Clone)]
pub(super) struct Tie {
    pub from: usize,
    pub to: usize,
    /// The line's width.
    pub breadth: f64,
    /// How much its straightness and its crossings matter.
    pub weight: f64,
    /// Ties to one box that cross a column may run as one line when they are of one strand.
    pub strand: usize,
}

/// Boxes and lines with their places; the upper left corner is near (0, 0), and all
/// coordinates are finite.
#[derive(Debug, Default)]
pub(super) struct Placement {
    /// One for each item of the sketch.
    pub boxes: Vec<Rect>,
    /// One for each tie of the sketch, from its start to its end.
    pub curves: Vec<Curve>,
}

impl Placement {
    /// Lays out a sketch.
    pub fn of(sketch: &Sketch, engine: &LayoutEngine) -> Result<Placement, GraphvizError> {
        columns::place(sketch, engine)
    }

    /// The smallest rectangle over boxes and lines.
    pub fn extent(&self) -> Rect {
        let curves = self.curves.iter().map(Curve::extent);
        self.boxes
            .iter()
            .copied()
            .chain(curves)
            .reduce(Rect::cover)
            .unwrap_or_default()
    }

    /// Moves everything.
    pub fn shift(&mut self, by: Point) {
        for rect in &mut self.boxes {
            rect.x += by.x;
            rect.y += by.y;
        }
        for curve in &mut self.curves {
            for point in &mut curve.points {
                *point = *point + by;
            }
        }
    }
}
