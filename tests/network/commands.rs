//! Measures by command, linked data, and tables of coded statements.

use crate::support::Onrecord;
use crate::support::article::article;
use onrecord::model::Label;
use serde_json::Value;

/// Alice and Bob agree on two matters, and Carol disagrees with both.
fn record() -> Onrecord {
    Onrecord::with([article(
        "one.txt",
        "Alice said aye. Bob said yea. Carol said nay. Everyone said ☃ twice: ☃.",
    )
    .published("2020-01-31")
    .topic("x", "Peace")
    .topic("y", "Trade")
    .says(&["Alice"], "aye")
    .on_topic("x", Label::Support)
    .on_topic("y", Label::Support)
    .says(&["Bob"], "yea")
    .on_topic("x", Label::Support)
    .on_topic("y", Label::Support)
    .says(&["Carol"], "nay")
    .on_topic("x", Label::Oppose)
    .on_topic("y", Label::Oppose)
    .done()])
}

#[test]
fn centralities_have_a_row_for_each_node() {
    let rows = record().run("measure centrality --format json").json();
    assert_eq!(
        rows.as_array().map(Vec::len),
        Some(3),
        "Carol has no tie, but is there"
    );
    assert_eq!(rows[0]["name"], "Alice");
    assert_eq!(rows[0]["strength"], 2.0);
    // What Carol has goes to all alike: x + x + y = 1, y = 0.05 + 0.85 y / 3.
    let rank = rows[0]["page_rank"].as_f64().expect("a number");
    assert!((rank - 20.0 / 43.0).abs() < 1e-9, "{rank}");
}

#[test]
fn two_against_one_is_wholly_polarised() {
    let rows = record().run("measure polarisation --format json").json();
    assert_eq!(rows[0]["polarisation"], 1.0);
    assert_eq!(rows[0]["exact"], true);
    assert_eq!(rows[0]["first_camp"], serde_json::json!(["Alice", "Bob"]));
    assert_eq!(rows[0]["second_camp"], serde_json::json!(["Carol"]));
}

#[test]
fn coalitions_are_cut_from_a_tree() {
    let here = record();
    let rows = here
        .run("measure coalitions --isolates --coalitions 2 --newick tree.nwk --format csv")
        .done()
        .stdout;
    assert_eq!(rows, "coalition,name\n1,Alice\n1,Bob\n2,Carol\n");
    let tree = std::fs::read_to_string(here.path("tree.nwk")).expect("written");
    assert_eq!(tree, "(('Alice':0,'Bob':0):1,'Carol':1);\n");
    here.run("measure coalitions --mode two --aggregate ignore --normalise none")
        .failed("--mode one");
}

#[test]
fn communities_backbones_and_changes_are_listed() {
    let here = record();
    let rows = here.run("measure communities --format csv").done().stdout;
    assert_eq!(
        rows,
        "community,name,within\n1,Alice,1\n1,Bob,1\n2,Carol,0\n"
    );
    let steps = here.run("measure backbone --format json").json();
    assert_eq!(steps.as_array().map(Vec::len), Some(2));
    let ties = here.run("measure backbone --alpha 1 --format json").json();
    assert!(ties.is_array());
    let phases = here
        .run("measure changes --window 1 --unit days --phases 1 --format json")
        .json();
    assert!(phases.is_array());
    here.run("measure changes").misused("--window");
}

#[test]
fn nothing_measures_nothing() {
    let here = Onrecord::with([article("a.txt", "Nothing.").done()]);
    for measure in [
        "centrality",
        "communities",
        "polarisation",
        "backbone",
        "backbone --alpha 0.1",
        "coalitions",
        "changes --window 3",
    ] {
        let rows = here
            .run(&format!("measure {measure} --format json"))
            .done()
            .stdout;
        // A value that is no number would be written as null.
        assert!(!rows.contains(":null,\"exact"), "{measure}: {rows}");
        assert!(!rows.contains("NaN"), "{measure}: {rows}");
    }
}

#[test]
fn linked_data_has_the_exact_words_and_their_place() {
    let here = record();
    let file = here.run("export jsonld").json();
    let nodes = file["@graph"].as_array().expect("nodes");
    let of = |kind: &str| -> Vec<&Value> {
        nodes
            .iter()
            .filter(|node| node["@type"] == kind || node["@type"][0] == kind)
            .collect()
    };
    let quotations = of("schema:Quotation");
    assert_eq!(quotations.len(), 3);
    assert_eq!(
        quotations[0]["schema:spokenByCharacter"][0]["schema:name"],
        "Alice"
    );
    assert_eq!(
        quotations[0]["onrecord:stance"][0]["onrecord:label"],
        "support"
    );
    let text: Vec<char> = "Alice said aye. Bob said yea. Carol said nay."
        .chars()
        .collect();
    for annotation in of("oa:Annotation") {
        let [quote, position] =
            [0, 1].map(|at: usize| &annotation["oa:hasTarget"][0]["oa:hasSelector"][at]);
        let place = |name: &str| -> usize {
            let number = position[name]["@value"].as_str().expect("a number");
            number.parse().expect("a number")
        };
        let words: String = text[place("oa:start")..place("oa:end")].iter().collect();
        assert_eq!(quote["oa:exact"], words.as_str());
    }
    assert_eq!(of("prov:Activity").len(), 1);
}

