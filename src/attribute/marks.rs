//! Contents with the quotation marks around them, as the PARC and PolNeAR corpora count them.
//!
//! A statement's words are what was said, without the marks; the corpora's contents hold the
//! marks, and the comma or stop before a closing one.

use crate::model::Attribution;
use crate::span::Span;
use crate::text::{Text, TokenKind};

/// The attribution with its contents widened to the marks that enclose them.
pub fn with_marks(text: &Text<'_>, attribution: &Attribution) -> Attribution {
    Attribution {
        content: attribution
            .content
            .iter()
            .map(|&piece| widened(text, piece))
            .collect(),
        ..attribution.clone()
    }
}

fn widened(text: &Text<'_>, piece: Span) -> Span {
    let tokens = text.tokens_in(piece);
    let (Some(first), Some(last)) = (tokens.clone().next(), tokens.clone().next_back()) else {
        return piece;
    };
    let mut wide = piece;
    if let (Some(quotation), Some(before)) = (text.quotation_of(first), first.checked_sub(1))
        && text.tokens[before].kind == TokenKind::Quote
        && text.quotation_of(before) == Some(quotation)
    {
        wide = wide.cover(text.tokens[before].span);
    }
    if let Some(quotation) = text.quotation_of(last) {
        // At most a comma or stop stands between the words and the closing mark.
        let closing = (last + 1..last + 3).find(|&at| {
            text.tokens
                .get(at)
                .is_some_and(|token| token.kind == TokenKind::Quote)
        });
        if let Some(closing) = closing
            && text.quotation_of(closing) == Some(quotation)
            && (last + 1..closing).all(|at| !text.tokens[at].is_word())
        {
            wide = wide.cover(text.tokens[closing].span);
        }
    }
    wide
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribute::Engine;
    use crate::attribute::lexicon::LexiconEngine;

    fn contents(text: &str) -> Vec<String> {
        let read = Text::read(text);
        LexiconEngine::new()
            .attributions(&read)
            .iter()
            .flat_map(|one| with_marks(&read, one).content)
            .map(|piece| piece.slice(text).to_string())
            .collect()
    }

    #[test]
    fn the_marks_and_the_comma_inside_them_are_taken_in() {
        assert_eq!(
            contents("“We are ready,” Lavrov said."),
            ["“We are ready,”"]
        );
        assert_eq!(
            contents("Lavrov said that talks \"could go on\" in May."),
            ["talks \"could go on\" in May"]
        );
    }
}
