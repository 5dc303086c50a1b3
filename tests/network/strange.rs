//! Databases of Discourse Network Analyzer that hold what one would not expect.

use crate::support::Onrecord;
use rusqlite::Connection;

const FORM: &str = include_str!("../../src/store/dna/schema.sql");

/// Two documents of one text, two organizations and two concepts, four statements.
const HELD: &str = "
    INSERT INTO SETTINGS VALUES ('version', '3.0.11');
    INSERT INTO CODERS (ID, Name, Password) VALUES (1, 'Admin', '');
    INSERT INTO STATEMENTTYPES (ID, Label) VALUES (1, 'DNA Statement');
    INSERT INTO VARIABLES VALUES (1, 'organization', 'short text', 1),
        (2, 'concept', 'short text', 1), (3, 'agreement', 'boolean', 1), (4, 'level', 'integer', 1);
    INSERT INTO DOCUMENTS (ID, Title, Text, Coder, Date)
    VALUES (1, 'One', 'Hello 😀 world' || char(13, 10) || 'of words.', 1, 1577836800),
        (2, 'Two', 'Hello again, world of words.', 1, 1577923200);
    INSERT INTO ENTITIES (ID, VariableId, Value) VALUES (1, 1, 'A'), (2, 1, 'B'), (3, 2, 'x'), (4, 2, 'y');
    INSERT INTO STATEMENTS VALUES (1, 1, 1, 0, 5, 1), (2, 1, 1, 9, 14, 1), (3, 1, 2, 0, 5, 1), (4, 1, 2, 6, 11, 1);
    INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity)
    VALUES (1, 1, 1), (2, 1, 2), (3, 1, 1), (4, 1, 2), (1, 2, 3), (2, 2, 3), (3, 2, 4), (4, 2, 4);
    INSERT INTO DATABOOLEAN (StatementId, VariableId, Value) VALUES (1, 3, 1), (2, 3, 1), (3, 3, 1), (4, 3, 0);
    INSERT INTO DATAINTEGER (StatementId, VariableId, Value) VALUES (1, 4, 2), (2, 4, 2), (3, 4, 2), (4, 4, 2);";

/// A file in which something was changed; `loose` takes away the rules of the form first.
fn file(change: &str, loose: bool) -> Onrecord {
    let here = Onrecord::new();
    let form = match loose {
        true => FORM
            .replace(" NOT NULL", "")
            .replace("UNIQUE (VariableId, Value)", "CHECK (1)")
            .replace("CHECK (Start < Stop)", "CHECK (1)")
            .replace("CHECK (Start >= 0)", "")
            .replace("CHECK (Stop >= 0)", ""),
        false => FORM.to_owned(),
    };
    Connection::open(here.path("a.dna"))
        .and_then(|file| {
            file.execute_batch("PRAGMA foreign_keys = OFF")?;
            file.execute_batch(&format!("{form}; {HELD}; {change}"))
        })
        .expect("a database");
    here
}

const CONGRUENCE: &str = "network --mode one --rows organization --columns concept \
                          --qualifier agreement --aggregate congruence";
const ONE: &str = "\"\",\"A\",\"B\"\n\"A\",0,1\n\"B\",1,0\n";
const ALONE: &str = "\"\",\"A\"\n\"A\",0\n";

/// The network of the file, and of a record that the file was imported into.
fn both(here: &Onrecord) -> [String; 2] {
    let of_file = here.run(&format!("{CONGRUENCE} --db a.dna")).done().stdout;
    here.run("import a.dna").done();
    [of_file, here.run(CONGRUENCE).done().stdout]
}

#[test]
fn empty_cells_are_no_values() {
    let here = file(
        "UPDATE DOCUMENTS SET Title = NULL, Author = NULL, Date = NULL WHERE ID = 1;
         UPDATE STATEMENTS SET Coder = NULL WHERE ID = 3;
         UPDATE CODERS SET Name = NULL;
         UPDATE ENTITIES SET Value = NULL WHERE ID = 2;",
        true,
    );
    assert_eq!(both(&here), [ALONE, ALONE]);
    here.run("export dna -o back.dna")
        .failed("breaks a rule of its own form");
}

#[test]
fn a_text_that_is_none_has_no_statements() {
    let here = file("UPDATE DOCUMENTS SET Text = NULL WHERE ID = 1", true);
    let report = here.run("import a.dna").done().stdout;
    assert!(
        report.contains("way back only: statements 1, 2"),
        "{report}"
    );
    assert_eq!(here.run(CONGRUENCE).done().stdout, ONE);
}

#[test]
fn names_that_are_there_twice_are_one_actor() {
    let here = file("UPDATE ENTITIES SET Value = 'A' WHERE ID = 2", true);
    assert_eq!(both(&here), [ALONE, ALONE]);
}

#[test]
fn statements_outside_their_text_count_in_networks_only() {
    let here = file(
        "UPDATE STATEMENTS SET Start = -5, Stop = -1 WHERE ID = 1;
         UPDATE STATEMENTS SET Start = 7 WHERE ID = 2;
         UPDATE STATEMENTS SET Start = 5, Stop = 5 WHERE ID = 3;
         UPDATE STATEMENTS SET Stop = 99 WHERE ID = 4;",
        true,
    );
    let report = here.run("import a.dna").done().stdout;
    // The second begins within the face, which is two UTF-16 units.
    for id in ["1", "2", "3", "4"] {
        assert!(report.contains(id), "{report}");
    }
    assert_eq!(
        here.run("said --format csv").done().stdout.lines().count(),
        1
    );
    assert_eq!(here.run(CONGRUENCE).done().stdout, ONE);
    here.run("export dna -o back.dna").done();
}

