//! What is said of a target that is the subject: "the use of force was inadmissible".

use super::Scene;
use super::cue::Cue;
use super::object::Governor;
use crate::lexicon::{Expression, Hit, Part};
use std::ops::Range;

/// How far a subject may stand before its predicate, in words.
const REACH: usize = 16;
/// How far an adjective may stand behind its form of be, in words.
const COPULA: usize = 5;
/// How far behind its noun the adjective stands in "called the deal a disaster", in words.
const ASSESSED: usize = 3;
/// How far before the end of its object "called" stands, in words.
const ASSESSING: usize = 8;
/// How far behind its subject a verb stands that does something to a trouble, in words.
const VERB: usize = 4;
/// How far before its matter an amount stands, in words.
const MEASURED: usize = 5;
/// How far behind its subject the word stands that finds it small, in words.
const SHORT: usize = 9;
/// How far behind its subject stands what is asked to be done to it, in words.
const TO_BE: usize = 5;
/// How far behind such a verb its trouble may stand, in words.
const TROUBLE: usize = 5;

/// Nouns that measure a matter: whoever finds them small wants more of it.
const AMOUNTS: [&str; 16] = [
    "scope", "scale", "level", "levels", "volume", "volumes", "turnover", "amount", "pace", "rate",
    "rates", "share", "number", "extent", "figures", "growth",
];
/// Words that find an amount too small.
const SMALL: [&str; 12] = [
    "insufficient",
    "inadequate",
    "unsatisfactory",
    "low",
    "modest",
    "meagre",
    "negligible",
    "below",
    "lags",
    "lagging",
    "slow",
    "disappointing",
];
/// Verbs of what becomes less, by the beginnings of their forms: deplored, it is wanted.
const FALLS: [&str; 9] = [
    "declin", "fell", "fall", "drop", "decreas", "shrank", "shrunk", "contract", "slow",
];

impl Scene<'_, '_> {
    /// "the scope of trade did not correspond to what the countries can do", "regretted that
    /// trade had declined": there is too little of the target, so that more of it is wanted.
    pub(super) fn falls_short(
        &self,
        target: &Range<usize>,
        sentence: &Range<usize>,
        cue: &Cue,
    ) -> Option<Governor> {
        let before = target.start.saturating_sub(MEASURED).max(sentence.start);
        let amount = (before..target.start)
            .find(|&at| AMOUNTS.contains(&self.words.folded(at)))
            .filter(|&at| (at..target.start).any(|of| matches!(self.words.folded(of), "of" | "in")))
            .filter(|&at| !self.barrier(at, target.start))
            .is_some()
            || AMOUNTS.contains(&self.words.folded(target.end));
        if !amount && !cue.laments {
            return None;
        }
        let end = sentence.end.min(target.end + SHORT);
        let end = (target.end + 1..end)
            .find(|&at| self.starts(at) || self.comma_before(at))
            .unwrap_or(end);
        let short = (target.end..end).find(|&at| {
            let word = self.words.folded(at);
            let small = SMALL.contains(&word)
                || word == "not"
                    && (at..end).any(|next| {
                        let next = self.words.folded(next);
                        [
                            "correspond",
                            "match",
                            "reflect",
                            "meet",
                            "reach",
                            "enough",
                            "sufficient",
                        ]
                        .iter()
                        .any(|stem| next.starts_with(stem))
                    });
            amount && small || cue.laments && FALLS.iter().any(|stem| word.starts_with(stem))
        })?;
        Some(Governor {
            words: short..short + 1,
            part: Part::Stance,
            sign: 1,
            negator: None,
        })
    }

    /// Whether a verb that calls things something stands before what ends at `at`: "called the
    /// deal a disaster", "describes the talks as useful".
    fn is_assessed(&self, at: usize) -> bool {
        let from = at.saturating_sub(ASSESSING);
        (from..at)
            .rev()
            .any(|word| is_assessing(self.words.folded(word)))
    }

    /// "did not view the alliance as hostile": who does not call a thing bad need not find it good.
    fn is_assessed_not(&self, hit: &Hit<Expression>, at: usize) -> bool {
        let from = at.saturating_sub(ASSESSING);
        let verb = (from..at)
            .rev()
            .find(|&word| is_assessing(self.words.folded(word)));
        let copula = (at..hit.words.start).any(|word| is_copula(self.words.folded(word)));
        !copula && verb.is_some_and(|verb| self.negator(verb, verb.saturating_sub(3)).is_some())
    }

