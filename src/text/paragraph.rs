//! Paragraphs, and which part of the article each is.

use super::{Sentence, Text, Token};
use crate::lexicon::month;
use crate::span::Span;
use std::ops::Range;

/// Which part of an article a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The first line that is a headline.
    Headline,
    /// A line after the headline, before the dateline or the body.
    Standfirst,
    /// A short line inside the body that heads a part of it.
    Subheading,
    /// A rubric, a byline, a caption: not the article's prose.
    Furniture,
    /// Prose.
    Body,
}

/// A line or block of lines between blank lines.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// Where it stands, without the white space at its ends.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its sentences.
    pub sentences: Range<usize>,
    /// Which part of the article it is.
    pub place: Place,
    /// How many tokens at its start are the dateline (`GENEVA, June 16. /TASS/.`).
    pub dateline: usize,
}

/// Cuts a text at blank lines; a text without blank lines is cut at every line end. A dateline
/// that stands right below the headline begins a paragraph too.
pub(super) fn paragraphs(text: &str, tokens: &[Token]) -> Vec<Paragraph> {
    let blank = has_blank_line(text);
    let mut found = Vec::new();
    let mut first = 0;
    for at in 1..=tokens.len() {
        let ends = at == tokens.len() || {
            let gap = &text[tokens[at - 1].span.end..tokens[at].span.start];
            breaks(gap, blank)
                || found.len() < HEAD && breaks(gap, false) && heads_body(text, tokens, at)
        };
        if ends && first < at {
            found.push(Paragraph {
                span: tokens[first].span.cover(tokens[at - 1].span),
                tokens: first..at,
                sentences: 0..0,
                place: Place::Body,
                dateline: 0,
            });
            first = at;
        }
    }
    found
}

/// No paragraph of prose has so many sentences. A file that is one line does, and is cut at
/// sentence ends, so that work which grows with the square of a paragraph stays small.
const LONGEST: usize = 60;

/// Cuts paragraphs that are too long.
pub(super) fn divide(paragraphs: Vec<Paragraph>, sentences: &mut [Sentence]) -> Vec<Paragraph> {
    if paragraphs.iter().all(|one| one.sentences.len() <= LONGEST) {
        return paragraphs;
    }
    let mut divided: Vec<Paragraph> = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs {
        let mut first = paragraph.sentences.start;
        while first < paragraph.sentences.end {
            let range = first..paragraph.sentences.end.min(first + LONGEST);
            let part = &mut sentences[range.clone()];
            for sentence in &mut *part {
                sentence.paragraph = divided.len();
            }
            let (from, to) = (&part[0], &part[part.len() - 1]);
            divided.push(Paragraph {
                span: from.span.cover(to.span),
                tokens: from.tokens.start..to.tokens.end,
                sentences: range.clone(),
                place: paragraph.place,
                dateline: 0,
            });
            first = range.end;
        }
    }
    divided
}

/// Paragraphs among which the headline is, and those around it.
const HEAD: usize = 4;

/// Whether the line at a token opens the article: with a dateline that tells a day or who reports.
/// In a text whose lines are broken any line may begin with capitals and a dash.
fn heads_body(text: &str, tokens: &[Token], at: usize) -> bool {
    let line = at..at + dateline(text, tokens, at..tokens.len());
    let word = |at: usize| tokens[at].span.slice(text);
    let tells = |at: usize| {
        matches!(word(at), "/" | "(")
            || tokens[at].digit
            || month(&word(at).to_lowercase()).is_some()
    };
    line.into_iter().any(tells)
}

fn has_blank_line(text: &str) -> bool {
    let mut lines = text.trim().lines();
    lines.any(|line| line.trim().is_empty())
}

fn breaks(gap: &str, blank: bool) -> bool {
    if gap.len() < 2 && !gap.contains(['\n', '\r']) {
        return false;
    }
    let ends = gap.matches('\n').count().max(gap.matches('\r').count());
    ends >= if blank { 2 } else { 1 }
}

