//! Zip archives: each member is an input of its own.
//!
//! The names of members are labels; nothing is ever written under them.

use super::SourceError;
use super::item::{End, Out, damaged};
use super::open::{Depth, items as members};
use super::stream::Stream;
use std::io::BufReader;
use zip::ZipReadOptions;
use zip::read::Config;
use zip::result::ZipError;
use zip::unstable::read::ZipIterable;

pub(super) fn items(
    name: &str,
    stream: Stream<'_>,
    depth: Depth,
    out: &mut Out<'_>,
) -> Result<(), End> {
    let file = match stream.seekable() {
        Ok(file) => file,
        Err(error) => return out.problem(name, damaged(error)),
    };
    let mut archive = match ZipIterable::try_new(BufReader::new(&file), Config::default()) {
        Ok(archive) => archive,
        Err(error) => return out.problem(name, broken(error)),
    };
    let entries = match archive.files() {
        Ok(entries) => entries,
        Err(error) => return out.problem(name, broken(error)),
    };
    for (at, entry) in entries.enumerate() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                out.problem(&format!("{name}#{}", at + 1), broken(error))?;
                continue;
            }
        };
        let label = String::from_utf8_lossy(entry.name_raw()).into_owned();
        let member = format!("{name}/{label}");
        if is_left_out(&label) {
            continue;
        }
        let mut body = BufReader::new(&file);
        match entry.with_reader(&mut body, ZipReadOptions::new()) {
            Ok(bytes) => match Stream::new(out.total.over(bytes)) {
                Ok(stream) => members(&member, stream, depth, out)?,
                Err(error) => out.problem(&member, damaged(error))?,
            },
            Err(error) => out.problem(&member, broken(error))?,
        }
    }
    Ok(())
}

/// Folders, and files that packers and systems add for themselves.
pub(super) fn is_left_out(label: &str) -> bool {
    label.ends_with('/')
        || label.ends_with('\\')
        || label.starts_with("__MACOSX/")
        || label
            .rsplit('/')
            .next()
            .is_some_and(|file| file.starts_with('.'))
}

pub(super) fn broken(error: ZipError) -> SourceError {
    match error {
        ZipError::Io(error) => damaged(error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            SourceError::Encrypted
        }
        other => SourceError::Damaged(other.to_string()),
    }
}
