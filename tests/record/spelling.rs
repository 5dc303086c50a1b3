//! Which spellings come together by themselves, and which wait for a person.

use crate::support::Onrecord;
use crate::support::article::{article, person};
use onrecord::model::ActorKind;
use onrecord::store::{common_form, fold, likeness};
use std::collections::BTreeMap;

const UNITE: &str = include_str!("../gold/names/unite.tsv");
const APART: &str = include_str!("../gold/names/apart.tsv");
const OPEN: &str = include_str!("../gold/names/open.tsv");
const PEOPLE: &str = include_str!("../../data/people.tsv");

fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').collect())
}

/// A record on which each of these names says something in an article of its own.
fn record_of(names: &[&str]) -> Onrecord {
    Onrecord::with(names.iter().enumerate().map(|(at, name)| {
        let text = format!("Article {at}: somebody said yes.");
        article(&text, &text)
            .says(&[], "yes")
            .with(|statement| statement.speakers.push(person(name)))
            .done()
    }))
}

/// Who is on record, with the number of statements.
fn speakers(here: &Onrecord) -> Vec<(String, i64)> {
    let listed = onrecord::query::speakers(&here.store(), None).expect("listed");
    let entries = listed.into_iter();
    entries.map(|one| (one.name, one.statements)).collect()
}

#[test]
fn spellings_of_one_name_are_one_speaker_under_the_first() {
    for row in rows(UNITE) {
        let [a, b] = row.as_slice() else {
            panic!("{row:?}")
        };
        assert_eq!(speakers(&record_of(&[a, b])), [(a.to_string(), 2)], "{b}");
    }
}

#[test]
fn names_of_two_people_stay_two_speakers() {
    for row in rows(APART) {
        let [a, b] = row.as_slice() else {
            panic!("{row:?}")
        };
        assert_eq!(speakers(&record_of(&[a, b])).len(), 2, "{a} and {b}");
    }
}

#[test]
fn what_is_left_open_is_listed_with_its_reason() {
    for row in rows(OPEN) {
        let [a, b, reason] = row.as_slice() else {
            panic!("{row:?}")
        };
        assert_eq!(likeness(a, b), Some(*reason), "{a} and {b}");
        assert_eq!(likeness(b, a), Some(*reason), "{b} and {a}");
        let here = record_of(&[a, b, b]);
        let open = here.run("speakers --open --format json").json();
        assert_eq!(open[0]["name"], *a);
        assert_eq!(open[0]["may_be"][0], *b);
        assert_eq!(open[0]["because"], *reason);
    }
}

#[test]
fn no_two_people_of_the_lexicon_share_a_spelling() {
    let mut forms: BTreeMap<String, &str> = BTreeMap::new();
    let mut checked = 0;
    for row in rows(PEOPLE).skip(1) {
        let name = row[0];
        let aliases = row.get(2).copied().unwrap_or_default().split('|');
        for spelling in aliases.chain([name]) {
            let Some(form) = common_form(ActorKind::Person, spelling) else {
                continue;
            };
            checked += 1;
            let other = *forms.entry(form).or_insert(name);
            assert_eq!(other, name, "{spelling}");
        }
    }
    assert!(checked > 1000, "{checked}");
}

#[test]
fn a_third_name_that_could_be_either_of_two_is_left_open() {
    let here = record_of(&["Sergei Petrov", "Sergei Petroff"]);
    let mut store = here.store();
    assert_eq!(speakers(&here).len(), 1);
    store
        .decide(&crate::decisions::decided(
            onrecord::model::Verdict::Split {
                name: "Sergei Petrov".into(),
                alias: "Sergei Petroff".into(),
            },
        ))
        .expect("decided");
    assert_eq!(speakers(&here).len(), 2);
}

#[test]
fn a_listed_name_is_shown_even_where_another_spelling_came_first() {
    let here = record_of(&["Dmitri Petrov"]);
    let mut store = here.store();
    let text = "Petrov said no.";
    let mut listed = article("b", text)
        .person("Dmitry Petrov", "Minister", &[])
        .says(&["Dmitry Petrov"], "no")
        .done();
    listed.actors[0].qid = Some("Q0".into());
    store.add(&listed).expect("added");
    assert_eq!(speakers(&here), [("Dmitry Petrov".into(), 2)]);
}

#[test]
fn a_name_s_form_does_not_depend_on_how_it_is_folded() {
    for row in rows(UNITE) {
        assert_eq!(
            common_form(ActorKind::Person, row[0]),
            common_form(ActorKind::Person, &fold(row[0]))
        );
    }
}
