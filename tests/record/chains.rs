//! Who tells whose words, and how old an article's words are.

use crate::support::Onrecord;
use crate::support::article::{article, person};
use onrecord::model::Extraction;

/// A wire's dispatch in which somebody tells what another told.
fn hearsay() -> Extraction {
    article(
        "hearsay.txt",
        "Keller said that Marek had told her that the harbours would close.",
    )
    .outlet("Harbour Post")
    .published("2020-01-05")
    .says(
        &["Anna Keller"],
        "Marek had told her that the harbours would close",
    )
    .cue("said")
    .says(&["Bohdan Marek"], "the harbours would close")
    .cue("told")
    .said_on("2020-01-02")
    .with(|statement| {
        statement.speakers = vec![person("Bohdan Marek")];
        statement.within = Some(0);
    })
    .done()
}

#[test]
fn first_hand_leaves_out_what_others_tell() {
    let here = Onrecord::with([hearsay()]);
    let all = here.run("said --format json").json();
    assert_eq!(all.as_array().map(Vec::len), Some(2));
    let first = here.run("said --first-hand --format json").json();
    assert_eq!(first.as_array().map(Vec::len), Some(1));
    assert_eq!(first[0]["speakers"][0]["name"], "Anna Keller");
    let page = here.run("show 1").done().stdout;
    assert!(
        page.contains("as told by Anna Keller (statement 1)"),
        "{page}"
    );
    let stored = here.store().article(1).expect("read").expect("there");
    assert_eq!(stored.statements[1].statement.within, Some(0));
}

#[test]
fn a_chain_keeps_who_tells_whom() {
    let here = Onrecord::new().file(
        "chain.txt",
        "MOSCOW, June 16, 2021. /TASS/. Russian Foreign Minister Sergei Lavrov said that US \
         President Joe Biden had told Vladimir Putin that Washington would extend the treaty.\n",
    );
    let read = here.run("extract --engine lexicon chain.txt").json();
    let told: Vec<_> = read["statements"]
        .as_array()
        .expect("statements")
        .iter()
        .map(|one| {
            let name = one["speakers"][0]["name"].as_str().unwrap_or_default();
            (name.to_owned(), one["depth"].as_i64().unwrap_or(-1))
        })
        .collect();
    assert!(told.contains(&("Sergei Lavrov".to_owned(), 0)), "{told:?}");
    assert!(told.contains(&("Joe Biden".to_owned(), 1)), "{told:?}");
}

#[test]
fn statements_are_ordered_by_either_date() {
    let late = article("late.txt", "\"We knew,\" Marek said.")
        .published("2020-01-03")
        .says(&["Bohdan Marek"], "We knew")
        .done();
    let here = Onrecord::with([hearsay(), late]);
    let words = |order: &str| -> Vec<String> {
        let rows = here
            .run(&format!(
                "said --speaker marek --order {order} --format json"
            ))
            .json();
        rows.as_array()
            .expect("rows")
            .iter()
            .map(|row| row["words"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    assert_eq!(words("date"), ["the harbours would close", "We knew"]);
    assert_eq!(words("published"), ["We knew", "the harbours would close"]);
    assert_eq!(words("-published"), ["the harbours would close", "We knew"]);
    let unfiltered = here.run("said --order published --format json").json();
    assert_eq!(unfiltered[0]["words"], "We knew");
}
