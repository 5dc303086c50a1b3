//! Limits on what one input may take, and readers that keep them.
//!
//! A small file may unpack to more than any machine holds, a record may never close its
//! quotation mark, a feed may never end. Every reader here stands behind a [`Gauge`].

use super::SourceError;
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// The most that one input may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one article's text.
    pub article: u64,
    /// Bytes that one file may unpack to in all, or that may come through a pipe.
    pub total: u64,
    /// Articles of one file.
    pub items: u64,
    /// Elements of a page, or arrays and objects of a JSON record, within one another. Browsers
    /// cut at 512.
    pub depth: usize,
    /// Elements of one page; long pages of news sites have some thousands.
    pub elements: usize,
    /// Attributes of one tag.
    pub attributes: usize,
    /// Archives in archives, and gzip in gzip: two, as a zip of daily zips has them.
    pub archives: u8,
}

/// The most bytes that one article may have, unless an option says otherwise.
///
/// The longest transcripts have a quarter of this. A larger file is a dump, whose parts have
/// nothing to do with one another; and some of the work on one text grows with the square of
/// its length.
pub const LIMIT: u64 = 1024 * 1024;

impl Default for Limits {
    /// 1 MB an article; 16 GB and a million articles a file, which a monthly file of a web
    /// crawl stays well below; pages that are as deep as browsers show them.
    fn default() -> Limits {
        Limits {
            article: LIMIT,
            total: 16 * 1024 * 1024 * 1024,
            items: 1_000_000,
            depth: 512,
            elements: 250_000,
            attributes: 1_000,
            archives: 2,
        }
    }
}

/// How much more a record may have than the text in it: markup, other fields, pictures of a
/// letter.
const WRAPPING: u64 = 8;

impl Limits {
    /// The most bytes of one record, page or letter, around an article's text.
    pub fn record(&self) -> u64 {
        self.article.saturating_mul(WRAPPING)
    }

    /// The stack that a thread needs to read what is as deep as that: later steps call themselves
    /// at each level.
    pub fn stack(&self) -> usize {
        const ALWAYS: usize = 2 << 20;
        const A_LEVEL: usize = 8 << 10;
        ALWAYS.saturating_add(self.depth.saturating_mul(A_LEVEL))
    }

    /// A text over the limit of an article.
    pub(super) fn too_large(&self) -> SourceError {
        SourceError::TooLarge {
            limit: amount(self.article),
        }
    }

    /// An archive in more archives than are unpacked.
    pub(super) fn nested(&self) -> SourceError {
        SourceError::Nested {
            limit: self.archives,
        }
    }

    /// A record over the limit of a record.
    pub(super) fn record_too_large(&self) -> SourceError {
        SourceError::RecordTooLarge {
            limit: amount(self.record()),
        }
    }
}

/// `2 MB`, or bytes where it is less than one.
pub(super) fn amount(bytes: u64) -> String {
    const MB: u64 = 1024 * 1024;
    match bytes / MB {
        0 => format!("{bytes} bytes"),
        mb if mb >= 1024 && mb.is_multiple_of(1024) => format!("{} GB", mb / 1024),
        mb => format!("{mb} MB"),
    }
}

/// Counts down what may still be read; shared by those who read and those who watch.
#[derive(Debug, Clone)]
pub(super) struct Gauge(Rc<Cell<Option<u64>>>);

impl Gauge {
    pub(super) fn of(bytes: u64) -> Gauge {
        Gauge(Rc::new(Cell::new(Some(bytes))))
    }

    /// Starts anew, for the next record.
    pub(super) fn refill(&self, bytes: u64) {
        self.0.set(Some(bytes));
    }

    /// Whether more was there than was allowed.
    pub(super) fn is_spent(&self) -> bool {
        self.0.get().is_none()
    }

    pub(super) fn over<R: Read>(&self, inner: R) -> Gauged<R> {
        Gauged {
            inner,
            gauge: self.clone(),
        }
    }
}

/// A reader that fails once its gauge is spent.
pub(super) struct Gauged<R> {
    inner: R,
    gauge: Gauge,
}

impl<R: Read> Read for Gauged<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let spent = || io::Error::other("more than the limit allows");
        let Some(left) = self.gauge.0.get() else {
            return Err(spent());
        };
        let read = self.inner.read(buffer)?;
        let left = left.checked_sub(read as u64);
        self.gauge.0.set(left);
        left.map(|_| read).ok_or_else(spent)
    }
}

/// All that a reader gives, but no more than `limit` bytes; `None` where there are more.
pub(super) fn read_all(reader: impl Read, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    // One byte more than the limit tells "too large" from "just fits".
    reader
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gauge_lets_through_what_just_fits() {
        let gauge = Gauge::of(4);
        let mut all = Vec::new();
        gauge.over(&b"four"[..]).read_to_end(&mut all).unwrap();
        assert!(!gauge.is_spent());
        gauge.refill(3);
        assert!(gauge.over(&b"four"[..]).read_to_end(&mut all).is_err());
        assert!(gauge.is_spent());
    }

    #[test]
    fn amounts_are_told_as_people_say_them() {
        assert_eq!(amount(100), "100 bytes");
        assert_eq!(amount(3 << 20), "3 MB");
        assert_eq!(amount(16 << 30), "16 GB");
    }
}
