//! Records in JSON, an article an object: one a line, one after another, or in an array.
//!
//! A line that is broken ends itself alone. An answer of a news service, an object around an
//! array of articles, gives each of them.

use super::fields::{Field, Map, Name, meta};
use super::fragment::{is_markup, page};
use super::item::{End, Out, damaged, document};
use super::stream::Stream;
use super::{Document, Format, Limits, SourceError, read_fragment};
use serde::Deserialize;
use serde_json::{Map as Object, Value};
use std::io::{self, BufRead, BufReader};
use std::sync::Arc;

pub(super) fn items(name: &str, stream: Stream<'_>, out: &mut Out<'_>) -> Result<(), End> {
    let shape = Shape::of(stream.head());
    let stream = match stream.utf_8(None) {
        Ok(stream) => stream,
        Err(error) => return out.problem(name, error),
    };
    let mut bytes = BufReader::with_capacity(64 * 1024, stream);
    let limit = out.limits().record();
    let mut count = 0;
    let mut torn = false;
    loop {
        let piece = match shape {
            Shape::Lines => line(&mut bytes, limit),
            Shape::Array | Shape::Values => object(&mut bytes, limit, &mut torn),
        };
        let piece = match piece {
            Ok(Some(piece)) => piece,
            Ok(None) => return Ok(()),
            Err(error) => return out.problem(&format!("{name}#{}", count + 1), damaged(error)),
        };
        count += 1;
        let label = format!("{name}#{count}");
        match piece {
            Piece::Whole(bytes) => match shape {
                Shape::Values => values(&label, name, &mut count, bytes, out)?,
                _ => record(label, bytes, out)?,
            },
            Piece::TooLong => {
                let error = out.limits().record_too_large();
                out.problem(&label, error)?;
            }
            Piece::Other => {
                let error = SourceError::NotJson("words stand between the objects".to_string());
                out.problem(&label, error)?;
            }
        }
    }
}

/// How the objects stand in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Lines,
    Array,
    Values,
}

impl Shape {
    fn of(head: &[u8]) -> Shape {
        let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        let start = start.trim_ascii_start();
        let is_object = |line: &[u8]| serde_json::from_slice::<Object<String, Value>>(line).is_ok();
        // The lines of an object that is set over many are no objects.
        let mut lines = start.split(|&byte| byte == b'\n').take(20);
        match start.first() {
            Some(b'[') => Shape::Array,
            _ if lines.clone().count() > 1 && lines.any(is_object) => Shape::Lines,
            _ => Shape::Values,
        }
    }
}

/// A piece of the stream.
enum Piece {
    /// A record.
    Whole(Vec<u8>),
    /// A record over the limit, which was passed over.
    TooLong,
    /// What is no object.
    Other,
}

/// The next line that is not empty.
fn line(bytes: &mut impl BufRead, limit: u64) -> io::Result<Option<Piece>> {
    let mut line = Vec::new();
    let (mut long, mut any) = (false, false);
    loop {
        let buffer = bytes.fill_buf()?;
        if buffer.is_empty() {
            return Ok(match (long, any) {
                (true, _) => Some(Piece::TooLong),
                (false, true) => Some(Piece::Whole(line)),
                (false, false) => None,
            });
        }
        let end = buffer.iter().position(|&byte| byte == b'\n');
        let part = &buffer[..end.unwrap_or(buffer.len())];
        any |= !part.trim_ascii().is_empty();
        long |= (line.len() + part.len()) as u64 > limit;
        match long {
            true => line.clear(),
            false => line.extend_from_slice(part),
        }
        let used = part.len() + usize::from(end.is_some());
        bytes.consume(used);
        if end.is_some() {
            if long {
                return Ok(Some(Piece::TooLong));
            }
            if any {
                return Ok(Some(Piece::Whole(line)));
            }
            line.clear();
        }
    }
}

/// The next object, wherever it ends. One that is broken ends at the latest where a string goes
/// over the end of a line, which JSON does not have, or where an object begins after a value; it
/// is then `torn`, and what is left of it is passed over.
fn object(bytes: &mut impl BufRead, limit: u64, torn: &mut bool) -> io::Result<Option<Piece>> {
    let mut object = Vec::new();
    let (mut depth, mut quoted, mut escaped) = (0u64, false, false);
    let (mut long, mut other) = (false, false);
    let after_torn = std::mem::take(torn);
    // The last byte outside white space.
    let mut last = 0;
    loop {
        let buffer = bytes.fill_buf()?;
        if buffer.is_empty() {
            return Ok(match (depth, other) {
                (0, true) => Some(Piece::Other),
                (0, false) => None,
                _ if long => Some(Piece::TooLong),
                // It ends too early, and the parser will say how.
                _ => Some(Piece::Whole(object)),
            });
        }
        let mut used = 0;
        let mut done = false;
        for &byte in buffer {
            if depth == 0 && byte == b'{' && other {
                break;
            }
            let no_value = !quoted && byte == b'{' && !matches!(last, b':' | b',' | b'[');
            *torn = depth > 0 && (no_value || quoted && byte == b'\n');
            if *torn {
                break;
            }
            used += 1;
            if depth == 0 && byte != b'{' {
                let between = byte.is_ascii_whitespace() || matches!(byte, b',' | b'[' | b']');
                other |= !between && !after_torn;
                continue;
            }
            if !byte.is_ascii_whitespace() {
                last = byte;
            }
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                b'{' | b'[' if !quoted => depth += 1,
                b'}' | b']' if !quoted => depth -= 1,
                _ => {}
            }
            if object.len() as u64 >= limit {
                long = true;
                object = Vec::new();
            } else if !long {
                object.push(byte);
            }
            if depth == 0 {
                done = true;
                break;
            }
        }
        let stopped = used < buffer.len() && !done;
        bytes.consume(used);
        if done || *torn {
            return Ok(Some(match long {
                true => Piece::TooLong,
                false => Piece::Whole(object),
            }));
        }
        if stopped {
            return Ok(Some(Piece::Other));
        }
    }
}

