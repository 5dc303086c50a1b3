//! Files that hold many articles, in every form that docs/sources.md names. All of them are made
//! here; the people and their words are made up.

use crate::support::{Onrecord, Outcome};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

const WORDS: &str = "\"We support the harbour treaty,\" President Anna Keller said on Wednesday.";

/// Another article for each number.
fn words(number: usize) -> String {
    format!("\"We support the harbour treaty of town {number},\" President Anna Keller said.")
}

fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes.as_ref()).expect("it is packed");
    packed.finish().expect("it is packed")
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = SimpleFileOptions::default();
        archive.start_file(*name, options).expect("a member");
        archive.write_all(bytes).expect("a member");
    }
    archive.finish().expect("an archive").into_inner()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        archive
            .append_data(&mut header, name, *bytes)
            .expect("a member");
    }
    archive.into_inner().expect("an archive")
}

/// Runs `extract` with the fast engine, and gives the records.
fn extract(here: &Onrecord, arguments: &str) -> (Outcome, Vec<Value>) {
    let outcome = here.run(&format!("extract --engine lexicon {arguments}"));
    let records = outcome
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line is JSON"))
        .collect();
    (outcome, records)
}

/// The records of a file, in which nothing is wrong.
#[track_caller]
fn records(file: &str, bytes: impl AsRef<[u8]>, options: &str) -> Vec<Value> {
    let here = Onrecord::new().file(file, bytes);
    let (outcome, records) = extract(&here, &format!("{file} {options}"));
    assert_eq!(outcome.stderr, "", "{outcome:#?}");
    records
}

fn column(records: &[Value], name: &str) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or("none").to_string();
    records.iter().map(|record| text(&record[name])).collect()
}

#[test]
fn json_lines_give_an_article_a_line_with_what_they_say_of_it() {
    let lines = format!(
        "{}\n\n{}\n",
        json!({"headline": "Treaty", "body": words(1), "published_at": "2021-06-16T08:00:00Z",
               "source": {"name": "Harbour Post"}, "link": "https://post.example/1"}),
        json!({"id": "b7", "text": words(2), "date": 1_623_852_000}),
    );
    let records = records("all.dat", lines, "");
    assert_eq!(column(&records, "id"), ["all.dat#1", "b7"]);
    assert_eq!(column(&records, "title")[0], "Treaty");
    assert_eq!(column(&records, "outlet")[0], "Harbour Post");
    assert_eq!(column(&records, "url")[0], "https://post.example/1");
    assert_eq!(column(&records, "published"), ["2021-06-16", "2021-06-16"]);
    assert_eq!(column(&records, "text"), [words(1), words(2)]);
    assert_eq!(
        records[0]["statements"][0]["speakers"][0]["name"],
        "Anna Keller"
    );
}

#[test]
fn a_json_array_and_the_answer_of_a_service_give_each_article() {
    let one = json!({"title": "A", "content": words(1)});
    let two = json!({"title": "B {[\"", "content": words(2)});
    let array = serde_json::to_string_pretty(&json!([one, two])).expect("JSON");
    assert_eq!(
        column(&records("a.json", array, ""), "title"),
        ["A", "B {[\""]
    );
    let answer = json!({"status": "ok", "totalResults": 2, "articles": [one, two]});
    let found = records("a.json", answer.to_string(), "");
    assert_eq!(column(&found, "id"), ["a.json#1", "a.json#2"]);
}

#[test]
fn a_broken_line_ends_itself_alone_and_is_named() {
    let lines = format!(
        "{}\n{{\"text\": \"never closed\n{}\n{}\n",
        json!({"text": words(1)}),
        json!({"id": 9}),
        json!({"text": words(4)})
    );
    let here = Onrecord::new().file("all.jsonl", lines);
    let (outcome, records) = extract(&here, "all.jsonl");
    let outcome = outcome.failed("error: all.jsonl#2 is not a JSON object with an article");
    assert!(
        outcome.stderr.contains(
            "error: all.jsonl#3 has no words of an article in a field with a \
                                 usual name; it has the fields id; name the field with --map"
        ),
        "{outcome:#?}"
    );
    assert_eq!(column(&records, "id"), ["all.jsonl#1", "all.jsonl#4"]);
}

#[test]
fn fields_with_names_of_their_own_are_mapped() {
    let line = json!({"kopf": "Treaty", "data": {"inhalt": words(1)}, "text": "not this"});
    let options = "--map title=kopf,text=data.inhalt";
    let found = records("a.jsonl", line.to_string(), options);
    assert_eq!(column(&found, "text"), [words(1)]);
    assert_eq!(column(&found, "title"), ["Treaty"]);
    let here = Onrecord::new().file("a.jsonl", line.to_string());
    here.run("extract a.jsonl --map author=x")
        .misused("the fields are text, title, outlet, url, date, lang, id");
    here.run("extract a.jsonl --map text=gone")
        .failed("has no words in \"gone\"; it has the fields");
}

