//! An HTML page to the text of its article, and what the page says about it.
//!
//! ```text
//! bytes -> charset -> bounds -> tree -> metadata
//!                               tree -> without furniture -> body -> paragraphs
//! ```
//!
//! The text is what a reader sees: the headline, then the paragraphs with a blank line between
//! them, white space collapsed as a browser does it. Offsets hold against this text.

mod body;
mod bounds;
mod charset;
mod furniture;
mod json_ld;
mod metadata;
mod microdata;
mod render;
mod tree;

use super::decode::decode_as;
use super::{Limits, Meta, SourceError};
use crate::model::Diagnostic;
use dom_query::Document;

/// A page as it was read.
pub(super) struct Page {
    pub(super) text: String,
    pub(super) encoding: &'static str,
    pub(super) meta: Meta,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Reads a page.
///
/// # Errors
/// Bytes that are no text, a page beyond the bounds, or one without an article.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Page, SourceError> {
    let decoded = decode_as(bytes, charset::declared(bytes))?;
    bounds::of_markup(&decoded.text, limits)?;
    let document = Document::from(decoded.text);
    bounds::of_tree(&document, limits)?;
    let found = metadata::read(&document);
    furniture::remove(&document);
    let text = body::read(&document, &found).ok_or(SourceError::NoArticle)?;
    Ok(Page {
        text,
        encoding: decoded.encoding,
        meta: found.meta,
        diagnostics: decoded.diagnostics,
    })
}

#[cfg(test)]
mod tests;