    /// The judgement on what ends at `at`, in the rest of its clause.
    pub(super) fn predicate(&self, at: usize, scope: &Range<usize>) -> Option<Governor> {
        let end = scope.end.min(at + REACH);
        let mut modal: Option<Governor> = None;
        for hit in self.expressions_in(at..end) {
            // Behind a "that" of its own another clause is told: "a product of the view that".
            let ends = |word: usize| {
                self.starts(word) || word > at + 1 && self.words.folded(word) == "that"
            };
            if (at + 1..=hit.words.start).any(ends) {
                break;
            }
            match hit.value.part {
                Part::Turn | Part::Condition | Part::When => break,
                Part::Matter
                    if modal
                        .as_ref()
                        .is_some_and(|one| one.words.end == hit.words.start) =>
                {
                    // "will discuss": what it does, not what becomes of it.
                    return None;
                }
                Part::Duty | Part::Coming if hit.value.subject && modal.is_none() => {
                    let not = match hit.value.part {
                        Part::Duty => self.part_starting(hit.words.end, Part::Negator),
                        _ => None,
                    };
                    modal = Some(judged(hit, not));
                }
                // "called for the embargo to be lifted"
                part if part.is_effect() && modal.is_none() && self.is_to_be(hit, at) => {
                    return Some(judged(hit, self.negator(hit.words.start, at)));
                }
                part if part.is_effect() && self.is_passive(hit, modal.as_ref()) => {
                    let mut one = modal?;
                    one.sign *= hit.value.sign;
                    one.words = one.words.start..hit.words.end;
                    if one.part == Part::Coming {
                        one.part = part;
                    }
                    return Some(one);
                }
                part if part.is_effect() && hit.words.start < at + VERB => {
                    // "sanctions must not hinder": only that they do it is unwanted.
                    if part == Part::Harm && modal.as_ref().is_some_and(|one| one.negator.is_some())
                    {
                        return None;
                    }
                    if let Some(one) = self.on_trouble(hit, at) {
                        return Some(one);
                    }
                }
                Part::Stance if hit.value.subject || self.is_predicate(hit, at) => {
                    if self.is_assessed_not(hit, at) {
                        return Some(Governor {
                            words: hit.words.clone(),
                            part: Part::Matter,
                            sign: 0,
                            negator: None,
                        });
                    }
                    let negator = self.negator(hit.words.start, at);
                    return Some(judged(self.noun_of(hit), negator));
                }
                _ => {}
            }
        }
        modal
    }

    /// "reduces the danger of war", "brought chaos": what does something to a trouble.
    fn on_trouble(&self, hit: &Hit<Expression>, at: usize) -> Option<Governor> {
        let end = hit.words.end;
        let trouble = self
            .expressions_in(end..end + TROUBLE)
            .find(|other| other.value.part == Part::Trouble)?;
        let apart = self.barrier(end, trouble.words.start)
            || (end..trouble.words.start).any(|word| {
                self.is_coordination(word)
                    || matches!(
                        self.words.folded(word),
                        "in" | "with" | "by" | "to" | "under"
                    )
            });
        let mut one = judged(hit, self.negator(hit.words.start, at));
        one.part = Part::Stance;
        one.sign = -one.sign;
        one.words = one.words.start..trouble.words.end;
        (!apart).then_some(one)
    }

    /// The noun that an adjective stands before, where it judges too: "a historic mistake".
    fn noun_of<'h>(&'h self, hit: &'h Hit<Expression>) -> &'h Hit<Expression> {
        let next = hit.words.end;
        self.expressions_in(next..next + 2)
            .find(|noun| {
                hit.value.adjective && noun.value.adjective && !self.barrier(next, noun.words.start)
            })
            .filter(|noun| (next..noun.words.start).all(|at| !self.is_coordination(at)))
            .unwrap_or(hit)
    }

    /// Whether an effect is done to the subject: "must be lifted", "will be extended".
    fn is_passive(&self, hit: &Hit<Expression>, modal: Option<&Governor>) -> bool {
        let Some(modal) = modal else {
            return false;
        };
        let from = hit.words.start.saturating_sub(COPULA).max(modal.words.end);
        (from..hit.words.start).any(|word| matches!(self.words.folded(word), "be" | "get"))
    }

    /// Whether an effect is what is asked to be done to a subject that ends at `at`.
    fn is_to_be(&self, hit: &Hit<Expression>, at: usize) -> bool {
        let be = hit.words.start.saturating_sub(1);
        hit.words.start - at <= TO_BE
            && be > at
            && self.words.folded(be) == "be"
            && self.words.folded(be - 1) == "to"
    }

    /// Whether a form of be stands between a subject that ends at `at` and an adjective.
    fn is_predicate(&self, hit: &Hit<Expression>, at: usize) -> bool {
        let evaluates = hit.value.adjective
            || matches!(
                self.words.folded(hit.words.start),
                "important"
                    | "necessary"
                    | "essential"
                    | "crucial"
                    | "vital"
                    | "indispensable"
                    | "desirable"
                    | "advisable"
                    | "unacceptable"
                    | "inadmissible"
                    | "impermissible"
            );
        let from = hit.words.start.saturating_sub(COPULA).max(at);
        evaluates
            && ((from..hit.words.start).any(|word| is_copula(self.words.folded(word)))
                || (hit.words.start - at <= ASSESSED && self.is_assessed(at)))
    }
}

fn judged(hit: &Hit<Expression>, negator: Option<Range<usize>>) -> Governor {
    Governor {
        words: hit.words.clone(),
        part: hit.value.part,
        sign: if negator.is_some() {
            -hit.value.sign
        } else {
            hit.value.sign
        },
        negator,
    }
}

/// Verbs that call things something.
fn is_assessing(word: &str) -> bool {
    matches!(
        word,
        "call"
            | "calls"
            | "called"
            | "calling"
            | "consider"
            | "considers"
            | "considered"
            | "considering"
            | "describe"
            | "describes"
            | "described"
            | "describing"
            | "deem"
            | "deems"
            | "deemed"
            | "label"
            | "labelled"
            | "labeled"
            | "brand"
            | "branded"
            | "regard"
            | "regards"
            | "regarded"
            | "view"
            | "views"
            | "viewed"
            | "find"
            | "finds"
            | "found"
            | "dubbed"
            | "termed"
    )
}

fn is_copula(word: &str) -> bool {
    matches!(
        word,
        "is" | "are"
            | "was"
            | "were"
            | "be"
            | "been"
            | "being"
            | "isn't"
            | "aren't"
            | "wasn't"
            | "weren't"
            | "become"
            | "becomes"
            | "became"
            | "remain"
            | "remains"
            | "remained"
            | "seem"
            | "seems"
            | "seemed"
            | "look"
            | "looks"
            | "it's"
    )
}
