//! Input that is made to take all memory, all disk or all time: each is bounded by a limit that
//! is told together with the option that raises it, and the rest goes on.

use crate::support::Onrecord;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fmt::Write as _;
use std::io::{self, Cursor, Read, Write};
use std::process::Stdio;
use zip::write::SimpleFileOptions;

const WORDS: &str = "\"We support the treaty,\" President Anna Keller said.";

/// So many zeros, packed a thousandfold.
fn bomb(megabytes: u64) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    io::copy(&mut io::repeat(b' ').take(megabytes << 20), &mut packed).expect("it is packed");
    packed.finish().expect("it is packed")
}

fn zip(members: impl IntoIterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive
            .start_file(name, SimpleFileOptions::default())
            .expect("a member");
        archive.write_all(&bytes).expect("a member");
    }
    archive.finish().expect("an archive").into_inner()
}

/// The file fails with these words, and the good one beside it is read.
#[track_caller]
fn bounded(name: &str, bytes: impl AsRef<[u8]>, options: &str, words: &str) {
    let here = Onrecord::new().file(name, bytes).file("z.txt", WORDS);
    let outcome = here
        .run(&format!("extract --engine lexicon {name} z.txt {options}"))
        .failed(words);
    let last = outcome.stdout.lines().last().unwrap_or_default();
    assert!(last.contains("\"id\":\"z.txt\""), "{outcome:#?}");
}

#[test]
fn a_gzip_bomb() {
    bounded("a.gz", bomb(64), "", "a.gz is larger than 1 MB");
    let limit = "gives more than 10 MB in all, as an archive made to fill a disk would; the rest of \
                 it was left out; raise the limit with --max-total";
    bounded("a.gz", bomb(64), "--max-size 1G --max-total 10M", limit);
}

#[test]
fn a_zip_bomb() {
    let spaces = || vec![b' '; 8 << 20];
    let members = |count: usize| (0..count).map(move |at| (format!("{at}.txt"), spaces()));
    bounded(
        "a.zip",
        zip(members(1)),
        "",
        "a.zip/0.txt is larger than 1 MB",
    );
    bounded(
        "a.zip",
        zip(members(9)),
        "--max-total 5M",
        "a.zip gives more than 5 MB in all",
    );
    // A bomb packed in a bomb.
    let nested = zip([("inner.zip".to_string(), zip(members(9)))]);
    bounded(
        "b.zip",
        nested,
        "--max-total 5M",
        "b.zip gives more than 5 MB in all",
    );
}

#[test]
fn a_tar_bomb_in_its_names() {
    let mut archive = tar::Builder::new(Vec::new());
    let name = "n".repeat(4 << 20);
    let mut header = tar::Header::new_gnu();
    header.set_size(2);
    archive
        .append_data(&mut header, &name, &b"Hi"[..])
        .expect("a member");
    let bytes = archive.into_inner().expect("an archive");
    bounded("a.tar", bytes, "", "a.tar#1 is damaged");
}

