//! Spans at the database's edge: bytes inside the program, code points in the file.

use crate::span::{CodePoints, Span};

/// Stands between the pieces of a content that is shown as one string. It is never part of
/// the words: no piece of a content holds a bracketed ellipsis of its own without saying so.
pub const GAP: &str = " […] ";

/// Spans as a JSON array of `[start, end]` pairs in code points.
pub(super) fn encode(points: &CodePoints, spans: &[Span]) -> String {
    let pairs: Vec<String> = spans
        .iter()
        .map(|&span| {
            let [start, end] = points.of_span(span);
            format!("[{start},{end}]")
        })
        .collect();
    format!("[{}]", pairs.join(","))
}

/// The spans that `encode` wrote; pairs that do not fit the text are left out.
pub(super) fn decode(points: &CodePoints, json: &str) -> Vec<Span> {
    let pairs: Vec<[usize; 2]> = serde_json::from_str(json).unwrap_or_default();
    pairs
        .into_iter()
        .filter_map(|[start, end]| Some(Span::new(points.to_byte(start)?, points.to_byte(end)?)))
        .collect()
}

/// The words of the pieces, exactly as they stand, with [`GAP`] between two.
pub(super) fn words(text: &str, spans: &[Span]) -> String {
    let pieces: Vec<&str> = spans.iter().map(|span| span.slice(text)).collect();
    pieces.join(GAP)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A text and spans that lie in it on character boundaries.
    fn text_and_spans() -> impl Strategy<Value = (String, Vec<Span>)> {
        any::<String>().prop_flat_map(|text| {
            let starts: Vec<usize> = (0..=text.len())
                .filter(|&at| text.is_char_boundary(at))
                .collect();
            let boundary = prop::sample::select(starts);
            let span =
                (boundary.clone(), boundary).prop_map(|(a, b)| Span::new(a.min(b), a.max(b)));
            (Just(text), prop::collection::vec(span, 0..5))
        })
    }

    proptest! {
        #[test]
        fn spans_come_back_as_they_went((text, spans) in text_and_spans()) {
            let points = CodePoints::new(&text);
            prop_assert_eq!(decode(&points, &encode(&points, &spans)), spans);
        }

        #[test]
        fn words_are_slices_of_the_text((text, spans) in text_and_spans()) {
            let shown = words(&text, &spans);
            let pieces: Vec<&str> = spans.iter().map(|span| &text[span.start..span.end]).collect();
            prop_assert_eq!(shown, pieces.join(GAP));
        }
    }

    #[test]
    fn offsets_count_code_points() {
        let points = CodePoints::new("“Да”, he said");
        assert_eq!(encode(&points, &[Span::new(3, 7)]), "[[1,3]]");
    }
}
