//! Finds the words that name who speaks: the subject of a cue.

use super::clause::{Unit, outside};
use super::words;
use crate::lexicon::Cues;
use crate::text::{Text, TokenKind};
use std::ops::Range;

/// The subject that ends just before token `end`, looking left.
pub(super) fn before(
    text: &Text<'_>,
    unit: &Unit,
    lexicon: &Cues,
    end: usize,
) -> Option<Range<usize>> {
    let first = unit.tokens.start;
    if end <= first {
        return None;
    }
    // "Peskov, the Kremlin spokesman, said": the name stands before the apposition, and before
    // an age or a place ("Rawlings, 59, of Ashton, Md., said").
    if text.word(end - 1) == "," {
        let mut close = end - 1;
        for _ in 0..4 {
            let opening = (first..close)
                .rev()
                .take(20)
                .find(|&at| text.word(at) == ",")?;
            let inner = opening + 1..close;
            if inner.is_empty() || inner.clone().any(|at| !outside(text, at)) {
                return None;
            }
            if !is_apposition(text, inner) {
                return None;
            }
            if let Some(name) = name_before(text, unit, lexicon, opening) {
                return Some(name.start..end - 1);
            }
            close = opening;
        }
        return None;
    }
    bracketed(text, unit, lexicon, end).or_else(|| noun_phrase(text, unit, lexicon, end))
}

/// A name that ends at `end`, brackets included: no age, no place behind a preposition.
fn name_before(text: &Text<'_>, unit: &Unit, lexicon: &Cues, end: usize) -> Option<Range<usize>> {
    if let Some(name) = bracketed(text, unit, lexicon, end) {
        return Some(name);
    }
    let name = noun_phrase(text, unit, lexicon, end)?;
    let place = name.start > unit.tokens.start
        && words::is_preposition(text.folded(name.start - 1))
        && text.tokens[name.start].capital;
    (!place && !text.tokens[name.start].digit).then_some(name)
}

/// "Jim Jordan (R-Ohio)": the name before the bracket.
fn bracketed(text: &Text<'_>, unit: &Unit, lexicon: &Cues, end: usize) -> Option<Range<usize>> {
    if end <= unit.tokens.start || !matches!(text.word(end - 1), ")" | "]") {
        return None;
    }
    let opening = (unit.tokens.start..end - 1)
        .rev()
        .take(12)
        .find(|&at| matches!(text.word(at), "(" | "["))?;
    noun_phrase(text, unit, lexicon, opening)
}

/// What stands between commas after a name describes it: it opens with a determiner or a
/// title, or "who" and a clause.
fn is_apposition(text: &Text<'_>, inner: Range<usize>) -> bool {
    let word = text.folded(inner.start);
    !words::is_preposition(word) || matches!(word, "of" | "in" | "on" | "at" | "with" | "for")
}

