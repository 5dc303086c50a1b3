//! What was said once is one utterance, however many articles tell it.

use crate::support::Onrecord;
use crate::support::article::{Draft, article};
use onrecord::model::{Decision, Extraction, Label, Verdict};
use rusqlite::Connection;
use std::collections::BTreeMap;

const WORDS: &str = "We will extend the Northern Pact by five years without any condition";

fn told(id: &str, outlet: &str, day: &str, who: &str, words: &str) -> Draft {
    article(id, &format!("{id}: \"{words},\" {who} said."))
        .outlet(outlet)
        .published(day)
        .topic("arms-control", "Arms control")
        .says(&[who], words)
        .cue("said")
        .on_topic("arms-control", Label::Support)
}

/// The same told by three outlets, once in part and once as paraphrase; and four that look like
/// it and are something else.
fn retold() -> Vec<Extraction> {
    let mut articles = vec![
        told("a.txt", "Harbour Post", "2021-02-01", "Anna Keller", WORDS),
        told(
            "b.txt",
            "Southland Wire",
            "2021-02-02",
            "Anna Keller",
            "extend the Northern Pact by five years without any condition",
        ),
        told(
            "c.txt",
            "Morning Mail",
            "2021-02-03",
            "Anna Keller",
            "the Northern Pact would be extended by five years without conditions",
        ),
        told(
            "other-speaker.txt",
            "Harbour Post",
            "2021-02-01",
            "Bohdan Marek",
            WORDS,
        ),
        told(
            "long-after.txt",
            "Harbour Post",
            "2021-03-01",
            "Anna Keller",
            WORDS,
        ),
        told(
            "denied.txt",
            "Harbour Post",
            "2021-02-02",
            "Anna Keller",
            "We will not extend the Northern Pact by five years",
        ),
        told(
            "figures.txt",
            "Harbour Post",
            "2021-02-02",
            "Anna Keller",
            "We will extend the Northern Pact to 12 harbours in 2022",
        ),
    ];
    articles.drain(..).map(Draft::done).collect()
}

/// Which articles share an utterance, each group and all groups in order of name.
fn groups(here: &Onrecord) -> Vec<Vec<String>> {
    let database = Connection::open(here.path("onrecord.db")).expect("opened");
    let mut groups: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    database
        .prepare("SELECT s.utterance, a.name FROM statement s JOIN article a ON a.id = s.article ORDER BY a.name")
        .expect("asked")
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("asked")
        .for_each(|row| {
            let (utterance, name): (i64, String) = row.expect("a row");
            groups.entry(utterance).or_default().push(name);
        });
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort();
    groups
}

fn expected() -> Vec<Vec<&'static str>> {
    vec![
        vec!["a.txt", "b.txt", "c.txt"],
        vec!["denied.txt"],
        vec!["figures.txt"],
        vec!["long-after.txt"],
        vec!["other-speaker.txt"],
    ]
}

#[test]
fn retellings_are_one_utterance_in_any_order_of_adding() {
    let mut articles = retold();
    for _ in 0..articles.len() {
        articles.rotate_left(1);
        assert_eq!(groups(&Onrecord::with(articles.clone())), expected());
    }
    articles.reverse();
    assert_eq!(groups(&Onrecord::with(articles)), expected());
}

#[test]
fn reading_an_article_again_undoes_its_links() {
    let here = Onrecord::with(retold());
    // A later pass reads "b.txt" and finds other words in it: what "a.txt" and "c.txt" have
    // in common still holds.
    let again = told(
        "b.txt",
        "Southland Wire",
        "2021-02-02",
        "Anna Keller",
        "extend the Northern Pact by five years without any condition",
    )
    .with(|statement| {
        let start = statement.attribution.content[0].start;
        statement.attribution.content[0] = onrecord::span::Span::new(start, start + 6);
    })
    .read_by("2")
    .done();
    here.store().add(&again).expect("added");
    let found = groups(&here);
    assert!(found.contains(&vec!["b.txt".to_owned()]), "{found:?}");
    assert!(
        found.contains(&vec!["a.txt".to_owned(), "c.txt".to_owned()]),
        "{found:?}"
    );
    let back = retold().swap_remove(1);
    let back = Extraction {
        run: crate::support::article::run("3"),
        ..back
    };
    here.store().add(&back).expect("added");
    assert_eq!(groups(&here), expected());
}

#[test]
fn a_decision_about_who_speaks_moves_the_statement() {
    let here = Onrecord::with(retold());
    let decide = |verdict| Decision {
        verdict,
        by: "tester".into(),
        at: "2024-01-01T00:00:00Z".into(),
        note: None,
    };
    here.store()
        .decide(&decide(Verdict::Merge {
            name: "Bohdan Marek".into(),
            into: "Anna Keller".into(),
        }))
        .expect("decided");
    assert_eq!(
        groups(&here)[0],
        ["a.txt", "b.txt", "c.txt", "other-speaker.txt"]
    );
    here.store()
        .decide(&decide(Verdict::Split {
            name: "Anna Keller".into(),
            alias: "Bohdan Marek".into(),
        }))
        .expect("decided");
    assert_eq!(groups(&here), expected());
}

#[test]
fn said_counts_reports() {
    let here = Onrecord::with(retold());
    let rows = here
        .run("said --utterances --order date --speaker keller --until 2021-02-02 --format json")
        .json();
    let first = &rows[0];
    assert_eq!(first["reports"], 3);
    assert_eq!(first["articles"], 3);
    assert_eq!(
        first["outlets"],
        serde_json::json!(["Harbour Post", "Morning Mail", "Southland Wire"])
    );
    assert_eq!(first["words"], WORDS);
    assert_eq!(rows.as_array().map(Vec::len), Some(3));
    let screen = here.run("said --utterances").done().stdout;
    assert!(screen.contains("Southland Wire"), "{screen}");
    let limited = here.run("said --utterances --limit 1 --format json").json();
    assert_eq!(limited.as_array().map(Vec::len), Some(1));
}

#[test]
fn the_graph_counts_utterances() {
    let here = Onrecord::with(retold());
    let graph = here
        .run("graph --format json --until 2021-02-03")
        .done()
        .stdout;
    assert!(graph.contains("\"utterances\""), "{graph}");
}