#[test]
fn names_that_climb_out_of_the_archive_are_labels_alone() {
    let names = ["../../evil.txt", "/tmp/evil.txt", "C:\\evil.txt"];
    let members = names.map(|name| (name.to_string(), WORDS.as_bytes().to_vec()));
    let here = Onrecord::new().file("a.zip", zip(members));
    let outcome = here.run("extract --engine lexicon a.zip").done();
    assert!(outcome.stdout.contains("\"id\":\"a.zip/../../evil.txt\""));
    let left: Vec<_> = std::fs::read_dir(here.path("."))
        .expect("the folder")
        .collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn an_archive_of_very_many_members() {
    let members = (0..3_000).map(|at| (format!("{at}.txt"), WORDS.as_bytes().to_vec()));
    let limit = "a.zip holds more than 1000 articles; the rest of it was left out; raise the limit \
                 with --max-items";
    let bytes = zip(members);
    let here = Onrecord::new().file("a.zip", &bytes);
    let outcome = here
        .run("extract --engine lexicon a.zip --max-items 1000")
        .failed(limit);
    assert_eq!(outcome.stdout.lines().count(), 1_000);
    bounded("a.zip", bytes, "--max-items 1000", limit);
}

#[test]
fn entities_that_stand_for_entities() {
    let mut feed = String::from("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a0 \"ha\">");
    for level in 1..40 {
        let inner = format!("&a{};", level - 1).repeat(10);
        write!(feed, "<!ENTITY a{level} \"{inner}\">").expect("a string");
    }
    feed += "]><rss><channel><item><description>Keller said &a39; to all.</description></item>\
             </channel></rss>";
    let here = Onrecord::new().file("feed.xml", feed);
    let record = here.run("extract --engine lexicon feed.xml").json();
    assert_eq!(record["text"], "Keller said &a39; to all.");
}

#[test]
fn an_item_that_never_ends() {
    let endless = format!("<rss><item><description>{}", "word ".repeat(4 << 20));
    bounded("a.xml", endless, "", "a.xml#1 is larger than 8 MB");
    let nested = format!("<rss>{}", "<item>".repeat(4 << 20));
    bounded("a.xml", nested, "", "a.xml#1 is larger than 8 MB");
}

#[test]
fn a_feed_that_never_ends() {
    let here = Onrecord::new();
    let mut program = crate::support::program(&here.path("."))
        .args(["extract", "--engine", "lexicon", "-", "--max-items", "500"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = program.stdin.take().expect("a pipe");
    let writer = std::thread::spawn(move || {
        let _ = input.write_all(b"<rss><channel>");
        // Ends when the program closes the pipe, and at some point in any case.
        let item = format!("<item><description>{WORDS}</description></item>");
        (0..10_000_000).find(|_| input.write_all(item.as_bytes()).is_err())
    });
    let outcome = program.wait_with_output().expect("the program ends");
    let stderr = String::from_utf8_lossy(&outcome.stderr);
    assert!(
        stderr.contains("- holds more than 500 articles"),
        "{stderr}"
    );
    assert!(
        writer.join().expect("no panic").is_some(),
        "it was read to its end"
    );
}

#[test]
fn a_quotation_mark_that_takes_the_rest_of_the_table() {
    let mut table = "title,text\nOne,words\nTwo,\"".to_string();
    table += &"never closed\n".repeat(1 << 20);
    bounded("a.csv", table, "", "a.csv#2 is larger than 8 MB");
}

#[test]
fn a_record_over_the_limit_is_passed_over() {
    let lines = format!(
        "{{\"text\":\"{}\"}}\n{{\"text\":\"{}\"}}\n{{\"id\":\"last\",\"text\":\"Words.\"}}\n",
        "word ".repeat(2 << 20),
        "word ".repeat(300_000),
    );
    let here = Onrecord::new().file("a.jsonl", lines);
    let outcome = here
        .run("extract --engine lexicon a.jsonl")
        .failed("a.jsonl#1 is larger than 8 MB, the most for a record with one article");
    assert!(outcome.stderr.contains("a.jsonl#2 is larger than 1 MB"));
    assert!(outcome.stdout.contains("\"id\":\"last\""));
}

#[test]
fn deeply_nested_json() {
    let deep = format!(
        "{{\"text\":{}\n{{\"text\":\"Words.\"}}\n",
        "[".repeat(20_000)
    );
    let outcome = Onrecord::new()
        .file("a.jsonl", deep)
        .run("extract --engine lexicon --format jsonl a.jsonl")
        .failed("a.jsonl#1 has more than 512 arrays and objects within one another; raise the limit with --max-depth");
    assert!(
        outcome.stdout.contains("\"text\":\"Words.\""),
        "{outcome:#?}"
    );
}

#[test]
fn the_limits_on_what_a_page_or_record_is_made_of_can_be_raised() {
    let deep = |levels: usize| {
        let (open, close) = ("[".repeat(levels), "]".repeat(levels));
        let json = format!("{{\"text\":\"Words.\",\"more\":{open}{close}}}");
        let html = format!("<html>{}<p>{WORDS}", "<div>".repeat(levels));
        (json, html)
    };
    let (json, _) = deep(4_000);
    // The time that a page takes grows with the square of its depth.
    let (_, html) = deep(600);
    let many = format!("<html>{}<p>{WORDS}", "<br>".repeat(300_000));
    let tag: String = (0..1_500).map(|n| format!(" a{n}")).collect();
    let wide = format!("<html><p{tag}>{WORDS}");
    for (name, bytes, limit, raised) in [
        (
            "a.json",
            json,
            "has more than 512 arrays",
            "--max-depth 4096",
        ),
        (
            "a.html",
            html,
            "has more than 512 elements within",
            "--max-depth 700",
        ),
        (
            "b.html",
            many,
            "has more than 250000 elements;",
            "--max-elements 400000",
        ),
        (
            "c.html",
            wide,
            "has more than 1000 attributes",
            "--max-attributes 2000",
        ),
    ] {
        let option = raised.split(' ').next().expect("an option");
        bounded(name, &bytes, "", limit);
        bounded(name, &bytes, "", &format!("raise the limit with {option}"));
        let here = Onrecord::new().file(name, &bytes);
        let options = format!("extract --engine lexicon --max-size 4M {name} {raised}");
        assert!(
            here.run(&options).done().stdout.contains("\"text\""),
            "{name}"
        );
    }
}

#[test]
fn an_archive_that_was_cut_off() {
    let whole = zip([("a.txt".to_string(), WORDS.as_bytes().to_vec())]);
    bounded("a.zip", &whole[..whole.len() / 2], "", "a.zip is damaged");
    let packed = {
        let mut packed = GzEncoder::new(Vec::new(), Compression::none());
        packed.write_all(WORDS.as_bytes()).expect("it is packed");
        packed.finish().expect("it is packed")
    };
    bounded(
        "a.gz",
        &packed[..packed.len() / 2],
        "",
        "a.gz is damaged: it ends too early",
    );
}
