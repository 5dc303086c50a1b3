//! The one offset type: a byte range into an article's text.
//!
//! Inside the program every offset counts bytes of UTF-8 and lies on a character
//! boundary. The interchange form counts Unicode code points; [`CodePoints`]
//! converts, once, at the edge.

use serde::{Deserialize, Serialize};

/// A half-open byte range `start..end` into an article's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range `start..end`; an inverted pair becomes empty at `start`.
    pub fn new(start: usize, end: usize) -> Span {
        Span {
            start,
            end: end.max(start),
        }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The words that the span marks; empty when it does not fit `text`.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Whether the span lies in `text` on character boundaries.
    pub fn fits(self, text: &str) -> bool {
        text.get(self.start..self.end).is_some()
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The span without the white space at its ends.
    pub fn trim(self, text: &str) -> Span {
        let words = self.slice(text);
        let start = self.start + (words.len() - words.trim_start().len());
        Span::new(start, start + words.trim().len())
    }
}

/// Converts byte offsets of one text to Unicode code points and back.
///
/// ```
/// use onrecord::span::{CodePoints, Span};
/// let points = CodePoints::new("“Да”, he said");
/// assert_eq!(points.of_span(Span::new(3, 7)), [1, 3]);
/// assert_eq!(points.to_byte(3), Some(7));
/// ```
pub struct CodePoints {
    /// `None` for ASCII, where the two counts agree.
    starts: Option<Vec<u32>>,
    bytes: usize,
}

impl CodePoints {
    /// Indexes a text. Texts of 4 GiB and more are beyond the program's limits.
    pub fn new(text: &str) -> CodePoints {
        let starts =
            (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at as u32).collect());
        CodePoints {
            starts,
            bytes: text.len(),
        }
    }

    /// The number of code points before byte `at`.
    pub fn of_byte(&self, at: usize) -> usize {
        match &self.starts {
            None => at.min(self.bytes),
            Some(starts) => starts.partition_point(|&start| (start as usize) < at),
        }
    }

    /// A span as `[start, end]` in code points, end exclusive.
    pub fn of_span(&self, span: Span) -> [usize; 2] {
        [self.of_byte(span.start), self.of_byte(span.end)]
    }

    /// The byte at which code point `point` starts; the text's end counts as a point.
    pub fn to_byte(&self, point: usize) -> Option<usize> {
        match &self.starts {
            None => (point <= self.bytes).then_some(point),
            Some(starts) if point == starts.len() => Some(self.bytes),
            Some(starts) => starts.get(point).map(|&start| start as usize),
        }
    }
}
