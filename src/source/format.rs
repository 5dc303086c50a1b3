//! What a file is, told from its first bytes.

use super::{Map, SourceError, csv, mail};
use encoding_rs::Encoding;
use serde::{Deserialize, Serialize};

/// The forms that the program reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text, one article.
    Text,
    /// An HTML page, one article.
    Html,
    /// RSS or Atom, an article an item.
    Feed,
    /// JSON, an article an object: lines, an array, or one after another.
    Json,
    /// A table with a header, an article a row: commas, semicolons, tabs or bars between.
    Csv,
    /// A zip archive of any of these.
    Zip,
    /// A tar archive of any of these.
    Tar,
    /// Any of these packed with gzip.
    Gzip,
    /// A web archive, WARC or WET, an article a record.
    Warc,
    /// A letter, one article; or a mailbox of them.
    Mail,
    /// A Word document, one article.
    Docx,
}

impl Format {
    /// The form's name.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Html => "html",
            Format::Feed => "feed",
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Zip => "zip",
            Format::Tar => "tar",
            Format::Gzip => "gzip",
            Format::Warc => "warc",
            Format::Mail => "mail",
            Format::Docx => "docx",
        }
    }

    /// Whether it only wraps files of other forms.
    pub(super) fn is_wrapping(self) -> bool {
        matches!(self, Format::Zip | Format::Tar | Format::Gzip)
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

/// What wraps other files, by its first bytes.
pub(super) fn wrapping(head: &[u8]) -> Option<Format> {
    if head.starts_with(b"\x1f\x8b") {
        Some(Format::Gzip)
    } else if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        Some(Format::Zip)
    } else if head.get(257..262) == Some(b"ustar") {
        Some(Format::Tar)
    } else {
        None
    }
}

/// The form of a stream by its first bytes; `whole` where they are all of it.
///
/// # Errors
/// [`SourceError::Unread`] names what it is when the program does not read it.
pub(super) fn sniff(head: &[u8], whole: bool, map: &Map) -> Result<Format, SourceError> {
    if let Some(wrapping) = wrapping(head) {
        return match wrapping {
            Format::Zip => office(head).unwrap_or(Ok(Format::Zip)),
            other => Ok(other),
        };
    }
    if head.starts_with(b"WARC/") {
        return Ok(Format::Warc);
    }
    let readable = match Encoding::for_bom(head) {
        Some((encoding, _)) => encoding.decode_with_bom_removal(head).0,
        None => String::from_utf8_lossy(head),
    };
    let start = readable.trim_start();
    if let Some(root) = root(start) {
        let feeds = ["rss", "feed", "rdf:RDF"];
        if feeds.iter().any(|feed| root.eq_ignore_ascii_case(feed)) {
            return Ok(Format::Feed);
        }
    }
    if is_json(start.as_bytes(), whole) {
        return Ok(Format::Json);
    }
    if mail::is_one(start) {
        return Ok(Format::Mail);
    }
    if csv::is_one(start, map) {
        return Ok(Format::Csv);
    }
    of(head)
}

