//! What somebody is said to be: "Norway as a reliable partner", "the senator is a liar".
//!
//! A verdict on somebody is a position toward them where the speaker gives it: not what another
//! one thinks, nor what would be if, nor what is denied.

use super::Scene;
use std::ops::Range;

/// How far behind somebody the noun or the adjective of a verdict may stand, in words.
const REACH: usize = 8;

impl Scene<'_, '_> {
    /// The sign of what a content says an actor to be, and the words that say it.
    pub(super) fn verdict(
        &self,
        content: &Range<usize>,
        actor: &Range<usize>,
    ) -> Option<(i8, Range<usize>)> {
        let mut at = actor.end;
        let end = content.end.min(at + REACH);
        let be = self.words.folded(at);
        if !(be == "as" || is_form_of_be(be)) || self.starts(at) || self.comma_before(at) {
            return None;
        }
        if self.is_borrowed(content.start..actor.start) {
            return None;
        }
        while at < end && (be == "as" && at == actor.end || is_auxiliary(self.words.folded(at))) {
            at += 1;
        }
        let mut valued = false;
        for word in at..end {
            if self.starts(word) || self.comma_before(word) {
                return None;
            }
            let folded = self.words.folded(word);
            if matches!(folded, "not" | "no" | "never" | "hardly") || is_link(folded) {
                return None;
            }
            let sign = match folded {
                _ if be != "as"
                    && (at..word).all(|before| is_degree(self.words.folded(before))) =>
                {
                    trait_sign(folded)
                }
                _ => None,
            };
            let sign = sign.or_else(|| {
                let friend = is_friend(folded) && valued;
                (friend || is_leader(folded) && valued)
                    .then_some(1)
                    .or_else(|| is_bad(folded).then_some(-1))
            });
            if let Some(sign) = sign {
                // "a close ally of another one": theirs, not the speaker's.
                let others = matches!(self.words.folded(word + 1), "of" | "to")
                    && !self.starts(word + 1)
                    && !matches!(self.words.folded(word + 2), "our" | "ours" | "mine")
                    && !is_leader(folded);
                return (!others).then(|| (sign, actor.end..word + 1));
            }
            valued |= is_valued(folded);
        }
        None
    }

    /// "full trust in the chancellor", "respect for Egypt": what the content is, when it is a
    /// feeling for an actor.
    pub(super) fn feeling(
        &self,
        content: &Range<usize>,
        actor: &Range<usize>,
    ) -> Option<(i8, Range<usize>)> {
        let mut to = actor.start.checked_sub(1)?;
        while to > content.start
            && matches!(
                self.words.folded(to),
                "the" | "president" | "mr" | "people" | "of"
            )
        {
            if self.words.folded(to) == "of" && self.words.folded(to - 1) != "people" {
                return None;
            }
            to -= 1;
        }
        let noun = to.checked_sub(1).filter(|&noun| noun >= content.start)?;
        let first = noun - content.start < 5;
        if !first || !self.stands_alone(actor) || self.is_borrowed(content.start..noun) {
            return None;
        }
        let leads = match self.words.folded(noun) {
            "trust" | "confidence" | "faith" => self.words.folded(to) == "in",
            "respect" | "admiration" | "praise" | "support" | "sympathy" => {
                self.words.folded(to) == "for"
            }
            "gratitude" => matches!(self.words.folded(to), "to" | "toward" | "towards"),
            "solidarity" => self.words.folded(to) == "with",
            _ => false,
        };
        let denied = (content.start..noun).any(|at| {
            matches!(
                self.words.folded(at),
                "no" | "not" | "lack" | "without" | "little" | "withdraw"
            )
        });
        (leads && !denied).then_some((1, noun..to + 1))
    }

    /// "to combat the group", "the fight against it": whom the content wants to be fought.
    pub(super) fn foe(
        &self,
        content: &Range<usize>,
        actor: &Range<usize>,
    ) -> Option<(i8, Range<usize>)> {
        let mut to = actor
            .start
            .checked_sub(1)
            .filter(|&to| to >= content.start)?;
        if self.words.folded(to) == "the" && to > content.start {
            to -= 1;
        }
        let verb = self.words.folded(to);
        if self.starts(actor.start) || !self.stands_alone(actor) {
            return None;
        }
        let direct = matches!(
            verb,
            "combat"
                | "combating"
                | "combatting"
                | "defeat"
                | "defeating"
                | "destroy"
                | "destroying"
                | "eradicate"
                | "eradicating"
        );
        let against = verb == "against"
            && to > content.start
            && matches!(
                self.words.folded(to - 1),
                "fight" | "fighting" | "struggle" | "battle" | "campaign"
            );
        (direct || against).then(|| (-1, if against { to - 1..to + 1 } else { to..to + 1 }))
    }

