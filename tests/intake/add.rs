//! Adding articles.

use crate::support::Onrecord;

const ARTICLE: &str = "Biden: Talks were useful\n\n\
    GENEVA, June 16. /TASS/. The talks were useful, US President Joe Biden said on Wednesday.\n";

#[test]
fn adding_twice_changes_nothing_and_says_so() {
    let here = Onrecord::new().file("a.txt", ARTICLE);
    let first = here.run("add a.txt").done();
    assert!(first.stdout.contains("1 article added with"), "{first:#?}");
    let said = here.run("said --format json").done().stdout;
    let second = here.run("add a.txt").done();
    assert!(
        second
            .stdout
            .contains("1 article on record already, unchanged"),
        "{second:#?}"
    );
    assert_eq!(here.run("said --format json").done().stdout, said);
}

#[test]
fn what_the_person_gives_wins() {
    let here = Onrecord::new().file("a.txt", ARTICLE);
    let given = "--date 2021-06-17 --outlet Reuters --url https://example.org/1 --title Useful";
    here.run(&format!("add a.txt {given}")).done();
    let article = &here.run("articles --format json").json()[0];
    assert_eq!(article["outlet"], "Reuters");
    assert_eq!(article["title"], "Useful");
    assert_eq!(article["published"], "2021-06-17");
}

#[test]
fn standard_input_is_an_article_too() {
    let here = Onrecord::new();
    here.run_with_input("add - --verbose", ARTICLE).done();
    let article = &here.run("articles --format json").json()[0];
    assert_eq!(article["title"], "Biden: Talks were useful");
    assert_eq!(article["published"], "2021-06-16");
}

#[test]
fn an_open_date_is_told_with_the_years_that_fit() {
    let here = Onrecord::new().file(
        "a.txt",
        ARTICLE.replace("US President Joe Biden", "an official"),
    );
    let outcome = here.run("add a.txt --verbose").done();
    assert!(
        outcome.stdout.contains("1 article without a date"),
        "{outcome:#?}"
    );
    assert!(
        outcome
            .stderr
            .contains("year-unknown: the dateline has no year"),
        "{outcome:#?}"
    );
}

#[test]
fn a_title_is_for_one_article() {
    let here = Onrecord::new()
        .file("a.txt", ARTICLE)
        .file("b.txt", ARTICLE);
    here.run("add a.txt b.txt --title Useful")
        .misused("--title is for one article, and there are 2");
    here.run("add a.txt --date yesterday").misused("--date");
    here.run("add").misused("FILE");
    assert!(!here.path("onrecord.db").exists());
}

#[test]
fn a_database_of_another_kind_is_left_alone() {
    let here = Onrecord::new()
        .file("a.txt", ARTICLE)
        .file("notes.db", "my notes");
    here.run("add a.txt --db notes.db")
        .failed("notes.db is not a database");
    assert_eq!(
        std::fs::read_to_string(here.path("notes.db"))
            .ok()
            .as_deref(),
        Some("my notes")
    );
}
