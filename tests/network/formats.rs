//! Networks in the forms of other programs.

use crate::support::Onrecord;
use crate::support::article::article;
use graphviz_rust::dot_structures::{Attribute, Graph, Id, Stmt};
use onrecord::export::unquoted;
use onrecord::model::Label;
use std::path::{Path, PathBuf};

/// Two speakers on one topic, with names that hold what formats give a meaning to.
fn record() -> Onrecord {
    Onrecord::with([article("one.txt", "\"A\" said yes. <B>, of C&D, said no.")
        .published("2020-01-31")
        .topic("x", "Peace; \"now\"")
        .says(&["A \"quoted\", <B>"], "said yes")
        .on_topic("x", Label::Support)
        .says(&["C & D; 'E'"], "said no")
        .on_topic("x", Label::Oppose)
        .done()])
}

const NETWORK: &str = "network --mode two --rows actor --columns concept --qualifier agreement \
                       --aggregate subtract --format";

#[test]
fn names_survive_every_format() {
    let here = record();
    let written = |format: &str| here.run(&format!("{NETWORK} {format}")).done().stdout;
    for format in ["csv", "edges", "nodes"] {
        let text = written(format);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let first: Vec<String> = reader
            .records()
            .map(|record| record.expect("a row")[0].to_owned())
            .collect();
        assert_eq!(first[..2], ["A \"quoted\", <B>", "C & D; 'E'"], "{format}");
    }
    for format in ["graphml", "gexf"] {
        let text = written(format);
        let file = roxmltree::Document::parse(&text).expect("XML");
        let nodes = file
            .descendants()
            .filter(|node| node.has_tag_name("node") || node.tag_name().name() == "node");
        let names: Vec<String> = nodes
            .map(|node| match node.attribute("label") {
                Some(label) => label.to_owned(),
                None => node
                    .children()
                    .find(|data| data.attribute("key") == Some("node_name"))
                    .and_then(|data| data.text())
                    .expect("a name")
                    .to_owned(),
            })
            .collect();
        assert_eq!(
            names,
            ["A \"quoted\", <B>", "C & D; 'E'", "Peace; \"now\""],
            "{format}"
        );
    }
    let cytoscape: serde_json::Value = serde_json::from_str(&written("cytoscape")).expect("JSON");
    assert_eq!(
        cytoscape["elements"]["nodes"][0]["data"]["name"],
        "A \"quoted\", <B>"
    );
    assert_eq!(cytoscape["elements"]["edges"][1]["data"]["weight"], -1.0);
    let dot = written("dot");
    let Ok(Graph::Graph { stmts, .. }) = graphviz_rust::parse(&dot) else {
        panic!("an undirected graph: {dot}")
    };
    let value = |attributes: &[Attribute], name: &str| {
        attributes.iter().find_map(|attribute| match attribute {
            Attribute(Id::Plain(key), Id::Escaped(text)) if key == name => unquoted(text),
            _ => None,
        })
    };
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for stmt in &stmts {
        match stmt {
            Stmt::Node(node) => names.extend(value(&node.attributes, "label")),
            Stmt::Edge(edge) => values.extend(value(&edge.attributes, "value")),
            _ => {}
        }
    }
    assert_eq!(names, ["A \"quoted\", <B>", "C & D; 'E'", "Peace; \"now\""]);
    assert_eq!(values, ["1", "-1"]);
    let svg = written("svg");
    let words: String = roxmltree::Document::parse(&svg)
        .expect("XML")
        .descendants()
        .filter_map(|node| node.text())
        .collect();
    assert!(words.contains("C & D; 'E'"), "{words}");
    let pajek = "*Vertices 3 2\n1 \"A 'quoted', <B>\"\n2 \"C & D; 'E'\"\n3 \"Peace; 'now'\"\n\
                 *Edges\n1 3 1\n2 3 -1\n";
    assert_eq!(written("pajek"), pajek);
}

#[test]
fn an_actor_and_a_concept_of_one_name_are_two_vertices() {
    let here = Onrecord::with([article("one.txt", "NATO said yes.")
        .topic("nato", "NATO")
        .says(&["NATO"], "said yes")
        .on_topic("nato", Label::Support)
        .done()]);
    let pajek = here.run(&format!("{NETWORK} pajek")).done().stdout;
    assert!(
        pajek.contains("1 \"NATO\"\n2 \"NATO (concept)\"\n"),
        "{pajek}"
    );
}

#[test]
fn gexf_shows_days_signs_and_communities() {
    let text = record().run(&format!("{NETWORK} gexf")).done().stdout;
    let file = roxmltree::Document::parse(&text).expect("XML");
    let edges: Vec<_> = file
        .descendants()
        .filter(|node| node.tag_name().name() == "edge")
        .collect();
    let values = edges.iter().map(|edge| {
        let value = edge
            .descendants()
            .find(|node| node.tag_name().name() == "attvalue");
        (
            edge.attribute("weight"),
            value.and_then(|value| value.attribute("value")),
        )
    });
    assert_eq!(
        values.collect::<Vec<_>>(),
        [(Some("1"), Some("1")), (Some("1"), Some("-1"))]
    );
    assert!(
        edges
            .iter()
            .all(|edge| edge.attribute("start") == Some("2020-01-31"))
    );
}

#[test]
fn an_event_list_has_a_line_a_statement_and_position() {
    let list = record().run("export events").done().stdout;
    let lines: Vec<&str> = list.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(
        lines[1].starts_with("1;2020-01-31 00:00:00;\"A 'quoted', <B>\";"),
        "{}",
        lines[1]
    );
    assert!(lines[2].contains(";\"said no\";"), "{}", lines[2]);
}

