//! DOT, JSON and GraphML carry the whole graph, whatever the names are.

use crate::world::{generated, of, row};
use graphviz_rust::dot_structures::{Edge, EdgeTy, Graph, Id, Node, Stmt, Vertex};
use onrecord::export::{Caption, Format, LayoutEngine, escaped, quoted, render, unquoted};
use onrecord::graph::{KnowledgeGraph, NodeKind, Shape};
use onrecord::model::{Label, TargetKind};
use onrecord::query::Relations;
use proptest::prelude::*;
use roxmltree::Document;
use std::collections::{BTreeMap, BTreeSet};

fn all() -> Shape {
    Shape {
        nodes: NodeKind::ALL.into(),
        ..Shape::default()
    }
}

fn write(graph: &KnowledgeGraph, format: Format) -> String {
    let caption = Caption::new("Who stands where").with_selection("topic \"Trade\" & more");
    render(graph, &caption, format, &LayoutEngine::Layered).unwrap()
}

/// A graph whose speaker and target have these names.
fn named(speaker: &str, target: &str) -> KnowledgeGraph {
    let said = row(
        1,
        speaker,
        target,
        TargetKind::Agreement,
        Label::Conditional,
    );
    let relations = of(vec![said]);
    KnowledgeGraph::build(relations, &Shape::default())
}

/// Names as they come out of articles at the worst.
fn name() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(vec![
        "\"",
        "\\",
        "\n",
        "\r\n",
        "\t",
        "\\N",
        "\\\"",
        "&amp;",
        "&#38;",
        "&lt",
        "<b>",
        "]]>",
        "-->",
        "'",
        "]",
        ";",
        "//",
        "#",
        "Путин",
        "习近平",
        "أردوغان",
        "e\u{301}",
        "\u{202e}",
        "\u{0}",
        "\u{1b}",
        "\u{ffff}",
        "😀",
    ]);
    prop::collection::vec(prop_oneof![nasty.prop_map(str::to_owned), ".{0,6}"], 1..6)
        .prop_map(|parts| parts.concat())
}

/// The name with line ends as `\n` and U+FFFD for what no format can hold.
fn legible(name: &str, line_ends: bool) -> String {
    let name = match line_ends {
        true => name.replace("\r\n", "\n").replace('\r', "\n"),
        false => name.to_owned(),
    };
    name.chars()
        .map(|c| match c {
            '\t' | '\n' | '\r' => c,
            '\0'..'\u{20}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
            c => c,
        })
        .collect()
}

fn text(id: &Id) -> String {
    match id {
        Id::Escaped(string) => unquoted(string).expect("written by our own helper"),
        Id::Plain(word) => word.clone(),
        other => panic!("{other:?}"),
    }
}

fn attributes(list: &[graphviz_rust::dot_structures::Attribute]) -> BTreeMap<String, String> {
    list.iter()
        .map(|attribute| (text(&attribute.0), text(&attribute.1)))
        .collect()
}

/// The nodes and edges of DOT as graphviz-rust reads it.
#[allow(clippy::type_complexity)]
fn read_dot(
    dot: &str,
) -> (
    Vec<(String, BTreeMap<String, String>)>,
    Vec<(String, String, BTreeMap<String, String>)>,
) {
    let Graph::DiGraph { stmts, .. } = graphviz_rust::parse(dot).expect("valid DOT") else {
        panic!("not directed");
    };
    let (mut nodes, mut edges) = (Vec::new(), Vec::new());
    for stmt in stmts {
        match stmt {
            Stmt::Node(Node {
                id,
                attributes: list,
            }) => nodes.push((text(&id.0), attributes(&list))),
            Stmt::Edge(Edge {
                ty: EdgeTy::Pair(Vertex::N(from), Vertex::N(to)),
                attributes: list,
            }) => edges.push((text(&from.0), text(&to.0), attributes(&list))),
            _ => {}
        }
    }
    (nodes, edges)
}

