//! Labels to spans: cues, and what is seen from each, to attributions.

use super::heads::{SEEN, Tags};
use super::words::{Quote, Words};
use crate::model::{Attribution, Kind};
use crate::span::Span;
use std::ops::Range;

/// A word less likely to open a cue opens none.
const CUE_FLOOR: f32 = 0.15;

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
    let labels: Vec<usize> = seen.iter().map(most).collect();
    let content = joined(spans(&labels, CONTENT));
    let first = content.first()?.start;
    let gain = |span: &Range<usize>| -> f32 {
        seen[span.clone()].iter().map(|s| s[1].max(s[2]) - s[0]).sum()
    };
    let source = spans(&labels, SOURCE)
        .into_iter()
        .reduce(|best, next| if gain(&next) > gain(&best) { next } else { best });

    let words = content.iter().cloned().flatten();
    let length = content.iter().map(ExactSizeIterator::len).sum::<usize>() as f32;
    let sure = words.map(|w| (seen[w][3].exp() + seen[w][4].exp()).ln()).sum::<f32>() / length;
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

fn most(scores: &[f32; SEEN]) -> usize {
    (1..SEEN).fold(0, |best, label| if scores[label] > scores[best] { label } else { best })
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
    pub fn in_text(&self, words: &Words, text: &str, confidence: f32) -> Attribution {
        let span = |range: &Range<usize>| words.span[range.start].cover(words.span[range.end - 1]);
        Attribution {
            kind: self.kind(words, text),
            source: self.source.iter().map(span).collect(),
            cue: vec![span(&self.cue)],
            content: self.content.iter().map(span).collect::<Vec<Span>>(),
            rule: "encoder".to_owned(),
            confidence: Some(confidence),
        }
    }

    /// Direct where nine tenths of the letters and figures stand between quotation marks.
    fn kind(&self, words: &Words, text: &str) -> Kind {
        let (mut quoted, mut all) = (0, 0);
        for word in self.content.iter().cloned().flatten() {
            let letters = words.span[word].slice(text).chars().filter(|c| c.is_alphanumeric()).count();
            all += letters;
            quoted += if words.quote[word] == Quote::Inside { letters } else { 0 };
        }
        match quoted {
            0 => Kind::Indirect,
            quoted if 10 * quoted >= 9 * all => Kind::Direct,
            _ => Kind::Mixed,
        }
    }
}
