//! What a graph has, and in which order.

use crate::world::{generated, of, row};
use onrecord::graph::{Edge, KnowledgeGraph, NodeKind, Relation, Shape};
use onrecord::model::{Date, Label, TargetKind};
use onrecord::query::{AgreementNode, ArticleNode};
use proptest::prelude::*;

fn ids(graph: &KnowledgeGraph) -> Vec<String> {
    graph.nodes().map(|(_, node)| node.id()).collect()
}

/// The edges as `from relation to`.
fn edges(graph: &KnowledgeGraph) -> Vec<String> {
    let nodes = graph.petgraph();
    graph
        .edges()
        .map(|(_, from, to, edge)| {
            let relation = match edge.relation.label() {
                Some(label) => label.name(),
                None => edge.relation.name(),
            };
            format!("{} {relation} {}", nodes[from].id(), nodes[to].id())
        })
        .collect()
}

fn edge<'a>(graph: &'a KnowledgeGraph, sought: &str) -> &'a Edge {
    let at = edges(graph)
        .iter()
        .position(|edge| edge == sought)
        .unwrap_or_else(|| panic!("{sought} is not among {:#?}", edges(graph)));
    graph.edges().nth(at).unwrap().3
}

#[test]
fn each_speaker_target_and_label_is_one_edge_with_its_statements() {
    let mut relations = of(vec![
        row(1, "Biden", "trade", TargetKind::Topic, Label::Support),
        row(2, "Biden", "trade", TargetKind::Topic, Label::Support),
        row(3, "Biden", "trade", TargetKind::Topic, Label::Oppose),
    ]);
    relations.stances[1].utterance = 1;
    relations.stances[1].date = Some(Date::constant(2022, 1, 1));
    let graph = KnowledgeGraph::build(relations, &Shape::default());
    assert_eq!(
        edges(&graph),
        [
            "actor:Biden support topic:trade",
            "actor:Biden oppose topic:trade",
        ]
    );
    let support = edge(&graph, "actor:Biden support topic:trade");
    assert_eq!(support.statements, [1, 2]);
    assert_eq!(support.utterances, 1);
    assert_eq!(support.first, Some(Date::constant(2021, 6, 16)));
    assert_eq!(support.last, Some(Date::constant(2022, 1, 1)));
    assert_eq!(graph.coverage().statements, 3);
    assert_eq!(graph.coverage().utterances, 2);
}

#[test]
fn a_target_that_speaks_is_one_node() {
    let graph = KnowledgeGraph::build(
        of(vec![
            row(1, "Biden", "Russia", TargetKind::Actor, Label::Oppose),
            row(2, "Russia", "Ukraine", TargetKind::Actor, Label::Oppose),
        ]),
        &Shape::default(),
    );
    let kinds: Vec<_> = graph
        .nodes()
        .map(|(_, node)| (node.label.as_str(), node.kind))
        .collect();
    assert_eq!(
        kinds,
        [
            ("Biden", NodeKind::Speaker),
            ("Russia", NodeKind::Speaker),
            ("Ukraine", NodeKind::Actor),
        ]
    );
}

#[test]
fn articles_are_linked_to_who_speaks_and_what_about() {
    let mut relations = of(vec![
        row(1, "Biden", "trade", TargetKind::Topic, Label::Support),
        row(2, "Putin", "Ukraine", TargetKind::Actor, Label::Neutral),
    ]);
    relations.stances[1].article = 2;
    relations.articles = [2, 1]
        .map(|id| ArticleNode {
            id,
            title: format!("Talks, day {id}"),
            outlet: Some("TASS".to_owned()),
            published: Some(Date::constant(2021, 6, 15 + id as i8)),
        })
        .into();
    let shape = Shape {
        nodes: NodeKind::ALL.into(),
        ..Shape::default()
    };
    let graph = KnowledgeGraph::build(relations, &shape);
    assert_eq!(
        edges(&graph),
        [
            "actor:Biden support topic:trade",
            "actor:Biden reported-in article:1",
            "actor:Putin neutral actor:Ukraine",
            "actor:Putin reported-in article:2",
            "article:1 about topic:trade",
        ]
    );
    let (_, article) = graph.nodes().last().unwrap();
    assert_eq!(article.label, "Talks, day 2");
    assert_eq!(article.outlet.as_deref(), Some("TASS"));
    assert_eq!(article.first, Some(Date::constant(2021, 6, 17)));
}

