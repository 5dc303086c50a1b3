//! Web archives, an article a record: the pages of WARC, the plain text of WET.
//!
//! A record that is no page (a request, a picture, an answer that the page is not there) is
//! passed over, as a crawl has many for each article.

use super::fragment::page;
use super::item::{End, Out, damaged, plain};
use super::limits::read_all;
use super::stream::Stream;
use super::{Limits, Meta, SourceError};
use flate2::read::{MultiGzDecoder, ZlibDecoder};
use std::io::{self, BufRead, BufReader, Read};

/// The most bytes of a record's own header.
const HEADER: u64 = 64 * 1024;

pub(super) fn items(name: &str, stream: Stream<'_>, out: &mut Out<'_>) -> Result<(), End> {
    let mut bytes = BufReader::with_capacity(64 * 1024, stream);
    let mut count = 0u64;
    // Whether the bytes before the next record were told of already.
    let mut lost = false;
    loop {
        let label = |count: u64| format!("{name}#{count}");
        match to_record(&mut bytes) {
            Ok(Reached::Record) => {}
            Ok(Reached::End) => return Ok(()),
            // Between the records stands what is none; the next one is found again.
            Ok(Reached::Strange) if lost => {}
            Ok(Reached::Strange) => {
                let error = "between this record and the one before stand bytes of none";
                let error = SourceError::Damaged(error.to_string());
                out.problem(&label(count + 1), error)?;
            }
            Err(error) => return out.problem(&label(count + 1), damaged(error)),
        }
        count += 1;
        lost = false;
        let header = match headers(&mut bytes) {
            Ok(header) => header,
            Err(error) => return out.problem(&label(count), damaged(error)),
        };
        let Some(length) = header.number("content-length") else {
            let error = SourceError::Damaged("its header names no Content-Length".to_string());
            out.problem(&label(count), error)?;
            // How long its body is nobody knows: the next record is found by its first line.
            lost = true;
            continue;
        };
        let mut body = (&mut bytes).take(length);
        let outcome = record(&label(count), &header, &mut body, out);
        match outcome {
            Ok(()) => {}
            Err(Failed::End(end)) => return Err(end),
            Err(Failed::Io(error)) => return out.problem(&label(count), damaged(error)),
        }
        match io::copy(&mut body, &mut io::sink()) {
            Ok(_) if body.limit() == 0 => {}
            Ok(_) => {
                let error = SourceError::Damaged("it ends within the record".to_string());
                return out.problem(&label(count), error);
            }
            Err(error) => return out.problem(&label(count), damaged(error)),
        }
    }
}

enum Failed {
    End(End),
    Io(io::Error),
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Failed {
        Failed::Io(error)
    }
}

impl From<End> for Failed {
    fn from(end: End) -> Failed {
        Failed::End(end)
    }
}

/// Where the way to the next record led.
enum Reached {
    Record,
    /// To a record, past bytes that belong to none.
    Strange,
    End,
}

/// Reads the version line of the next record.
fn to_record(bytes: &mut impl BufRead) -> io::Result<Reached> {
    let mut strange = false;
    loop {
        let Some(line) = line(bytes)? else {
            return Ok(Reached::End);
        };
        if line.starts_with(b"WARC/") {
            return Ok(match strange {
                true => Reached::Strange,
                false => Reached::Record,
            });
        }
        strange |= !line.trim_ascii().is_empty();
    }
}

/// The next line, without its end; of a long one the beginning.
fn line(bytes: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let mut any = false;
    loop {
        let buffer = bytes.fill_buf()?;
        if buffer.is_empty() {
            return Ok(any.then_some(line));
        }
        any = true;
        let end = buffer.iter().position(|&byte| byte == b'\n');
        let part = &buffer[..end.unwrap_or(buffer.len())];
        let room = (HEADER as usize).saturating_sub(line.len());
        line.extend_from_slice(&part[..part.len().min(room)]);
        let used = part.len() + usize::from(end.is_some());
        bytes.consume(used);
        if end.is_some() {
            if line.last() == Some(&b'\r') {
                line.pop();
            }
            return Ok(Some(line));
        }
    }
}

/// Named fields, of a record or of an answer within it.
#[derive(Debug, Default)]
struct Header(Vec<(String, String)>);

impl Header {
    fn get(&self, name: &str) -> Option<&str> {
        let mut fields = self.0.iter();
        let (_, value) = fields.find(|(field, _)| field == name)?;
        Some(value)
    }

    fn number(&self, name: &str) -> Option<u64> {
        self.get(name)?.parse().ok()
    }

    /// `text/html` of `text/html; charset=utf-8`.
    fn kind(&self) -> Option<String> {
        let kind = self.get("content-type")?.split(';').next()?;
        Some(kind.trim().to_ascii_lowercase())
    }
}

