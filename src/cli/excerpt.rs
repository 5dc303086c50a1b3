//! The part of a long statement that is shown on a screen: the words that carry the position.

use super::output::shorten;
use crate::query::Said;
use std::ops::Range;

/// Stands where words are left out; never a part of them.
const CUT: &str = "[…]";

/// At most about `limit` characters of a statement's words, those around what carries its
/// positions. Cut between words, the marks of the cut outside them.
pub fn excerpt(said: &Said, limit: usize) -> String {
    around(&said.words, &marks(said), limit)
}

/// Where in the words the evidence of the positions stands, in characters.
fn marks(said: &Said) -> Vec<Range<usize>> {
    let mut marks = Vec::new();
    let mut before = 0;
    for &[start, end] in &said.content {
        for &[from, to] in said.stances.iter().flat_map(|stance| &stance.evidence) {
            if start <= from && to <= end {
                marks.push(before + from - start..before + to - start);
            }
        }
        before += end - start + GAP;
    }
    marks.sort_by_key(|mark| (mark.start, mark.end));
    marks
}

/// So many characters stand between two pieces of a content: ` […] `.
const GAP: usize = 5;

fn around(words: &str, marks: &[Range<usize>], limit: usize) -> String {
    let chars: Vec<char> = words.chars().collect();
    let core = core(marks, limit).filter(|core| core.end <= chars.len());
    let (Some(core), true) = (core, chars.len() > limit) else {
        return shorten(words, limit);
    };
    let room = limit.saturating_sub(core.len());
    // Before it a third of the room, or more where the words end sooner.
    let start = core.start.saturating_sub(room / 3);
    let end = (start + limit).min(chars.len());
    let start = begins(&chars, end.saturating_sub(limit).min(start)..core.start);
    let end = match start + limit >= chars.len() {
        true => chars.len(),
        false => ends(&chars, core.end..start + limit),
    };
    let shown: String = chars[start..end].iter().collect();
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let mark = |cut: bool| if cut { CUT } else { "" };
    format!("{} {shown} {}", mark(start > 0), mark(end < chars.len()))
        .trim()
        .to_owned()
}

/// The marks that fit into `limit` characters together: as many as possible, the first of such.
fn core(marks: &[Range<usize>], limit: usize) -> Option<Range<usize>> {
    let mut best: Option<(usize, Range<usize>)> = None;
    for (at, first) in marks.iter().enumerate() {
        let fits = marks[at..]
            .iter()
            .take_while(|mark| mark.end <= first.start + limit);
        let (count, end) = fits.fold((0, first.end), |(count, end), mark| {
            (count + 1, end.max(mark.end))
        });
        if best.as_ref().is_none_or(|(most, _)| count > *most) {
            best = Some((count, first.start..end));
        }
    }
    best.map(|(_, core)| core)
}

/// The first place in a range where a sentence begins, else where a word does.
fn begins(chars: &[char], range: Range<usize>) -> usize {
    let word = |at: &usize| {
        let before = at.checked_sub(1).map(|before| chars[before]);
        let word = chars.get(*at).is_some_and(|c| !c.is_whitespace());
        before.is_none_or(char::is_whitespace) && word
    };
    let sentence = |at: &usize| {
        let before = chars[..*at].iter().rfind(|c| !c.is_whitespace());
        before.is_none_or(|before| matches!(before, '.' | '?' | '!' | '…' | '”' | '"'))
            && chars.get(*at).is_some_and(|c| c.is_uppercase())
    };
    let starts: Vec<usize> = range.clone().chain([range.end]).filter(word).collect();
    starts
        .iter()
        .copied()
        .find(sentence)
        .or(starts.first().copied())
        .unwrap_or(range.end)
}

/// The last place in a range where a word has ended.
fn ends(chars: &[char], range: Range<usize>) -> usize {
    (range.start..=range.end)
        .rev()
        .find(|&at| chars.get(at).is_none_or(|c| c.is_whitespace()))
        .unwrap_or(range.start)
}

#[cfg(test)]
mod tests {
    use super::around;
    use proptest::prelude::*;

    const SPEECH: &str = "We met in the old harbour hall. The fleet is strong. \
        We reject the tariffs on timber. And now to the weather of the coming weeks.";

    fn shown(mark: &str, limit: usize) -> String {
        let at = SPEECH.find(mark).unwrap();
        around(SPEECH, std::slice::from_ref(&(at..at + mark.len())), limit)
    }

    #[test]
    fn the_words_that_carry_the_position_are_shown() {
        assert_eq!(
            shown("reject the tariffs", 40),
            "[…] We reject the tariffs on timber. And now […]"
        );
        assert_eq!(shown("coming weeks.", 20), "[…] of the coming weeks.");
        assert_eq!(shown("met", 20), "We met in the old […]");
        assert_eq!(shown("met", 500), SPEECH);
        assert_eq!(around(SPEECH, &[], 12), "We met in […]");
    }

    proptest! {
        #[test]
        fn an_excerpt_is_a_slice(words in "[a-zäé .\n]{0,80}", from in 0usize..80, long in 0usize..20, limit in 1usize..60) {
            let whole = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let count = words.chars().count();
            let mark = from.min(count)..(from + long).min(count);
            let cut = around(&words, &[mark], limit);
            let slice = cut.trim_start_matches("[…]").trim_end_matches("[…]").trim();
            prop_assert!(whole.contains(slice), "{cut:?}");
        }
    }
}
