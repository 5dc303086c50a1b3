//! Transcripts: "President of Russia Vladimir Putin: Good afternoon." What is spoken is given word
//! for word, in turns, and who speaks stands before a colon.
//!
//! The engines know prose, in which a report has a verb. In a turn they find the speaker's own "I
//! think that" instead; of what they find there, only what somebody else is said to have said is
//! kept.

use crate::lexicon::{Actors, Lexicon};
use crate::model::{ActorKind, Attribution, Kind};
use crate::span::Span;
use crate::text::{Place, Text};
use std::ops::Range;

/// The rule of the attributions that turns are.
pub(crate) const RULE: &str = "transcript";

/// The most words and marks before a turn's colon: pages repeat a name and its office there.
const LABEL: usize = 40;

/// The attributions with those of the turns, in text order of their content.
pub fn with_turns(
    text: &Text<'_>,
    attributions: Vec<Attribution>,
    lexicon: &Lexicon,
) -> Vec<Attribution> {
    let turns = turns(text, &lexicon.actors);
    if turns.is_empty() {
        return attributions;
    }
    let mut all: Vec<Attribution> = attributions
        .into_iter()
        .filter(|one| {
            let mut around = turns.iter().filter(|turn| turn.touches(one)).peekable();
            around.peek().is_none()
                || names_somebody(text, one) && around.all(|turn| !turn.is_of(one))
        })
        .chain(turns.iter().flat_map(Turn::attributions))
        .collect();
    all.sort_by_key(|one| {
        one.extent()
            .map(|span| (span.start, std::cmp::Reverse(span.end)))
    });
    all
}

/// What one person says before another speaks.
struct Turn {
    speaker: Span,
    colon: Span,
    /// What is said, paragraph by paragraph; never empty.
    paragraphs: Vec<Span>,
    words: usize,
}

/// A turn of more words is a statement a paragraph: a speech of many pages would prove little as one.
const LONG: usize = 2_500;

impl Turn {
    fn attributions(&self) -> impl Iterator<Item = Attribution> {
        let contents = match self.paragraphs[..] {
            [first, .., last] if self.words <= LONG => vec![first.cover(last)],
            _ => self.paragraphs.clone(),
        };
        contents.into_iter().map(|content| Attribution {
            kind: Kind::Direct,
            source: vec![self.speaker],
            cue: vec![self.colon],
            content: vec![content],
            rule: RULE.to_string(),
            confidence: None,
        })
    }

    /// Whether a report has the turn's own speaker as its source.
    fn is_of(&self, attribution: &Attribution) -> bool {
        attribution
            .source
            .iter()
            .any(|source| source.start < self.speaker.end && self.speaker.start < source.end)
    }

    fn touches(&self, attribution: &Attribution) -> bool {
        let (Some(said), Some(last)) = (attribution.extent(), self.paragraphs.last()) else {
            return false;
        };
        let whole = self.speaker.cover(*last);
        said.start < whole.end && whole.start < said.end
    }
}

/// Whether a report inside a turn has a source of its own, other than the speaker.
fn names_somebody(text: &Text<'_>, attribution: &Attribution) -> bool {
    !is_address(text, attribution)
        && attribution
            .source
            .iter()
            .flat_map(|&source| text.tokens_in(source))
            .any(|at| {
                let word = text.folded(at);
                // "I'd", "we've"
                let bare = word.split(['\'', '’']).next().unwrap_or(word);
                text.tokens[at].capital && !is_function_word(bare)
            })
}

/// "Colleagues, I am confident that": who is spoken to, and the speaker's own words.
fn is_address(text: &Text<'_>, attribution: &Attribution) -> bool {
    let (Some(source), Some(cue)) = (attribution.source.first(), attribution.cue.first()) else {
        return false;
    };
    let between = text.tokens_in(*source).end..text.tokens_in(*cue).end;
    between.len() < 8
        && between
            .into_iter()
            .any(|at| matches!(text.folded(at), "i" | "we" | "let" | "allow"))
}

fn is_function_word(word: &str) -> bool {
    matches!(
        word,
        "i" | "we"
            | "you"
            | "he"
            | "she"
            | "it"
            | "they"
            | "who"
            | "which"
            | "this"
            | "that"
            | "these"
            | "those"
            | "the"
            | "a"
            | "an"
            | "our"
            | "my"
            | "your"
            | "his"
            | "her"
            | "their"
            | "its"
            | "some"
            | "many"
            | "all"
            | "everyone"
            | "people"
    )
}

/// A paragraph's opening up to its colon.
struct Label {
    paragraph: usize,
    /// Without what stands in brackets behind it: "(retranslated)".
    name: Range<usize>,
    colon: usize,
    weight: Weight,
}

