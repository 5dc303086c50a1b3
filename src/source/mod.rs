//! Bytes to documents: what kind of file it is, how its characters are encoded, where it lies.
//!
//! The form is told from the bytes, never from the name alone. Each form is a file here; plain
//! text is [`decode`] alone. The text of a plain file is the decoded text without its byte order
//! mark and with nothing else changed, so that offsets hold against the file; the text of a page
//! is what its reader sees, and offsets hold against that.
//!
//! A file may hold many documents: [`Input::items`] cuts one after another out of it, and
//! [`Item::read`] reads each, on whatever thread; [`documents`] does both. Memory does not grow
//! with the file, and [`Limits`] bound what any file may take.

mod csv;
mod day;
pub mod decode;
mod docx;
mod error;
mod feed;
mod fields;
mod format;
mod fragment;
mod html;
mod item;
mod json;
mod limits;
mod mail;
mod meta;
mod open;
mod stream;
mod tar;
mod walk;
mod warc;
#[cfg(feature = "fetch")]
pub mod web;
mod zip;

pub(crate) use day::read as day_in;
pub use error::{Problem, SourceError};
pub use fields::{Field, Map, MapError};
pub use format::Format;
pub use fragment::read_fragment;
pub use item::{Item, Options};
pub use limits::{LIMIT, Limits};
pub use meta::Meta;
pub use open::documents;
pub use walk::{Input, inputs};

use crate::model::Diagnostic;
use decode::Decoded;
use sha2::{Digest, Sha256};

/// One text as it was read, before anything is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What the reader calls it: the path as it was given, `-` for standard input.
    pub name: String,
    /// SHA-256 of the bytes that were read, in lower-case hexadecimal.
    pub source_sha256: String,
    /// What the bytes are.
    pub format: Format,
    /// The encoding's name (WHATWG): `UTF-8`, `windows-1252`.
    pub encoding: &'static str,
    /// The decoded text.
    pub text: String,
    /// What the source says about the text.
    pub meta: Meta,
    /// What could not be decoded as it should.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the bytes of one file as a document.
///
/// # Errors
/// An empty file, one without words, one that is not text, or one of a form that the program
/// does not read.
///
/// ```
/// let document = onrecord::source::read("note.txt", b"\xff\xfeH\0i\0").unwrap();
/// assert_eq!((document.text.as_str(), document.encoding), ("Hi", "UTF-16LE"));
/// ```
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, SourceError> {
    read_within(name, bytes, &Limits::default())
}

/// The same within limits on what a page may be made of.
fn read_within(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, SourceError> {
    if bytes.is_empty() {
        return Err(SourceError::Empty);
    }
    let document = |format, encoding, text: String, meta, diagnostics| {
        let blank = text.chars().all(|c| c.is_whitespace() || c.is_control());
        let document = Document {
            name: name.to_string(),
            source_sha256: hex(&Sha256::digest(bytes)),
            format,
            encoding,
            text,
            meta,
            diagnostics,
        };
        (!blank).then_some(document).ok_or(SourceError::Blank)
    };
    match format::of(bytes)? {
        Format::Html => {
            let page = html::read(bytes, limits)?;
            document(
                Format::Html,
                page.encoding,
                page.text,
                page.meta,
                page.diagnostics,
            )
        }
        // A file that is one document is a page or a text.
        _ => {
            let decoded = decode::decode(bytes)?;
            let Decoded { text, encoding, .. } = decoded;
            let meta = Meta::default();
            document(Format::Text, encoding, text, meta, decoded.diagnostics)
        }
    }
}

/// Bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
