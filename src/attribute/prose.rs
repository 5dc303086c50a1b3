//! Keeps attributions within the prose they belong to: no rubric speaks, and no content runs
//! from a headline into a dateline or from a subheading into the body.

use crate::model::Attribution;
use crate::span::Span;
use crate::text::{Place, Text};

/// The attribution with its content cut to the part of the article that its cue stands in;
/// `None` when nothing of it is left, or when a rubric is its source.
pub fn within_prose(text: &Text<'_>, mut attribution: Attribution) -> Option<Attribution> {
    let anchor = attribution.cue.first().or(attribution.content.first())?;
    let place = place_of(text, *anchor)?;
    for source in &mut attribution.source {
        *source = within_paragraph(text, *source);
    }
    let furniture = |span: &Span| place_of(text, *span) == Some(Place::Furniture);
    if place == Place::Furniture || attribution.source.iter().any(furniture) {
        return None;
    }
    attribution.content = attribution
        .content
        .iter()
        .flat_map(|&piece| parts(text, piece, place))
        .collect();
    (!attribution.content.is_empty()).then_some(attribution)
}

/// The part of a source that stands in its last paragraph: nobody's name begins in the line above,
/// though a line without a stop reads on ("Summit", and below it "President Joe Biden said").
fn within_paragraph(text: &Text<'_>, source: Span) -> Span {
    let tokens = text.tokens_in(source);
    let last = tokens
        .end
        .checked_sub(1)
        .and_then(|at| text.paragraph_of(at));
    let begins = last.map_or(source.start, |at| text.paragraphs[at].span.start);
    Span::new(source.start.max(begins), source.end)
}

fn place_of(text: &Text<'_>, span: Span) -> Option<Place> {
    let paragraph = text.paragraph_of(text.tokens_in(span).start)?;
    Some(text.paragraphs[paragraph].place)
}

/// The parts of a piece in paragraphs of one place, without datelines; paragraphs that follow
/// one another stay one part.
fn parts(text: &Text<'_>, piece: Span, place: Place) -> Vec<Span> {
    let tokens = text.tokens_in(piece);
    let mut found: Vec<Span> = Vec::new();
    let mut goes_on = false;
    let first = text.paragraph_of(tokens.start).unwrap_or(0);
    for paragraph in &text.paragraphs[first..] {
        if paragraph.tokens.start >= tokens.end {
            break;
        }
        let start = tokens
            .start
            .max(paragraph.tokens.start + paragraph.dateline);
        let end = tokens.end.min(paragraph.tokens.end);
        let fits = paragraph.place == place && start < end;
        if let Some(words) = text.span_of(start..end).filter(|_| fits) {
            let words = Span::new(words.start.max(piece.start), words.end.min(piece.end));
            match found.last_mut() {
                Some(last) if goes_on => *last = last.cover(words),
                _ => found.push(words),
            }
        }
        goes_on = fits;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribute::kind::kind_of;

    fn attribution(text: &Text<'_>, cue: &str, content: &str) -> Attribution {
        let find = |words: &str| {
            let start = text.text.find(words).expect("the words are in the text");
            Span::new(start, start + words.len())
        };
        Attribution {
            kind: kind_of(text, &[find(content)]),
            source: Vec::new(),
            cue: vec![find(cue)],
            content: vec![find(content)],
            rule: "test".to_string(),
            confidence: None,
        }
    }

    #[test]
    fn a_subheading_is_no_part_of_what_was_said() {
        let text = Text::read(
            "Talks end in Geneva\n\nThe talks ended on Monday.\n\nNext steps\n\nRussia is ready, Lavrov said.",
        );
        let found = attribution(&text, "said", "Next steps\n\nRussia is ready");
        let cut = within_prose(&text, found).expect("words are left");
        assert_eq!(cut.content[0].slice(text.text), "Russia is ready");
    }

    #[test]
    fn a_source_does_not_begin_in_the_line_above() {
        let text = Text::read(
            "Summit\n\nPresident Joe Biden said that talks would begin.\n\nThe summit ended on Monday.",
        );
        let mut found = attribution(&text, "said", "talks would begin");
        found.source = vec![Span::new(0, "Summit\n\nPresident Joe Biden".len())];
        let cut = within_prose(&text, found).expect("words are left");
        assert_eq!(cut.source[0].slice(text.text), "President Joe Biden");
    }

    #[test]
    fn a_quotation_of_two_paragraphs_stays_one() {
        let text = Text::read(
            "Lavrov ends talks on arms\n\nThe talks ended on Monday.\n\n“We are ready.\n\n“We always were,” Lavrov said.",
        );
        let words = "We are ready.\n\n“We always were";
        let found = attribution(&text, "said", words);
        let cut = within_prose(&text, found).expect("words are left");
        assert_eq!(cut.content[0].slice(text.text), words);
    }
}
