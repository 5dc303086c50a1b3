//! What a file is, told from its first bytes.

use super::SourceError;
use serde::{Deserialize, Serialize};

/// The forms that the program reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text, one article.
    Text,
    /// An HTML page with one article.
    Html,
}

impl Format {
    /// The form's name.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Html => "html",
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
const MARKUP: [(&[u8], &str); 3] = [
    (b"<?xml", "an XML document"),
    (b"<rss", "a news feed"),
    (b"<feed", "a news feed"),
];

/// Tags with which an HTML page begins, after the MIME Sniffing standard.
const PAGE: [&[u8]; 20] = [
    b"!doctype html",
    b"!--",
    b"a",
    b"article",
    b"b",
    b"body",
    b"br",
    b"div",
    b"font",
    b"h1",
    b"head",
    b"html",
    b"iframe",
    b"main",
    b"meta",
    b"p",
    b"script",
    b"style",
    b"table",
    b"title",
];

/// Whether the bytes begin as a page does. An XML declaration may stand before it.
fn is_html(bytes: &[u8]) -> bool {
    // A page in UTF-16 has its mark, and a zero byte in each letter of the first tags.
    let latin: Vec<u8>;
    let mut start = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            latin = bytes[2..bytes.len().min(1_024)]
                .iter()
                .copied()
                .filter(|&byte| byte != 0)
                .collect();
            latin.as_slice()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => rest,
        _ => bytes,
    }
    .trim_ascii_start();
    if start
        .get(..5)
        .is_some_and(|xml| xml.eq_ignore_ascii_case(b"<?xml"))
    {
        let Some(end) = start.iter().take(1_024).position(|&byte| byte == b'>') else {
            return false;
        };
        start = start[end + 1..].trim_ascii_start();
        // Any other document of XML may begin with a comment.
        if start.starts_with(b"<!--") {
            return false;
        }
    }
    let Some(tag) = start.strip_prefix(b"<") else {
        return false;
    };
    PAGE.iter().any(|name| {
        tag.get(..name.len())
            .is_some_and(|word| word.eq_ignore_ascii_case(name))
            && (*name == b"!--"
                || matches!(
                    tag.get(name.len()),
                    None | Some(b'>' | b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/')
                ))
    })
}

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
    if is_html(bytes) {
        return Ok(Format::Html);
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
        for page in [
            &b"\xef\xbb\xbf \n<!DOCTYPE html><p>Hi"[..],
            b"<!-- saved from url=(0014)about:internet -->\n<HTML>",
            b"<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\">",
            b"\xff\xfe<\0h\0t\0m\0l\0>\0",
            b"<p>Hi</p>",
        ] {
            assert_eq!(of(page).ok(), Some(Format::Html));
        }
        let feed = of(b"<?xml version=\"1.0\"?><rss>").unwrap_err();
        assert!(feed.to_string().starts_with("is an XML document"), "{feed}");
        let pdf = of(b"%PDF-1.7").unwrap_err();
        assert!(pdf.to_string().contains("pdftotext"), "{pdf}");
    }

    #[test]
    fn a_quotation_of_markup_is_text() {
        assert_eq!(of(b"The tag <html> opens a page.").ok(), Some(Format::Text));
        assert_eq!(of(b"<Applause.> Thank you.").ok(), Some(Format::Text));
        assert!(of(b"[Translated] The talks were useful.").is_ok());
        assert!(of(b"[1] The talks were useful.").is_ok());
    }

    #[test]
    fn records_are_not_read_as_prose() {
        assert!(of(b"{\"id\":1}\n{\"id\":2}\n").is_err());
        assert!(of(b"[\n {\"text\": \"words\"}\n]").is_err());
    }
}
