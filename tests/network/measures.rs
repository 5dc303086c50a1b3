//! Measures against what networkx and numpy compute; `tests/python/measures.py` made the data.

use onrecord::model::{CodedDocument, CodedStatement, Coding, Values, Variable};
use onrecord::network::measure::{
    Lengths, Spectrum, Ties, average_linkage, betweenness, change_points, closeness, communities,
    degree, disparity, distances, eigenvector, modularity, nested, page_rank, polarisation,
    strength,
};
use onrecord::network::{
    Aggregation, Duplicates, Matrix, Mode, Normalisation, Projection, Sampling,
};
use serde_json::Value;

fn gold() -> Value {
    serde_json::from_str(include_str!("../gold/network/measures.json")).expect("the data")
}

fn numbers(value: &Value) -> Vec<f64> {
    let list = value.as_array().expect("a list").iter();
    list.map(|number| number.as_f64().expect("a number"))
        .collect()
}

#[track_caller]
fn near(ours: &[f64], theirs: &[f64], within: f64, what: &str) {
    assert_eq!(ours.len(), theirs.len(), "{what}");
    for (at, (a, b)) in ours.iter().zip(theirs).enumerate() {
        assert!((a - b).abs() <= within, "{what} of {at}: {a}, not {b}");
    }
}

fn ties(network: &Value) -> Ties {
    let n = network["nodes"].as_u64().expect("a number") as usize;
    let mut links = vec![Vec::new(); n];
    for link in network["links"].as_array().expect("links") {
        let [a, b, weight] = numbers(link)[..] else {
            panic!("a link")
        };
        links[a as usize].push((b as u32, weight));
        links[b as usize].push((a as u32, weight));
    }
    links
        .iter_mut()
        .for_each(|links| links.sort_by_key(|link| link.0));
    Ties {
        names: (0..n).map(|node| node.to_string()).collect(),
        links,
    }
}

#[test]
fn centralities_are_those_of_networkx() {
    for network in gold()["networks"].as_array().expect("networks") {
        let ties = ties(network);
        let check = |ours: Vec<f64>, name: &str| near(&ours, &numbers(&network[name]), 1e-9, name);
        check(degree(&ties), "degree");
        check(strength(&ties), "strength");
        check(betweenness(&ties, Lengths::Steps), "betweenness");
        check(betweenness(&ties, Lengths::Inverse), "betweenness_inverse");
        check(closeness(&ties, Lengths::Steps), "closeness");
        check(closeness(&ties, Lengths::Inverse), "closeness_inverse");
        check(page_rank(&ties), "page_rank");
        if !network["eigenvector"].is_null() {
            check(eigenvector(&ties), "eigenvector");
        }
    }
}

#[test]
fn communities_are_as_good_as_the_best_of_fifty_runs_of_louvain() {
    for network in gold()["networks"].as_array().expect("networks") {
        let ties = ties(network);
        let thirds: Vec<usize> = (0..ties.len()).map(|node| node % 3).collect();
        let of_thirds = network["modularity_of_thirds"].as_f64().expect("a number");
        assert!((modularity(&ties, &thirds, 1.0) - of_thirds).abs() < 1e-9);
        let best = network["best_modularity"].as_f64().expect("a number");
        let found = communities(&ties, 1.0, 1);
        assert!(
            found.modularity > best - 0.005,
            "{} {best}",
            found.modularity
        );
        assert_eq!(
            found,
            communities(&ties, 1.0, 1),
            "a seed gives one division"
        );
        let most = (0..20).map(|seed| communities(&ties, 1.0, seed).modularity);
        let most = most.fold(0.0, f64::max);
        assert!(most > best - 1e-9, "{most} {best}");
    }
}

#[test]
fn communities_hold_together() {
    for network in gold()["networks"].as_array().expect("networks") {
        let ties = ties(network);
        for seed in 0..10 {
            let found = communities(&ties, 1.0, seed);
            for community in 0..found.count {
                let members: Vec<usize> = (0..ties.len())
                    .filter(|&node| found.of[node] == community)
                    .collect();
                let mut reached = vec![members[0]];
                let mut at = 0;
                while at < reached.len() {
                    for &(other, _) in &ties.links[reached[at]] {
                        let other = other as usize;
                        if found.of[other] == community && !reached.contains(&other) {
                            reached.push(other);
                        }
                    }
                    at += 1;
                }
                assert_eq!(reached.len(), members.len());
            }
        }
    }
}

#[test]
fn a_network_without_ties_has_measures_too() {
    for n in [0, 1, 3] {
        let ties = Ties {
            names: (0..n).map(|node| node.to_string()).collect(),
            links: vec![Vec::new(); n],
        };
        let zeros = vec![0.0; n];
        assert_eq!(betweenness(&ties, Lengths::Inverse), zeros);
        assert_eq!(closeness(&ties, Lengths::Inverse), zeros);
        assert_eq!(eigenvector(&ties), zeros);
        assert!(
            page_rank(&ties)
                .iter()
                .all(|rank| (rank * n as f64 - 1.0).abs() < 1e-12)
        );
        let found = communities(&ties, 1.0, 1);
        assert_eq!((found.count, found.modularity), (n, 0.0));
    }
}