    /// Whether the words before a verdict make it another one's, or leave it open.
    fn is_borrowed(&self, before: Range<usize>) -> bool {
        let near = before.end.saturating_sub(1);
        let behind = before.start < before.end && is_link(self.words.folded(near));
        behind
            || before.into_iter().any(|at| {
                let word = self.words.folded(at);
                matches!(
                    word,
                    "if" | "whether"
                        | "unless"
                        | "not"
                        | "never"
                        | "thinks"
                        | "think"
                        | "thought"
                        | "says"
                        | "say"
                        | "said"
                        | "saying"
                        | "believes"
                        | "believe"
                        | "believed"
                        | "claims"
                        | "claim"
                        | "claimed"
                        | "calls"
                        | "call"
                        | "called"
                        | "argue"
                        | "argues"
                        | "argued"
                        | "why"
                        | "who"
                        | "question"
                )
            })
    }
}

fn is_form_of_be(word: &str) -> bool {
    matches!(
        word,
        "is" | "was"
            | "are"
            | "were"
            | "remains"
            | "remained"
            | "remain"
            | "has"
            | "will"
            | "would"
    )
}

fn is_auxiliary(word: &str) -> bool {
    is_form_of_be(word)
        || matches!(
            word,
            "be" | "been" | "and" | "always" | "still" | "also" | "indeed"
        )
}

/// Words behind which somebody else or something else is spoken of.
fn is_link(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "for"
            | "with"
            | "to"
            | "by"
            | "from"
            | "about"
            | "on"
            | "against"
            | "near"
            | "than"
            | "that"
            | "who"
            | "which"
            | "but"
            | "like"
            | "between"
            | "at"
    )
}

fn is_degree(word: &str) -> bool {
    matches!(
        word,
        "so" | "very"
            | "too"
            | "totally"
            | "completely"
            | "utterly"
            | "deeply"
            | "really"
            | "simply"
            | "just"
            | "highly"
            | "temperamentally"
            | "morally"
            | "extremely"
            | "incredibly"
    )
}

/// What an adjective or a participle says of somebody.
fn trait_sign(word: &str) -> Option<i8> {
    match word {
        "trustworthy" | "reliable" | "honest" | "courageous" | "brave" | "respected"
        | "brilliant" => Some(1),
        "unfit" | "dishonest" | "corrupt" | "crooked" | "incompetent" | "reckless"
        | "unqualified" | "untrustworthy" | "evil" | "unhinged" | "despicable" => Some(-1),
        _ => None,
    }
}

fn is_friend(word: &str) -> bool {
    matches!(
        word,
        "partner"
            | "partners"
            | "ally"
            | "allies"
            | "friend"
            | "friends"
            | "neighbour"
            | "neighbor"
    )
}

fn is_leader(word: &str) -> bool {
    matches!(
        word,
        "leader"
            | "statesman"
            | "politician"
            | "president"
            | "man"
            | "woman"
            | "person"
            | "professional"
            | "diplomat"
            | "patriot"
            | "mediator"
    )
}

fn is_bad(word: &str) -> bool {
    matches!(
        word,
        "liar"
            | "racist"
            | "bigot"
            | "dictator"
            | "tyrant"
            | "thug"
            | "murderer"
            | "butcher"
            | "criminal"
            | "criminals"
            | "fraud"
            | "disgrace"
            | "coward"
            | "hypocrite"
            | "puppet"
            | "enemy"
            | "aggressor"
            | "demagogue"
            | "menace"
            | "crook"
            | "misogynist"
            | "fascist"
    )
}

/// What a friend or a leader must be called for it to be a good word.
fn is_valued(word: &str) -> bool {
    matches!(
        word,
        "reliable"
            | "important"
            | "trusted"
            | "true"
            | "good"
            | "great"
            | "close"
            | "closest"
            | "key"
            | "natural"
            | "valued"
            | "loyal"
            | "faithful"
            | "dependable"
            | "strong"
            | "outstanding"
            | "wise"
            | "brilliant"
            | "respected"
            | "responsible"
            | "sighted"
            | "principled"
            | "constructive"
            | "consistent"
            | "dear"
            | "best"
            | "wonderful"
            | "decent"
            | "honest"
            | "courageous"
            | "staunch"
            | "steadfast"
            | "leading"
            | "priority"
    )
}
