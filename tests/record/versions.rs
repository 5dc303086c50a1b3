//! What people decided about an article holds when its text changes.

use super::decisions::decided;
use crate::support::Onrecord;
use crate::support::article::{article, person};
use onrecord::model::{Extraction, Label, Verdict};
use onrecord::store::Added;
use serde_json::{Value, json};

const URL: &str = "https://wire.example/1";

/// Enough of a report that two versions of it are seen to be that.
const REPORT: &str = "NORTHTOWN, March 4. The two sides agreed on the fees for the coming year after a \
    night of talks in the old customs house, where neither delegation had been for eleven years.\n\n\
    \"The harbour is open to all,\" Anna Keller said.\n\nBohdan Marek said the fees \"will rise\".\n";

/// The report as it came later: with a paragraph more before all else.
fn update() -> String {
    format!("UPDATE: the pilots have agreed as well, with one voice against.\n\n{REPORT}")
}

/// A version with what a pass found in it: Keller on the harbour, and Marek on the fees.
fn version(name: &str, text: &str) -> Extraction {
    let mut draft = article(name, text)
        .topic("trade", "Trade")
        .person("Anna Keller", "Northland President", &["Keller"])
        .person("Bohdan Marek", "Southland Prime Minister", &[])
        .says(&["Anna Keller"], "The harbour is open to all")
        .source("Anna Keller")
        .cue("said")
        .on_topic("trade", Label::Support);
    if text.contains("will rise") {
        draft = draft
            .says(&["Bohdan Marek"], "will rise")
            .source("Bohdan Marek");
    }
    at(draft.done())
}

fn at(mut extraction: Extraction) -> Extraction {
    extraction.article.url = Some(URL.into());
    extraction
}

fn said(here: &Onrecord) -> Vec<Value> {
    assert_eq!(here.store().check().expect("checked").findings, []);
    let said = here.run("said --format json").json();
    said.as_array().expect("a list").clone()
}