/// How sure it is that a label names a speaker.
#[derive(PartialEq, Eq)]
enum Weight {
    /// Somebody known, or a name behind a title.
    Known,
    /// Looks like a name; so does much else that stands before a colon.
    Looks,
    /// Whoever asks: a turn of nobody.
    Asker,
}

/// With so many labels a text is a record of what was said; with fewer, it may tell things between.
const DENSE: usize = 4;

/// Where a turn ends at the latest.
struct End {
    paragraph: usize,
    /// Whether all before it is spoken, as between two turns of a record.
    spoken: bool,
}

fn turns(text: &Text<'_>, actors: &Actors) -> Vec<Turn> {
    let mut labels: Vec<Label> = (0..text.paragraphs.len())
        .filter_map(|paragraph| label(text, actors, paragraph))
        .collect();
    if !labels.iter().any(|label| label.weight == Weight::Known) {
        return Vec::new();
    }
    let several = labels.len() > 1;
    labels.retain(|label| label.weight != Weight::Looks || several);
    let dense = labels.len() >= DENSE;
    let ends = labels.iter().skip(1).map(|next| End {
        paragraph: next.paragraph,
        spoken: dense,
    });
    let last = End {
        paragraph: text.paragraphs.len(),
        spoken: false,
    };
    labels
        .iter()
        .zip(ends.chain([last]))
        .filter(|(label, _)| label.weight != Weight::Asker)
        .filter_map(|(label, end)| turn(text, label, end))
        .collect()
}

fn label(text: &Text<'_>, actors: &Actors, paragraph: usize) -> Option<Label> {
    let all = &text.paragraphs[paragraph];
    // A text without a headline may open with a turn, and a turn with a salutation; a headline ends
    // with no stop or comma.
    let closed = matches!(text.word(all.tokens.end - 1), "." | "!" | "?" | "…" | ",");
    match all.place {
        Place::Body | Place::Subheading => {}
        Place::Headline | Place::Standfirst if closed => {}
        _ => return None,
    }
    let start = all.tokens.start;
    let colon = (start..all.tokens.end.min(start + LABEL)).find(|&at| text.word(at) == ":")?;
    let follows = text.tokens.get(colon + 1).is_some_and(|next| next.spaced);
    if colon + 1 >= all.tokens.end || !follows {
        return None;
    }
    let bracket = (start..colon).find(|&at| matches!(text.word(at), "(" | "["));
    let name = start..twice(text, start..bracket.unwrap_or(colon));
    let weight = weight(text, actors, name.clone())?;
    Some(Label {
        paragraph,
        name,
        colon,
        weight,
    })
}

/// Where a name ends that a page repeats in index order: "Igor Sechin Sechin IgorRosneft CEO".
fn twice(text: &Text<'_>, name: Range<usize>) -> usize {
    (name.start + 2..name.end)
        .find(|&at| text.tokens[at].capital && text.folded(at) == text.folded(at - 1))
        .unwrap_or(name.end)
}

fn weight(text: &Text<'_>, actors: &Actors, name: Range<usize>) -> Option<Weight> {
    let words = || name.clone().filter(|&at| text.tokens[at].is_word());
    let first = words().next()?;
    if matches!(
        text.folded(first),
        "question"
            | "questions"
            | "q"
            | "answer"
            | "a"
            | "reporter"
            | "journalist"
            | "moderator"
            | "remark"
    ) && words().count() <= 2
    {
        return Some(Weight::Asker);
    }
    let title = actors.title(name.clone().map(|at| actors.key(text.word(at))));
    let spelled = words().all(|at| {
        let token = &text.tokens[at];
        !token.digit && (token.capital || joins(text.folded(at)))
    });
    let last = words().next_back()?;
    if !spelled && title.is_none() || !text.tokens[last].capital {
        return None;
    }
    let person = name.clone().any(|from| {
        let rest = || (from..name.end).map(|at| actors.key(text.word(at)));
        let whole = |words: usize| from + words == name.end;
        actors.longest(rest()).is_some_and(|found| {
            whole(found.words)
                && found
                    .values
                    .iter()
                    .any(|reading| actors.get(reading.actor).kind == ActorKind::Person)
        }) || actors
            .surname(rest())
            .is_some_and(|found| whole(found.words))
    });
    let titled = title.is_some_and(|title| name.start + title.words < name.end);
    Some(match person || titled {
        true => Weight::Known,
        false => Weight::Looks,
    })
}

