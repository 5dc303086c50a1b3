//! `shift`: how a position moved.

use crate::support::Onrecord;
use crate::support::article::small_record;

#[test]
fn a_change_shows_both_statements() {
    let here = Onrecord::with(small_record());
    let shift = here
        .run("shift --speaker keller --topic trade --format json")
        .json();
    assert_eq!(shift["positions"].as_array().map(Vec::len), Some(3));
    let turns = shift["turns"].as_array().expect("turns");
    assert_eq!(
        turns.len(),
        1,
        "the neutral mention between them changes nothing"
    );
    assert_eq!(turns[0]["before"]["label"], "support");
    assert_eq!(turns[0]["before"]["words"], "Open harbours serve us both");
    assert_eq!(turns[0]["after"]["label"], "oppose");

    let screen = here
        .run("shift --speaker keller --topic trade")
        .done()
        .stdout;
    let side_by_side = screen
        .lines()
        .any(|line| line.contains("2019-03-04 support") && line.contains("2022-01-09 oppose"));
    assert!(side_by_side, "{screen}");
}

#[test]
fn no_change_is_said() {
    let here = Onrecord::with(small_record());
    let screen = here
        .run("shift --speaker marek --agreement 'northern pact'")
        .done()
        .stdout;
    assert!(screen.contains("The position did not change."), "{screen}");
}

#[test]
fn a_target_is_needed_and_only_one() {
    let here = Onrecord::with(small_record());
    here.run("shift --speaker keller").misused("--topic");
    here.run("shift --speaker keller --topic trade --agreement 'northern pact'")
        .misused("cannot be used with");
}
