use super::NodeKind;
use std::collections::BTreeSet;
use thiserror::Error;

/// What a graph is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// The kinds of node to have; an edge is there when both its ends are.
    pub nodes: BTreeSet<NodeKind>,
    /// How many statements a speaker must have made toward a target, whatever the
    /// positions, for the two to be linked.
    ///
    /// The threshold counts the pair and not each label, since a graph that kept ten
    /// statements of support and dropped the one of opposition would mislead.
    pub min_statements: usize,
}

impl Default for Shape {
    /// Speakers and what they take positions toward, without the articles.
    fn default() -> Shape {
        Shape {
            nodes: BTreeSet::from([
                NodeKind::Speaker,
                NodeKind::Actor,
                NodeKind::Topic,
                NodeKind::Agreement,
            ]),
            min_statements: 1,
        }
    }
}

impl Shape {
    /// Reads a list as people write it: `speaker,topic`, `Speakers, agreements`.
    ///
    /// # Errors
    /// [`UnknownNodeKind`] for a word that names no kind of node.
    ///
    /// ```
    /// use onrecord::graph::{NodeKind, Shape};
    /// let kinds = Shape::parse_nodes("topic, speakers").unwrap();
    /// assert_eq!(kinds.into_iter().collect::<Vec<_>>(), [NodeKind::Speaker, NodeKind::Topic]);
    /// ```
    pub fn parse_nodes(list: &str) -> Result<BTreeSet<NodeKind>, UnknownNodeKind> {
        list.split(',')
            .map(|word| word.trim().to_lowercase())
            .filter(|word| !word.is_empty())
            .map(|word| {
                NodeKind::from_name(&word)
                    .or_else(|| NodeKind::from_name(word.strip_suffix('s')?))
                    .ok_or(UnknownNodeKind(word))
            })
            .collect()
    }
}

/// A word that names no kind of node.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "there is no kind of node called \"{0}\"; the kinds are speaker, actor, topic, agreement and article"
)]
pub struct UnknownNodeKind(pub String);
