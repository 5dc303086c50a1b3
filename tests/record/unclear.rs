//! `--unclear-below`: a stance of low confidence goes to review rather than into the answer.

use crate::support::Onrecord;
use crate::support::article::small_record;

/// Keller's support for trade is 0.6 sure; of all others nothing is known.
fn here() -> Onrecord {
    let mut articles = small_record();
    articles[0].statements[0].stances[0].confidence = Some(0.6);
    Onrecord::with(articles)
}

#[test]
fn unclear_stances_are_listed_for_review() {
    let rows = here()
        .run("said --stance unclear --unclear-below 0.7 --format json")
        .json();
    let rows = rows.as_array().expect("rows");
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(rows[0]["words"], "Open harbours serve us both");
    assert_eq!(rows[0]["stances"][0]["unclear"], true);
    assert_eq!(rows[0]["stances"][0]["confidence"], 0.6);
    let screen = here()
        .run("said --stance unclear --unclear-below 0.7 --format csv")
        .done()
        .stdout;
    assert!(
        screen.contains("trade: unclear (support, 0.60)"),
        "{screen}"
    );
}

#[test]
fn an_unclear_stance_is_no_position() {
    let count = |arguments: &str| {
        let rows = here().run(arguments).json();
        rows.as_array().map_or(0, Vec::len)
    };
    let all = count("said --topic trade --stance support --format json");
    let clear = count("said --topic trade --stance support --unclear-below 0.7 --format json");
    assert_eq!(clear + 1, all);
    let sure = count("said --topic trade --stance support --unclear-below 0.6 --format json");
    assert_eq!(sure, all, "the threshold itself is clear");
}

#[test]
fn an_unclear_stance_is_no_turn() {
    let shift = here()
        .run("shift --speaker keller --topic trade --unclear-below 0.7 --format json")
        .json();
    assert_eq!(shift["turns"].as_array().map(Vec::len), Some(0), "{shift}");
    assert_eq!(
        shift["positions"].as_array().map(Vec::len),
        Some(2),
        "{shift}"
    );
}

#[test]
fn an_unclear_stance_changes_no_sides() {
    let count = |arguments: &str| {
        let rows = here().run(arguments).json();
        rows.as_array().map_or(0, Vec::len)
    };
    assert_eq!(count("shifts --format json"), 1);
    assert_eq!(count("shifts --unclear-below 0.6 --format json"), 1);
    assert_eq!(count("shifts --unclear-below 0.7 --format json"), 0);
}

#[test]
fn unclear_needs_a_threshold() {
    here()
        .run("said --stance unclear")
        .failed("--stance unclear needs --unclear-below");
    here()
        .run("said --unclear-below 2")
        .misused("a number from 0 to 1");
}