/// Statement, speaker and position, as one sees them.
fn told(here: &Onrecord) -> Vec<(i64, String, String)> {
    let mut told: Vec<_> = said(here)
        .iter()
        .map(|one| {
            (
                one["statement"].as_i64().expect("a number"),
                one["speakers"][0]["name"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
                one["stances"][0]["label"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
            )
        })
        .collect();
    told.sort();
    told
}

#[test]
fn what_was_rejected_and_corrected_is_so_in_the_next_version_and_the_one_after() {
    let here = Onrecord::with([version("a", REPORT)]);
    here.run("reject 2").done();
    here.run("correct 1 --speaker \"Nora Lind\" --stance trade=oppose")
        .done();
    let (third, mut store) = (format!("{}\nNo more is known.\n", update()), here.store());
    store.add(&version("a", &update())).expect("added");
    assert_eq!(told(&here), [(3, "Nora Lind".into(), "oppose".into())]);
    store.add(&version("a", &third)).expect("added");
    assert_eq!(told(&here), [(5, "Nora Lind".into(), "oppose".into())]);

    let log = here.run("decisions --format json").json();
    assert_eq!(
        log.as_array().map(Vec::len),
        Some(3),
        "nobody decided more: {log}"
    );
    assert_eq!(log[0]["carried_to"], json!([4, 6]));
    let why = here.run("why 5").done().stdout;
    let why: Vec<&str> = why.split_whitespace().collect();
    let why = why.join(" ");
    assert!(
        why.contains("statement 1 is the same in another version"),
        "{why}"
    );
    assert!(here.run("decisions --left-behind --format json").json() == json!([]));
    here.run("check").done();
}

#[test]
fn a_later_run_over_the_new_version_keeps_what_was_decided_about_the_old() {
    let here = Onrecord::with([version("a", REPORT)]);
    here.run("reject 2").done();
    here.run("correct 1 --speaker \"Nora Lind\"").done();
    let mut store = here.store();
    store.add(&version("a", &update())).expect("added");
    let mut anew = version("a", &update());
    anew.run.version = "later".into();
    anew.statements[1].attribution.content[0].start -= 4;
    assert!(matches!(store.add(&anew), Ok(Added::Renewed(2))));
    assert_eq!(told(&here), [(3, "Nora Lind".into(), "support".into())]);
}

#[test]
fn an_undo_takes_a_decision_back_in_all_versions_and_an_undo_of_it_restores_it_in_all() {
    let here = Onrecord::with([version("a", REPORT)]);
    here.run("correct 1 --speaker \"Nora Lind\"").done();
    here.store().add(&version("a", &update())).expect("added");
    here.run("undo").done();
    assert_eq!(told(&here)[0], (3, "Anna Keller".into(), "support".into()));
    here.run("undo 2").done();
    assert_eq!(told(&here)[0], (3, "Nora Lind".into(), "support".into()));
    here.run("check").done();
}

#[test]
fn a_decision_about_an_older_version_reaches_the_newest() {
    let here = Onrecord::with([version("a", REPORT), version("a", &update())]);
    let outcome = here.run("reject 2").done().stdout;
    assert!(outcome.contains("holds for statement 4 too"), "{outcome}");
    assert_eq!(told(&here).len(), 1);
    here.run("undo").done();
    assert_eq!(told(&here).len(), 2);
}

#[test]
fn what_the_run_over_the_new_version_missed_is_put_where_its_words_stand() {
    let here = Onrecord::with([version("a", REPORT)]);
    here.run("correct 1 --stance trade=conditional").done();
    let mut missed = version("a", &update());
    missed.statements.remove(0);
    here.store().add(&missed).expect("added");
    let all = said(&here);
    let carried = all.iter().find(|one| one["statement"] == 4).expect("there");
    assert_eq!(carried["words"], "The harbour is open to all");
    assert_eq!(carried["stances"][0]["label"], "conditional");
    here.run("check").done();
}

#[test]
fn a_rejected_statement_does_not_come_back_with_a_word_more() {
    let here = Onrecord::with([version("a", REPORT)]);
    here.run("reject 2").done();
    let mut longer = version("a", &update());
    longer.statements[1].attribution.content[0].start -= 4;
    here.store().add(&longer).expect("added");
    assert_eq!(told(&here).len(), 1, "{:?}", said(&here));
    here.run("check").done();
}

#[test]
fn words_that_are_now_somebody_elses_or_gone_are_left_behind_and_told() {
    let here = Onrecord::with([version("a", REPORT)]);
    here.run("accept 1 2").done();
    let set_right = update()
        .replace("Anna Keller said", "Nora Lind said")
        .replace("will rise", "fall");
    let draft = article("a", &set_right)
        .says(&["Nora Lind"], "The harbour is open to all")
        .source("Nora Lind");
    here.store().add(&at(draft.done())).expect("added");
    assert_eq!(told(&here), [(3, "Nora Lind".into(), String::new())]);
    assert_eq!(
        here.run("decisions --statement 3 --format json").json(),
        json!([])
    );
    let left = here.run("decisions --left-behind").done().stdout;
    assert!(
        left.contains("statement 1 ") && left.contains("statement 2 "),
        "{left}"
    );
    assert!(left.contains("not in the newest"), "{left}");
}

#[test]
fn he_may_be_somebody_else_in_the_new_version_but_what_was_no_statement_is_none() {
    let with_he = |text: String, speaker: &str| {
        let text = text.replace("Anna Keller said", "she said");
        let mut draft = article("a", &text).says(&[speaker], "The harbour is open to all");
        draft = draft.source("she").with(|one| {
            one.speakers = vec![person(speaker)];
            one.speakers[0].basis = onrecord::model::Basis::Pronoun;
        });
        at(draft.done())
    };
    for (verdict, shown, left) in [
        (Verdict::Accept { statement: 1 }, 1, 1),
        (Verdict::Reject { statement: 1 }, 0, 0),
    ] {
        let here = Onrecord::with([with_he(REPORT.into(), "Anna Keller")]);
        let mut store = here.store();
        store.decide(&decided(verdict)).expect("decided");
        store.add(&with_he(update(), "Nora Lind")).expect("added");
        let now = told(&here);
        assert_eq!(now.len(), shown);
        assert!(now.iter().all(|(_, speaker, _)| speaker == "Nora Lind"));
        let behind = here.run("decisions --left-behind --format json").json();
        assert_eq!(behind.as_array().map(Vec::len), Some(left));
    }
}

#[test]
fn of_two_statements_with_the_same_words_the_one_that_was_rejected_is() {
    let twice = |before: &str| {
        let text = format!(
            "{before}{REPORT}\nAt noon Anna Keller said: \"The harbour is open to all.\"\n"
        );
        let second = text.rfind("The harbour").expect("there");
        let draft = article("a", &text)
            .says(&["Anna Keller"], "The harbour is open to all")
            .source("Anna Keller")
            .says(&["Anna Keller"], "The harbour is open to all")
            .source("Anna Keller")
            .with(|one| {
                let length = one.attribution.content[0].len();
                one.attribution.content = vec![onrecord::span::Span::new(second, second + length)];
            });
        at(draft.done())
    };
    let here = Onrecord::with([twice("")]);
    here.run("reject 2").done();
    here.store()
        .add(&twice("A word before.\n\n"))
        .expect("added");
    assert_eq!(told(&here), [(3, "Anna Keller".into(), String::new())]);
}

#[test]
fn a_text_that_comes_back_to_its_address_is_the_newest_again_with_all_that_was_decided_since() {
    let here = Onrecord::with([
        version("monday/a.html", REPORT),
        version("tuesday/a.html", &update()),
    ]);
    here.run("reject 4").done();
    let mut store = here.store();
    // The same file read again tells nothing new.
    store.add(&version("monday/a.html", REPORT)).expect("added");
    assert_eq!(told(&here), [(3, "Anna Keller".into(), "support".into())]);
    store
        .add(&version("wednesday/a.html", REPORT))
        .expect("added");
    assert_eq!(told(&here), [(1, "Anna Keller".into(), "support".into())]);
    // And once more, as the other text returns.
    store
        .add(&version("thursday/a.html", &update()))
        .expect("added");
    assert_eq!(told(&here), [(3, "Anna Keller".into(), "support".into())]);
    here.run("check").done();
}

#[test]
fn a_page_that_is_fetched_again_with_its_old_text_is_the_newest() {
    let here = Onrecord::with([
        version(URL, REPORT),
        version(URL, &update()),
        version(URL, REPORT),
    ]);
    let articles = here.run("articles --format json").json();
    let newer: Vec<&Value> = articles
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| &one["newer"])
        .collect();
    assert_eq!(newer, [&json!(1), &Value::Null], "{articles}");
}

#[test]
fn adding_a_new_version_by_hand_keeps_and_tells() {
    let here = Onrecord::new()
        .file("monday.txt", REPORT)
        .file("tuesday.txt", update())
        .file(
            "wednesday.txt",
            update().replace("open to all", "closed to none"),
        );
    let add = |file: &str| {
        let options = "--engine lexicon --url https://wire.example/1 --date 2021-03-04";
        here.run(&format!("add {file} {options}")).done().stdout
    };
    add("monday.txt");
    let keller = here.run("said --speaker Keller --format json").json();
    let number = keller[0]["statement"].as_i64().expect("found");
    here.run(&format!("reject {number}")).done();
    let told = add("tuesday.txt");
    assert!(!told.contains("could not be carried"), "{told}");
    assert_eq!(
        here.run("said --text harbour --format json").json(),
        json!([])
    );
    let told = add("wednesday.txt");
    assert!(
        told.contains("1 decision about older versions could not be carried over"),
        "{told}"
    );
    here.run("check").done();
}