#[test]
fn the_interchange_form_is_read_again_as_it_was_written() {
    let here = Onrecord::new().file("a.txt", WORDS).file("b.txt", words(2));
    let first = here
        .run("extract a.txt b.txt --engine lexicon --date 2021-06-16 --outlet Post")
        .done()
        .stdout;
    let again = here.file("all.jsonl", &first);
    let (outcome, records) = extract(&again, "all.jsonl");
    outcome.done();
    for (line, again) in first.lines().zip(&records) {
        let first: Value = serde_json::from_str(line).expect("JSON");
        for field in ["id", "text", "sha256", "outlet", "published", "statements"] {
            assert_eq!(first[field], again[field], "{field}");
        }
    }
    assert_eq!(records.len(), 2);
}

#[test]
fn tables_with_commas_semicolons_and_tabs_give_an_article_a_row() {
    let cell = WORDS.replace('"', "\"\"");
    for (between, name) in [(',', "a.csv"), (';', "a.csv"), ('\t', "a.tsv")] {
        let table = format!(
            "\u{feff}Headline{between}Text{between}Date\n\
             Treaty{between}\"{cell}\n\nMore.\"{between}16 Jun 2021\nNone{between}{between}\n"
        );
        let here = Onrecord::new().file(name, table);
        let (outcome, records) = extract(&here, name);
        outcome.failed(&format!("error: {name}#2 has no words of its own"));
        assert_eq!(column(&records, "text"), [format!("{WORDS}\n\nMore.")]);
        assert_eq!(column(&records, "title"), ["Treaty"]);
        assert_eq!(column(&records, "published"), ["2021-06-16"]);
    }
}

#[test]
fn a_table_with_unusual_columns_needs_a_map() {
    let table = format!("kopf,inhalt\nTreaty,{}\n", words(1).replace('"', ""));
    let here = Onrecord::new().file("a.csv", table);
    here.run("extract a.csv --format csv").failed(
        "a.csv has no column with a usual name for an article's words; it has kopf, inhalt",
    );
    let (outcome, records) = extract(&here, "a.csv --map text=inhalt,title=kopf");
    outcome.done();
    assert_eq!(column(&records, "title"), ["Treaty"]);
}

