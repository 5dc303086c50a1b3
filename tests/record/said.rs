//! `said`: who said what.

use crate::support::article::{article, small_record};
use crate::support::{Onrecord, program};
use onrecord::model::{ActorKind, Basis, Label};
use serde_json::{Value, json};
use std::process::Stdio;

fn here() -> Onrecord {
    Onrecord::with(small_record())
}

/// The words of each row.
#[track_caller]
fn words(here: &Onrecord, arguments: &str) -> Vec<String> {
    let rows = here.run(&format!("said --format json {arguments}")).json();
    let rows = rows.as_array().expect("an array");
    rows.iter()
        .map(|row| row["words"].as_str().expect("words").to_owned())
        .collect()
}

#[test]
fn a_row_tells_who_what_when_which_way_and_where() {
    let rows = here()
        .run("said --topic trade --speaker marek --format json")
        .json();
    assert_eq!(
        rows,
        json!([{
            "statement": 2,
            "utterance": 2,
            "date": "2019-03-04",
            "speakers": [{
                "name": "Bohdan Marek",
                "kind": "person",
                "role": "Southland Prime Minister",
                "basis": "name"
            }],
            "kind": "mixed",
            "stances": [{
                "target": "trade",
                "target_kind": "topic",
                "label": "conditional",
                "condition": "as long as the rules hold",
                "evidence": [[120, 171]]
            }],
            "words": "has no problem with trade as long as the rules hold",
            "content": [[120, 171]],
            "outlet": "Harbour Post",
            "article": 1,
            "article_name": "harbour.txt",
            "title": "Keller for open harbours",
            "url": null
        }])
    );
}

#[test]
fn filters_combine() {
    let here = here();
    for (arguments, expected) in [
        (
            "--topic trade --stance support",
            vec!["Open harbours serve us both"],
        ),
        (
            "--topic trade --stance support --stance oppose --order date",
            vec![
                "Open harbours serve us both",
                "We shall close […] every harbour to their goods",
            ],
        ),
        ("--agreement 'northern pact'", vec!["must stay in force"]),
        (
            "--agreement 'northern pact' --topic arms-control",
            vec!["must stay in force"],
        ),
        ("--agreement 'northern pact' --topic trade", vec![]),
        (
            "--agreement 'northern pact' --topic arms-control --stance oppose",
            vec![],
        ),
        (
            "--topic 'Arms control' --topic trade --speaker marek --order date",
            vec![
                "has no problem with trade as long as the rules hold",
                "must stay in force",
            ],
        ),
        (
            "--speaker marek --speaker rihova --order date",
            vec![
                "has no problem with trade as long as the rules hold",
                "must stay in force",
                "nothing of arms control",
            ],
        ),
        (
            "--kind mixed",
            vec!["has no problem with trade as long as the rules hold"],
        ),
        (
            "--outlet 'southland wire' --speaker keller --order date",
            vec!["must stay in force", "a mistake, | and no \\ small one"],
        ),
        (
            "--since 2022 --until 2022-01",
            vec!["We shall close […] every harbour to their goods"],
        ),
        ("--since 2022-01-10", vec![]),
        (
            "--stance oppose",
            vec!["We shall close […] every harbour to their goods"],
        ),
        ("--text harbours", vec!["Open harbours serve us both"]),
        (
            "--text 'harb*' --order date",
            vec![
                "Open harbours serve us both",
                "We shall close […] every harbour to their goods",
            ],
        ),
        ("--text '\"stay in\" force'", vec!["must stay in force"]),
        ("--text '\"in stay\"'", vec![]),
        ("--text 'NOT ((('", vec![]),
        ("--text '...'", vec![]),
        (
            "--limit 1",
            vec!["We shall close […] every harbour to their goods"],
        ),
    ] {
        assert_eq!(words(&here, arguments), expected, "{arguments}");
    }
}

