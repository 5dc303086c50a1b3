//! Names by their form: which run of capitalised words can be one, where it starts, and whether a
//! person or an organisation bears it.

use super::super::names::Names;
use super::super::title;
use super::nouns::{is_body, is_crown, is_no_first_name, is_office_word, is_small, is_thing};
use super::opener::{is_day_or_month, is_opener, may_be_name};
use crate::model::ActorKind;
use crate::text::Text;
use std::ops::Range;

/// The run of capitalised words at a token that can be a name: initials and particles inside,
/// no word that only opens the sentence.
pub(super) fn name_run(text: &Text<'_>, names: Names<'_>, at: usize) -> Range<usize> {
    let opens_sentence = opens_sentence(text, at);
    let first = &text.tokens[at];
    if !first.capital
        || first.digit
        || is_day_or_month(text.folded(at))
        || title::is_word(text, names, at)
    {
        return at..at;
    }
    let mut end = at + 1;
    while end < text.tokens.len() {
        let token = &text.tokens[end];
        let word = text.word(end);
        let initial_stop = word == "." && text.word(end - 1).chars().count() == 1 && !token.spaced;
        let particle = matches!(
            word,
            "de" | "van" | "von" | "der" | "al" | "bin" | "ibn" | "el" | "da" | "di" | "la" | "ul"
        ) && text.tokens.get(end + 1).is_some_and(|next| next.capital);
        // "Vucic Vucic": index order begins again.
        let repeats = text.folded(end) == text.folded(end - 1);
        let goes_on = token.is_word()
            && !repeats
            && token.capital
            && !token.digit
            && names.longest(end).is_none()
            && text.sentence_of(end) == text.sentence_of(at)
            && !text.word(end - 1).ends_with("’s")
            && !text.word(end - 1).ends_with("'s");
        if !(goes_on || particle || initial_stop) {
            break;
        }
        end += 1;
    }
    if opens_sentence && end == at + 1 && !may_be_name(text.folded(at)) {
        return at..at;
    }
    if opens_sentence && end > at + 1 && is_opener(text.folded(at)) {
        return at + 1..end;
    }
    at..end
}

/// Whether a word has a capital because it opens a sentence or a quotation.
pub(in crate::resolve) fn opens_sentence(text: &Text<'_>, at: usize) -> bool {
    text.sentence_of(at)
        .is_some_and(|sentence| text.sentences[sentence].tokens.start == at)
        || at > 0 && text.tokens[at - 1].kind == crate::text::TokenKind::Quote
}

/// The end of a name and of its repetition in index order, which pages glue to the role that
/// follows: "Aleksandar Vucic Vucic AleksandarPresident of Serbia".
pub(super) fn skip_inverted(text: &Text<'_>, name: Range<usize>) -> usize {
    let end = name.end + name.len();
    let repeats = name.len() >= 2
        && end <= text.tokens.len()
        && text.folded(name.end) == text.folded(name.end - 1)
        && (name.end..end).all(|at| text.tokens[at].capital);
    if repeats { end } else { name.end }
}

/// Where the name starts in a run that opens with an office or a company and goes on with a name:
/// "OMV CEO Rainer Seele", "Charlotte Mayor Jennifer Roberts". At the end of the run where there is
/// an office alone, "First Vice-Rector"; `None` where all of it is the name.
pub(super) fn behind_office(
    text: &Text<'_>,
    names: Names<'_>,
    run: &Range<usize>,
) -> Option<usize> {
    let first_name = |at: usize| {
        text.word(at).len() > 2 && names.gender_of_first_name(text.folded(at)).is_some()
    };
    let office = run.clone().rev().find(|&at| {
        let ends = at + 1 == run.end;
        let word = text.folded(at);
        // "Jim Justice" is called so.
        let surname = || ends && at == run.start + 1 && first_name(run.start);
        (is_office_word(word) || ends && is_crown(word)) && !surname()
    });
    if let Some(office) = office {
        return Some(office + 1);
    }
    // "Biotechnology Rinat Maksyutov": a first name inside, and none at the start.
    (run.len() > 2 && !first_name(run.start))
        .then(|| (run.start + 1..run.end - 1).find(|&at| first_name(at)))
        .flatten()
}

/// Person, or an organisation when a word of its name says so.
pub(super) fn kind_by_form(text: &Text<'_>, names: Names<'_>, run: &Range<usize>) -> ActorKind {
    let first_name = || names.gender_of_first_name(text.folded(run.start)).is_some();
    let body = run.clone().any(|at| {
        is_body(text.folded(at))
            || is_thing(text.folded(at)) && !first_name()
            || at == run.start && is_no_first_name(text.folded(at))
            || at > run.start && is_small(text.folded(at))
            || text.word(at).chars().count() > 1 && text.word(at).chars().all(|c| c.is_uppercase())
    });
    if body || run.len() > 4 {
        ActorKind::Organisation
    } else {
        ActorKind::Person
    }
}

pub(super) fn strip_possessive(word: &str) -> &str {
    word.strip_suffix("’s")
        .or_else(|| word.strip_suffix("'s"))
        .unwrap_or(word)
}

/// A word in lower case without its possessive ending and diacritics.
pub(in crate::resolve) fn fold_word(word: &str) -> String {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
    let word = strip_possessive(word);
    // Nearly all words; decomposing them costs ten times as much.
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// A name on one line with single spaces and without a possessive ending.
pub(super) fn squeeze(name: &str) -> String {
    let joined = name.split_whitespace().collect::<Vec<_>>().join(" ");
    strip_possessive(&joined).to_string()
}
