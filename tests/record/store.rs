//! What is kept, and what may never be lost.

use crate::support::Onrecord;
use crate::support::article::{article, day, small_record};
use onrecord::model::{Decision, Extraction, Kind, Label, Verdict};
use onrecord::query::{Filter, Said, said};
use onrecord::span::Span;
use onrecord::store::{Added, Store, StoreError};
use proptest::prelude::*;

fn all_said(store: &Store) -> Vec<Said> {
    let mut all = Vec::new();
    said(store, &Filter::default(), |said| {
        all.push(said);
        Ok::<(), StoreError>(())
    })
    .expect("the question is answered");
    all.sort_by_key(|said| said.statement);
    all
}

fn words(store: &Store) -> Vec<String> {
    all_said(store).into_iter().map(|said| said.words).collect()
}

fn decided(verdict: Verdict) -> Decision {
    Decision {
        verdict,
        by: "an analyst".into(),
        at: "2026-01-01T00:00:00Z".into(),
        note: None,
    }
}

#[test]
fn the_same_text_twice_is_one_article() {
    let here = Onrecord::new();
    let mut store = here.store();
    let [first, second, _] = small_record().try_into().expect("three articles");
    assert_eq!(store.add(&first).expect("added"), Added::New(1));
    assert_eq!(store.add(&second).expect("added"), Added::New(2));
    let before = all_said(&store);
    let mut renamed = first.clone();
    renamed.article.id = "another name".into();
    assert_eq!(store.add(&renamed).expect("added"), Added::Same(1));
    assert_eq!(all_said(&store), before);
}

#[test]
fn an_article_comes_back_as_it_went_in() {
    let here = Onrecord::new();
    let mut store = here.store();
    for extraction in small_record() {
        let id = store.add(&extraction).expect("added").article();
        let stored = store.article(id).expect("readable").expect("there");
        assert_eq!(stored.article, extraction.article);
        assert_eq!(stored.run, extraction.run);
        let statements: Vec<_> = stored.statements.into_iter().map(|s| s.statement).collect();
        assert_eq!(statements, extraction.statements);
    }
}

#[test]
fn a_later_pass_replaces_what_an_earlier_one_found_and_keeps_the_numbers() {
    let here = Onrecord::new();
    let mut store = here.store();
    let text = "He said yes. She said no. They said maybe.";
    let first = article("a", text)
        .says(&["Anna Keller"], "yes")
        .says(&["Anna Keller"], "no");
    store.add(&first.done()).expect("added");
    let numbers: Vec<i64> = all_said(&store).iter().map(|said| said.statement).collect();

    let second = article("a", text)
        .read_by("2")
        .says(&["Bohdan Marek"], "no")
        .says(&["Anna Keller"], "maybe");
    assert_eq!(store.add(&second.done()).expect("added"), Added::Renewed(1));
    let now = all_said(&store);
    assert_eq!(words(&store), ["no", "maybe"]);
    assert_eq!(now[0].statement, numbers[1]);
    assert_eq!(now[0].speakers[0].name, "Bohdan Marek");
    assert!(
        now[1].statement > numbers[1],
        "numbers are never used twice"
    );
}

#[test]
fn what_was_accepted_stays_whatever_a_later_pass_finds() {
    let here = Onrecord::new();
    let mut store = here.store();
    let text = "Keller said the harbour is open. Marek agreed.";
    let first = article("a", text).says(&["Anna Keller"], "the harbour is open");
    store.add(&first.done()).expect("added");
    let accept = decided(Verdict::Accept { statement: 1 });
    store.decide(&accept).expect("decided");
    let before = all_said(&store);

    let elsewhere = article("a", text)
        .read_by("2")
        .says(&["Bohdan Marek"], "agreed");
    store.add(&elsewhere.done()).expect("added");
    let otherwise = article("a", text)
        .read_by("3")
        .says(&["Bohdan Marek"], "the harbour is open");
    store.add(&otherwise.done()).expect("added");
    assert_eq!(all_said(&store), before);
}