/// Decides which part of the article each paragraph is.
pub(super) fn place(text: &mut Text<'_>) {
    let mut headline = None;
    let mut body = false;
    for at in 0..text.paragraphs.len() {
        let tokens = text.paragraphs[at].tokens.clone();
        let words = tokens
            .clone()
            .filter(|&token| text.tokens[token].is_word())
            .count();
        let stops = ends_sentence(text, tokens.end - 1);
        let dateline = dateline(text.text, &text.tokens, tokens.clone());
        text.paragraphs[at].dateline = dateline;
        let place = if dateline > 0 {
            body = true;
            Place::Body
        } else if headline.is_none() && !body {
            if words <= 3 && !has_colon(text, tokens.clone()) && text.paragraphs.len() > at + 1 {
                Place::Furniture
            } else if words <= 40 && (!stops || text.paragraphs[at].sentences.len() == 1) {
                headline = Some(at);
                Place::Headline
            } else {
                body = true;
                Place::Body
            }
        } else if !stops && words <= 14 && !ends_quoted(text, tokens.end - 1) {
            if words <= 1 && !body {
                Place::Furniture
            } else if body {
                Place::Subheading
            } else {
                Place::Standfirst
            }
        } else if !body && !stops {
            Place::Standfirst
        } else {
            body = true;
            Place::Body
        };
        text.paragraphs[at].place = place;
    }
    // A text of one paragraph is prose, whatever its length.
    if let [only] = text.paragraphs.as_mut_slice() {
        let last = only.tokens.end - 1;
        if matches!(text.tokens[last].span.slice(text.text), "." | "!" | "?")
            || text.tokens[last].kind == super::TokenKind::Quote
        {
            only.place = Place::Body;
        }
    }
}

fn has_colon(text: &Text<'_>, mut tokens: Range<usize>) -> bool {
    tokens.any(|token| text.word(token) == ":")
}

fn ends_sentence(text: &Text<'_>, last: usize) -> bool {
    matches!(text.word(last), "." | "!" | "?" | "…" | ":")
        || (ends_quoted(text, last)
            && last > 0
            && matches!(text.word(last - 1), "." | "!" | "?" | ","))
}

fn ends_quoted(text: &Text<'_>, last: usize) -> bool {
    text.tokens[last].kind == super::TokenKind::Quote
}

/// How many tokens of a paragraph are its dateline.
///
/// Agencies open with a place in capitals and a date (`GENEVA, June 16. /TASS/.`), with the
/// agency in brackets (`PARIS (AFP) -`), or with the place alone before a dash
/// (`MOSCOW, Feb. 21, 2023 -`) or a full stop (`OSLO, May 14, 2019.`). The first word must be in
/// capitals, and the line must be closed by a dash, a slash or a full stop within twenty tokens.
fn dateline(text: &str, all: &[Token], tokens: Range<usize>) -> usize {
    let word = |at: usize| all[at].span.slice(text);
    let first = word(tokens.start);
    let capitals = first.chars().count() >= 3
        && first
            .chars()
            .all(|c| c.is_uppercase() || c == '-' || c == '.');
    if !capitals {
        return 0;
    }
    let window = tokens.start..tokens.end.min(tokens.start + 20);
    let mut last = None;
    let mut slashes = 0;
    for at in window {
        match word(at) {
            "/" => {
                slashes += 1;
                if slashes == 2 {
                    last = Some(at);
                    break;
                }
            }
            "—" | "–" | "-" | "--" if slashes == 0 => {
                last = Some(at);
                break;
            }
            _ => {}
        }
    }
    let Some(mut last) = last.or_else(|| dated(text, all, tokens.clone())) else {
        return 0;
    };
    while last + 1 < tokens.end && matches!(word(last + 1), "." | "-" | "–" | "—" | ":") {
        last += 1;
    }
    last + 1 - tokens.start
}

/// The full stop of `OSLO, May 14, 2019.`: a place, a day, and nothing else.
fn dated(text: &str, all: &[Token], tokens: Range<usize>) -> Option<usize> {
    let words = |at: usize| match at < tokens.end {
        true => all[at].span.slice(text),
        false => "",
    };
    let digits = |at: usize| at < tokens.end && all[at].digit;
    let comma = (tokens.start..tokens.end.min(tokens.start + 5)).find(|&at| words(at) == ",")?;
    let mut at = comma + 1;
    if at >= tokens.end {
        return None;
    }
    month(&words(at).to_lowercase())?;
    at += 1 + usize::from(words(at + 1) == ".");
    if !digits(at) {
        return None;
    }
    at += 1;
    if words(at) == "," && digits(at + 1) {
        at += 2;
    }
    (words(at) == ".").then_some(at)
}