#[test]
fn dot_parses_again_with_all_nodes_edges_and_labels() {
    let graph = KnowledgeGraph::build(generated(24, 16, 8, 120, 3), &all());
    let (nodes, edges) = read_dot(&write(&graph, Format::Dot));
    let expected: Vec<_> = graph
        .nodes()
        .map(|(_, node)| (node.id(), node.label.clone()))
        .collect();
    let found: Vec<_> = nodes
        .iter()
        .map(|(id, list)| (id.clone(), list["label"].clone()))
        .collect();
    assert_eq!(found, expected);

    let petgraph = graph.petgraph();
    let expected: Vec<_> = graph
        .edges()
        .map(|(_, from, to, edge)| {
            (
                petgraph[from].id(),
                petgraph[to].id(),
                edge.relation.name().to_owned(),
            )
        })
        .collect();
    let found: Vec<_> = edges
        .iter()
        .map(|(from, to, list)| (from.clone(), to.clone(), list["relation"].clone()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn json_is_node_link_with_ends_that_exist() {
    let graph = KnowledgeGraph::build(generated(12, 9, 5, 60, 4), &all());
    let json: serde_json::Value = serde_json::from_str(&write(&graph, Format::Json)).unwrap();
    let nodes = json["nodes"].as_array().unwrap();
    let links = json["links"].as_array().unwrap();
    assert_eq!(nodes.len(), graph.nodes().count());
    assert_eq!(links.len(), graph.edges().count());
    let ids: BTreeSet<&str> = nodes
        .iter()
        .map(|node| node["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), nodes.len(), "ids are unique");
    let mut keys = BTreeSet::new();
    for link in links {
        let [source, target, key] =
            ["source", "target", "key"].map(|field| link[field].as_str().unwrap());
        assert!(ids.contains(source) && ids.contains(target), "{link}");
        assert!(
            keys.insert((source, target, key)),
            "two links of one key: {link}"
        );
        let statements = link["statement_ids"].as_array().unwrap().len();
        assert_eq!(link["statements"], statements);
    }
    assert_eq!(json["graph"]["statements"], 60);
}

#[test]
fn graphml_has_only_declared_keys_of_their_types() {
    let graph = KnowledgeGraph::build(generated(12, 9, 5, 60, 4), &all());
    let graphml = write(&graph, Format::Graphml);
    let document = Document::parse(&graphml).unwrap();
    let elements = |name: &'static str| {
        document
            .descendants()
            .filter(move |node| node.has_tag_name(name))
    };
    let keys: BTreeMap<&str, (&str, &str)> = elements("key")
        .map(|key| {
            let of = |name| key.attribute(name).unwrap();
            (of("id"), (of("for"), of("attr.type")))
        })
        .collect();
    let mut used = BTreeSet::new();
    for data in elements("data") {
        let key = data.attribute("key").unwrap();
        let (domain, kind) = keys[key];
        assert_eq!(data.parent().unwrap().tag_name().name(), domain);
        let value = data.text().unwrap_or_default();
        match kind {
            "int" => assert!(value.parse::<i32>().is_ok(), "{key}: {value}"),
            "double" => assert!(
                value.parse::<f64>().is_ok_and(f64::is_finite),
                "{key}: {value}"
            ),
            _ => {}
        }
        used.insert(key);
    }
    assert_eq!(used, keys.keys().copied().collect(), "every key is used");
    assert_eq!(elements("node").count(), graph.nodes().count());
    assert_eq!(elements("edge").count(), graph.edges().count());
    let ids: BTreeSet<&str> = elements("node")
        .map(|node| node.attribute("id").unwrap())
        .collect();
    for edge in elements("edge") {
        assert!(ids.contains(edge.attribute("source").unwrap()));
        assert!(ids.contains(edge.attribute("target").unwrap()));
    }
}

#[test]
fn an_empty_graph_is_a_valid_file_in_each_format() {
    let graph = KnowledgeGraph::build(Relations::default(), &Shape::default());
    assert!(graphviz_rust::parse(&write(&graph, Format::Dot)).is_ok());
    assert!(Document::parse(&write(&graph, Format::Graphml)).is_ok());
    assert!(Document::parse(&write(&graph, Format::Svg)).is_ok());
    let json: serde_json::Value = serde_json::from_str(&write(&graph, Format::Json)).unwrap();
    assert_eq!(json["nodes"], serde_json::json!([]));
}

proptest! {
    #[test]
    fn a_quoted_text_reads_as_it_was(text in name()) {
        prop_assert_eq!(unquoted(&quoted(&text)), Some(legible(&text, true)));
    }

    #[test]
    fn an_escaped_text_reads_as_it_was(text in name()) {
        let xml = format!("<a b=\"{0}\">{0}</a>", escaped(&text));
        let document = Document::parse(&xml).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let element = document.root_element();
        prop_assert_eq!(element.text().unwrap_or_default(), legible(&text, false));
        prop_assert_eq!(element.attribute("b").unwrap(), legible(&text, false));
    }

    #[test]
    fn any_name_survives_dot(speaker in name(), target in name()) {
        let graph = named(&speaker, &target);
        let (nodes, edges) = read_dot(&write(&graph, Format::Dot));
        let speaker = legible(&speaker, true);
        prop_assert_eq!(&nodes[0].0, &format!("actor:{speaker}"));
        prop_assert_eq!(&nodes[0].1["label"], &speaker);
        prop_assert_eq!(&edges[0].0, &nodes[0].0);
        prop_assert_eq!(&edges[0].1, &nodes[1].0);
    }

    #[test]
    fn any_name_survives_graphml(speaker in name(), target in name()) {
        let graphml = write(&named(&speaker, &target), Format::Graphml);
        let document = Document::parse(&graphml).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let labels: Vec<_> = document
            .descendants()
            .filter(|node| node.attribute("key") == Some("node_label"))
            .map(|node| node.text().unwrap_or_default().to_owned())
            .collect();
        prop_assert_eq!(labels, [legible(&speaker, false), legible(&target, false)]);
    }

    #[test]
    fn any_name_makes_a_well_formed_drawing(speaker in name(), target in name()) {
        let svg = write(&named(&speaker, &target), Format::Svg);
        let document = Document::parse(&svg).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let tooltip = document
            .descendants()
            .find(|node| node.attribute("class") == Some("edge stance conditional"))
            .and_then(|edge| edge.first_element_child()?.text())
            .unwrap_or_default();
        prop_assert!(tooltip.starts_with(&legible(&speaker, false)), "{}", tooltip);
        prop_assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }
}
