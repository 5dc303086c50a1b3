//! However a search is led, it finds what looking at every statement finds.

use crate::generator::Generator;
use crate::support::Onrecord;
use onrecord::model::{Date, Decision, Kind, Label, TargetKind, Verdict};
use onrecord::query::{Filter, Order, Said, Selection, said};
use onrecord::store::{As, Named, Store, StoreError};
use proptest::prelude::*;
use std::sync::LazyLock;

/// A made-up record in which one name is merged and one statement rejected, and every row of it.
static RECORD: LazyLock<(Onrecord, Vec<Said>)> = LazyLock::new(|| {
    let here = Onrecord::with(Generator::new(400, 7));
    let mut store = here.store();
    let all = ask(&store, &Filter::default());
    let mut names: Vec<String> = all
        .iter()
        .map(|said| said.speakers[0].name.clone())
        .collect();
    names.sort();
    names.dedup();
    for verdict in [
        Verdict::Reject { statement: 3 },
        Verdict::Merge {
            name: names[0].clone(),
            into: names[1].clone(),
        },
    ] {
        let decision = Decision {
            verdict,
            by: "an analyst".into(),
            at: "2026-01-01T00:00:00Z".into(),
            note: None,
        };
        store.decide(&decision).expect("decided");
    }
    let all = ask(&store, &Filter::default());
    assert_eq!(all.len(), 399);
    (here, all)
});

fn ask(store: &Store, filter: &Filter) -> Vec<Said> {
    let mut found = Vec::new();
    said(store, filter, |said| {
        found.push(said);
        Ok::<(), StoreError>(())
    })
    .expect("answered");
    found
}

/// What the filter asks, looked up in a row.
fn fulfils(row: &Said, filter: &Filter) -> bool {
    let selection = &filter.selection;
    let on = |names: &[Named], kind: TargetKind| {
        names.is_empty()
            || row.stances.iter().any(|stance| {
                stance.target_kind == kind
                    && names.iter().any(|named| named.name == stance.target)
                    && (filter.labels.is_empty() || filter.labels.contains(&stance.label))
            })
    };
    let any = |names: &[Named], has: &dyn Fn(&str) -> bool| {
        names.is_empty() || names.iter().any(|named| has(&named.name))
    };
    let labelled = !selection.topics.is_empty()
        || !selection.agreements.is_empty()
        || filter.labels.is_empty()
        || row
            .stances
            .iter()
            .any(|stance| filter.labels.contains(&stance.label));
    on(&selection.topics, TargetKind::Topic)
        && on(&selection.agreements, TargetKind::Agreement)
        && labelled
        && any(&selection.speakers, &|name| {
            row.speakers.iter().any(|speaker| speaker.name == name)
        })
        && any(&filter.outlets, &|name| row.outlet.as_deref() == Some(name))
        && (filter.kinds.is_empty() || filter.kinds.contains(&row.kind))
        && selection.since.is_none_or(|since| row.date >= Some(since))
        && selection.until.is_none_or(|until| row.date <= Some(until))
        && filter
            .text
            .as_deref()
            .is_none_or(|word| row.words.split(' ').any(|other| other == word))
}

/// Filters that use the names, words and days of the record's own rows, so that they find something.
fn any_filter() -> impl Strategy<Value = Filter> {
    let row = || (0..RECORD.1.len()).prop_map(|at| &RECORD.1[at]);
    let named = |sought: As, name: &str| RECORD.0.store().find(sought, name).expect("known");
    let targets = move |row: &Said, kind: TargetKind, sought: As| -> Vec<Named> {
        let stances = row
            .stances
            .iter()
            .filter(|stance| stance.target_kind == kind);
        stances
            .map(|stance| named(sought, &stance.target))
            .collect()
    };
    let speakers = move |row: &Said| -> Vec<Named> {
        let speakers = row.speakers.iter();
        speakers
            .map(|speaker| named(As::Speaker, &speaker.name))
            .collect()
    };
    let maybe = prop::bool::weighted(0.3);
    let uses = (maybe, maybe, maybe, maybe, maybe, maybe, maybe, maybe);
    let order = prop::sample::select(vec![
        Order::Date,
        Order::NewestFirst,
        Order::Published,
        Order::LastPublished,
        Order::Speaker,
    ]);
    let limit = prop::option::of(1usize..20);
    (row(), row(), uses, order, limit).prop_map(move |(row, other, uses, order, limit)| Filter {
        selection: Selection {
            topics: if uses.0 {
                targets(row, TargetKind::Topic, As::Topic)
            } else {
                vec![]
            },
            agreements: if uses.1 {
                targets(row, TargetKind::Agreement, As::Agreement)
            } else {
                vec![]
            },
            speakers: if uses.2 { speakers(row) } else { vec![] },
            since: uses.3.then(|| row.date.min(other.date)).flatten(),
            until: uses.3.then(|| row.date.max(other.date)).flatten(),
            unclear_below: None,
        },
        outlets: if uses.4 {
            row.outlet
                .iter()
                .map(|name| named(As::Outlet, name))
                .collect()
        } else {
            vec![]
        },
        labels: if uses.5 {
            vec![Label::Support, Label::Oppose]
        } else {
            vec![]
        },
        unclear: false,
        kinds: if uses.6 {
            vec![Kind::Direct, Kind::Mixed]
        } else {
            vec![]
        },
        text: uses
            .7
            .then(|| row.words.split(' ').next().unwrap_or_default().to_owned()),
        without_copies: false,
        // The record's statements are all first-hand.
        first_hand: uses.0,
        numbers: Vec::new(),
        order,
        limit,
    })
}

/// By what the rows must be ordered.
fn key(row: &Said, order: Order) -> (String, Option<Date>, i64) {
    let name = match order {
        Order::Speaker => row.speakers[0].name.clone(),
        // In this record what was said on a day was published on it.
        Order::Date | Order::NewestFirst | Order::Published | Order::LastPublished => String::new(),
    };
    (name, row.date, row.statement)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_search_finds_what_looking_at_every_statement_finds(filter in any_filter()) {
        let (here, all) = &*RECORD;
        let found = ask(&here.store(), &filter);
        let mut expected: Vec<&Said> = all.iter().filter(|row| fulfils(row, &filter)).collect();
        expected.sort_by_key(|row| key(row, filter.order));
        if matches!(filter.order, Order::NewestFirst | Order::LastPublished) {
            expected.reverse();
        }
        expected.truncate(filter.limit.unwrap_or(usize::MAX));
        let expected: Vec<i64> = expected.iter().map(|row| row.statement).collect();
        let found: Vec<i64> = found.iter().map(|row| row.statement).collect();
        prop_assert_eq!(found, expected);
    }
}
