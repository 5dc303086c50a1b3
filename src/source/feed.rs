//! RSS and Atom, an article an item.
//!
//! The items are read one after another, so that a feed may have any number. Entities that the
//! document defines for itself are never expanded: a few lines of them can stand for more than
//! any memory holds.

use super::fields::one_line;
use super::item::{End, Out, damaged, document, unread_date};
use super::limits::Gauge;
use super::stream::{Stream, declared};
use super::{Document, Format, Limits, Meta, SourceError, day, read_fragment};
use crate::model::Diagnostic;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader};
use std::io::BufReader;
use std::mem;

/// What an element of a feed tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Title,
    Link,
    Content,
    Summary,
    Date,
    /// A date of the last change, where no other is given.
    Changed,
    Outlet,
    Language,
    /// An address, unless it is said to be none.
    Guid,
}

/// The elements of RSS 0.9 to 2.0, Atom, Dublin Core and the content module.
const PARTS: [(&str, Part); 18] = [
    ("title", Part::Title),
    ("link", Part::Link),
    ("content:encoded", Part::Content),
    ("content", Part::Content),
    ("description", Part::Summary),
    ("summary", Part::Summary),
    ("pubdate", Part::Date),
    ("published", Part::Date),
    ("issued", Part::Date),
    ("dc:date", Part::Date),
    ("updated", Part::Changed),
    ("modified", Part::Changed),
    ("source", Part::Outlet),
    ("dc:publisher", Part::Outlet),
    ("language", Part::Language),
    ("dc:language", Part::Language),
    ("guid", Part::Guid),
    ("id", Part::Guid),
];

/// What is told about the feed or about one item.
#[derive(Debug, Clone, Default)]
struct Told {
    title: Option<String>,
    link: Option<String>,
    content: Option<String>,
    summary: Option<String>,
    date: Option<String>,
    changed: Option<String>,
    outlet: Option<String>,
    language: Option<String>,
    guid: Option<String>,
}

impl Told {
    fn set(&mut self, part: Part, words: String) {
        let place = match part {
            Part::Title => &mut self.title,
            Part::Link => &mut self.link,
            Part::Content => &mut self.content,
            Part::Summary => &mut self.summary,
            Part::Date => &mut self.date,
            Part::Changed => &mut self.changed,
            Part::Outlet => &mut self.outlet,
            Part::Language => &mut self.language,
            Part::Guid => &mut self.guid,
        };
        // The first of several is the item's own; later ones come from extensions.
        if place.is_none() && !words.trim().is_empty() {
            *place = Some(words);
        }
    }
}

/// An element whose words are being put together.
struct Open {
    part: Part,
    words: String,
    /// How many elements within it are open.
    depth: usize,
    /// Whether its markup is XML of its own, and not escaped.
    markup: bool,
}

pub(super) fn items(name: &str, stream: Stream<'_>, out: &mut Out<'_>) -> Result<(), End> {
    let encoding = declared(stream.head());
    let stream = match stream.utf_8(encoding) {
        Ok(stream) => stream,
        Err(error) => return out.problem(name, error),
    };
    let limit = out.limits().record();
    let gauge = Gauge::of(limit);
    let mut xml = Reader::from_reader(BufReader::new(gauge.over(stream)));
    let config = xml.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut walk = Walk::default();
    let mut buffer = Vec::new();
    let mut count = 0u64;
    loop {
        buffer.clear();
        let event = match xml.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(_) if gauge.is_spent() && !out.total.is_spent() => {
                let error = out.limits().record_too_large();
                return out.problem(&format!("{name}#{}", count + 1), error);
            }
            Err(error) => {
                let error = match error {
                    Error::Io(error) => damaged(std::io::Error::other(error.to_string())),
                    other => SourceError::Damaged(other.to_string()),
                };
                return out.problem(&format!("{name}#{}", count + 1), error);
            }
        };
        if matches!(event, Event::Eof) {
            return match (walk.item, count) {
                (Some(_), _) => {
                    let error = SourceError::Damaged("it ends within the item".to_string());
                    out.problem(&format!("{name}#{}", count + 1), error)
                }
                (None, 0) => out.problem(name, SourceError::NoWords),
                (None, _) => Ok(()),
            };
        }
        if let Some(told) = walk.step(event) {
            count += 1;
            gauge.refill(limit);
            let (feed, limits) = (walk.feed.clone(), out.limits().clone());
            out.item(format!("{name}#{count}"), move |name| {
                read(name, told, feed, &limits)
            })?;
        }
    }
}

/// The walk over a feed's elements.
#[derive(Default)]
struct Walk {
    feed: Told,
    item: Option<Told>,
    open: Option<Open>,
    /// Elements open around this place within the feed's own head: an image has a title too.
    within: usize,
}

impl Walk {
    /// Takes one event; gives an item when it is complete.
    fn step(&mut self, event: Event<'_>) -> Option<Told> {
        match event {
            Event::Start(start) => self.start(&start),
            Event::Empty(start) => {
                self.start(&start);
                return self.end(start.name().as_ref());
            }
            Event::End(end) => return self.end(end.name().as_ref()),
            Event::Text(text) => self.push(&text.xml10_content(), false),
            Event::CData(text) => self.push(&text.xml10_content(), true),
            Event::GeneralRef(reference) => self.reference(&reference),
            _ => {}
        }
        None
    }

