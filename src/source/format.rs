//! What a file is, told from its first bytes.

use super::SourceError;
use serde::{Deserialize, Serialize};

/// The forms that the program reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text, one article.
    Text,
}

impl Format {
    /// The form's name.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
        }
    }
}

/// First bytes that give a file away, what it is, and what to do instead.
const SIGNATURES: [(&[u8], &str, &str); 11] = [
    (
        b"%PDF-",
        "a PDF document",
        "convert it with pdftotext first",
    ),
    (b"{\\rtf", "an RTF document", "save it as plain text first"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Word or Excel document",
        "save it as plain text first",
    ),
    (
        b"PK\x03\x04",
        "a zip archive or an Office document",
        "unpack it, or save it as plain text, first",
    ),
    (b"\x1f\x8b", "a gzip archive", "unpack it with gunzip first"),
    (b"BZh", "a bzip2 archive", "unpack it with bunzip2 first"),
    (b"\xfd7zXZ\0", "an xz archive", "unpack it with unxz first"),
    (
        b"\x28\xb5\x2f\xfd",
        "a zstd archive",
        "unpack it with unzstd first",
    ),
    (
        b"SQLite format 3\0",
        "an SQLite database",
        "give it to --db if it is a database of onrecord",
    ),
    (b"\x89PNG", "a PNG picture", "give its text instead"),
    (b"\xff\xd8\xff", "a JPEG picture", "give its text instead"),
];

/// Markup that must not pass for an article's words.
const MARKUP: [(&[u8], &str); 5] = [
    (b"<!doctype html", "an HTML page"),
    (b"<html", "an HTML page"),
    (b"<?xml", "an XML document"),
    (b"<rss", "a news feed"),
    (b"<feed", "a news feed"),
];

/// The form of a file.
///
/// # Errors
/// [`SourceError::Unread`] names what it is when the program does not read it.
pub(super) fn of(bytes: &[u8]) -> Result<Format, SourceError> {
    for (signature, what, instead) in SIGNATURES {
        if bytes.starts_with(signature) {
            return Err(SourceError::Unread { what, instead });
        }
    }
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = start.trim_ascii_start();
    for (opening, what) in MARKUP {
        let same = start
            .get(..opening.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(opening));
        if same {
            let instead = "save its text, without the markup, first";
            return Err(SourceError::Unread { what, instead });
        }
    }
    if is_json(start) {
        return Err(SourceError::Unread {
            what: "JSON",
            instead: "save each article's text as a file of its own first",
        });
    }
    Ok(Format::Text)
}

/// Whether it is a JSON value, or several: a text may begin with a bracket too, but goes on
/// with words after it.
fn is_json(start: &[u8]) -> bool {
    if !matches!(start.first(), Some(b'{' | b'[')) {
        return false;
    }
    let mut values =
        serde_json::Deserializer::from_slice(start).into_iter::<serde::de::IgnoredAny>();
    matches!(values.next(), Some(Ok(_))) && follows_json(&start[values.byte_offset()..])
}

fn follows_json(rest: &[u8]) -> bool {
    matches!(rest.trim_ascii_start().first(), None | Some(b'{' | b'['))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_tell_what_a_file_is() {
        assert_eq!(of(b"GENEVA, June 16.").ok(), Some(Format::Text));
        let page = of(b"\xef\xbb\xbf \n<!DOCTYPE html><p>Hi").unwrap_err();
        assert!(page.to_string().starts_with("is an HTML page"), "{page}");
        let pdf = of(b"%PDF-1.7").unwrap_err();
        assert!(pdf.to_string().contains("pdftotext"), "{pdf}");
    }

    #[test]
    fn a_quotation_of_markup_is_text() {
        assert!(of(b"The tag <html> opens a page.").is_ok());
        assert!(of(b"[Translated] The talks were useful.").is_ok());
        assert!(of(b"[1] The talks were useful.").is_ok());
    }

    #[test]
    fn records_are_not_read_as_prose() {
        assert!(of(b"{\"id\":1}\n{\"id\":2}\n").is_err());
        assert!(of(b"[\n {\"text\": \"words\"}\n]").is_err());
    }
}