#[test]
fn a_table_of_coded_segments_is_taken_row_by_row() {
    let here = record().file(
        "segments.csv",
        "Document name;Code;Segment;Created by;Colour;Speaker\n\
         one;Peace;said  aye;Dora;red;Alice\n\
         one;Peace;never said;Dora;red;Alice\n\
         two;Peace;said aye;Dora;red;Alice\n\
         one;Peace;☃;Dora;red;Alice\n",
    );
    let command = "import segments.csv --preset maxqda --map person=Speaker";
    let report = here.run(command).done().stdout;
    assert_eq!(
        report,
        "1 new statements, 0 that were on record, 3 rows not taken\n\
         line 3 was not taken: its words do not stand in the text\n\
         line 4 was not taken: no article on record is called \"two\"; add its text first\n\
         line 5 was not taken: its words stand in the text more than once; give their start\n\
         columns that were not taken: Colour\n"
    );
    let said = here.run("said --speaker Alice --format json").json();
    let words: Vec<&str> = said
        .as_array()
        .expect("rows")
        .iter()
        .filter_map(|row| row["words"].as_str())
        .collect();
    assert!(words.contains(&"said aye"), "{words:?}");
    // And again: nothing doubles.
    let report = here.run(command).done().stdout;
    assert!(
        report.starts_with("0 new statements, 1 that were"),
        "{report}"
    );
    let linked = here.run("export jsonld").done().stdout;
    assert!(linked.contains("coded by Dora") && linked.contains("\"accept\""));
}

#[test]
fn coding_references_of_nvivo_are_taken() {
    let here = record().file(
        "references.csv",
        "Code Name,File Name,Reference Number,Coded Text,Coded By Initials\n\
         Trade,one,1,said nay,DK\n",
    );
    let report = here
        .run("import references.csv --preset nvivo")
        .done()
        .stdout;
    assert_eq!(
        report,
        "1 new statements, 0 that were on record, 0 rows not taken\n\
         columns that were not taken: Reference Number\n"
    );
    let linked = here.run("export jsonld").done().stdout;
    assert!(linked.contains("coded by DK"));
}

/// The same regions in both forms: two labels over one region, one region with a position and a
/// speaker, and one that is marked in UTF-16 units.
#[test]
fn regions_of_label_studio_are_taken_from_json_and_csv() {
    let text = "😀 Alice said aye. Bob said yea.";
    let record = || Onrecord::with([article("one.txt", text).done()]);
    let topic = r#"[{"start":13,"end":16,"text":"aye","labels":["Peace","Trade"]},
                    {"start":28,"end":31,"text":"yea","labels":["Peace"]}]"#;
    let stance = r#"[{"start":28,"end":31,"text":"yea","choices":["oppose"]}]"#;
    let speaker = r#"[{"start":28,"end":31,"text":["Bob"]}]"#;
    let json = format!(
        r#"[{{"id":1,"text":"{text}","annotator":7,"topic":{topic},"stance":{stance},"speaker":{speaker}}}]"#
    );
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let csv = format!(
        "annotator,id,speaker,stance,text,topic\n7,1,{},{},{},{}\n",
        quoted(speaker),
        quoted(stance),
        quoted(text),
        quoted(topic)
    );
    for (name, content) in [("project.json", json), ("project.csv", csv)] {
        let here = record().file(name, content);
        let command =
            format!("import {name} --preset label-studio --map concept=topic --map person=speaker");
        let report = here.run(&command).done().stdout;
        assert!(
            report.starts_with("3 new statements, 0 that were on record, 0 rows not taken"),
            "{name}: {report}"
        );
        let network = "network --mode two --rows actor --columns topic --qualifier position \
                       --aggregate subtract";
        let network = here.run(network).done().stdout;
        assert_eq!(network, "\"\",\"Peace\"\n\"Bob\",-1\n", "{name}");
        let report = here.run(&command).done().stdout;
        assert!(report.starts_with("0 new statements, 3 that"), "{report}");
    }
    let here = record().file("broken.json", "[{\"text\": 1");
    here.run("import broken.json --preset label-studio")
        .failed("no JSON-MIN of Label Studio");
}

#[test]
fn a_table_that_cannot_be_read_says_why() {
    let here = record()
        .file("a.csv", "Text,Code\nx,y\n")
        .file("b.csv", "document,words,stance,start,date\none,aye,perhaps,,\none,aye,,first,\none,aye,,,1.2.2020\none,aye,0,,\n");
    here.run("import a.csv --map words=Text")
        .failed("--map document=COLUMN");
    here.run("import a.csv")
        .failed("has no column \"document\"");
    here.run("import a.csv --map colour=Code")
        .failed("there is no field \"colour\"");
    let report = here.run("import b.csv").done().stdout;
    for words in [
        "line 2 was not taken: its stance \"perhaps\"",
        "line 3 was not taken: its start \"first\"",
        "line 4 was not taken: its date \"1.2.2020\"",
        "line 5 was not taken: its stance \"0\"",
    ] {
        assert!(report.contains(words), "{report}");
    }
}

#[test]
fn visone_sees_names_and_colours() {
    let here = record();
    let network = "network --mode two --format graphml";
    let file = here
        .run(&format!("{network} --flavour visone"))
        .done()
        .stdout;
    let parsed = roxmltree::Document::parse(&file).expect("XML");
    let labels: Vec<&str> = parsed
        .descendants()
        .filter(|node| node.tag_name().name() == "NodeLabel")
        .filter_map(|node| node.text())
        .collect();
    assert_eq!(labels, ["Alice", "Bob", "Carol", "Peace", "Trade"]);
    here.run("network --flavour visone")
        .failed("--format graphml");
}
