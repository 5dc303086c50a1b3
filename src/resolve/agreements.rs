//! Agreements by name, by form and by what points to them.

use super::words::Words;
use crate::lexicon::{Agreements, Hit, nouns};
use crate::model::{Agreement, Date};
use crate::text::{Place, Text};
use std::ops::Range;

/// An agreement in the text.
#[derive(Debug, Clone)]
pub struct Mention {
    /// Canonical name.
    pub name: String,
    /// Its words.
    pub words: Range<usize>,
    /// How it is known.
    pub by: By,
}

/// How an agreement is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A name of data/agreements.toml.
    Name,
    /// The form of its name: nobody listed it.
    Form,
    /// A noun that points to the agreement named before: "the treaty".
    Noun,
    /// What was done with it: "the extension".
    Deed,
    /// The undoing of it: "the withdrawal".
    Undoing,
    /// A pronoun.
    Pronoun,
}

impl By {
    /// In words, for the basis of a stance.
    pub fn name(self) -> &'static str {
        match self {
            By::Name => "name",
            By::Form => "the form of a name",
            By::Noun | By::Pronoun => "points back",
            By::Deed | By::Undoing => "what was done with it",
        }
    }
}

/// How many small words may stand between the first name of an agreement and its head.
const MODIFIERS: usize = 4;

/// Every agreement in the text, in order; none overlaps another.
///
/// On the day that the text was `published` an agreement of a later one was not there to be
/// spoken of: "the new treaty" is another one then.
pub fn mentions(
    text: &Text<'_>,
    words: &Words<'_>,
    agreements: &Agreements,
    published: Option<Date>,
) -> Vec<Mention> {
    let mut hits = agreements.find(&words.words);
    // Of several that a name can stand for the one that held on that day comes first, and of
    // those the latest: "the START Treaty" of 2005 and that of 2015.
    let fit = |hit: &Hit<Option<u16>>| {
        hit.value
            .and_then(|at| agreements.on(usize::from(at), published))
    };
    hits.sort_by_key(|hit| std::cmp::Reverse(fit(hit)));
    let mut found: Vec<Mention> = hits
        .into_iter()
        .map(|hit| Mention {
            // A name without an agreement holds its place and goes at the end.
            name: match (hit.value, fit(&hit)) {
                (Some(at), Some(_)) => agreements.entries()[usize::from(at)].card.name.clone(),
                _ => String::new(),
            },
            words: hit.words,
            by: By::Name,
        })
        .collect();
    found.extend(unlisted(text, words));
    // A listed name wins over a form that holds it, and of two the longer one.
    found.sort_by_key(|one| {
        (
            one.by != By::Name,
            std::cmp::Reverse(one.words.len()),
            one.words.start,
        )
    });
    let mut kept: Vec<Mention> = Vec::new();
    for one in found {
        let overlaps = |other: &Mention| {
            other.words.start < one.words.end && one.words.start < other.words.end
        };
        if !kept.iter().any(overlaps) {
            kept.push(one);
        }
    }
    kept.retain(|one| !one.name.is_empty());
    kept.sort_by_key(|one| one.words.start);
    point_back(words, agreements, &mut kept);
    add_deeds(text, words, agreements, &mut kept);
    add_moves(words, agreements, &mut kept);
    kept
}

/// Nouns that end or open the name of an agreement, as folded forms.
fn is_head(word: &str) -> bool {
    matches!(
        word,
        "treaty"
            | "agreement"
            | "agreements"
            | "accord"
            | "accords"
            | "pact"
            | "convention"
            | "protocol"
            | "declaration"
            | "memorandum"
            | "charter"
            | "communique"
            | "communiqué"
            | "initiative"
            | "covenant"
            | "compact"
            | "concordat"
            | "armistice"
            | "amendment"
    )
}

/// Heads that name an agreement only where a noun of their own follows: "Framework Decision on".
fn is_decision(word: &str) -> bool {
    matches!(word, "decision" | "roadmap" | "plan" | "programme" | "act")
}

