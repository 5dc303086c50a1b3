//! Any bytes go through every reader without a panic, within the limits.
//!
//! The number of cases can be raised: `PROPTEST_CASES=1000000 cargo test --release --test intake
//! any_bytes`; fuzz/ does the same with coverage.

use flate2::Compression;
use flate2::write::GzEncoder;
use onrecord::source::{self, Format, Limits, Options};
use proptest::prelude::*;
use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use zip::write::SimpleFileOptions;

const FORMATS: [Format; 11] = [
    Format::Text,
    Format::Html,
    Format::Feed,
    Format::Json,
    Format::Csv,
    Format::Zip,
    Format::Tar,
    Format::Gzip,
    Format::Warc,
    Format::Mail,
    Format::Docx,
];

/// Reads all, within limits so small that they are met.
fn read(bytes: &[u8], format: Option<Format>) -> Result<(), TestCaseError> {
    let limits = Limits {
        article: 500,
        total: 20_000,
        items: 50,
        ..Limits::default()
    };
    let options = Options {
        format,
        limits,
        ..Options::default()
    };
    let mut count = 0;
    let mut longest = 0;
    let _ = source::documents("any", bytes, &options, &mut |one| {
        count += 1;
        if let Ok(document) = one {
            longest = longest.max(document.text.len());
        }
        ControlFlow::Continue(())
    });
    // Each article, and the problem that ends the file. Decoding may make three bytes of one.
    prop_assert!(count <= 51 && longest <= 1_500, "{count} {longest}");
    Ok(())
}

fn zip(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    archive.start_file(name, options).expect("a member");
    archive.write_all(bytes).expect("a member");
    archive.finish().expect("an archive").into_inner()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).expect("it is packed");
    packed.finish().expect("it is packed")
}

/// One good file of each form.
fn good() -> Vec<Vec<u8>> {
    let feed = b"<rss><channel><title>A</title><item><title>B</title><description>&lt;p&gt;Words\
                 </description><pubDate>Wed, 16 Jun 2021 10:00:00 GMT</pubDate></item></channel></rss>";
    let atom =
        b"<feed><entry><link href='x'/><content type='xhtml'><div><p>Words &amp; more</p></div>\
                 </content></entry></feed>";
    let json = b"{\"text\":\"Words \\u0041\",\"date\":1623852000}\n{\"text\":[\"a\",\"b\"]}\n";
    let array = b"[{\"content\":\"<p>Words</p>\",\"source\":{\"name\":\"A\"}}]";
    let table = b"title,text,date\nA,\"Words, \"\"more\"\"\",16.06.2021\n";
    let web = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 88\r\n\r\nHTTP/1.1 200 OK\r\n\
                Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nWords\r\n0\r\n\r\n\r\n\r\n";
    let letter = b"From: A <a@b.c>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; \
                   boundary=x\r\n\r\n--x\r\n\r\nWords\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>Words\
                   \r\n--x--\r\n";
    let word = b"<w:document><w:p><w:r><w:t>Words</w:t></w:r></w:p></w:document>";
    let mut tar = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(json.len() as u64);
    tar.append_data(&mut header, "a.jsonl", &json[..])
        .expect("a member");
    vec![
        feed.to_vec(),
        atom.to_vec(),
        json.to_vec(),
        array.to_vec(),
        table.to_vec(),
        web.to_vec(),
        letter.to_vec(),
        zip("a.jsonl", json),
        zip("word/document.xml", word),
        tar.into_inner().expect("an archive"),
        gzip(json),
        gzip(web),
        b"<!DOCTYPE html><html><h1>Title</h1><p>Words</p></html>".to_vec(),
    ]
}

/// A change to a file: at a place, so many bytes go and others come.
type Change = (prop::sample::Index, usize, Vec<u8>);

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let odd = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..6),
        prop::sample::select(vec![
            "<", "</item>", "]]>", "\"", "{", "}", "[", "\n", "\r\n", "&", ";"
        ])
        .prop_map(|piece| piece.as_bytes().to_vec()),
        Just(vec![0xff; 8]),
        Just(b"99999999999999999999".to_vec()),
    ];
    prop::collection::vec((any::<prop::sample::Index>(), 0usize..12, odd), 1..6)
}

fn changed(mut bytes: Vec<u8>, changes: Vec<Change>) -> Vec<u8> {
    for (place, gone, come) in changes {
        let at = place.index(bytes.len() + 1);
        let end = (at + gone).min(bytes.len());
        bytes.splice(at..end, come);
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_go_through_every_reader(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        read(&bytes, None)?;
        for format in FORMATS {
            read(&bytes, Some(format))?;
        }
    }

    #[test]
    fn files_with_changes_go_through(
        file in prop::sample::select(good()),
        changes in changes(),
    ) {
        let bytes = changed(file, changes);
        read(&bytes, None)?;
        read(&gzip(&bytes), None)?;
    }

    #[test]
    fn any_markup_becomes_words(markup in "[<>/a-z&;! \n\"'\0é-]{0,80}") {
        let words = source::read_fragment(&markup);
        prop_assert!(words.chars().count() <= markup.chars().count() + 2);
    }
}

#[test]
fn the_good_files_are_read() {
    for (at, file) in good().into_iter().enumerate() {
        let mut articles = 0;
        let _ = source::documents("any", &file[..], &Options::default(), &mut |one| {
            articles += usize::from(one.is_ok());
            ControlFlow::Continue(())
        });
        assert!(articles > 0 || at == 12, "file {at}");
    }
}
