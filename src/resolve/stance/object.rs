//! What governs a target from the left: "condemned attempts to undermine the agreement".

use super::{Frame, Nature, Scene};
use crate::lexicon::{Expression, Hit, Part};
use std::ops::Range;

/// How far an effect reaches to its object, in words.
const EFFECT: usize = 14;
/// How far a position reaches, in words.
const STANCE: usize = 45;
/// How far before a deed its owner stands, in words.
const OWNER: usize = 3;
/// How far an adjective stands before its noun, in words.
const ADJECTIVE: usize = 3;

/// An expression that governs a target.
#[derive(Debug, Clone)]
pub(super) struct Governor {
    pub(super) words: Range<usize>,
    pub(super) part: Part,
    /// Its sign with its negation.
    pub(super) sign: i8,
    pub(super) negator: Option<Range<usize>>,
}

impl Scene<'_, '_> {
    /// The expressions that govern what starts at `at`, the nearest first.
    pub(super) fn governors(&self, at: usize, scope: &Range<usize>) -> Vec<Governor> {
        let mut chain: Vec<Governor> = Vec::new();
        if let Some(no) = self.denied(at, scope.start) {
            chain.push(Governor {
                words: no,
                part: Part::Effect,
                sign: -1,
                negator: None,
            });
        }
        let mut broken: Option<Part> = None;
        let mut edge = at;
        for hit in self.before(at, scope) {
            let part = hit.value.part;
            if part == Part::Turn {
                break;
            }
            if hit.value.adjective {
                let apart = (hit.words.end..=at).any(|word| self.comma_before(word));
                if at - hit.words.end < ADJECTIVE && !self.barrier(hit.words.end, at) && !apart {
                    chain.push(self.attribute(&hit, at));
                }
                continue;
            }
            let governs = matches!(
                part,
                Part::Stance
                    | Part::Effect
                    | Part::Harm
                    | Part::Matter
                    | Part::Duty
                    | Part::Coming
                    | Part::Open
            );
            if !hit.value.object || !governs || hit.words.end > edge || self.is_bare_noun(&hit) {
                continue;
            }
            // "prohibited by the Charter": what follows does it.
            if part.is_effect() && self.words.folded(hit.words.end) == "by" {
                continue;
            }
            if self.barrier(hit.words.end, edge) {
                break;
            }
            if let Some(level) = self.coordination(hit.words.end, edge) {
                broken = match broken {
                    Some(Part::Stance) => Some(Part::Stance),
                    _ => Some(level),
                };
            }
            edge = hit.words.start;
            let reach = if part.is_effect() { EFFECT } else { STANCE };
            let sibling = match broken {
                Some(Part::Stance) => true,
                Some(_) => part.is_effect() || part == Part::Matter,
                None => false,
            };
            if at - hit.words.end > reach || sibling {
                continue;
            }
            // In "suspending participation in the treaty" the "in" is of what stands between.
            let object = chain.last().map_or(at, |one| one.words.start.min(at));
            if hit.value.sign < 0 && part.is_effect() && self.is_adjunct(hit.words.end, object) {
                continue;
            }
            // "The fight against crime calls for cooperation": a verb's subject does not govern
            // its object.
            let subject = part.is_effect()
                && chain.last().is_some_and(|one| {
                    one.part == Part::Stance
                        && one.words.start > hit.words.end
                        && self.is_finite(one.words.start)
                });
            if subject {
                continue;
            }
            let one = self.governor(&hit, scope.start, &chain);
            chain.push(one);
            if part == Part::Matter {
                chain.extend(self.readiness(hit.words.start));
            }
        }
        chain
    }

    /// "ready to | talk about": the wish for talks, where it is part of a term of its own.
    fn readiness(&self, at: usize) -> Option<Governor> {
        let hit = self.inside.iter().find(|hit| {
            hit.words.end == at && hit.value.part == Part::Stance && hit.value.object
        })?;
        let negator = self.negator(hit.words.start, hit.words.start.saturating_sub(4));
        Some(Governor {
            words: hit.words.clone(),
            part: Part::Stance,
            sign: if negator.is_some() {
                -hit.value.sign
            } else {
                hit.value.sign
            },
            negator,
        })
    }

    /// "fruitful cooperation": speaks well or ill of the noun without asking for it.
    fn attribute(&self, hit: &Hit<Expression>, at: usize) -> Governor {
        Governor {
            words: hit.words.clone(),
            // "unilateral steps on arms control": ill said of a good cause is said against it.
            part: if hit.value.sign < 0 && hit.words.end < at {
                Part::Harm
            } else {
                Part::Effect
            },
            sign: hit.value.sign,
            negator: None,
        }
    }

