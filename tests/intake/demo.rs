//! The first command of a newcomer.

use crate::support::Onrecord;

#[test]
fn the_demo_shows_tables_and_leaves_diagrams_and_a_record() {
    let here = Onrecord::new();
    let outcome = here.run("demo").done();
    for words in ["Who said what", "Who stands where", "onrecord shift"] {
        assert!(outcome.stdout.contains(words), "{outcome:#?}");
    }
    for file in [
        "positions.svg",
        "positions.dot",
        "positions.graphml",
        "articles/2010-04-08-prague.txt",
    ] {
        assert!(here.path("onrecord-demo").join(file).exists(), "{file}");
    }
    let articles = here
        .run("articles --db onrecord-demo/onrecord.db --format json")
        .json();
    assert_eq!(articles.as_array().map(Vec::len), Some(9));
}

#[test]
fn the_commands_that_the_demo_names_work() {
    let here = Onrecord::new();
    let outcome = here.run("demo first").done();
    let named: Vec<&str> = outcome
        .stdout
        .lines()
        .filter_map(|line| line.trim().strip_prefix("onrecord "))
        .filter(|line| !line.contains("my.db"))
        .collect();
    assert!(named.len() >= 3, "{named:?}");
    for command in named {
        let answer = here
            .run(&format!("{command} --db first/onrecord.db"))
            .done();
        assert!(!answer.stdout.trim().is_empty(), "{command}: {answer:#?}");
    }
}

#[test]
fn the_demo_can_be_run_again() {
    let here = Onrecord::new();
    let first = here.run("demo").done().stdout;
    assert_eq!(here.run("demo").done().stdout, first);
}
