//! What a page has around and between an article's paragraphs: menus, captions, shares, notes
//! that open on a click. It is taken out before the body is looked for, so that no word of it
//! is read as the article's.

use super::tree::{attribute, elements, name};
use dom_query::{Document, NodeId, NodeRef};
use std::collections::HashMap;

/// Elements that never hold an article's prose.
const ELEMENTS: [&str; 29] = [
    "aside",
    "audio",
    "button",
    "canvas",
    "datalist",
    "del",
    "dialog",
    "embed",
    "figcaption",
    "figure",
    "footer",
    "iframe",
    "input",
    "map",
    "math",
    "menu",
    "nav",
    "noframes",
    "noscript",
    "object",
    "picture",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "video",
];

/// Roles of the ARIA standard that never do.
const ROLES: [&str; 11] = [
    "alert",
    "banner",
    "complementary",
    "contentinfo",
    "dialog",
    "menu",
    "menubar",
    "navigation",
    "search",
    "toolbar",
    "tooltip",
];

/// Words in the names of classes and identifiers that say the same. Each is the whole of a
/// name or a part of it between hyphens and underscores; `masha-ignore` and its like ask
/// selections and prints to pass an element over.
const WORDS: [&str; 48] = [
    "ad",
    "ads",
    "advert",
    "advertisement",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "caption",
    "carousel",
    "comment",
    "comments",
    "cookie",
    "cookies",
    "copyright",
    "disqus",
    "gallery",
    "hidden",
    "ignore",
    "invisible",
    "navbar",
    "navigation",
    "newsletter",
    "noprint",
    "outbrain",
    "pagination",
    "paywall",
    "player",
    "popup",
    "promo",
    "recirc",
    "recommended",
    "related",
    "share",
    "sharing",
    "sidebar",
    "slider",
    "slideshow",
    "social",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "taglist",
    "tags",
    "toolbar",
    "tooltip",
    "trending",
    "widget",
];

/// A block of furniture has at most this share of the page's prose; a class that says `share`
/// on the whole page means something else.
const MOST: usize = 3;

/// Takes it out of the page.
pub(super) fn remove(document: &Document) {
    for node in elements(document) {
        if ELEMENTS.contains(&name(&node).as_str()) || unseen(&node) {
            node.remove_from_parent();
        }
    }
    let weights = weights(document);
    let all: usize = weights
        .get(&document.root().id)
        .map_or(0, |root| root.prose);
    for node in elements(document) {
        let weight = weights.get(&node.id).copied().unwrap_or_default();
        let small = !weight.holds_the_article && weight.prose * MOST <= all.max(1);
        if small && is_called_furniture(&node) {
            node.remove_from_parent();
        }
    }
}

/// What a node has of the article.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    /// Bytes of text in `<p>`, without links.
    prose: usize,
    /// The headline, or what the page marks as the article's body, is in it.
    holds_the_article: bool,
}

fn weights(document: &Document) -> HashMap<NodeId, Weight> {
    let mut weights: HashMap<NodeId, Weight> = HashMap::new();
    for node in document.root().descendants_it() {
        if node.is_text() {
            let length = node.text().trim().len();
            let (mut prose, mut linked) = (false, false);
            for above in node.ancestors_it(Some(6)) {
                match name(&above).as_str() {
                    "p" => prose = true,
                    "a" => linked = true,
                    _ => {}
                }
            }
            if prose && !linked {
                for above in node.ancestors_it(None) {
                    weights.entry(above.id).or_default().prose += length;
                }
            }
        } else if name(&node) == "h1"
            || attribute(&node, "itemprop").is_some_and(|names| names.contains("articleBody"))
            || attribute(&node, "class")
                .is_some_and(|names| names.contains("e-content") || names.contains("entry-content"))
        {
            weights.entry(node.id).or_default().holds_the_article = true;
            for above in node.ancestors_it(None) {
                weights.entry(above.id).or_default().holds_the_article = true;
            }
        }
    }
    weights
}

fn is_called_furniture(node: &NodeRef<'_>) -> bool {
    match name(node).as_str() {
        "html" | "head" | "body" | "article" | "main" => false,
        "form" => true,
        _ => named(node) || role(node),
    }
}

/// What a browser does not show.
fn unseen(node: &NodeRef<'_>) -> bool {
    if matches!(name(node).as_str(), "html" | "body") {
        return false;
    }
    let style = || {
        attribute(node, "style").is_some_and(|style| {
            let style: String = style.split_whitespace().collect();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
    };
    node.has_attr("hidden")
        || attribute(node, "aria-hidden").is_some_and(|value| value == "true")
        || style()
}

fn role(node: &NodeRef<'_>) -> bool {
    attribute(node, "role").is_some_and(|role| ROLES.contains(&role.as_str()))
}

fn named(node: &NodeRef<'_>) -> bool {
    ["class", "id"].iter().any(|key| {
        attribute(node, key).is_some_and(|names| {
            names
                .split(|c: char| !c.is_ascii_alphanumeric())
                .any(|word| {
                    WORDS
                        .binary_search(&word.to_ascii_lowercase().as_str())
                        .is_ok()
                })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::WORDS;

    #[test]
    fn words_are_sorted_for_the_search() {
        assert!(WORDS.is_sorted());
    }
}
