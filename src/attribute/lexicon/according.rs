//! "According to the ministry, …", "…, according to the ministry", "In Putin's view, …".

use super::Report;
use super::clause::{Unit, outside, trim_end};
use super::{content, cue, report, source};
use crate::lexicon::Cues;
use crate::text::Text;
use std::ops::Range;

/// The report of a unit whose speaker is told so, and before it the reports within its content:
/// "According to Reuters, Lavrov said that …".
pub(super) fn reports(text: &Text<'_>, unit: &Unit, lexicon: &Cues) -> Option<Vec<Report>> {
    if let Some(report) = according(text, unit) {
        let mut found = within(text, unit, lexicon, &report);
        found.push(report);
        return Some(found);
    }
    view(text, unit).map(|report| vec![report])
}

/// The reports that a report passes on: of whoever is named within its content.
fn within(text: &Text<'_>, unit: &Unit, lexicon: &Cues, outer: &Report) -> Vec<Report> {
    let stretch = |tokens: Range<usize>| Unit {
        tokens,
        ..unit.clone()
    };
    let mut found = Vec::new();
    // "Lavrov said, according to Interfax, that": the report is broken in two.
    if let [head, rest] = &outer.content[..] {
        let head = stretch(head.clone());
        let cues = cue::cues(text, &head, lexicon);
        if let Some(said) = cues
            .last()
            .filter(|said| said.tokens.end == head.tokens.end)
            && let Some(source) = source::before(text, &head, lexicon, said.from)
        {
            let that = usize::from(text.folded(rest.start) == "that");
            return vec![Report {
                source: Some(source),
                cue: said.from..said.tokens.end,
                content: std::iter::once(rest.start + that..rest.end).collect(),
                rule: "said-before that",
            }];
        }
    }
    for piece in &outer.content {
        super::clause_reports(text, &stretch(piece.clone()), lexicon, &mut found);
    }
    // Inside what somebody else said, only a named party holds a position of its own.
    found.retain(|one| {
        let named = one.source.as_ref().is_some_and(|source| {
            Some(source) != outer.source.as_ref() && report::is_named(text, source)
        });
        named || matches!(one.rule, "said-after" | "inverted")
    });
    found
}

fn according(text: &Text<'_>, unit: &Unit) -> Option<Report> {
    let at = unit.tokens.clone().find(|&at| {
        text.folded(at) == "according" && outside(text, at) && text.folded(at + 1) == "to"
    })?;
    let cue = at..at + 2;
    let end = unit.tokens.end;
    // "said that according to the treaty, …": part of what was said.
    if measures(text, at + 2..end) || at > unit.tokens.start && text.folded(at - 1) == "that" {
        return None;
    }
    if at == unit.tokens.start {
        let comma = (at + 3..end).find(|&at| text.word(at) == "," && outside(text, at))?;
        let content = trim_end(text, comma + 1..end);
        return (content.len() >= 2).then(|| Report {
            source: Some(at + 2..comma),
            cue,
            content: vec![content],
            rule: "according to",
        });
    }
    let source_end = (at + 2..end)
        .find(|&at| matches!(text.word(at), "," | "." | ";" | "—" | "–") || !outside(text, at))
        .unwrap_or(end);
    if source_end <= at + 2 {
        return None;
    }
    let comma = if text.word(at - 1) == "," { at - 1 } else { at };
    let mut content = vec![content::before(text, unit, comma)?];
    // "The deal, according to Putin, is dead": the clause goes on behind the source.
    if text.word(source_end) == "," && text.word(at - 1) == "," && source_end + 3 < end {
        let rest = trim_end(text, source_end + 1..end);
        if content[0].len() < 6 && rest.len() > 2 {
            content.push(rest);
        }
    }
    Some(Report {
        source: Some(at + 2..source_end),
        cue,
        content,
        rule: "according to",
    })
}

/// "according to market conditions": a measure, nobody who speaks.
fn measures(text: &Text<'_>, rest: Range<usize>) -> bool {
    let head = rest
        .clone()
        .take(6)
        .take_while(|&at| text.tokens[at].is_word() && !text.tokens[at].capital)
        .filter(|&at| !super::words::is_preposition(text.folded(at)))
        .last();
    head.is_some_and(|at| {
        matches!(
            text.folded(at),
            "conditions"
                | "rules"
                | "law"
                | "laws"
                | "schedule"
                | "plan"
                | "branches"
                | "principles"
                | "norms"
                | "standards"
                | "needs"
                | "merit"
                | "size"
                | "age"
                | "procedure"
                | "procedures"
                | "criteria"
                | "terms"
                | "requirements"
                | "taste"
                | "custom"
                | "rank"
        )
    })
}

/// "In the Russian leader's view, …", "In her opinion, …".
fn view(text: &Text<'_>, unit: &Unit) -> Option<Report> {
    let start = unit.tokens.start;
    if text.folded(start) != "in" {
        return None;
    }
    let limit = unit.tokens.end.min(start + 10);
    let noun =
        (start + 1..limit).find(|&at| matches!(text.folded(at), "view" | "opinion" | "words"))?;
    if text.folded(noun + 1) == "of" {
        return opinion_of(text, unit, noun);
    }
    if text.word(noun + 1) != "," {
        return None;
    }
    let source: Range<usize> = start + 1..noun;
    let possessive = {
        let last = text.folded(noun - 1);
        last.ends_with("'s")
            || last.ends_with("s'")
            || text.word(noun - 1) == "’"
            || matches!(last, "his" | "her" | "their" | "its" | "s")
    };
    let content = trim_end(text, noun + 2..unit.tokens.end);
    (possessive && content.len() >= 3).then(|| Report {
        source: Some(source),
        cue: noun..noun + 1,
        content: vec![content],
        rule: "in somebody's view",
    })
}

/// "In the opinion of the Russian side, …".
fn opinion_of(text: &Text<'_>, unit: &Unit, noun: usize) -> Option<Report> {
    let end = unit.tokens.end;
    let comma = (noun + 3..end.min(noun + 14)).find(|&at| text.word(at) == ",")?;
    let content = trim_end(text, comma + 1..end);
    (content.len() >= 3).then(|| Report {
        source: Some(noun + 2..comma),
        cue: unit.tokens.start..noun + 2,
        content: vec![content],
        rule: "in somebody's view",
    })
}
