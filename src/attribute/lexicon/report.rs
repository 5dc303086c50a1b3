//! A cue with a subject: said before, said after, said inside, inverted.

use super::clause::{Unit, outside, trim_end};
use super::content::{self, After};
use super::cue::{Found, Lead};
use super::{Report, source, words};
use crate::lexicon::{Cues, Form};
use crate::text::{Text, TokenKind};
use std::ops::Range;

/// The report of the cue at `at`; `earlier` are the reports of the same unit before it.
pub(super) fn report(
    text: &Text<'_>,
    unit: &Unit,
    lexicon: &Cues,
    cues: &[Found<'_>],
    at: usize,
    earlier: &[Report],
) -> Option<Report> {
    let cue = &cues[at];
    let subject = match cue.form {
        Form::Ing if !is_progressive(text, cue) => None,
        _ => source::before(text, unit, lexicon, cue.from),
    };
    let ahead = match content::after(text, unit, cue) {
        // "…, Biden told a press conference": what follows is no content when a clause or a
        // quotation stands before.
        After::Content { rule, .. }
            if rule == "said-before clause"
                && subject
                    .as_ref()
                    .is_some_and(|subject| closes_clause(text, unit, subject.start)) =>
        {
            After::Nothing
        }
        ahead => ahead,
    };
    let shared = || shared_source(text, unit, lexicon, cue, &ahead, earlier);
    if let After::Content { start, rule } = ahead
        && let Some(found) = subject.clone().or_else(shared)
    {
        // Inside what somebody else said, only a named party holds a position of its own.
        if nested(&found, cue, earlier) && !is_named(text, &found) {
            return None;
        }
        let end = content_end(text, unit, lexicon, cues, at, start);
        let piece = quoted_piece(text, start..end);
        if !enough(text, &piece, cue) {
            return None;
        }
        return Some(Report {
            source: Some(found),
            cue: cue.from..cue.tokens.end,
            content: vec![piece],
            rule,
        });
    }
    let Lead::Frames(frames) = &cue.lead else {
        return None;
    };
    if !(frames.quote || frames.clause) || cue.form == Form::Ing {
        return None;
    }
    if let Some(colon) = leads_on(text, unit, cue)
        && let Some(source) = subject.clone()
    {
        return Some(Report {
            source: Some(source),
            cue: cue.from..cue.tokens.end,
            content: std::iter::once(colon..colon).collect(),
            rule: "said-before colon",
        });
    }
    match subject {
        Some(subject) => said_after(text, unit, cues, at, subject, earlier),
        None => inverted(text, unit, cues, at, earlier),
    }
}

/// "The message said, in part:": the quotation follows in the next paragraph.
fn leads_on(text: &Text<'_>, unit: &Unit, cue: &Found<'_>) -> Option<usize> {
    let last = unit.tokens.end - 1;
    (text.word(last) == ":" && last - cue.tokens.end.min(last) <= 8).then_some(last + 1)
}

/// Whether the report at `mark` holds an earlier one inside its own content: the earlier one
/// opens the sentence and shows no quotation of its own.
fn holds(text: &Text<'_>, unit: &Unit, mark: usize, report: &Report) -> bool {
    report.content.iter().all(|piece| piece.end <= mark)
        && report.content.last().is_some_and(|piece| piece.end == mark)
        && closes_clause(text, unit, mark + 1)
}

/// Whether a report clause whose subject starts at `subject` closes a clause or quotation
/// before it: a mark stands there, and what precedes it is more than an adverbial.
fn closes_clause(text: &Text<'_>, unit: &Unit, subject: usize) -> bool {
    let Some(mark) = subject.checked_sub(1).filter(|&at| at > unit.tokens.start) else {
        return false;
    };
    if text.tokens[mark].kind == TokenKind::Quote && text.tokens[mark].quotation.is_some() {
        return true;
    }
    if text.word(mark) != "," {
        return false;
    }
    let start = unit.tokens.start;
    let opens = text.folded(start);
    let adverbial = words::is_preposition(opens)
        || words::is_adverb(opens)
        || words::is_boundary(opens)
        || words::is_time(opens)
        || matches!(opens, "asked" | "meanwhile" | "and" | "but")
        || opens.ends_with("ing");
    let words = (start..mark)
        .filter(|&at| text.tokens[at].is_word())
        .count();
    !adverbial && words >= 4
}

/// Where the report clause of a cue closes the words before it: the place of the mark.
fn closing_mark(text: &Text<'_>, unit: &Unit, lexicon: &Cues, cue: &Found<'_>) -> Option<usize> {
    let Lead::Frames(frames) = &cue.lead else {
        return None;
    };
    if cue.passive || cue.form == Form::Ing || !(frames.quote || frames.clause) {
        return None;
    }
    let explicit = matches!(
        content::after(text, unit, cue),
        After::Content { rule, .. } if rule != "said-before clause"
    );
    if explicit {
        return None;
    }
    let subject = source::before(text, unit, lexicon, cue.from);
    let start = match &subject {
        Some(subject) => subject.start,
        None if matches!(cue.form, Form::Past | Form::Third) => {
            source::after(text, unit, cue.tokens.end)?;
            cue.from
        }
        None => return None,
    };
    closes_clause(text, unit, start).then(|| start - 1)
}

/// "are counting on": a form of be makes the -ing form a finite verb.
fn is_progressive(text: &Text<'_>, cue: &Found<'_>) -> bool {
    (cue.from..cue.tokens.start).any(|at| words::is_be(text.folded(at)))
}

/// A cue without a subject shares that of the report before it: "noted, adding that",
/// "discussed trade and stressed that".
fn shared_source(
    text: &Text<'_>,
    unit: &Unit,
    lexicon: &Cues,
    cue: &Found<'_>,
    ahead: &After,
    earlier: &[Report],
) -> Option<Range<usize>> {
    let before = cue
        .from
        .checked_sub(1)
        .filter(|&at| at >= unit.tokens.start);
    let word = before.map_or("", |at| text.folded(at));
    let joined = matches!(word, "and" | "but" | "," | "or" | "then" | "while" | "by");
    match cue.form {
        Form::Ing => {
            let marked =
                matches!(ahead, After::Content { rule, .. } if *rule != "said-before clause");
            let explicit = matches!(ahead, After::Content { rule, .. } if *rule != "object");
            if !marked || !(joined || explicit && !earlier.is_empty()) {
                return None;
            }
            earlier
                .last()
                .and_then(|report| report.source.clone())
                .or_else(|| clause_subject(text, unit, lexicon, cue.from))
        }
        _ if joined => earlier
            .last()
            .and_then(|report| report.source.clone())
            .or_else(|| clause_subject(text, unit, lexicon, cue.from)),
        _ => None,
    }
}

/// The subject of the clause that opens the unit, for a cue far behind it
/// ("Putin met Biden in Geneva, saying that").
fn clause_subject(
    text: &Text<'_>,
    unit: &Unit,
    lexicon: &Cues,
    before: usize,
) -> Option<Range<usize>> {
    let verb = (unit.tokens.start + 1..before).find(|&at| {
        let word = text.folded(at);
        outside(text, at)
            && !text.tokens[at].capital
            && (words::is_common_verb(word)
                || words::is_auxiliary(word) && word != "to"
                || lexicon.has_form(word) && word.ends_with("ed"))
    })?;
    source::before(text, unit, lexicon, verb)
}

fn nested(found: &Range<usize>, cue: &Found<'_>, earlier: &[Report]) -> bool {
    earlier.iter().any(|report| {
        report.source.as_ref() != Some(found)
            && report
                .content
                .iter()
                .any(|piece| piece.start <= cue.tokens.start && cue.tokens.end <= piece.end)
    })
}

pub(super) fn is_named(text: &Text<'_>, source: &Range<usize>) -> bool {
    source
        .clone()
        .any(|at| text.tokens[at].capital && text.folded(at) != "i")
        && source.clone().all(|at| outside(text, at))
}

fn enough(text: &Text<'_>, piece: &Range<usize>, cue: &Found<'_>) -> bool {
    let words = piece
        .clone()
        .filter(|&at| text.tokens[at].is_word())
        .count();
    match &cue.lead {
        Lead::Frames(frames) if frames.object => words >= 1,
        _ => words >= 2,
    }
}

/// A content that opens with a long or closed quotation ends with it; words that go on after a
/// short quoted piece are part of it.
pub(super) fn quoted_piece(text: &Text<'_>, piece: Range<usize>) -> Range<usize> {
    if piece.is_empty() || text.tokens[piece.start].kind != TokenKind::Quote {
        return piece;
    }
    let Some(quotation) = text.quotation_of(piece.start) else {
        return piece;
    };
    let quotation = &text.quotations[quotation];
    let last = quotation.tokens.end - 1;
    let stops = quotation.closed
        && last > piece.start
        && (matches!(text.word(last - 1), "." | "," | "!" | "?")
            || matches!(text.word(last + 1), "." | ","));
    if stops || quotation.tokens.len() > 12 {
        piece.start..quotation.tokens.end.min(piece.end).max(piece.start + 1)
    } else {
        piece
    }
}

/// Where the content that starts at `start` ends: before the next cue that shares its subject
/// or starts a report of its own in the same sentence, else at the sentence's end.
pub(super) fn content_end(
    text: &Text<'_>,
    unit: &Unit,
    lexicon: &Cues,
    cues: &[Found<'_>],
    at: usize,
    start: usize,
) -> usize {
    let this = &cues[at];
    let clause = text.folded(start.saturating_sub(1)) == "that"
        || matches!(&this.lead, Lead::Frames(frames) if frames.clause && text.folded(start) != "to");
    for next in &cues[at + 1..] {
        if next.from <= start {
            continue;
        }
        let before = next.from - 1;
        let word = text.folded(before);
        if let Some(mark) = closing_mark(text, unit, lexicon, next)
            && mark > start
        {
            return trim_end(text, start..mark).end;
        }
        let ahead = content::after(text, unit, next);
        let After::Content { rule, .. } = ahead else {
            continue;
        };
        let explicit = matches!(
            rule,
            "said-before that" | "said-before quotation" | "expression"
        );
        let cut = match next.form {
            Form::Ing if is_progressive(text, next) => None,
            Form::Ing if word == "," => Some(before),
            Form::Ing if explicit && (rule != "preposition" || !clause) => Some(next.from),
            Form::Ing => None,
            _ if next.passive => None,
            _ if word == "but" => Some(before),
            _ if word == "and" => (!clause || explicit).then_some(before),
            _ if word == "," => (!clause || explicit).then_some(before),
            _ => source::before(text, unit, lexicon, next.from)
                .filter(|subject| subject.start > start)
                .and_then(|subject| conjunction_before(text, start, subject.start)),
        };
        if let Some(mut cut) = cut {
            while cut > start && matches!(text.word(cut - 1), "," | "—" | "–" | ";") {
                cut -= 1;
            }
            if cut > start {
                return trim_end(text, start..cut).end;
            }
        }
    }
    trim_end(text, start..unit.tokens.end).end
}

/// ", and Putin said", ", while Biden noted": the place of the comma.
fn conjunction_before(text: &Text<'_>, start: usize, subject: usize) -> Option<usize> {
    let at = subject.checked_sub(1).filter(|&at| at > start)?;
    match text.folded(at) {
        "and" | "but" | "while" | "whereas" | "though" | "although" if text.word(at - 1) == "," => {
            Some(at - 1)
        }
        "while" | "whereas" | ";" => Some(at),
        _ => None,
    }
}

/// "…, Putin said": the content stands before the subject, and may go on after the cue.
fn said_after(
    text: &Text<'_>,
    unit: &Unit,
    cues: &[Found<'_>],
    at: usize,
    subject: Range<usize>,
    earlier: &[Report],
) -> Option<Report> {
    let cue = &cues[at];
    let first = subject
        .start
        .checked_sub(1)
        .filter(|&at| at >= unit.tokens.start)?;
    // "While discussing trade, they agreed": a subordinate clause is not what was said.
    if text.word(first) == ","
        && matches!(
            text.folded(unit.tokens.start),
            "while" | "when" | "after" | "before" | "as" | "since"
        )
    {
        return None;
    }
    let content = around(text, unit, cues, at, first, cue.tokens.end, earlier)?;
    Some(Report {
        source: Some(subject),
        cue: cue.from..cue.tokens.end,
        content,
        rule: "said-after",
    })
}

/// "…, said Putin": the subject follows the cue.
fn inverted(
    text: &Text<'_>,
    unit: &Unit,
    cues: &[Found<'_>],
    at: usize,
    earlier: &[Report],
) -> Option<Report> {
    let cue = &cues[at];
    if !matches!(cue.form, Form::Past | Form::Third) {
        return None;
    }
    let first = cue
        .from
        .checked_sub(1)
        .filter(|&at| at >= unit.tokens.start)?;
    let subject = source::after(text, unit, cue.tokens.end)?;
    let content = around(text, unit, cues, at, first, subject.end, earlier)?;
    Some(Report {
        source: Some(subject),
        cue: cue.from..cue.tokens.end,
        content,
        rule: "inverted",
    })
}

/// The content around a report clause: what stands before the mark at `mark`, and the
/// quotation or clause that goes on after `resume`.
pub(super) fn around(
    text: &Text<'_>,
    unit: &Unit,
    cues: &[Found<'_>],
    at: usize,
    mark: usize,
    resume: usize,
    earlier: &[Report],
) -> Option<Vec<Range<usize>>> {
    let lower = earlier
        .iter()
        .filter(|report| !holds(text, unit, mark, report))
        .map(Report::end)
        .max()
        .unwrap_or(unit.tokens.start)
        .max(unit.tokens.start);
    let closing =
        text.tokens[mark].kind == TokenKind::Quote && text.tokens[mark].quotation.is_some();
    if !closing && !matches!(text.word(mark), "," | "—" | "–") {
        return None;
    }
    if mark <= lower {
        return None;
    }
    let Some(first) = before(text, unit, mark, closing, lower) else {
        return interrupted(text, unit, mark, resume, lower);
    };
    let mut content = vec![first];
    let quoted = closing || mark > 0 && text.tokens[mark - 1].kind == TokenKind::Quote;
    let limit = cues[at + 1..]
        .iter()
        .map(|cue| cue.from)
        .find(|&from| from > resume)
        .unwrap_or(unit.tokens.end);
    if quoted {
        let next = (resume..limit)
            .find(|&at| text.tokens[at].kind == TokenKind::Quote && !outside(text, at));
        if let Some(next) = next
            && let Some(quotation) = text.quotation_of(next)
            && next > resume
            && matches!(text.word(next - 1), "," | ":" | "." | "—" | "–")
        {
            content.push(next..text.quotations[quotation].tokens.end.min(unit.tokens.end));
        }
    } else if text.word(resume) == "," && limit == unit.tokens.end {
        let rest = resume + 1..unit.tokens.end;
        let opens = text.folded(rest.start);
        let goes_on = !(words::is_preposition(opens)
            || opens.ends_with("ing")
            || words::is_boundary(opens)
            || opens == "according");
        if goes_on && rest.len() > 3 {
            content.push(trim_end(text, rest));
        }
    }
    Some(content)
}

/// "Without them, he explained, the United States would have no cards": an adverbial before the
/// report, the clause behind it.
fn interrupted(
    text: &Text<'_>,
    unit: &Unit,
    mark: usize,
    resume: usize,
    lower: usize,
) -> Option<Vec<Range<usize>>> {
    if text.word(resume) != "," || lower > unit.tokens.start {
        return None;
    }
    let rest = trim_end(text, resume + 1..unit.tokens.end);
    (lower < mark && rest.len() >= 4).then(|| vec![lower..mark, rest])
}

fn before(
    text: &Text<'_>,
    unit: &Unit,
    mark: usize,
    closing: bool,
    lower: usize,
) -> Option<Range<usize>> {
    if closing {
        let quotation = &text.quotations[text.quotation_of(mark)?];
        let start = quotation.tokens.start;
        let whole = start <= lower
            || (lower..start).all(|at| !text.tokens[at].is_word())
            || lower > unit.tokens.start;
        if whole {
            return Some(start.max(lower)..mark + 1);
        }
    }
    let unit = Unit {
        tokens: lower..unit.tokens.end,
        ..unit.clone()
    };
    content::before(text, &unit, if closing { mark + 1 } else { mark })
}
