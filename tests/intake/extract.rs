//! The stateless stage and its interchange form.

use crate::support::Onrecord;
use serde_json::Value;

const ARTICLE: &str = "Talks were “useful”\n\n\
    GENEVA, June 16. /TASS/. “We talked about trade – да,” US President Joe Biden said on Wednesday.\n";

#[test]
fn offsets_count_code_points() {
    let here = Onrecord::new().file("a.txt", ARTICLE);
    let record = here.run("extract a.txt").json();
    let text: Vec<char> = ARTICLE.chars().collect();
    let slice = |span: &Value| -> String {
        let at = |end: usize| span[end].as_u64().unwrap_or(0) as usize;
        text[at(0)..at(1)].iter().collect()
    };
    let statement = &record["statements"][0];
    assert_eq!(slice(&statement["source"][0]), "US President Joe Biden");
    assert_eq!(slice(&statement["cue"][0]), "said");
    assert_eq!(
        slice(&statement["content"][0]),
        "We talked about trade – да"
    );
    assert_eq!(statement["text"], "We talked about trade – да");
    assert_eq!(statement["kind"], "direct");
    assert_eq!(statement["speakers"][0]["name"], "Joe Biden");
    assert_eq!(statement["speakers"][0]["role"], "US President");
    assert_eq!(record["published"], "2021-06-16");
    assert_eq!(record["published_basis"], "dateline+weekday+offices");
}

#[test]
fn the_form_has_every_field_that_its_page_names() {
    let here = Onrecord::new().file("a.txt", ARTICLE);
    let record = here.run("extract a.txt").json();
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/interchange.md"))
        .expect("docs/interchange.md is there");
    let mut fields: Vec<String> = Vec::new();
    names(&record, &mut fields);
    for field in &fields {
        assert!(
            page.contains(&format!("| `{field}` |")),
            "docs/interchange.md lacks {field}"
        );
    }
}

fn names(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                found.push(name.clone());
                names(value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| names(item, found)),
        _ => {}
    }
}

#[test]
fn a_line_an_article_in_the_order_given_and_no_database() {
    let here = Onrecord::new()
        .file("b.txt", ARTICLE)
        .file("a.txt", ARTICLE);
    let outcome = here.run_with_input("extract b.txt - a.txt", ARTICLE).done();
    let ids: Vec<Value> = outcome
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("a line is JSON")["id"].clone())
        .collect();
    assert_eq!(ids, ["b.txt", "-", "a.txt"]);
    assert!(!here.path("onrecord.db").exists());
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let mut here = Onrecord::new();
    std::fs::create_dir(here.path("in")).expect("a folder");
    for number in 0..40 {
        // Long and short ones, so that threads overtake one another.
        let body = ARTICLE.replace("trade", &format!("trade {number}"));
        here = here.file(&format!("in/{number:02}.txt"), body.repeat(1 + number % 7));
    }
    let one = here.run("extract in --threads 1").done().stdout;
    let many = here.run("extract in --threads 7").done().stdout;
    assert_eq!(one.lines().count(), 40);
    assert_eq!(one, many);
}

#[test]
fn a_failure_leaves_the_other_lines() {
    let here = Onrecord::new().file("a.txt", ARTICLE).file("b.txt", "");
    let outcome = here
        .run("extract b.txt a.txt")
        .failed("error: b.txt is empty");
    assert_eq!(outcome.stdout.lines().count(), 1);
}
