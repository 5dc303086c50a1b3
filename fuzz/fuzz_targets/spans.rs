//! Spans of a text: bytes to code points and back, and the arithmetic between two.
#![no_main]

use onrecord::span::{CodePoints, Span};

libfuzzer_sys::fuzz_target!(|input: (&str, u16, u16, u16, u16)| {
    let (text, a, b, c, d) = input;
    let span = |from: u16, to: u16| Span::new(usize::from(from.min(to)), usize::from(from.max(to)));
    let (one, two) = (span(a, b), span(c, d));
    let cover = one.cover(two);
    assert!(cover.contains(one) && cover.contains(two));
    assert_eq!(one.overlaps(two), two.overlaps(one));
    if !one.fits(text) {
        return;
    }
    let trimmed = one.trim(text);
    assert!(one.contains(trimmed) && trimmed.fits(text));
    assert_eq!(trimmed.slice(text), one.slice(text).trim());
    let points = CodePoints::new(text);
    let [from, to] = points.of_span(one);
    assert_eq!(to - from, one.slice(text).chars().count());
    assert_eq!(points.to_byte(from), Some(one.start));
    assert_eq!(points.to_byte(to), Some(one.end));
});
