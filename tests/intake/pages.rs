//! HTML pages: real ones of many years against what a reader finds on them, and made ones that
//! mean harm.

use crate::support::Onrecord;
use onrecord::attribute::lexicon::LexiconEngine;
use onrecord::pipeline::Pipeline;
use onrecord::source::{self, Document};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of the shared corpora; where it is absent the test says that it was skipped.
fn corpus(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/corpus")
        .join(name);
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return None;
    }
    Some(folder)
}

fn read(path: &Path) -> Document {
    let bytes = fs::read(path).expect("the page is there");
    source::read(&path.display().to_string(), &bytes).expect("the page is read")
}

/// What a reader finds on a page.
#[derive(Deserialize)]
struct Expected {
    title: String,
    published: String,
    paragraphs: usize,
    #[serde(default)]
    first: String,
    #[serde(default)]
    last: String,
}

#[test]
fn title_date_and_body_of_forty_pages_are_what_a_reader_finds() {
    let Some(folder) = corpus("kremlin-html") else {
        return;
    };
    let gold = include_str!("../gold/pages.toml");
    let gold: BTreeMap<String, Expected> = toml::from_str(gold).expect("the gold file is in order");
    let (mut titles, mut days, mut bodies) = (0, 0, 0);
    let mut wrong = Vec::new();
    for (page, expected) in &gold {
        let document = read(&folder.join(format!("{page}.html")));
        let mut check = |what: &str, found: String, expected: &str, count: &mut usize| {
            if found == expected {
                *count += 1;
            } else {
                wrong.push(format!("{page}: {what} {found:?}, not {expected:?}"));
            }
        };
        let title = document.meta.title.clone().unwrap_or_default();
        check("title", title, &expected.title, &mut titles);
        let day = document.meta.published.map(|day| day.to_string());
        let day = day.unwrap_or_default();
        check("date", day, &expected.published, &mut days);
        let mut paragraphs = document.text.split("\n\n").skip(1).peekable();
        let words = |paragraph: &str| -> Vec<String> {
            paragraph.split_whitespace().map(str::to_string).collect()
        };
        let first = words(paragraphs.peek().copied().unwrap_or_default());
        let all: Vec<&str> = paragraphs.collect();
        let last = words(all.last().copied().unwrap_or_default());
        let found = format!(
            "{} paragraphs: {} … {}",
            all.len(),
            first[..first.len().min(5)].join(" "),
            last[last.len().saturating_sub(5)..].join(" ")
        );
        let body = format!(
            "{} paragraphs: {} … {}",
            expected.paragraphs, expected.first, expected.last
        );
        check("body", found, &body, &mut bodies);
    }
    let right = [titles, days, bodies];
    assert_eq!(right, [gold.len(); 3], "{wrong:#?}");
}

/// The texts beside the pages were made from them some other way; in three of them a note that
/// opens on a click stands in the middle of a sentence, which a reader of the page does not see.
#[test]
fn a_page_gives_the_statements_of_its_text() {
    let (Some(pages), Some(texts)) = (corpus("kremlin-html"), corpus("kremlin-dev")) else {
        return;
    };
    let pipeline = Pipeline::new(Box::new(LexiconEngine::new()));
    let contents = |path: &Path| -> Vec<Vec<String>> {
        let document = read(path);
        let extraction = pipeline.read(&document);
        let words = |span: &onrecord::span::Span| {
            let words = span.slice(&document.text).split_whitespace();
            words.map(str::to_string).collect::<Vec<_>>()
        };
        let statements = extraction.statements.iter();
        statements
            .map(|one| one.attribution.content.iter().flat_map(words).collect())
            .collect()
    };
    let mut compared = 0;
    for entry in fs::read_dir(&texts).expect("the folder is readable") {
        let text = entry.expect("the folder is readable").path();
        if text.extension().is_none_or(|ending| ending != "txt") {
            continue;
        }
        let name = text.file_stem().expect("a name").to_string_lossy();
        let of_text = contents(&text);
        let of_page = contents(&pages.join(format!("{name}.html")));
        assert_eq!(of_page.len(), of_text.len(), "{name}");
        for (page, text) in of_page.iter().zip(&of_text) {
            let mut rest = text.iter();
            let within = page.iter().all(|word| rest.any(|other| other == word));
            assert!(within, "{name}: {page:?} is not in {text:?}");
        }
        compared += of_page.len();
    }
    assert!(compared > 100, "{compared}");
}