fn joins(word: &str) -> bool {
    matches!(
        word,
        "of" | "the"
            | "and"
            | "for"
            | "to"
            | "in"
            | "on"
            | "de"
            | "da"
            | "del"
            | "van"
            | "von"
            | "der"
            | "al"
            | "bin"
            | "ibn"
            | "el"
    )
}

/// The turn that a label opens.
///
/// What follows the label's own paragraph is the speaker's as long as it is spoken: in a record up to
/// the next label, elsewhere up to the last paragraph with a first or second person outside quotation
/// marks; and never beyond one that speaks of the speaker by name.
fn turn(text: &Text<'_>, label: &Label, end: End) -> Option<Turn> {
    let first = &text.paragraphs[label.paragraph];
    let opening = text.span_of(without_remark(text, label.colon + 1..first.tokens.end))?;
    let surname = text.folded(label.name.end.checked_sub(1)?);
    let mut rest = label.paragraph + 1..end.paragraph;
    let told = rest.find(|&at| breaks_off(text, at, surname));
    let spoken = match told {
        None if end.spoken => end.paragraph - 1,
        _ => (label.paragraph + 1..told.unwrap_or(end.paragraph))
            .rev()
            .find(|&at| is_spoken(text, at))
            .unwrap_or(label.paragraph),
    };
    let mut paragraphs = vec![opening];
    paragraphs.extend(
        text.paragraphs[label.paragraph + 1..=spoken]
            .iter()
            .filter(|one| matches!(one.place, Place::Body | Place::Subheading))
            .filter_map(|one| text.span_of(one.tokens.clone())),
    );
    let words = text.tokens[label.colon..]
        .iter()
        .take_while(|token| {
            paragraphs
                .last()
                .is_some_and(|last| token.span.start < last.end)
        })
        .filter(|token| token.is_word())
        .count();
    Some(Turn {
        words,
        speaker: text.span_of(label.name.clone())?,
        colon: text.tokens[label.colon].span,
        paragraphs,
    })
}

/// What is spoken behind a remark: "(Addressing the minister.) And you?"
fn without_remark(text: &Text<'_>, opening: Range<usize>) -> Range<usize> {
    if text.word(opening.start) != "(" {
        return opening;
    }
    let closed = opening.clone().find(|&at| text.word(at) == ")");
    match closed {
        Some(at) if at + 1 < opening.end => at + 1..opening.end,
        _ => opening,
    }
}

/// Whether a paragraph is none of a turn: a mark of what is left out, a remark in brackets, or
/// somebody's words about the speaker.
fn breaks_off(text: &Text<'_>, paragraph: usize, surname: &str) -> bool {
    let tokens = text.paragraphs[paragraph].tokens.clone();
    let words = || tokens.clone().filter(|&at| text.tokens[at].is_word());
    words().next().is_none()
        || matches!(text.word(tokens.start), "(" | "[" | "<" | "*")
        || words().any(|at| {
            let word = text.folded(at);
            text.tokens[at].quotation.is_none()
                && text.tokens[at].capital
                && word.strip_suffix("'s").unwrap_or(word) == surname
        })
}

