//! The file itself: its public views, and files that are something else.

use crate::support::Onrecord;
use crate::support::article::small_record;
use onrecord::store::{Store, StoreError};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::fs;

const DOCUMENT: &str = include_str!("../../docs/schema.md");

/// The columns that the document gives for each view, in order.
fn documented() -> BTreeMap<String, Vec<String>> {
    let mut views: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut view = None;
    for line in DOCUMENT.lines() {
        if let Some(name) = line.strip_prefix("## View `") {
            view = Some(name.trim_end_matches('`').to_owned());
        } else if line.starts_with("## ") {
            view = None;
        } else if let (Some(view), Some(rest)) = (&view, line.strip_prefix("| `"))
            && let Some((column, _)) = rest.split_once('`')
        {
            views
                .entry(view.clone())
                .or_default()
                .push(column.to_owned());
        }
    }
    views
}

#[test]
fn the_document_names_every_column_of_the_public_views() {
    let here = Onrecord::with(small_record());
    let database = Connection::open(here.path("onrecord.db")).expect("opened");
    let mut found = BTreeMap::new();
    let mut views = database
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'view'")
        .expect("asked");
    let names = views.query_map([], |row| row.get(0)).expect("asked");
    for name in names {
        let name: String = name.expect("a name");
        let view = database
            .prepare(&format!("SELECT * FROM {name}"))
            .expect("asked");
        let columns = view.column_names().map(str::to_owned).collect();
        found.insert(name, columns);
    }
    assert_eq!(documented(), found);
}

#[test]
fn every_query_in_the_document_runs() {
    let here = Onrecord::with(small_record());
    let database = Connection::open(here.path("onrecord.db")).expect("opened");
    let mut queries = DOCUMENT.split("```sql\n").skip(1).peekable();
    assert!(queries.peek().is_some());
    for query in queries {
        let query = query.split("```").next().expect("an end");
        let mut question = database.prepare(query).expect(query);
        let rows = question.query_map([], |_| Ok(())).expect(query).count();
        assert!(rows > 0, "{query}");
    }
}

#[test]
fn offsets_in_the_views_cut_the_words_out_of_the_text() {
    let here = Onrecord::with(small_record());
    let database = Connection::open(here.path("onrecord.db")).expect("opened");
    let (rows, right): (i64, i64) = database
        .query_row(
            "SELECT count(*), sum(substr(a.text, s.start + 1, s.\"end\" - s.start) = s.words)
               FROM said s JOIN article a ON a.id = s.article WHERE s.words NOT LIKE '%[…]%'",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .expect("asked");
    assert_eq!((rows, right), (6, 6));
}

#[test]
fn decisions_cannot_be_changed_or_deleted() {
    let here = Onrecord::with(small_record());
    let database = Connection::open(here.path("onrecord.db")).expect("opened");
    database
        .execute(
            "INSERT INTO decision (verdict, statement, by, at) VALUES ('accept', 1, 'me', 'now')",
            [],
        )
        .expect("recorded");
    for change in ["UPDATE decision SET by = 'you'", "DELETE FROM decision"] {
        let error = database.execute(change, []).expect_err("refused");
        assert!(error.to_string().contains("append-only"), "{error}");
    }
}

#[test]
fn a_missing_database_tells_how_to_make_one() {
    let here = Onrecord::new();
    here.run("said")
        .failed("there is no database onrecord.db; `onrecord add FILES` makes one");
    here.run("said --db other.db").failed("other.db");
    assert!(!here.path("onrecord.db").exists());
}

#[test]
fn a_file_that_is_no_database_is_left_as_it_is() {
    let here = Onrecord::new().file(
        "onrecord.db",
        "These are notes, and long enough to be a header.",
    );
    let before = fs::read(here.path("onrecord.db")).expect("read");
    here.run("said")
        .failed("onrecord.db is not a database: it was left as it is");
    let error = Store::open(&here.path("onrecord.db")).err();
    assert!(matches!(error, Some(StoreError::NotADatabase { .. })));
    assert_eq!(fs::read(here.path("onrecord.db")).expect("read"), before);
}

#[test]
fn a_database_of_another_program_is_left_as_it_is() {
    let here = Onrecord::new();
    let other = Connection::open(here.path("onrecord.db")).expect("opened");
    other
        .execute_batch("CREATE TABLE recipe (name)")
        .expect("made");
    drop(other);
    let before = fs::read(here.path("onrecord.db")).expect("read");
    here.run("said").failed("is a database of another program");
    let error = Store::open(&here.path("onrecord.db")).err();
    assert!(matches!(error, Some(StoreError::Foreign { .. })));
    assert_eq!(fs::read(here.path("onrecord.db")).expect("read"), before);
}

#[test]
fn a_newer_database_is_left_as_it_is() {
    let here = Onrecord::with(small_record());
    let database = Connection::open(here.path("onrecord.db")).expect("opened");
    database
        .execute_batch("PRAGMA user_version = 900")
        .expect("set");
    drop(database);
    let before = fs::read(here.path("onrecord.db")).expect("read");
    here.run("said")
        .failed("was made by a newer onrecord (schema 900; this one knows");
    let error = Store::open(&here.path("onrecord.db")).err();
    assert!(matches!(error, Some(StoreError::Newer { found: 900, .. })));
    assert_eq!(fs::read(here.path("onrecord.db")).expect("read"), before);
}

#[test]
fn an_empty_file_holds_no_record_until_something_is_added() {
    let here = Onrecord::new().file("onrecord.db", "");
    here.run("said").failed("onrecord.db holds no record yet");
    for article in small_record() {
        here.store().add(&article).expect("added");
    }
    here.run("said").done();
}

#[test]
fn a_folder_is_no_database() {
    let here = Onrecord::new();
    fs::create_dir(here.path("onrecord.db")).expect("made");
    here.run("said")
        .failed("cannot open onrecord.db: it is a folder");
    let error = Store::open(&here.path("nowhere/onrecord.db")).err();
    let message = error.expect("refused").to_string();
    assert!(message.contains("does not exist"), "{message}");
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_can_be_read_and_says_that_it_cannot_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let here = Onrecord::with(small_record());
    let (folder, file) = (here.path(""), here.path("onrecord.db"));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).expect("set");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).expect("set");
    let written = fs::write(here.path("probe"), "");
    let read = here.run("said --format csv");
    let error = Store::open(&file).and_then(|mut store| store.add(&small_record().remove(0)));
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).expect("set back");
    if written.is_ok() {
        eprintln!("skipped: this user may write to a read-only folder");
        return;
    }
    assert_eq!(read.done().stdout.lines().count(), 7);
    let message = error.expect_err("refused").to_string();
    assert!(message.contains("read-only"), "{message}");
}
