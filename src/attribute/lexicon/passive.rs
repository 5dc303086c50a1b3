//! "It was agreed that …", "Trade was discussed", "A positive assessment was given of …":
//! reports that name no agent.

use super::Report;
use super::clause::{Unit, outside, trim_end};
use super::cue::{Found, Lead};
use super::report::content_end;
use super::{content, source, words};
use crate::lexicon::Cues;
use crate::text::Text;

/// Nouns that report in the passive besides those of the expressions.
const NOUNS: [&str; 10] = [
    "assessment",
    "attention",
    "views",
    "opinions",
    "emphasis",
    "understanding",
    "importance",
    "decision",
    "proposal",
    "consensus",
];

/// A cue verb in the passive.
pub(super) fn report(
    text: &Text<'_>,
    unit: &Unit,
    lexicon: &Cues,
    cues: &[Found<'_>],
    at: usize,
) -> Option<Report> {
    let cue = &cues[at];
    let Lead::Frames(frames) = &cue.lead else {
        return None;
    };
    let agent = (text.folded(cue.tokens.end) == "by")
        .then(|| source::after(text, unit, cue.tokens.end + 1))
        .flatten();
    if !frames.passive && (agent.is_none() || !frames.object) {
        return None;
    }
    let subject = source::before(text, unit, lexicon, cue.from);
    let it = cue.from > unit.tokens.start && text.folded(cue.from - 1) == "it";
    let content = if it {
        match content::after(text, unit, cue) {
            content::After::Content { start, .. } => {
                start..content_end(text, unit, lexicon, cues, at, start)
            }
            content::After::Nothing => return None,
        }
    } else {
        subject?;
        let start = subject_clause(text, unit, cue.from);
        start..cue.from
    };
    (content.len() >= 2 || !it && !content.is_empty()).then(|| Report {
        source: agent,
        cue: cue.from..cue.tokens.end,
        content: vec![trim_end(text, content)],
        rule: "passive",
    })
}

/// Where the subject of a passive starts: behind the adverbial that a comma closes.
fn subject_clause(text: &Text<'_>, unit: &Unit, end: usize) -> usize {
    let start = unit.tokens.start;
    let opens = text.folded(start);
    let adverbial = words::is_preposition(opens) || words::is_adverb(opens) || opens == "as";
    (start..end)
        .find(|&at| adverbial && text.word(at) == ",")
        .map_or(start, |comma| comma + 1)
}

/// "A positive assessment was given of …", "Hope was expressed that …".
pub(super) fn nominal(text: &Text<'_>, unit: &Unit, lexicon: &Cues) -> Option<Report> {
    let end = unit.tokens.end;
    let noun = unit.tokens.clone().find(|&at| {
        let word = text.folded(at);
        words::is_be(text.folded(at + 1))
            && outside(text, at)
            && (NOUNS.contains(&word) || lexicon.is_expressed(word))
    })?;
    let participle = noun + 2;
    let link = participle + 1;
    if link + 1 >= end
        || !matches!(
            text.folded(participle),
            "given"
                | "paid"
                | "exchanged"
                | "expressed"
                | "reached"
                | "placed"
                | "put"
                | "attached"
                | "voiced"
                | "drawn"
                | "devoted"
                | "made"
                | "taken"
                | "reaffirmed"
        )
        || !(lexicon.links(text.folded(link)))
    {
        return None;
    }
    let start = if text.folded(link) == "to" && text.folded(noun) != "attention" {
        link
    } else {
        link + 1
    };
    let content = trim_end(text, start..end);
    (!content.is_empty()).then(|| Report {
        source: None,
        cue: noun..link,
        content: vec![content],
        rule: "passive",
    })
}
