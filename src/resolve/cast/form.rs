//! Names by their form: which run of capitalised words can be one, where it starts, and whether a
//! person or an organisation bears it.

use super::super::names::Names;
use super::super::title;
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

/// Words that open sentences far more often than names.
fn is_opener(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "in"
            | "on"
            | "at"
            | "but"
            | "and"
            | "if"
            | "as"
            | "for"
            | "when"
            | "while"
            | "after"
            | "before"
            | "with"
            | "by"
            | "from"
            | "to"
            | "this"
            | "that"
            | "these"
            | "those"
            | "however"
            | "meanwhile"
            | "asked"
            | "according"
            | "both"
            | "mr"
            | "mrs"
            | "ms"
            | "dr"
            | "earlier"
            | "later"
            | "during"
            | "following"
            | "under"
            | "since"
            | "although"
            | "though"
            | "yet"
            | "so"
            | "then"
            | "now"
            | "also"
            | "what"
            | "who"
            | "his"
            | "her"
            | "their"
            | "its"
            | "our"
            | "my"
            | "all"
            | "some"
            | "many"
            | "two"
            | "former"
            | "telephone"
            | "meeting"
            | "talks"
            | "joint"
            | "press"
            | "news"
            | "neither"
            | "either"
            | "nor"
            | "even"
            | "only"
            | "like"
            | "unlike"
            | "despite"
            | "because"
            | "still"
            | "just"
            | "perhaps"
            | "maybe"
            | "once"
            | "until"
            | "unless"
            | "whether"
            | "where"
            | "why"
            | "how"
            | "here"
            | "there"
            | "among"
            | "against"
            | "between"
            | "within"
            | "without"
            | "through"
            | "about"
            | "instead"
            | "moreover"
            | "furthermore"
            | "nevertheless"
            | "indeed"
            | "of"
            | "it"
            | "he"
            | "she"
            | "they"
            | "we"
            | "last"
            | "next"
            | "more"
            | "most"
            | "other"
            | "another"
            | "such"
            | "today"
            | "yesterday"
            | "tomorrow"
    ) || is_day_or_month(word)
}

/// Verbs that open questions and participles that open clauses.
pub(super) fn is_verb_form(word: &str) -> bool {
    word.ends_with("ing")
        || matches!(
            word,
            "did"
                | "does"
                | "do"
                | "is"
                | "are"
                | "was"
                | "were"
                | "has"
                | "have"
                | "had"
                | "can"
                | "could"
                | "will"
                | "would"
                | "should"
                | "may"
                | "might"
                | "must"
                | "beyond"
                | "everything"
                | "everyone"
                | "nothing"
                | "nobody"
                | "asked"
                | "told"
                | "given"
                | "thank"
                | "let"
        )
}

/// Names of days and months, which are nobody's.
fn is_day_or_month(word: &str) -> bool {
    matches!(
        word,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "january"
            | "february"
            | "march"
            | "june"
            | "july"
            | "september"
            | "october"
            | "november"
            | "december"
    )
}

fn may_be_name(word: &str) -> bool {
    !is_opener(word)
        && !matches!(
            word,
            "he" | "she"
                | "it"
                | "they"
                | "we"
                | "i"
                | "you"
                | "there"
                | "not"
                | "no"
                | "yes"
                | "how"
                | "why"
                | "where"
                | "which"
                | "each"
                | "every"
                | "any"
                | "one"
                | "three"
        )
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
    let office = run.clone().rev().find(|&at| {
        matches!(
            text.folded(at),
            "ceo"
                | "director"
                | "rector"
                | "vice-rector"
                | "governor"
                | "mayor"
                | "chairman"
                | "chairwoman"
                | "officer"
                | "commander"
                | "general"
                | "colonel"
                | "editor"
                | "editor-in-chief"
                | "academician"
                | "representative"
                | "ambassador"
                | "commissioner"
                | "ombudsman"
                | "spokesman"
                | "spokeswoman"
                | "president"
                | "minister"
                | "premier"
        )
    });
    if let Some(office) = office {
        return Some(office + 1);
    }
    // "Biotechnology Rinat Maksyutov": a first name inside, and none at the start.
    let first_name = |at: usize| {
        text.word(at).len() > 2 && names.gender_of_first_name(text.folded(at)).is_some()
    };
    (run.len() > 2 && !first_name(run.start))
        .then(|| (run.start + 1..run.end - 1).find(|&at| first_name(at)))
        .flatten()
}

/// Person, or an organisation when a word of its name says so.
pub(super) fn kind_by_form(text: &Text<'_>, run: &Range<usize>) -> ActorKind {
    let body = run.clone().any(|at| {
        matches!(
            text.folded(at),
            "ministry"
                | "committee"
                | "party"
                | "university"
                | "institute"
                | "center"
                | "centre"
                | "agency"
                | "department"
                | "commission"
                | "council"
                | "association"
                | "foundation"
                | "court"
                | "house"
                | "bank"
                | "group"
                | "union"
                | "corp"
                | "inc"
                | "times"
                | "post"
                | "news"
                | "office"
                | "organisation"
                | "organization"
                | "alliance"
                | "league"
                | "company"
                | "corporation"
                | "fund"
                | "society"
                | "parliament"
                | "senate"
                | "congress"
                | "duma"
                | "government"
                | "administration"
                | "army"
                | "forces"
                | "front"
                | "movement"
                | "school"
                | "college"
                | "journal"
                | "magazine"
                | "review"
                | "network"
                | "service"
                | "bureau"
                | "board"
                | "federation"
                | "chamber"
                | "club"
                | "summit"
                | "plan"
                | "strategy"
                | "deal"
                | "act"
                | "bill"
                | "doctrine"
                | "process"
                | "dialogue"
                | "resolution"
                | "forum"
                | "conference"
                | "treaty"
                | "agreement"
                | "declaration"
                | "convention"
                | "pact"
                | "accord"
                | "protocol"
                | "initiative"
                | "pipeline"
                | "program"
                | "programme"
                | "project"
                | "street"
                | "palace"
                | "square"
                | "region"
                | "province"
                | "district"
                | "island"
                | "islands"
                | "sea"
                | "ocean"
                | "river"
                | "mountains"
                | "airport"
                | "station"
                | "war"
                | "day"
                | "prize"
                | "award"
                | "games"
                | "cup"
                | "olympics"
                | "assembly"
                | "republic"
                | "festival"
                | "tournament"
                | "rally"
                | "championship"
                | "exhibition"
                | "museum"
                | "theatre"
                | "theater"
                | "orchestra"
                | "cathedral"
                | "monastery"
                | "brigade"
                | "brigades"
                | "hockey"
                | "order"
                | "cooperation"
                | "team"
                | "factory"
                | "railway"
                | "bridge"
                | "east"
                | "west"
                | "north"
                | "south"
        ) || text.word(at).chars().count() > 1 && text.word(at).chars().all(|c| c.is_uppercase())
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