/// Reads fields up to an empty line, as many as a header may have.
fn headers(bytes: &mut impl BufRead) -> io::Result<Header> {
    let mut header = Header::default();
    let mut size = 0;
    while let Some(line) = line(bytes)? {
        if line.is_empty() {
            break;
        }
        size += line.len() as u64;
        if size > HEADER {
            return Err(io::Error::other("its header is too long"));
        }
        let line = String::from_utf8_lossy(&line);
        if let Some((name, value)) = line.split_once(':') {
            header
                .0
                .push((name.trim().to_ascii_lowercase(), value.trim().to_string()));
        }
    }
    Ok(header)
}

/// Hands on the article of one record, if it has any.
fn record(
    label: &str,
    header: &Header,
    body: &mut impl BufRead,
    out: &mut Out<'_>,
) -> Result<(), Failed> {
    let url = header
        .get("warc-target-uri")
        .map(|url| url.trim_matches(['<', '>']).to_string());
    let label = match &url {
        Some(url) => format!("{label} {url}"),
        None => label.to_string(),
    };
    let answer = match header.get("warc-type") {
        Some("response") => {
            let status = line(body)?.unwrap_or_default();
            let status = String::from_utf8_lossy(&status);
            let fine = status.starts_with("HTTP/") && status.split(' ').nth(1) == Some("200");
            let answer = headers(body)?;
            if !fine {
                return Ok(());
            }
            answer
        }
        Some("resource") => Header(vec![(
            "content-type".to_string(),
            header.get("content-type").unwrap_or_default().to_string(),
        )]),
        Some("conversion") => Header(vec![("content-type".to_string(), "text/plain".to_string())]),
        _ => return Ok(()),
    };
    let is_plain = match answer.kind().as_deref() {
        Some("text/plain") => true,
        Some("text/html" | "application/xhtml+xml") => false,
        _ => return Ok(()),
    };
    let limits = out.limits().clone();
    let Some(payload) = read_all(body, limits.record())? else {
        return Ok(out.problem(&label, limits.record_too_large())?);
    };
    let lang = header
        .get("warc-identified-content-language")
        .and_then(|languages| languages.split(',').next())
        .map(two_letters);
    let converted = header.get("warc-type") == Some("conversion");
    let meta = Meta {
        url,
        lang,
        ..Meta::default()
    };
    Ok(out.item(label, move |name| {
        let payload = match converted {
            true => payload,
            false => unpacked(&answer, payload, &limits)?,
        };
        let mut document = match is_plain {
            // A text that begins like markup is what the server says it is: a text.
            true => plain(name, &payload, &limits)?,
            false => page(name, &payload, &limits)?,
        };
        document.meta = document.meta.or(meta);
        Ok(document)
    })?)
}

/// The payload as the server meant it, where the crawler kept it as it came: in chunks, packed.
fn unpacked(answer: &Header, payload: Vec<u8>, limits: &Limits) -> Result<Vec<u8>, SourceError> {
    let chunked = answer
        .get("transfer-encoding")
        .is_some_and(|coding| coding.eq_ignore_ascii_case("chunked"));
    let payload = match chunked {
        // Many crawlers join the chunks and leave the field as it was.
        true => joined(&payload).unwrap_or(payload),
        false => payload,
    };
    let gzip = payload.starts_with(b"\x1f\x8b");
    let unpacked = match answer.get("content-encoding") {
        Some("gzip" | "x-gzip") if gzip => {
            read_all(MultiGzDecoder::new(&payload[..]), limits.record())
        }
        Some("deflate") => match read_all(ZlibDecoder::new(&payload[..]), limits.record()) {
            Err(_) => return Ok(payload),
            unpacked => unpacked,
        },
        _ => return Ok(payload),
    };
    unpacked
        .map_err(damaged)?
        .ok_or_else(|| limits.record_too_large())
}

/// The chunks of a chunked payload, or nothing where it is not in chunks.
fn joined(payload: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(payload.len());
    let mut rest = payload;
    loop {
        let end = rest.windows(2).take(20).position(|pair| pair == b"\r\n")?;
        let size = std::str::from_utf8(&rest[..end]).ok()?;
        let size = size.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 2..];
        if size == 0 {
            return Some(joined);
        }
        joined.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size..)?.strip_prefix(b"\r\n")?;
    }
}

/// `eng`, as crawls write it, as `en`; others as they are.
fn two_letters(language: &str) -> String {
    match language {
        "eng" => "en".to_string(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined_and_other_payloads_left_alone() {
        let joined = |payload: &[u8]| joined(payload);
        assert_eq!(
            joined(b"3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n"),
            Some(b"abcde".to_vec())
        );
        assert_eq!(joined(b"<p>words</p>\r\n"), None);
        assert_eq!(joined(b"fffffffffffffff\r\nabc"), None);
    }
}