const PAGE: &str = "<!DOCTYPE html><html lang=en><title>Keller opens the harbours</title>\
    <meta property='article:published_time' content='2021-06-16T10:00:00Z'>\
    <h1>Keller opens the harbours</h1><p>President Anna Keller said on Wednesday that she supports \
    free trade with all countries of the coast, and that the talks would go on in June.</p>";

#[test]
fn a_page_is_put_on_record_whatever_it_is_called() {
    let here = Onrecord::new().file("page.dat", PAGE);
    let told = here.run("add page.dat --verbose").done();
    assert!(told.stderr.contains("2021-06-16 by meta"), "{told:#?}");
    let article = &here.run("articles --format json").json()[0];
    assert_eq!(article["title"], "Keller opens the harbours");
    assert_eq!(article["statements"], 1);
}

#[test]
fn a_page_beyond_the_bounds_is_told_and_the_rest_goes_on() {
    let here = Onrecord::new()
        .file("a.html", format!("<html>{}", "<div>".repeat(200_000)))
        .file(
            "b.html",
            format!("<html>{}", "<p>so ".repeat(30_000_000 / 6)),
        )
        .file("c.html", "<html><nav><a href=a>Home</a></nav></html>")
        .file("d.html", PAGE);
    let outcome = here
        .run("add a.html b.html c.html d.html")
        .failed("more than 512 elements within one another");
    assert!(
        outcome.stderr.contains("b.html is larger than"),
        "{outcome:#?}"
    );
    assert!(
        outcome.stderr.contains("no article was found"),
        "{outcome:#?}"
    );
    assert!(outcome.stdout.contains("1 article added"), "{outcome:#?}");
}

#[test]
fn where_an_article_came_from_is_kept() {
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(PAGE);
    let latin = String::from_utf8_lossy(&bytes).replace("coast,", "coast (“all”),");
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(&latin);
    let page = [b"<meta charset=windows-1252>".as_slice(), &bytes].concat();
    let here = Onrecord::new().file("page.html", page);
    here.run("add page.html --url https://post.example/1")
        .done();
    let told = here.run("show --source page.html").done().stdout;
    for line in [
        "name          page.html",
        "address       https://post.example/1",
        "published     2021-06-16 (from meta)",
        "format        html",
        "encoding      windows-1252",
        "added         20",
        "bytes sha256  ",
        "read by       encoder ",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
    let told = here.run("show --source 1/1").done().stdout;
    assert!(told.contains("words         "), "{told}");
    here.run("show --source 1/99")
        .failed("article 1 has no statement 99");
}

#[test]
fn what_is_not_read_is_kept_with_the_reason() {
    let here = Onrecord::new()
        .file("page.html", PAGE)
        .file(
            "seite.html",
            "<html lang=de-AT><h1>Gespräche in Genf</h1><p>Der russische Präsident Wladimir Putin hat \
             am Mittwoch in Genf gesagt, dass die Gespräche mit dem amerikanischen Präsidenten Joe \
             Biden konstruktiv gewesen seien und bald weitergehen sollen.</p>",
        )
        .file("quiet.txt", "The harbours are open to all of the ships that come to them in June.");
    here.run("add page.html seite.html quiet.txt").done();
    let skipped = here.run("articles --skipped --format json").json();
    let skipped = skipped.as_array().expect("rows").clone();
    let why = |name: &str| {
        let row = skipped
            .iter()
            .find(|row| row["name"] == name)
            .expect("listed");
        (
            row["lang"].clone(),
            row["why"].as_str().expect("told").to_string(),
        )
    };
    assert_eq!(skipped.len(), 2, "{skipped:#?}");
    assert_eq!(why("seite.html").0, "de");
    assert!(why("seite.html").1.starts_with("not-english: "));
    assert!(why("quiet.txt").1.starts_with("nothing-found: "));
}
