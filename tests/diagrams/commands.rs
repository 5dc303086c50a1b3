//! `onrecord graph` and `onrecord export` as one types them.

use crate::support::Onrecord;
use crate::support::article::small_record;

fn here() -> Onrecord {
    Onrecord::with(small_record())
}

#[test]
fn graph_lists_the_edges_with_the_strongest_first() {
    let edges = here().run("graph --format json").json();
    let edges = edges.as_array().expect("an array");
    let counts: Vec<_> = edges
        .iter()
        .map(|edge| edge["statements"].as_u64().expect("a number"))
        .collect();
    assert!(
        !counts.is_empty() && counts.is_sorted_by(|a, b| a >= b),
        "{counts:?}"
    );
    for edge in edges {
        let ids = edge["statement_ids"].as_array().expect("an array");
        assert_eq!(edge["statements"], ids.len());
    }
}

#[test]
fn graph_in_a_table_says_how_large_it_is() {
    let outcome = here().run("graph --nodes speaker,agreement").done();
    assert!(outcome.stdout.contains("Northern Pact"), "{outcome:#?}");
    assert!(!outcome.stdout.contains("arms-control"), "{outcome:#?}");
    assert!(outcome.stderr.contains("1 agreement,"), "{outcome:#?}");
}

#[test]
fn a_selection_narrows_what_is_exported_and_is_named_in_it() {
    let json = here()
        .run("export json --speaker keller --since 2020 --until 2021-12 --title \"Keller's years\"")
        .json();
    assert_eq!(json["graph"]["title"], "Keller's years");
    assert_eq!(
        json["graph"]["selection"],
        "speaker Anna Keller; since 2020-01-01; until 2021-12-31"
    );
    let speakers: Vec<_> = json["nodes"]
        .as_array()
        .expect("an array")
        .iter()
        .filter(|node| node["kind"] == "speaker")
        .map(|node| node["label"].as_str().unwrap_or_default())
        .collect();
    assert_eq!(speakers, ["Anna Keller"]);
}

#[test]
fn an_export_replaces_the_file_and_leaves_nothing_else() {
    let here = here().file("out.svg", "old");
    here.run("export svg --layout own -o out.svg").done();
    let written = std::fs::read_to_string(here.path("out.svg")).expect("it is there");
    assert!(written.starts_with("<svg "));
    let printed = here.run("export svg --layout own").done();
    assert_eq!(printed.stdout, written);
    let parts = std::fs::read_dir(here.path(".")).expect("readable");
    let parts = parts.filter(|entry| {
        let name = entry.as_ref().expect("readable").file_name();
        name.to_string_lossy().contains("part")
    });
    assert_eq!(parts.count(), 0);
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    here()
        .run("export dot -o nowhere/out.dot")
        .failed("cannot write nowhere/out.dot");
}

#[test]
fn an_empty_graph_is_a_file_and_said_to_be_empty() {
    let outcome = here().run("export svg --layout own --since 2099").done();
    assert!(
        outcome.stdout.contains("No statement matches"),
        "{outcome:#?}"
    );
    assert!(outcome.stderr.contains("no statement"), "{outcome:#?}");
}

#[test]
fn wrong_formats_kinds_and_names_say_what_there_is() {
    let here = here();
    here.run("export png").misused("graphml");
    here.run("graph --nodes person")
        .misused("speaker, actor, topic");
    here.run("export svg --topic cheese").failed("cheese");
}
