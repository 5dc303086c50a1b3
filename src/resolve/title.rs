//! Titles beside names and as roles: "US President Joe Biden", "the Russian leader",
//! "President of the Republic of Turkey", "Lavrov, the foreign minister".

use super::names::Names;
use crate::lexicon::{self, ActorId, Naming};
use crate::model::{ActorKind, Gender};
use crate::text::Text;
use std::ops::Range;

/// A title with the state or body it belongs to, as the text gives them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The state or body; `None` when the text leaves it open.
    pub actor: Option<ActorId>,
    /// Titles of the lexicon that the words can mean.
    pub titles: Vec<lexicon::Title>,
    /// Kinds of office that these titles name.
    pub offices: Vec<&'static str>,
    /// The words of the title alone, folded: `prime minister`.
    pub words: String,
    /// "former President": no longer in office.
    pub former: bool,
}

impl Title {
    /// Whether a person with this title can be meant by the role `asked`: the same office, of
    /// the same state or body. A title whose owner the text leaves open answers only a role
    /// that leaves it open too.
    pub fn answers(&self, asked: &Title) -> bool {
        let actor = asked.actor.is_none() || asked.actor == self.actor;
        actor && self.same_office(asked) && asked.former == self.former
    }

    /// Whether both can name one office.
    pub fn same_office(&self, asked: &Title) -> bool {
        self.words == asked.words
            || self
                .offices
                .iter()
                .any(|office| asked.offices.contains(office))
    }
}

/// Forms of address that stand before a surname.
pub(super) fn is_honorific(word: &str) -> bool {
    matches!(
        word,
        "mr" | "mr."
            | "mrs"
            | "mrs."
            | "ms"
            | "ms."
            | "miss"
            | "dr"
            | "dr."
            | "sir"
            | "lord"
            | "lady"
            | "sen"
            | "sen."
            | "rep"
            | "rep."
            | "gov"
            | "gov."
            | "gen"
            | "gen."
            | "prof"
            | "prof."
            | "adm"
            | "adm."
            | "col"
            | "col."
            | "lt"
            | "capt"
            | "messrs"
            | "messrs."
            | "king"
            | "queen"
            | "prince"
            | "princess"
            | "emir"
            | "sheikh"
            | "pope"
            | "patriarch"
            | "rev"
    )
}

/// What the form of address before a name tells.
pub(super) fn honorific_gender(text: &Text<'_>, name: usize) -> Option<Gender> {
    let mut at = name.checked_sub(1)?;
    if text.word(at) == "." {
        at = at.checked_sub(1)?;
    }
    match text.folded(at) {
        "mr" | "mr." | "sir" | "lord" | "king" | "prince" | "emir" | "sheikh" | "pope"
        | "patriarch" => Some(Gender::Male),
        "mrs" | "mrs." | "ms" | "ms." | "miss" | "lady" | "queen" | "princess" => {
            Some(Gender::Female)
        }
        _ => None,
    }
}

/// Whether a token opens a title: no part of a name.
pub(super) fn is_word(text: &Text<'_>, names: Names<'_>, at: usize) -> bool {
    is_honorific(text.folded(at))
        || names.title(at).is_some()
        || matches!(
            text.folded(at),
            "former" | "acting" | "deputy" | "federal" | "vice"
        )
}

/// The title that stands before the name at token `name`.
pub(super) fn before(text: &Text<'_>, names: Names<'_>, name: usize) -> Option<Title> {
    let sentence = text.sentences[text.sentence_of(name)?].tokens.start;
    let floor = name.saturating_sub(14).max(sentence);
    // "President of the Republic of Turkey Recep Tayyip Erdogan": the widest role phrase that
    // ends right before the name.
    (floor..name).find_map(|from| role(text, names, from..name))
}

/// The title that stands behind a name and a comma.
pub(super) fn apposition(text: &Text<'_>, names: Names<'_>, end: usize) -> Option<Title> {
    if text.word(end) != "," {
        return None;
    }
    let close = (end + 1..text.tokens.len().min(end + 14))
        .find(|&at| !text.tokens[at].is_word() && !matches!(text.word(at), "’" | "'" | "-"))?;
    (end + 2..=close)
        .rev()
        .find_map(|to| role(text, names, end + 1..to))
}

/// Reads a whole range as a role: `[the] [former] [Russian] foreign minister [of [the] X]`.
/// `None` when words are left over.
pub fn role(text: &Text<'_>, names: Names<'_>, range: Range<usize>) -> Option<Title> {
    let mut at = range.start;
    let mut former = false;
    let mut actor: Option<ActorId> = None;
    while at < range.end
        && matches!(
            text.folded(at),
            "the"
                | "his"
                | "her"
                | "their"
                | "its"
                | "then"
                | "current"
                | "new"
                | "former"
                | "ex"
                | "outgoing"
                | "visiting"
                | "acting"
                | "federal"
        )
    {
        former |= matches!(text.folded(at), "former" | "ex");
        at += 1;
    }
    if let Some(named) = names.longest(at)
        && at + named.words < range.end
    {
        if names.entry(named.actor).kind == ActorKind::Person {
            return None;
        }
        actor = Some(named.actor);
        at += named.words;
        if at < range.end && matches!(text.word(at), "’" | "'") {
            at += 1;
        }
        if at < range.end && text.folded(at) == "federal" {
            at += 1;
        }
    }
    // "Vice Premier" is another office than the premier's, of which the lexicon may know nothing.
    let opens = at;
    let under = matches!(text.folded(at), "vice" | "deputy") && names.title(at).is_none();
    at += usize::from(under);
    let mut title = names.title(at)?;
    if at + title.words > range.end {
        return None;
    }
    if under {
        title.values.clear();
    }
    let words = (opens..at + title.words)
        .map(|at| text.folded(at))
        .collect::<Vec<_>>()
        .join(" ");
    let words = words.strip_suffix("'s").unwrap_or(&words).to_string();
    at += title.words;
    if at < range.end && matches!(text.folded(at), "of" | "for" | "to") {
        at += 1;
        if at < range.end && text.folded(at) == "the" {
            at += 1;
        }
        let of = names.longest(at)?;
        if of.naming == Naming::Adjective || names.entry(of.actor).kind == ActorKind::Person {
            return None;
        }
        actor = Some(of.actor);
        at += of.words;
    }
    (at == range.end).then_some(Title {
        actor,
        offices: title
            .values
            .iter()
            .flat_map(|&title| names.actors.offices(title).iter().copied())
            .collect(),
        titles: title.values,
        words,
        former,
    })
}