/// Agreements that nobody listed, by the form of their names.
///
/// Three forms: a head noun after capitalised words ("the Ulan Bator Declaration"), a
/// capitalised head noun with what follows its preposition ("Treaty on the State Border between
/// Russia and Kazakhstan"), a pair of states with a head noun and a date ("the Russian-US
/// agreements of September 9, 2016"), and a numbered resolution of the Security Council.
pub fn unlisted(text: &Text<'_>, words: &Words<'_>) -> Vec<Mention> {
    let mut found = Vec::new();
    for at in 0..words.words.len() {
        let folded = words.folded(at);
        let range = if folded == "resolution" || folded == "resolutions" {
            resolution(words, at)
        } else if is_head(folded) || (is_decision(folded) && capital(text, words, at)) {
            treaty(text, words, at)
        } else {
            None
        };
        let Some(range) = range.or_else(|| document(text, words, at)) else {
            continue;
        };
        let Some(span) = words.span(range.clone()) else {
            continue;
        };
        let name = if folded.starts_with("resolution") {
            format!(
                "UN Security Council Resolution {}",
                words.folded(range.end - 1)
            )
        } else {
            let name: Vec<&str> = span.slice(text.text).split_whitespace().collect();
            let name = name.join(" ");
            // "the Northern Dimension initiative" is called the Northern Dimension.
            name.strip_suffix(" initiative")
                .map(str::to_string)
                .unwrap_or(name)
        };
        let second = folded == "resolutions" && words.folded(range.end) == "and";
        let number = words.folded(range.end + 1);
        if second && is_number(number) {
            found.push(Mention {
                name: format!("UN Security Council Resolution {number}"),
                words: range.end + 1..range.end + 2,
                by: By::Form,
            });
        }
        found.push(Mention {
            name,
            words: range,
            by: By::Form,
        });
    }
    found
}

/// The number of a resolution of the Security Council.
fn is_number(word: &str) -> bool {
    (3..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
}

fn capital(text: &Text<'_>, words: &Words<'_>, at: usize) -> bool {
    words
        .words
        .get(at)
        .is_some_and(|word| word.written.starts_with(char::is_uppercase))
        && !text.text.is_empty()
}

fn resolution(words: &Words<'_>, at: usize) -> Option<Range<usize>> {
    let numbered = is_number(words.folded(at + 1));
    let council =
        at >= 2 && words.folded(at - 1) == "council" && words.folded(at - 2) == "security";
    let body = at >= 1 && matches!(words.folded(at - 1), "un" | "unsc" | "council");
    if !numbered || !(council || body) {
        return None;
    }
    let mut start = if council { at - 2 } else { at - 1 };
    if start > 0 && matches!(words.folded(start - 1), "un" | "nations") {
        start -= 1;
    }
    Some(start..at + 2)
}

/// Words in capitals that qualify a head noun without naming anything.
fn is_plain(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "these"
            | "those"
            | "his"
            | "her"
            | "its"
            | "our"
            | "their"
            | "joint"
            | "new"
            | "any"
            | "such"
            | "each"
            | "both"
            | "in"
            | "on"
            | "under"
            | "and"
            | "but"
            | "political"
            | "interim"
            | "final"
            | "bilateral"
            | "first"
            | "second"
            | "as"
            | "no"
            | "by"
            | "of"
            | "to"
            | "for"
            | "with"
            | "at"
            | "from"
            | "he"
            | "she"
            | "it"
            | "we"
            | "they"
            | "i"
    )
}

fn is_link(word: &str) -> bool {
    matches!(
        word,
        "of" | "on"
            | "for"
            | "and"
            | "the"
            | "a"
            | "an"
            | "in"
            | "between"
            | "against"
            | "to"
            | "with"
            | "concerning"
    )
}

fn treaty(text: &Text<'_>, words: &Words<'_>, head: usize) -> Option<Range<usize>> {
    let mut start = head;
    // Capitalised words before the head, with no mark between them.
    while start > 0
        && capital(text, words, start - 1)
        && !words.words[start].starts
        && adjacent(text, words, start - 1)
        && start + 6 > head
    {
        start -= 1;
    }
    if start == head && !capital(text, words, head) {
        start = modified(text, words, head).unwrap_or(head);
    }
    while start < head && is_plain(words.folded(start)) {
        start += 1;
    }
    // "Finland's Northern Dimension": whose it is, is no part of the name.
    if let Some(owner) = (start..head).rev().find(|&at| possessive(text, words, at)) {
        start = owner + 1;
    }
    let named = start < head
        && (capital(text, words, head)
            || matches!(
                words.folded(head),
                "amendment"
                    | "initiative"
                    | "declaration"
                    | "treaty"
                    | "convention"
                    | "accord"
                    | "accords"
                    | "agreement"
                    | "agreements"
                    | "memorandum"
                    | "pact"
                    | "protocol"
            ));
    let bare = start == head;
    let mut end = head + 1;
    if let Some(to) = dated(words, head) {
        return (!bare).then_some(start..to);
    }
    // "Collective Security Treaty Organisation" names a body.
    if capital(text, words, end) && !words.words[end].starts && adjacent(text, words, head) {
        return None;
    }
    let opens = words.words.get(end).is_some_and(|word| !word.starts)
        && adjacent(text, words, head)
        && matches!(
            words.folded(end),
            "of" | "on" | "for" | "between" | "against" | "concerning"
        );
    if capital(text, words, head) && opens {
        let tail = tail(text, words, end);
        if tail > end {
            end = tail;
        }
    }
    let single = words.words[start..head]
        .iter()
        .all(|word| is_nationality(&word.folded));
    let lower = !capital(text, words, head);
    // "the Russian initiative" names nothing; "the Russian-Ukrainian Treaty" does not either.
    if single && !bare && end == head + 1 {
        return None;
    }
    if lower
        && head - start < 2
        && !matches!(
            words.folded(head),
            "declaration" | "amendment" | "convention" | "protocol" | "accord" | "accords" | "pact"
        )
    {
        return None;
    }
    if is_decision(words.folded(head)) && end == head + 1 {
        return None;
    }
    (named || (bare && end > head + 2)).then_some(start..end)
}

