//! What a page says about its article: headline, outlet, address, day, language.
//!
//! JSON-LD is asked first, then microdata, then the `<meta>` names in use, then `<time>`. The
//! headline is the one that a reader sees, where the page's metadata confirm it: the stored
//! text begins with it, and nothing stands there that the page does not show.

use super::json_ld::{self, JsonLd};
use super::microdata;
use super::tree::{attribute, elements, name, of_class, only, plain, within, words};
use crate::model::Date;
use crate::source::{Meta, day};
use dom_query::{Document, NodeRef};
use std::collections::BTreeMap;

/// What the head and the marks of a page tell.
pub(super) struct Found {
    pub(super) meta: Meta,
    /// The article's words, where the page gives them to machines.
    pub(super) body: Option<String>,
}

/// `<meta>` names of the day of publication, the more exact first.
const PUBLISHED: [&str; 24] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "article.published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "citation_date",
    "publication_date",
    "publish_date",
    "publish-date",
    "publishdate",
    "pubdate",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "dcsext.articlefirstpublished",
    "date",
];

/// Reads a page's metadata.
pub(super) fn read(document: &Document) -> Found {
    let all = elements(document);
    let json = json_ld::read(document);
    let article = microdata::article(&all);
    let named = named(&all);
    let get = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| named.get(*name))
            .and_then(|value| plain(value))
    };
    let property = |property: &str| {
        let owner = article?;
        microdata::having(&owner, property)
            .first()
            .and_then(microdata::value)
    };
    let site = get(&["og:site_name", "application-name"]);
    let (published, basis) = published(&json, article.as_ref(), &named, &all);
    let meta = Meta {
        title: title(&json, article.as_ref(), &named, &all, site.as_deref()),
        outlet: json.publisher.clone().or(site),
        url: url(&json, &named, &all),
        published,
        published_basis: basis,
        lang: json
            .language
            .clone()
            .or_else(|| property("inLanguage"))
            .or_else(|| {
                let html = all.iter().find(|node| name(node) == "html")?;
                attribute(html, "lang").or_else(|| attribute(html, "xml:lang"))
            })
            .or_else(|| get(&["og:locale", "content-language", "dc.language"])),
    };
    Found {
        meta,
        body: json.body,
    }
}