#[test]
fn a_topic_takes_in_the_agreements_that_are_about_it() {
    let here =
        Onrecord::with([
            article("pact.txt", "Lind said the pact helps, and that boats rust.")
                .published("2020-01-02")
                .topic("arms-control", "Arms control")
                .topic("trade", "Trade")
                .agreement("Northern Pact", &["Northland"])
                .about("arms-control")
                .says(&["Nora Lind"], "the pact helps")
                .on_agreement("Northern Pact", Label::Support)
                .says(&["Nora Lind"], "boats rust")
                .on_topic("trade", Label::Neutral)
                .done(),
        ]);
    let rows = here.run("said --topic arms-control --format json").json();
    assert_eq!(rows.as_array().map(Vec::len), Some(1));
    // The row names the agreement: nobody spoke of the topic itself.
    assert_eq!(rows[0]["words"], "the pact helps");
    assert_eq!(rows[0]["stances"][0]["target"], "Northern Pact");
    assert!(words(&here, "--topic arms-control --stance oppose").is_empty());
    let drawn = here.run("graph --topic arms-control").done().stdout;
    assert!(drawn.contains("Northern Pact"), "{drawn}");
    assert!(!drawn.contains("Trade"), "{drawn}");
}

#[test]
fn rows_come_in_the_order_asked_for() {
    let here = here();
    let dates = |order: &str| -> Vec<String> {
        let rows = here
            .run(&format!("said --format json --order {order}"))
            .json();
        let rows = rows.as_array().expect("an array");
        rows.iter().map(|row| row["date"].to_string()).collect()
    };
    let mut oldest_first = dates("date");
    assert!(oldest_first.is_sorted());
    oldest_first.reverse();
    assert_eq!(dates("-date"), oldest_first);
    let names = |order: &str, field: fn(&Value) -> &Value| -> Vec<String> {
        let rows = here
            .run(&format!("said --format json --order {order}"))
            .json();
        let rows = rows.as_array().expect("an array");
        rows.iter().map(|row| field(row).to_string()).collect()
    };
    assert!(names("speaker", |row| &row["speakers"][0]["name"]).is_sorted());
}

#[test]
fn only_the_stances_asked_for_are_shown() {
    let rows = here()
        .run("said --agreement 'northern pact' --format json")
        .json();
    let stances = rows[0]["stances"].as_array().expect("stances");
    assert_eq!(stances.len(), 1);
    assert_eq!(stances[0]["target"], "Northern Pact");
}

#[test]
fn the_screen_shortens_words_outside_of_them() {
    let long = "so ".repeat(200);
    let text = format!("She said {long}.");
    let here = Onrecord::with([article("a", &text)
        .says(&["Anna Keller"], long.trim())
        .done()]);
    let screen = here.run("said").done().stdout;
    assert!(screen.contains("[…]"), "{screen}");
    let csv = here.run("said --format csv").done().stdout;
    assert!(csv.contains(long.trim()), "{csv}");
}

