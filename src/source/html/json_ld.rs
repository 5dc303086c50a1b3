//! What a page says of its article in JSON-LD (schema.org `NewsArticle` and its kin).

use super::tree::{self, plain};
use dom_query::Document;
use serde_json::{Map, Value};

/// The article's fields, as they are written.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct JsonLd {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    pub(super) body: Option<String>,
}

/// The properties that tell the day of publication, the first that is there counts; a page with a
/// video may have none but the day on which that was put there.
pub(super) const PUBLISHED: [&str; 3] = ["datePublished", "dateCreated", "uploadDate"];

/// Whether a schema.org type is an article's: `NewsArticle`, `http://schema.org/Article`,
/// `LiveBlogPosting`, `Report`.
pub(super) fn is_article(name: &str) -> bool {
    name.ends_with("Article") || name.ends_with("BlogPosting") || name.ends_with("Report")
}

/// The first article among the page's blocks.
pub(super) fn read(document: &Document) -> JsonLd {
    let mut things = Vec::new();
    for node in tree::elements(document) {
        let block = tree::name(&node) == "script"
            && tree::attribute(&node, "type")
                .is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json"));
        if block && let Some(value) = parse(&node.text()) {
            unfold(value, &mut things);
        }
    }
    let article = things.iter().find(|thing| {
        types(thing).any(is_article)
            && ["headline", "name", "datePublished"]
                .iter()
                .any(|key| thing.contains_key(*key))
    });
    article.map_or_else(JsonLd::default, |article| fields(article, &things))
}

/// A block; some wrap it into a comment or CDATA, some leave line breaks in its strings.
fn parse(text: &str) -> Option<Value> {
    let text = text
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[")
        .trim_end_matches("-->")
        .trim_end_matches("//]]>")
        .trim_end_matches("]]>")
        .trim()
        .trim_end_matches(';');
    serde_json::from_str(text)
        .or_else(|_| serde_json::from_str(&text.replace(['\n', '\r', '\t'], " ")))
        .ok()
}

/// The things that a block describes: itself, those of an array, those of a graph.
fn unfold(value: Value, things: &mut Vec<Map<String, Value>>) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(values) => open.extend(values.into_iter().rev()),
            Value::Object(mut thing) => {
                if let Some(graph) = thing.remove("@graph") {
                    open.push(graph);
                }
                things.push(thing);
            }
            _ => {}
        }
    }
}

fn types(thing: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let named = thing.get("@type");
    let several = named
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    named
        .and_then(Value::as_str)
        .into_iter()
        .chain(several.iter().filter_map(Value::as_str))
}

fn fields(article: &Map<String, Value>, things: &[Map<String, Value>]) -> JsonLd {
    let text = |key: &str| article.get(key).and_then(Value::as_str).and_then(plain);
    JsonLd {
        headline: text("headline").or_else(|| text("name")),
        published: PUBLISHED.iter().find_map(|key| text(key)),
        publisher: article
            .get("publisher")
            .and_then(|publisher| named(publisher, things)),
        url: text("url").or_else(|| match article.get("mainEntityOfPage")? {
            Value::String(url) => plain(url),
            page => page.get("@id").and_then(Value::as_str).and_then(plain),
        }),
        language: text("inLanguage"),
        body: article
            .get("articleBody")
            .and_then(Value::as_str)
            .map(str::to_string),
    }
}

/// The name of an organisation that is given by name, as a thing, as one of several, or by
/// the address of another thing of the page.
fn named(value: &Value, things: &[Map<String, Value>]) -> Option<String> {
    match value {
        Value::String(name) => plain(name),
        Value::Array(several) => named(several.iter().find(|one| !one.is_array())?, things),
        Value::Object(thing) => {
            let name = |thing: &Map<String, Value>| {
                thing.get("name").and_then(Value::as_str).and_then(plain)
            };
            name(thing).or_else(|| {
                let id = thing.get("@id")?;
                name(things.iter().find(|other| other.get("@id") == Some(id))?)
            })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(block: &str) -> JsonLd {
        let page = format!("<script type='application/ld+json'>{block}</script>");
        read(&Document::from(page))
    }

    #[test]
    fn an_article_is_found_in_a_graph_and_its_publisher_by_address() {
        let found = of(r##"{"@context":"https://schema.org","@graph":[
            {"@type":"WebSite","@id":"#site","name":"Harbour Post"},
            {"@type":["NewsArticle"],"headline":"Keller &amp; Marek meet","datePublished":
             "2021-06-16T10:00:00Z","publisher":{"@id":"#site"},"mainEntityOfPage":{"@id":"https://h.example/1"}}]}"##);
        assert_eq!(found.headline.as_deref(), Some("Keller & Marek meet"));
        assert_eq!(found.publisher.as_deref(), Some("Harbour Post"));
        assert_eq!(found.url.as_deref(), Some("https://h.example/1"));
    }

    #[test]
    fn the_day_of_a_video_counts_where_there_is_no_other() {
        let of = |more: &str| {
            let talks = r#""@type":"NewsArticle","headline":"Talks","uploadDate":"2021-06-16""#;
            of(&format!("{{{talks}{more}}}")).published
        };
        assert_eq!(of("").as_deref(), Some("2021-06-16"));
        let written = of(r#","datePublished":"2021-06-15""#);
        assert_eq!(written.as_deref(), Some("2021-06-15"));
    }

    #[test]
    fn what_is_broken_or_no_article_says_nothing() {
        for block in [
            "",
            "{",
            "[[[[",
            r#"{"@type":"Organization","name":"Harbour Post"}"#,
            r#"{"@type":"NewsArticle"}"#,
            r#"{"@type":5,"headline":"x"}"#,
        ] {
            assert_eq!(of(block), JsonLd::default(), "{block}");
        }
        assert_eq!(of(&"[".repeat(100_000)), JsonLd::default());
    }

    #[test]
    fn line_breaks_in_strings_are_forgiven() {
        let found = of("{\"@type\":\"Article\",\"headline\":\"Two\nlines\"}");
        assert_eq!(found.headline.as_deref(), Some("Two lines"));
    }
}
