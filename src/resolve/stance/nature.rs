//! The nature of a target: what a position toward a threat or a conflict means.

/// What kind of thing a target is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// Something that one may want or reject.
    Plain,
    /// Something that is good by its name, as peace and dialogue are: to speak of it warmly
    /// is to want it.
    Good,
    /// A threat: whoever takes a position toward it fights it.
    Threat,
    /// A conflict or a region's affairs: a wish for peace takes no side in it.
    Conflict,
}

impl Nature {
    /// The nature's last word on a sign.
    pub(super) fn settle(self, sign: i8, matter: bool) -> i8 {
        match self {
            Nature::Plain | Nature::Good => sign,
            Nature::Threat if sign != 0 => -1,
            Nature::Threat => 0,
            Nature::Conflict => {
                let _ = matter;
                0
            }
        }
    }

    /// What the mood of a sentence, the sum of its signs, means where nothing governs the target.
    pub(super) fn mood(self, sum: i32) -> i8 {
        match self {
            Nature::Plain => sum.signum().max(0) as i8,
            Nature::Good => i8::from(sum >= 0),
            Nature::Threat => -i8::from(sum != 0),
            Nature::Conflict => 0,
        }
    }

    /// Whether a condition in the sentence binds a position toward the target.
    pub(super) fn can_be_bound(self) -> bool {
        matches!(self, Nature::Plain | Nature::Good)
    }
}
