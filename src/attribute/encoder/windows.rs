//! Windows that cover an article, so that nothing is lost at their edges.

use super::transformer::PIECES;
use super::words::Words;
use std::ops::Range;

/// Pieces that two windows share, at least.
const OVERLAP: usize = 48;
/// Pieces further back, where a line that begins there is preferred.
const LOOK_BACK: usize = 40;

/// Ranges of words, each of at most [`PIECES`] pieces (unless one word alone has more).
pub fn covering(words: &Words) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut begin = 0;
    while begin < words.len() {
        let limit = words.first[begin] + PIECES;
        let end = if words.pieces.len() <= limit {
            words.len()
        } else {
            let fits = words.first.partition_point(|&first| first <= limit) - 1;
            fits.max(begin + 1)
        };
        out.push(begin..end);
        if end == words.len() {
            break;
        }
        let most = words.first[end].saturating_sub(OVERLAP);
        let mut step = end - 1;
        while step > begin + 1 && words.first[step] > most {
            step -= 1;
        }
        let mut line = step;
        while line > begin + 1 && !words.opens[line] && words.first[line] + LOOK_BACK > most {
            line -= 1;
        }
        begin = if words.opens[line] { line } else { step }.max(begin + 1);
    }
    out
}

/// For each word, the window in which it stands farthest from an edge within the article.
pub fn owners(count: usize, windows: &[Range<usize>]) -> Vec<usize> {
    let mut owner = vec![0; count];
    let mut depth = vec![None; count];
    for (number, window) in windows.iter().enumerate() {
        for word in window.clone() {
            let left = if window.start > 0 { word - window.start } else { count };
            let right = if window.end < count { window.end - 1 - word } else { count };
            let deep = Some(left.min(right));
            if deep > depth[word] {
                (depth[word], owner[word]) = (deep, number);
            }
        }
    }
    owner
}
