//! Who met: the parties of the talk that an article reports.
//!
//! "Both sides", "the leaders" and passives without an agent speak for them.

use super::cast::Cast;
use super::names::Names;
use super::title;
use crate::text::{Place, Text};
use std::ops::Range;

/// The parties of a talk.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Parties {
    /// Those whom the text names, as members of the cast.
    pub members: Vec<usize>,
    /// The words for those whom it does not name: "representatives of the parties in parliament".
    pub others: Option<Range<usize>>,
    /// Who held the meeting, where the text does not tell with whom.
    pub chair: Option<usize>,
}

/// An office at the start of a sentence has so many words at most.
const OFFICE: usize = 7;

/// Who holds the talk; nobody when the text reports none.
///
/// The first sentence that names a talk and two people or more decides. A headline that names only
/// whom somebody talked with ("Telephone conversation with Angela Merkel") is completed by the
/// sentences after it. Where one person alone met people without names, these are the others.
pub fn parties(text: &Text<'_>, cast: &Cast, names: Names<'_>) -> Parties {
    let mut first: Vec<usize> = Vec::new();
    let mut others = None;
    let mut chair = None;
    let sentences = text
        .sentences
        .iter()
        .filter(|sentence| text.paragraphs[sentence.paragraph].place != Place::Furniture)
        .take(6);
    for sentence in sentences {
        let tokens = sentence.tokens.clone();
        let talk = tokens.clone().find(|&at| is_talk(text.folded(at)));
        let mut people = people(text, cast, tokens.clone());
        let Some(talk) = talk else {
            if let Some(both) = completed(&first, &people) {
                return Parties::of(both);
            }
            continue;
        };
        if let Some(host) = host(text, cast, names, tokens.clone(), &people) {
            people.insert(0, host);
        }
        if attends(text, tokens.clone()) {
            people.retain(|person| !first.contains(person));
            if let [one] = people[..] {
                chair = chair.or(Some(one));
            }
            first.append(&mut people);
            if first.len() >= 2 {
                return Parties::of(first);
            }
            continue;
        }
        let whole = people.len() >= 2 && !lacks_subject(text, cast, tokens.clone());
        if whole {
            return Parties::of(people);
        }
        if let [one] = people[..] {
            others = others.or_else(|| unnamed(text, cast, talk..tokens.end));
            let held = tokens.clone().find(|&at| is_chairing(text.folded(at)));
            let before = |held| cast.within(tokens.start..held).any(|by| by.member == one);
            chair = chair.or(held.filter(|&held| before(held)).map(|_| one));
        }
        if first.is_empty() {
            first = people;
        } else if let Some(both) = completed(&first, &people) {
            return Parties::of(both);
        }
    }
    match first[..] {
        [_, _, ..] => Parties::of(first),
        [_] if others.is_some() => Parties {
            members: first,
            others,
            chair: None,
        },
        _ => Parties {
            chair,
            ..Parties::default()
        },
    }
}

impl Parties {
    fn of(members: Vec<usize>) -> Parties {
        Parties {
            members,
            ..Parties::default()
        }
    }

    /// How many sides the text tells of.
    pub fn len(&self) -> usize {
        self.members.len() + usize::from(self.others.is_some())
    }