/// The noun phrase that ends at `end`.
fn noun_phrase(text: &Text<'_>, unit: &Unit, lexicon: &Cues, end: usize) -> Option<Range<usize>> {
    let first = unit.tokens.start;
    let last = end.checked_sub(1)?;
    if last < first || !outside(text, last) || !text.tokens[last].is_word() {
        return None;
    }
    let word = text.folded(last);
    if words::is_subject_pronoun(word) && !text.tokens[last].digit {
        if word == "who" {
            return antecedent(text, unit, lexicon, last);
        }
        let clitic = matches!(
            word,
            "both" | "some" | "others" | "many" | "most" | "several"
        );
        if !clitic || last == first || !text.tokens[last - 1].is_word() {
            return Some(last..end);
        }
        // "The sides both said", "The leaders all noted".
        return noun_phrase(text, unit, lexicon, last).or(Some(last..end));
    }
    if !is_noun_like(text, last) {
        return None;
    }
    let mut start = last;
    while start > first {
        let at = start - 1;
        if !outside(text, at) {
            break;
        }
        let word = text.folded(at);
        let token = &text.tokens[at];
        if token.kind != TokenKind::Word {
            let glue = matches!(text.word(at), "’" | "'" | "&" | "-" | "/")
                || (text.word(at) == "." && at > first && initial(text, at - 1));
            if glue {
                start = at;
                continue;
            }
            if text.word(at) == "," && in_list(text, first, at, start..end) {
                start = at;
                continue;
            }
            break;
        }
        if word == "and" || word == "or" {
            if joins_names(text, lexicon, first, at, start) {
                start = at;
                continue;
            }
            break;
        }
        let opens_clause = words::is_auxiliary(word) || words::is_boundary(word);
        if opens_clause && word != "to"
            || words::is_adverb(word) && !token.capital
            || is_verb(text, lexicon, at)
        {
            break;
        }
        if words::is_preposition(word) {
            // "leaders of France": the noun goes on to the left; else an adverbial ends here.
            let joined = words::joins_nouns(word)
                && at > first
                && text.tokens[at - 1].is_word()
                && is_noun_like(text, at - 1)
                && !is_verb(text, lexicon, at - 1);
            if !joined {
                break;
            }
        }
        start = at;
    }
    // A comma or conjunction that was crossed in vain.
    while start < last && (!text.tokens[start].is_word() || text.folded(start) == "and") {
        start += 1;
    }
    let mut phrase = after_adverbial(text, start..end);
    if start > first && words::is_preposition(text.folded(start - 1)) && outside(text, start - 1) {
        phrase = behind_adverbial(text, phrase);
    }
    (!phrase.is_empty()).then_some(phrase)
}

/// "In Moscow Putin": a phrase that opens with a preposition is an adverbial; the name is
/// what follows its own noun phrase.
fn after_adverbial(text: &Text<'_>, phrase: Range<usize>) -> Range<usize> {
    let opens = text.folded(phrase.start);
    if words::is_time(opens)
        || matches!(opens, "here" | "meanwhile" | "but" | "so" | "yet" | "still")
    {
        return phrase.start + 1..phrase.end;
    }
    phrase
}

/// "At the same time the President", "In his letter Mr Putin": behind a preposition, the subject
/// is the second noun phrase.
fn behind_adverbial(text: &Text<'_>, phrase: Range<usize>) -> Range<usize> {
    let second = (phrase.start + 1..phrase.end).find(|&at| {
        let word = text.folded(at);
        let opens = (words::is_determiner(word) && word != "that" && word != "other")
            || matches!(word, "mr" | "mrs" | "ms" | "dr")
            || words::is_subject_pronoun(word)
            || text.tokens[at].capital && !text.tokens[at - 1].capital;
        let before = text.folded(at - 1);
        opens && !words::is_preposition(before) && !words::is_determiner(before) && before != "and"
    });
    match second {
        Some(at) => at..phrase.end,
        None => phrase,
    }
}

fn initial(text: &Text<'_>, at: usize) -> bool {
    let word = text.word(at);
    text.tokens[at].capital
        && (word.chars().count() == 1
            || [
                "Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Gen", "Jr", "Sr", "St",
            ]
            .contains(&word))
}

fn is_noun_like(text: &Text<'_>, at: usize) -> bool {
    let token = &text.tokens[at];
    let word = text.folded(at);
    if token.capital || token.digit {
        return true;
    }
    !(words::is_auxiliary(word)
        || words::is_boundary(word)
        || words::is_preposition(word)
        || words::is_adverb(word)
        || words::is_time(word)
        || matches!(
            word,
            "the"
                | "a"
                | "an"
                | "his"
                | "their"
                | "its"
                | "my"
                | "our"
                | "your"
                | "him"
                | "them"
                | "me"
                | "us"
        ))
}

