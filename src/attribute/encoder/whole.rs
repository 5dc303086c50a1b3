//! A quotation is one piece: who is quoted with its opening is quoted with all of it.
//!
//! The encoder sees a window of some 200 words. What goes on beyond it, or what breaks off at a
//! slip of the pen, would be cut in the middle of a sentence.

use crate::model::Attribution;
use crate::span::Span;
use crate::text::Text;

/// Lengthens contents that end inside a quotation which they open, as far as its closing mark.
pub(super) fn complete(text: &Text<'_>, attributions: &mut [Attribution]) {
    for attribution in attributions {
        if let Some(last) = attribution.content.last_mut() {
            *last = completed(text, *last);
        }
    }
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
    fn a_quotation_that_never_closes_is_left_as_it_is_found() {
        let text = "He said: “We met in May. We will meet again.";
        assert_eq!(complete_in(text, "We met"), "We met");
    }
}