/// "the agreement on the tariff commission", "a joint action plan in the field of trade": a
/// document that is called by its matter. One that somebody only wants ("an agreement on") or a
/// consent ("reached agreement on") is none.
fn document(text: &Text<'_>, words: &Words<'_>, head: usize) -> Option<Range<usize>> {
    let noun = words.folded(head);
    let plan = noun == "plan" && head > 0 && words.folded(head - 1) == "action";
    let written =
        plan || matches!(
            noun,
            "treaty"
                | "agreement"
                | "agreements"
                | "convention"
                | "protocol"
                | "memorandum"
                | "declaration"
                | "pact"
                | "charter"
        ) || matches!(noun, "statement" | "communique" | "communiqué")
            && head > 0
            && matches!(words.folded(head - 1), "joint" | "trilateral");
    let on = head + 1;
    if !written || on >= words.words.len() || words.words[on].starts {
        return None;
    }
    let field = words.folded(on) == "in"
        && words.folded(on + 1) == "the"
        && matches!(words.folded(on + 2), "field" | "area" | "sphere" | "fields")
        && words.folded(on + 3) == "of";
    let matter = match words.folded(on) {
        "on" => on + 1,
        _ if field => on + 4,
        _ => return None,
    };
    let mut start = head;
    while start > 0 && head - start < MODIFIERS && !words.words[start].starts {
        let before = words.folded(start - 1);
        if is_plain(before) && !matches!(before, "joint" | "bilateral" | "political" | "interim")
            || !adjacent(text, words, start - 1)
        {
            break;
        }
        start -= 1;
    }
    let definite = start > 0
        && !words.words[start].starts
        && matches!(
            words.folded(start - 1),
            "the" | "this" | "that" | "its" | "their"
        );
    let formal = (start..head).any(|at| {
        capital(text, words, at)
            || matches!(
                words.folded(at),
                "joint" | "intergovernmental" | "interstate" | "bilateral" | "framework" | "action"
            )
    });
    if !definite && !formal {
        return None;
    }
    // "fully honour Russian-Turkish agreements on": a name that is not "the" opens with a state.
    while !definite
        && start < head
        && !capital(text, words, start)
        && !matches!(
            words.folded(start),
            "joint" | "framework" | "action" | "bilateral"
        )
    {
        start += 1;
    }
    let end = matter_end(text, words, matter);
    (end > matter).then_some(start..end)
}

/// The most words that say what a document is on.
const MATTER: usize = 10;

/// Where the words for what a document is on end.
fn matter_end(text: &Text<'_>, words: &Words<'_>, from: usize) -> usize {
    let mut end = from;
    while end < words.words.len() && end < from + MATTER {
        let word = words.folded(end);
        let apart = end > from && !adjacent(text, words, end - 1);
        let stops = matches!(
            word,
            "that"
                | "which"
                | "who"
                | "whose"
                | "whether"
                | "how"
                | "is"
                | "are"
                | "was"
                | "were"
                | "be"
                | "been"
                | "has"
                | "have"
                | "had"
                | "will"
                | "would"
                | "can"
                | "could"
                | "may"
                | "might"
                | "must"
                | "should"
                | "to"
                | "by"
                | "as"
                | "at"
                | "from"
                | "after"
                | "before"
                | "when"
                | "while"
                | "if"
                | "because"
                | "but"
                | "or"
                | "not"
                | "it"
                | "he"
                | "she"
                | "they"
                | "we"
                | "signed"
                | "reached"
                | "concluded"
                | "adopted"
                | "approved"
                | "this"
                | "these"
                | "those"
                | "said"
                | "says"
        );
        let next = words.folded(end + 1);
        // "marked a new quality": a verb in the past before its object.
        let verb = end > from
            && word.ends_with("ed")
            && matches!(
                next,
                "a" | "an" | "the" | "in" | "on" | "its" | "their" | "this"
            );
        if words.words[end].starts && end > from || apart || stops || verb {
            break;
        }
        end += 1;
    }
    while end > from && (is_link(words.folded(end - 1)) || is_plain(words.folded(end - 1))) {
        end -= 1;
    }
    end
}

