//! Checking, copying and compacting a database.

use crate::support::Onrecord;
use crate::support::article::{article, small_record};
use onrecord::store::{Flaw, Store};
use rusqlite::Connection;

fn flaws(here: &Onrecord) -> Vec<Flaw> {
    let mut flaws: Vec<Flaw> = here
        .store()
        .check()
        .expect("checked")
        .findings
        .iter()
        .map(|finding| finding.flaw)
        .collect();
    flaws.dedup();
    flaws
}

/// A record in which another program did this.
fn meddled(sql: &str) -> Onrecord {
    let here = Onrecord::with(small_record());
    let other = Connection::open(here.path("onrecord.db")).expect("opened");
    other
        .execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}"))
        .expect("meddled with");
    here
}

#[test]
fn a_record_is_whole_as_it_was_added() {
    let here = Onrecord::with(small_record());
    let checked = here.store().check().expect("checked");
    assert_eq!(checked.findings, []);
    assert_eq!(checked.articles, 3);
    assert!(checked.statements > 3 && checked.stances > 0 && checked.search_compared);
    let told = here.run("check").done().stdout;
    assert!(
        told.starts_with("onrecord.db: whole (3 articles, "),
        "{told}"
    );
}

#[test]
fn what_the_program_itself_adds_is_whole() {
    let here = Onrecord::new();
    here.run("demo demo").done();
    here.run("check --db demo/onrecord.db").done();
}

#[test]
fn every_kind_of_meddling_is_found() {
    for (sql, flaw) in [
        (
            "UPDATE article SET text = upper(text) WHERE id = 1",
            Flaw::Text,
        ),
        (
            "UPDATE statement SET words = 'never said' WHERE id = 1",
            Flaw::Words,
        ),
        (
            "UPDATE statement SET content = '[]' WHERE id = 1",
            Flaw::Words,
        ),
        (
            "UPDATE statement SET source = '[[0,99999]]' WHERE id = 1",
            Flaw::Span,
        ),
        (
            "UPDATE statement SET cue = '[[7,3]]' WHERE id = 1",
            Flaw::Span,
        ),
        (
            "UPDATE statement SET \"end\" = \"end\" + 1 WHERE id = 1",
            Flaw::Span,
        ),
        ("UPDATE stance SET evidence = '[]'", Flaw::Evidence),
        ("UPDATE stance SET evidence = '[[0,99999]]'", Flaw::Span),
        ("UPDATE stance SET condition = '[[0,99999]]'", Flaw::Span),
        ("DELETE FROM article WHERE id = 1", Flaw::Reference),
        ("UPDATE speaker SET entity = 4711", Flaw::Reference),
        ("INSERT INTO utterance VALUES (4711)", Flaw::Orphan),
        ("DELETE FROM alias", Flaw::Orphan),
        (
            "UPDATE statement SET date = '1999-01-01' WHERE id = 1",
            Flaw::Repeated,
        ),
        ("UPDATE stance SET date = '1999-01-01'", Flaw::Repeated),
        ("UPDATE edge SET label = 'oppose'", Flaw::Repeated),
        ("DELETE FROM edge WHERE statement = 1", Flaw::Repeated),
        (
            "INSERT INTO edge SELECT subject, 4711, speaker_n, stance_n, speaker, target, label,
                                     confidence, date, utterance, article FROM edge LIMIT 1",
            Flaw::Repeated,
        ),
        (
            "INSERT INTO statement_words (statement_words) VALUES ('delete-all')",
            Flaw::Search,
        ),
    ] {
        let here = meddled(sql);
        let found = flaws(&here);
        assert!(found.contains(&flaw), "{sql}: {found:?}");
        let told = here.run("check");
        assert_eq!(told.code, Some(1), "{sql}");
        assert!(told.stdout.contains("what to do: "), "{told:#?}");
    }
}

#[test]
fn thousands_of_findings_are_counted_not_listed() {
    let here = meddled(
        "WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 2999)
         INSERT INTO utterance SELECT i FROM n",
    );
    let told = here.run("check").stdout;
    assert!(told.contains("and 1980 more of this kind"), "{told}");
    assert!(told.lines().count() < 30, "{told}");
}

#[test]
fn a_damaged_page_is_a_finding() {
    let here = Onrecord::with(small_record());
    let path = here.path("onrecord.db");
    here.run("vacuum").done();
    let mut bytes = std::fs::read(&path).expect("read");
    let page = bytes.len() / 4096 / 2 * 4096;
    bytes[page..page + 512].fill(0xff);
    std::fs::write(&path, bytes).expect("written");
    let told = here.run("check");
    assert_eq!(told.code, Some(1), "{told:#?}");
}

#[test]
fn words_that_another_program_wrote_are_found_after_the_next_writing() {
    let here = meddled("UPDATE statement SET words = 'zebra crossing' WHERE id = 1");
    let found = || here.run("said --text zebra --format csv").done().stdout;
    assert_eq!(found().lines().count(), 1, "the head alone");
    assert_eq!(here.run("check").code, Some(1));
    here.run("accept 1 --by Una").done();
    assert_eq!(found().lines().count(), 2);
}

