//! Databases of Discourse Network Analyzer: read as they are, imported, and written.

use crate::support::Onrecord;
use rusqlite::{Connection, types::Value};
use std::path::{Path, PathBuf};

fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/dna");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: there is no {}", folder.display());
    None
}

/// The tables of the form, in DNA's own order.
const TABLES: [&str; 16] = [
    "SETTINGS",
    "CODERS",
    "DOCUMENTS",
    "STATEMENTTYPES",
    "VARIABLES",
    "VARIABLELINKS",
    "REGEXES",
    "CODERRELATIONS",
    "STATEMENTS",
    "DATABOOLEAN",
    "DATAINTEGER",
    "ENTITIES",
    "DATASHORTTEXT",
    "DATALONGTEXT",
    "ATTRIBUTEVARIABLES",
    "ATTRIBUTEVALUES",
];

fn rows(path: &Path, table: &str) -> Vec<Vec<Value>> {
    let connection = Connection::open(path).expect("a database");
    let columns: Vec<String> = connection
        .prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid")
        .and_then(|mut sql| sql.query_map([table], |row| row.get(0))?.collect())
        .expect("columns");
    let sql = format!("SELECT {} FROM {table} ORDER BY 1", columns.join(", "));
    let mut statement = connection.prepare(&sql).expect("a table");
    let rows = statement.query_map([], |row| (0..columns.len()).map(|at| row.get(at)).collect());
    rows.expect("rows").collect::<Result<_, _>>().expect("rows")
}

fn change(path: &Path, sql: &str) {
    let connection = Connection::open(path).expect("a database");
    connection.execute_batch(sql).expect("a change");
}

const CONGRUENCE: &str = "--mode one --rows organization --columns concept --qualifier agreement \
                          --aggregate congruence --normalise average --duplicates document";

#[test]
fn an_import_goes_back_table_for_table() {
    let Some(corpus) = corpus() else { return };
    let file = corpus.join("synth300.dna");
    let here = Onrecord::new();
    let report = here
        .run(&format!("import {}", file.display()))
        .done()
        .stdout;
    assert!(
        report.contains("70 documents, 1 of them new articles; 300 new statements"),
        "{report}"
    );
    here.run("export dna -o back.dna").done();
    for table in TABLES {
        assert_eq!(
            rows(&here.path("back.dna"), table),
            rows(&file, table),
            "{table}"
        );
    }
    let accepted = here
        .run("said --format csv --limit 0")
        .done()
        .stdout
        .lines()
        .count();
    assert_eq!(accepted, 301);
}

#[test]
fn networks_of_a_file_and_of_its_import_are_the_same() {
    let Some(corpus) = corpus() else { return };
    let file = corpus.join("synth300.dna");
    let here = Onrecord::new();
    here.run(&format!("import {}", file.display())).done();
    for options in [
        CONGRUENCE,
        "--mode two --rows source --columns concept --qualifier intensity --aggregate combine",
        "--mode one --rows person --columns concept --qualifier frame --aggregate conflict \
         --window 6 --unit months",
    ] {
        let of_file = here
            .run(&format!("network --db {} {options}", file.display()))
            .done();
        let of_import = here.run(&format!("network {options}")).done();
        assert_eq!(of_file.stdout, of_import.stdout);
        assert!(of_file.stdout.lines().count() > 2);
    }
}

#[test]
fn a_matrix_has_quoted_names_and_every_digit() {
    let Some(corpus) = corpus() else { return };
    let file = corpus.join("synth300.dna");
    let here = Onrecord::new();
    let printed = here
        .run(&format!("network --db {} {CONGRUENCE}", file.display()))
        .done();
    here.run(&format!(
        "network --db {} {CONGRUENCE} --format csv -o m.csv",
        file.display()
    ))
    .done();
    let written = std::fs::read_to_string(here.path("m.csv")).expect("the file");
    assert_eq!(written, printed.stdout);
    let reference = "onemode_org_via_concept_congruence_average_document.csv";
    let reference = std::fs::read_to_string(corpus.join("reference").join(reference));
    assert_eq!(written, reference.expect("the reference"));
}

