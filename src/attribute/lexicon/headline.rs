//! "Biden: There is a genuine prospect": a headline attributed by its colon.

use super::Report;
use super::clause::{Unit, trim_end};
use super::words;
use crate::text::{Place, Text};

/// Rubrics that stand before a colon without speaking.
const RUBRICS: [&str; 30] = [
    "exclusive",
    "analysis",
    "opinion",
    "explainer",
    "update",
    "breaking",
    "video",
    "photos",
    "watch",
    "factbox",
    "timeline",
    "interview",
    "live",
    "report",
    "review",
    "profile",
    "poll",
    "editorial",
    "column",
    "correction",
    "urgent",
    "background",
    "q&a",
    "podcast",
    "fact",
    "check",
    "summary",
    "key",
    "news",
    "world",
];

pub(super) fn report(text: &Text<'_>, unit: &Unit) -> Option<Report> {
    if unit.place == Place::Body {
        return None;
    }
    let colon = unit
        .tokens
        .clone()
        .find(|&at| text.word(at) == ":" && text.tokens[at].quotation.is_none())?;
    let source = unit.tokens.start..colon;
    let words = source.len();
    if words == 0 || words > 6 {
        return None;
    }
    let names = source.clone().all(|at| {
        let token = &text.tokens[at];
        token.capital
            || words::joins_nouns(text.folded(at))
            || !token.is_word()
            || text.folded(at) == "and"
    });
    let rubric = source
        .clone()
        .any(|at| RUBRICS.contains(&text.folded(at)) || text.tokens[at].digit);
    let content = trim_end(text, colon + 1..unit.tokens.end);
    if !names || rubric || content.len() < 3 {
        return None;
    }
    Some(Report {
        source: Some(source),
        cue: colon..colon + 1,
        content: vec![content],
        rule: "headline colon",
    })
}
