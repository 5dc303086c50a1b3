//! Direct, indirect or mixed: read off the quotation marks.

use crate::model::Kind;
use crate::span::Span;
use crate::text::Text;

/// The kind of a content: direct when nine tenths of its letters and digits stand between
/// quotation marks, indirect when none does, else mixed.
pub fn kind_of(text: &Text<'_>, content: &[Span]) -> Kind {
    let (mut quoted, mut all) = (0usize, 0usize);
    for &piece in content {
        for token in &text.tokens[text.tokens_in(piece)] {
            if !token.is_word() {
                continue;
            }
            let letters = token.span.len();
            all += letters;
            if token.quotation.is_some() {
                quoted += letters;
            }
        }
    }
    if quoted == 0 {
        Kind::Indirect
    } else if quoted * 10 >= all * 9 {
        Kind::Direct
    } else {
        Kind::Mixed
    }
}
