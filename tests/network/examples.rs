//! The worked examples of docs/networks.md.

use onrecord::model::{CodedDocument, CodedStatement, Coding, Date, Values, Variable};
use onrecord::network::measure::{
    Lengths, Spectrum, Ties, betweenness, change_points, closeness, communities, degree, disparity,
    eigenvector, nested, page_rank, strength,
};
use onrecord::network::{
    Aggregation, Kernel, Matrix, Mode, Normalisation, Projection, Sample, Sampling, Span,
    WindowUnit, slices, windows,
};

/// A says yes to x twice and no once, and yes to y; B says no to x.
const SAID: [(&str, &str, &str, bool); 5] = [
    ("2020-01-01", "A", "x", true),
    ("2020-01-02", "A", "x", true),
    ("2020-01-03", "A", "x", false),
    ("2020-01-04", "A", "y", true),
    ("2020-01-05", "B", "x", false),
];

fn sample(said: &[(&str, &str, &str, bool)]) -> Sample {
    let text = |name: &str, of: Vec<&str>| Variable {
        name: name.into(),
        values: Values::text(of.into_iter().map(Some)),
    };
    let coding = Coding {
        documents: vec![CodedDocument::default()],
        statements: said
            .iter()
            .enumerate()
            .map(|(at, row)| CodedStatement {
                id: at as i64,
                document: 0,
                start: at as i64,
                stop: at as i64 + 1,
                when: row.0.parse().ok().map(|day: Date| day.at(0, 0, 0, 0)),
                coder: 0,
                words: String::new(),
                utterance: at as i64,
            })
            .collect(),
        variables: vec![
            text("who", said.iter().map(|row| row.1).collect()),
            text("what", said.iter().map(|row| row.2).collect()),
            Variable {
                name: "agrees".into(),
                values: Values::Boolean(said.iter().map(|row| Some(row.3)).collect()),
            },
        ],
    };
    Sampling {
        qualifier: Some("agrees".into()),
        heeds_qualifier: true,
        ..Sampling::new("who", "what")
    }
    .draw(&coding)
    .expect("a sample")
}

fn network(mode: Mode, aggregation: Aggregation, normalisation: Normalisation) -> Matrix {
    let projection = Projection {
        mode,
        aggregation,
        normalisation,
        isolates: false,
    };
    projection.matrix(&sample(&SAID)).expect("a matrix")
}

#[track_caller]
fn near(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (a, b) in found.iter().zip(expected) {
        assert!((a - b).abs() < 1e-9, "{found:?}, not {expected:?}");
    }
}

#[test]
fn two_kinds_of_nodes() {
    use Aggregation::{Combine, Ignore, Subtract};
    use Normalisation::{Activity, None, Prominence};
    for (aggregation, normalisation, of_a, of_b) in [
        (Ignore, None, [3.0, 1.0], [1.0, 0.0]),
        (Subtract, None, [1.0, 1.0], [-1.0, 0.0]),
        (Combine, None, [3.0, 1.0], [2.0, 0.0]),
        (Ignore, Activity, [0.75, 0.25], [1.0, 0.0]),
        (Ignore, Prominence, [0.75, 1.0], [0.25, 0.0]),
    ] {
        let matrix = network(Mode::Two, aggregation, normalisation);
        near(&matrix.row(0), &of_a);
        near(&matrix.row(1), &of_b);
    }
}

#[test]
fn one_kind_of_nodes() {
    use Aggregation::{Conflict, Congruence, Ignore, Subtract};
    use Normalisation::{Average, Cosine, DnaCosine, Jaccard, None};
    for (aggregation, normalisation, value) in [
        (Ignore, None, 3.0),
        (Congruence, None, 1.0),
        (Conflict, None, 2.0),
        (Subtract, None, -1.0),
        (Congruence, Average, 1.0 / 2.5),
        (Congruence, Jaccard, 1.0 / 4.0),
        (Congruence, Cosine, 1.0 / 6f64.sqrt()),
        (Congruence, DnaCosine, 1.0 / 4.0),
    ] {
        let matrix = network(Mode::One, aggregation, normalisation);
        near(&matrix.row(0), &[0.0, value]);
    }
}