#[test]
fn what_was_rejected_does_not_come_back_with_a_word_more() {
    let here = Onrecord::new();
    let mut store = here.store();
    let text = "The harbour is open to all, signs say. Keller said it is closed.";
    let first = article("a", text)
        .says(&["Anna Keller"], "harbour is open to all")
        .says(&["Anna Keller"], "it is closed");
    store.add(&first.done()).expect("added");
    store
        .decide(&decided(Verdict::Reject { statement: 1 }))
        .expect("decided");
    assert_eq!(words(&store), ["it is closed"]);

    let again = article("a", text)
        .read_by("2")
        .says(&["Anna Keller"], "The harbour is open to all")
        .says(&["Anna Keller"], "it is closed");
    store.add(&again.done()).expect("added");
    assert_eq!(words(&store), ["it is closed"]);
}

#[test]
fn a_correction_is_seen_at_once_and_survives_a_later_pass() {
    let here = Onrecord::new();
    let mut store = here.store();
    let draft = |version| {
        article("a", "He said trade is good.")
            .read_by(version)
            .topic("trade", "Trade")
            .says(&["Anna Keller"], "trade is good")
            .on_topic("trade", Label::Neutral)
            .done()
    };
    store.add(&draft("1")).expect("added");
    for (field, value) in [
        ("speakers", "Bohdan Marek; Žofia Říhová"),
        ("kind", "indirect"),
        ("stance:trade", "support"),
    ] {
        store
            .decide(&decided(Verdict::Correct {
                statement: 1,
                field: field.into(),
                value: value.into(),
            }))
            .expect("decided");
    }
    store.add(&draft("2")).expect("added");
    let [said] = all_said(&store).try_into().expect("one statement");
    let names: Vec<&str> = said.speakers.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["Bohdan Marek", "Žofia Říhová"]);
    assert_eq!(said.kind, Kind::Indirect);
    assert_eq!(said.stances[0].label, Label::Support);
}

#[test]
fn a_decision_that_makes_no_sense_leaves_no_trace() {
    let here = Onrecord::with(small_record());
    let mut store = here.store();
    let before = all_said(&store);
    for verdict in [
        Verdict::Accept { statement: 99 },
        Verdict::Correct {
            statement: 1,
            field: "kind".into(),
            value: "loud".into(),
        },
        Verdict::Correct {
            statement: 1,
            field: "stance:weather".into(),
            value: "support".into(),
        },
        Verdict::Merge {
            name: "Nobody".into(),
            into: "Anna Keller".into(),
        },
    ] {
        store.decide(&decided(verdict)).expect_err("refused");
    }
    assert_eq!(all_said(&store), before);
}

#[test]
fn merged_names_are_one_speaker_and_split_again_two() {
    let here = Onrecord::with([article("a", "A. Keller said yes. Keller said no.")
        .says(&["A. Keller"], "yes")
        .says(&["Anna Keller"], "no")
        .done()]);
    let mut store = here.store();
    let speakers = |store: &Store| -> Vec<(String, i64)> {
        onrecord::query::speakers(store, None)
            .expect("listed")
            .into_iter()
            .map(|entry| (entry.name, entry.statements))
            .collect()
    };
    store
        .decide(&decided(Verdict::Merge {
            name: "A. Keller".into(),
            into: "Anna Keller".into(),
        }))
        .expect("decided");
    assert_eq!(speakers(&store), [("Anna Keller".into(), 2)]);
    store
        .decide(&decided(Verdict::Split {
            name: "Anna Keller".into(),
            alias: "A. Keller".into(),
        }))
        .expect("decided");
    assert_eq!(
        speakers(&store),
        [("A. Keller".into(), 1), ("Anna Keller".into(), 1)]
    );
}

#[test]
fn a_given_date_outlives_a_date_worked_out_later() {
    let here = Onrecord::new();
    let mut store = here.store();
    let text = "She said yes.";
    let given = article("a", text).published_given("2020-01-01");
    store
        .add(&given.says(&["Anna Keller"], "yes").done())
        .expect("added");
    let derived = article("a", text).published("2021-01-01").read_by("2");
    store
        .add(&derived.says(&["Anna Keller"], "yes").done())
        .expect("added");
    assert_eq!(all_said(&store)[0].date, Some(day("2020-01-01")));
}