/// What the first member of a zip archive tells of a document that is packed in one.
fn office(head: &[u8]) -> Option<Result<Format, SourceError>> {
    let length = usize::from(u16::from_le_bytes([*head.get(26)?, *head.get(27)?]));
    let first = head.get(30..30 + length)?;
    let holds = |part: &[u8]| head.windows(part.len()).any(|window| window == part);
    if first == b"mimetype" {
        return holds(b"application/vnd.oasis.opendocument").then_some(Err(SourceError::Unread {
            what: "an OpenDocument file",
            instead: "save it as DOCX or plain text first",
        }));
    }
    let parts: [&[u8]; 4] = [b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/"];
    if !parts.iter().any(|part| first.starts_with(part)) {
        return None;
    }
    if holds(b"xl/work") || holds(b"xl/_rels") {
        return Some(Err(SourceError::Unread {
            what: "an Excel workbook",
            instead: "save its sheet as CSV first",
        }));
    }
    if holds(b"ppt/slide") || holds(b"ppt/_rels") {
        return Some(Err(SourceError::Unread {
            what: "a PowerPoint file",
            instead: "save its text first",
        }));
    }
    Some(Ok(Format::Docx))
}

/// The name of the first element of an XML document.
fn root(start: &str) -> Option<&str> {
    let mut rest = start;
    loop {
        rest = rest.trim_start();
        let inner = rest.strip_prefix('<')?;
        rest = if let Some(comment) = inner.strip_prefix("!--") {
            comment.split_once("-->")?.1
        } else if let Some(processing) = inner.strip_prefix('?') {
            processing.split_once("?>")?.1
        } else if let Some(declaration) = inner.strip_prefix('!') {
            after_declaration(declaration)?
        } else {
            let end = inner.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
            return Some(&inner[..end]);
        };
    }
}

/// What follows a document type, which may declare entities of its own in brackets.
fn after_declaration(declaration: &str) -> Option<&str> {
    let (mut quote, mut brackets) = (None, 0usize);
    for (at, c) in declaration.char_indices() {
        match (c, quote) {
            (_, Some(open)) if c == open => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) => quote = Some(c),
            ('[', None) => brackets += 1,
            (']', None) => brackets = brackets.saturating_sub(1),
            ('>', None) if brackets == 0 => return Some(&declaration[at + 1..]),
            _ => {}
        }
    }
    None
}

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
    if is_json(start, true) {
        return Err(SourceError::Unread {
            what: "JSON",
            instead: "save each article's text as a file of its own first",
        });
    }
    Ok(Format::Text)
}

/// Whether it is a JSON object or array, or several: a text may begin with a bracket too, but
/// goes on with words after it. What is not `whole` may end within a value.
fn is_json(start: &[u8], whole: bool) -> bool {
    if !matches!(start.first(), Some(b'{' | b'[')) {
        return false;
    }
    let mut values =
        serde_json::Deserializer::from_slice(start).into_iter::<serde::de::IgnoredAny>();
    match values.next() {
        Some(Ok(_)) => follows_json(&start[values.byte_offset()..]),
        // A first line that is broken, among lines that are not.
        Some(Err(error)) => (!whole && error.is_eof()) || has_object_line(start),
        None => false,
    }
}

/// Whether a line after the first is a JSON object.
fn has_object_line(start: &[u8]) -> bool {
    start
        .split(|&byte| byte == b'\n')
        .skip(1)
        .take(20)
        .any(|line| {
            let object = serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(line);
            object.is_ok_and(|object| !object.is_empty())
        })
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

    fn seen(head: &[u8]) -> Option<Format> {
        sniff(head, true, &Map::default()).ok()
    }

    #[test]
    fn containers_are_known_by_their_bytes() {
        assert_eq!(
            seen(b"{\"text\":\"a\"}\n{\"text\":\"b\"}\n"),
            Some(Format::Json)
        );
        assert_eq!(seen(b"{\"text\":\n{\"text\":\"b\"}\n"), Some(Format::Json));
        assert_eq!(
            seen(b"<?xml version='1.0'?>\n<!-- x -->\n<rss version='2.0'>"),
            Some(Format::Feed)
        );
        assert_eq!(seen(b"WARC/1.0\r\n"), Some(Format::Warc));
        assert_eq!(seen(b"Title,Text\nTalks,They met.\n"), Some(Format::Csv));
        assert_eq!(seen(b"url\ttext\nhttp://a\tThey met.\n"), Some(Format::Csv));
        let letter = b"From: a@b.c\r\nSubject: Talks\r\nMIME-Version: 1.0\r\n\r\nThey met.";
        assert_eq!(seen(letter), Some(Format::Mail));
    }

    #[test]
    fn prose_is_no_container() {
        for prose in [
            "Text, and then some, said Mr. Orlov.\n\nMore, he said.",
            "Story, body and content of the treaty\n\nThey met.",
            "From: the ministry\nTo: the press\n\nThey met.",
            "Subject: talks\n\nDate: Friday. They met.",
            "{curly} words\nmore words",
        ] {
            assert_eq!(seen(prose.as_bytes()), Some(Format::Text), "{prose}");
        }
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