/// "the Russian-Ukrainian intergovernmental gas agreement": where the name starts, when small
/// words stand between a pair of states or a place and the head.
fn modified(text: &Text<'_>, words: &Words<'_>, head: usize) -> Option<usize> {
    let mut at = head;
    while at > 0
        && head - at < MODIFIERS
        && !words.words[at].starts
        && adjacent(text, words, at - 1)
    {
        at -= 1;
        if capital(text, words, at) {
            break;
        }
        if is_plain(words.folded(at)) || is_link(words.folded(at)) {
            return None;
        }
    }
    let hyphen = at > 0 && words.token(at) == words.token(at - 1);
    let start = if hyphen { at - 1 } else { at };
    let definite = start > 0 && words.folded(start - 1) == "the";
    let named = hyphen || !is_nationality(words.folded(at));
    let known = head - at > 1 && capital(text, words, at) && capital(text, words, start);
    (definite && named && known).then_some(start)
}

/// "agreements of September 9, 2016": where the date ends.
fn dated(words: &Words<'_>, head: usize) -> Option<usize> {
    let month = words.folded(head + 2);
    let is_month = matches!(
        month,
        "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
    );
    let digits = |at: usize, len: usize| {
        let word = words.folded(at);
        word.len() <= len && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
    };
    if words.folded(head + 1) != "of" {
        return None;
    }
    if is_month && digits(head + 3, 2) {
        return Some(if digits(head + 4, 4) {
            head + 5
        } else {
            head + 4
        });
    }
    (digits(head + 2, 4) && words.folded(head + 2).len() == 4).then_some(head + 3)
}

/// How far the capitalised words after a head's preposition reach, over small link words.
fn tail(text: &Text<'_>, words: &Words<'_>, from: usize) -> usize {
    let mut end = from;
    let mut at = from;
    while at < words.words.len() && at < from + 14 && !words.words[at].starts {
        // A comma joins the words of a title only before another capitalised one.
        let joined = at == from || adjacent(text, words, at - 1) || comma(text, words, at - 1);
        if !joined {
            break;
        }
        // "the Idlib De-escalation Area": the parts of one word go together.
        let part = at > from && words.token(at) == words.token(at - 1);
        if capital(text, words, at) || part {
            end = at + 1;
        } else if !is_link(words.folded(at)) {
            break;
        }
        at += 1;
    }
    end
}

/// Whether nothing but white space or a hyphen stands between a word and the next.
fn adjacent(text: &Text<'_>, words: &Words<'_>, at: usize) -> bool {
    between(text, words, at)
        .is_some_and(|gap| gap.len() <= 4 && !gap.contains([',', '"', '“', '”', '.']))
}

/// Whether a possessive ending stands behind a word.
fn possessive(text: &Text<'_>, words: &Words<'_>, at: usize) -> bool {
    let after = words
        .span(at..at + 1)
        .and_then(|span| text.text.get(span.start..))
        .map(|rest| rest.trim_start_matches(char::is_alphanumeric));
    after.is_some_and(|rest| {
        ["'s", "’s", "' ", "’ "]
            .iter()
            .any(|end| rest.starts_with(end))
    })
}

fn comma(text: &Text<'_>, words: &Words<'_>, at: usize) -> bool {
    between(text, words, at).is_some_and(|gap| gap.trim() == ",")
}

fn between<'a>(text: &Text<'a>, words: &Words<'_>, at: usize) -> Option<&'a str> {
    let this = words.span(at..at + 1)?;
    let next = words.span(at + 1..at + 2)?;
    let gap = text.text.get(this.end..next.start)?;
    Some(
        ["'s", "’s", "'", "’"]
            .iter()
            .find_map(|ending| gap.strip_prefix(ending))
            .unwrap_or(gap),
    )
}