#[test]
fn csv_holds_the_exact_words() {
    let output = here().run("said --format csv --order date").done().stdout;
    let mut reader = csv::Reader::from_reader(output.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let column = |name| header.iter().position(|column| column == name).expect(name);
    assert_eq!(&rows[1][column("condition")], "as long as the rules hold");
    assert_eq!(&rows[2][column("speaker")], "Anna Keller; Bohdan Marek");
    assert_eq!(
        &rows[2][column("stance")],
        "Northern Pact: support; arms-control: support"
    );
    assert_eq!(
        &rows[3][column("words")],
        "a mistake, | and no \\ small one"
    );
}

#[test]
fn markdown_keeps_a_row_a_line() {
    let output = here().run("said --format md").done().stdout;
    assert_eq!(output.lines().count(), 2 + 6, "{output}");
    assert!(output.contains("a mistake, \\| and no \\\\ small one"));
}

#[test]
fn the_printed_sql_answers_the_same() {
    let here = here();
    for arguments in [
        "--topic trade --speaker keller --stance oppose --since 2020",
        "--text \"harbour's OR\" --outlet 'harbour post'",
        "--text harbours --order speaker",
    ] {
        let sql = here
            .run(&format!("said --show-sql {arguments}"))
            .done()
            .stdout;
        let database = rusqlite::Connection::open(here.path("onrecord.db")).expect("opened");
        let mut question = database.prepare(sql.trim()).expect(&sql);
        let found: Vec<String> = question
            .query_map([], |row| row.get("words"))
            .expect("asked")
            .map(|words| words.expect("words"))
            .collect();
        assert_eq!(found, words(&here, arguments), "{sql}");
    }
}

#[test]
fn whom_the_text_does_not_identify_is_pinned_on_nobody() {
    let here = Onrecord::with([article(
        "a",
        "An official said yes. Keller said no. It was said maybe.",
    )
    .says(&["an official"], "yes")
    .with(|statement| {
        statement.speakers[0].kind = ActorKind::Unknown;
        statement.speakers[0].basis = Basis::Description;
    })
    .says(&["Keller"], "no")
    .with(|statement| {
        statement.speakers[0].candidates = vec!["Anna Keller".into(), "Otto Keller".into()];
    })
    .says(&[], "maybe")
    .done()]);
    let rows = here.run("said --format json --order date").json();
    assert_eq!(rows[0]["speakers"][0]["name"], "an official");
    assert_eq!(
        rows[1]["speakers"][0]["candidates"],
        json!(["Anna Keller", "Otto Keller"])
    );
    assert_eq!(rows[2]["speakers"], json!([]));
    assert_eq!(here.run("speakers --format json").json(), json!([]));
    here.run("said --speaker keller")
        .failed("no speaker is called \"keller\"");
}

#[test]
fn a_reader_that_has_had_enough_is_no_failure() {
    let articles = (0..400).map(|at| {
        let text = format!("Number {at}: she said yes to it all.");
        article(&text, &text)
            .says(&["Anna Keller"], "yes to it all")
            .done()
    });
    let here = Onrecord::with(articles);
    for format in ["json", "csv", "md"] {
        let mut child = program(&here.path(""))
            .args(["said", "--limit", "0", "--format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("started");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("ended");
        let messages = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(
            (output.status.code(), messages.as_str()),
            (Some(0), ""),
            "{format}"
        );
    }
}

#[test]
fn nothing_found_is_no_failure() {
    let here = here();
    let outcome = here.run("said --since 2030").done();
    assert_eq!(
        (outcome.stdout.as_str(), outcome.stderr.as_str()),
        ("", "no statements\n")
    );
    assert_eq!(
        here.run("said --since 2030 --format json").json(),
        json!([])
    );
}

#[test]
fn more_than_a_screenful_is_said_to_be_more() {
    let outcome = here().run("said --limit 2").done();
    assert_eq!(
        outcome.stderr,
        "the first 2 statements; --limit 0 shows all\n"
    );
}

#[test]
fn wrong_use_tells_what_is_right() {
    let here = here();
    here.run("said --stance maybe")
        .misused("support, oppose, conditional, neutral");
    here.run("said --kind loud")
        .misused("direct, indirect, mixed");
    here.run("said --since yesterday").misused("YYYY-MM-DD");
    here.run("said --order length")
        .misused("date, -date, published, -published, speaker");
    here.run("said --format xml")
        .misused("table, json, csv, md");
}

/// The opening of a long turn used to be shown, whatever the position rested on.
#[test]
fn a_long_statement_is_shown_around_its_position() {
    let words = format!(
        "{} We reject the tariffs on timber. {}",
        "The weather was fine and the harbour full. "
            .repeat(20)
            .trim(),
        "Nothing more was asked."
    );
    let here = Onrecord::with([article("a", &format!("Keller: {words}"))
        .topic("trade", "Trade")
        .says(&["Anna Keller"], &words)
        .on_topic("trade", Label::Oppose)
        .evidence("reject the tariffs")
        .done()]);
    let screen = here.run("said --topic trade").done().stdout;
    let lines: Vec<&str> = screen.lines().map(str::trim).collect();
    assert!(screen.contains("reject"), "{screen}");
    assert!(screen.contains("[…]"), "{lines:?}");
    let rows = here.run("said --topic trade --format json").json();
    assert_eq!(rows[0]["words"], words.as_str());
}

#[test]
fn no_table_is_wider_than_the_screen() {
    let here = Onrecord::with(small_record());
    for command in [
        "said",
        "shifts",
        "shift --speaker keller --topic trade",
        "articles",
        "speakers",
        "topics",
        "agreements",
    ] {
        for columns in [80, 120] {
            let screen = here.run_in(columns, command).done().stdout;
            let widest = screen.lines().map(|line| line.chars().count()).max();
            assert!(widest <= Some(columns), "{command}, {columns}:\n{screen}");
        }
    }
}
