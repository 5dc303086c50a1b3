use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a stance is toward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TargetKind {
    /// A topic, by its id.
    Topic,
    /// An agreement, by its canonical name.
    Agreement,
    /// An actor, by its canonical name.
    Actor,
}

impl TargetKind {
    /// The kind's name in the interchange form.
    pub fn name(self) -> &'static str {
        match self {
            TargetKind::Topic => "topic",
            TargetKind::Agreement => "agreement",
            TargetKind::Actor => "actor",
        }
    }

    /// The kind with that name.
    pub fn from_name(name: &str) -> Option<TargetKind> {
        [TargetKind::Topic, TargetKind::Agreement, TargetKind::Actor]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// The speaker's position toward a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Label {
    /// Wants it, endorses it, is for it.
    Support,
    /// Rejects, condemns or criticises it.
    Oppose,
    /// Is for it if some condition holds.
    Conditional,
    /// Mentions it without taking a side.
    Neutral,
}

impl Label {
    /// All labels, in the order in which they are shown.
    pub const ALL: [Label; 4] = [
        Label::Support,
        Label::Conditional,
        Label::Neutral,
        Label::Oppose,
    ];

    /// The label's name in the interchange form.
    pub fn name(self) -> &'static str {
        match self {
            Label::Support => "support",
            Label::Oppose => "oppose",
            Label::Conditional => "conditional",
            Label::Neutral => "neutral",
        }
    }

    /// The label with that name.
    pub fn from_name(name: &str) -> Option<Label> {
        Label::ALL.into_iter().find(|label| label.name() == name)
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A position toward one target in one statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stance {
    /// Topic id, or canonical name of an agreement or actor.
    pub target: String,
    /// What kind of target it is.
    pub target_kind: TargetKind,
    /// The position.
    pub label: Label,
    /// The words that link the target and carry the position.
    pub evidence: Vec<Span>,
    /// For `conditional`, the words that state the condition.
    pub condition: Vec<Span>,
    /// The words for that toward which the position is stated: "energy blackmail" of the topic
    /// energy. Empty where nobody states one, and it is read off from what is told; `None` where
    /// that was not asked: a person gave the position, or an older version found it.
    pub object: Option<Vec<Span>>,
    /// The chain of reasons in words: lexicon entries and rules, for `why`.
    pub basis: String,
    /// Probability that the label is right, calibrated on data; else `None`.
    pub confidence: Option<f32>,
}
