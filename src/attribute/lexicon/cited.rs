//! Somebody's words at second hand: "TASS cites Peskov as saying that …", "Lavrov was quoted by
//! Interfax as saying …", "Interfax reported, citing Peskov, that …".
//!
//! Each gives two reports: who passes the words on, and within that whose words they are.

use super::clause::{Unit, outside, trim_end};
use super::cue::Found;
use super::{Report, content, report, source};
use crate::lexicon::{Cues, Form, Lexicon};
use crate::model::ActorKind;
use crate::text::Text;
use std::ops::Range;

/// The name of the inner report of "reported, citing Peskov, that": its content is that of the
/// report around it, word for word.
pub(crate) const CITING: &str = "citing";
/// The name of the report of who passes words on.
pub(crate) const CITES: &str = "cites";
/// The name of the report of whose words are passed on.
pub(crate) const CITED: &str = "cited as saying";

/// So many tokens at most name whose words are passed on.
const NAME: usize = 16;

/// The reports of a unit that pass words on, and which of its cues they have used up.
pub(super) fn reports(
    text: &Text<'_>,
    unit: &Unit,
    lexicon: &Cues,
    cues: &[Found<'_>],
) -> (Vec<Report>, Vec<usize>) {
    let (mut found, mut used) = (Vec::new(), Vec::new());
    for (at, cue) in cues.iter().enumerate() {
        if !cites(text, cue) || used.contains(&at) {
            continue;
        }
        let Unused { reports, cues } = as_saying(text, unit, lexicon, cues, at)
            .or_else(|| citing(text, unit, lexicon, cues, at))
            .unwrap_or_default();
        found.extend(reports);
        used.extend(cues);
    }
    (found, used)
}

/// Reports with the cues that nothing else may use.
#[derive(Default)]
struct Unused {
    reports: Vec<Report>,
    cues: Vec<usize>,
}

fn cites(text: &Text<'_>, cue: &Found<'_>) -> bool {
    cue.tokens.len() == 1
        && matches!(
            text.folded(cue.tokens.start),
            "cite" | "cites" | "cited" | "citing" | "quote" | "quotes" | "quoted" | "quoting"
        )
}

/// "cites Peskov as saying that", "was quoted by Interfax as saying".
fn as_saying(
    text: &Text<'_>,
    unit: &Unit,
    lexicon: &Cues,
    cues: &[Found<'_>],
    at: usize,
) -> Option<Unused> {
    let cue = &cues[at];
    let telling = cues[at + 1..]
        .iter()
        .position(|next| next.form == Form::Ing)
        .map(|next| at + 1 + next)?;
    let says = &cues[telling];
    let as_ = says.tokens.start.checked_sub(1)?;
    let between = cue.tokens.end..as_;
    if text.folded(as_) != "as"
        || between.len() > NAME
        || between.clone().any(|at| !outside(text, at))
    {
        return None;
    }
    let said = as_..says.tokens.end;
    // Who passes on stands before an active verb, behind "by" with a passive one.
    let mut resumed = says.tokens.end;
    let (teller, named) = if cue.passive {
        let by = [cue.tokens.end, says.tokens.end]
            .into_iter()
            .find(|&by| by < unit.tokens.end && text.folded(by) == "by");
        let teller = by.and_then(|by| source::after(text, unit, by + 1));
        if let (Some(by), Some(teller)) = (by, &teller)
            && by == says.tokens.end
        {
            resumed = teller.end;
        }
        (teller, source::before(text, unit, lexicon, cue.from)?)
    } else {
        let teller = match cue.form {
            Form::Ing => Some(reporter(text, unit, lexicon, cues, at)?.0),
            _ => source::before(text, unit, lexicon, cue.from),
        };
        (teller, trimmed(text, between))
    };
    if named.is_empty() {
        return None;
    }
    let spoken = Found {
        tokens: says.tokens.start..resumed,
        from: says.from,
        form: says.form,
        lead: says.lead,
        passive: false,
    };
    let after = match content::after(text, unit, &spoken) {
        content::After::Content { start, .. } => Some(start),
        content::After::Nothing => None,
    };
    let content = match after {
        Some(start) => {
            let end = report::content_end(text, unit, lexicon, cues, telling, start);
            vec![report::quoted_piece(text, start..end)]
        }
        None => {
            let opens = [Some(&named), teller.as_ref()]
                .into_iter()
                .flatten()
                .map(|words| words.start)
                .min()?;
            let mark = opens.checked_sub(1).filter(|&at| at > unit.tokens.start)?;
            report::around(text, unit, cues, telling, mark, resumed, &[])?
        }
    };
    if content.iter().all(|piece| piece.is_empty()) {
        return None;
    }
    let mut reports = Vec::new();
    if let Some(teller) = teller {
        let mut told = vec![named.clone(), said.clone()];
        told.extend(content.iter().cloned());
        reports.push(Report {
            source: Some(teller),
            cue: cue.from..cue.tokens.end,
            content: joined(text, told),
            rule: CITES,
        });
    }
    reports.push(Report {
        source: Some(named),
        cue: said,
        content,
        rule: CITED,
    });
    Some(Unused {
        reports,
        cues: vec![at, telling],
    })
}

/// "Interfax reported, citing Peskov, that", "…, Interfax reported, citing a source".
fn citing(
    text: &Text<'_>,
    unit: &Unit,
    lexicon: &Cues,
    cues: &[Found<'_>],
    at: usize,
) -> Option<Unused> {
    let cue = &cues[at];
    if cue.form != Form::Ing {
        return None;
    }
    let named = source::after(text, unit, cue.tokens.end)?;
    let (teller, teller_cue) = reporter(text, unit, lexicon, cues, at)?;
    if !is_voice(text, &named) || !is_press(text, &teller) {
        return None;
    }
    let told = &cues[teller_cue];
    // The clause stands behind the name, behind the report, or before it.
    let behind = named.end + usize::from(text.word(named.end) == ",");
    let passed = |end: usize| Found {
        tokens: told.tokens.start..end,
        from: told.from,
        form: told.form,
        lead: told.lead,
        passive: false,
    };
    let clause = |end: usize, limit: usize| match content::after(text, unit, &passed(end)) {
        content::After::Content { start, .. } if start < limit => Some(start),
        _ => None,
    };
    let content = if told.from > cue.from {
        // "Citing Peskov, Interfax reported that".
        let start = clause(told.tokens.end, unit.tokens.end)?;
        let end = report::content_end(text, unit, lexicon, cues, teller_cue, start);
        vec![report::quoted_piece(text, start..end)]
    } else if let Some(start) = clause(told.tokens.end, cue.from) {
        vec![trim_end(text, start..cue.from)]
    } else if let Some(start) = (text.folded(behind) == "that")
        .then(|| clause(behind, unit.tokens.end))
        .flatten()
    {
        let end = report::content_end(text, unit, lexicon, cues, at, start);
        vec![report::quoted_piece(text, start..end)]
    } else {
        let opens = teller.start.min(told.from);
        let mark = opens.checked_sub(1).filter(|&at| at > unit.tokens.start)?;
        report::around(text, unit, cues, at, mark, named.end, &[])?
    };
    let report = |source, cue: &Found<'_>, rule| Report {
        source: Some(source),
        cue: cue.from..cue.tokens.end,
        content: content.clone(),
        rule,
    };
    Some(Unused {
        reports: vec![report(teller, told, CITES), report(named, cue, CITING)],
        cues: vec![at, teller_cue],
    })
}

/// Who reports beside the participle at `at`, and which cue says so: the nearest before it in
/// the sentence, else the first behind it.
fn reporter(
    text: &Text<'_>,
    unit: &Unit,
    lexicon: &Cues,
    cues: &[Found<'_>],
    at: usize,
) -> Option<(Range<usize>, usize)> {
    let finite = |cue: &Found<'_>| matches!(cue.form, Form::Past | Form::Third) && !cue.passive;
    let subject = |number: usize| {
        let cue = &cues[number];
        let subject = source::before(text, unit, lexicon, cue.from)
            .or_else(|| source::after(text, unit, cue.tokens.end))?;
        Some((subject, number))
    };
    let before = (0..at).rev().filter(|&number| finite(&cues[number]));
    let behind = (at + 1..cues.len()).filter(|&number| finite(&cues[number]));
    match cues[at].from == unit.tokens.start {
        true => behind.take(1).find_map(subject),
        false => before.take(1).find_map(subject),
    }
}

/// Whether words name a publisher of news.
pub(crate) fn is_press(text: &Text<'_>, source: &Range<usize>) -> bool {
    let actors = &Lexicon::shared().actors;
    source.clone().any(|at| {
        matches!(
            text.folded(at),
            "agency"
                | "agencies"
                | "newspaper"
                | "newspapers"
                | "daily"
                | "magazine"
                | "channel"
                | "broadcaster"
                | "network"
                | "media"
                | "website"
                | "portal"
                | "paper"
                | "press"
                | "television"
                | "tv"
                | "outlet"
        ) || text.tokens[at].capital
            && actors
                .longest((at..source.end).map(|token| actors.key(text.word(token))))
                .is_some_and(|found| {
                    found
                        .values
                        .iter()
                        .any(|reading| actors.get(reading.actor).kind == ActorKind::Outlet)
                })
    })
}

/// Whether words name somebody who can be cited, rather than a reason or a rule: a person, an
/// office or an unnamed source, no treaty and no figure.
fn is_voice(text: &Text<'_>, named: &Range<usize>) -> bool {
    let actors = &Lexicon::shared().actors;
    named.clone().any(|at| {
        matches!(
            text.folded(at).trim_end_matches('s'),
            "source"
                | "official"
                | "diplomat"
                | "minister"
                | "ministry"
                | "spokesman"
                | "spokeswoman"
                | "spokesperson"
                | "government"
                | "president"
                | "office"
                | "agency"
                | "expert"
                | "analyst"
                | "lawmaker"
                | "aide"
                | "officer"
                | "witnesse"
                | "leader"
                | "envoy"
                | "ambassador"
        ) || text.tokens[at].capital
            && (actors
                .longest((at..named.end).map(|token| actors.key(text.word(token))))
                .is_some_and(|found| found.words == named.end - at)
                || actors
                    .surname((at..named.end).map(|token| actors.key(text.word(token))))
                    .is_some_and(|found| found.words == named.end - at))
    })
}

/// Without the commas at its ends.
fn trimmed(text: &Text<'_>, mut words: Range<usize>) -> Range<usize> {
    while !words.is_empty() && !text.tokens[words.end - 1].is_word() {
        words.end -= 1;
    }
    while !words.is_empty() && !text.tokens[words.start].is_word() {
        words.start += 1;
    }
    words
}

/// The pieces in text order; those that touch, but for a "that" between them, are one.
fn joined(text: &Text<'_>, mut pieces: Vec<Range<usize>>) -> Vec<Range<usize>> {
    pieces.sort_by_key(|piece| piece.start);
    let mut out: Vec<Range<usize>> = Vec::new();
    for piece in pieces {
        match out.last_mut() {
            Some(last)
                if (last.end..piece.start).all(|at| text.folded(at) == "that")
                    && text.quotation_of(last.end - 1) == text.quotation_of(piece.start) =>
            {
                last.end = piece.end.max(last.end);
            }
            _ => out.push(piece),
        }
    }
    out
}
