//! An article as it goes into the record, as far as that follows from the article alone: whoever
//! read it works this out, on whatever thread that is, so that the one who writes only writes.

use super::spans;
use crate::article::Likeness;
use crate::model::{Extraction, Stance, Statement};
use crate::span::{CodePoints, Span};
use crate::wording::Wording;

/// An article with everything that was found in it, ready to be written.
pub struct Entry {
    extraction: Extraction,
    /// What follows from it: a line for each of its statements.
    pub(super) lines: Lines,
}

impl Entry {
    /// Makes an extraction ready.
    pub fn new(extraction: Extraction) -> Entry {
        Entry {
            lines: Lines::of(&extraction),
            extraction,
        }
    }

    /// What was found.
    pub fn extraction(&self) -> &Extraction {
        &self.extraction
    }
}

/// What the record keeps of an article beside what stands in its extraction.
pub(super) struct Lines {
    /// Where articles that are like this one meet it.
    pub(super) bands: Vec<i64>,
    /// The statements in their order.
    pub(super) statements: Vec<Line>,
}

impl Lines {
    pub(super) fn of(extraction: &Extraction) -> Lines {
        let text = &extraction.article.text;
        let points = CodePoints::new(text);
        let line = |statement| Line::of(text, &points, statement);
        Lines {
            bands: Likeness::new(text).bands(),
            statements: extraction.statements.iter().map(line).collect(),
        }
    }
}

/// A statement's place and words in columns. Offsets count code points; lists of spans are JSON.
pub(super) struct Line {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) source: String,
    pub(super) cue: String,
    pub(super) content: String,
    pub(super) words: String,
    /// The words in small ([`Wording::to_bytes`]).
    pub(super) wording: Vec<u8>,
    /// Where its stances find their words, in their order.
    pub(super) stances: Vec<Grounds>,
}

impl Line {
    pub(super) fn of(text: &str, points: &CodePoints, statement: &Statement) -> Line {
        let attribution = &statement.attribution;
        let extent = attribution.extent().unwrap_or(Span::new(0, 0));
        let [start, end] = points.of_span(extent);
        let words = spans::words(text, &attribution.content);
        Line {
            start,
            end,
            source: spans::encode(points, &attribution.source),
            cue: spans::encode(points, &attribution.cue),
            content: spans::encode(points, &attribution.content),
            wording: Wording::of(&words).to_bytes(),
            words,
            stances: Grounds::of(points, &statement.stances),
        }
    }
}

/// On which words a stance rests, in columns.
pub(super) struct Grounds {
    pub(super) evidence: String,
    pub(super) condition: String,
    pub(super) object: Option<String>,
}

impl Grounds {
    pub(super) fn of(points: &CodePoints, stances: &[Stance]) -> Vec<Grounds> {
        let encode = |spans: &Vec<Span>| spans::encode(points, spans);
        let grounds = |stance: &Stance| Grounds {
            evidence: encode(&stance.evidence),
            condition: encode(&stance.condition),
            object: stance.object.as_ref().map(encode),
        };
        stances.iter().map(grounds).collect()
    }
}