fn is_nationality(word: &str) -> bool {
    word.ends_with("ian")
        || word.ends_with("ese")
        || word.ends_with("ish")
        || word.ends_with("can")
        || matches!(
            word,
            "us" | "uk"
                | "french"
                | "german"
                | "eu"
                | "nato"
                | "un"
                | "russia"
                | "greek"
                | "dutch"
                | "israeli"
                | "tajik"
                | "uzbek"
                | "turkmen"
                | "iraqi"
                | "european"
                | "president"
                | "state"
                | "foreign"
                | "minister"
                | "kremlin"
                | "moscow"
        )
}

/// Adds the nouns that point to an agreement named before them.
fn point_back(words: &Words<'_>, agreements: &Agreements, mentions: &mut Vec<Mention>) {
    if mentions.is_empty() {
        return;
    }
    let mut back = Vec::new();
    for at in 1..words.words.len() {
        let noun = words.folded(at);
        let bound = is_obligation(noun);
        let before = words.folded(at - 1);
        let points = matches!(before, "the" | "this" | "that" | "these" | "its")
            || bound && matches!(before, "their" | "his" | "political" | "all" | "own");
        let points = points && !words.words[at].starts && (bound || is_pointer(noun));
        if !points || !bound && names_its_own(words.folded(at + 1)) {
            continue;
        }
        let last = mentions
            .iter()
            .rev()
            .filter(|one| one.words.end <= at)
            // What somebody is bound to is told soon after what binds them.
            .take_while(|one| !bound || at - one.words.end <= NEAR)
            .find(|one| stands_for(agreements, one, noun));
        let taken = mentions
            .iter()
            .any(|one| one.words.start <= at && at < one.words.end);
        if let Some(last) = last.filter(|_| !taken) {
            back.push(Mention {
                name: last.name.clone(),
                words: at - 1..at + 1,
                by: By::Noun,
            });
        }
    }
    mentions.extend(back);
    mentions.sort_by_key(|one| one.words.start);
}

/// Adds the nouns for what is done with a treaty that its paragraph or the headline names.
fn add_deeds(
    text: &Text<'_>,
    words: &Words<'_>,
    agreements: &Agreements,
    mentions: &mut Vec<Mention>,
) {
    let treaty = |one: &&Mention| {
        agreements
            .get(&one.name)
            .is_some_and(|entry| entry.nouns.contains(&"deal"))
    };
    let paragraph = |word: usize| text.paragraph_of(words.token(word));
    let headline = text
        .paragraphs
        .iter()
        .position(|paragraph| paragraph.place == Place::Headline);
    let mut deeds = Vec::new();
    for at in 1..words.words.len() {
        let Some(by) = deed(words.folded(at)) else {
            continue;
        };
        let ends = words.words.get(at + 1).is_none_or(|next| next.starts);
        let other = !ends
            && matches!(
                words.folded(at + 1),
                "of" | "from" | "with" | "on" | "to" | "in" | "for" | "by"
            );
        let near = at.saturating_sub(SOLDIERS)..at + SOLDIERS;
        if other || near.into_iter().any(|word| is_force(words.folded(word))) {
            continue;
        }
        let here = paragraph(at);
        let mut before = mentions.iter().rev().filter(|one| one.words.end <= at);
        let named = before
            .clone()
            .find(|one| paragraph(one.words.start) == here)
            .or_else(|| {
                before.find(|one| headline.is_some() && paragraph(one.words.start) == headline)
            });
        if let Some(named) = named.filter(treaty) {
            deeds.push(Mention {
                name: named.name.clone(),
                words: at..at + 1,
                by,
            });
        }
    }
    mentions.extend(deeds);
    mentions.sort_by_key(|one| one.words.start);
}

/// How far behind the name of an agreement what is done with it or follows from it may stand,
/// in words.
const NEAR: usize = 60;

