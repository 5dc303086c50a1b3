//! Deciding: what the commands do, that every later run keeps it, and that it can be taken back.

use crate::support::Onrecord;
use crate::support::article::{article, small_record};
use onrecord::model::{Decision, Extraction, Label, Verdict};
use proptest::prelude::*;
use rusqlite::Connection;

pub fn decided(verdict: Verdict) -> Decision {
    Decision {
        verdict,
        by: "an analyst".into(),
        at: "2026-01-01T00:00:00Z".into(),
        note: None,
    }
}

/// Everything that the public views show, and every name by which somebody is found. What is
/// repeated elsewhere is what it repeats.
fn dump(here: &Onrecord) -> Vec<String> {
    assert_eq!(here.store().check().expect("checked").findings, []);
    let database = Connection::open(here.path("onrecord.db")).expect("opened");
    let mut dump = Vec::new();
    for question in [
        "SELECT * FROM said ORDER BY statement, speaker",
        "SELECT * FROM stance_edge ORDER BY statement, speaker, target",
        "SELECT * FROM speaker ORDER BY statement, n",
        "SELECT * FROM stance ORDER BY statement, n",
        "SELECT id, standing, kind FROM statement ORDER BY id",
        "SELECT e.name, m.name FROM entity e JOIN entity m ON m.id = e.merged_into ORDER BY 1",
    ] {
        let mut question = database.prepare(question).expect("asked");
        let columns = question.column_count();
        let rows = question
            .query_map([], |row| {
                (0..columns)
                    .map(|at| row.get::<_, rusqlite::types::Value>(at))
                    .collect::<Result<Vec<_>, _>>()
            })
            .expect("asked");
        dump.extend(rows.map(|row| format!("{:?}", row.expect("a row"))));
    }
    dump
}

/// The same three articles as another version of the engine reads them.
fn read_again(version: &str) -> Vec<Extraction> {
    let mut articles = small_record();
    for article in &mut articles {
        article.run.version = version.into();
    }
    articles
}

#[test]
fn a_statement_is_accepted_rejected_and_given_back() {
    let here = Onrecord::with(small_record());
    let before = dump(&here);
    let outcome = here.run("accept 1 2 --by Ada").done();
    assert!(
        outcome
            .stdout
            .contains("decision 1: statement 1 is right as it stands"),
        "{outcome:#?}"
    );
    here.run("reject 2 --by Ada --note \"a slip\"").done();
    assert_eq!(
        here.run("said --format json")
            .json()
            .as_array()
            .map(Vec::len),
        Some(5)
    );
    let log = here.run("decisions --format json").json();
    assert_eq!(log[2]["verdict"]["statement"], 2);
    assert_eq!(log[2]["by"], "Ada");
    assert_eq!(log[2]["note"], "a slip");
    for _ in 0..3 {
        here.run("undo").done();
    }
    assert_eq!(dump(&here), before);
    here.run("undo").failed("there is no decision to take back");
}

#[test]
fn a_correction_changes_speakers_kind_and_stances() {
    let here = Onrecord::with(small_record());
    let before = dump(&here);
    here.run("correct 1 --speaker marek \"Nora Lind\" --kind indirect --no-stance trade --stance \"northern pact=oppose\" --stance topic:fishing=support")
        .done();
    let said = here
        .run("said --format json --speaker \"Nora Lind\"")
        .json();
    assert_eq!(said[0]["statement"], 1);
    assert_eq!(said[0]["kind"], "indirect");
    assert_eq!(said[0]["speakers"][0]["name"], "Bohdan Marek");
    let stances: Vec<(String, String)> = said[0]["stances"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| (one["target"].to_string(), one["label"].to_string()))
        .collect();
    assert_eq!(
        stances,
        [
            ("\"Northern Pact\"".into(), "\"oppose\"".into()),
            ("\"fishing\"".into(), "\"support\"".into())
        ]
    );
    here.run("undo 1 2 3 4 5").done();
    assert_eq!(dump(&here), before);
}