#[test]
fn a_table_in_utf_16_as_excel_saves_it() {
    let table = format!("Title\tText\r\nTréaty\t{}\r\n", words(1).replace('"', ""));
    let bytes: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(table.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(column(&records("a.txt", bytes, ""), "title"), ["Tréaty"]);
}

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!-- made up -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Post</title><link>https://post.example/</link><language>en-gb</language>
<image><title>Logo</title><url>x.png</url></image>
<item><title>Keller &amp; the treaty</title><link>https://post.example/1</link>
<description>Short.</description>
<content:encoded><![CDATA[<p>"We support the <b>treaty</b>," President Anna Keller said.</p><p>Talks&nbsp;go on.</p><script>x()</script>]]></content:encoded>
<pubDate>Wed, 16 Jun 2021 23:30:00 +0300</pubDate></item>
<item><title>Second</title><guid>https://post.example/2</guid>
<description>&lt;p&gt;Anna Keller said she would come.&lt;/p&gt;</description><dc:date>2021-06-17</dc:date></item>
<item><title>Empty</title></item>
</channel></rss>"#;

#[test]
fn an_rss_feed_gives_an_article_an_item() {
    let here = Onrecord::new().file("feed.xml", RSS);
    let (outcome, records) = extract(&here, "feed.xml");
    outcome.failed("error: feed.xml#3 has no words of its own");
    assert_eq!(column(&records, "id"), ["feed.xml#1", "feed.xml#2"]);
    assert_eq!(column(&records, "title"), ["Keller & the treaty", "Second"]);
    assert_eq!(column(&records, "outlet"), ["Harbour Post", "Harbour Post"]);
    assert_eq!(column(&records, "published"), ["2021-06-16", "2021-06-17"]);
    let urls = ["https://post.example/1", "https://post.example/2"];
    assert_eq!(column(&records, "url"), urls);
    assert_eq!(
        column(&records, "text"),
        [
            "\"We support the treaty,\" President Anna Keller said.\n\nTalks go on.",
            "Anna Keller said she would come."
        ]
    );
    let codes = |record: &Value| record["diagnostics"].to_string();
    assert!(!codes(&records[0]).contains("summary-only"));
    assert!(codes(&records[1]).contains("summary-only"));
}

#[test]
fn an_atom_feed_gives_an_article_an_entry() {
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title>
        <entry><title type="html">A &lt;i&gt;treaty&lt;/i&gt;</title><id>urn:1</id>
        <link rel="self" href="https://post.example/self"/><link href="https://post.example/1?a=1&amp;b=2"/>
        <published>2021-06-16T10:00:00Z</published><updated>2021-06-20T10:00:00Z</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Anna Keller said 1 &lt; 2.</p><p>More</p></div></content></entry>
        </feed>"#;
    let found = records("atom.xml", atom, "");
    assert_eq!(column(&found, "title"), ["A treaty"]);
    assert_eq!(column(&found, "url"), ["https://post.example/1?a=1&b=2"]);
    assert_eq!(column(&found, "published"), ["2021-06-16"]);
    assert_eq!(column(&found, "text"), ["Anna Keller said 1 < 2.\n\nMore"]);
}

#[test]
fn archives_give_their_members_whatever_these_are() {
    let line = json!({"text": words(3)}).to_string();
    let page = "<!DOCTYPE html><html><title>Keller</title><h1>Keller</h1><p>President Anna Keller \
                said on Wednesday that she supports free trade with all the countries of the coast, \
                and that the talks would go on in June.</p></html>";
    let packed = gzip(words(5));
    let members: [(&str, &[u8]); 7] = [
        ("one.txt", WORDS.as_bytes()),
        ("folder/page.html", page.as_bytes()),
        ("folder/.DS_Store", b"\0\0"),
        ("__MACOSX/one.txt", b"\0\0"),
        ("all.jsonl", line.as_bytes()),
        ("feed.xml", RSS.as_bytes()),
        ("five.txt.gz", &packed),
    ];
    for (name, bytes) in [
        ("all.zip", zip(&members)),
        ("all.tar", tar(&members)),
        ("all.tar.gz", gzip(tar(&members))),
    ] {
        let here = Onrecord::new().file(name, bytes);
        let (outcome, records) = extract(&here, name);
        outcome.failed(&format!("error: {name}/feed.xml#3 has no words of its own"));
        let expected = [
            "one.txt",
            "folder/page.html",
            "all.jsonl#1",
            "feed.xml#1",
            "feed.xml#2",
            "five.txt.gz",
        ];
        let expected: Vec<String> = expected.iter().map(|one| format!("{name}/{one}")).collect();
        assert_eq!(column(&records, "id"), expected);
        assert_eq!(column(&records, "title")[1], "Keller");
    }
}

#[test]
fn an_archive_in_an_archive_is_read_and_one_in_that_is_not() {
    let innermost = zip(&[("deep.txt", b"Too deep.")]);
    let inner = zip(&[("one.txt", WORDS.as_bytes()), ("deep.zip", &innermost)]);
    let here = Onrecord::new().file("all.tar.gz", gzip(tar(&[("inner.zip", &inner)])));
    let (outcome, records) = extract(&here, "all.tar.gz");
    outcome.failed("error: all.tar.gz/inner.zip/deep.zip is an archive within 2 others");
    assert_eq!(column(&records, "id"), ["all.tar.gz/inner.zip/one.txt"]);
    let (outcome, records) = extract(&here, "all.tar.gz --max-archives 3");
    outcome.done();
    assert_eq!(records.len(), 2);
}

#[test]
fn an_archive_comes_through_a_pipe_too() {
    let here = Onrecord::new().file("all.zip", zip(&[("one.txt", WORDS.as_bytes())]));
    let outcome = std::process::Command::new("sh")
        .current_dir(here.path("."))
        .arg("-c")
        .arg(format!(
            "cat all.zip | {} extract --engine lexicon -",
            env!("CARGO_BIN_EXE_onrecord")
        ))
        .output()
        .expect("a shell");
    let record: Value = serde_json::from_slice(&outcome.stdout).expect("JSON");
    assert_eq!(record["id"], "-/one.txt");
}

fn warc(records: &[(&str, &str, &[u8])]) -> Vec<Vec<u8>> {
    records
        .iter()
        .map(|(kind, url, body)| {
            let head = format!(
                "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n\
                 WARC-Date: 2022-01-01T00:00:00Z\r\nContent-Length: {}\r\n\r\n",
                body.len()
            );
            [head.as_bytes(), body, b"\r\n\r\n"].concat()
        })
        .collect()
}

#[test]
fn a_web_archive_gives_its_pages_and_passes_the_rest_over() {
    let page = "<!DOCTYPE html><html><title>Keller</title><h1>Keller</h1><p>President Anna Keller \
                said on Wednesday that she supports free trade with all the countries of the coast, \
                and that the talks would go on in June.</p></html>";
    let answer = |status: &str, fields: &str, body: &[u8]| {
        [
            format!("HTTP/1.1 {status}\r\n{fields}\r\n\r\n").as_bytes(),
            body,
        ]
        .concat()
    };
    let fine = answer(
        "200 OK",
        "Content-Type: text/html; charset=utf-8",
        page.as_bytes(),
    );
    let gone = answer("404 Not Found", "Content-Type: text/html", page.as_bytes());
    let picture = answer("200 OK", "Content-Type: image/png", b"\x89PNG");
    let chunked = answer(
        "200 OK",
        "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip",
        &{
            let packed = gzip(page);
            [
                format!("{:x}\r\n", packed.len()).as_bytes(),
                &packed,
                b"\r\n0\r\n\r\n",
            ]
            .concat()
        },
    );
    let parts = warc(&[
        ("warcinfo", "", b"software: none"),
        (
            "request",
            "https://post.example/1",
            b"GET / HTTP/1.1\r\n\r\n",
        ),
        ("response", "https://post.example/1", &fine),
        ("response", "https://post.example/gone", &gone),
        ("response", "https://post.example/x.png", &picture),
        ("response", "https://post.example/2", &chunked),
        ("conversion", "https://post.example/3", WORDS.as_bytes()),
    ]);
    let members: Vec<u8> = parts.iter().flat_map(gzip).collect();
    for (name, bytes) in [("a.warc", parts.concat()), ("a.warc.gz", members)] {
        let found = records(name, bytes, "");
        let expected = [
            format!("{name}#3 https://post.example/1"),
            format!("{name}#6 https://post.example/2"),
            format!("{name}#7 https://post.example/3"),
        ];
        assert_eq!(column(&found, "id"), expected);
        assert_eq!(column(&found, "url")[0], "https://post.example/1");
        assert_eq!(column(&found, "title")[1], "Keller");
        assert_eq!(column(&found, "text")[2], WORDS);
    }
}

#[test]
fn a_broken_record_of_a_web_archive_is_named_and_the_next_is_found() {
    let good = warc(&[("conversion", "https://post.example/3", WORDS.as_bytes())]).concat();
    let bad = b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: many\r\n\r\nlost\r\n\r\n";
    let here = Onrecord::new().file("a.wet", [&bad[..], &good].concat());
    let (outcome, records) = extract(&here, "a.wet");
    let outcome = outcome.failed("error: a.wet#1 is damaged: its header names no Content-Length");
    assert_eq!(
        outcome.stderr.matches("error:").count(),
        1,
        "told once: {outcome:#?}"
    );
    assert_eq!(column(&records, "text"), [WORDS]);
}

#[test]
fn a_mailbox_gives_its_letters() {
    let letter = |number: usize, date: &str| {
        format!(
            "From post@post.example Wed Jun 16 20:00:0{number} 2021\n\
             From: \"Harbour Post\" <post@post.example>\nSubject: Letter {number}\nDate: {date}\n\
             MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{}\n\n\
             >From here on it is calm.\nFrom the port it is, too.\n\n",
            words(number)
        )
    };
    let first = letter(1, "Wed, 16 Jun 2021 23:00:00 +0300");
    let mailbox = first + &letter(2, "Thu, 17 Jun 2021 08:00:00 +0300");
    let found = records("inbox", &mailbox, "");
    assert_eq!(column(&found, "id"), ["inbox#1", "inbox#2"]);
    assert_eq!(column(&found, "title"), ["Letter 1", "Letter 2"]);
    assert_eq!(column(&found, "published"), ["2021-06-16", "2021-06-17"]);
    let text = &column(&found, "text")[1];
    assert!(text.starts_with(&words(2)), "{text}");
    assert!(
        text.contains("\nFrom here on it is calm.\nFrom the port"),
        "{text}"
    );

    let here = Onrecord::new().file("inbox", mailbox.replace("on it is", &"calm ".repeat(2_000)));
    let (outcome, found) = extract(&here, "inbox --max-size 1000");
    let outcome = outcome.failed("error: inbox#1 is larger than 8000 bytes");
    assert_eq!(outcome.stderr.matches("error:").count(), 2, "{outcome:#?}");
    assert!(found.is_empty());
}

#[test]
fn a_broken_first_line_that_is_very_long_takes_no_other_with_it() {
    let long = "words ".repeat(15_000);
    for broken in [
        format!("{{\"text\": \"{long} never closed\n"),
        format!("{{\"text\": \"{long} closed\"\n"),
        format!("{{\"text\": \"{long}\n over two lines\"}}\n"),
    ] {
        let (one, two) = (json!({"text": words(1)}), json!({"text": words(2)}));
        let here = Onrecord::new().file("all.jsonl", format!("{broken}{one}\n{two}\n"));
        let (outcome, found) = extract(&here, "all.jsonl");
        let outcome = outcome.failed("error: all.jsonl#1 is not a JSON object with an article");
        assert_eq!(outcome.stderr.matches("error:").count(), 1, "{outcome:#?}");
        assert_eq!(column(&found, "id"), ["all.jsonl#2", "all.jsonl#3"]);
    }
}

#[test]
fn a_newsletter_gives_its_words() {
    let plain = format!(
        "Received: from x\r\nFrom: \"Harbour Post\" <post@post.example>\r\nTo: a@b.example\r\n\
         Subject: =?UTF-8?Q?Kell=C3=A9r?=\r\nDate: Wed, 16 Jun 2021 23:00:00 +0300\r\n\
         MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{WORDS}\r\n"
    );
    let found = records("a.eml", &plain, "");
    assert_eq!(column(&found, "title"), ["Kellér"]);
    assert_eq!(column(&found, "outlet"), ["Harbour Post"]);
    assert_eq!(column(&found, "published"), ["2021-06-16"]);
    assert_eq!(column(&found, "text"), [format!("{WORDS}\n")]);
    let html = plain
        .replace("text/plain", "text/html")
        .replace(WORDS, &format!("<p>{WORDS}</p><p>More.</p>"));
    assert_eq!(
        column(&records("a.eml", html, ""), "text"),
        [format!("{WORDS}\n\nMore.")]
    );
}

#[test]
fn a_word_document_gives_its_paragraphs() {
    let text = "<?xml version=\"1.0\"?><w:document><w:body><w:p><w:r><w:t>Treaty</w:t></w:r></w:p>\
                <w:p><w:r><w:t>Anna Keller said A&amp;B.</w:t></w:r></w:p></w:body></w:document>";
    let document = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", text.as_bytes()),
    ]);
    let found = records("a.docx", document, "");
    assert_eq!(column(&found, "text"), ["Treaty\n\nAnna Keller said A&B."]);
    assert_eq!(column(&found, "id"), ["a.docx"]);
}

