use crate::model::{ActorKind, Date};
use std::fmt;

/// What a node stands for. The order is the order of nodes in a graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKind {
    /// Somebody who speaks; also when others take positions toward them.
    Speaker,
    /// An actor that others take positions toward and that does not speak itself.
    Actor,
    /// A topic.
    Topic,
    /// An agreement.
    Agreement,
    /// An article that reports statements.
    Article,
}

impl NodeKind {
    /// All kinds, in the order of nodes in a graph.
    pub const ALL: [NodeKind; 5] = [
        NodeKind::Speaker,
        NodeKind::Actor,
        NodeKind::Topic,
        NodeKind::Agreement,
        NodeKind::Article,
    ];

    /// The kind's name in files and options.
    pub fn name(self) -> &'static str {
        match self {
            NodeKind::Speaker => "speaker",
            NodeKind::Actor => "actor",
            NodeKind::Topic => "topic",
            NodeKind::Agreement => "agreement",
            NodeKind::Article => "article",
        }
    }

    /// The kind with that name.
    pub fn from_name(name: &str) -> Option<NodeKind> {
        NodeKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for NodeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A speaker, actor, topic, agreement or article, with what the selection has of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it stands for.
    pub kind: NodeKind,
    /// What identifies it within its kind: a canonical name, a topic id, an article's
    /// database id.
    pub name: String,
    /// How it is shown.
    pub label: String,
    /// For speakers, what kind of actor speaks.
    pub actor_kind: Option<ActorKind>,
    /// For articles, who published it.
    pub outlet: Option<String>,
    /// Number of distinct statements by it, about it, or in it.
    pub statements: usize,
    /// Date of the earliest of these statements; for articles, of publication.
    pub first: Option<Date>,
    /// Date of the latest of these statements; for articles, of publication.
    pub last: Option<Date>,
}

impl Node {
    /// An id that is unique in the graph and the same in every graph of one database:
    /// `actor:Joe Biden`, `topic:trade`, `article:12`.
    ///
    /// Speakers and actors share a prefix, since who only is a target in one selection
    /// speaks in another.
    pub fn id(&self) -> String {
        let prefix = match self.kind {
            NodeKind::Speaker => NodeKind::Actor,
            kind => kind,
        };
        format!("{prefix}:{}", self.name)
    }
}
