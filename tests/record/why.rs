//! `onrecord why`: every link of the chain, and nothing that is not in the text.

use crate::support::Onrecord;
use crate::support::article::small_record;
use std::fs;

fn record() -> Onrecord {
    let mut articles = small_record();
    articles[0].statements[1].stances[0].basis =
        "term `trade` in the content; `no problem with` is for; condition `as long as the rules hold`".into();
    Onrecord::with(articles)
}

#[test]
fn the_chain_is_told_from_the_characters_to_the_stance() {
    let here = record();
    let page = here.run("why 2").done().stdout;
    for part in [
        "statement 2 · mixed · article 1 · Harbour Post · 2019-03-04",
        "⟨has no problem with trade as long as the rules hold⟩",
        "⟨Marek⟩",
        "⟨answered⟩",
        "engine by hand 1",
        "Bohdan Marek, Southland Prime Minister",
        "known by name",
        "2019-03-04: the day of the article, from dateline",
        "trade: conditional",
        "term ⟨trade⟩ in the content [data/topics.toml]",
        "⟨no problem with⟩ is for [data/stance.tsv]",
        "condition",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(
        page.lines().all(|line| line.chars().count() <= 120),
        "{page}"
    );
}

#[test]
fn the_files_that_it_names_are_there() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let source = fs::read_to_string(root.join("src/query/why.rs")).expect("readable");
    let named: Vec<&str> = source
        .split("\"data/")
        .skip(1)
        .filter_map(|rest| rest.split(['"', ',']).next())
        .collect();
    assert!(named.len() >= 4);
    for name in named {
        assert!(root.join("data").join(name).is_file(), "data/{name}");
    }
}

#[test]
fn every_quotation_is_the_slice_that_its_offsets_cut() {
    let here = record();
    for (number, article) in [(1, 1), (2, 1), (3, 2), (6, 3)] {
        let why = here.run(&format!("why {number} --json")).json();
        assert_eq!(why["article"]["number"], article);
        let text: Vec<char> = small_record()[article - 1].article.text.chars().collect();
        let mut quotes = Vec::new();
        for part in ["source", "cue", "content"] {
            quotes.extend(why[part].as_array().cloned().unwrap_or_default());
        }
        for stance in why["stances"].as_array().expect("a list") {
            quotes.extend(stance["evidence"].as_array().cloned().unwrap_or_default());
            quotes.extend(stance["condition"].as_array().cloned().unwrap_or_default());
        }
        assert!(!quotes.is_empty());
        for quote in quotes {
            let at = |key: &str| quote[key].as_u64().expect("a number") as usize;
            let slice: String = text[at("start")..at("end")].iter().collect();
            assert_eq!(quote["text"], slice);
        }
    }
}

#[test]
fn decisions_and_merged_names_are_part_of_the_chain() {
    let here = record();
    here.run("merge \"Bohdan Marek\" \"Anna Keller\" --by Ada")
        .done();
    here.run("correct 2 --stance trade=support --by Ada --note \"he agreed\"")
        .done();
    here.run("accept 2 --by Ada").done();
    here.run("undo").done();
    let page = here.run("why 2").done().stdout;
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "· corrected",
        "found as \"Bohdan Marek\", which means Anna Keller: decision 1 of Ada",
        "trade: support",
        "decided by a person",
        "in force: statement 2 takes this stance toward trade: support; decision 2 of Ada",
        "he agreed",
        "taken back by decision 4: statement 2 is right as it stands",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    here.run("why 99").failed("there is no statement 99");
}

#[test]
fn a_rejected_statement_still_tells_why() {
    let here = record();
    here.run("reject 2 --by Ada").done();
    let page = here.run("why 2").done().stdout;
    assert!(page.contains("· rejected"), "{page}");
}