#[test]
fn a_form_can_be_forced() {
    let lines = json!({"text": words(1)}).to_string();
    let found = records("a.jsonl", &lines, "--format text");
    assert_eq!(column(&found, "text"), [lines.as_str()]);
    let found = records("a.txt", "plain<p>words said Anna Keller.", "--format html");
    assert_eq!(column(&found, "text"), ["plain\n\nwords said Anna Keller."]);
    let found = records("a.jsonl.gz", gzip(&lines), "--format jsonl");
    assert_eq!(column(&found, "text"), [words(1)]);
}

#[test]
fn a_headline_for_one_article_is_refused_for_several_and_nothing_is_added() {
    let lines = format!(
        "{}\n{}\n",
        json!({"text": words(1)}),
        json!({"text": words(2)})
    );
    let here = Onrecord::new()
        .file("all.jsonl", lines)
        .file("a.txt", WORDS);
    here.run("add all.jsonl --title Treaty --engine lexicon")
        .misused("--title is for one article, and all.jsonl holds several");
    assert!(!here.path("onrecord.db").exists());
    here.run("add a.txt --title Treaty --engine lexicon").done();
}

#[test]
fn the_number_of_threads_changes_nothing_in_a_large_file() {
    let lines: String = (0..300)
        .map(|number| json!({"text": words(number).repeat(1 + number % 9)}).to_string() + "\n")
        .collect();
    let here = Onrecord::new().file("all.jsonl", lines);
    let (one, records) = extract(&here, "all.jsonl --threads 1");
    let (many, _) = extract(&here, "all.jsonl --threads 7");
    assert_eq!(records.len(), 300);
    assert_eq!(one.stdout, many.stdout);
}

#[test]
fn what_a_database_is_given_twice_it_has_once() {
    let lines = format!(
        "{}\n{}\n",
        json!({"text": words(1)}),
        json!({"text": words(2)})
    );
    let here = Onrecord::new().file("all.jsonl", lines);
    here.run("add all.jsonl --engine lexicon").done();
    let again = here.run("add all.jsonl --engine lexicon").done();
    assert!(
        again.stdout.contains("2 articles on record already"),
        "{again:#?}"
    );
}
