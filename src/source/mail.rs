//! Letters, as newsletters come: the plain text, or the words of the HTML.

use super::item::document;
use super::{Document, Format, Limits, Meta, SourceError, read_fragment};
use crate::model::Date;
use mail_parser::MessageParser;

/// Whether a text is a letter: it begins with fields of its header, one of which no writer of
/// prose would set.
pub(super) fn is_one(start: &str) -> bool {
    const TECHNICAL: [&str; 8] = [
        "message-id",
        "mime-version",
        "received",
        "return-path",
        "delivered-to",
        "dkim-signature",
        "content-type",
        "content-transfer-encoding",
    ];
    const ANY: [&str; 5] = ["from", "to", "subject", "date", "sender"];
    let (mut technical, mut usual) = (false, false);
    for line in start.lines().take(200) {
        if line.is_empty() {
            break;
        }
        // A field goes on where a line is set in.
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let name = match line.split_once(':') {
            Some((name, _)) if is_name(name) => name.to_ascii_lowercase(),
            _ => return false,
        };
        technical |= TECHNICAL.contains(&name.as_str());
        usual |= ANY.contains(&name.as_str());
    }
    technical && usual
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic())
}

/// A plain text shorter than this beside HTML only says where to read the letter.
const POINTER: usize = 400;

/// Reads a letter.
pub(super) fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, SourceError> {
    let letter = MessageParser::default()
        .parse(bytes)
        .ok_or_else(|| SourceError::Damaged("its header cannot be read".to_string()))?;
    let plain = letter
        .text_bodies()
        .find(|part| part.is_text() && !part.is_text_html())
        .and_then(|part| part.text_contents());
    let html = letter
        .html_bodies()
        .find(|part| part.is_text_html())
        .and_then(|part| part.text_contents())
        .map(read_fragment);
    let text = match (plain, html) {
        (Some(plain), Some(html)) if plain.len() < POINTER && html.len() > plain.len() => html,
        (Some(plain), _) => plain.replace("\r\n", "\n"),
        (None, Some(html)) => html,
        (None, None) => return Err(SourceError::NoWords),
    };
    let sender = letter.from().and_then(|from| from.first());
    let published = letter.date().and_then(|date| {
        let (month, day) = (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
        Date::new(i16::try_from(date.year).ok()?, month, day).ok()
    });
    let meta = Meta {
        title: letter.subject().map(str::to_string),
        outlet: sender.and_then(|sender| Some(sender.name()?.to_string())),
        url: None,
        published,
        published_basis: published.map(|_| "mail"),
        lang: None,
    };
    document(name, bytes, Format::Mail, text, meta, limits)
}