    fn start(&mut self, start: &BytesStart<'_>) {
        let name = plain(start.name().as_ref());
        if let Some(open) = &mut self.open {
            open.depth += 1;
            // Taken as it stands: it is read as markup together with the words around it.
            open.words.push('<');
            open.words.push_str(start);
            open.words.push('>');
            open.markup = true;
            return;
        }
        if matches!(name.as_str(), "item" | "entry") {
            let language = attribute(start, "xml:lang");
            self.item = Some(Told {
                language,
                ..Told::default()
            });
            self.within = 0;
            return;
        }
        let (told, direct) = match &mut self.item {
            Some(item) => (item, self.within == 0),
            None => {
                if matches!(name.as_str(), "rss" | "feed" | "channel" | "rdf:rdf") {
                    if let Some(language) = attribute(start, "xml:lang") {
                        self.feed.set(Part::Language, language);
                    }
                    self.within = 0;
                    return;
                }
                (&mut self.feed, self.within == 0)
            }
        };
        let part = PARTS.iter().find(|(part, _)| *part == name);
        let no_address = attribute(start, "ispermalink").is_some_and(|is| is == "false");
        let Some((_, part)) = part.filter(|_| direct && !no_address) else {
            self.within += 1;
            return;
        };
        if *part == Part::Link
            && let Some(address) = attribute(start, "href")
        {
            let relation = attribute(start, "rel");
            if relation.is_none_or(|relation| relation == "alternate") {
                told.set(Part::Link, address);
            }
        }
        let xhtml = attribute(start, "type").is_some_and(|kind| kind == "xhtml");
        self.open = Some(Open {
            part: *part,
            words: String::new(),
            depth: 0,
            markup: xhtml,
        });
    }

    fn end(&mut self, name: &str) -> Option<Told> {
        if let Some(open) = &mut self.open {
            if open.depth > 0 {
                open.depth -= 1;
                open.words.push_str("</");
                open.words.push_str(name);
                open.words.push('>');
                return None;
            }
            let open = self.open.take()?;
            let told = self.item.as_mut().unwrap_or(&mut self.feed);
            told.set(open.part, open.words);
            return None;
        }
        if matches!(plain(name).as_str(), "item" | "entry") {
            self.within = 0;
            return self.item.take();
        }
        self.within = self.within.saturating_sub(1);
        None
    }

    fn push(&mut self, words: &str, verbatim: bool) {
        let Some(open) = &mut self.open else {
            return;
        };
        // Words in a CDATA section within markup would be read as markup.
        match verbatim && open.markup {
            true => open.words.push_str(&escaped(words)),
            false => open.words.push_str(words),
        }
    }

    fn reference(&mut self, reference: &quick_xml::events::BytesRef<'_>) {
        let Some(open) = &mut self.open else {
            return;
        };
        let character = match reference.as_ref() {
            _ if open.markup => None,
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => reference.resolve_char_ref().ok().flatten(),
        };
        match character {
            Some(character) => open.words.push(character),
            // HTML's names are resolved with the markup; a name of the document's own stays.
            None => {
                open.words.push('&');
                open.words.push_str(reference);
                open.words.push(';');
            }
        }
    }
}

fn plain(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    // Some feeds give Atom's own elements a prefix.
    match name.strip_prefix("atom:") {
        Some(local) => local.to_string(),
        None => name,
    }
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;")
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    start
        .html_attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.as_ref().eq_ignore_ascii_case(name))
        .map(|attribute| read_fragment(&attribute.value))
}

/// One item as a document.
fn read(name: &str, mut item: Told, feed: Told, limits: &Limits) -> Result<Document, SourceError> {
    let content = mem::take(&mut item.content);
    let summary = mem::take(&mut item.summary);
    let has_words = |words: &String| !read_fragment(words).trim().is_empty();
    let (markup, whole) = match content.filter(has_words) {
        Some(content) => (content, true),
        None => (summary.ok_or(SourceError::NoWords)?, false),
    };
    let date = item.date.or(item.changed);
    let published = date.as_deref().and_then(day::in_record);
    let link = item
        .link
        .or_else(|| item.guid.filter(|guid| guid.starts_with("http")));
    let line = |words: Option<String>| words.map(|words| one_line(&words));
    let meta = Meta {
        title: line(item.title),
        outlet: line(item.outlet)
            .or_else(|| line(feed.outlet))
            .or_else(|| line(feed.title)),
        url: link.map(|link| link.trim().to_string()),
        published,
        published_basis: published.map(|_| "feed"),
        lang: item
            .language
            .or(feed.language)
            .map(|lang| lang.trim().to_string()),
    };
    let text = read_fragment(&markup);
    let mut document = document(name, markup.as_bytes(), Format::Feed, text, meta, limits)?;
    if let (Some(date), None) = (&date, published) {
        document.diagnostics.push(unread_date(date.trim()));
    }
    if !whole {
        document.diagnostics.push(Diagnostic {
            code: "summary-only".to_string(),
            message: "the feed gives no more than a summary of the article".to_string(),
        });
    }
    Ok(document)
}
