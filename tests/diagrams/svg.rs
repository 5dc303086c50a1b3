//! The drawing, measured as it stands in the file.

use crate::world::generated;
use onrecord::export::{Caption, Format, LayoutEngine, render};
use onrecord::graph::{KnowledgeGraph, NodeKind, Shape};
use onrecord::query::Relations;
use roxmltree::{Document, Node};

fn draw(relations: &Relations, shape: &Shape) -> String {
    let graph = KnowledgeGraph::build(relations.clone(), shape);
    let caption = Caption::new("Who stands where on security and trade")
        .with_selection("topics Strategic stability and Trade, since 2010-01-01");
    render(&graph, &caption, Format::Svg, &LayoutEngine::Layered).unwrap()
}

fn with_articles() -> Shape {
    Shape {
        nodes: NodeKind::ALL.into(),
        ..Shape::default()
    }
}

/// Left, top, right, bottom.
type Area = [f64; 4];

fn number(node: Node, name: &str) -> f64 {
    node.attribute(name).unwrap().parse().unwrap()
}

/// About where a line of text stands. Letters are taken as wide as in Arial on average, those
/// of square scripts as wide as high; marks that have no width count as letters.
fn text_area(text: Node) -> Area {
    let size = number(text, "font-size");
    let width: f64 = text
        .text()
        .unwrap_or_default()
        .chars()
        .map(|c| {
            if ('\u{2e80}'..'\u{fb00}').contains(&c) {
                1.0
            } else {
                0.46
            }
        })
        .sum::<f64>()
        * size;
    let (x, y) = (number(text, "x"), number(text, "y"));
    let left = match text.attribute("text-anchor").unwrap() {
        "middle" => x - width / 2.0,
        _ => x,
    };
    [left, y - 0.75 * size, left + width, y + 0.25 * size]
}

/// All points of a path with absolute commands, taking control points for points.
fn path_points(d: &str) -> Vec<(f64, f64)> {
    let mut points: Vec<(f64, f64)> = Vec::new();
    for word in d.split_whitespace() {
        let command = word.chars().next().filter(char::is_ascii_alphabetic);
        let numbers = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let last = points.last().copied().unwrap_or_default();
        match (command, numbers.split_once(',')) {
            (_, Some((x, y))) => points.push((x.parse().unwrap(), y.parse().unwrap())),
            (Some('H'), None) => points.push((numbers.parse().unwrap(), last.1)),
            (Some('V'), None) => points.push((last.0, numbers.parse().unwrap())),
            _ => assert_eq!(word, "Z"),
        }
    }
    points
}

/// The area of a node's shape, which is its first drawn element.
fn shape_area(group: Node) -> Area {
    let shape = group
        .children()
        .find(|child| child.has_tag_name("rect") || child.has_tag_name("path"))
        .unwrap();
    if shape.has_tag_name("rect") {
        let (x, y) = (number(shape, "x"), number(shape, "y"));
        return [
            x,
            y,
            x + number(shape, "width"),
            y + number(shape, "height"),
        ];
    }
    let points = path_points(shape.attribute("d").unwrap());
    points
        .iter()
        .fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |area, &(x, y)| {
            [
                area[0].min(x),
                area[1].min(y),
                area[2].max(x),
                area[3].max(y),
            ]
        })
}

fn overlap(a: &Area, b: &Area) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

fn within(inner: &Area, outer: &Area) -> bool {
    outer[0] <= inner[0] && outer[1] <= inner[1] && inner[2] <= outer[2] && inner[3] <= outer[3]
}

fn view_box(document: &Document) -> Area {
    let view_box = document.root_element().attribute("viewBox").unwrap();
    let numbers: Vec<f64> = view_box
        .split(' ')
        .map(|word| word.parse().unwrap())
        .collect();
    numbers.try_into().unwrap()
}

fn groups<'a>(document: &'a Document, class: &str) -> Vec<Node<'a, 'a>> {
    document
        .descendants()
        .filter(|node| {
            let classes = node.attribute("class").unwrap_or_default();
            node.has_tag_name("g") && classes.split(' ').next() == Some(class)
        })
        .collect()
}