/// "the decision", "the move": what was just told to be done with an agreement.
fn add_moves(words: &Words<'_>, agreements: &Agreements, mentions: &mut Vec<Mention>) {
    let mut moves = Vec::new();
    for at in 1..words.words.len() {
        let noun = matches!(
            words.folded(at),
            "decision" | "move" | "step" | "announcement" | "action"
        );
        let points = matches!(words.folded(at - 1), "the" | "this" | "that" | "such");
        let own = !words.words.get(at + 1).is_none_or(|next| next.starts)
            && matches!(
                words.folded(at + 1),
                "of" | "to" | "on" | "by" | "that" | "for" | "from"
            );
        if !noun || !points || own || words.words[at].starts {
            continue;
        }
        let named = mentions
            .iter()
            .rev()
            .find(|one| one.words.end < at && matches!(one.by, By::Name | By::Form))
            .filter(|one| at - one.words.end <= NEAR && agreements.get(&one.name).is_some());
        // The nearest deed before the noun, in the sentence that names the agreement.
        let Some(named) = named else { continue };
        let mut from = named.words.start;
        while from > 0 && !words.words[from].starts && named.words.start - from < 15 {
            from -= 1;
        }
        let by = (from..at - 1)
            .rev()
            .find_map(|word| done(words.folded(word)));
        if let Some(by) = by {
            moves.push(Mention {
                name: named.name.clone(),
                words: at - 1..at + 1,
                by,
            });
        }
    }
    mentions.extend(moves);
    mentions.sort_by_key(|one| one.words.start);
}

/// Whether a word says that something is done with an agreement, and whether that undoes it.
fn done(word: &str) -> Option<By> {
    const DEEDS: &[&str] = &[
        "extend", "ratif", "sign", "prolong", "renew", "rejoin", "join",
    ];
    const UNDOINGS: &[&str] = &[
        "withdr", "quit", "leav", "left", "abandon", "scrap", "suspend", "suspen", "terminat",
        "renounc", "denounc", "reimpos", "violat", "breach", "pull",
    ];
    let starts = |stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
    match word {
        "significant" | "signal" | "signals" | "joint" | "jointly" => None,
        _ if starts(UNDOINGS) => Some(By::Undoing),
        _ if starts(DEEDS) => Some(By::Deed),
        _ => None,
    }
}

/// How near soldiers make a withdrawal theirs, in words.
const SOLDIERS: usize = 12;

fn is_force(word: &str) -> bool {
    matches!(
        word,
        "troops" | "soldiers" | "forces" | "army" | "occupation" | "military"
    )
}

fn deed(noun: &str) -> Option<By> {
    match noun {
        "extension" | "ratification" | "compliance" | "prolongation" => Some(By::Deed),
        "withdrawal" | "pullout" | "exit" | "departure" | "suspension" | "termination" => {
            Some(By::Undoing)
        }
        _ => None,
    }
}

fn is_pointer(noun: &str) -> bool {
    matches!(
        noun,
        "treaty"
            | "pact"
            | "accord"
            | "accords"
            | "agreement"
            | "agreements"
            | "convention"
            | "deal"
            | "document"
            | "documents"
            | "text"
            | "protocol"
            | "memorandum"
            | "resolution"
            | "initiative"
            | "plan"
            | "declaration"
            | "charter"
    )
}

/// "the agreement on fisheries" is another one than the last named.
fn names_its_own(next: &str) -> bool {
    matches!(
        next,
        "on" | "between"
            | "with"
            | "of"
            | "to"
            | "that"
            | "reached"
            | "for"
            | "about"
            | "concluded"
            | "signed"
            | "organisation"
            | "organization"
    )
}

/// What an agreement lays on its parties: named, it points to the agreement.
fn is_obligation(noun: &str) -> bool {
    matches!(noun, "obligations" | "commitments")
}

fn stands_for(agreements: &Agreements, mention: &Mention, noun: &str) -> bool {
    if is_obligation(noun) {
        return agreements
            .get(&mention.name)
            .is_some_and(|entry| entry.nouns.contains(&"deal"));
    }
    let folded = mention.name.to_lowercase();
    match agreements.get(&mention.name) {
        Some(entry) => entry.nouns.contains(&noun) || folded.contains(noun),
        None => folded.contains(noun) || nouns("").contains(&noun),
    }
}

/// The cards of agreements, by name; one that nobody listed has its name alone.
pub fn cards<'a>(
    agreements: &Agreements,
    names: impl IntoIterator<Item = &'a str>,
) -> Vec<Agreement> {
    let mut cards: Vec<Agreement> = names
        .into_iter()
        .map(|name| match agreements.get(name) {
            Some(entry) => entry.card.clone(),
            None => Agreement {
                name: name.to_string(),
                aliases: Vec::new(),
                parties: Vec::new(),
                signed: None,
                in_force: None,
                ended: None,
                topics: Vec::new(),
                qid: None,
            },
        })
        .collect();
    cards.sort_by(|a, b| a.name.cmp(&b.name));
    cards.dedup_by(|a, b| a.name == b.name);
    cards
}
