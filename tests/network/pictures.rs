//! Pictures of coded statements: what they say, and that nothing covers anything.

use crate::support::Onrecord;
use crate::support::article::article;
use onrecord::model::Label;

/// So many speakers, each for or against one of five topics, on one of ten days.
fn record(speakers: usize) -> Onrecord {
    let mut text = String::new();
    for at in 0..speakers {
        text += &format!("Speaker number {at} said thing {at}. ");
    }
    let topics: Vec<String> = (0..5).map(|at| format!("Matter of concern {at}")).collect();
    Onrecord::with((0..10).map(|day| {
        let mut made = article(&format!("{day}.txt"), &format!("Day {day}. {text}"))
            .published(&format!("2021-0{}-15", day % 9 + 1));
        for (at, topic) in topics.iter().enumerate() {
            made = made.topic(&format!("t{at}"), topic);
        }
        for at in (0..speakers).filter(|at| at % 10 == day) {
            let label = match at % 4 {
                0 => Label::Oppose,
                3 => Label::Neutral,
                _ => Label::Support,
            };
            for topic in [at % 5, (at / 5) % 5] {
                made = made
                    .says(&[&format!("Speaker number {at}")], &format!("thing {at}."))
                    .on_topic(&format!("t{topic}"), label);
            }
        }
        made.done()
    }))
}

fn drawn(here: &Onrecord, picture: &str) -> String {
    here.run(&format!("plot {picture}")).done().stdout
}

/// The lines of text that a picture shows.
fn words(svg: &str) -> Vec<String> {
    let file = roxmltree::Document::parse(svg).expect("XML");
    file.descendants()
        .filter(|node| node.has_tag_name("text") || node.tag_name().name() == "text")
        .filter(|node| node.attribute("aria-hidden").is_none())
        .map(|node| node.text().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn sixty_nodes_are_all_named() {
    let here = record(60);
    let svg = drawn(&here, "network");
    let shown = words(&svg).join(" ");
    for at in 0..60 {
        // Who takes no side has no qualifier, and so no link.
        if at % 4 != 3 {
            assert!(shown.contains(&format!("Speaker number {at}")), "{at}");
        }
    }
    assert!(shown.contains("more agreement") && shown.contains("more conflict"));
    assert!(!svg.contains("NaN") && !svg.contains("inf"));
    assert_eq!(
        svg,
        drawn(&here, "network"),
        "the same data, the same picture"
    );
}

/// Where each name of a network stands: left, top, right, bottom, if a letter is half as wide as
/// it is high.
fn boxes(svg: &str) -> Vec<(String, [f64; 4])> {
    let file = roxmltree::Document::parse(svg).expect("XML");
    let lines = file
        .descendants()
        .filter(|node| node.tag_name().name() == "text");
    let lines = lines.filter(|node| node.attribute("aria-hidden").is_none());
    let middles = lines.filter(|node| node.attribute("text-anchor") == Some("middle"));
    middles
        .map(|node| {
            let number = |name: &str| -> f64 {
                let text = node.attribute(name).expect("an attribute");
                text.parse().expect("a number")
            };
            let words = node.text().unwrap_or_default().to_owned();
            let (x, y, size) = (number("x"), number("y"), number("font-size"));
            let half = words.chars().count() as f64 * size * 0.25;
            (words, [x - half, y - 0.7 * size, x + half, y])
        })
        .collect()
}

#[test]
fn names_of_sixty_nodes_do_not_overlap() {
    for picture in [
        "network",
        "network --mode two",
        "network --normalise average",
    ] {
        let boxes = boxes(&drawn(&record(60), picture));
        assert!(boxes.len() >= 45, "{picture}: {}", boxes.len());
        for (at, (words, one)) in boxes.iter().enumerate() {
            for (other_words, other) in &boxes[..at] {
                let apart = one[0] >= other[2]
                    || other[0] >= one[2]
                    || one[1] >= other[3]
                    || other[1] >= one[3];
                assert!(apart, "{picture}: {words} and {other_words}");
            }
        }
    }
}

#[test]
fn of_many_nodes_the_most_central_are_named() {
    let shown = words(&drawn(&record(200), "network")).join(" ");
    assert!(shown.contains("the most central"), "{shown}");
}

#[test]
fn every_picture_stands_without_statements_and_with_one_speaker() {
    for here in [
        Onrecord::with([article("a.txt", "Nothing.").done()]),
        record(1),
    ] {
        for picture in [
            "network",
            "network --mode two",
            "timeline",
            "bars",
            "heatmap",
            "dendrogram",
        ] {
            let svg = drawn(&here, picture);
            roxmltree::Document::parse(&svg).expect("XML");
            assert!(!svg.contains("NaN"), "{picture}");
        }
    }
}

#[test]
fn bars_count_for_and_against() {
    let shown = words(&drawn(&record(20), "bars"));
    for words in ["support", "oppose", "neutral", "Matter of concern 0"] {
        assert!(
            shown.iter().any(|shown| shown == words),
            "{words}: {shown:?}"
        );
    }
}

#[test]
fn a_timeline_has_a_lane_for_each_speaker() {
    let here = record(12);
    let shown = words(&drawn(&here, "timeline"));
    for at in 0..12 {
        let name = format!("Speaker number {at}");
        assert_eq!(
            shown.iter().filter(|shown| **shown == name).count(),
            1,
            "{name}"
        );
    }
    let shown = words(&drawn(&here, "timeline --most 3")).join(" ");
    assert!(
        shown.contains("The 3 with most statements of 12 are shown."),
        "{shown}"
    );
}

#[test]
fn a_heat_map_has_its_numbers_and_needs_two_modes() {
    let here = record(12);
    let shown = words(&drawn(&here, "heatmap"));
    assert!(
        shown.iter().any(|shown| shown == "-1" || shown == "-2"),
        "{shown:?}"
    );
    here.run("plot heatmap --mode one").failed("--mode two");
}

#[test]
fn a_dendrogram_names_all_leaves_and_cuts_as_the_measure_does() {
    let here = record(24);
    let svg = drawn(&here, "dendrogram --coalitions 4");
    let shown = words(&svg);
    let rows = here
        .run("measure coalitions --coalitions 4 --format json")
        .json();
    let rows = rows.as_array().expect("rows");
    for row in rows {
        let name = row["name"].as_str().expect("a name");
        assert!(shown.iter().any(|shown| shown == name), "{name}");
    }
    let first = rows.iter().filter(|row| row["coalition"] == 1).count();
    assert!(shown.contains(&format!("1: {first} nodes")), "{shown:?}");
    let few = words(&drawn(&here, "dendrogram --most 5")).join(" ");
    assert!(few.contains("The 5 nodes with the strongest ties"), "{few}");
    here.run("plot dendrogram --mode two --aggregate ignore --normalise none")
        .failed("--mode one");
}
