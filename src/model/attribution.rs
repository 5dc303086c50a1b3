use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How words are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Between quotation marks, nine tenths of it or more.
    Direct,
    /// In the reporter's words.
    Indirect,
    /// In the reporter's words with quoted pieces.
    Mixed,
}

impl Kind {
    /// All kinds, in the order of their names.
    pub const ALL: [Kind; 3] = [Kind::Direct, Kind::Indirect, Kind::Mixed];

    /// The kind's name in the interchange form.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Direct => "direct",
            Kind::Indirect => "indirect",
            Kind::Mixed => "mixed",
        }
    }

    /// The kind with that name.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Source, cue and content as found in the text; the term of the PARC and PolNeAR corpora.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// How the words are reported.
    pub kind: Kind,
    /// The words that name who speaks; empty when the text names nobody.
    pub source: Vec<Span>,
    /// The words that report: a verb, `according to`, a headline's colon.
    pub cue: Vec<Span>,
    /// What was said, in text order; several pieces when the report interrupts it.
    pub content: Vec<Span>,
    /// The construction or head that found it, for `why`.
    pub rule: String,
    /// Probability that the attribution is right, calibrated on data; `None` where the
    /// engine has no calibrated figure.
    pub confidence: Option<f32>,
}

impl Attribution {
    /// The smallest span over the content; `None` when there is no content.
    pub fn extent(&self) -> Option<Span> {
        let first = self.content.first()?;
        let last = self.content.last()?;
        Some(first.cover(*last))
    }
}
