//! What a page marks as its article in microdata: `itemscope`, `itemtype`, `itemprop`.

use super::json_ld::is_article;
use super::tree::{attribute, name, words};
use dom_query::NodeRef;

/// The element that the page marks as its article; the first, where it marks several.
pub(super) fn article<'a>(elements: &[NodeRef<'a>]) -> Option<NodeRef<'a>> {
    elements
        .iter()
        .find(|node| {
            attribute(node, "itemtype")
                .is_some_and(|types| types.split_whitespace().any(is_article))
        })
        .copied()
}

/// The elements of `article` that have this property; those of a thing inside it (a picture,
/// a video) are that thing's.
pub(super) fn having<'a>(article: &NodeRef<'a>, property: &str) -> Vec<NodeRef<'a>> {
    article
        .descendants_it()
        .filter(|node| {
            attribute(node, "itemprop")
                .is_some_and(|names| names.split_whitespace().any(|name| name == property))
        })
        .filter(|node| {
            let owner = node
                .ancestors_it(None)
                .find(|above| above.has_attr("itemscope"));
            owner.is_some_and(|owner| owner.id == article.id)
        })
        .collect()
}

/// The value of a property: what its element says to machines, else its words.
pub(super) fn value(node: &NodeRef<'_>) -> Option<String> {
    let said = match name(node).as_str() {
        "meta" => attribute(node, "content"),
        "time" => attribute(node, "datetime"),
        "a" | "link" => attribute(node, "href"),
        _ => attribute(node, "content").or_else(|| attribute(node, "datetime")),
    };
    said.or_else(|| Some(words(node)))
        .filter(|value| !value.is_empty())
}
