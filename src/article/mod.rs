//! Document to article: title, outlet, date, dateline, language.
//!
//! What a person gives wins over what the source says, and that over what the text says; what the text does not decide stays open,
//! with a diagnostic that says between what.

mod address;
mod dateline;
mod dayline;
mod language;
mod likeness;
mod published;

pub use dateline::Dateline;
pub use likeness::Likeness;

use crate::lexicon::Lexicon;
use crate::model::{Article, Date, Diagnostic, Origin};
use crate::source::{Document, hex};
use crate::text::{Place, Text};
use sha2::{Digest, Sha256};

/// What a person says about the articles, where the text need not be asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The day it was published.
    pub published: Option<Date>,
}

/// Reads what a document says about itself; `text` is the document's own.
pub fn read(
    document: &Document,
    text: &Text<'_>,
    given: &Given,
    lexicon: &Lexicon,
) -> (Article, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let dateline = Dateline::read(text, lexicon);
    let published = published::published(document, text, dateline.as_ref(), given, lexicon);
    let language = language::language(text);
    diagnostics.extend(published.diagnostic);
    diagnostics.extend(language.diagnostic);
    let (outlet, dateline_place) = match dateline {
        Some(dateline) => (dateline.agency, dateline.place),
        None => (None, None),
    };
    let meta = &document.meta;
    let article = Article {
        id: document.name.clone(),
        title: first([&given.title, &meta.title]).or_else(|| title(text)),
        outlet: given
            .outlet
            .clone()
            .or_else(|| Some(dateline::canonical(meta.outlet.as_deref()?, lexicon)))
            .or(outlet),
        url: first([&given.url, &meta.url]),
        published: published.date,
        published_basis: published.basis,
        dateline_place,
        lang: language
            .code
            .map(str::to_string)
            .or_else(|| foreign(meta.lang.as_deref()?)),
        text: document.text.clone(),
        sha256: hex(&Sha256::digest(document.text.as_bytes())),
        source_sha256: document.source_sha256.clone(),
        origin: Origin {
            format: Some(document.format.name().to_string()),
            encoding: Some(document.encoding.to_string()),
        },
    };
    (article, diagnostics)
}

/// The first that says anything.
fn first(sayings: [&Option<String>; 2]) -> Option<String> {
    sayings.into_iter().flatten().next().cloned()
}

/// The language that the source names, where the text has been found to be none that the
/// engines know: `de` of `de-AT`. A source that calls such a text English is wrong.
fn foreign(tag: &str) -> Option<String> {
    let language = tag.split(['-', '_']).next()?.to_ascii_lowercase();
    let is_code =
        matches!(language.len(), 2 | 3) && language.bytes().all(|c| c.is_ascii_lowercase());
    (is_code && language != "en").then_some(language)
}

/// The headline, on one line.
fn title(text: &Text<'_>) -> Option<String> {
    let headline = text
        .paragraphs
        .iter()
        .find(|paragraph| paragraph.place == Place::Headline)?;
    let words: Vec<&str> = headline.span.slice(text.text).split_whitespace().collect();
    Some(words.join(" "))
}
