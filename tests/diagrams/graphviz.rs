//! Layout by Graphviz, where it is installed, and what happens when it fails.

use crate::world::generated;
use onrecord::export::{Caption, Format, GraphvizError, LayoutEngine, render};
use onrecord::graph::{KnowledgeGraph, NodeKind, Shape};

fn draw(engine: &LayoutEngine) -> Result<String, GraphvizError> {
    let shape = Shape {
        nodes: NodeKind::ALL.into(),
        ..Shape::default()
    };
    let graph = KnowledgeGraph::build(generated(10, 9, 4, 50, 2), &shape);
    render(&graph, &Caption::new("Graphviz"), Format::Svg, engine)
}

#[test]
fn graphviz_gives_a_drawing_of_the_same_parts() {
    let engine = LayoutEngine::available(std::env::var_os("PATH").as_deref());
    if engine == LayoutEngine::Layered {
        eprintln!("skipped: Graphviz is not installed");
        return;
    }
    let parts = |svg: &str| {
        let document = roxmltree::Document::parse(svg).unwrap();
        let mut parts: Vec<String> = document
            .descendants()
            .filter(|node| node.has_tag_name("title"))
            .filter_map(|node| node.text().map(str::to_owned))
            .collect();
        parts.sort();
        parts
    };
    let [own, other] = [&LayoutEngine::Layered, &engine].map(|engine| draw(engine).unwrap());
    assert_eq!(parts(&own), parts(&other));
}

#[test]
fn without_graphviz_the_own_layout_serves() {
    let nowhere = std::ffi::OsStr::new("/nonexistent:relative");
    assert_eq!(
        LayoutEngine::available(Some(nowhere)),
        LayoutEngine::Layered
    );
    assert_eq!(LayoutEngine::available(None), LayoutEngine::Layered);
}

#[test]
fn a_program_that_cannot_be_run_is_named() {
    let error = draw(&LayoutEngine::Graphviz("/nonexistent/dot".into())).unwrap_err();
    assert!(matches!(error, GraphvizError::Start { .. }));
    assert!(error.to_string().contains("/nonexistent/dot"), "{error}");
}

#[cfg(unix)]
#[test]
fn what_a_failing_program_says_is_passed_on() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    for (script, expected) in [
        (
            "cat >/dev/null; echo 'Error: out of paper' >&2; exit 3",
            "out of paper",
        ),
        ("exit 4", "4"),
        (
            "cat >/dev/null; echo '{\"objects\": []}'",
            "lacks the place of a box",
        ),
        ("cat >/dev/null; echo 'no JSON'", "expected"),
    ] {
        let program = folder.path().join(format!("dot-{}", expected.len()));
        std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let error = draw(&LayoutEngine::Graphviz(program)).unwrap_err();
        assert!(error.to_string().contains(expected), "{script}: {error}");
    }
}
