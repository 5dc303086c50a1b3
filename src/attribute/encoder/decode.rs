//! Labels to spans: cues, and what is seen from each, to attributions.

use super::heads::{SEEN, Tags};
use super::words::Words;
use crate::attribute::kind::kind_of;
use crate::model::Attribution;
use crate::span::Span;
use crate::text::Text;
use std::ops::Range;

/// A word less likely to open a cue opens none.
const CUE_FLOOR: f32 = 0.15;

/// What it takes to begin a piece of content, in natural logarithms: contents have few pieces.
const PIECE_COST: f32 = 1.0;

const SOURCE: [usize; 2] = [1, 2];
const CONTENT: [usize; 2] = [3, 4];

/// An attribution in words of the article, with what its confidence is computed from.
pub struct Found {
    cue: Range<usize>,
    source: Option<Range<usize>>,
    content: Vec<Range<usize>>,
    /// See training/decode.py.
    pub evidence: [f32; EVIDENCE],
}

/// Number of figures that a confidence is computed from.
pub const EVIDENCE: usize = 7;

/// The cues of a window: one opens where that is likely enough and not topped by going on.
pub fn cues(tags: &[Tags]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (word, tags) in tags.iter().enumerate() {
        let [_, begins, goes_on] = tags.cue.map(f32::exp);
        match out.last_mut() {
            Some(last) if last.end == word && goes_on >= begins && goes_on >= 0.5 => last.end += 1,
            _ if begins >= CUE_FLOOR && begins >= goes_on => out.push(word..word + 1),
            _ => {}
        }
    }
    out
}

/// What a cue of a window sees; words are counted in the window, and `shift` turns them into
/// words of the article. `None` where no word is its content.
pub fn attribution(
    tags: &[Tags],
    cue: Range<usize>,
    seen: &[[f32; SEEN]],
    shift: usize,
) -> Option<Found> {
    let labels = likeliest(seen);
    let content = joined(spans(&labels, CONTENT));
    let first = content.first()?.start;
    let gain = |span: &Range<usize>| -> f32 {
        seen[span.clone()]
            .iter()
            .map(|s| s[1].max(s[2]) - s[0])
            .sum()
    };
    let source = spans(&labels, SOURCE).into_iter().reduce(|best, next| {
        if gain(&next) > gain(&best) {
            next
        } else {
            best
        }
    });

    let words = content.iter().cloned().flatten();
    let length = content.iter().map(ExactSizeIterator::len).sum::<usize>() as f32;
    let sure = words
        .map(|w| (seen[w][3].exp() + seen[w][4].exp()).ln())
        .sum::<f32>()
        / length;
    let begins = tags[cue.start].cue[1].exp();
    let source_sure = source.clone().map(|span| {
        let sure = seen[span].iter().map(|s| (s[1].exp() + s[2].exp()).ln());
        sure.fold(f32::MIN, f32::max)
    });
    let evidence = [
        (begins / (1.0 - begins + 1e-6) + 1e-6).ln(),
        sure,
        seen[first][3].max(seen[first][4]),
        length.min(60.0).ln(),
        source_sure.unwrap_or(0.0),
        if source.is_some() { 1.0 } else { 0.0 },
        content.len() as f32 - 1.0,
    ];
    let moved = |span: Range<usize>| span.start + shift..span.end + shift;
    Some(Found {
        cue: moved(cue),
        source: source.map(moved),
        content: content.into_iter().map(moved).collect(),
        evidence,
    })
}

/// The likeliest labels of a window in which nothing goes on that has not begun (Viterbi 1967).
fn likeliest(seen: &[[f32; SEEN]]) -> Vec<usize> {
    let goes = |from: usize, to: usize| match to {
        2 if !SOURCE.contains(&from) => f32::NEG_INFINITY,
        3 => -PIECE_COST,
        4 if !CONTENT.contains(&from) => f32::NEG_INFINITY,
        _ => 0.0,
    };
    let mut best = [f32::NEG_INFINITY; SEEN];
    best[0] = 0.0;
    let mut came = Vec::with_capacity(seen.len());
    for scores in seen {
        let from: [usize; SEEN] = std::array::from_fn(|to| {
            let way = |from: usize| best[from] + goes(from, to);
            (1..SEEN).fold(
                0,
                |most, from| if way(from) > way(most) { from } else { most },
            )
        });
        best = std::array::from_fn(|to| best[from[to]] + goes(from[to], to) + scores[to]);
        came.push(from);
    }
    let mut label = (1..SEEN).fold(0, |most, l| if best[l] > best[most] { l } else { most });
    let mut labels = vec![0; seen.len()];
    for (word, from) in came.iter().enumerate().rev() {
        labels[word] = label;
        label = from[label];
    }
    labels
}

