//! The rows from which graphs are made.

use crate::support::Onrecord;
use crate::support::article::small_record;
use onrecord::query::{Relations, Selection, relations};
use onrecord::store::{As, Store};

fn pairs(found: &Relations) -> Vec<(&str, &str)> {
    let rows = found.stances.iter();
    rows.map(|row| {
        (
            found.speaker(row).name.as_str(),
            found.target(row).name.as_str(),
        )
    })
    .collect()
}

fn with_store(ask: impl FnOnce(&Store)) {
    ask(&Onrecord::with(small_record()).store());
}

#[test]
fn a_joint_statement_gives_a_row_for_each_speaker() {
    with_store(|store| {
        let found = relations(store, &Selection::default())
            .and_then(|found| found.with_articles(store))
            .expect("answered");
        assert_eq!(found.stances.len(), 9);
        assert_eq!(found.articles.len(), 3);
        assert_eq!(
            pairs(&found)[2..6],
            [
                ("Anna Keller", "Northern Pact"),
                ("Anna Keller", "arms-control"),
                ("Bohdan Marek", "Northern Pact"),
                ("Bohdan Marek", "arms-control")
            ]
        );
        assert_eq!(found.agreements[0].name, "Northern Pact");
        assert_eq!(found.agreements[0].parties, ["Northland", "Southland"]);
    });
}

#[test]
fn a_topic_brings_the_agreements_named_along_with_it() {
    with_store(|store| {
        let selection = Selection {
            topics: vec![store.find(As::Topic, "arms control").expect("known")],
            ..Selection::default()
        };
        let found = relations(store, &selection)
            .and_then(|found| found.with_articles(store))
            .expect("answered");
        assert!(pairs(&found).iter().all(|(_, target)| *target != "trade"));
        assert!(pairs(&found).contains(&("Bohdan Marek", "Northern Pact")));
        assert_eq!(found.articles.len(), 1);
    });
}

#[test]
fn a_topic_and_an_agreement_together_bring_what_either_does_once() {
    with_store(|store| {
        let ask = |topics: &[&str], agreements: &[&str]| {
            let find = |sought, names: &[&str]| {
                let named = names.iter().map(|name| store.find(sought, name));
                named.collect::<Result<Vec<_>, _>>().expect("known")
            };
            let selection = Selection {
                topics: find(As::Topic, topics),
                agreements: find(As::Agreement, agreements),
                ..Selection::default()
            };
            let found = relations(store, &selection).expect("answered");
            let rows = found.stances.iter();
            rows.map(|row| {
                (
                    row.statement,
                    found.speaker(row).name.clone(),
                    found.target(row).name.clone(),
                )
            })
            .collect::<Vec<_>>()
        };
        let pact = ask(&[], &["northern pact"]);
        assert_eq!(pact.len(), 4, "{pact:?}");
        let both = ask(&["arms control"], &["northern pact"]);
        assert_eq!(both.len(), 5, "{both:?}");
        let all = ask(&["arms control", "trade"], &[]);
        assert_eq!(all.len(), 9, "{all:?}");
        assert!(all.is_sorted());
    });
}

#[test]
fn selections_narrow() {
    with_store(|store| {
        let selection = Selection {
            speakers: vec![store.find(As::Speaker, "keller").expect("known")],
            since: Some("2020-01-01".parse().expect("a day")),
            until: Some("2021-12-31".parse().expect("a day")),
            ..Selection::default()
        };
        let found = relations(store, &selection).expect("answered");
        assert_eq!(
            pairs(&found),
            [
                ("Anna Keller", "Northern Pact"),
                ("Anna Keller", "arms-control"),
                ("Anna Keller", "trade")
            ]
        );
    });
}
