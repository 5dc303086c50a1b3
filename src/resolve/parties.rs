//! Who met: the parties of the talk that an article reports.
//!
//! "Both sides", "the leaders" and passives without an agent speak for them.

use super::cast::Cast;
use crate::text::{Place, Text};

/// The members of the cast that hold the talk; empty when the text reports none.
///
/// The first sentence that names a talk and two people or more decides; a headline that names
/// one of them ("Telephone conversation with Angela Merkel") is completed by the sentences
/// after it.
pub fn parties(text: &Text<'_>, cast: &Cast) -> Vec<usize> {
    let mut first: Vec<usize> = Vec::new();
    let sentences = text
        .sentences
        .iter()
        .filter(|sentence| text.paragraphs[sentence.paragraph].place != Place::Furniture)
        .take(6);
    for sentence in sentences {
        let talk = sentence.tokens.clone().any(|at| is_talk(text.folded(at)));
        let people = people(text, cast, sentence.tokens.clone());
        if talk && people.len() >= 2 {
            return people;
        }
        if talk && people.len() == 1 && first.is_empty() {
            first = people;
        } else if !first.is_empty() {
            // The headline's one party, and the other in the lead.
            let mut both = first.clone();
            for person in people {
                if !both.contains(&person) {
                    both.push(person);
                }
            }
            if both.len() == 2 {
                return both;
            }
        }
    }
    Vec::new()
}

/// The people of a sentence who hold the talk: those named before it says where or on whose
/// occasion, each once, at most five.
fn people(text: &Text<'_>, cast: &Cast, tokens: std::ops::Range<usize>) -> Vec<usize> {
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