    fn governor(&self, hit: &Hit<Expression>, floor: usize, chain: &[Governor]) -> Governor {
        let negator = match hit.value.part {
            Part::Coming => None,
            Part::Duty => self.part_starting(hit.words.end, Part::Negator),
            _ => self.negator(hit.words.start, floor),
        };
        // One "not" turns one expression: in "should not allow" it turns "allow".
        let negator = negator.filter(|no| {
            !chain
                .iter()
                .any(|one| one.negator.as_ref() == Some(no) || one.words == *no && self.is_no(no))
        });
        let mut governor = Governor {
            words: hit.words.clone(),
            part: hit.value.part,
            sign: if negator.is_some() {
                -hit.value.sign
            } else {
                hit.value.sign
            },
            negator,
        };
        if hit.value.part.is_effect()
            && governor
                .negator
                .as_ref()
                .is_some_and(|no| self.is_past_denial(no))
        {
            // "did not threaten": that something did not happen takes no side.
            governor.part = Part::Matter;
            governor.sign = 0;
        }
        governor
    }

    /// A bare "no", which turns what it stands before; to do without is something else.
    fn is_no(&self, negator: &Range<usize>) -> bool {
        self.words.folded(negator.start) == "no"
    }

    /// Whether a preposition sets the target apart from the object of what ends at `from`:
    /// "eliminate bureaucracy in the economy" makes less of bureaucracy.
    fn is_adjunct(&self, from: usize, to: usize) -> bool {
        (from + 1..to).any(|at| {
            matches!(
                self.words.folded(at),
                "in" | "by"
                    | "between"
                    | "through"
                    | "from"
                    | "during"
                    | "after"
                    | "before"
                    | "within"
                    | "under"
                    | "with"
                    | "at"
                    | "among"
                    | "via"
                    | "as"
            ) && !matches!(
                self.words.folded(at + 2),
                "field" | "area" | "sphere" | "areas"
            )
        })
    }

    /// Whether what governs a target denies the clause that the target opens: "did not agree
    /// that the treaty was outdated".
    pub(super) fn denies_clause(&self, governor: &Governor, target: usize) -> bool {
        let first = self.words.folded(governor.words.start);
        let denies = governor.sign < 0
            && (governor.negator.is_some()
                || matches!(
                    first,
                    "not"
                        | "deny"
                        | "denied"
                        | "denies"
                        | "denying"
                        | "reject"
                        | "rejected"
                        | "rejects"
                        | "dismissed"
                        | "dismiss"
                        | "doubt"
                        | "doubted"
                        | "disagree"
                        | "disagreed"
                ));
        let that = (governor.words.end..target)
            .find(|&at| self.words.folded(at) == "that")
            .is_some_and(|at| target - at <= 5);
        denies && that
    }

    /// "did not": that something did not happen takes no side.
    pub(super) fn is_past_denial(&self, negator: &Range<usize>) -> bool {
        match self.words.folded(negator.start) {
            "didn't" => true,
            "not" => negator.start > 0 && self.words.folded(negator.start - 1) == "did",
            _ => false,
        }
    }

    /// "efforts against terrorism and cooperation in trade": behind a noun, "against" governs what
    /// it is joined to and nothing that is listed after that.
    pub(super) fn fights_another(&self, one: &Governor, target: usize) -> bool {
        const OPPOSED: [&str; 18] = [
            "is", "are", "was", "were", "be", "been", "being", "out", "strongly", "firmly",
            "speak", "spoke", "vote", "voted", "argue", "argued", "decide", "decided",
        ];
        let end = one.words.end;
        let before = one.words.start.checked_sub(1);
        self.words.folded(end - 1) == "against"
            && (one.words.len() > 1
                || before.is_some_and(|at| !OPPOSED.contains(&self.words.folded(at))))
            && (end + 1..target)
                .any(|at| self.is_coordination(at) || at > end + 1 && self.comma_before(at))
    }

    /// "in direct violation of the Charter", "after withdrawing from the treaty": what another is
    /// told to have done to a target says nothing against it.
    pub(super) fn is_told_in_passing(&self, one: &Governor) -> bool {
        let first = self.words.folded(one.words.start);
        let done = first.starts_with("violat")
            || first.starts_with("breach")
            || first.starts_with("withdrawing");
        let from = one.words.start.saturating_sub(2);
        let passing = (from..one.words.start).any(|at| {
            matches!(
                self.words.folded(at),
                "in" | "after" | "since" | "despite" | "following"
            )
        });
        done && passing && one.part == Part::Harm && one.negator.is_none()
    }

    /// "assess the damage caused to property": behind a determiner it is a noun, and governs only
    /// what a preposition leads to.
    fn is_bare_noun(&self, hit: &Hit<Expression>) -> bool {
        let determined = hit.words.start > 0
            && matches!(self.words.folded(hit.words.start - 1), "the" | "a" | "any");
        let leads = matches!(
            self.words.folded(hit.words.end),
            "of" | "to" | "in" | "on" | "for" | "from" | "with" | "against"
        );
        hit.value.part == Part::Harm && hit.words.len() == 1 && determined && !leads
    }

