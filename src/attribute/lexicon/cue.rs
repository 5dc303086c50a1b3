//! Finds cue verbs and phrases outside quotations.

use super::clause::{Unit, outside};
use super::words;
use crate::lexicon::{Cue, Cues, Form, Frames};
use crate::text::{Place, Text};
use std::ops::Range;

/// How a cue leads to its content.
#[derive(Clone, Copy)]
pub(super) enum Lead<'l> {
    /// A cue of the lexicon, with its frames.
    Frames(&'l Frames),
    /// "expressed hope that": the content follows the link.
    Expression,
}

/// A cue in the text.
pub(super) struct Found<'l> {
    /// The verb and the words of its phrase.
    pub tokens: Range<usize>,
    /// The first auxiliary or adverb before the verb that belongs to it.
    pub from: usize,
    pub form: Form,
    pub lead: Lead<'l>,
    /// A form of be stands before a participle, and no form of have alone.
    pub passive: bool,
}

/// The cues of a unit, in order.
pub(super) fn cues<'l>(text: &Text<'_>, unit: &Unit, lexicon: &'l Cues) -> Vec<Found<'l>> {
    let mut found = Vec::new();
    let mut at = unit.tokens.start;
    while at < unit.tokens.end {
        match cue_at(text, unit, lexicon, at) {
            Some(cue) => {
                at = cue.tokens.end;
                found.push(cue);
            }
            None => at += 1,
        }
    }
    found
}

fn cue_at<'l>(text: &Text<'_>, unit: &Unit, lexicon: &'l Cues, at: usize) -> Option<Found<'l>> {
    let token = &text.tokens[at];
    if !token.is_word()
        || !outside(text, at)
        || matches!(text.folded(at), "considering" | "focusing" | "concerning")
    {
        return None;
    }
    if at > unit.tokens.start && text.folded(at - 1) == "united" {
        return None;
    }
    // Capitals are names, but in headlines and as the first word of a sentence.
    let headline = unit.place != Place::Body;
    if token.capital && !headline && at > unit.tokens.start {
        return None;
    }
    let folded = text.folded(at);
    let expression = expression(text, unit, lexicon, at);
    let pattern = lexicon
        .with_form(folded)
        .find_map(|(cue, form)| matches(text, unit, cue, at).map(|end| (cue, form, end)));
    let (tokens, verb, form, lead) = match (expression, pattern) {
        (Some((end, verb, form)), _) => (at..end, verb, form, Lead::Expression),
        (None, Some((cue, form, end))) => (at..end, cue.lemma, form, Lead::Frames(&cue.frames)),
        (None, None) => return None,
    };
    let from = before(text, unit, at);
    let passive =
        verb != "be" && matches!(form, Form::Past | Form::Participle) && is_passive(text, from..at);
    if !plausible(text, unit, from, at, form, passive) {
        return None;
    }
    Some(Found {
        tokens,
        from,
        form,
        lead,
        passive,
    })
}

/// The auxiliaries and adverbs directly before a verb.
fn before(text: &Text<'_>, unit: &Unit, at: usize) -> usize {
    let mut from = at;
    while from > unit.tokens.start && outside(text, from - 1) {
        let word = text.folded(from - 1);
        // "Theresa May says": a name, no modal.
        if text.tokens[from - 1].capital && from - 1 > unit.tokens.start {
            break;
        }
        if !(words::is_auxiliary(word) || words::is_adverb(word)) || matches!(word, "both" | "all")
        {
            break;
        }
        from -= 1;
    }
    from
}

fn is_passive(text: &Text<'_>, mut auxiliaries: Range<usize>) -> bool {
    auxiliaries.any(|at| words::is_be(text.folded(at)))
}

/// Whether the words after the verb are those of the phrase; the end of the match.
fn matches(text: &Text<'_>, unit: &Unit, cue: &Cue, at: usize) -> Option<usize> {
    let mut next = at + 1;
    let mut gap = 0;
    for &word in &cue.phrase {
        if word == "~" {
            gap = 3;
            continue;
        }
        let limit = (next + gap).min(unit.tokens.end.saturating_sub(1));
        let hit = (next..=limit).find(|&at| at < unit.tokens.end && text.folded(at) == word)?;
        if (next..=hit).any(|at| !text.tokens[at].is_word() || !outside(text, at)) {
            return None;
        }
        next = hit + 1;
        gap = 0;
    }
    Some(next)
}

/// "expressed (his) hope that": the end of the words before the content.
fn expression(
    text: &Text<'_>,
    unit: &Unit,
    lexicon: &Cues,
    at: usize,
) -> Option<(usize, &'static str, Form)> {
    let (lemma, form) = lexicon.expresses(text.folded(at))?;
    let limit = (at + 8).min(unit.tokens.end);
    let mut noun = at + 1;
    loop {
        if noun >= limit || !text.tokens[noun].is_word() || !outside(text, noun) {
            return None;
        }
        let word = text.folded(noun);
        if lexicon.is_expressed(word) {
            break;
        }
        if words::is_preposition(word) || words::is_boundary(word) && word != "and" {
            return None;
        }
        noun += 1;
    }
    // "expressed their gratitude and support for": the last noun of the list.
    while noun + 2 < limit
        && text.folded(noun + 1) == "and"
        && lexicon.is_expressed(text.folded(noun + 2))
    {
        noun += 2;
    }
    let link = noun + 1;
    (link < unit.tokens.end && lexicon.links(text.folded(link))).then_some((link, lemma, form))
}

/// Whether a form can be the verb of a report where it stands.
fn plausible(
    text: &Text<'_>,
    unit: &Unit,
    from: usize,
    at: usize,
    form: Form,
    passive: bool,
) -> bool {
    let modal = (from..at).any(|at| words::is_modal(text.folded(at)));
    let previous = (from > unit.tokens.start).then(|| text.folded(from - 1));
    match form {
        Form::Base => {
            let supported = (from..at).any(|at| {
                matches!(
                    text.folded(at),
                    "do" | "does" | "did" | "didn't" | "don't" | "doesn't"
                )
            });
            let plural = previous.is_some_and(|word| {
                matches!(
                    word,
                    "they" | "we" | "i" | "you" | "who" | "both" | "some" | "others" | "many"
                ) || (word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("'s"))
                    || matches!(word, "people" | "police" | "men" | "women")
            });
            !modal && (supported || plural) && previous != Some("to")
        }
        Form::Third => {
            !modal
                && previous.is_some_and(|word| {
                    !words::is_determiner(word)
                        && !words::is_preposition(word)
                        && !words::is_boundary(word)
                        || matches!(word, "who" | "and" | "that" | "which" | "but")
                })
        }
        Form::Past | Form::Participle => {
            // "would have said", "to be discussed": not reported as said; but the passive
            // needs its form of be, and "has said" its form of have.
            !modal
                && !previous.is_some_and(|word| {
                    (words::is_determiner(word)
                        && !matches!(
                            word,
                            "both" | "some" | "many" | "others" | "all" | "that" | "which" | "this"
                        ))
                        || (words::is_preposition(word) && !passive)
                })
        }
        Form::Ing => !modal,
    }
}