fn is_spoken(text: &Text<'_>, paragraph: usize) -> bool {
    text.paragraphs[paragraph].tokens.clone().any(|at| {
        text.tokens[at].quotation.is_none()
            && matches!(
                text.folded(at),
                "i" | "i'm"
                    | "i've"
                    | "i'd"
                    | "i'll"
                    | "me"
                    | "my"
                    | "mine"
                    | "myself"
                    | "we"
                    | "we're"
                    | "we've"
                    | "we'd"
                    | "we'll"
                    | "us"
                    | "our"
                    | "ours"
                    | "ourselves"
                    | "you"
                    | "your"
                    | "yours"
                    | "you're"
                    | "you've"
                    | "let's"
            )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Speakers and words of the turns, with what a report before them claims.
    fn turns_of(text: &str, reports: &[(&str, &str)]) -> Vec<(String, String)> {
        let read = Text::read(text);
        let find = |words: &str| {
            let start = text.find(words).expect("the words are in the text");
            Span::new(start, start + words.len())
        };
        let reports = reports.iter().map(|(source, content)| {
            let (source, content) = (find(source), find(content));
            Attribution {
                kind: Kind::Indirect,
                source: vec![source],
                cue: vec![Span::new(source.end, content.start)],
                content: vec![content],
                rule: "test".to_string(),
                confidence: None,
            }
        });
        with_turns(&read, reports.collect(), Lexicon::shared())
            .iter()
            .map(|one| {
                let words = |spans: &[Span]| spans[0].slice(text).to_string();
                (words(&one.source), words(&one.content))
            })
            .collect()
    }

    #[test]
    fn who_stands_before_the_colon_says_the_paragraphs_that_follow() {
        let text = "Talks in Helsinki\n\nThe two presidents met on Friday.\n\n\
            President of Finland Sauli Niinisto (retranslated): Welcome to Helsinki.\n\n\
            Our trade has grown this year, I am glad to say.\n\n\
            Vladimir Putin: Thank you.\n\n<…>\n\nThe talks lasted three hours, and we hear they went well.";
        assert_eq!(
            turns_of(text, &[]),
            [
                (
                    "President of Finland Sauli Niinisto".to_string(),
                    "Welcome to Helsinki.\n\nOur trade has grown this year, I am glad to say."
                        .to_string()
                ),
                ("Vladimir Putin".to_string(), "Thank you.".to_string()),
            ]
        );
    }

    #[test]
    fn in_a_record_of_turns_every_paragraph_is_spoken() {
        let text = "Vladimir Putin: Is the line built?\n\nAlexei Miller: Yes, it is.\n\n\
            Orders worth a billion roubles were placed.\n\n\
            Vladimir Putin: (To Sergei Lavrov.) And the treaty?\n\nSergei Lavrov: Signed.";
        let said: Vec<String> = turns_of(text, &[]).into_iter().map(|turn| turn.1).collect();
        assert_eq!(
            said,
            [
                "Is the line built?",
                "Yes, it is.\n\nOrders worth a billion roubles were placed.",
                "And the treaty?",
                "Signed."
            ]
        );
    }

    #[test]
    fn a_salutation_and_a_repeated_name_open_turns() {
        let text = "Press statements\n\nPresident of Russia Vladimir Putin: Mr President,\n\n\
            We are glad to see you.\n\nRosneft CEO and Chairman of the Management Board Igor Sechin \
            Sechin IgorRosneft CEO, Chairman of the Management Board : I thank you.";
        assert_eq!(
            turns_of(text, &[]),
            [
                (
                    "President of Russia Vladimir Putin".to_string(),
                    "Mr President,\n\nWe are glad to see you.".to_string()
                ),
                (
                    "Rosneft CEO and Chairman of the Management Board Igor Sechin".to_string(),
                    "I thank you.".to_string()
                ),
            ]
        );
    }

    #[test]
    fn what_the_reporter_tells_behind_a_turn_is_nobodys() {
        let text = "Vladimir Putin: We are ready for talks.\n\n\
            The president then left for Sochi.\n\nMr Putin said that our reporter was welcome.";
        assert_eq!(
            turns_of(text, &[]),
            [(
                "Vladimir Putin".to_string(),
                "We are ready for talks.".to_string()
            )]
        );
    }

    #[test]
    fn a_question_ends_a_turn_and_is_no_statement() {
        let text = "Angela Merkel: We want a treaty.\n\nQuestion: When will you sign it?\n\n\
            Angela Merkel: Soon.";
        let found = turns_of(text, &[]);
        let said: Vec<&str> = found.iter().map(|(_, said)| said.as_str()).collect();
        assert_eq!(said, ["We want a treaty.", "Soon."]);
    }

    #[test]
    fn a_list_with_colons_is_no_transcript() {
        for text in [
            "The agenda\n\nTrade: We will lift the duties.\n\nEnergy: We will build a line.",
            "The sides agreed on this: we lift the duties, said Vladimir Putin.",
        ] {
            assert_eq!(turns_of(text, &[]), [], "{text}");
        }
    }

    #[test]
    fn of_reports_inside_a_turn_those_of_others_stay() {
        let text = "Vladimir Putin: I believe that talks are needed. \
            Angela Merkel told us that Germany agrees.";
        let found = turns_of(
            text,
            &[
                ("I", "talks are needed"),
                ("Angela Merkel", "Germany agrees"),
                ("Vladimir Putin", "I believe that talks are needed"),
            ],
        );
        let speakers: Vec<&str> = found.iter().map(|(who, _)| who.as_str()).collect();
        assert_eq!(speakers, ["Vladimir Putin", "Angela Merkel"]);
    }

    #[test]
    fn who_is_spoken_to_does_not_speak() {
        let text = "Vladimir Putin: Colleagues, I think that talks are needed.";
        let found = turns_of(text, &[("Colleagues", "talks are needed")]);
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn a_long_speech_is_a_statement_a_paragraph() {
        let paragraph = "We want peace and we want trade with all of our neighbours. ".repeat(40);
        let text = format!("Vladimir Putin: {}", [paragraph.as_str(); 6].join("\n\n"));
        assert_eq!(turns_of(&text, &[]).len(), 6);
    }
}
