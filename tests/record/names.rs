//! Names as people write them.

use crate::support::Onrecord;
use crate::support::article::{article, small_record};

#[test]
fn a_name_is_found_as_people_write_it() {
    let here = Onrecord::with(small_record());
    for name in [
        "Anna Keller",
        "anna keller",
        "KELLER",
        "anna",
        "Ánna  Kéller",
    ] {
        let rows = here
            .run(&format!("said --speaker '{name}' --format json"))
            .json();
        assert_eq!(rows.as_array().map(Vec::len), Some(4), "{name}");
    }
    for topic in ["arms-control", "Arms control", "ARMS  CONTROL", "arms"] {
        let rows = here
            .run(&format!("said --topic '{topic}' --format json"))
            .json();
        assert_eq!(rows.as_array().map(Vec::len), Some(2), "{topic}");
    }
    for name in ["rihova", "Žofia Říhová", "zofia"] {
        here.run(&format!("said --speaker '{name}'")).done();
    }
}

#[test]
fn an_unknown_name_gets_the_nearest_known() {
    let here = Onrecord::with(small_record());
    here.run("said --speaker kellar")
        .failed("no speaker is called \"kellar\"; did you mean Anna Keller?");
    here.run("said --topic trad").failed("did you mean trade?");
    here.run("said --topic xyzzy")
        .failed("no topic is called \"xyzzy\"\n");
    here.run("show harbor.txt")
        .failed("did you mean harbour.txt");
}

#[test]
fn an_ambiguous_name_lists_whom_it_may_mean() {
    let here = Onrecord::with([article("a", "Keller said yes, Keller said no.")
        .says(&["Anna Keller"], "yes")
        .says(&["Otto Keller"], "no")
        .done()]);
    here.run("said --speaker keller")
        .failed("\"keller\" may be any of these; give the whole name: Anna Keller, Otto Keller");
    here.run("said --speaker otto").done();
}

#[test]
fn a_whole_name_is_never_ambiguous_with_a_longer_one() {
    let here = Onrecord::with([article("a", "Iran said yes, Free Iran said no.")
        .says(&["Iran"], "yes")
        .says(&["Free Iran"], "no")
        .done()]);
    let rows = here.run("said --speaker iran --format json").json();
    assert_eq!(rows[0]["words"], "yes");
}