#[test]
fn the_disparity_filter_keeps_what_chance_does_not_explain() {
    for network in gold()["networks"].as_array().expect("networks") {
        let kept = disparity(&ties(network), 0.2);
        let mut ours = Vec::new();
        for (node, links) in kept.links.iter().enumerate() {
            let others = links.iter().map(|link| link.0 as usize);
            ours.extend(
                others
                    .filter(|&other| node < other)
                    .map(|other| (node, other)),
            );
        }
        let links = network["disparity"].as_array().expect("links").iter();
        let mut theirs: Vec<(usize, usize)> = links
            .map(|link| {
                let link = numbers(link);
                let (a, b) = (link[0] as usize, link[1] as usize);
                (a.min(b), a.max(b))
            })
            .collect();
        theirs.sort_unstable();
        assert_eq!(ours, theirs);
    }
}

fn matrix(value: &Value) -> Matrix {
    let rows: Vec<Vec<f64>> = value
        .as_array()
        .expect("rows")
        .iter()
        .map(numbers)
        .collect();
    let names: Vec<String> = (0..rows.len()).map(|row| row.to_string()).collect();
    let mut links = vec![Vec::new(); rows.len()];
    for (a, row) in rows.iter().enumerate() {
        for (b, &value) in row.iter().enumerate() {
            if value != 0.0 {
                links[a].push((b as u32, value));
            }
        }
    }
    Matrix {
        rows: names.clone(),
        columns: names,
        links,
    }
}

#[test]
fn polarisation_is_the_best_of_all_divisions() {
    for case in gold()["polarisation"].as_array().expect("cases") {
        let found = polarisation(&matrix(&case["congruence"]), &matrix(&case["conflict"]));
        assert!(found.exact);
        assert!((found.value - case["value"].as_f64().expect("a number")).abs() < 1e-9);
    }
}

#[test]
fn two_camps_are_polarised_and_one_is_not() {
    let matrix = |rows: &[[f64; 4]; 4]| matrix(&serde_json::json!(rows));
    // Discourse Network Analyzer prefers the division across the camps.
    let within = matrix(&[
        [0., 2., 0., 0.],
        [2., 0., 0., 0.],
        [0., 0., 0., 1.],
        [0., 0., 1., 0.],
    ]);
    let between = matrix(&[
        [0., 0., 1., 1.],
        [0., 0., 1., 0.],
        [1., 1., 0., 0.],
        [1., 0., 0., 0.],
    ]);
    let found = polarisation(&within, &between);
    assert_eq!(found.value, 1.0);
    assert_eq!(found.second, [false, false, true, true]);
    let nothing = Matrix {
        rows: within.rows.clone(),
        columns: within.rows.clone(),
        links: vec![Vec::new(); 4],
    };
    assert_eq!(polarisation(&within, &nothing).value, 0.0);
}

/// Statements by numbered actors on numbered concepts.
fn coding(said: &Value) -> Coding {
    let said: Vec<Vec<f64>> = said.as_array().expect("rows").iter().map(numbers).collect();
    let names = |at: usize| -> Vec<String> { said.iter().map(|row| row[at].to_string()).collect() };
    let text = |name: &str, values: &[String]| Variable {
        name: name.into(),
        values: Values::text(values.iter().map(|value| Some(value.as_str()))),
    };
    Coding {
        documents: vec![CodedDocument::default()],
        variables: vec![
            text("who", &names(0)),
            text("what", &names(1)),
            Variable {
                name: "agrees".into(),
                values: Values::Boolean(said.iter().map(|row| Some(row[2] > 0.0)).collect()),
            },
        ],
        statements: (0..said.len() as i64)
            .map(|id| CodedStatement {
                id,
                document: 0,
                start: id,
                stop: id + 1,
                coder: 0,
                words: String::new(),
                when: None,
                utterance: id,
            })
            .collect(),
    }
}

const CONGRUENCE: Projection = Projection {
    mode: Mode::One,
    aggregation: Aggregation::Congruence,
    normalisation: Normalisation::None,
    isolates: false,
};

fn by_agreement(rows: &str, columns: &str, qualifier: &str, duplicates: Duplicates) -> Sampling {
    Sampling {
        qualifier: Some(qualifier.into()),
        heeds_qualifier: true,
        duplicates,
        ..Sampling::new(rows, columns)
    }
}

#[test]
fn the_nested_backbone_loses_least_of_the_true_spectrum() {
    let gold = &gold()["nested"];
    let sampling = by_agreement("who", "what", "agrees", Duplicates::Include);
    let sample = sampling.draw(&coding(&gold["said"])).expect("a sample");
    let steps = nested(&sample, CONGRUENCE, Spectrum::Laplacian);
    for (step, expected) in steps.iter().zip(gold["steps"].as_array().expect("steps")) {
        let expected = numbers(expected);
        assert_eq!(step.concept, expected[0].to_string());
        assert!(
            (step.backbone_loss - expected[1]).abs() < 1e-9,
            "{step:?} {expected:?}"
        );
        assert!(
            (step.redundant_loss - expected[2]).abs() < 1e-9,
            "{step:?} {expected:?}"
        );
    }
    assert_eq!(steps.len(), 7);
}