/// Two articles, one of them with characters of two UTF-16 units.
fn record() -> Onrecord {
    use crate::support::article::article;
    Onrecord::with([
        article(
            "one.txt",
            "😀 Алиса: “Торг — да”, she said. Bob was against trade.",
        )
        .title("One")
        .outlet("Post")
        .published("2020-01-31")
        .topic("trade", "Trade")
        .person("Alice", "Minister of X", &[])
        .says(&["Alice"], "Торг — да")
        .on_topic("trade", onrecord::model::Label::Support)
        .done(),
        article("two.txt", "Bob was against trade.")
            .published("2020-02-02")
            .says(&["Bob"], "against trade")
            .on_topic("trade", onrecord::model::Label::Oppose)
            .done(),
    ])
}

#[test]
fn offsets_go_out_in_utf_16_units() {
    let here = record();
    here.run("export dna -o out.dna").done();
    let out = here.path("out.dna");
    let texts = rows(&out, "DOCUMENTS");
    let Value::Text(text) = &texts[0][2] else {
        panic!("a text")
    };
    let units: Vec<u16> = text.encode_utf16().collect();
    let statement = &rows(&out, "STATEMENTS")[0];
    let [Value::Integer(start), Value::Integer(stop)] = statement[3..5] else {
        panic!("offsets")
    };
    let words = String::from_utf16(&units[start as usize..stop as usize]).expect("words");
    assert_eq!(words, "Торг — да");
    let broken: i64 = Connection::open(&out)
        .and_then(|file| {
            file.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
                row.get(0)
            })
        })
        .expect("a check");
    assert_eq!(broken, 0);
    here.run("export dna -o out.dna").failed("is there already");
}

#[test]
fn what_people_finish_comes_back_as_their_decisions() {
    let here = record();
    here.run("export dna -o out.dna").done();
    let out = here.path("out.dna");
    // Alice's statement is taken over by a person, Bob's is left as it is.
    change(
        &out,
        "INSERT INTO CODERS (ID, Name, Password) VALUES (9, 'Carol', '');
         UPDATE STATEMENTS SET Coder = 9 WHERE ID = 1;",
    );
    let report = here.run("import out.dna").done().stdout;
    assert!(
        report.contains("0 new statements, 2 that were on record"),
        "{report}"
    );
    let standing: Vec<(String, i64)> = Connection::open(here.path("onrecord.db"))
        .and_then(|file| {
            file.prepare("SELECT standing, (SELECT count(*) FROM decision d WHERE d.statement = s.id AND by = 'Carol') FROM statement s ORDER BY id")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        })
        .expect("statements");
    assert_eq!(standing, [("accepted".into(), 1), ("machine".into(), 0)]);
    // And again: nothing doubles.
    here.run("import out.dna").done();
    let said = here.run("said --format csv").done().stdout.lines().count();
    assert_eq!(said, 3);
}

/// A record into which a coded file was imported, as `study.dna`.
fn study() -> Onrecord {
    let here = record();
    here.run("export dna -o study.dna").done();
    let other = Onrecord::new();
    std::fs::copy(here.path("study.dna"), other.path("study.dna")).expect("a copy");
    other.run("import study.dna").done();
    other
}

const TRADE: &str = "network --mode two --rows person --columns concept";

#[test]
fn an_export_comes_back_under_any_name_in_place_of_what_it_was_made_from() {
    let here = study();
    let before = here.run(TRADE).done().stdout;
    here.run("export dna -o finished.dna").done();
    change(
        &here.path("finished.dna"),
        "UPDATE DATABOOLEAN SET Value = 0",
    );
    let report = here.run("import finished.dna").done().stdout;
    assert!(
        report.contains("it took the place of study.dna"),
        "{report}"
    );
    assert!(report.contains("1 statements corrected"), "{report}");
    assert_eq!(here.run(TRADE).done().stdout, before);
    let said = here.run("said --format csv").done().stdout;
    assert!(!said.contains("support"), "{said}");
    // It may go on under the new name, and leave again.
    here.run("import finished.dna").done();
    here.run("export dna -o again.dna").done();
}

