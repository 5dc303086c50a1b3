//! Word documents: the paragraphs of the main text.
//!
//! Left out are headers, footers, notes, comments, and what a reviewer deleted.

use super::item::{End, Out, damaged, document};
use super::limits::read_all;
use super::stream::Stream;
use super::zip::broken;
use super::{Document, Format, Limits, Meta, SourceError};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::BufReader;
use zip::ZipReadOptions;
use zip::read::Config;
use zip::unstable::read::ZipIterable;

/// The part of the package that holds the text.
const MAIN: &[u8] = b"word/document.xml";

pub(super) fn item(name: &str, stream: Stream<'_>, out: &mut Out<'_>) -> Result<(), End> {
    let limits = out.limits().clone();
    match main_part(stream, out) {
        Ok(xml) => out.item(name.to_string(), move |name| read(name, &xml, &limits)),
        Err(error) => out.problem(name, error),
    }
}

fn main_part(stream: Stream<'_>, out: &Out<'_>) -> Result<Vec<u8>, SourceError> {
    let file = stream.seekable().map_err(damaged)?;
    let mut package =
        ZipIterable::try_new(BufReader::new(&file), Config::default()).map_err(broken)?;
    for entry in package.files().map_err(broken)? {
        let entry = entry.map_err(broken)?;
        if entry.name_raw() != MAIN {
            continue;
        }
        let mut body = BufReader::new(&file);
        let part = entry
            .with_reader(&mut body, ZipReadOptions::new())
            .map_err(broken)?;
        let limits = out.limits();
        return read_all(out.total.over(part), limits.record())
            .map_err(damaged)?
            .ok_or_else(|| limits.record_too_large());
    }
    Err(SourceError::Damaged("it has no main text".to_string()))
}

fn read(name: &str, xml: &[u8], limits: &Limits) -> Result<Document, SourceError> {
    let text = words(&String::from_utf8_lossy(xml))?;
    document(name, xml, Format::Docx, text, Meta::default(), limits)
}

fn words(xml: &str) -> Result<String, SourceError> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let mut paragraphs: Vec<String> = Vec::new();
    let mut paragraph = String::new();
    // Text stands in runs; what stands elsewhere only sets the file out.
    let mut in_text = false;
    loop {
        let event = reader
            .read_event()
            .map_err(|error| SourceError::Damaged(error.to_string()))?;
        match event {
            Event::Start(start) if start.name().as_ref() == "w:t" => in_text = true,
            Event::Start(start) | Event::Empty(start) => match start.name().as_ref() {
                "w:tab" => paragraph.push('\t'),
                "w:br" | "w:cr" => paragraph.push('\n'),
                "w:noBreakHyphen" => paragraph.push('\u{2011}'),
                _ => {}
            },
            Event::End(end) => match end.name().as_ref() {
                "w:t" => in_text = false,
                "w:p" if paragraph.trim().is_empty() => paragraph.clear(),
                "w:p" => paragraphs.push(std::mem::take(&mut paragraph).trim().to_string()),
                _ => {}
            },
            Event::Text(text) if in_text => paragraph.push_str(&text),
            Event::GeneralRef(reference) if in_text => match reference.as_ref() {
                "lt" => paragraph.push('<'),
                "gt" => paragraph.push('>'),
                "amp" => paragraph.push('&'),
                "quot" => paragraph.push('"'),
                "apos" => paragraph.push('\''),
                _ => paragraph.extend(reference.resolve_char_ref().ok().flatten()),
            },
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(paragraphs.join("\n\n"))
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn paragraphs_tabs_and_references_are_read_and_deleted_text_is_not() {
        let xml = "<w:document><w:body><w:p><w:r><w:t>\"We </w:t></w:r><w:del><w:r><w:delText>not\
                   </w:delText></w:r></w:del><w:r><w:t>A&amp;B</w:t><w:tab/></w:r></w:p><w:p/>\
                   <w:p><w:r><w:t>Two</w:t><w:br/><w:t>lines</w:t></w:r></w:p></w:body>\
                   </w:document>";
        assert_eq!(words(xml).unwrap(), "\"We A&B\n\nTwo\nlines");
    }
}