#[test]
fn parties_of_an_agreement_are_linked_when_they_are_in_the_graph() {
    let mut relations = of(vec![
        row(
            1,
            "Russia",
            "New START",
            TargetKind::Agreement,
            Label::Support,
        ),
        row(
            2,
            "Biden",
            "New START",
            TargetKind::Agreement,
            Label::Support,
        ),
    ]);
    relations.agreements = vec![AgreementNode {
        name: "New START".to_owned(),
        parties: vec!["Russia".to_owned(), "United States".to_owned()],
    }];
    let graph = KnowledgeGraph::build(relations, &Shape::default());
    let party = edge(&graph, "actor:Russia party-to agreement:New START");
    assert_eq!(party.relation, Relation::PartyTo);
    assert!(party.statements.is_empty());
    assert!(!ids(&graph).contains(&"actor:United States".to_owned()));
}

#[test]
fn the_threshold_keeps_dissent_within_a_pair() {
    let relations = of(vec![
        row(1, "Biden", "trade", TargetKind::Topic, Label::Support),
        row(2, "Biden", "trade", TargetKind::Topic, Label::Support),
        row(3, "Biden", "trade", TargetKind::Topic, Label::Oppose),
        row(4, "Putin", "trade", TargetKind::Topic, Label::Oppose),
    ]);
    let shape = Shape {
        min_statements: 3,
        ..Shape::default()
    };
    let graph = KnowledgeGraph::build(relations, &shape);
    assert_eq!(
        edges(&graph),
        [
            "actor:Biden support topic:trade",
            "actor:Biden oppose topic:trade",
        ]
    );
    assert_eq!(ids(&graph), ["actor:Biden", "topic:trade"]);
    assert_eq!(graph.coverage().statements, 3);
}

#[test]
fn only_the_kinds_asked_for_are_there() {
    let shape = Shape {
        nodes: Shape::parse_nodes("topics,Articles").unwrap(),
        ..Shape::default()
    };
    let graph = KnowledgeGraph::build(generated(10, 8, 4, 40, 1), &shape);
    assert!(graph.nodes().count() > 4);
    assert!(graph.edges().count() > 4);
    assert!(
        graph
            .edges()
            .all(|(_, _, _, edge)| edge.relation == Relation::About)
    );
}

#[test]
fn what_the_kinds_leave_out_does_not_count() {
    let relations = of(vec![
        row(1, "Biden", "trade", TargetKind::Topic, Label::Support),
        row(2, "Putin", "JCPOA", TargetKind::Agreement, Label::Support),
        row(3, "Putin", "Biden", TargetKind::Actor, Label::Neutral),
    ]);
    let graph = |nodes: &str| {
        let nodes = Shape::parse_nodes(nodes).unwrap();
        KnowledgeGraph::build(
            relations.clone(),
            &Shape {
                nodes,
                ..Shape::default()
            },
        )
    };
    let agreements = graph("speaker,agreement");
    assert_eq!(
        ids(&agreements),
        ["actor:Biden", "actor:Putin", "agreement:JCPOA"]
    );
    assert_eq!(agreements.coverage().statements, 2);
    assert_eq!(
        edges(&graph("speaker")),
        ["actor:Putin neutral actor:Biden"]
    );
    assert_eq!(graph("speaker,article").coverage().statements, 3);
}

#[test]
fn a_kind_that_is_none_is_named() {
    let error = Shape::parse_nodes("speaker,person").unwrap_err();
    assert!(error.to_string().contains("\"person\""), "{error}");
}

proptest! {
    #[test]
    fn the_order_of_the_rows_does_not_matter(seed in 0u64..200, cut in 1usize..60) {
        let relations = generated(8, 7, 5, 60, seed);
        let mut turned = relations.clone();
        turned.stances.rotate_left(cut);
        turned.articles.reverse();
        let shape = Shape { nodes: NodeKind::ALL.into(), min_statements: 2 };
        let [one, other] = [relations, turned].map(|rows| {
            let graph = KnowledgeGraph::build(rows, &shape);
            let nodes: Vec<_> = graph.nodes().map(|(_, node)| node.clone()).collect();
            let links: Vec<_> = graph.edges().map(|(_, from, to, edge)| (from, to, edge.clone())).collect();
            (nodes, links, graph.coverage().clone())
        });
        prop_assert_eq!(one, other);
    }
}
