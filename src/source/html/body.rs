//! The article's text: headline, standfirst, body.
//!
//! Where the publisher marks the body, in microdata or microformats, it is taken at its word.
//! Else the page is scored as browsers do it for their reading view (dom_smoothie, a port of
//! Mozilla's Readability). Where that misses most of the prose in the page's one `<article>`,
//! as it does where the article is very short or the standfirst lies in a block of its own,
//! this prose is taken. Where the page has no more than a teaser, the body that it gives to
//! machines in JSON-LD is taken.

use super::metadata::{Found, folded};
use super::tree::{elements, name, of_class, only, within, words};
use super::{microdata, render};
use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

/// A body with fewer characters is a teaser, if the page has a longer one to offer.
const TEASER: usize = 250;

/// The crate tries again, with less care, while it finds fewer characters than this; short
/// news are shorter than its own 500, and would get the page's furniture with them.
const ENOUGH: usize = 100;

/// Reads the text of a page without its furniture; `None` where there is none.
pub(super) fn read(document: &Document, found: &Found) -> Option<String> {
    let title = found.meta.title.as_deref();
    // A body that is marked and empty is a headline's page: around it is furniture alone.
    let mut paragraphs = declared(document).unwrap_or_else(|| {
        let scored = scored(document);
        let prose = prose(document);
        let covered: Vec<String> = prose
            .iter()
            .filter(|one| scored.contains(one))
            .cloned()
            .collect();
        match length(&covered) * 2 < length(&prose) {
            true => prose,
            false => scored,
        }
    });
    if length(&paragraphs) < TEASER
        && let Some(given) = &found.body
    {
        let given = lines(given);
        if length(&given) > 2 * length(&paragraphs) {
            paragraphs = given;
        }
    }
    if let (Some(title), Some(first)) = (title, paragraphs.first())
        && folded(title) == folded(first)
    {
        paragraphs.remove(0);
    }
    paragraphs.splice(0..0, title.map(str::to_string));
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
}

fn length(paragraphs: &[String]) -> usize {
    paragraphs.iter().map(|one| one.chars().count()).sum()
}

/// What the page marks as the article's description and body; `None` where it marks no body.
fn declared(document: &Document) -> Option<Vec<String>> {
    let all = elements(document);
    let marked = |property: &str, class: &[&str]| -> Vec<NodeRef<'_>> {
        let by_microdata = microdata::article(&all)
            .map(|article| microdata::having(&article, property))
            .unwrap_or_default();
        if !by_microdata.is_empty() {
            return by_microdata;
        }
        // Of several articles on a page the first is the one that it is about.
        let entry = all
            .iter()
            .find(|node| of_class(node, &["h-entry", "hentry"]));
        entry.map_or_else(Vec::new, |entry| {
            let inside = entry.descendants_it().filter(NodeRef::is_element);
            inside.filter(|node| of_class(node, class)).collect()
        })
    };
    let bodies = marked("articleBody", &["e-content", "entry-content"]);
    if bodies.is_empty() {
        return None;
    }
    let mut body: Vec<String> = bodies
        .iter()
        .filter(|node| !inside_another(node, &bodies))
        .flat_map(render::paragraphs)
        .collect();
    let lead: Vec<String> = marked("description", &["p-summary", "entry-summary"])
        .iter()
        .filter(|node| name(node) != "meta")
        .filter(|node| !bodies.iter().any(|body| within(node, body)))
        .flat_map(render::paragraphs)
        .filter(|lead| body.first().is_none_or(|first| first != lead))
        .collect();
    body.splice(0..0, lead);
    Some(body)
}

fn inside_another(node: &NodeRef<'_>, others: &[NodeRef<'_>]) -> bool {
    others
        .iter()
        .any(|other| other.id != node.id && within(node, other))
}

/// What the reading view of a browser would show.
fn scored(document: &Document) -> Vec<String> {
    let config = Config {
        char_threshold: ENOUGH,
        disable_json_ld: true,
        ..Config::default()
    };
    let article = Readability::with_document(document.clone(), None, Some(config))
        .and_then(|mut page| page.parse());
    match article {
        Ok(article) => render::paragraphs(&Document::fragment(article.content).root()),
        Err(_) => Vec::new(),
    }
}

/// The paragraphs of the page's one `<article>`, without those that are links for the most part.
fn prose(document: &Document) -> Vec<String> {
    let all = elements(document);
    let Some(article) = only(&all, "article").or_else(|| only(&all, "main")) else {
        return Vec::new();
    };
    let is_paragraph = |node: &NodeRef<'_>| matches!(name(node).as_str(), "p" | "li");
    article
        .descendants_it()
        .filter(is_paragraph)
        .filter(|node| !node.ancestors_it(None).any(|above| is_paragraph(&above)))
        .filter(|node| {
            let links = node.descendants_it().filter(|inner| name(inner) == "a");
            let linked: usize = links.map(|link| words(&link).len()).sum();
            linked * 2 < words(node).len()
        })
        .flat_map(|node| render::paragraphs(&node))
        .collect()
}

/// The body that JSON-LD gives: plain text, or text with markup.
fn lines(body: &str) -> Vec<String> {
    if body.contains("</") {
        return render::paragraphs(&Document::fragment(body).root());
    }
    body.lines().filter_map(super::tree::plain).collect()
}