/// With the strengths in place of the spectrum, the backbones are those of Discourse Network
/// Analyzer, so that the spectrum is all in which the two differ.
#[test]
fn nested_backbones_of_strengths_are_the_reference() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/dna");
    if !folder.is_dir() {
        eprintln!("skipped: there is no {}", folder.display());
        return;
    }
    let file = onrecord::store::DnaFile::open(&folder.join("synth300.dna")).expect("a file");
    let coding = file.coding(None, &[]).expect("a coding");
    let sampling = by_agreement("organization", "concept", "agreement", Duplicates::Document);
    let sample = sampling.draw(&coding).expect("a sample");
    for (aggregation, normalisation, name) in [
        (
            Aggregation::Congruence,
            Normalisation::None,
            "congruence_no",
        ),
        (
            Aggregation::Congruence,
            Normalisation::Average,
            "congruence_average",
        ),
        (Aggregation::Subtract, Normalisation::None, "subtract_no"),
        (
            Aggregation::Subtract,
            Normalisation::Average,
            "subtract_average",
        ),
    ] {
        let projection = Projection {
            aggregation,
            normalisation,
            ..CONGRUENCE
        };
        let steps = nested(&sample, projection, Spectrum::Strengths);
        let path = folder.join(format!("reference/backbone_nested_org_{name}.csv"));
        let mut reader = csv::Reader::from_path(path).expect("a file");
        for (step, record) in steps.iter().zip(reader.records()) {
            let record = record.expect("a row");
            let number = |at: usize| -> f64 { record[at].parse().expect("a number") };
            assert_eq!(
                (step.step.to_string().as_str(), step.concept.as_str()),
                (&record[0], &record[1]),
                "{name}"
            );
            assert!(
                (step.backbone_loss - number(2)).abs() < 1e-9,
                "{name} {step:?}"
            );
            assert!(
                (step.redundant_loss - number(3)).abs() < 1e-9,
                "{name} {step:?}"
            );
            assert_eq!(step.statements.to_string(), record[4], "{name} {step:?}");
        }
        assert_eq!(steps.len(), 10);
    }
}

#[test]
fn change_points_divide_best() {
    let gold = &gold()["change_points"];
    let distances: Vec<Vec<f64>> = gold["distances"]
        .as_array()
        .expect("rows")
        .iter()
        .map(numbers)
        .collect();
    for states in 1..=4 {
        let expected: Vec<usize> = numbers(&gold["points"][states.to_string()])
            .into_iter()
            .map(|at| at as usize)
            .collect();
        assert_eq!(change_points(&distances, states), expected);
    }
    assert_eq!(change_points(&distances, 3), [6, 11]);
    assert_eq!(change_points(&[], 3), [0; 0]);
}

#[test]
fn networks_are_as_far_apart_as_their_shares() {
    let network = |links: Vec<(u32, f64)>| Matrix {
        rows: vec!["A".into()],
        columns: vec!["x".into(), "y".into()],
        links: vec![links],
    };
    let networks = [
        network(vec![(0, 1.0), (1, 1.0)]),
        network(vec![(0, 8.0), (1, 8.0)]),
        network(vec![(0, 3.0)]),
        network(vec![]),
    ];
    let distances = distances(&networks);
    assert_eq!(distances[0], [0.0, 0.0, 1.0, 1.0]);
    assert_eq!(distances[2][3], 1.0);
}

fn trees() -> Value {
    serde_json::from_str(include_str!("../gold/network/trees.json")).expect("the data")
}

#[test]
fn dendrograms_are_those_of_scipy() {
    for tree in trees()["trees"].as_array().expect("trees") {
        let rows = tree["distances"].as_array().expect("rows").iter();
        let distances: Vec<Vec<f64>> = rows.map(numbers).collect();
        let ours = average_linkage(&distances);
        let heights: Vec<f64> = ours.joins.iter().map(|join| join.height).collect();
        near(&heights, &numbers(&tree["heights"]), 1e-12, "height");
        for (count, of) in tree["cuts"].as_object().expect("cuts") {
            let cut = ours.cut(count.parse().expect("a number"));
            let of = numbers(of);
            for a in 0..cut.len() {
                for b in 0..a {
                    let together = of[a] == of[b];
                    assert_eq!(cut[a] == cut[b], together, "{a} and {b} of {count}");
                }
            }
        }
    }
}

#[test]
fn communities_are_as_good_as_those_of_igraph() {
    let trees = trees();
    let best = numbers(&trees["leiden"]);
    let gold = gold();
    let networks = gold["networks"].as_array().expect("networks");
    assert_eq!(networks.len(), best.len());
    for (network, best) in networks.iter().zip(best) {
        let found = communities(&ties(network), 1.0, 1);
        assert!(
            found.modularity > best - 1e-9,
            "{} {best}",
            found.modularity
        );
    }
}
