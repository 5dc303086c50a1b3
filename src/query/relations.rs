//! The rows from which graphs and networks are made.

use crate::model::{ActorKind, Date, Label, TargetKind};

/// One speaker's stance in one statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StanceRow {
    /// Statement id in the database.
    pub statement: i64,
    /// Utterance id: statements that report the same utterance share it.
    pub utterance: i64,
    /// Article id in the database.
    pub article: i64,
    /// When it was said, else when the article was published.
    pub date: Option<Date>,
    /// Canonical name of the speaker.
    pub speaker: String,
    /// What kind of actor speaks.
    pub speaker_kind: ActorKind,
    /// Topic id, or canonical name of an agreement or actor.
    pub target: String,
    /// What kind of target it is.
    pub target_kind: TargetKind,
    /// How the target is shown: a topic's label, else its name.
    pub target_label: String,
    /// The position.
    pub label: Label,
}

/// An article that reports at least one of the statements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleNode {
    /// Article id in the database.
    pub id: i64,
    /// Headline, else its name.
    pub title: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// The day it was published.
    pub published: Option<Date>,
}

/// An agreement that the statements name, with its parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementNode {
    /// Canonical name.
    pub name: String,
    /// Canonical names of the parties.
    pub parties: Vec<String>,
}

/// All that a graph of a selection needs, ordered by statement.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Relations {
    /// Who took which position toward what.
    pub stances: Vec<StanceRow>,
    /// The articles of these statements, by id.
    pub articles: Vec<ArticleNode>,
    /// The agreements of these statements, by name.
    pub agreements: Vec<AgreementNode>,
}
