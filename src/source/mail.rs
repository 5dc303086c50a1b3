//! Letters, as newsletters come: the plain text, or the words of the HTML. One a file, or all of
//! a mailbox (mbox): there a line `From ...` stands before each, and lines within that begin so
//! are set off by a `>`.

use super::item::{End, Out, damaged, document};
use super::stream::Stream;
use super::{Document, Format, Limits, Meta, SourceError, read_fragment};
use crate::model::Date;
use mail_parser::MessageParser;
use std::io::{BufRead, BufReader, Read};

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
    let before = usize::from(is_mailbox(start.as_bytes()));
    for line in start.lines().skip(before).take(200) {
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

/// What stands before each letter of a mailbox.
const BEFORE: &[u8] = b"From ";

/// Whether letters, if that is what they are, are those of a mailbox.
pub(super) fn is_mailbox(head: &[u8]) -> bool {
    head.starts_with(BEFORE)
}

/// Hands on each letter of a mailbox.
pub(super) fn items(name: &str, stream: Stream<'_>, out: &mut Out<'_>) -> Result<(), End> {
    let mut bytes = BufReader::with_capacity(64 * 1024, stream);
    let limits = out.limits().clone();
    let mut letter: Vec<u8> = Vec::new();
    let (mut count, mut long, mut blank) = (0u64, false, true);
    let mut line = Vec::new();
    loop {
        let label = format!("{name}#{count}");
        line.clear();
        let most = limits.record() + 1;
        if let Err(error) = (&mut bytes).take(most).read_until(b'\n', &mut line) {
            return out.problem(&label, damaged(error));
        }
        let begins = blank && line.starts_with(BEFORE);
        if (begins || line.is_empty()) && count > 0 {
            let (bytes, limits) = (std::mem::take(&mut letter), limits.clone());
            match std::mem::take(&mut long) {
                true => out.problem(&label, limits.record_too_large())?,
                false => out.item(label, move |name| read(name, &bytes, &limits))?,
            }
        }
        if line.is_empty() {
            return Ok(());
        }
        blank = line.trim_ascii().is_empty();
        if begins {
            count += 1;
            continue;
        }
        let marks = line.iter().take_while(|&&byte| byte == b'>').count();
        let quoted = marks > 0 && line[marks..].starts_with(BEFORE);
        let line = &line[usize::from(quoted)..];
        long |= (letter.len() + line.len()) as u64 > limits.record();
        if long {
            letter = Vec::new();
        } else {
            letter.extend_from_slice(line);
        }
    }
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