#[test]
fn what_cannot_be_decided_says_why_and_changes_nothing() {
    let here = Onrecord::with(small_record());
    let before = dump(&here);
    here.run("accept 99").failed("there is no statement 99");
    here.run("accept 1 99").failed("there is no statement 99");
    here.run("correct 1").misused("required");
    here.run("correct 1 --stance weather=support")
        .failed("nothing on record is called \"weather\"");
    here.run("correct 1 --stance trade=loud")
        .misused("one of support");
    here.run("correct 1 --no-stance \"northern pact\"")
        .failed("statement 1 takes no stance toward");
    here.run("merge \"Nobody Known\" marek")
        .failed("no speaker is called");
    here.run("merge keller keller").failed("one already");
    here.run("split \"Anna Keller\"")
        .failed("nobody's other name");
    here.run("split keller --statement 2 --as Marek")
        .failed("does not speak in statement 2");
    here.run("undo 7").failed("there is no decision 7");
    assert_eq!(dump(&here), before);
    here.run("decisions").done();
    let absent = Onrecord::new();
    absent.run("accept 1").failed("there is no database");
    assert!(!absent.path("onrecord.db").exists());
}

#[test]
fn an_undo_may_be_undone_and_not_repeated() {
    let here = Onrecord::with(small_record());
    here.run("reject 1").done();
    let rejected = dump(&here);
    here.run("undo 1").done();
    here.run("undo 1")
        .failed("taken back already, by decision 2");
    here.run("undo 2").done();
    assert_eq!(dump(&here), rejected);
}

#[test]
fn a_later_run_keeps_decisions_and_undoing_them_frees_the_statement() {
    let here = Onrecord::with(small_record());
    here.run("correct 1 --stance trade=oppose").done();
    here.run("reject 2").done();
    let decided = dump(&here);
    let mut store = here.store();
    for article in read_again("2") {
        store.add(&article).expect("added");
    }
    assert_eq!(dump(&here), decided);
    here.run("undo").done();
    here.run("undo").done();
    // The next run may now drop what it does not find, though decisions were about it.
    let nothing = article("harbour.txt", &small_record()[0].article.text).read_by("3");
    store.add(&nothing.done()).expect("added");
    assert!(
        !dump(&here)
            .iter()
            .any(|row| row.contains("Open harbours serve"))
    );
    here.run("undo 1").failed("taken back already");
    here.run("decisions").done();
}

#[test]
fn merged_names_hold_for_later_articles_and_in_every_answer() {
    let here = Onrecord::with(small_record());
    here.run("merge \"Žofia Říhová\" \"Anna Keller\"").done();
    here.run("alias \"Anna Keller\" \"the iron lady\"").done();
    let mut store = here.store();
    let later = article(
        "late",
        "The Iron Lady said trade is good. Žofia Říhová said it is bad.",
    )
    .published("2023-05-01")
    .topic("trade", "Trade")
    .says(&["Žofia Říhová"], "it is bad")
    .on_topic("trade", Label::Oppose)
    .says(&[], "trade is good")
    .on_topic("trade", Label::Support)
    .with(|statement| {
        let mut speaker = crate::support::article::person("The Iron Lady");
        speaker.kind = onrecord::model::ActorKind::Unknown;
        speaker.basis = onrecord::model::Basis::Description;
        statement.speakers = vec![speaker];
    });
    store.add(&later.done()).expect("added");
    for command in [
        "said --format json",
        "shift --speaker keller --topic trade --format json",
        "speakers --format json",
        "graph --format json",
        "export graphml",
        "export json",
        "network --mode one --rows person --columns concept --format csv",
    ] {
        let outcome = here.run(command);
        assert_eq!(outcome.code, Some(0), "{command}: {outcome:#?}");
        assert!(outcome.stdout.contains("Anna Keller"), "{command}");
        for gone in ["Říhová", "Iron Lady"] {
            let names = outcome.stdout.replace("said nothing", "");
            // The text's own words stay as they are; only names of speakers are meant.
            assert!(!names.contains(&format!("\"{gone}")), "{command}: {gone}");
        }
    }
    let said = here
        .run("said --speaker keller --since 2023 --format json")
        .json();
    assert_eq!(said.as_array().map(Vec::len), Some(2));
    let said = here
        .run("said --speaker \"iron lady\" --since 2023 --format json")
        .json();
    assert_eq!(said.as_array().map(Vec::len), Some(2));
}

