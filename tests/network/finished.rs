//! Documents that the program coded, finished by people in Discourse Network Analyzer.

use crate::support::Onrecord;
use crate::support::article::article;
use onrecord::model::Label;
use rusqlite::Connection;
use std::path::Path;

/// Four statements by one speaker on one topic each, one by two speakers, and one that is
/// conditional. The two of `Ann and Bob` are two coded statements.
fn record() -> Onrecord {
    Onrecord::with([article(
        "one.txt",
        "😀 Ann said aye. Bob said yea. Cem said yes. Dan said nay. Eve and Fay said maybe. Gil \
         said if.",
    )
    .published("2020-01-31")
    .topic("peace", "Peace")
    .topic("trade", "Trade")
    .says(&["Ann"], "aye")
    .on_topic("peace", Label::Support)
    .says(&["Bob"], "yea")
    .on_topic("peace", Label::Support)
    .says(&["Cem"], "yes")
    .on_topic("peace", Label::Support)
    .says(&["Dan"], "nay")
    .on_topic("trade", Label::Oppose)
    .says(&["Eve", "Fay"], "maybe")
    .on_topic("trade", Label::Support)
    .says(&["Gil"], "if")
    .on_topic("trade", Label::Conditional)
    .done()])
}

/// Exports, changes the file as Discourse Network Analyzer would, and imports it again.
fn finished(here: &Onrecord, sql: &str) -> String {
    here.run("export dna -o out.dna --conditional support")
        .done();
    change(&here.path("out.dna"), sql);
    here.run("import out.dna").done().stdout
}

fn change(path: &Path, sql: &str) {
    let file = Connection::open(path).expect("a database");
    // Deleting a statement deletes its values, as in the program.
    file.execute_batch(&format!("PRAGMA foreign_keys = ON; {sql}"))
        .expect("a change");
}

/// The number of the coded statement of a person.
const OF: &str = "(SELECT d.StatementId FROM DATASHORTTEXT d JOIN ENTITIES e ON e.ID = d.Entity
                    JOIN VARIABLES v ON v.ID = d.VariableId
                   WHERE v.Variable = 'person' AND e.Value = ";

/// What is on record: words, standing, speakers, positions.
fn on_record(here: &Onrecord) -> Vec<String> {
    let sql = "SELECT s.words || ' ' || s.standing || ': '
                      || coalesce((SELECT group_concat(e.name, '+') FROM speaker p
                                     JOIN entity e ON e.id = p.entity WHERE p.statement = s.id), '')
                      || ' '
                      || coalesce((SELECT group_concat(e.label || '=' || x.label, '+') FROM stance x
                                     JOIN entity e ON e.id = x.target WHERE x.statement = s.id), '')
                 FROM statement s ORDER BY s.id";
    Connection::open(here.path("onrecord.db"))
        .and_then(|file| {
            file.prepare(sql)?
                .query_map([], |row| row.get(0))?
                .collect()
        })
        .expect("statements")
}

/// Decisions: verdict, field, value, who.
fn decisions(here: &Onrecord) -> Vec<String> {
    let sql = "SELECT verdict || ' ' || coalesce(field || '=' || value || ' ', '') || by
                 FROM decision ORDER BY id";
    Connection::open(here.path("onrecord.db"))
        .and_then(|file| {
            file.prepare(sql)?
                .query_map([], |row| row.get(0))?
                .collect()
        })
        .expect("decisions")
}

#[test]
fn deletions_recodings_and_additions_come_back_as_decisions() {
    let here = record();
    let before = on_record(&here);
    let report = finished(
        &here,
        &format!(
            "INSERT INTO CODERS (ID, Name, Password) VALUES (9, 'Zoe', '');
             DELETE FROM STATEMENTS WHERE ID = {OF} 'Ann');
             UPDATE DATABOOLEAN SET Value = 0 WHERE StatementId = {OF} 'Bob');
             UPDATE STATEMENTS SET Coder = 9 WHERE ID = {OF} 'Bob');
             UPDATE DATASHORTTEXT SET Entity = (SELECT ID FROM ENTITIES WHERE Value = 'Trade')
              WHERE StatementId = {OF} 'Dan')
                AND VariableId = (SELECT ID FROM VARIABLES WHERE Variable = 'concept');
             INSERT INTO ENTITIES (ID, VariableId, Value, Red, Green, Blue)
             SELECT 900, ID, 'Cem Oz', 0, 0, 0 FROM VARIABLES WHERE Variable = 'person';
             UPDATE DATASHORTTEXT SET Entity = 900
              WHERE StatementId = {OF} 'Cem')
                AND VariableId = (SELECT ID FROM VARIABLES WHERE Variable = 'person');
             INSERT INTO STATEMENTS VALUES (700, 1, 1, 3, 6, 9);
             INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity)
             SELECT 700, VariableId, ID FROM ENTITIES WHERE Value IN ('Ann', 'Trade');
             INSERT INTO DATABOOLEAN (StatementId, VariableId, Value)
             SELECT 700, ID, 1 FROM VARIABLES WHERE Variable = 'agreement';"
        ),
    );
    assert!(
        report.contains("1 new statements, 6 that were on record"),
        "{report}"
    );
    assert!(
        report.contains("2 statements corrected, 1 rejected"),
        "{report}"
    );
    let after = [
        "aye rejected: Ann Peace=support",
        "yea corrected: Bob Peace=oppose",
        "yes corrected: Cem Oz Peace=support",
        "nay machine: Dan Trade=oppose",
        "maybe machine: Eve+Fay Trade=support",
        // What went out as support is still conditional.
        "if machine: Gil Trade=conditional",
        // Positions count UTF-16 units, and the face is two of them.
        "Ann accepted: Ann Trade=support",
    ];
    assert_eq!(on_record(&here), after);
    assert_eq!(before.len() + 1, after.len(), "nothing is doubled");
    let taken = [
        "reject out.dna",
        "correct stance:topic:peace=oppose Zoe",
        "correct speaker:Cem=Cem Oz out.dna",
        "accept Zoe",
    ];
    let mut found = decisions(&here);
    found.sort_unstable();
    let mut expected = taken.map(str::to_owned);
    expected.sort_unstable();
    assert_eq!(found, expected);

    // And again: nothing changed, so nothing is decided.
    here.run("import out.dna").done();
    assert_eq!(on_record(&here), after);
    assert_eq!(decisions(&here).len(), taken.len());
}

