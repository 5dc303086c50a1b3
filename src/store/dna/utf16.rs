//! Offsets as Java counts them: in UTF-16 units.

use crate::span::Span;
use std::collections::HashMap;

/// Converts offsets in UTF-16 units, as Java counts, to bytes.
pub(super) struct Utf16<'a> {
    text: &'a str,
    /// The byte at which each unit starts, and the end; `None` for ASCII, where they agree.
    starts: Option<HashMap<usize, usize>>,
}

impl Utf16<'_> {
    pub fn new(text: &str) -> Utf16<'_> {
        let starts = (!text.is_ascii()).then(|| {
            let mut unit = 0;
            let mut starts = HashMap::new();
            for (byte, c) in text.char_indices() {
                starts.insert(unit, byte);
                unit += c.len_utf16();
            }
            starts.insert(unit, text.len());
            starts
        });
        Utf16 { text, starts }
    }

    /// The span in bytes; `None` when it is empty, outside the text or within a character.
    pub fn span(&self, start: i64, stop: i64) -> Option<Span> {
        let byte = |unit: i64| {
            let unit = usize::try_from(unit).ok()?;
            match &self.starts {
                Some(starts) => starts.get(&unit).copied(),
                None => (unit <= self.text.len()).then_some(unit),
            }
        };
        let (start, stop) = (byte(start)?, byte(stop)?);
        (start < stop).then(|| Span::new(start, stop))
    }
}

/// The UTF-16 unit at which each code point starts, and the end; `None` for ASCII.
pub(super) fn units(text: &str) -> Option<Vec<i64>> {
    if text.is_ascii() {
        return None;
    }
    let mut unit = 0;
    let mut units = vec![0];
    units.extend(text.chars().map(|c| {
        unit += c.len_utf16() as i64;
        unit
    }));
    Some(units)
}
