//! Positions toward those who act: "thanked Egypt for its efforts", "accused Oslo of delay".
//!
//! Only words that value or blame whoever did something say anything of them; to welcome a
//! treaty is no position toward its parties. They stand in the cue, or in the content with the
//! speaker as their subject ("we condemn"), or in what is said to be somebody's: "Egypt's
//! constructive role".

use super::Scene;
use crate::lexicon::Part;
use std::ops::Range;

/// How far behind such a word its object may stand, in words.
const OBJECT: usize = 4;

/// How far before a verb its subject may stand, in words.
const SUBJECT: usize = 4;

/// How far behind its doer a deed may be named, in words.
const DEED: usize = 3;

/// Words that value or blame their object, by the beginnings of their forms.
const REGARD: [&str; 21] = [
    "thank",
    "ridicul",
    "mock",
    "grat",
    "prais",
    "appreciat",
    "commend",
    "applaud",
    "hail",
    "admir",
    "accus",
    "blam",
    "condemn",
    "criticis",
    "criticiz",
    "denounc",
    "slam",
    "rebuk",
    "lambast",
    "lash",
    "rail",
];

impl Scene<'_, '_> {
    /// The sign of a position toward an actor named in `actor`, and the word that takes it,
    /// looked for in the cue and what leads from it to the content.
    pub fn regard(&self, cue: &[Range<usize>], actor: &Range<usize>) -> Option<(i8, Range<usize>)> {
        cue.iter()
            .flat_map(|zone| self.said_in(zone))
            .filter(|hit| hit.value.part == Part::Stance && hit.value.object)
            .filter(|hit| {
                let word = self.words.folded(hit.words.start);
                let near = actor.start.checked_sub(hit.words.end);
                let regards = REGARD.iter().any(|stem| word.starts_with(stem));
                let does = self.is_doer(actor);
                let sides = is_siding(word) && self.stands_alone(actor);
                (regards || does || sides)
                    && near.is_some_and(|gap| gap <= OBJECT)
                    && !(hit.words.end..actor.start)
                        .any(|at| self.splits(at) && !self.is_of_deed(at))
            })
            .map(|hit| {
                let turned = self.negator(hit.words.start, hit.words.start.saturating_sub(4));
                let sign = if turned.is_some() {
                    -hit.value.sign
                } else {
                    hit.value.sign
                };
                (sign, hit.words.clone())
            })
            .next()
    }

    /// The sign of a position that the content takes toward an actor in its own words, and the
    /// words that take it.
    pub fn regard_within(
        &self,
        content: &Range<usize>,
        actor: &Range<usize>,
    ) -> Option<(i8, Range<usize>)> {
        self.regard_by_verb(content, actor)
            .or_else(|| self.merit(content, actor))
            .or_else(|| self.verdict(content, actor))
            .or_else(|| self.feeling(content, actor))
            .or_else(|| self.foe(content, actor))
    }

    /// "we condemn Iran", "he supported Egypt in its efforts".
    fn regard_by_verb(
        &self,
        content: &Range<usize>,
        actor: &Range<usize>,
    ) -> Option<(i8, Range<usize>)> {
        self.said_in(content)
            .into_iter()
            .filter(|hit| hit.value.part == Part::Stance && hit.value.object)
            .filter(|hit| {
                let word = self.words.folded(hit.words.start);
                let near = actor.start.checked_sub(hit.words.end);
                let regards = REGARD.iter().any(|stem| word.starts_with(stem));
                (regards && (self.stands_alone(actor) || self.is_doer(actor))
                    || is_siding(word) && self.stands_alone(actor))
                    && near.is_some_and(|gap| gap <= OBJECT)
                    && !(hit.words.end..actor.start).any(|at| self.splits(at))
                    && self.is_own(hit.words.start, content.start)
            })
            .map(|hit| {
                let turned = self.negator(hit.words.start, content.start).is_some();
                let sign = if turned {
                    -hit.value.sign
                } else {
                    hit.value.sign
                };
                (sign, hit.words.clone())
            })
            .next()
    }

    /// Whether the speaker is the subject of a verb of the content: a pronoun before it.
    fn is_own(&self, verb: usize, floor: usize) -> bool {
        (floor.max(verb.saturating_sub(SUBJECT))..verb)
            .rev()
            .take_while(|&at| !self.starts(at + 1))
            .any(|at| matches!(self.words.folded(at), "i" | "we" | "he" | "she" | "they"))
    }

