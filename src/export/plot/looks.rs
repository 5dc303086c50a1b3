//! How the levels of a qualifier look: a colour and a shape, and on which side of a bar.

use crate::export::layout::Point;
use crate::export::network::COLOURS;
use crate::export::style::stroke;
use crate::export::svg::paint::{Canvas, n};
use crate::graph::Relation;
use crate::model::Label;
use crate::network::Levels;

/// The shape of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Disc,
    Diamond,
    Triangle,
    Ring,
    Square,
}

impl Mark {
    /// Draws it around a point; all shapes of a radius look about equally large.
    pub fn paint(self, canvas: &mut Canvas, at: Point, radius: f64, colour: &str) {
        let edge = "stroke=\"#ffffff\" stroke-width=\"0.8\"";
        let polygon = |canvas: &mut Canvas, corners: &[(f64, f64)]| {
            let corners: Vec<String> = corners
                .iter()
                .map(|(x, y)| format!("{},{}", n(at.x + x * radius), n(at.y + y * radius)))
                .collect();
            let corners = corners.join(" ");
            canvas.raw(&format!(
                "<polygon points=\"{corners}\" fill=\"{colour}\" {edge}/>"
            ));
        };
        let [x, y] = [n(at.x), n(at.y)];
        match self {
            Mark::Disc => canvas.raw(&format!(
                "<circle cx=\"{x}\" cy=\"{y}\" r=\"{}\" fill=\"{colour}\" {edge}/>",
                n(radius)
            )),
            Mark::Ring => canvas.raw(&format!(
                "<circle cx=\"{x}\" cy=\"{y}\" r=\"{}\" fill=\"#ffffff\" stroke=\"{colour}\" stroke-width=\"1.6\"/>",
                n((radius - 0.8).max(0.8))
            )),
            Mark::Diamond => {
                polygon(canvas, &[(0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)]);
            }
            Mark::Triangle => polygon(canvas, &[(0.0, -1.15), (1.15, 0.9), (-1.15, 0.9)]),
            Mark::Square => {
                polygon(canvas, &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]);
            }
        }
    }
}

/// Where a level stands in a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Against: to the left.
    Against,
    /// For, or a mention without sides: to the right.
    For,
    /// Neither: apart, at the far right.
    Aside,
}

/// The look of a level.
#[derive(Debug, Clone)]
pub struct Look {
    pub name: String,
    pub colour: String,
    pub mark: Mark,
    pub side: Side,
    /// The order of legends and of blocks from the middle of a bar outward.
    pub rank: i64,
}

/// A look for each level of the qualifier.
pub fn looks(levels: &Levels) -> Vec<Look> {
    match levels {
        Levels::Single => vec![Look {
            name: "statement".into(),
            colour: hex(COLOURS[0]),
            mark: Mark::Disc,
            side: Side::For,
            rank: 0,
        }],
        Levels::Boolean => vec![
            of_label(Label::Oppose, "no"),
            of_label(Label::Support, "yes"),
        ],
        Levels::Integer(numbers) => numbers.iter().map(|&number| of_number(number)).collect(),
        Levels::Text(names) => {
            let mut next = 0;
            let of_name = |name: &String| match Label::from_name(name) {
                Some(label) => of_label(label, label.name()),
                None => {
                    next += 1;
                    of_kind(name, next - 1)
                }
            };
            names.iter().map(of_name).collect()
        }
    }
}

fn of_label(label: Label, name: &str) -> Look {
    let (mark, side, rank) = match label {
        Label::Support => (Mark::Disc, Side::For, 0),
        Label::Conditional => (Mark::Triangle, Side::For, 1),
        Label::Oppose => (Mark::Diamond, Side::Against, 2),
        Label::Neutral => (Mark::Ring, Side::Aside, 3),
    };
    Look {
        name: name.into(),
        colour: stroke(Relation::Stance(label)).colour.into(),
        mark,
        side,
        rank,
    }
}

/// Numbers are for or against by their sign; the further from 0, the darker.
fn of_number(number: i64) -> Look {
    let label = match number.signum() {
        1 => Label::Support,
        0 => Label::Neutral,
        _ => Label::Oppose,
    };
    let look = of_label(label, "");
    let shade: &[&str] = match label {
        Label::Support => &["#66b6a6", "#00856a", "#004d3d"],
        Label::Oppose => &["#e89b6d", "#d04a00", "#7c2c00"],
        _ => {
            return Look {
                name: "0".into(),
                ..look
            };
        }
    };
    let step = (number.unsigned_abs() as usize).saturating_sub(1);
    Look {
        name: format!("{number:+}"),
        colour: shade[step.min(shade.len() - 1)].into(),
        // For first and strongest outermost; then against.
        rank: number
            .saturating_abs()
            .saturating_add(if number < 0 { 1 << 40 } else { 0 }),
        ..look
    }
}

fn of_kind(name: &str, at: usize) -> Look {
    const MARKS: [Mark; 4] = [Mark::Disc, Mark::Square, Mark::Triangle, Mark::Diamond];
    Look {
        name: name.into(),
        colour: hex(COLOURS[at % COLOURS.len()]),
        mark: MARKS[at % MARKS.len()],
        side: Side::For,
        rank: 10 + at as i64,
    }
}

/// `#rrggbb`.
pub fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
