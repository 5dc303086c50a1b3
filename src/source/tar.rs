//! Tar archives: each member is an input of its own.
//!
//! The names of members are labels; nothing is ever written under them. Links are left out,
//! since what they lead to is outside of the archive or in it already.

use super::item::{End, Out, damaged};
use super::limits::Gauge;
use super::open::{Depth, items as members};
use super::stream::Stream;
use super::zip::is_left_out;
use std::io;
use tar::Archive;

/// The most bytes of a member's own header, in which its name may be of any length.
const HEADER: u64 = 1024 * 1024;

pub(super) fn items(
    name: &str,
    stream: Stream<'_>,
    depth: Depth,
    out: &mut Out<'_>,
) -> Result<(), End> {
    let header = Gauge::of(HEADER);
    let mut archive = Archive::new(header.over(stream));
    let mut entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return out.problem(name, damaged(error)),
    };
    let mut position = 0;
    let mut unread = 0;
    loop {
        // What is read of the last member is read to its end below, so that here come headers
        // alone, and what is left out.
        header.refill(HEADER.saturating_add(unread));
        let Some(entry) = entries.next() else {
            return Ok(());
        };
        position += 1;
        let mut entry = match entry {
            Ok(entry) => entry,
            // Without a header there is no telling where the next one stands.
            Err(error) => return out.problem(&format!("{name}#{position}"), damaged(error)),
        };
        header.refill(u64::MAX);
        unread = entry.header().entry_size().unwrap_or(0);
        let label = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let member = format!("{name}/{label}");
        // A sparse file may stand for any number of zeros and is not read.
        if !entry.header().entry_type().is_file() || is_left_out(&label) {
            continue;
        }
        match Stream::new(&mut entry) {
            Ok(stream) => members(&member, stream, depth, out)?,
            Err(error) => out.problem(&member, damaged(error))?,
        }
        if let Err(error) = io::copy(&mut entry, &mut io::sink()) {
            return out.problem(&member, damaged(error));
        }
        unread = 0;
    }
}
