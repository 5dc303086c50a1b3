//! What an input is, and the reader for it.

use super::item::{End, Out, damaged, plain};
use super::limits::read_all;
use super::stream::Stream;
#[cfg(feature = "fetch")]
use super::web::{Client, Fetched, Manners};
use super::{
    Document, Format, Input, Item, Limits, Options, Problem, SourceError, csv, docx, feed, format,
    fragment, json, mail, read_within, tar, warc, zip,
};
use flate2::read::MultiGzDecoder;
use std::fs;
use std::io::{self, BufReader, Read};
use std::ops::ControlFlow;
use std::sync::Arc;

impl Input {
    /// Hands on each item of the input in its order, until `take` breaks off. A part that
    /// cannot be read is a problem; the rest goes on. Memory does not grow with the input.
    pub fn items(
        &self,
        options: &Arc<Options>,
        take: &mut dyn FnMut(Result<Item, Problem>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let mut out = Out::new(self.name(), Arc::clone(options), take);
        finish(self.open(&mut out))
    }

    fn open(&self, out: &mut Out<'_>) -> Result<(), End> {
        let name = self.name();
        let stream = match self {
            Input::Stdin => Stream::new(out.total.over(io::stdin().lock())),
            Input::File(path) => match fs::File::open(path) {
                // What lies on the disk already is not too much; what it unpacks to may be.
                Ok(file) if file.metadata().is_ok_and(|about| about.is_file()) => {
                    Stream::file(file)
                }
                Ok(pipe) => Stream::new(out.total.over(pipe)),
                Err(error) => Err(error),
            },
            #[cfg(feature = "fetch")]
            Input::Page(address) => return page(address, out),
        };
        match stream {
            Ok(stream) => items(&name, stream, Depth::default(), out),
            Err(error) => out.problem(&name, error),
        }
    }
}

/// Reads a page of the web and hands on its items.
#[cfg(feature = "fetch")]
fn page(address: &str, out: &mut Out<'_>) -> Result<(), End> {
    let client = match &out.options.web {
        Some(client) => Arc::clone(client),
        None => Arc::new(Client::new(Manners::default())),
    };
    match client.visit(address) {
        Ok(Fetched::Page(page)) => {
            out.address = Some(page.url);
            match Stream::new(&page.bytes[..]) {
                Ok(stream) => items(address, stream, Depth::default(), out),
                Err(error) => out.problem(address, error),
            }
        }
        Ok(Fetched::Unchanged) => out.problem(address, SourceError::Unchanged),
        Err(error) => out.problem(address, error),
    }
}

/// Reads every document of a stream of bytes in its order, until `take` breaks off: what
/// [`Input::items`] does, and the reading of each item, on this thread.
///
/// ```
/// use onrecord::source::{self, Options};
/// use std::ops::ControlFlow;
/// let lines = "{\"text\":\"One.\"}\n{\"text\":\n{\"headline\":\"Three\",\"text\":\"Three.\"}\n";
/// let mut found = Vec::new();
/// source::documents("all.jsonl", lines.as_bytes(), &Options::default(), &mut |one| {
///     found.push(one.map(|document| document.text).map_err(|problem| problem.name));
///     ControlFlow::Continue(())
/// });
/// let broken = "all.jsonl#2".to_string();
/// assert_eq!(found, [Ok("One.".to_string()), Err(broken), Ok("Three.".to_string())]);
/// ```
pub fn documents(
    name: &str,
    bytes: impl Read,
    options: &Options,
    take: &mut dyn FnMut(Result<Document, Problem>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut read = |one: Result<Item, Problem>| take(one.and_then(Item::read));
    let mut out = Out::new(name.to_string(), Arc::new(options.clone()), &mut read);
    let outcome = match Stream::new(out.total.over(bytes)) {
        Ok(stream) => items(name, stream, Depth::default(), &mut out),
        Err(error) => out.problem(name, error),
    };
    finish(outcome)
}

fn finish(outcome: Result<(), End>) -> ControlFlow<()> {
    match outcome {
        Err(End::Enough) => ControlFlow::Break(()),
        Ok(()) | Err(End::Over) => ControlFlow::Continue(()),
    }
}

/// How many wrappings a stream was taken out of.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Depth {
    archives: u8,
    packings: u8,
}

impl Depth {
    fn archive(mut self, limits: &Limits) -> Result<Depth, SourceError> {
        self.archives += 1;
        match self.archives <= limits.archives {
            true => Ok(self),
            false => Err(limits.nested()),
        }
    }