#[test]
fn a_name_of_two_people_is_split_by_statement() {
    let here = Onrecord::with(small_record());
    let before = dump(&here);
    here.run("split keller --statement 3 4 --as \"Anna Keller the younger\"")
        .done();
    let said = here
        .run("said --speaker \"Anna Keller the younger\" --format json")
        .json();
    assert_eq!(said.as_array().map(Vec::len), Some(2));
    let said = here
        .run("said --speaker \"Bohdan Marek\" --format json")
        .json();
    assert_eq!(
        said.as_array().map(Vec::len),
        Some(2),
        "who speaks jointly, speaks on"
    );
    here.run("undo 1 2").done();
    assert_eq!(dump(&here), before);
}

#[test]
fn a_merge_is_split_by_the_name_that_went() {
    let here = Onrecord::with(small_record());
    let before = dump(&here);
    here.run("merge \"Bohdan Marek\" \"Anna Keller\"").done();
    assert_ne!(dump(&here), before);
    here.run("split \"Bohdan Marek\"").done();
    assert_eq!(dump(&here), before);
}

/// Any decision that makes sense on the small record or does not.
fn any_verdict() -> impl Strategy<Value = Verdict> {
    let statement = 1..8i64;
    let name = prop::sample::select(vec![
        "Anna Keller",
        "Bohdan Marek",
        "Žofia Říhová",
        "Keller",
        "Northland",
        "Somebody New",
    ]);
    let correction = (
        prop::sample::select(vec![
            "kind",
            "speakers",
            "speaker:Anna Keller",
            "speaker:Bohdan Marek",
            "stance:trade",
            "stance:arms-control",
            "stance:agreement:Northern Pact",
            "stance:topic:fishing",
        ]),
        prop::sample::select(vec![
            "direct",
            "indirect",
            "Bohdan Marek; Žofia Říhová",
            "Anna Keller",
            "Nora Lind",
            "",
            "support",
            "conditional",
            "none",
        ]),
    );
    prop_oneof![
        statement
            .clone()
            .prop_map(|statement| Verdict::Accept { statement }),
        statement
            .clone()
            .prop_map(|statement| Verdict::Reject { statement }),
        (statement, correction).prop_map(|(statement, (field, value))| Verdict::Correct {
            statement,
            field: field.into(),
            value: value.into(),
        }),
        (name.clone(), name.clone(), 0..3).prop_map(|(a, b, which)| {
            let (name, other) = (a.to_owned(), b.to_owned());
            match which {
                0 => Verdict::Merge { name, into: other },
                1 => Verdict::Split { name, alias: other },
                _ => Verdict::Alias { name, alias: other },
            }
        }),
        (1..12i64).prop_map(|decision| Verdict::Undo { decision }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_was_decided_and_taken_back_leaves_no_trace(
        verdicts in prop::collection::vec(any_verdict(), 1..14),
        seed in any::<prop::sample::Index>(),
    ) {
        let here = Onrecord::with(small_record());
        let mut store = here.store();
        let before = dump(&here);
        for verdict in verdicts {
            // What makes no sense is refused and changes nothing, which is tested elsewhere.
            let _ = store.decide(&decided(verdict));
        }
        // In any order: each time, one of those in force.
        loop {
            let log = store.decisions().expect("listed");
            let in_force: Vec<i64> = log
                .iter()
                .filter(|one| one.undone_by.is_none())
                .filter(|one| !matches!(one.decision.verdict, Verdict::Undo { .. }))
                .map(|one| one.id)
                .collect();
            if in_force.is_empty() {
                break;
            }
            let decision = in_force[seed.index(in_force.len())];
            store.decide(&decided(Verdict::Undo { decision })).expect("taken back");
        }
        prop_assert_eq!(dump(&here), before);
    }
}
