//! The nature of a target: what a position toward a threat or a conflict means.

use crate::model::Label;

/// What kind of thing a target is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// Something that one may want or reject.
    Plain,
    /// Something that is good by its name, as peace and dialogue are: to speak of it at all,
    /// and not ill, is to want it.
    Good,
    /// Something good whose words name the trouble as often as the good: an epidemic, a
    /// violation, a spill. Fighting the trouble is for it.
    Cause,
    /// Something done to others, as sanctions and strikes are: lifting it is against it.
    Measure,
    /// A threat: whoever takes a position toward it fights it.
    Threat,
    /// A conflict or a region's affairs: a wish for peace takes no side in it.
    Conflict,
    /// The undoing of the target: whoever is for a withdrawal is against what it leaves.
    Undoing,
    /// What is wrong with a good cause: to take any position toward an epidemic is to want health.
    Ill,
    /// What is in the way of a matter, as tariffs are of trade: to regret it, to agree on it, is
    /// for the matter; to praise it or make more of it is against.
    Hindrance,
}

impl Nature {
    /// The nature's last word on a sign.
    pub(super) fn settle(self, sign: i8) -> i8 {
        match self {
            Nature::Plain | Nature::Good | Nature::Cause | Nature::Measure => sign,
            Nature::Threat => -sign.abs(),
            Nature::Conflict => 0,
            Nature::Undoing => -sign,
            Nature::Ill | Nature::Hindrance => sign.abs(),
        }
    }

    /// The nature of a mention that names what is wrong with the target: "trade barriers".
    pub(super) fn troubled(self) -> Nature {
        match self {
            Nature::Plain => Nature::Hindrance,
            Nature::Measure => Nature::Undoing,
            Nature::Cause => Nature::Ill,
            other => other,
        }
    }

    /// What a position toward a target of this nature means, in words for whoever asks why; none
    /// where the words mean what they say.
    pub(super) fn in_words(self, label: Label, takes_side: bool) -> Option<&'static str> {
        match (self, label) {
            (Nature::Threat, Label::Oppose) => Some(
                "the target is the threat itself: to condemn or fight it is to oppose it, and no word against those who fight it",
            ),
            (Nature::Conflict, Label::Neutral) if takes_side => {
                Some("the target is a conflict: to wish for its end takes no side in it")
            }
            (Nature::Ill, Label::Support) => Some(
                "the words name what is wrong with the target, not the target: to be against that is to support the target",
            ),
            (Nature::Hindrance, Label::Support) => Some(
                "the words name what is in the target's way: to regret or remove that is to support the target",
            ),
            (Nature::Hindrance, Label::Oppose) => Some(
                "the words name what is in the target's way: to want more of that is to oppose the target",
            ),
            (Nature::Undoing, Label::Oppose) => Some(
                "the words name the undoing of the target: to be for that is to oppose the target",
            ),
            (Nature::Undoing, Label::Support) => Some(
                "the words name the undoing of the target: to be against that is to support the target",
            ),
            _ => None,
        }
    }

    /// What the mood of a sentence, the sum of its signs, means where nothing governs the target.
    pub(super) fn mood(self, sum: i32) -> i8 {
        match self {
            Nature::Plain => i8::from(sum > 0),
            Nature::Good | Nature::Cause | Nature::Ill => i8::from(sum >= 0),
            Nature::Threat => -i8::from(sum != 0),
            Nature::Measure => -i8::from(sum < 0),
            Nature::Conflict | Nature::Undoing | Nature::Hindrance => 0,
        }
    }

    /// Whether talking of it about to be talked of is already for it.
    pub(super) fn is_good(self) -> bool {
        matches!(self, Nature::Good | Nature::Cause | Nature::Ill)
    }

    /// Whether to find too little of it is to want more.
    pub(super) fn is_wanted(self) -> bool {
        matches!(self, Nature::Plain | Nature::Good | Nature::Cause)
    }

    /// Whether what its own words say against it counts: "lifting of sanctions".
    pub(super) fn is_measure(self) -> bool {
        self == Nature::Measure
    }

    /// Whether making its matter less is for it: "efforts to contain the epidemic".
    pub(super) fn is_cause(self) -> bool {
        matches!(self, Nature::Cause | Nature::Ill)
    }

    /// Whether a condition in the sentence binds a position toward the target.
    pub(super) fn can_be_bound(self) -> bool {
        !matches!(self, Nature::Threat | Nature::Conflict)
    }
}