/// An object that stands alone: an article, or an answer with an array of them.
fn values(
    label: &str,
    name: &str,
    count: &mut u64,
    bytes: Vec<u8>,
    out: &mut Out<'_>,
) -> Result<(), End> {
    let within = parsed(&bytes, out.limits())
        .ok()
        .filter(|object| text(object, &out.options.map).is_none())
        .and_then(articles);
    let Some(articles) = within else {
        return record(label.to_string(), bytes, out);
    };
    // The object around them is no record.
    *count -= 1;
    for article in articles {
        *count += 1;
        record(
            format!("{name}#{count}"),
            article.to_string().into_bytes(),
            out,
        )?;
    }
    Ok(())
}

/// The first array of objects in an object.
fn articles(object: Object<String, Value>) -> Option<Vec<Value>> {
    object.into_iter().find_map(|(_, value)| match value {
        Value::Array(values) if values.first().is_some_and(Value::is_object) => Some(values),
        _ => None,
    })
}

fn record(label: String, bytes: Vec<u8>, out: &mut Out<'_>) -> Result<(), End> {
    let options = Arc::clone(&out.options);
    out.item(label, move |name| {
        read(name, &bytes, &options.map, &options.limits)
    })
}

/// One record as a document. It is called by its own id, if it has one, so that who knows the
/// record knows the article.
fn read(name: &str, bytes: &[u8], map: &Map, limits: &Limits) -> Result<Document, SourceError> {
    let object = parsed(bytes, limits)?;
    let Some(text) = text(&object, map) else {
        return Err(without_text(&object, map));
    };
    let find = |field| map.find(field, |name| look(&object, name));
    let (meta, doubt) = meta(find);
    let id = find(Field::Id);
    let name = id.as_deref().unwrap_or(name);
    let mut document = if text.trim_start().starts_with("<!") || text.contains("<html") {
        let mut page = page(name, text.as_bytes(), limits)?;
        page.meta = meta.or(page.meta);
        page
    } else {
        let text = match is_markup(&text) {
            true => read_fragment(&text),
            false => text,
        };
        document(name, bytes, Format::Json, text, meta, limits)?
    };
    document.diagnostics.extend(doubt);
    Ok(document)
}

/// An object whose arrays and objects lie within one another no deeper than is allowed.
fn parsed(bytes: &[u8], limits: &Limits) -> Result<Object<String, Value>, SourceError> {
    if depth(bytes) > limits.depth {
        return Err(SourceError::Excess {
            limit: limits.depth,
            of: "arrays and objects within one another",
            option: "--max-depth",
        });
    }
    let mut parser = serde_json::Deserializer::from_slice(bytes);
    parser.disable_recursion_limit();
    Object::deserialize(&mut parser)
        .and_then(|object| parser.end().map(|()| object))
        .map_err(|error| SourceError::NotJson(error.to_string()))
}

/// How many arrays and objects are open at once, at the most.
fn depth(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0usize, 0usize);
    let (mut quoted, mut escaped) = (false, false);
    for &byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

fn text(object: &Object<String, Value>, map: &Map) -> Option<String> {
    map.find(Field::Text, |name| look(object, name))
}

/// What stands under a name: words, a number, or the paragraphs of an array.
fn look(object: &Object<String, Value>, name: Name<'_>) -> Option<String> {
    let direct = object
        .iter()
        .find(|(key, _)| name.is(key))
        .and_then(|(_, value)| words(value));
    direct.or_else(|| {
        let (outer, inner) = name.nested()?;
        let (_, value) = object.iter().find(|(key, _)| outer.is(key))?;
        look(value.as_object()?, inner)
    })
}

fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(words) if !words.trim().is_empty() => Some(words.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(paragraphs) => {
            let paragraphs: Option<Vec<&str>> = paragraphs.iter().map(Value::as_str).collect();
            paragraphs
                .filter(|paragraphs| !paragraphs.is_empty())
                .map(|paragraphs| paragraphs.join("\n\n"))
        }
        _ => None,
    }
}

fn without_text(object: &Object<String, Value>, map: &Map) -> SourceError {
    let names: Vec<&str> = object.keys().take(12).map(String::as_str).collect();
    let names = match names.is_empty() {
        true => "no fields".to_string(),
        false => format!("the fields {}", names.join(", ")),
    };
    SourceError::NoText(match map.text() {
        Some(text) => format!("has no words in \"{text}\"; it has {names}"),
        None => format!("has no words of an article in a field with a usual name; it has {names}"),
    })
}