fn assert_readable(svg: &str) {
    let document = Document::parse(svg).unwrap();
    let page = view_box(&document);

    let nodes = groups(&document, "node");
    let boxes: Vec<Area> = nodes.iter().map(|group| shape_area(*group)).collect();
    for (group, area) in nodes.iter().zip(&boxes) {
        assert!(within(area, &page), "{area:?} leaves the page");
        for text in group.children().filter(|child| child.has_tag_name("text")) {
            let words = text_area(text);
            assert!(within(&words, area), "{:?} leaves its box", text.text());
        }
    }
    let others = document.descendants().filter(|node| {
        let parent = node.parent().and_then(|parent| parent.attribute("class"));
        node.has_tag_name("text") && !parent.unwrap_or_default().starts_with("node")
    });
    let counts = document
        .descendants()
        .filter(|node| node.attribute("class") == Some("count"))
        .map(|rect| {
            let (x, y) = (number(rect, "x"), number(rect, "y"));
            [x, y, x + number(rect, "width"), y + number(rect, "height")]
        });
    // A count's text lies in its rectangle, so only one of them is compared.
    let counts: Vec<Area> = counts.collect();
    let texts = others
        .map(text_area)
        .filter(|text| !counts.iter().any(|count| overlap(text, count)));
    let labels: Vec<Area> = texts.chain(boxes).chain(counts.clone()).collect();
    for (at, label) in labels.iter().enumerate() {
        assert!(within(label, &page), "{label:?} leaves the page {page:?}");
        for other in &labels[at + 1..] {
            assert!(!overlap(label, other), "{label:?} lies on {other:?}");
        }
    }
    for path in document
        .descendants()
        .filter(|node| node.has_tag_name("path"))
    {
        for (x, y) in path_points(path.attribute("d").unwrap()) {
            // A control point may lie a little outside of what its curve covers.
            let on_page = x > -50.0 && x < page[2] + 50.0 && y >= 0.0 && y <= page[3];
            assert!(on_page, "({x}, {y}) leaves the page {page:?}");
        }
    }
}

#[test]
fn forty_nodes_have_labels_that_do_not_overlap() {
    for seed in 0..6 {
        let svg = draw(&generated(24, 16, 10, 140, seed), &Shape::default());
        let document = Document::parse(&svg).unwrap();
        assert_eq!(
            groups(&document, "node").len(),
            39,
            "Russia speaks and is spoken about"
        );
        assert_readable(&svg);
    }
}

#[test]
fn forty_nodes_with_articles_have_labels_that_do_not_overlap() {
    for seed in 0..4 {
        assert_readable(&draw(&generated(14, 14, 12, 80, seed), &with_articles()));
    }
}

#[test]
fn few_and_many_nodes_are_readable_too() {
    for (speakers, targets, statements) in [
        (1, 1, 1),
        (3, 2, 9),
        (6, 6, 40),
        (75, 45, 420),
        (12, 70, 200),
    ] {
        assert_readable(&draw(
            &generated(speakers, targets, 10, statements, 7),
            &Shape::default(),
        ));
    }
}

#[test]
fn lines_end_on_the_borders_of_their_boxes() {
    let svg = draw(&generated(10, 9, 4, 50, 2), &with_articles());
    let document = Document::parse(&svg).unwrap();
    let boxes: Vec<Area> = groups(&document, "node")
        .into_iter()
        .map(shape_area)
        .collect();
    let edges = groups(&document, "edge");
    assert!(edges.len() > 30);
    for edge in edges {
        // The last path is the one to point at: the whole line.
        let mut paths = edge.children().filter(|child| child.has_tag_name("path"));
        let line = paths.next_back().unwrap();
        let points = path_points(line.attribute("d").unwrap());
        for (x, y) in [points[0], points[points.len() - 1]] {
            let on_border = boxes.iter().any(|area| {
                let level = (area[1]..=area[3]).contains(&y);
                level && ((x - area[0]).abs() < 0.2 || (x - area[2]).abs() < 0.2)
            });
            assert!(on_border, "({x}, {y}) is on no border of {boxes:?}");
        }
    }
}

#[test]
fn the_drawing_says_what_it_shows() {
    let svg = draw(&generated(6, 6, 4, 40, 7), &Shape::default());
    let document = Document::parse(&svg).unwrap();
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    let named: Vec<&str> = root
        .attribute("aria-labelledby")
        .unwrap()
        .split(' ')
        .collect();
    for id in named {
        let label = root
            .children()
            .find(|node| node.attribute("id") == Some(id));
        assert!(label.is_some_and(|label| label.text().is_some()), "{id}");
    }
    let texts: Vec<&str> = document
        .descendants()
        .filter(|node| node.has_tag_name("text"))
        .filter_map(|node| node.text())
        .collect();
    for expected in [
        "Who stands where on security and trade",
        "support",
        "oppose",
        "conditional",
        "neutral",
        "Speakers",
        "Topics, agreements",
    ] {
        assert!(
            texts.contains(&expected),
            "{expected} is missing in {texts:?}"
        );
    }
    assert!(
        texts
            .iter()
            .any(|text| text.contains("40 statements") && text.contains("2010-01-01"))
    );
    for edge in groups(&document, "edge") {
        let tooltip = edge.first_element_child().unwrap();
        assert!(tooltip.has_tag_name("title"));
        assert!(tooltip.text().unwrap().contains("statement"), "{tooltip:?}");
    }
}

#[test]
fn an_empty_selection_says_so() {
    let svg = draw(&Relations::default(), &Shape::default());
    assert!(svg.contains("No statement matches this selection."));
}

#[test]
fn the_same_graph_gives_the_same_drawing() {
    let relations = generated(20, 15, 6, 100, 5);
    assert_eq!(
        draw(&relations, &with_articles()),
        draw(&relations, &with_articles())
    );
}
