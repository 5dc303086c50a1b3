use super::Date;
use serde::{Deserialize, Serialize};

/// One published text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// What the reader calls it: a file name, a record id, a URL.
    pub id: String,
    /// Headline, as it stands in the text or in the metadata.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The day it was published.
    pub published: Option<Date>,
    /// How `published` is known: `given`, `metadata`, `dateline`, `dateline+weekday` ...
    pub published_basis: Option<String>,
    /// The place its dateline names.
    pub dateline_place: Option<String>,
    /// Language, as an ISO 639-1 code.
    pub lang: Option<String>,
    /// The whole text; every span of the article's statements slices it.
    pub text: String,
    /// SHA-256 of `text` as UTF-8, in lower-case hexadecimal.
    pub sha256: String,
    /// SHA-256 of the bytes that were read, in lower-case hexadecimal.
    pub source_sha256: String,
    /// What those bytes were.
    #[serde(default)]
    pub origin: Origin,
}

/// What an article was read from; empty where nobody kept it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The form: `text`, `html`.
    pub format: Option<String>,
    /// The encoding's name (WHATWG): `UTF-8`, `windows-1252`.
    pub encoding: Option<String>,
}
