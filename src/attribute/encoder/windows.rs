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
            let left = if window.start > 0 {
                word - window.start
            } else {
                count
            };
            let right = if window.end < count {
                window.end - 1 - word
            } else {
                count
            };
            let deep = Some(left.min(right));
            if deep > depth[word] {
                (depth[word], owner[word]) = (deep, number);
            }
        }
    }
    owner
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribute::encoder::wordpiece::Vocabulary;

    fn words(text: &str) -> Words {
        let vocabulary = Vocabulary::read("[UNK]\na\n##b\n.\n").unwrap();
        Words::read(&vocabulary, text)
    }

    fn check(text: &str) -> Vec<Range<usize>> {
        let words = words(text);
        let windows = covering(&words);
        for window in &windows {
            let pieces = words.first_piece_after(window.end) - words.first[window.start];
            assert!(pieces <= PIECES || window.len() == 1);
        }
        for pair in windows.windows(2) {
            assert!(pair[0].start < pair[1].start && pair[1].start <= pair[0].end);
        }
        for (word, &owner) in owners(words.len(), &windows).iter().enumerate() {
            assert!(windows[owner].contains(&word));
        }
        windows
    }

    #[test]
    fn no_word_is_lost_and_each_is_read_amid_others() {
        let windows = check(&"a ab. ".repeat(500));
        assert!(windows.len() > 5);
        let words = words(&"a ab. ".repeat(500));
        let owner = owners(words.len(), &windows);
        for (word, &owner) in owner.iter().enumerate() {
            let window = &windows[owner];
            assert!(window.start == 0 || word >= window.start + OVERLAP / 4);
            assert!(window.end == words.len() || word + OVERLAP / 4 < window.end);
        }
    }

    #[test]
    fn a_line_begins_a_window_where_one_is_near() {
        let text = "a ".repeat(190) + "\n" + &"a ".repeat(200);
        assert_eq!(check(&text)[1].start, 190);
    }

    #[test]
    fn empty_and_endless_words_are_no_trouble() {
        assert!(check("").is_empty());
        assert_eq!(check("a").len(), 1);
        check(&("a".to_owned() + &"b".repeat(90) + " ").repeat(20));
    }
}