/// The first content of each `<meta>` name, in lower case.
fn named(all: &[NodeRef<'_>]) -> BTreeMap<String, String> {
    let mut named = BTreeMap::new();
    for node in all.iter().filter(|node| name(node) == "meta") {
        let Some(content) = attribute(node, "content") else {
            continue;
        };
        for key in ["property", "name", "http-equiv"] {
            if let Some(key) = attribute(node, key) {
                named
                    .entry(key.to_ascii_lowercase())
                    .or_insert_with(|| content.clone());
            }
        }
    }
    named
}

fn published(
    json: &JsonLd,
    article: Option<&NodeRef<'_>>,
    named: &BTreeMap<String, String>,
    all: &[NodeRef<'_>],
) -> (Option<Date>, Option<&'static str>) {
    if let Some(day) = json.published.as_deref().and_then(day::read) {
        return (Some(day), Some("json-ld"));
    }
    let marked = article.and_then(|article| {
        json_ld::PUBLISHED.iter().find_map(|name| {
            microdata::having(article, name)
                .iter()
                .find_map(|node| microdata::value(node).as_deref().and_then(day::read))
        })
    });
    if marked.is_some() {
        return (marked, Some("microdata"));
    }
    let meta = PUBLISHED
        .iter()
        .find_map(|name| named.get(*name).and_then(|value| day::read(value)));
    if meta.is_some() {
        return (meta, Some("meta"));
    }
    match time(article, all) {
        Some(day) => (Some(day), Some("time")),
        None => (None, None),
    }
}

/// The first `<time>` of the article. Elsewhere a page may show the day it is read, or the
/// days of other articles: there it counts only where the page has no other.
fn time(article: Option<&NodeRef<'_>>, all: &[NodeRef<'_>]) -> Option<Date> {
    let days: Vec<(NodeRef<'_>, Date)> = all
        .iter()
        .filter(|node| name(node) == "time")
        .filter_map(|node| {
            let day = attribute(node, "datetime")
                .as_deref()
                .and_then(day::read)
                .or_else(|| day::read(&words(node)))?;
            Some((*node, day))
        })
        .collect();
    let place = article
        .copied()
        .or_else(|| only(all, "article"))
        .or_else(|| only(all, "main"));
    let inside = place.and_then(|place| days.iter().find(|(node, _)| within(node, &place)));
    match (inside, days.as_slice()) {
        (Some((_, day)), _) => Some(*day),
        (None, [(_, first), rest @ ..]) if rest.iter().all(|(_, day)| day == first) => Some(*first),
        _ => None,
    }
}

fn title(
    json: &JsonLd,
    article: Option<&NodeRef<'_>>,
    named: &BTreeMap<String, String>,
    all: &[NodeRef<'_>],
    site: Option<&str>,
) -> Option<String> {
    if let Some(article) = article {
        let marked = ["headline", "name"].iter().find_map(|property| {
            microdata::having(article, property)
                .iter()
                .filter(|node| name(node) != "meta")
                .map(words)
                .find(|words| !words.is_empty())
        });
        if marked.is_some() {
            return marked;
        }
    }
    let head = all
        .iter()
        .find(|node| name(node) == "title" && node.parent().is_some_and(|up| name(&up) == "head"))
        .and_then(|node| plain(&node.text()));
    let told = [
        json.headline.clone(),
        named.get("og:title").and_then(|title| plain(title)),
        named.get("twitter:title").and_then(|title| plain(title)),
        head.map(|title| without_site(&title, site)),
    ];
    let told: Vec<String> = told.into_iter().flatten().collect();
    let shown: Vec<String> = all
        .iter()
        .filter(|node| name(node) == "h1")
        .map(words)
        .filter(|words| !words.is_empty())
        .collect();
    let confirmed = shown.iter().find(|shown| {
        let shown = folded(shown);
        told.iter().any(|told| {
            let told = folded(told);
            told.contains(&shown) || shown.contains(&told)
        })
    });
    let marked = || {
        let node = all
            .iter()
            .find(|node| of_class(node, &["entry-title", "p-name"]))?;
        Some(words(node)).filter(|words| !words.is_empty())
    };
    confirmed
        .or(told.first())
        .or(match shown.as_slice() {
            [only] => Some(only),
            _ => None,
        })
        .cloned()
        .or_else(marked)
}

/// Letters and digits alone, in lower case.
pub(super) fn folded(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// `Leaders meet | Harbour Post` without the site's name.
fn without_site(title: &str, site: Option<&str>) -> String {
    const MARKS: [&str; 7] = [" | ", " • ", " · ", " — ", " – ", " - ", " :: "];
    let cut = MARKS
        .iter()
        .filter_map(|mark| title.rsplit_once(mark))
        .filter(|(words, name)| {
            // What is cut off is the site's name, or is short beside the headline.
            site.is_some_and(|site| folded(name) == folded(site))
                || (words.split_whitespace().count() >= 4 && name.split_whitespace().count() <= 4)
        })
        .map(|(words, _)| words)
        .max_by_key(|words| words.len());
    cut.unwrap_or(title).trim().to_string()
}

/// The article's own address: canonical, else as OpenGraph or JSON-LD have it.
fn url(json: &JsonLd, named: &BTreeMap<String, String>, all: &[NodeRef<'_>]) -> Option<String> {
    let canonical = all
        .iter()
        .filter(|node| name(node) == "link")
        .filter(|node| {
            attribute(node, "rel").is_some_and(|rel| {
                rel.split_whitespace()
                    .any(|word| word.eq_ignore_ascii_case("canonical"))
            })
        })
        .find_map(|node| attribute(node, "href"));
    // A saved page may say where it lies on the disk.
    [canonical, named.get("og:url").cloned(), json.url.clone()]
        .into_iter()
        .flatten()
        .find(|url| {
            let url = url.to_ascii_lowercase();
            (url.starts_with("http://") || url.starts_with("https://"))
                && !url.contains(char::is_whitespace)
        })
}