#[test]
fn words_stand_where_utf_16_units_say() {
    let here = file("", false);
    here.run("import a.dna").done();
    let said = here.run("said --format json").json();
    let words: Vec<&str> = said
        .as_array()
        .expect("rows")
        .iter()
        .filter_map(|row| row["words"].as_str())
        .collect();
    assert!(words.contains(&"world"), "{words:?}");
}

#[test]
fn documents_before_1970_have_their_date() {
    let here = file("UPDATE DOCUMENTS SET Date = -86400", false);
    let windows = here
        .run(&format!("{CONGRUENCE} --db a.dna --window 1 --unit days"))
        .done()
        .stdout;
    assert!(windows.contains("1969-12-31T00:00"), "{windows}");
    assert_eq!(both(&here), [ONE, ONE]);
}

#[test]
fn a_file_without_documents_or_statements_is_empty() {
    for change in [
        "DELETE FROM STATEMENTS; DELETE FROM DATASHORTTEXT; DELETE FROM DATABOOLEAN;
         DELETE FROM DATAINTEGER;",
        "DELETE FROM STATEMENTS; DELETE FROM DATASHORTTEXT; DELETE FROM DATABOOLEAN;
         DELETE FROM DATAINTEGER; DELETE FROM DOCUMENTS;",
    ] {
        let here = file(change, false);
        assert_eq!(both(&here), ["\"\"\n", "\"\"\n"]);
        here.run("export dna -o back.dna").done();
    }
}

#[test]
fn a_file_without_statement_types_says_so_and_does_no_harm() {
    let here = file("DELETE FROM STATEMENTTYPES", false);
    here.run(&format!("{CONGRUENCE} --db a.dna"))
        .failed("has no statement type");
    let report = here.run("import a.dna").done().stdout;
    assert!(
        report.contains("of a statement type that is not there, kept for the way back only: statements 1, 2, 3, 4"),
        "{report}"
    );
    assert_eq!(here.run(CONGRUENCE).done().stdout, "\"\"\n");
    here.run("export dna -o back.dna").done();
}

#[test]
fn further_tables_and_columns_are_named_and_missing_ones_too() {
    let here = file(
        "ALTER TABLE DOCUMENTS ADD COLUMN Extra TEXT; CREATE TABLE MINE (a);",
        false,
    );
    let report = here.run("import a.dna").done().stdout;
    assert!(report.contains("DOCUMENTS.Extra, MINE"), "{report}");
    assert_eq!(here.run(CONGRUENCE).done().stdout, ONE);
    here.run("export dna -o back.dna").done();

    let here = file("ALTER TABLE DOCUMENTS DROP COLUMN Section", false);
    here.run("import a.dna")
        .failed("the table DOCUMENTS lacks the column Section");
}

#[test]
fn other_versions_are_named_and_none_is_3() {
    for (version, rc) in [
        ("'2.0 beta 25'", 1),
        ("'4.0'", 1),
        ("NULL", 0),
        ("'3.1.2'", 0),
    ] {
        let here = file(
            &format!("UPDATE SETTINGS SET Value = {version}"),
            version == "NULL",
        );
        let outcome = here.run(&format!("{CONGRUENCE} --db a.dna"));
        assert_eq!(outcome.code, Some(rc), "{version}: {outcome:?}");
    }
}

/// What is no number must not be in any file.
#[test]
fn no_file_has_anything_that_is_no_number() {
    let empty = "DELETE FROM STATEMENTS; DELETE FROM DATASHORTTEXT; DELETE FROM DATABOOLEAN;
                 DELETE FROM DATAINTEGER;";
    let one_actor = "UPDATE DATASHORTTEXT SET Entity = 1 WHERE VariableId = 1";
    let wide = "UPDATE DATAINTEGER SET Value = 9223372036854775807 WHERE StatementId = 1;
                UPDATE DATAINTEGER SET Value = -9223372036854775808 WHERE StatementId = 2";
    let mut networks = Vec::new();
    for normalise in ["none", "average", "jaccard", "cosine", "dna-cosine"] {
        networks.push(format!(
            "--mode one --aggregate subtract --normalise {normalise}"
        ));
    }
    for normalise in ["none", "activity", "prominence"] {
        networks.push(format!(
            "--mode two --aggregate subtract --normalise {normalise}"
        ));
    }
    let formats = [
        "csv",
        "edges",
        "nodes",
        "gexf",
        "graphml",
        "pajek",
        "dl",
        "cytoscape",
    ];
    // All qualifiers are equal in the file as it is.
    for change in ["", empty, one_actor, wide] {
        let here = file(change, false);
        let mut written = Vec::new();
        for (at, network) in networks.iter().enumerate() {
            let format = formats[at % formats.len()];
            written.push(format!("network {network} --isolates --format {format}"));
        }
        for format in formats {
            written.push(format!("network {} --format {format}", networks[3]));
        }
        written.push(format!(
            "network {} --window 3 --kernel gaussian",
            networks[1]
        ));
        written.push(format!(
            "network {} --window 2 --unit days --format gexf",
            networks[2]
        ));
        for measure in [
            "centrality",
            "communities",
            "polarisation",
            "backbone",
            "coalitions",
            "changes --window 1",
        ] {
            written.push(format!("measure {measure} --format csv"));
        }
        for command in written {
            let command = format!(
                "{command} --db a.dna --rows organization --columns concept --qualifier level"
            );
            let text = here.run(&command).done().stdout.to_lowercase();
            let mut words = text.split(|c: char| !c.is_alphanumeric());
            assert!(
                words.all(|word| word != "nan" && word != "inf" && word != "infinity"),
                "{command}: {text}"
            );
        }
    }
}