#[test]
fn a_statement_that_another_program_inserted_is_in_its_graph_after_the_next_writing() {
    let here = meddled(
        "INSERT INTO utterance VALUES (4711);
         INSERT INTO statement SELECT 4711, article, run, 4711, standing, kind, date, said_on, outlet,
                start, \"end\", source, cue, content, words, addressee, rule, confidence, within, depth
           FROM statement WHERE id = 1;
         INSERT INTO speaker SELECT 4711, n, entity, name, kind, role, basis, candidates, confidence,
                date FROM speaker WHERE statement = 1;
         INSERT INTO stance SELECT 4711, n, target, label, evidence, condition, basis, confidence,
                date, object FROM stance WHERE statement = 1;",
    );
    let edges = || {
        let sql = "SELECT count(*) FROM edge WHERE statement = 4711";
        let database = Connection::open(here.path("onrecord.db")).expect("opened");
        database
            .query_row(sql, [], |row| row.get::<_, i64>(0))
            .expect("counted")
    };
    assert_eq!(
        (edges(), flaws(&here)),
        (0, vec![Flaw::Repeated, Flaw::Search])
    );
    here.run("accept 4711 --by Una").done();
    assert_eq!((edges(), flaws(&here)), (1, vec![]));
}

#[test]
fn vacuuming_puts_right_what_follows_from_the_rest() {
    let here = meddled(
        "INSERT INTO utterance VALUES (4711);
         UPDATE statement SET date = '1999-01-01';
         UPDATE speaker SET date = '1999-01-01';
         DELETE FROM edge WHERE statement = 1;
         UPDATE edge SET label = 'oppose';
         INSERT INTO statement_words (statement_words) VALUES ('delete-all');",
    );
    let said = Onrecord::with(small_record())
        .run("said --format json")
        .done();
    here.run("vacuum").done();
    here.run("check").done();
    assert_eq!(here.run("said --format json").done().stdout, said.stdout);
}

#[test]
fn vacuuming_gives_space_back_and_says_so() {
    let here = Onrecord::new();
    let mut store = here.store();
    for at in 0..50 {
        let text = format!("Keller said yes in {at}. {}", "Long. ".repeat(2000));
        let draft = article(&text, &text).says(&["Anna Keller"], "yes");
        store.add(&draft.done()).expect("added");
    }
    drop(store);
    let other = Connection::open(here.path("onrecord.db")).expect("opened");
    other
        .execute_batch(
            "DELETE FROM statement WHERE article > 10; DELETE FROM article WHERE id > 10;
             DELETE FROM utterance WHERE id > 10;",
        )
        .expect("deleted");
    drop(other);
    let done = here.store().vacuum().expect("vacuumed");
    assert!(done.after < done.before / 2, "{done:?}");
    let told = here.run("vacuum").done().stdout;
    assert!(
        told.contains(" before, ") && told.contains(" after"),
        "{told}"
    );
    here.run("check").done();
}

#[test]
fn a_command_that_makes_no_record_makes_no_file() {
    let here = Onrecord::new();
    for command in ["check", "vacuum", "backup copy.db"] {
        here.run(command).failed("there is no database");
    }
    assert!(!here.path("onrecord.db").exists() && !here.path("copy.db").exists());
}

#[test]
fn a_backup_is_the_record_in_one_file() {
    let here = Onrecord::with(small_record());
    here.run("backup copy.db").done();
    assert!(!here.path("copy.db-wal").exists());
    here.run("check --db copy.db").done();
    let said = here.run("said --format json").done().stdout;
    assert_eq!(
        here.run("said --format json --db copy.db").done().stdout,
        said
    );
}

#[test]
fn a_backup_replaces_nothing() {
    let here = Onrecord::with(small_record()).file("copy.db", "precious");
    here.run("backup copy.db")
        .failed("copy.db is there already");
    here.run("backup onrecord.db").failed("is there already");
    here.run("backup nowhere/copy.db")
        .failed("the folder nowhere does not exist");
    let kept = std::fs::read_to_string(here.path("copy.db")).expect("read");
    assert_eq!(kept, "precious");
}

#[test]
fn a_backup_waits_for_no_writer_and_holds_only_what_was_complete() {
    let here = Onrecord::with(small_record());
    let writer = Connection::open(here.path("onrecord.db")).expect("opened");
    writer
        .execute_batch(
            "BEGIN IMMEDIATE; DELETE FROM diagnostic; INSERT INTO utterance VALUES (4711)",
        )
        .expect("begun");
    here.run("backup copy.db").done();
    writer.execute_batch("COMMIT").expect("done");
    let copy = Store::open_read_only(&here.path("copy.db")).expect("opened");
    assert_eq!(copy.check().expect("checked").findings, []);
}

#[test]
fn backups_made_while_another_process_adds_are_whole() {
    let here = Onrecord::with(small_record());
    let path = here.path("onrecord.db");
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut store = Store::open(&path).expect("opened");
            for at in 0..200 {
                let text = format!("Keller said yes in {at}.");
                let draft = article(&text, &text).says(&["Anna Keller"], "yes");
                store.add(&draft.done()).expect("added");
            }
        });
        let mut made = 0;
        while made < 3 || !writer.is_finished() {
            let copy = here.path(&format!("copy-{made}.db"));
            let store = Store::open_read_only(&path).expect("opened");
            store.backup(&copy).expect("copied");
            let copy = Store::open_read_only(&copy).expect("opened");
            assert_eq!(copy.check().expect("checked").findings, []);
            made += 1;
        }
    });
}
