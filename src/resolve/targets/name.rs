//! Terms inside the names of bodies and offices: "Ministry of Health", "Patriot Coal Corporation".
//!
//! What such a name tells is who is meant, not what is spoken of.

use crate::resolve::topics::Term;
use crate::resolve::words::Words;
use crate::text::Text;
use std::ops::Range;

/// The most words that the name of a body may have on one side of a term.
const SIDE: usize = 7;

/// Whether a term is but a part of the name of a body or an office. A term that the table writes
/// as a name stands for itself.
pub(super) fn is_of_body(term: &Term, text: &Text<'_>, words: &Words<'_>) -> bool {
    if term.own_name {
        return false;
    }
    let (start, end) = (term.words.start, term.words.end);
    // "the health ministry", "the ministry of health".
    if !starts(words, end) && is_office(words.folded(end)) || held(words, start) {
        return true;
    }
    if !capital(words, start) || !capital(words, end - 1) {
        return false;
    }
    let name = name(text, words, &term.words);
    (name.start..start)
        .chain(end..name.end)
        .any(|at| is_body(words.folded(at)) && capital(words, at))
}

/// Whether a term stands behind an office: "secretary of", "Department for".
fn held(words: &Words<'_>, start: usize) -> bool {
    let mut at = start;
    // "Minister of Trade and Industry": the second of two.
    while at > 0
        && start - at < 3
        && !starts(words, at)
        && !matches!(words.folded(at - 1), "of" | "for")
    {
        let before = words.folded(at - 1);
        if !(matches!(before, "the" | "and") || capital(words, at - 1)) {
            return false;
        }
        at -= 1;
    }
    at >= 2
        && !starts(words, at)
        && !starts(words, at - 1)
        && matches!(words.folded(at - 1), "of" | "for")
        && is_office(words.folded(at - 2))
}

/// The capitalised words around a term, over the small words within a name.
fn name(text: &Text<'_>, words: &Words<'_>, term: &Range<usize>) -> Range<usize> {
    let (mut from, mut to) = (term.start, term.end);
    let mut at = term.start;
    while at > 0 && term.start - at < SIDE && !starts(words, at) && joined(text, words, at - 1) {
        at -= 1;
        if capital(words, at) {
            from = at;
        } else if !is_small(words.folded(at)) {
            break;
        }
    }
    let mut at = term.end;
    while at < words.words.len()
        && at - term.end < SIDE
        && !starts(words, at)
        && joined(text, words, at - 1)
    {
        if capital(words, at) {
            to = at + 1;
        } else if !is_small(words.folded(at)) {
            break;
        }
        at += 1;
    }
    from..to
}

/// Whether no mark stands between a word and the next, nor says the one whose the other is.
fn joined(text: &Text<'_>, words: &Words<'_>, at: usize) -> bool {
    let gap = words
        .span(at..at + 1)
        .zip(words.span(at + 1..at + 2))
        .and_then(|(this, next)| text.text.get(this.end..next.start));
    gap.is_some_and(|gap| {
        gap.chars()
            .all(|c| c.is_whitespace() || matches!(c, '-' | '‑' | '&'))
    })
}

fn capital(words: &Words<'_>, at: usize) -> bool {
    words
        .words
        .get(at)
        .is_some_and(|word| word.written.starts_with(char::is_uppercase))
}

fn starts(words: &Words<'_>, at: usize) -> bool {
    words.words.get(at).is_none_or(|word| word.starts)
}

fn is_small(word: &str) -> bool {
    matches!(word, "of" | "for" | "and" | "the" | "on")
}

/// Offices of a government, however they are written.
fn is_office(word: &str) -> bool {
    matches!(word, "ministry" | "minister" | "secretary" | "department")
}

/// What a body or an office is, when its name says so.
fn is_body(word: &str) -> bool {
    is_office(word)
        || matches!(
            word,
            "ministers"
                | "ministries"
                | "agency"
                | "administration"
                | "commissioner"
                | "committee"
                | "council"
                | "organisation"
                | "organization"
                | "association"
                | "federation"
                | "fund"
                | "foundation"
                | "bank"
                | "institute"
                | "company"
                | "corporation"
                | "corp"
                | "inc"
                | "group"
                | "bureau"
                | "office"
                | "service"
                | "board"
                | "chamber"
                | "party"
                | "court"
                | "authority"
                | "center"
                | "centre"
                | "society"
                | "academy"
                | "league"
                | "coalition"
                | "alliance"
                | "community"
                | "forum"
                | "times"
                | "post"
                | "journal"
                | "news"
                | "university"
                | "hospital"
        )
}