#[test]
fn a_better_date_moves_the_statements_that_have_none_of_their_own() {
    let here = Onrecord::new();
    let mut store = here.store();
    let draft = |date: &str, version: &str| {
        article("a", "She said yes and no.")
            .published(date)
            .read_by(version)
            .says(&["Anna Keller"], "yes")
            .says(&["Anna Keller"], "no")
            .said_on("2019-12-31")
            .done()
    };
    store.add(&draft("2020-01-01", "1")).expect("added");
    store
        .decide(&decided(Verdict::Accept { statement: 1 }))
        .expect("decided");
    store.add(&draft("2021-01-01", "2")).expect("added");
    let dates: Vec<_> = all_said(&store).iter().map(|said| said.date).collect();
    assert_eq!(dates, [Some(day("2021-01-01")), Some(day("2019-12-31"))]);
}

#[test]
fn a_span_outside_the_text_keeps_the_article_out() {
    let here = Onrecord::new();
    let mut store = here.store();
    let wrong = article("a", "“Да”, he said")
        .says(&["Anna Keller"], "Да")
        .with(|statement| statement.attribution.cue = vec![Span::new(1, 4)]);
    let error = store.add(&wrong.done()).expect_err("refused");
    assert!(matches!(error, StoreError::Span { what: "a cue", .. }));
    assert!(store.article(1).expect("readable").is_none());
}

#[test]
fn two_writers_take_turns_and_lose_nothing() {
    let here = Onrecord::new();
    let path = here.path("onrecord.db");
    std::thread::scope(|scope| {
        for writer in 0..2 {
            let path = &path;
            scope.spawn(move || {
                let mut store = Store::open(path).expect("opened");
                for at in 0..25 {
                    let text = format!("Writer {writer} said number {at}.");
                    let draft = article(&text, &text).says(&["Anna Keller"], "number");
                    store.add(&draft.done()).expect("added");
                }
            });
        }
    });
    assert_eq!(all_said(&here.store()).len(), 50);
}

#[test]
fn readers_do_not_wait_for_a_writer() {
    let here = Onrecord::with(small_record());
    let writer = rusqlite::Connection::open(here.path("onrecord.db")).expect("opened");
    writer.execute_batch("BEGIN IMMEDIATE").expect("locked");
    here.run("said").done();
}

/// Any text, and spans in it that a pass might have found.
fn any_extraction() -> impl Strategy<Value = Extraction> {
    any::<String>()
        .prop_filter("an article has a text", |text| !text.is_empty())
        .prop_flat_map(|text| {
            let starts: Vec<usize> = (0..=text.len())
                .filter(|&at| text.is_char_boundary(at))
                .collect();
            let boundary = prop::sample::select(starts);
            let span = (boundary.clone(), boundary)
                .prop_map(|(a, b)| Span::new(a.min(b), a.max(b)))
                .prop_filter("a piece has words", |span| !span.is_empty());
            let statement = (
                prop::collection::vec(span.clone(), 0..2),
                prop::collection::vec(span, 1..3),
            );
            (Just(text), prop::collection::vec(statement, 0..6))
        })
        .prop_map(|(text, statements)| {
            let mut draft = article("any", &text).topic("trade", "Trade");
            for (source, mut content) in statements {
                content.sort();
                draft = draft
                    .says(&["Anna Keller"], "")
                    .on_topic("trade", Label::Conditional)
                    .with(|statement| {
                        statement.stances[0].evidence = source.clone();
                        statement.stances[0].condition = content.clone();
                        statement.attribution.source = source;
                        statement.attribution.content = content;
                    });
            }
            draft.done()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_span_slices_the_stored_text_as_it_sliced_the_read(extraction in any_extraction()) {
        let here = Onrecord::new();
        let mut store = here.store();
        store.add(&extraction).expect("added");
        let stored = store.article(1).expect("readable").expect("there");
        prop_assert_eq!(&stored.article.text, &extraction.article.text);
        let mut expected = extraction.statements;
        let mut found: Vec<_> = stored.statements.into_iter().map(|s| s.statement).collect();
        for statement in expected.iter_mut().chain(&mut found) {
            statement.utterance = 0;
        }
        let order = |s: &onrecord::model::Statement| {
            (s.attribution.content.clone(), s.attribution.source.clone())
        };
        expected.sort_by_key(order);
        found.sort_by_key(order);
        prop_assert_eq!(found, expected);
    }
}