/// Runs of words that carry the two labels; the first label opens another run.
pub fn spans(labels: &[usize], [begins, goes_on]: [usize; 2]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (word, &label) in labels.iter().enumerate() {
        match out.last_mut() {
            Some(last) if label == goes_on && last.end == word => last.end += 1,
            _ if label == begins || label == goes_on => out.push(word..word + 1),
            _ => {}
        }
    }
    out
}

/// Pieces that one word or none parts are one.
fn joined(pieces: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for piece in pieces {
        match out.last_mut() {
            Some(last) if piece.start <= last.end + 1 => last.end = piece.end,
            _ => out.push(piece),
        }
    }
    out
}

impl Found {
    /// The attribution in bytes of the text.
    pub fn in_text(&self, words: &Words, text: &Text<'_>, confidence: f32) -> Attribution {
        let span = |range: &Range<usize>| words.span[range.start].cover(words.span[range.end - 1]);
        let content: Vec<Span> = self
            .content
            .iter()
            .map(|piece| tidy(text, span(piece)))
            .collect();
        Attribution {
            kind: kind_of(text, &content),
            source: self.source.iter().map(span).collect(),
            cue: vec![span(&self.cue)],
            content,
            rule: "encoder".to_owned(),
            confidence: Some(confidence),
        }
    }
}

/// A piece of content without the marks around a quotation that it is the whole of, and
/// without the comma or dash that leads back to the report.
fn tidy(text: &Text<'_>, piece: Span) -> Span {
    let at = text
        .quotations
        .partition_point(|quotation| quotation.outer.start < piece.start);
    let mut tidy = piece;
    if let Some(quotation) = text.quotations.get(at)
        && quotation.outer.start == piece.start
        && quotation.closed
        && (quotation.inner.end..=quotation.outer.end).contains(&piece.end)
    {
        tidy = quotation.inner;
    }
    let words = tidy.slice(text.text);
    let kept = words.trim_end_matches(|c: char| c.is_whitespace() || ",;:—–".contains(c));
    if kept.is_empty() {
        return piece;
    }
    Span::new(tidy.start, tidy.start + kept.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sure(label: usize) -> [f32; SEEN] {
        std::array::from_fn(|i| if i == label { -0.1 } else { -4.0 })
    }

    fn tags(begins: f32, goes_on: f32) -> Tags {
        let none: f32 = 1.0 - begins - goes_on;
        Tags {
            cue: [none.ln(), begins.ln(), goes_on.ln()],
            entity: [0.0; 9],
        }
    }

    #[test]
    fn nothing_goes_on_that_has_not_begun() {
        let labels = likeliest(&[0, 4, 4, 0, 2].map(sure));
        assert_eq!(labels[..4], [0, 3, 4, 0]);
        assert_ne!(labels[4], 2);
    }

    #[test]
    fn a_stray_word_opens_no_piece() {
        let doubtful = [-0.9, -9.0, -9.0, -0.8, -2.0];
        assert_eq!(likeliest(&[sure(0), doubtful, sure(0)]), [0, 0, 0]);
        assert_eq!(likeliest(&[sure(3), sure(4), sure(0)]), [3, 4, 0]);
    }

    #[test]
    fn a_cue_of_two_words_is_one() {
        let row = [
            tags(0.0, 0.0),
            tags(0.9, 0.0),
            tags(0.1, 0.8),
            tags(0.05, 0.0),
            tags(0.3, 0.1),
        ];
        assert_eq!(cues(&row), [1..3, 4..5]);
    }

    #[test]
    fn split_content_stays_split_but_for_a_mark() {
        assert_eq!(joined(vec![0..3, 4..6, 9..12]), [0..6, 9..12]);
    }

    #[test]
    fn content_is_tidied() {
        let text = Text::read("“We are ready,” he said. It is “fine”, he said.");
        let tidied = |from: usize, to: usize| tidy(&text, Span::new(from, to)).slice(text.text);
        let end = text.text.find(" he").unwrap();
        assert_eq!(tidied(0, end), "We are ready");
        let from = text.text.find("It").unwrap();
        let to = text.text.rfind(" he").unwrap();
        assert_eq!(tidied(from, to), "It is “fine”");
    }
}
