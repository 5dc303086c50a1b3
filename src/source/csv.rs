//! Tables with a header, an article a row; commas, semicolons, tabs or bars between the cells.

use super::fields::{Field, Map, is_known, is_text, meta};
use super::fragment::is_markup;
use super::item::{End, Out, damaged, document};
use super::limits::Gauge;
use super::stream::Stream;
use super::{Document, Format, Limits, SourceError, read_fragment};
use csv::{ErrorKind, ReaderBuilder, StringRecord};
use std::sync::Arc;

/// What stands between cells, the likeliest first.
const BETWEEN: [char; 4] = ['\t', ',', ';', '|'];

/// Whether a text is a table: its first line names the columns of articles, and a second line
/// has cells too. Prose with commas must not pass, so the names have to look like names.
pub(super) fn is_one(start: &str, map: &Map) -> bool {
    let mut lines = start.lines();
    let (Some(first), Some(between)) = (lines.next(), between(start)) else {
        return false;
    };
    let cells: Vec<&str> = first.split(between).map(bare).collect();
    let has_text = match map.text() {
        Some(text) => cells.contains(&text),
        None => cells.iter().any(|cell| is_text(cell)),
    };
    let names = cells
        .iter()
        .all(|cell| cell.len() <= 40 && !cell.contains(['.', '!', '?']));
    let single = first
        .split(between)
        .all(|cell| !cell.starts_with(' ') && !bare(cell).contains(char::is_whitespace));
    let known = cells.iter().filter(|cell| is_known(cell)).count();
    cells.len() > 1
        && has_text
        && names
        && (single || known > 1)
        && lines.any(|line| line.contains(between))
}

/// What stands between the cells of the first line: what stands there most often.
fn between(start: &str) -> Option<char> {
    let first = start.lines().next()?;
    let count = |between: &char| first.matches(*between).count();
    // The last of several equal ones would win.
    let between = BETWEEN.iter().rev().max_by_key(|one| count(one))?;
    (count(between) > 0).then_some(*between)
}

fn bare(cell: &str) -> &str {
    cell.trim().trim_matches('"').trim()
}

pub(super) fn items(name: &str, stream: Stream<'_>, out: &mut Out<'_>) -> Result<(), End> {
    let head = match stream.utf_8(None) {
        Ok(stream) => stream,
        Err(error) => return out.problem(name, error),
    };
    // Decoded, so that the first line can be looked at in any encoding.
    let stream = match Stream::new(head) {
        Ok(stream) => stream,
        Err(error) => return out.problem(name, damaged(error)),
    };
    let start = String::from_utf8_lossy(stream.head()).into_owned();
    let between = between(start.trim_start()).unwrap_or(',');
    let limit = out.limits().record();
    // A quotation mark that nobody closes would take the rest of the file for one cell.
    let row_gauge = Gauge::of(limit);
    let mut rows = ReaderBuilder::new()
        .delimiter(u8::try_from(between).unwrap_or(b','))
        .flexible(true)
        .has_headers(false)
        .from_reader(row_gauge.over(stream));
    let mut header: Option<Arc<Vec<String>>> = None;
    let mut row = StringRecord::new();
    let mut count = 0;
    loop {
        row_gauge.refill(limit);
        let label = format!("{name}#{}", count + 1);
        match rows.read_record(&mut row) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(_) if row_gauge.is_spent() => {
                let error = out.limits().record_too_large();
                return out.problem(&label, error);
            }
            Err(error) => match error.into_kind() {
                ErrorKind::Io(error) => return out.problem(&label, damaged(error)),
                other => {
                    count += 1;
                    out.problem(&label, SourceError::Damaged(format!("{other:?}")))?;
                    continue;
                }
            },
        }
        let Some(columns) = &header else {
            let columns: Vec<String> = row.iter().map(|cell| cell.trim().to_string()).collect();
            if let Some(error) = without_text(&columns, &out.options.map) {
                return out.problem(name, error);
            }
            header = Some(Arc::new(columns));
            continue;
        };
        count += 1;
        let (columns, row) = (Arc::clone(columns), row.clone());
        let options = Arc::clone(&out.options);
        out.item(label, move |name| {
            read(name, &columns, &row, &options.map, &options.limits)
        })?;
    }
}

/// One row as a document, called by its own id if it has one.
fn read(
    name: &str,
    columns: &[String],
    row: &StringRecord,
    map: &Map,
    limits: &Limits,
) -> Result<Document, SourceError> {
    let find = |field| {
        map.find(field, |name| {
            let cells = columns.iter().zip(row.iter());
            let mut meant =
                cells.filter(|(column, cell)| name.is(column) && !cell.trim().is_empty());
            meant.next().map(|(_, cell)| cell.to_string())
        })
    };
    let text = find(Field::Text).ok_or(SourceError::NoWords)?;
    let (meta, doubt) = meta(find);
    let id = find(Field::Id);
    let words = match is_markup(&text) {
        true => read_fragment(&text),
        false => text.clone(),
    };
    let name = id.as_deref().unwrap_or(name);
    let mut document = document(name, text.as_bytes(), Format::Csv, words, meta, limits)?;
    document.diagnostics.extend(doubt);
    Ok(document)
}

fn without_text(columns: &[String], map: &Map) -> Option<SourceError> {
    let found = map.find(Field::Text, |name| {
        columns.iter().any(|column| name.is(column)).then_some(())
    });
    if found.is_some() {
        return None;
    }
    let names: Vec<&str> = columns.iter().take(12).map(String::as_str).collect();
    let names = names.join(", ");
    Some(SourceError::NoText(match map.text() {
        Some(text) => format!("has no column \"{text}\"; it has {names}"),
        None => format!("has no column with a usual name for an article's words; it has {names}"),
    }))
}
