//! Who met: the parties of the talk that an article reports.
//!
//! "Both sides", "the leaders" and passives without an agent speak for them.

use super::cast::Cast;
use crate::text::{Place, Text};
use std::ops::Range;

/// The parties of a talk.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Parties {
    /// Those whom the text names, as members of the cast.
    pub members: Vec<usize>,
    /// The words for those whom it does not name: "representatives of the parties in parliament".
    pub others: Option<Range<usize>>,
}

/// Who holds the talk; nobody when the text reports none.
///
/// The first sentence that names a talk and two people or more decides. A headline that names only
/// whom somebody talked with ("Telephone conversation with Angela Merkel") is completed by the
/// sentences after it. Where one person alone met people without names, these are the others.
pub fn parties(text: &Text<'_>, cast: &Cast) -> Parties {
    let mut first: Vec<usize> = Vec::new();
    let mut others = None;
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
        if attends(text, tokens.clone()) {
            people.retain(|person| !first.contains(person));
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
        if let [_] = people[..]
            && others.is_none()
        {
            others = unnamed(text, cast, talk..tokens.end);
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
        },
        _ => Parties::default(),
    }
}

impl Parties {
    fn of(members: Vec<usize>) -> Parties {
        Parties {
            members,
            others: None,
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

/// "The meeting was attended by": a list of those who were there beside the host.
fn attends(text: &Text<'_>, mut tokens: Range<usize>) -> bool {
    tokens.any(|at| matches!(text.folded(at), "attended" | "attending"))
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
            | "held"
    )
}
