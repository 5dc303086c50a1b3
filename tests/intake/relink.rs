//! Topics of one's own, and links anew.

use crate::support::Onrecord;
use onrecord::model::{Decision, Verdict};

const ARTICLE: &str = "Talks in Oslo\n\n\
    OSLO, June 16, 2021 (Reuters) - The cod must be protected, Prime Minister Erna Solberg said on \
    Wednesday.\n";

const TOPICS: &str = "[[topic]]\nid = \"fisheries\"\nlabel = \"Fisheries\"\n\
    broader = \"environment\"\nterms = [\"cod\"]\n";

fn oslo() -> Onrecord {
    Onrecord::new()
        .file("oslo.txt", ARTICLE)
        .file("my.toml", TOPICS)
}

fn about_fisheries(here: &Onrecord) -> usize {
    let found = here.run("said --topic fisheries --format json");
    match found.code {
        Some(0) => found.json().as_array().map_or(0, Vec::len),
        _ => 0,
    }
}

#[test]
fn what_is_on_record_is_linked_to_topics_that_come_later() {
    let here = oslo();
    here.run("add --engine lexicon oslo.txt").done();
    assert_eq!(about_fisheries(&here), 0);
    let before = here.run("said --format json").json();
    let told = here.run("relink --topics my.toml").done().stdout;
    assert!(
        told.contains("1 article linked anew with the topics of my.toml, 1 of their statements"),
        "{told}"
    );
    assert_eq!(about_fisheries(&here), 1);
    let after = here.run("said --format json").json();
    for key in ["words", "speakers", "statement", "source", "content"] {
        assert_eq!(before[0][key], after[0][key], "{key}");
    }
    let topics = here.run("topics --format json").json();
    assert_eq!(topics[0]["label"], "Fisheries");
}

#[test]
fn the_database_remembers_the_topics_until_it_is_told_to_forget_them() {
    let here = oslo().file("bergen.txt", ARTICLE.replace("OSLO", "BERGEN"));
    here.run("add --engine lexicon --topics my.toml oslo.txt")
        .done();
    here.run("add --engine lexicon bergen.txt").done();
    assert_eq!(about_fisheries(&here), 2);
    let again = here.run("add --engine lexicon bergen.txt").done().stdout;
    assert!(again.contains("unchanged"), "{again}");
    here.run("relink --forget-topics").done();
    assert_eq!(about_fisheries(&here), 0);
    let again = here.run("add --engine lexicon bergen.txt").done().stdout;
    assert!(again.contains("unchanged"), "{again}");
}

#[test]
fn other_topics_for_new_articles_are_told_of_where_old_ones_have_none() {
    let here = oslo().file("bergen.txt", ARTICLE.replace("OSLO", "BERGEN"));
    here.run("add --engine lexicon oslo.txt").done();
    let told = here
        .run("add --engine lexicon --topics my.toml bergen.txt")
        .done()
        .stdout;
    assert!(told.contains("`onrecord relink`"), "{told}");
    assert_eq!(about_fisheries(&here), 1);
    here.run("relink").done();
    assert_eq!(about_fisheries(&here), 2);
}

#[test]
fn linking_anew_with_the_same_topics_changes_nothing() {
    let here = oslo();
    here.run("add --engine lexicon oslo.txt").done();
    let before = here.run("extract --engine lexicon oslo.txt").stdout;
    let stances = here.run("said --format json").done().stdout;
    let told = here.run("relink").done().stdout;
    assert!(told.contains(", 0 of their statements changed"), "{told}");
    assert_eq!(here.run("said --format json").done().stdout, stances);
    assert_eq!(here.run("extract --engine lexicon oslo.txt").stdout, before);
}

#[test]
fn what_a_person_decided_stays_when_links_are_made_anew() {
    let here = oslo();
    here.run("add --engine lexicon oslo.txt").done();
    here.store()
        .decide(&Decision {
            verdict: Verdict::Accept { statement: 1 },
            by: "ada".into(),
            at: "2026-01-01T00:00:00Z".into(),
            note: None,
        })
        .unwrap();
    let told = here.run("relink --topics my.toml").done().stdout;
    assert!(told.contains("1 statement stayed"), "{told}");
    assert_eq!(about_fisheries(&here), 0);
}

#[test]
fn extract_is_given_the_topics_each_time() {
    let here = oslo();
    let with = here
        .run("extract --engine lexicon --topics my.toml oslo.txt")
        .json();
    assert_eq!(with["statements"][0]["stances"][0]["target"], "fisheries");
    let without = here.run("extract --engine lexicon oslo.txt").json();
    assert_ne!(with["run"]["fingerprint"], without["run"]["fingerprint"]);
}

#[test]
fn a_table_that_is_none_is_refused_before_anything_is_changed() {
    let here = oslo()
        .file("form.toml", "[[topic]]\nid = \n")
        .file("name.toml", "[[topic]]\nid = \"x\"\nterms = [\"y\"]\n");
    here.run("add --engine lexicon oslo.txt").done();
    here.run("relink --topics form.toml")
        .failed("form.toml is no table of topics");
    here.run("relink --topics name.toml")
        .failed("name.toml is no table of topics: topic \"x\" is new and has no label");
    here.run("relink --topics none.toml")
        .failed("none.toml: cannot be read");
    here.run("relink --db none.db").failed("none.db");
    assert!(!here.path("none.db").exists());
}
