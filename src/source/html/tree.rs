//! Small questions to the tree that every step asks.

use dom_query::{Document, NodeRef};

/// The element's name in lower case; empty for what is no element.
pub(super) fn name(node: &NodeRef<'_>) -> String {
    if node.is_element() {
        node.node_name()
            .map_or_else(String::new, |name| name.to_string())
    } else {
        String::new()
    }
}

/// An attribute's value without white space at its ends; `None` where it is empty too.
pub(super) fn attribute(node: &NodeRef<'_>, name: &str) -> Option<String> {
    let value = node.attr(name)?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_string())
}

/// All elements in document order.
pub(super) fn elements(document: &Document) -> Vec<NodeRef<'_>> {
    document
        .root()
        .descendants_it()
        .filter(NodeRef::is_element)
        .collect()
}

/// The element of that name, where there is one only.
pub(super) fn only<'a>(all: &[NodeRef<'a>], element: &str) -> Option<NodeRef<'a>> {
    let mut found = all.iter().filter(|node| name(node) == element);
    match (found.next(), found.next()) {
        (Some(one), None) => Some(*one),
        _ => None,
    }
}

/// Whether a node has one of these classes.
pub(super) fn of_class(node: &NodeRef<'_>, names: &[&str]) -> bool {
    attribute(node, "class")
        .is_some_and(|class| class.split_whitespace().any(|class| names.contains(&class)))
}

/// Whether a node lies inside another, or is it.
pub(super) fn within(node: &NodeRef<'_>, outer: &NodeRef<'_>) -> bool {
    node.id == outer.id || node.ancestors_it(None).any(|above| above.id == outer.id)
}

/// The words of a node on one line; a break or block in it parts words.
pub(super) fn words(node: &NodeRef<'_>) -> String {
    let mut words = String::new();
    for inner in node.descendants_it() {
        if inner.is_text() {
            words.push_str(&inner.text());
        } else if matches!(name(&inner).as_str(), "br" | "div" | "p") {
            words.push(' ');
        }
    }
    one_line(&words)
}

/// White space collapsed to single spaces.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A string of the metadata on one line, with its character references decoded: publishers
/// escape twice now and then.
pub(super) fn plain(text: &str) -> Option<String> {
    let text = if text.contains(['&', '<']) {
        one_line(&Document::fragment(text).text())
    } else {
        one_line(text)
    };
    (!text.is_empty()).then_some(text)
}
