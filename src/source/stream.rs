//! Bytes that come one after another, whose beginning can be looked at first.

use super::SourceError;
use super::decode;
use encoding_rs::{Decoder, Encoding, UTF_8};
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};

/// How many bytes are looked at to tell what a file is.
const HEAD: usize = 64 * 1024;

/// A stream with its first bytes.
pub(super) struct Stream<'a> {
    head: Cursor<Vec<u8>>,
    rest: Box<dyn Read + 'a>,
    /// The file itself, where reading may jump about in it.
    file: Option<File>,
}

impl<'a> Stream<'a> {
    /// Reads the head.
    pub(super) fn new(reader: impl Read + 'a) -> io::Result<Stream<'a>> {
        let mut rest: Box<dyn Read + 'a> = Box::new(reader);
        let mut head = Vec::new();
        (&mut rest).take(HEAD as u64).read_to_end(&mut head)?;
        Ok(Stream {
            head: Cursor::new(head),
            rest,
            file: None,
        })
    }

    /// A file that lies on disk whole.
    pub(super) fn file(file: File) -> io::Result<Stream<'static>> {
        let mut stream = Stream::new(file.try_clone()?)?;
        stream.file = Some(file);
        Ok(stream)
    }

    /// The first bytes, as many as tell what it is.
    pub(super) fn head(&self) -> &[u8] {
        self.head.get_ref()
    }

    /// Whether the head is all there is.
    pub(super) fn is_short(&self) -> bool {
        self.head().len() < HEAD
    }

    /// The same bytes in a file in which one may jump about: its own, or a temporary one
    /// without a name, which goes when it is closed.
    pub(super) fn seekable(mut self) -> io::Result<File> {
        if let Some(mut file) = self.file.take() {
            file.seek(SeekFrom::Start(0))?;
            return Ok(file);
        }
        let mut file = tempfile::tempfile()?;
        io::copy(&mut self, &mut file)?;
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    }

    /// The stream as UTF-8 without a byte order mark; `named` is the encoding that its own
    /// declaration names.
    pub(super) fn utf_8(self, named: Option<&'static Encoding>) -> Result<Utf8<'a>, SourceError> {
        let encoding = match (Encoding::for_bom(self.head()), named) {
            (Some((encoding, _)), _) => encoding,
            (None, Some(named)) => named,
            (None, None) => decode::guess(self.head(), !self.is_short())?,
        };
        Ok(Utf8 {
            stream: self,
            decoder: encoding.new_decoder_with_bom_removal(),
            decoded: Cursor::new(Vec::new()),
            ended: false,
        })
    }
}

impl Read for Stream<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.head.read(buffer)? {
            0 => self.rest.read(buffer),
            read => Ok(read),
        }
    }
}

/// A stream decoded to UTF-8; what is invalid stands as U+FFFD.
pub(super) struct Utf8<'a> {
    stream: Stream<'a>,
    decoder: Decoder,
    decoded: Cursor<Vec<u8>>,
    ended: bool,
}

impl Read for Utf8<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.decoded.read(buffer)? {
                0 if self.ended || buffer.is_empty() => return Ok(0),
                0 => {}
                read => return Ok(read),
            }
            let mut bytes = [0; 8 * 1024];
            let read = self.stream.read(&mut bytes)?;
            self.ended = read == 0;
            let longest = self.decoder.max_utf8_buffer_length(read);
            // Without a figure the text would not fit into memory, which 8 KB always do.
            let mut text = String::with_capacity(longest.unwrap_or(64 * 1024));
            let (_, _, _) = self
                .decoder
                .decode_to_string(&bytes[..read], &mut text, self.ended);
            self.decoded = Cursor::new(text.into_bytes());
        }
    }
}

/// The encoding that the declaration of an XML document names, where it is not UTF-8.
pub(super) fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let start = &head[..head.len().min(256)];
    let start = String::from_utf8_lossy(start);
    let declaration = start.split("?>").next()?;
    let (_, after) = declaration.split_once("encoding")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let label = value[1..].split(quote).next()?;
    Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != UTF_8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> String {
        let stream = Stream::new(bytes).unwrap();
        let named = declared(stream.head());
        let mut text = String::new();
        let mut utf_8 = stream.utf_8(named).unwrap();
        utf_8.read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn any_encoding_comes_out_as_utf_8() {
        assert_eq!(decoded(b"\xef\xbb\xbfDa"), "Da");
        assert_eq!(decoded(b"\xff\xfeD\0a\0"), "Da");
        let page = b"<?xml version='1.0' encoding='windows-1251'?><p>\xc4\xe0</p>";
        assert!(decoded(page).ends_with("<p>Да</p>"));
    }

    #[test]
    fn a_character_may_lie_across_two_reads() {
        let text = format!("a{}", "я".repeat(100_000));
        assert_eq!(decoded(text.as_bytes()), text);
    }
}
