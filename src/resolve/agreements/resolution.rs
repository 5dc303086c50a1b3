//! Numbered resolutions of the Security Council.

use crate::resolve::words::Words;
use std::ops::Range;

/// The number of a resolution of the Security Council.
pub(super) fn is_number(word: &str) -> bool {
    (3..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
}

/// "UN Security Council Resolution 2231", by its noun.
pub(super) fn resolution(words: &Words<'_>, at: usize) -> Option<Range<usize>> {
    let numbered = is_number(words.folded(at + 1));
    let council =
        at >= 2 && words.folded(at - 1) == "council" && words.folded(at - 2) == "security";
    let body = at >= 1 && matches!(words.folded(at - 1), "un" | "unsc" | "council");
    if !numbered || !(council || body) {
        return None;
    }
    let mut start = if council { at - 2 } else { at - 1 };
    if start > 0 && matches!(words.folded(start - 1), "un" | "nations") {
        start -= 1;
    }
    Some(start..at + 2)
}