/// Whether a word is a verb, as far as the closed lists and its neighbours tell.
fn is_verb(text: &Text<'_>, lexicon: &Cues, at: usize) -> bool {
    let token = &text.tokens[at];
    if token.capital {
        return false;
    }
    let word = text.folded(at);
    if words::is_common_verb(word) {
        return true;
    }
    if !lexicon.has_form(word) {
        return word.ends_with("ed") && at > 0 && text.tokens[at - 1].capital;
    }
    // A cue form after a determiner is a noun or adjective: "the report", "the stated aim".
    let determined = at > 0
        && (words::is_determiner(text.folded(at - 1))
            || text.folded(at - 1).ends_with("'s")
            || text.word(at - 1).ends_with('-'));
    (word.ends_with("ed")
        || matches!(
            word,
            "said"
                | "told"
                | "saw"
                | "wrote"
                | "thought"
                | "knew"
                | "found"
                | "says"
                | "read"
                | "spoke"
        ))
        && !determined
}

/// "Putin, Merkel and Macron": a comma inside a list that ends with "and".
fn in_list(text: &Text<'_>, first: usize, comma: usize, rest: Range<usize>) -> bool {
    let has_and = rest.clone().any(|at| text.folded(at) == "and");
    has_and
        && comma > first
        && text.tokens[comma - 1].capital
        && text.tokens[comma + 1].capital
        && text.tokens[comma + 1].is_word()
        && comma + 1 - rest.start <= 1
}

/// Whether "and" joins two names or noun phrases to one subject.
fn joins_names(text: &Text<'_>, lexicon: &Cues, first: usize, and: usize, next: usize) -> bool {
    if and <= first || !text.tokens[and - 1].is_word() || !outside(text, and - 1) {
        return false;
    }
    let (left, right) = (&text.tokens[and - 1], &text.tokens[next]);
    let alike = left.capital == right.capital
        || words::is_determiner(text.folded(next))
        || left.capital && words::is_determiner(text.folded(next));
    if !alike || !is_noun_like(text, and - 1) {
        return false;
    }
    // No verb between the start of the clause and the conjunction: else it joins clauses.
    for at in (first..and).rev() {
        let word = text.folded(at);
        if !text.tokens[at].is_word() && text.word(at) != "’" && text.word(at) != "."
            || !outside(text, at)
        {
            return true;
        }
        if words::is_auxiliary(word) && word != "to" || is_verb(text, lexicon, at) {
            return false;
        }
        if words::is_boundary(word) && word != "to" && word != "and" {
            return true;
        }
    }
    true
}

/// The noun phrase before "who", with or without a comma.
fn antecedent(text: &Text<'_>, unit: &Unit, lexicon: &Cues, who: usize) -> Option<Range<usize>> {
    let mut end = who;
    if end > unit.tokens.start && text.word(end - 1) == "," {
        end -= 1;
    }
    noun_phrase(text, unit, lexicon, end)
}

/// The subject that follows an inverted cue ("…, said Vladimir Putin."), from token `from`.
pub(super) fn after(text: &Text<'_>, unit: &Unit, from: usize) -> Option<Range<usize>> {
    let mut end = from;
    let first = text.tokens.get(from)?;
    let opens = text.folded(from);
    if from >= unit.tokens.end || !first.is_word() || !outside(text, from) {
        return None;
    }
    if words::is_subject_pronoun(opens) && opens != "who" {
        return Some(from..from + 1);
    }
    if !(first.capital || words::is_determiner(opens) || opens.ends_with('s'))
        || words::is_preposition(opens)
        || words::is_boundary(opens)
        || words::is_time(opens)
        || (words::is_adverb(opens) && !first.capital)
    {
        return None;
    }
    while end < unit.tokens.end && outside(text, end) {
        let token = &text.tokens[end];
        let word = text.folded(end);
        if !token.is_word() {
            let initial = text.word(end) == "." && end > from && initial(text, end - 1);
            if !(initial || matches!(text.word(end), "’" | "'" | "&" | "-")) {
                break;
            }
        } else {
            let joins_name =
                word == "and" && text.tokens.get(end + 1).is_some_and(|next| next.capital);
            let stops = words::is_time(word)
                || words::is_auxiliary(word)
                || words::is_boundary(word) && !joins_name
                || words::is_preposition(word) && !matches!(word, "of" | "for" | "at");
            if stops {
                break;
            }
        }
        end += 1;
    }
    (end > from).then_some(from..end)
}
