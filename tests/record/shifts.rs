//! `shifts`: who changed sides, over the whole record.

use crate::support::Onrecord;
use crate::support::article::{Draft, article, small_record};
use onrecord::model::{Extraction, Label};

fn said(id: &str, day: &str, words: &str) -> Draft {
    article(id, &format!("{id}: \"{words},\" Anna Keller said."))
        .outlet("Harbour Post")
        .published(day)
        .topic("trade", "Trade")
        .agreement("Northern Pact", &[])
        .agreement("Southern Accord", &[])
        .says(&["Anna Keller"], words)
        .cue("said")
}

fn done(drafts: Vec<Draft>) -> Vec<Extraction> {
    drafts.into_iter().map(Draft::done).collect()
}

fn changes(here: &Onrecord, arguments: &str) -> Vec<String> {
    let rows = here
        .run(&format!("shifts {arguments} --format json"))
        .json();
    let rows = rows.as_array().expect("rows").iter();
    rows.map(|row| row["change"].as_str().expect("a change").to_owned())
        .collect()
}

#[test]
fn a_reversal_shows_both_sides_and_where_they_stand() {
    let here = Onrecord::with(small_record());
    let rows = here.run("shifts --format json").json();
    assert_eq!(rows.as_array().map(Vec::len), Some(1));
    let row = &rows[0];
    assert_eq!(row["speaker"], "Anna Keller");
    assert_eq!(row["target"], "trade");
    assert_eq!(row["change"], "reversal");
    assert_eq!(row["before"]["date"], "2019-03-04");
    assert_eq!(row["before"]["words"], "Open harbours serve us both");
    assert_eq!(row["after"]["date"], "2022-01-09");
    assert!(row["after"]["statement"].is_i64() && row["after"]["article"].is_i64());

    let screen = here.run("shifts").done().stdout;
    assert!(screen.contains("2019-03-04 support"), "{screen}");
    assert!(screen.contains("2022-01-09 oppose"), "{screen}");
    let csv = here.run("shifts --format csv").done().stdout;
    assert_eq!(csv.lines().count(), 2, "{csv}");
}

#[test]
fn the_later_statement_must_lie_in_the_time_asked_for() {
    let here = Onrecord::with(small_record());
    assert_eq!(changes(&here, "--since 2022").len(), 1);
    assert_eq!(changes(&here, "--until 2021").len(), 0);
    assert_eq!(changes(&here, "--speaker marek").len(), 0);
    assert_eq!(changes(&here, "--topic arms-control").len(), 0);
}

#[test]
fn a_condition_is_set_and_met_or_dropped() {
    let here = Onrecord::with(done(vec![
        said("a", "2020-01-01", "Trade is good for our harbours").on_topic("trade", Label::Support),
        said(
            "b",
            "2020-02-01",
            "Trade may go on once the harbour inspectors return",
        )
        .on_topic("trade", Label::Conditional)
        .condition("once the harbour inspectors return"),
        said(
            "c",
            "2020-03-01",
            "The harbour inspectors have returned and trade goes on",
        )
        .on_topic("trade", Label::Support),
        said("d", "2020-04-01", "Trade may go on if tariffs fall")
            .on_topic("trade", Label::Conditional)
            .condition("if tariffs fall"),
        said(
            "e",
            "2020-05-01",
            "Let us trade with everybody, whatever it costs",
        )
        .on_topic("trade", Label::Support),
    ]));
    assert_eq!(changes(&here, ""), [""; 0]);
    assert_eq!(
        changes(&here, "--all"),
        [
            "condition-dropped",
            "condition-set",
            "condition-met",
            "condition-set"
        ]
    );
    let shift = here
        .run("shift --speaker keller --topic trade --format json")
        .json();
    assert_eq!(shift["turns"][1]["change"], "condition-met");
}

#[test]
fn another_agreement_is_no_reversal() {
    let here = Onrecord::with(done(vec![
        said("a", "2020-01-01", "The Northern Pact opened our markets")
            .on_topic("trade", Label::Support)
            .on_agreement("Northern Pact", Label::Support),
        said("b", "2020-02-01", "The Southern Accord ruined our farmers")
            .on_topic("trade", Label::Oppose)
            .on_agreement("Southern Accord", Label::Oppose),
    ]));
    assert_eq!(changes(&here, ""), [""; 0]);
    assert_eq!(changes(&here, "--all"), ["other-target"]);
}

#[test]
fn two_statements_of_one_day_are_no_reversal() {
    let here = Onrecord::with(done(vec![
        said("a", "2020-01-01", "Trade is good for our harbours").on_topic("trade", Label::Support),
        said("b", "2020-01-01", "Tariffs were the right answer once")
            .on_topic("trade", Label::Oppose),
    ]));
    assert_eq!(changes(&here, "--all"), [""; 0]);
}

#[test]
fn reports_that_differ_are_no_reversal() {
    let words = "Trade with the southern harbours has gone on for long enough";
    let here = Onrecord::with(done(vec![
        said("a", "2020-01-01", words).on_topic("trade", Label::Support),
        said("b", "2020-01-02", words).on_topic("trade", Label::Oppose),
    ]));
    assert_eq!(changes(&here, "--all"), [""; 0]);
}

#[test]
fn another_thing_of_one_topic_is_no_reversal() {
    let here = Onrecord::with(done(vec![
        said(
            "a",
            "2020-01-01",
            "We welcome free trade with the southern harbours",
        )
        .on_topic("trade", Label::Support)
        .toward("free trade with the southern harbours"),
        said("b", "2020-02-01", "We reject the trade in stolen nets")
            .on_topic("trade", Label::Oppose)
            .toward("trade in stolen nets"),
    ]));
    assert_eq!(changes(&here, ""), [""; 0]);
    assert_eq!(changes(&here, "--all"), ["other-target"]);
}

#[test]
fn the_same_thing_in_other_words_is_a_reversal() {
    let here = Onrecord::with(done(vec![
        said("a", "2020-01-01", "We welcome free trade")
            .on_topic("trade", Label::Support)
            .toward("free trade"),
        said(
            "b",
            "2020-02-01",
            "We reject free trade with the southern harbours",
        )
        .on_topic("trade", Label::Oppose)
        .toward("free trade with the southern harbours"),
    ]));
    assert_eq!(changes(&here, ""), ["reversal"]);
}

/// In transcripts most sides are read off from what others did.
#[test]
fn what_nobody_states_is_no_reversal() {
    let here = Onrecord::with(done(vec![
        said("a", "2020-01-01", "We welcome free trade")
            .on_topic("trade", Label::Support)
            .toward("free trade"),
        said("b", "2020-02-01", "Others broke off all trade")
            .on_topic("trade", Label::Oppose)
            .toward(""),
    ]));
    assert_eq!(changes(&here, "--all"), [""; 0]);
    let shift = here
        .run("shift --speaker keller --topic trade --format json")
        .json();
    assert_eq!(shift["turns"].as_array().map(Vec::len), Some(0));
    assert_eq!(shift["positions"].as_array().map(Vec::len), Some(2));
}
