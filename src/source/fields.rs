//! Which field of a record is the text, the headline, the date: the names that producers use.

use super::item::unread_date;
use super::{Meta, day, read_fragment};
use crate::model::Diagnostic;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// What a field of a record can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The article's words.
    Text,
    /// Headline.
    Title,
    /// Who published it.
    Outlet,
    /// Where it was published.
    Url,
    /// The day it was published.
    Date,
    /// Language.
    Lang,
    /// What the producer calls the article.
    Id,
}

/// Every field with its name in `--map` and the names that producers give it, the likeliest
/// first, without capitals and separators. They were collected from the interchange form of
/// this program, schema.org NewsArticle, JSON Feed, and the forms of common news APIs and
/// crawlers.
const FIELDS: [(Field, &str, &[&str]); 7] = [
    (
        Field::Text,
        "text",
        &[
            "text",
            "fulltext",
            "articletext",
            "bodytext",
            "maintext",
            "articlebody",
            "body",
            "contenttext",
            "content",
            "contenthtml",
            "bodyhtml",
            "html",
            "story",
            "article",
        ],
    ),
    (
        Field::Title,
        "title",
        &["title", "headline", "heading", "head"],
    ),
    (
        Field::Outlet,
        "outlet",
        &[
            "outlet",
            "source.name",
            "sourcename",
            "publisher.name",
            "publisher",
            "publication",
            "newspaper",
            "medium",
            "sitename",
            "source",
        ],
    ),
    (
        Field::Url,
        "url",
        &[
            "url",
            "link",
            "articleurl",
            "sourceurl",
            "weburl",
            "permalink",
            "uri",
        ],
    ),
    (
        Field::Date,
        "date",
        &[
            "published",
            "publishedat",
            "datepublished",
            "publicationdate",
            "publisheddate",
            "publishdate",
            "datepublish",
            "pubdate",
            "date",
            "timestamp",
        ],
    ),
    (
        Field::Lang,
        "lang",
        &["lang", "language", "languagecode", "inlanguage"],
    ),
    (
        Field::Id,
        "id",
        &["id", "guid", "uuid", "articleid", "docid", "documentid"],
    ),
];

/// Names of fields that a person gave, `title=headline,text=body`; the usual names stand for
/// the others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Map {
    given: BTreeMap<Field, String>,
}

impl Map {
    /// The first of a record's fields that is this; `look` tells what stands under a name.
    pub(super) fn find<V>(
        &self,
        field: Field,
        mut look: impl FnMut(Name<'_>) -> Option<V>,
    ) -> Option<V> {
        if let Some(name) = self.given.get(&field) {
            return look(Name::Exact(name));
        }
        usual(field).iter().find_map(|name| look(Name::Usual(name)))
    }

    /// The name that a person gave for the text.
    pub(super) fn text(&self) -> Option<&str> {
        self.given.get(&Field::Text).map(String::as_str)
    }
}

fn usual(field: Field) -> &'static [&'static str] {
    FIELDS
        .iter()
        .find(|(one, _, _)| *one == field)
        .map_or(&[], |(_, _, names)| names)
}

/// A name to look under.
#[derive(Debug, Clone, Copy)]
pub(super) enum Name<'a> {
    /// As the person wrote it.
    Exact(&'a str),
    /// A usual one, however it is written.
    Usual(&'a str),
}

impl Name<'_> {
    /// Whether a field of this name is meant.
    pub(super) fn is(&self, name: &str) -> bool {
        match self {
            Name::Exact(meant) => name == *meant,
            Name::Usual(meant) => plain(name) == *meant,
        }
    }

    /// `source.name` as a name in a record and one in what stands there.
    pub(super) fn nested(&self) -> Option<(Name<'_>, Name<'_>)> {
        match self {
            Name::Exact(name) => {
                let (outer, inner) = name.split_once('.')?;
                Some((Name::Exact(outer), Name::Exact(inner)))
            }
            Name::Usual(name) => {
                let (outer, inner) = name.split_once('.')?;
                Some((Name::Usual(outer), Name::Usual(inner)))
            }
        }
    }
}

/// `Published_At` as `publishedat`.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether producers call anything of an article so.
pub(super) fn is_known(name: &str) -> bool {
    let name = plain(name);
    FIELDS
        .iter()
        .any(|(_, _, names)| names.contains(&name.as_str()))
}

/// Whether producers call an article's words so.
pub(super) fn is_text(name: &str) -> bool {
    usual(Field::Text).contains(&plain(name).as_str())
}

/// What a record says about its article; `find` gives what stands in one of its fields.
pub(super) fn meta(mut find: impl FnMut(Field) -> Option<String>) -> (Meta, Option<Diagnostic>) {
    let date = find(Field::Date);
    let published = date.as_deref().and_then(day::in_record);
    let doubt = match published {
        None => date.as_deref().map(unread_date),
        Some(_) => None,
    };
    let meta = Meta {
        title: find(Field::Title).map(|title| one_line(&title)),
        outlet: find(Field::Outlet).map(|outlet| one_line(&outlet)),
        url: find(Field::Url),
        published,
        published_basis: published.map(|_| "column"),
        lang: find(Field::Lang),
    };
    (meta, doubt)
}

/// Words without markup and line breaks.
pub(super) fn one_line(words: &str) -> String {
    let words = read_fragment(words);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Why a map cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    /// Without an equals sign.
    #[error("\"{0}\" names no field; write FIELD=NAME, as in text=body")]
    NoName(String),
    /// A field that articles do not have.
    #[error("there is no field \"{0}\"; the fields are text, title, outlet, url, date, lang, id")]
    NoField(String),
}

impl FromStr for Map {
    type Err = MapError;

    fn from_str(text: &str) -> Result<Map, MapError> {
        let mut given = BTreeMap::new();
        for pair in text
            .split(',')
            .map(str::trim)
            .filter(|pair| !pair.is_empty())
        {
            let (field, name) = pair
                .split_once('=')
                .filter(|(_, name)| !name.trim().is_empty())
                .ok_or_else(|| MapError::NoName(pair.to_string()))?;
            let field = field.trim();
            let (field, _, _) = FIELDS
                .iter()
                .find(|(_, name, _)| *name == field)
                .ok_or_else(|| MapError::NoField(field.to_string()))?;
            given.insert(*field, name.trim().to_string());
        }
        Ok(Map { given })
    }
}

impl fmt::Display for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs: Vec<String> = FIELDS
            .iter()
            .filter_map(|(field, label, _)| Some(format!("{label}={}", self.given.get(field)?)))
            .collect();
        f.write_str(&pairs.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_is_read_as_it_is_written() {
        let map: Map = "title=headline, text=body".parse().unwrap();
        assert_eq!(map.to_string(), "text=body,title=headline");
        let wrong = |text: &str| text.parse::<Map>().unwrap_err().to_string();
        assert!(wrong("text").contains("text=body"));
        assert!(wrong("author=byline").contains("the fields are text, title"));
    }

    #[test]
    fn names_are_known_however_they_are_written() {
        for name in [
            "published_at",
            "publishedAt",
            "Published At",
            "PUBLISHED-AT",
        ] {
            assert!(Name::Usual("publishedat").is(name), "{name}");
        }
        assert!(!Name::Exact("body").is("Body"));
    }
}