    fn packing(mut self, limits: &Limits) -> Result<Depth, SourceError> {
        self.packings += 1;
        match self.packings <= limits.archives {
            true => Ok(self),
            false => Err(limits.nested()),
        }
    }
}

/// Hands on the items of a stream, whatever it is.
pub(super) fn items(
    name: &str,
    stream: Stream<'_>,
    depth: Depth,
    out: &mut Out<'_>,
) -> Result<(), End> {
    let format = match form(&stream, out) {
        Ok(format) => format,
        Err(error) => return out.problem(name, error),
    };
    match format {
        Format::Text => {
            let limits = out.limits().clone();
            let (most, error) = (limits.article, limits.too_large());
            let forced = out.options.format == Some(Format::Text);
            single(
                name,
                stream,
                most,
                error,
                out,
                move |name, bytes| match forced {
                    true => plain(name, bytes, &limits),
                    false => read_within(name, bytes, &limits),
                },
            )
        }
        Format::Html => {
            let limits = out.limits().clone();
            let (most, error) = (limits.record(), limits.record_too_large());
            single(name, stream, most, error, out, move |name, bytes| {
                fragment::page(name, bytes, &limits)
            })
        }
        Format::Mail if mail::is_mailbox(stream.head()) => mail::items(name, stream, out),
        Format::Mail => {
            let limits = out.limits().clone();
            let (most, error) = (limits.record(), limits.record_too_large());
            single(name, stream, most, error, out, move |name, bytes| {
                mail::read(name, bytes, &limits)
            })
        }
        Format::Docx => docx::item(name, stream, out),
        Format::Feed => feed::items(name, stream, out),
        Format::Json => json::items(name, stream, out),
        Format::Csv => csv::items(name, stream, out),
        Format::Warc => warc::items(name, stream, out),
        Format::Gzip => match depth.packing(out.limits()) {
            Ok(depth) => {
                let unpacked = MultiGzDecoder::new(BufReader::new(stream));
                match Stream::new(out.total.over(unpacked)) {
                    Ok(stream) => items(name, stream, depth, out),
                    Err(error) => out.problem(name, damaged(error)),
                }
            }
            Err(error) => out.problem(name, error),
        },
        Format::Zip => match depth.archive(out.limits()) {
            Ok(depth) => zip::items(name, stream, depth, out),
            Err(error) => out.problem(name, error),
        },
        Format::Tar => match depth.archive(out.limits()) {
            Ok(depth) => tar::items(name, stream, depth, out),
            Err(error) => out.problem(name, error),
        },
    }
}

/// What a stream is: what the person says of the files, but for the wrapping around them.
fn form(stream: &Stream<'_>, out: &Out<'_>) -> Result<Format, SourceError> {
    let seen = || format::sniff(stream.head(), stream.is_short(), &out.options.map);
    if stream.head().is_empty() {
        return Err(SourceError::Empty);
    }
    match out.options.format {
        None => seen(),
        Some(given) => Ok(match format::wrapping(stream.head()) {
            Some(wrapping) if given != Format::Docx => wrapping,
            // The members of an archive that was said to be one.
            _ if given.is_wrapping() => seen()?,
            _ => given,
        }),
    }
}

/// A stream that is one article.
fn single(
    name: &str,
    stream: Stream<'_>,
    most: u64,
    too_large: SourceError,
    out: &mut Out<'_>,
    read: impl FnOnce(&str, &[u8]) -> Result<Document, SourceError> + Send + 'static,
) -> Result<(), End> {
    match read_all(stream, most) {
        Ok(Some(bytes)) => {
            let address = out.address.clone();
            out.item(name.to_string(), move |name| {
                let mut document = read(name, &bytes)?;
                if document.meta.url.is_none() {
                    document.meta.url = address;
                }
                Ok(document)
            })
        }
        Ok(None) => out.problem(name, too_large),
        Err(error) => out.problem(name, damaged(error)),
    }
}