#[test]
fn a_file_may_come_back_many_times() {
    let here = record();
    finished(
        &here,
        &format!("UPDATE DATABOOLEAN SET Value = 0 WHERE StatementId = {OF} 'Ann')"),
    );
    change(
        &here.path("out.dna"),
        &format!(
            "UPDATE DATABOOLEAN SET Value = 1 WHERE StatementId = {OF} 'Ann');
             DELETE FROM STATEMENTS WHERE ID = {OF} 'Dan')"
        ),
    );
    here.run("import out.dna").done();
    assert_eq!(on_record(&here)[0], "aye corrected: Ann Peace=support");
    assert_eq!(on_record(&here)[3], "nay rejected: Dan Trade=oppose");
    // What a person decides here is not overruled by a file that did not change.
    let undo = decisions(&here)
        .iter()
        .position(|decision| decision.starts_with("reject"));
    here.run(&format!("undo {} --by Una", undo.expect("a decision") + 1))
        .done();
    here.run("import out.dna").done();
    assert_eq!(on_record(&here)[3], "nay machine: Dan Trade=oppose");
}

#[test]
fn one_of_two_speakers_may_go_or_say_otherwise() {
    let here = record();
    finished(
        &here,
        &format!("DELETE FROM STATEMENTS WHERE ID = {OF} 'Fay')"),
    );
    assert_eq!(on_record(&here)[4], "maybe corrected: Eve Trade=support");

    let here = record();
    finished(
        &here,
        &format!("UPDATE DATABOOLEAN SET Value = 0 WHERE StatementId = {OF} 'Fay')"),
    );
    let after = on_record(&here);
    assert_eq!(after[4], "maybe rejected: Eve+Fay Trade=support");
    assert_eq!(
        after[6..],
        [
            "maybe accepted: Eve Trade=support",
            "maybe accepted: Fay Trade=oppose"
        ]
    );
}

#[test]
fn a_file_that_the_record_does_not_know_is_taken_as_it_is() {
    let here = record();
    here.run("export dna -o out.dna --conditional support")
        .done();
    let other = Onrecord::new();
    other
        .run(&format!("import {}", here.path("out.dna").display()))
        .done();
    assert_eq!(on_record(&other).len(), 7);
    assert!(decisions(&other).is_empty());
}

#[test]
fn statements_that_people_coded_are_corrected_too() {
    let other = coded_by_zoe();
    let study = other.path("study.dna");
    assert_eq!(on_record(&other)[0], "aye accepted: Ann Peace=support");
    change(
        &study,
        &format!(
            "UPDATE DATABOOLEAN SET Value = 0 WHERE StatementId = {OF} 'Ann');
             DELETE FROM STATEMENTS WHERE ID = {OF} 'Bob')"
        ),
    );
    let report = other.run("import study.dna").done().stdout;
    assert!(report.contains("0 new statements"), "{report}");
    let after = on_record(&other);
    assert_eq!(after[0], "aye corrected: Ann Peace=oppose");
    assert_eq!(after[1], "yea rejected: Bob Peace=support");
    // Networks and the way back have what the file has now.
    other.run("export dna -o back.dna").done();
    let count: i64 = Connection::open(other.path("back.dna"))
        .and_then(|file| file.query_row("SELECT count(*) FROM STATEMENTS", [], |row| row.get(0)))
        .expect("statements");
    assert_eq!(count, 5);
}

/// A record into which Zoe's coding of five statements was imported as `study.dna`.
fn coded_by_zoe() -> Onrecord {
    let here = record();
    here.run("export dna -o study.dna").done();
    change(
        &here.path("study.dna"),
        "DROP TABLE ONRECORD; UPDATE CODERS SET Name = 'Zoe' WHERE Name = 'onrecord';",
    );
    let other = Onrecord::new();
    std::fs::copy(here.path("study.dna"), other.path("study.dna")).expect("a copy");
    other.run("import study.dna").done();
    other
}