    /// Whether an actor is named for itself, not to tell whose or which something is.
    pub(super) fn stands_alone(&self, actor: &Range<usize>) -> bool {
        let next = actor.end;
        let possessive = self
            .words
            .span(actor.clone())
            .and_then(|span| self.text.text.get(span.end..))
            .is_some_and(|rest| rest.starts_with("'") || rest.starts_with('’'));
        let ends = self.words.words.get(next).is_none_or(|word| word.starts);
        !possessive
            && (ends
                || self.comma_before(next)
                || matches!(
                    self.words.folded(next),
                    "in" | "against"
                        | "and"
                        | "for"
                        | "as"
                        | "over"
                        | "on"
                        | "with"
                        | "at"
                        | "to"
                        | "by"
                        | "together"
                        | "jointly"
                        | "when"
                        | "because"
                ))
    }

    /// "Egypt's constructive role", "the contribution made by Egypt": what is good or bad about
    /// somebody's deeds is said of the doer.
    fn merit(&self, content: &Range<usize>, actor: &Range<usize>) -> Option<(i8, Range<usize>)> {
        let after = (actor.end..(actor.end + DEED + 2).min(content.end))
            .take_while(|&at| !self.starts(at) && !self.comma_before(at))
            .take_while(|&at| !matches!(self.words.folded(at), "of" | "to" | "and" | "in" | "on"))
            .find(|&at| is_deed(self.words.folded(at)))
            .filter(|_| !self.stands_alone(actor));
        if let Some(deed) = after {
            let word = self.words.folded(deed);
            let praised = (actor.end..deed).find_map(|at| worth(self.words.folded(at)));
            let sign = praised.or((word == "contribution").then_some(1))?;
            return Some((sign, actor.end..deed + 1));
        }
        let by = actor
            .start
            .checked_sub(1)
            .filter(|&at| at > content.start)?;
        let by = match self.words.folded(by) {
            "the" if by > content.start => by - 1,
            _ => by,
        };
        if !matches!(self.words.folded(by), "by" | "of") {
            return None;
        }
        let deed = (by.saturating_sub(3).max(content.start)..by)
            .rev()
            .take_while(|&at| !self.starts(at + 1))
            .find(|&at| is_deed(self.words.folded(at)))?;
        let word = self.words.folded(deed);
        let praised = (deed.saturating_sub(2).max(content.start)..deed)
            .find_map(|at| worth(self.words.folded(at)));
        let sign = praised.or((word == "contribution").then_some(1))?;
        Some((sign, deed..by + 1))
    }

    /// Whether what follows an actor is its doing: "Egypt's efforts", "the US decision".
    fn is_doer(&self, actor: &Range<usize>) -> bool {
        (actor.end..actor.end + DEED)
            .take_while(|&at| !self.starts(at) && !self.comma_before(at))
            .take_while(|&at| !matches!(self.words.folded(at), "of" | "to" | "and" | "in" | "on"))
            .any(|at| is_deed(self.words.folded(at)))
    }

    /// "the efforts of", "the role played by": what follows is the doer of the deed before.
    fn is_of_deed(&self, at: usize) -> bool {
        matches!(self.words.folded(at), "of" | "by")
            && (at.saturating_sub(2)..at).any(|before| is_deed(self.words.folded(before)))
    }

    /// Words behind which another thing than the object is named.
    fn splits(&self, at: usize) -> bool {
        self.starts(at)
            || matches!(
                self.words.folded(at),
                "in" | "on" | "between" | "by" | "that" | "of" | "with" | "and" | "against"
            )
    }
}

/// Verbs that side with somebody who is their object, or against.
fn is_siding(word: &str) -> bool {
    ["support", "back", "endors", "defend", "oppos"]
        .iter()
        .any(|stem| word.starts_with(stem))
}

/// What an adjective says of a deed.
fn worth(word: &str) -> Option<i8> {
    match word {
        "constructive" | "active" | "decisive" | "significant" | "invaluable" | "valuable"
        | "positive" | "useful" | "tireless" | "principled" | "consistent" | "great"
        | "outstanding" | "personal" | "important" | "courageous" | "balanced" | "wise" => Some(1),
        "destructive" | "provocative" | "aggressive" | "irresponsible" | "unconstructive"
        | "malign" | "hostile" | "reckless" | "destabilising" | "destabilizing" | "illegal"
        | "unlawful" => Some(-1),
        _ => None,
    }
}

/// Nouns for what somebody does, by which a position toward it is one toward the doer.
fn is_deed(word: &str) -> bool {
    matches!(
        word,
        "effort"
            | "efforts"
            | "role"
            | "contribution"
            | "stance"
            | "stand"
            | "position"
            | "approach"
            | "decision"
            | "actions"
            | "conduct"
            | "behaviour"
            | "behavior"
            | "leadership"
            | "policy"
            | "policies"
            | "help"
            | "assistance"
            | "support"
            | "initiative"
            | "initiatives"
    )
}