/// On the 1st and the 3rd both speak, on the 5th A alone.
#[test]
fn gexf_over_windows_says_when_nodes_and_links_are_there() {
    let day = |name: &str, date: &str, speakers: &[&str]| {
        let text = format!("{name}: they said aye.");
        let mut made = article(name, &text).published(date).topic("x", "Peace");
        for speaker in speakers {
            made = made
                .says(&[speaker], "said aye")
                .on_topic("x", Label::Support);
        }
        made.done()
    };
    let here = Onrecord::with([
        day("one.txt", "2020-01-01", &["A", "B"]),
        day("two.txt", "2020-01-03", &["A", "B"]),
        day("three.txt", "2020-01-05", &["A"]),
    ]);
    let text = here
        .run(
            "network --mode one --qualifier agreement --aggregate congruence --window 3 \
             --unit days --format gexf",
        )
        .done()
        .stdout;
    let file = roxmltree::Document::parse(&text).expect("XML");
    let all = |name: &str| -> Vec<roxmltree::Node> {
        file.descendants()
            .filter(|node| node.tag_name().name() == name)
            .collect()
    };
    let spans = |name: &str, of: roxmltree::Node| -> Vec<(String, String)> {
        of.descendants()
            .filter(|node| node.tag_name().name() == name)
            .filter_map(|node| Some((node.attribute("start")?, node.attribute("end")?)))
            .map(|(start, end)| (start.to_owned(), end.to_owned()))
            .collect()
    };
    let span = |start: &str, end: &str| vec![(start.to_owned(), end.to_owned())];
    // Middles are 2, 3 and 4 January; the last window reaches to the 5th.
    let graph = all("graph")[0];
    assert_eq!(graph.attribute("start"), Some("2020-01-02"));
    assert_eq!(graph.attribute("end"), Some("2020-01-05"));
    let nodes = all("node");
    assert_eq!(spans("spell", nodes[0]), span("2020-01-02", "2020-01-05"));
    assert_eq!(spans("spell", nodes[1]), span("2020-01-02", "2020-01-05"));
    let edges = all("edge");
    assert_eq!(edges.len(), 1);
    let values: Vec<_> = edges[0]
        .descendants()
        .filter(|value| value.attribute("for") == Some("weight"))
        .map(|value| (value.attribute("value"), value.attribute("start")))
        .collect();
    // Two days of both, then one, then one of B's and two of A's.
    assert_eq!(
        values,
        [
            (Some("4"), Some("2020-01-02")),
            (Some("1"), Some("2020-01-03")),
            (Some("2"), Some("2020-01-04"))
        ]
    );
    assert_eq!(edges[0].attribute("weight"), None, "it changes in time");
}

#[test]
fn several_windows_go_to_csv_and_gexf_only() {
    record()
        .run(&format!("{NETWORK} graphml --window 3"))
        .failed("several windows can only be written with --format csv");
}

fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/dna");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: there is no {}", folder.display());
    None
}

/// The words and numbers of a file, and every number as such.
fn numbers(text: &str) -> Vec<Result<f64, String>> {
    let cells = text
        .split([';', ',', ' ', '\n'])
        .filter(|cell| !cell.is_empty());
    cells
        .map(|cell| cell.parse().map_err(|_| cell.to_owned()))
        .collect()
}

#[test]
fn files_of_discourse_network_analyzer() {
    let Some(corpus) = corpus() else { return };
    let here = Onrecord::new();
    let file = corpus.join("synth300.dna").display().to_string();
    let reference = |name: &str| {
        std::fs::read_to_string(corpus.join("reference").join(name)).expect("the reference")
    };
    let events = here
        .run(&format!("export events --db {file}"))
        .done()
        .stdout;
    assert_eq!(
        events.trim_end(),
        reference("dnafile_eventlist.csv").trim_end()
    );

    let two = "--mode two --rows organization --columns concept --qualifier agreement --aggregate";
    let one = "--mode one --rows organization --columns concept --qualifier agreement \
               --aggregate subtract --normalise average --duplicates document";
    for (options, name) in [
        (
            format!("{two} subtract"),
            "dnafile_twomode_org_concept_subtract",
        ),
        (
            format!("{two} combine"),
            "dnafile_twomode_org_concept_combine",
        ),
        (
            one.to_owned(),
            "dnafile_onemode_org_subtract_average_document",
        ),
    ] {
        for (format, extension) in [("dl", "dl"), ("csv", "csv")] {
            let ours = here.run(&format!("network --db {file} {options} --format {format}"));
            let (ours, theirs) = (
                ours.done().stdout,
                reference(&format!("{name}.{extension}")),
            );
            let (ours, theirs) = (numbers(&ours), numbers(&theirs));
            assert_eq!(ours.len(), theirs.len(), "{name}.{extension}");
            for pair in ours.iter().zip(&theirs) {
                match pair {
                    // The program rounds to six digits.
                    (Ok(a), Ok(b)) => assert!((a - b).abs() < 1e-6, "{name}.{extension} {a} {b}"),
                    (a, b) => assert_eq!(a, b, "{name}.{extension}"),
                }
            }
        }
    }
}

#[test]
fn concepts_by_position_are_bars() {
    let Some(corpus) = corpus() else { return };
    let file = corpus.join("synth300.dna").display().to_string();
    let bars = "--mode two --rows concept --columns agreement";
    let ours = Onrecord::new()
        .run(&format!("network --db {file} {bars}"))
        .done()
        .stdout;
    let path = corpus.join("reference/barplot_concept_agreement_include.csv");
    let theirs = std::fs::read_to_string(path).expect("the reference");
    assert_eq!(
        ours.lines().skip(1).collect::<Vec<_>>(),
        theirs.lines().skip(1).collect::<Vec<_>>()
    );
}