    /// Whether the text reports no talk.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Those of the headline with the one more whom a sentence after it names.
fn completed(first: &[usize], people: &[usize]) -> Option<Vec<usize>> {
    let mut more = people.iter().filter(|person| !first.contains(person));
    let (Some(&one), None) = (more.next(), more.next()) else {
        return None;
    };
    (!first.is_empty()).then(|| first.iter().copied().chain([one]).collect())
}

/// "Meeting with A and B": a headline that leaves out who met them.
fn lacks_subject(text: &Text<'_>, cast: &Cast, tokens: Range<usize>) -> bool {
    let with = tokens.clone().find(|&at| text.folded(at) == "with");
    let headline = text
        .paragraph_of(tokens.start)
        .is_some_and(|number| text.paragraphs[number].place == Place::Headline);
    headline
        && with.is_some_and(|with| {
            let mut before = cast.within(tokens.start..with);
            before.all(|mention| !cast.is_person(mention.member))
        })
}

/// "The President held a meeting with the governor": the one person whom the text names elsewhere and
/// who has that office, where the sentence opens with an office alone.
fn host(
    text: &Text<'_>,
    cast: &Cast,
    names: Names<'_>,
    tokens: Range<usize>,
    people: &[usize],
) -> Option<usize> {
    let start = tokens.start;
    if text.folded(start) != "the" {
        return None;
    }
    let end = tokens.end.min(start + OFFICE);
    let (title, last) = (start + 2..=end)
        .rev()
        .find_map(|to| Some((title::role(text, names, start..to)?, to)))?;
    let named = cast
        .within(start..last + 1)
        .any(|one| cast.is_person(one.member));
    let mut holders = (0..cast.members.len()).filter(|&member| {
        let card = &cast.members[member];
        cast.is_person(member)
            && !people.contains(&member)
            && (card.titles.iter().any(|own| own.same_office(&title))
                || names.held(&card.name, &title.titles, title.actor, None))
    });
    match (holders.next(), holders.next()) {
        (Some(holder), None) if !named => Some(holder),
        _ => None,
    }
}

/// "The meeting was attended by", "taking part in the meeting were": a list of those who were there
/// beside the host.
fn attends(text: &Text<'_>, mut tokens: Range<usize>) -> bool {
    tokens.any(|at| match text.folded(at) {
        "attended" | "attending" => true,
        "taking" => text.folded(at + 1) == "part",
        _ => false,
    })
}

/// What those do who hold a meeting.
fn is_chairing(word: &str) -> bool {
    matches!(
        word,
        "chaired" | "held" | "conducted" | "convened" | "presided"
    )
}

/// The noun phrase behind "with" that names no person: several people by what they are.
fn unnamed(text: &Text<'_>, cast: &Cast, tokens: Range<usize>) -> Option<Range<usize>> {
    let with = tokens.clone().find(|&at| text.folded(at) == "with")?;
    let start = with + 1;
    let end = (start..tokens.end)
        .find(|&at| !text.tokens[at].is_word() || ends_phrase(text.folded(at)))
        .unwrap_or(tokens.end);
    let head = (start..end)
        .find(|&at| matches!(text.folded(at), "of" | "from" | "for"))
        .unwrap_or(end)
        .checked_sub(1)
        .filter(|&head| head >= start)?;
    let several = text.folded(head).ends_with('s')
        || matches!(
            text.folded(head),
            "people" | "businessmen" | "servicemen" | "leadership" | "delegation" | "council"
        );
    let named = cast
        .within(start..end)
        .any(|mention| cast.is_person(mention.member));
    (several && !named && end - start <= 12).then_some(start..end)
}

/// Words that follow the people met and tell where, when or what for.
fn ends_phrase(word: &str) -> bool {
    matches!(
        word,
        "in" | "on"
            | "at"
            | "to"
            | "by"
            | "during"
            | "where"
            | "who"
            | "that"
            | "which"
            | "after"
            | "before"
            | "as"
            | "devoted"
            | "dedicated"
            | "held"
            | "today"
            | "yesterday"
    )
}

/// The people of a sentence who hold the talk: those named before it says where or on whose
/// occasion, each once, at most five.
fn people(text: &Text<'_>, cast: &Cast, tokens: Range<usize>) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    for mention in cast.within(tokens) {
        let possessive = text
            .word(mention.tokens.end - 1)
            .trim_end_matches(['s', 'S'])
            .ends_with(['’', '\'']);
        let quoted = text.tokens[mention.tokens.start].quotation.is_some();
        if cast.is_person(mention.member)
            && !found.contains(&mention.member)
            && !possessive
            && !quoted
        {
            found.push(mention.member);
        }
    }
    found.truncate(5);
    found
}

fn is_talk(word: &str) -> bool {
    matches!(
        word,
        "conversation"
            | "conversations"
            | "talks"
            | "talk"
            | "meeting"
            | "met"
            | "meets"
            | "summit"
            | "telephone"
            | "phone"
            | "phoned"
            | "telephoned"
            | "spoke"
            | "negotiations"
            | "consultations"
            | "discussed"
            | "discuss"
            | "call"
            | "conference"
            | "session"
            | "held"
    )
}
