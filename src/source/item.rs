//! One text cut out of its source, not yet read; and the way it goes out.

use super::limits::{Gauge, amount};
#[cfg(feature = "fetch")]
use super::web::Client;
use super::{Document, Format, Limits, Map, Meta, Problem, SourceError, decode, hex};
use crate::model::Diagnostic;
use sha2::{Digest, Sha256};
use std::fmt;
use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;

/// How sources are read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What the files are; `None` to look at their bytes.
    pub format: Option<Format>,
    /// What the fields of records are.
    pub map: Map,
    /// What an input may take.
    pub limits: Limits,
    /// Reads pages of the web; `None` for one with the usual manners.
    #[cfg(feature = "fetch")]
    pub web: Option<Arc<Client>>,
}

/// What reads an item, given its name.
type Reading = Box<dyn FnOnce(&str) -> Result<Document, SourceError> + Send>;

/// One text cut out of its source, whose reading (decoding, parsing, taking markup off) is still
/// to be done, on whatever thread has time for it.
pub struct Item {
    /// What the reader calls it: `page.html`, `archive.zip/folder/page.html`, `feed.xml#3`.
    pub name: String,
    read: Reading,
}

impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Item")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Item {
    /// Reads it.
    ///
    /// # Errors
    /// Where it is no article that the program reads; the problem names it.
    pub fn read(self) -> Result<Document, Problem> {
        (self.read)(&self.name).map_err(|error| Problem {
            name: self.name,
            error,
        })
    }
}

/// A document from words that a source gives apart from what it says about them; `raw` are the
/// bytes they were read from.
pub(super) fn document(
    name: &str,
    raw: &[u8],
    format: Format,
    text: String,
    meta: Meta,
    limits: &Limits,
) -> Result<Document, SourceError> {
    if text.len() as u64 > limits.article {
        return Err(limits.too_large());
    }
    if text.chars().all(|c| c.is_whitespace() || c.is_control()) {
        return Err(SourceError::NoWords);
    }
    Ok(Document {
        name: name.to_string(),
        source_sha256: hex(&Sha256::digest(raw)),
        format,
        encoding: "UTF-8",
        text,
        meta,
        diagnostics: Vec::new(),
    })
}

/// Plain text, whatever it begins like.
pub(super) fn plain(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, SourceError> {
    let decoded = decode::decode(bytes)?;
    let meta = Meta::default();
    let mut plain = document(name, bytes, Format::Text, decoded.text, meta, limits)?;
    plain.encoding = decoded.encoding;
    plain.diagnostics = decoded.diagnostics;
    Ok(plain)
}

/// That a date stands in the source, but in no form that is known.
pub(super) fn unread_date(words: &str) -> Diagnostic {
    let words: String = words.chars().take(40).collect();
    Diagnostic {
        code: "date-not-read".to_string(),
        message: format!("the source gives the date \"{words}\", in a form that is not read"),
    }
}

/// Why the reading of a source ends before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Nobody takes any more.
    Enough,
    /// This input is over a limit, which was told.
    Over,
}

/// The way out for the items of one input.
pub(super) struct Out<'t> {
    /// What the input is called.
    pub(super) input: String,
    pub(super) options: Arc<Options>,
    /// Where the input lies in the web: the address of the article, unless it names its own.
    pub(super) address: Option<String>,
    /// What may still come out of the input.
    pub(super) total: Gauge,
    count: u64,
    take: &'t mut dyn FnMut(Result<Item, Problem>) -> ControlFlow<()>,
}

impl<'t> Out<'t> {
    pub(super) fn new(
        input: String,
        options: Arc<Options>,
        take: &'t mut dyn FnMut(Result<Item, Problem>) -> ControlFlow<()>,
    ) -> Out<'t> {
        let total = Gauge::of(options.limits.total);
        Out {
            input,
            options,
            address: None,
            total,
            count: 0,
            take,
        }
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.options.limits
    }

    /// Hands an item on.
    pub(super) fn item(
        &mut self,
        name: String,
        read: impl FnOnce(&str) -> Result<Document, SourceError> + Send + 'static,
    ) -> Result<(), End> {
        let read = Box::new(read);
        self.give(Ok(Item { name, read }))
    }

    /// Tells what is wrong with a part of the input, after which the rest goes on; unless the
    /// input has given all that it may.
    pub(super) fn problem(&mut self, name: &str, error: impl Into<SourceError>) -> Result<(), End> {
        if self.total.is_spent() {
            let limit = amount(self.limits().total);
            return self.over(SourceError::Total { limit });
        }
        let name = name.to_string();
        let error = error.into();
        self.give(Err(Problem { name, error }))
    }

    fn give(&mut self, one: Result<Item, Problem>) -> Result<(), End> {
        self.count += 1;
        let limit = self.limits().items;
        if self.count > limit {
            return self.over(SourceError::TooMany { limit });
        }
        self.send(one)
    }

    fn over(&mut self, error: SourceError) -> Result<(), End> {
        let name = self.input.clone();
        self.send(Err(Problem { name, error }))?;
        Err(End::Over)
    }

    fn send(&mut self, one: Result<Item, Problem>) -> Result<(), End> {
        match (self.take)(one) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(End::Enough),
        }
    }
}

/// A failure of the system while a part is read, as the person sees it.
pub(super) fn damaged(error: io::Error) -> SourceError {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied => error.into(),
        io::ErrorKind::UnexpectedEof => SourceError::Damaged("it ends too early".to_string()),
        _ => SourceError::Damaged(error.to_string()),
    }
}