    /// What is but told of a target, by a cue that takes no position: another's exit says nothing
    /// against it ("Washington's withdrawal from the treaty", "they violate the truce"), and its
    /// lack is missed.
    pub(super) fn hear(&self, inner: &mut Vec<Governor>, frame: &Frame, nature: Nature) {
        inner.retain(|one| !self.is_anothers_deed(one));
        if inner.iter().all(|one| one.part.is_effect()) {
            inner.retain(|one| !self.is_done_by_another(one, frame) && !self.is_told_harm(one));
        }
        for one in inner.iter_mut().filter(|_| nature.is_wanted()) {
            let lacks = matches!(
                self.words.folded(one.words.start),
                "lack" | "absence" | "shortage"
            );
            if lacks && one.sign < 0 && one.part.is_effect() {
                one.sign = 1;
            }
        }
    }

    /// "reported violations of the truce": a noun for what is done to the target, and nobody who
    /// judges it.
    fn is_told_harm(&self, one: &Governor) -> bool {
        let first = self.words.folded(one.words.start);
        let told = ["violations", "violation", "breach", "breaches"].contains(&first)
            && self.words.folded(one.words.end - 1) == "of";
        told && one.sign < 0 && one.part == Part::Harm
    }

    fn is_anothers_deed(&self, one: &Governor) -> bool {
        let first = self.words.folded(one.words.start);
        let deed = ["withdrawal", "exit", "departure", "violation", "breach"]
            .iter()
            .any(|stem| first.starts_with(stem));
        let from = one.words.start.saturating_sub(OWNER);
        let owned = (from..one.words.start).any(|at| {
            let word = self.words.folded(at);
            word.ends_with("'s") || word.ends_with("s'") || word == "its"
        });
        deed && owned && one.sign < 0 && one.part == Part::Harm
    }

    /// "agencies that fight the virus to step up cooperation": whoever fights has an object, and
    /// the infinitive behind it belongs to another verb; but "prevent attempts to undermine".
    pub(super) fn drop_inner_objects(&self, chain: &mut Vec<Governor>) {
        const LEADS: [&str; 26] = [
            "attempt",
            "attempts",
            "effort",
            "efforts",
            "plan",
            "plans",
            "desire",
            "decision",
            "decisions",
            "intention",
            "intentions",
            "move",
            "moves",
            "wish",
            "right",
            "ability",
            "readiness",
            "willingness",
            "threat",
            "threats",
            "refusal",
            "pledge",
            "bid",
            "need",
            "proposal",
            "proposals",
        ];
        let mut at = 1;
        while at < chain.len() {
            let (near, far) = (&chain[at - 1], &chain[at]);
            let to = near
                .words
                .start
                .checked_sub(1)
                .filter(|&to| self.words.folded(to) == "to" && to > far.words.end);
            let lets = [
                "allow", "permit", "let", "enabl", "forc", "caus", "ask", "help",
            ]
            .iter()
            .any(|stem| self.words.folded(far.words.end - 1).starts_with(stem));
            let apart = far.sign < 0
                && far.negator.is_none()
                && !lets
                && far.part.is_effect()
                && near.part.is_effect()
                && far.words.end <= near.words.start
                && to.is_some_and(|to| !LEADS.contains(&self.words.folded(to - 1)));
            if apart {
                chain.remove(at);
            } else {
                at += 1;
            }
        }
    }

    /// Whether a strong mark stands between two places.
    pub(super) fn barrier(&self, from: usize, to: usize) -> bool {
        (from + 1..=to).any(|at| self.starts(at))
    }

    /// How strong a new member of a coordination starts between two places: "and supported",
    /// "and finding".
    fn coordination(&self, from: usize, to: usize) -> Option<Part> {
        let mut level = None;
        for at in from..to {
            let joins = self.is_coordination(at) || (at > from && self.comma_before(at));
            if !joins {
                continue;
            }
            let mut next = if self.is_coordination(at) { at + 1 } else { at };
            while self.is_filler_word(next) {
                next += 1;
            }
            if next > to {
                continue;
            }
            let verb = self
                .expressions_starting(next)
                .filter(|hit| hit.value.object)
                .map(|hit| hit.value.part)
                .find(|part| matches!(part, Part::Stance | Part::Matter) || part.is_effect());
            match verb {
                Some(Part::Stance | Part::Matter) => level = Some(Part::Stance),
                Some(_) => level = level.or(Some(Part::Effect)),
                None if self.is_verbal(next) => level = level.or(Some(Part::Effect)),
                None => {}
            }
        }
        level
    }
}
