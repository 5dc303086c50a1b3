//! The lexicon engine: cue verbs of data/ and the constructions of English reporting.
//!
//! It needs no model. Each construction is a file: a cue with its subject before or after it
//! (`report`), words at second hand (`cited`), `according to` and `in X's view` (`according`), the passive without an
//! agent (`passive`), a headline's colon (`headline`).

mod according;
pub(crate) mod cited;
mod clause;
mod content;
mod cue;
mod headline;
mod passive;
mod report;
mod source;
mod words;

use super::Engine;
use super::kind::kind_of;
use crate::lexicon::{Cues, Lexicon};
use crate::model::{Attribution, Run};
use crate::span::Span;
use crate::text::{Text, TokenKind};
use clause::Unit;
use std::ops::Range;

/// The engine without a model, for bulk and for machines where the model does not fit.
pub struct LexiconEngine {
    lexicon: &'static Lexicon,
}

impl LexiconEngine {
    /// The engine's name, as a run records it.
    pub const NAME: &'static str = "lexicon";

    /// An engine over the lexicons that come with the program.
    pub fn new() -> LexiconEngine {
        LexiconEngine {
            lexicon: Lexicon::shared(),
        }
    }
}

impl Default for LexiconEngine {
    fn default() -> Self {
        LexiconEngine::new()
    }
}

impl Engine for LexiconEngine {
    fn run(&self) -> Run {
        Run {
            engine: LexiconEngine::NAME.to_string(),
            version: env!("CARGO_PKG_VERSION").to_string(),
            fingerprint: self.lexicon.fingerprint().to_string(),
        }
    }

    fn attributions(&self, text: &Text<'_>) -> Vec<Attribution> {
        let units = clause::units(text);
        let mut reports: Vec<Report> = Vec::new();
        // Which reports the unit before gave, so that a quotation alone can go on.
        let mut last: Option<(usize, usize)> = None;
        for unit in &units {
            if clause::is_quotation_alone(text, unit) {
                continues(text, &units, unit, &mut reports, &mut last);
                continue;
            }
            let from = reports.len();
            unit_reports(text, unit, &self.lexicon.cues, &mut reports);
            last = (reports.len() > from)
                .then(|| (reports.len() - 1, unit.paragraph))
                .filter(|_| reports[from..].iter().any(|report| report.source.is_some()));
        }
        let mut found: Vec<Attribution> = reports
            .iter()
            .filter_map(|report| report.attribution(text))
            .collect();
        found.sort_by_key(|one| (one.content[0], one.cue.first().copied()));
        found.dedup_by(|a, b| a.content == b.content && a.source == b.source);
        found
    }
}

/// A report in tokens, before it becomes an attribution in spans.
#[derive(Debug, Clone)]
struct Report {
    source: Option<Range<usize>>,
    cue: Range<usize>,
    content: Vec<Range<usize>>,
    rule: &'static str,
}

impl Report {
    fn attribution(&self, text: &Text<'_>) -> Option<Attribution> {
        let content: Vec<Span> = self
            .content
            .iter()
            .filter_map(|piece| piece_span(text, piece.clone()))
            .collect();
        if content.is_empty() {
            return None;
        }
        Some(Attribution {
            kind: kind_of(text, &content),
            source: self
                .source
                .iter()
                .filter_map(|source| text.span_of(source.clone()))
                .collect(),
            cue: text.span_of(self.cue.clone()).into_iter().collect(),
            content,
            rule: self.rule.to_string(),
            confidence: None,
        })
    }

    /// One past the last token of the report.
    fn end(&self) -> usize {
        let content = self.content.iter().map(|piece| piece.end).max();
        let source = self.source.as_ref().map_or(0, |source| source.end);
        content.unwrap_or(0).max(source).max(self.cue.end)
    }
}

/// The span of a piece of content: a whole quotation gives the words inside its marks, without
/// the comma that leads to the report.
fn piece_span(text: &Text<'_>, piece: Range<usize>) -> Option<Span> {
    let first = piece.start;
    let last = piece.end.checked_sub(1)?;
    let mut piece = piece;
    let opens = text.tokens.get(first)?.kind == TokenKind::Quote;
    let whole = opens && text.quotation_of(first) == text.quotation_of(last);
    if whole {
        piece.start += 1;
        let quotation = &text.quotations[text.quotation_of(first)?];
        if quotation.closed && piece.end == quotation.tokens.end {
            piece.end -= 1;
        }
    }
    while piece.end > piece.start && matches!(text.word(piece.end - 1), "," | ";" | ":" | "—" | "–")
    {
        piece.end -= 1;
    }
    text.span_of(piece)
}

/// The reports of one unit.
fn unit_reports(text: &Text<'_>, unit: &Unit, lexicon: &Cues, reports: &mut Vec<Report>) {
    if let Some(report) = headline::report(text, unit) {
        reports.push(report);
        return;
    }
    if let Some(found) = according::reports(text, unit, lexicon) {
        reports.extend(found);
        return;
    }
    clause_reports(text, unit, lexicon, reports);
}

/// The reports of a stretch of text by its cues.
fn clause_reports(text: &Text<'_>, unit: &Unit, lexicon: &Cues, reports: &mut Vec<Report>) {
    let from = reports.len();
    let cues = cue::cues(text, unit, lexicon);
    let (found, used) = cited::reports(text, unit, lexicon, &cues);
    reports.extend(found);
    for (at, cue) in cues.iter().enumerate() {
        if used.contains(&at) {
            continue;
        }
        let report = if cue.passive {
            passive::report(text, unit, lexicon, &cues, at)
        } else {
            report::report(text, unit, lexicon, &cues, at, &reports[from..])
        };
        reports.extend(report);
    }
    reports.extend(passive::nominal(text, unit, lexicon));
}

/// A quotation alone goes on from the report before it in its paragraph, or in the paragraph
/// before when that left its quotation open or ended with a colon.
fn continues(
    text: &Text<'_>,
    units: &[Unit],
    unit: &Unit,
    reports: &mut [Report],
    last: &mut Option<(usize, usize)>,
) {
    let Some((report, paragraph)) = *last else {
        return;
    };
    let joined = paragraph == unit.paragraph
        || (paragraph + 1 == unit.paragraph && leaves_open(text, units, paragraph));
    if joined {
        let report = &mut reports[report];
        // Words that were reported without quotation marks are not gone on with by a quotation.
        let quoted = report.content.last().is_some_and(|piece| {
            piece.is_empty()
                || text.quotation_of(piece.end - 1).is_some()
                || text.word(piece.end) == ":"
        });
        if quoted {
            report.content.push(unit.tokens.clone());
            *last = Some((last.map_or(0, |(report, _)| report), unit.paragraph));
            return;
        }
    }
    *last = None;
}

fn leaves_open(text: &Text<'_>, units: &[Unit], paragraph: usize) -> bool {
    let Some(end) = units
        .iter()
        .rev()
        .find(|unit| unit.paragraph == paragraph)
        .map(|unit| unit.tokens.end - 1)
    else {
        return false;
    };
    text.word(end) == ":"
        || text
            .quotation_of(end)
            .is_some_and(|quotation| !text.quotations[quotation].closed)
}