#[test]
fn the_same_statements_under_another_name_wait_for_a_word() {
    let here = study();
    let before = here.run(TRADE).done().stdout;
    std::fs::copy(here.path("study.dna"), here.path("copy.dna")).expect("a copy");
    change(
        &here.path("copy.dna"),
        "DELETE FROM STATEMENTS WHERE ID = 2",
    );
    here.run("import copy.dna")
        .failed("1 of the statements in copy.dna came with study.dna before");
    assert_eq!(here.run(TRADE).done().stdout, before);
    here.run("import copy.dna --instead-of other.dna")
        .failed("there are study.dna");
    let report = here
        .run("import copy.dna --instead-of study.dna")
        .done()
        .stdout;
    assert!(
        report.contains("0 statements corrected, 1 rejected"),
        "{report}"
    );
    let once = here.run(TRADE).done().stdout;
    assert_eq!(once, "\"\",\"Trade\"\n\"Alice\",1\n");
    let report = here.run("import study.dna --beside").done().stdout;
    assert!(
        report.contains("of these statements are in copy.dna too"),
        "{report}"
    );
}

#[test]
fn networks_of_the_record() {
    let here = record();
    let network = here.run(
        "network --mode two --rows actor --columns concept --qualifier agreement --aggregate subtract",
    );
    assert_eq!(
        network.done().stdout,
        "\"\",\"Trade\"\n\"Alice\",1\n\"Bob\",-1\n"
    );
    let network = here.run("network --mode one --rows person --columns topic --qualifier position --aggregate conflict");
    assert_eq!(
        network.done().stdout,
        "\"\",\"Alice\",\"Bob\"\n\"Alice\",0,1\n\"Bob\",1,0\n"
    );
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    let here = record().file("words.dna", "no database");
    here.run("export dna -o out.dna").done();
    let spoil = |sql: &str| {
        std::fs::copy(here.path("out.dna"), here.path("bad.dna")).expect("a copy");
        change(&here.path("bad.dna"), sql);
    };
    let network = "network --db bad.dna --mode two --rows person --columns concept";
    spoil("DROP TABLE DATAINTEGER");
    here.run(network).failed("lacks the table DATAINTEGER");
    spoil("UPDATE SETTINGS SET Value = '2.0 beta 25' WHERE Property = 'version'");
    here.run(network)
        .failed("Discourse Network Analyzer 2.0 beta 25");
    spoil("PRAGMA foreign_keys = OFF; DELETE FROM DOCUMENTS WHERE ID = 2");
    here.run(network)
        .failed("statement 2 names document 2, which is not there");
    spoil("UPDATE DOCUMENTS SET Date = 9223372036854775807");
    here.run(network).failed("which is no second since 1970");
    spoil("INSERT INTO STATEMENTTYPES (ID, Label) VALUES (7, 'Other');
           INSERT INTO VARIABLES (Variable, StatementTypeId) VALUES ('person', 7), ('concept', 7);
           INSERT INTO STATEMENTS (StatementTypeId, DocumentId, Start, Stop, Coder) VALUES (7, 1, 0, 1, 1)");
    here.run(network)
        .failed("--statement-type: DNA Statement, Other");
    here.run(&format!("{network} --statement-type \"DNA Statement\""))
        .done();
    here.run("network --db words.dna --mode two --rows person --columns concept")
        .failed("is not a database");
    here.run("network --db none.dna --mode two --rows person --columns concept")
        .failed("there is no database none.dna");
    here.run("network --db out.dna --mode two --rows party --columns concept")
        .failed(
            "there is no variable \"party\"; there are person, organization, concept, agreement",
        );
}

#[test]
fn statements_outside_their_text_and_circles_are_reported_and_kept() {
    let here = record();
    here.run("export dna -o out.dna").done();
    change(
        &here.path("out.dna"),
        "UPDATE STATEMENTS SET Start = 5000, Stop = 6000 WHERE ID = 2;
         UPDATE ENTITIES SET ChildOf = 2 WHERE ID = 1;
         UPDATE ENTITIES SET ChildOf = 1 WHERE ID = 2;",
    );
    let other = Onrecord::new();
    let import = format!("import {}", here.path("out.dna").display());
    let report = other.run(&import).done().stdout;
    assert!(report.contains("way back only: statements 2"), "{report}");
    assert!(report.contains("children of themselves"), "{report}");
    other.run("export dna -o back.dna").done();
    for table in TABLES {
        let (back, out) = (
            rows(&other.path("back.dna"), table),
            rows(&here.path("out.dna"), table),
        );
        assert_eq!(back, out, "{table}");
    }
}