/// What a file says: coder, person, concept, and whether they agree.
fn coded(file: &Path) -> Vec<String> {
    let of = |variable: &str| {
        format!(
            "(SELECT e.Value FROM DATASHORTTEXT d JOIN ENTITIES e ON e.ID = d.Entity
                JOIN VARIABLES v ON v.ID = d.VariableId
               WHERE d.StatementId = s.ID AND v.Variable = '{variable}')"
        )
    };
    let sql = format!(
        "SELECT c.Name || ': ' || {} || ' ' || {} || ' '
                || (SELECT b.Value FROM DATABOOLEAN b WHERE b.StatementId = s.ID)
           FROM STATEMENTS s JOIN CODERS c ON c.ID = s.Coder ORDER BY 1",
        of("person"),
        of("concept")
    );
    Connection::open(file)
        .and_then(|file| {
            file.prepare(&sql)?
                .query_map([], |row| row.get(0))?
                .collect()
        })
        .expect("coded statements")
}

#[test]
fn corrections_of_imported_statements_go_out_and_are_in_networks() {
    let here = coded_by_zoe();
    for decision in [
        "correct 1 --stance Peace=oppose",
        "correct 2 --speaker 'Bob Roe'",
        "correct 3 --no-stance Peace --stance Trade=support",
        "correct 4 --stance Trade=conditional",
        "correct 5 --speaker Eve Gus",
        "merge Fay Gus",
    ] {
        here.run(&format!("{decision} --by Una")).done();
    }
    std::fs::create_dir(here.path("back")).expect("a folder");
    let report = here.run("export dna -o back/study.dna").done().stdout;
    let back = here.path("back/study.dna");
    let sent = [
        "Zoe: Ann Peace 0",
        "Zoe: Bob Roe Peace 1",
        "Zoe: Cem Trade 1",
        "Zoe: Eve Trade 1",
        "Zoe: Gus Trade 1",
        "Zoe: Gus Trade 1",
    ];
    assert_eq!(coded(&back), sent);
    assert!(report.contains("as they were corrected since"), "{report}");
    let broken: i64 = Connection::open(&back)
        .and_then(|file| {
            file.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
                row.get(0)
            })
        })
        .expect("a check");
    assert_eq!(broken, 0);

    let links = here
        .run(
            "network --rows person --columns concept --qualifier agreement --aggregate subtract \
              --format edges",
        )
        .done()
        .stdout;
    let links: Vec<&str> = links
        .lines()
        .skip(1)
        .filter_map(|line| line.split(",2020").next())
        .collect();
    assert_eq!(
        links,
        [
            "\"Ann\",\"Peace\",-1",
            "\"Bob Roe\",\"Peace\",1",
            "\"Cem\",\"Trade\",1",
            "\"Eve\",\"Trade\",1",
            "\"Gus\",\"Trade\",2",
        ]
    );

    // Nothing was changed in it, so that nothing is decided when it comes back.
    let (before, taken) = (on_record(&here), decisions(&here));
    here.run("import back/study.dna").done();
    assert_eq!(on_record(&here), before);
    assert_eq!(decisions(&here), taken);
    // What is changed then is compared with what went out.
    change(
        &back,
        &format!("UPDATE DATABOOLEAN SET Value = 1 WHERE StatementId = {OF} 'Ann')"),
    );
    here.run("import back/study.dna").done();
    assert_eq!(on_record(&here)[0], "aye corrected: Ann Peace=support");
    assert_eq!(decisions(&here).len(), taken.len() + 1);
}

#[test]
fn one_of_two_speakers_stays_corrected_however_often_the_file_travels() {
    let here = record();
    finished(&here, "");
    here.run("correct 5 --speaker Gus Fay --by Una").done();
    let taken = decisions(&here).len();
    for folder in ["once", "again"] {
        std::fs::create_dir(here.path(folder)).expect("a folder");
        let file = format!("{folder}/out.dna");
        here.run(&format!("export dna -o {file} --conditional support"))
            .done();
        let sent = coded(&here.path(&file));
        let joint: Vec<&String> = sent
            .iter()
            .filter(|one| ["Eve", "Fay", "Gus"].iter().any(|name| one.contains(name)))
            .collect();
        assert_eq!(joint, ["onrecord: Fay Trade 1", "onrecord: Gus Trade 1"]);
        here.run(&format!("import {file}")).done();
        assert_eq!(decisions(&here).len(), taken, "{folder}");
    }
}

#[test]
fn a_number_that_a_rejected_statement_had_is_not_given_again() {
    let here = coded_by_zoe();
    let last = on_record(&here).len();
    here.run(&format!("reject {last} --by Una")).done();
    let text = here.path("two.txt");
    std::fs::write(&text, "Ministers met. The minister said trade was welcome.").expect("a file");
    here.run("add two.txt").done();
    std::fs::create_dir(here.path("back")).expect("a folder");
    here.run("export dna -o back/study.dna --neutral support")
        .done();
    let before = on_record(&here);
    here.run("import back/study.dna").done();
    assert_eq!(on_record(&here), before);
}
