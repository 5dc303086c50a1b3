//! The sheet that a picture is drawn on: title, note and legend above, the drawing below.

use super::Heading;
use super::looks::Mark;
use crate::export::escaped;
use crate::export::layout::{Curve, Point};
use crate::export::style::Stroke;
use crate::export::svg::lettering::Type;
use crate::export::svg::paint::{Canvas, n};

pub const MARGIN: f64 = 30.0;
pub const INK: &str = "#1c1f23";
pub const FAINT: &str = "#5b636b";
/// Lines that only guide the eye.
pub const GUIDE: &str = "#e3e6e9";
pub const NAME: Type = Type::regular(11.5);
pub const SMALL: Type = Type::regular(10.5);

const TITLE: Type = Type::bold(19.0);
const NOTE: Type = Type::regular(11.0);
const ENTRY: Type = Type::regular(11.0);
const ROW: f64 = 20.0;
/// Letters of a reader's machine may be so much wider than thought.
const WIDER: f64 = 1.1;

/// An entry of the legend: what it looks like, and what it means.
pub struct Entry {
    pub swatch: Swatch,
    pub words: String,
}

pub enum Swatch {
    Mark(Mark, String),
    Line(Stroke),
    /// A block of a colour.
    Block(String),
    /// Nothing: words alone.
    None,
}

impl Entry {
    pub fn new(swatch: Swatch, words: impl Into<String>) -> Entry {
        Entry {
            swatch,
            words: words.into(),
        }
    }

    fn swatch_width(&self) -> f64 {
        match self.swatch {
            Swatch::Mark(..) => 14.0,
            Swatch::Line(_) => 30.0,
            Swatch::Block(_) => 16.0,
            Swatch::None => 0.0,
        }
    }
}

/// A canvas of known width whose upper part is set.
pub struct Sheet {
    pub canvas: Canvas,
    pub width: f64,
    /// Where the drawing begins.
    pub top: f64,
}

impl Sheet {
    /// Sets title, note and legend on a sheet at least as wide as asked for.
    pub fn new(heading: &Heading, legend: &[Entry], width: f64) -> Sheet {
        let width = width.max(560.0).ceil();
        let inner = (width - 2.0 * MARGIN) / WIDER;
        let mut canvas = Canvas::new(&heading.title, &heading.note);
        let mut y = MARGIN + TITLE.size * 0.8;
        for line in TITLE.wrapped(&heading.title, inner, 3) {
            canvas.text(Point::new(MARGIN, y), TITLE, INK, &line);
            y += TITLE.leading();
        }
        y -= 4.0;
        for line in NOTE.wrapped(&heading.note, inner, 6) {
            canvas.text(Point::new(MARGIN, y), NOTE, FAINT, &line);
            y += NOTE.leading();
        }
        let mut x = MARGIN;
        y += 8.0;
        canvas.raw("<g class=\"legend\">");
        for entry in legend {
            let words = ENTRY.wrapped(&entry.words, inner - 40.0, 1).remove(0);
            let swatch = entry.swatch_width();
            let gap = if swatch > 0.0 { 6.0 } else { 0.0 };
            let needed = swatch + gap + ENTRY.width(&words) * WIDER;
            if x > MARGIN && x + needed > width - MARGIN {
                x = MARGIN;
                y += ROW;
            }
            let middle = Point::new(x + swatch / 2.0, y);
            match &entry.swatch {
                Swatch::Mark(mark, colour) => mark.paint(&mut canvas, middle, 5.5, colour),
                Swatch::Line(look) => {
                    let mut line = Curve::from(Point::new(x, y));
                    line.level_to(Point::new(x + swatch, y));
                    canvas.line(&line, look, 2.6);
                }
                Swatch::Block(colour) => block(&mut canvas, (x, y - 6.0), (16.0, 12.0), colour),
                Swatch::None => {}
            }
            let at = Point::new(x + swatch + gap, y + ENTRY.size * 0.35);
            canvas.text(at, ENTRY, INK, &words);
            x += needed + 18.0;
        }
        canvas.raw("</g>");
        let top = if legend.is_empty() { y } else { y + ROW };
        Sheet { canvas, width, top }
    }

    /// A sheet that says that there is nothing to draw.
    pub fn empty(heading: &Heading, words: &str) -> String {
        let mut sheet = Sheet::new(heading, &[], 560.0);
        let at = Point::new(MARGIN, sheet.top + 24.0);
        sheet.canvas.text(at, NAME, INK, words);
        let bottom = sheet.top + 40.0;
        sheet.finish(bottom)
    }

    /// The document, which ends a margin below the drawing.
    pub fn finish(self, bottom: f64) -> String {
        self.canvas.finish(self.width, (bottom + MARGIN).ceil())
    }

    /// A thin straight line.
    pub fn guide(&mut self, from: Point, to: Point, colour: &str) {
        self.canvas.raw(&format!(
            "<path d=\"M{},{} L{},{}\" stroke=\"{colour}\" stroke-width=\"1\" fill=\"none\"/>",
            n(from.x),
            n(from.y),
            n(to.x),
            n(to.y)
        ));
    }

    /// A block with words for whoever points at it.
    pub fn told_block(&mut self, at: (f64, f64), size: (f64, f64), colour: &str, words: &str) {
        self.canvas
            .raw(&format!("<g><title>{}</title>", escaped(words)));
        block(&mut self.canvas, at, size, colour);
        self.canvas.raw("</g>");
    }

    /// One line of text that is cut to a width.
    pub fn name(&mut self, at: Point, font: Type, ink: &str, words: &str, width: f64) {
        let words = font.wrapped(words, width, 1).remove(0);
        self.canvas.text(at, font, ink, &words);
    }
}

fn block(canvas: &mut Canvas, at: (f64, f64), size: (f64, f64), colour: &str) {
    canvas.raw(&format!(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{colour}\"/>",
        n(at.0),
        n(at.1),
        n(size.0),
        n(size.1)
    ));
}
