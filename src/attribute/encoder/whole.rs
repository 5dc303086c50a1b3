//! A quotation is one piece: who is quoted with its opening is quoted with all of it. And what goes on
//! after a report ends with a sentence.
//!
//! The encoder sees a window of some 200 words. What goes on beyond it, or what breaks off at a
//! slip of the pen, would be cut in the middle of a sentence.

use crate::model::Attribution;
use crate::span::Span;
use crate::text::Text;

/// Lengthens contents that end inside a quotation which they open, as far as its closing mark, and
/// cuts those that break off inside a later sentence than their report's.
pub(super) fn complete(text: &Text<'_>, attributions: &mut [Attribution]) {
    for attribution in attributions {
        close_gaps(text, attribution);
        let cue = attribution.cue.last().copied();
        if let Some(last) = attribution.content.last_mut() {
            *last = unmarked(text, completed(text, *last));
            if cue.is_some_and(|cue| cue.end <= last.start) {
                *last = ended(text, *last);
            }
        }
    }
}

/// Joins pieces of one sentence between which neither the source nor the cue stands: only the report
/// itself interrupts what is said.
fn close_gaps(text: &Text<'_>, attribution: &mut Attribution) {
    let mut pieces: Vec<Span> = Vec::with_capacity(attribution.content.len());
    for &piece in &attribution.content {
        let joins = pieces.last().is_some_and(|&before| {
            let gap = Span::new(before.end, piece.start);
            let mut report = attribution.source.iter().chain(&attribution.cue);
            before.end <= piece.start
                && text.sentence_of(text.tokens_in(before).end.saturating_sub(1))
                    == text.sentence_of(text.tokens_in(piece).start)
                && report.all(|span| !span.overlaps(gap))
        });
        match pieces.last_mut() {
            Some(last) if joins => *last = last.cover(piece),
            _ => pieces.push(piece),
        }
    }
    attribution.content = pieces;
}

/// Without the closing mark of a quotation whose opening mark is no part of the piece.
fn unmarked(text: &Text<'_>, piece: Span) -> Span {
    let last = text.tokens_in(piece).end.saturating_sub(1);
    match text.quotation_of(last).map(|at| &text.quotations[at]) {
        Some(quotation)
            if quotation.closed
                && piece.end == quotation.outer.end
                && (quotation.inner.start..quotation.inner.end).contains(&piece.start) =>
        {
            Span::new(piece.start, quotation.inner.end)
        }
        _ => piece,
    }
}

/// Up to the end of the last whole sentence, where plain words break off in a later one.
fn ended(text: &Text<'_>, piece: Span) -> Span {
    let tokens = text.tokens_in(piece);
    let last = tokens.end.saturating_sub(1);
    let (Some(first_in), Some(last_in)) = (text.sentence_of(tokens.start), text.sentence_of(last))
    else {
        return piece;
    };
    let goes_on = text
        .tokens
        .get(tokens.end)
        .is_some_and(|next| next.is_word() && text.sentence_of(tokens.end) == Some(last_in));
    if first_in == last_in || !goes_on || text.tokens[last].quotation.is_some() {
        return piece;
    }
    let before = tokens.start..text.sentences[last_in].tokens.start;
    let word = before.rev().find(|&at| text.tokens[at].is_word());
    word.map_or(piece, |word| {
        Span::new(piece.start, text.tokens[word].span.end)
    })
}

fn completed(text: &Text<'_>, piece: Span) -> Span {
    let tokens = text.tokens_in(piece);
    let quotation = tokens
        .end
        .checked_sub(1)
        .and_then(|last| text.quotation_of(last))
        .map(|at| &text.quotations[at]);
    match quotation {
        Some(quotation)
            if quotation.closed
                && piece.start <= quotation.inner.start
                && (quotation.inner.start + 1..quotation.inner.end).contains(&piece.end)
                && text
                    .tokens_in(Span::new(piece.end, quotation.inner.end))
                    .any(|at| text.tokens[at].is_word()) =>
        {
            Span::new(piece.start, quotation.inner.end)
        }
        _ => piece,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete_in(text: &str, words: &str) -> String {
        let start = text.find(words).expect("the words are in the text");
        let read = Text::read(text);
        completed(&read, Span::new(start, start + words.len()))
            .slice(text)
            .to_string()
    }

    #[test]
    fn a_quotation_that_is_opened_is_taken_whole() {
        let text = "He said: “We met in May. We will meet again.” Then he left “for good”.";
        assert_eq!(
            complete_in(text, "We met in May. We will"),
            "We met in May. We will meet again."
        );
        assert_eq!(complete_in(text, "We will"), "We will");
        assert_eq!(complete_in(text, "Then he left"), "Then he left");
        assert_eq!(complete_in(text, "left “for"), "left “for good");
    }

    #[test]
    fn plain_words_do_not_break_off_in_a_later_sentence() {
        let text = "He said that trade grew. Exports rose by half. The guests then left.";
        let ended_in = |words: &str| {
            let start = text.find(words).expect("the words are in the text");
            let read = Text::read(text);
            ended(&read, Span::new(start, start + words.len()))
                .slice(text)
                .to_string()
        };
        assert_eq!(ended_in("trade grew. Exports rose by"), "trade grew");
        assert_eq!(
            ended_in("trade grew. Exports rose by half"),
            "trade grew. Exports rose by half"
        );
        assert_eq!(ended_in("trade"), "trade");
    }

    #[test]
    fn only_the_report_interrupts_what_is_said() {
        let text =
            "They hailed the plan, which backed the truce, made in Munich. “We,” he said, “go.”";
        let span = |words: &str| {
            let start = text.find(words).expect("the words are in the text");
            Span::new(start, start + words.len())
        };
        let closed = |source: &str, cue: &str, pieces: [&str; 2]| {
            let mut one = Attribution {
                kind: crate::model::Kind::Indirect,
                source: vec![span(source)],
                cue: vec![span(cue)],
                content: pieces.iter().map(|piece| span(piece)).collect(),
                rule: "test".to_string(),
                confidence: None,
            };
            close_gaps(&Text::read(text), &mut one);
            one.content.len()
        };
        assert_eq!(closed("They", "hailed", ["the plan", "made in Munich"]), 1);
        assert_eq!(closed("he", "said", ["We", "go"]), 2);
    }

    #[test]
    fn a_closing_mark_without_its_opening_one_is_left_out() {
        let text = "It reads: “We met in May.” So it was.";
        let start = text.find("We").expect("the words are in the text");
        let end = text.find(" So").expect("the words are in the text");
        let read = Text::read(text);
        let piece = unmarked(&read, Span::new(start, end));
        assert_eq!(piece.slice(text), "We met in May.");
    }

    #[test]
    fn a_quotation_that_never_closes_is_left_as_it_is_found() {
        let text = "He said: “We met in May. We will meet again.";
        assert_eq!(complete_in(text, "We met"), "We met");
    }
}
