//! `speakers`, `topics`, `agreements`, `articles`.

use crate::support::Onrecord;
use crate::support::article::small_record;
use serde_json::json;

#[test]
fn lists_count_and_date() {
    let here = Onrecord::with(small_record());
    assert_eq!(
        here.run("speakers --format json").json(),
        json!([
            {"name": "Anna Keller", "kind": "person", "statements": 4, "first": "2019-03-04", "last": "2022-01-09"},
            {"name": "Bohdan Marek", "kind": "person", "statements": 2, "first": "2019-03-04", "last": "2020-07-21"},
            {"name": "Žofia Říhová", "kind": "person", "statements": 1, "first": "2020-07-21", "last": "2020-07-21"}
        ])
    );
    assert_eq!(
        here.run("topics --format json").json(),
        json!([
            {"id": "trade", "label": "Trade", "statements": 4, "support": 1, "conditional": 1,
             "neutral": 1, "oppose": 1, "first": "2019-03-04", "last": "2022-01-09"},
            {"id": "arms-control", "label": "Arms control", "statements": 2, "support": 1, "conditional": 0,
             "neutral": 1, "oppose": 0, "first": "2020-07-21", "last": "2020-07-21"}
        ])
    );
    assert_eq!(
        here.run("agreements --format json").json(),
        json!([
            {"name": "Northern Pact", "parties": ["Northland", "Southland"], "statements": 1, "support": 1,
             "conditional": 0, "neutral": 0, "oppose": 0, "first": "2020-07-21", "last": "2020-07-21"}
        ])
    );
    let articles = here.run("articles --format json").json();
    assert_eq!(
        articles[0],
        json!({"id": 3, "published": "2022-01-10", "published_basis": "dateline", "outlet": "Harbour Post",
               "title": "Keller closes the harbours", "name": "tariffs.txt", "statements": 1,
               "first": "2022-01-09", "last": "2022-01-09"})
    );
}

#[test]
fn lists_print_in_every_format() {
    let here = Onrecord::with(small_record());
    for list in ["speakers", "topics", "agreements", "articles"] {
        let csv = here.run(&format!("{list} --format csv")).done().stdout;
        let md = here.run(&format!("{list} --format md")).done().stdout;
        assert_eq!(md.lines().count(), csv.lines().count() + 1, "{list}");
        let limited = here
            .run(&format!("{list} --format csv --limit 1"))
            .done()
            .stdout;
        assert_eq!(limited.lines().count(), 2, "{list}");
        assert!(!here.run(list).done().stdout.is_empty());
    }
}