#[test]
fn windows_and_kernels() {
    let sample = sample(&SAID);
    let span = Span {
        size: 3,
        unit: WindowUnit::Days,
    };
    let found = windows(&sample, span).expect("windows");
    let counts: Vec<usize> = found
        .iter()
        .map(|window| window.occurrences.len())
        .collect();
    assert_eq!(counts, [3, 3, 3]);
    let projection = Projection {
        mode: Mode::Two,
        aggregation: Aggregation::Ignore,
        normalisation: Normalisation::None,
        isolates: false,
    };
    let span = Span { size: 4, ..span };
    let slices = slices(&sample, projection, span, Kernel::Triangular).expect("slices");
    assert_eq!(
        slices.times.len(),
        1,
        "only the 3rd is two days from both ends"
    );
    // On x: 0 on the 1st, a half on the 2nd, 1 on the 3rd; on y a half; B's is at the edge.
    near(&slices.matrix(0).row(0), &[1.5, 0.5]);
}

fn ties(count: usize, links: &[(usize, usize, f64)]) -> Ties {
    let mut ties = Ties {
        names: (0..count).map(|at| at.to_string()).collect(),
        links: vec![Vec::new(); count],
    };
    for &(a, b, weight) in links {
        ties.links[a].push((b as u32, weight));
        ties.links[b].push((a as u32, weight));
    }
    ties.links
        .iter_mut()
        .for_each(|links| links.sort_by_key(|link| link.0));
    ties
}

#[test]
fn centralities() {
    let path = ties(3, &[(0, 1, 1.0), (1, 2, 2.0)]);
    near(&degree(&path), &[1.0, 2.0, 1.0]);
    near(&strength(&path), &[1.0, 3.0, 2.0]);
    near(&betweenness(&path, Lengths::Steps), &[0.0, 1.0, 0.0]);
    near(
        &closeness(&path, Lengths::Steps),
        &[2.0 / 3.0, 1.0, 2.0 / 3.0],
    );
    near(
        &closeness(&path, Lengths::Inverse),
        &[2.0 / 2.5, 2.0 / 1.5, 2.0 / 2.0],
    );
    let even = ties(3, &[(0, 1, 1.0), (1, 2, 1.0)]);
    near(&eigenvector(&even), &[0.5, 0.5f64.sqrt(), 0.5]);
    let middle = 0.9 / 1.85;
    let end = (1.0 - middle) / 2.0;
    near(&page_rank(&even), &[end, middle, end]);
}

#[test]
fn two_triangles_are_two_communities() {
    let links = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)];
    let found = communities(&ties(6, &links.map(|(a, b)| (a, b, 1.0))), 1.0, 1);
    assert_eq!(found.of, [0, 0, 0, 1, 1, 1]);
    near(&[found.modularity], &[5.0 / 14.0]);
}

#[test]
fn backbones() {
    let star = ties(4, &[(0, 1, 8.0), (0, 2, 1.0), (0, 3, 1.0)]);
    // (1 - 0.8)² = 0.04; the others have (1 - 0.1)² = 0.81.
    let kept = disparity(&star, 0.05);
    assert_eq!(kept.links[0], [(1, 8.0)]);

    // A and B share x five times over and y once; C is tied by y alone, and without it falls off.
    let mut said = Vec::new();
    for _ in 0..2 {
        said.extend([
            ("2020-01-01", "A", "x", true),
            ("2020-01-01", "B", "x", true),
        ]);
    }
    said.extend(["A", "B", "C"].map(|who| ("2020-01-01", who, "y", true)));
    said.push(("2020-01-01", "A", "z", true));
    let projection = Projection {
        mode: Mode::One,
        aggregation: Aggregation::Congruence,
        normalisation: Normalisation::None,
        isolates: false,
    };
    let steps = nested(&sample(&said), projection, Spectrum::Laplacian);
    let order: Vec<&str> = steps.iter().map(|step| step.concept.as_str()).collect();
    // z links nobody, so nothing is lost with it.
    assert_eq!(order[0], "z");
    near(&[steps[0].backbone_loss], &[0.0]);
}

#[test]
fn change_points_part_what_is_far() {
    let at = [0.0_f64, 0.0, 3.0, 3.0];
    let distances: Vec<Vec<f64>> = at
        .iter()
        .map(|a| at.iter().map(|b| (a - b).abs()).collect())
        .collect();
    assert_eq!(change_points(&distances, 2), [2]);
}
