//! Small networks worked out by hand.

use onrecord::model::{CodedDocument, CodedStatement, Coding, Date, Values, Variable};
use onrecord::network::{
    Aggregation, Duplicates, Filter, Kernel, Matrix, Mode, NetworkError, Normalisation, Projection,
    Sampling, Span, Unit, WindowUnit, slices, windows,
};

/// One statement: day, document, who, what, and the qualifier.
type Said<'a> = (&'a str, i64, &'a str, &'a str, i64);

fn coding(said: &[Said<'_>]) -> Coding {
    let documents: std::collections::BTreeSet<i64> = said.iter().map(|row| row.1).collect();
    let documents: Vec<i64> = documents.into_iter().collect();
    let variable = |name: &str, values| Variable {
        name: name.into(),
        values,
    };
    Coding {
        statements: said
            .iter()
            .enumerate()
            .map(|(at, row)| CodedStatement {
                id: at as i64 + 1,
                document: documents.binary_search(&row.1).expect("there"),
                start: 0,
                stop: 1,
                coder: 0,
                words: String::new(),
                when: row.0.parse().ok().map(|day: Date| day.at(0, 0, 0, 0)),
                utterance: at as i64 / 2,
            })
            .collect(),
        variables: vec![
            variable("who", Values::text(said.iter().map(|row| Some(row.2)))),
            variable("what", Values::text(said.iter().map(|row| Some(row.3)))),
            variable(
                "agrees",
                Values::Boolean(said.iter().map(|row| Some(row.4 > 0)).collect()),
            ),
            variable(
                "degree",
                Values::Integer(said.iter().map(|row| Some(row.4)).collect()),
            ),
        ],
        documents: documents
            .into_iter()
            .map(|id| CodedDocument {
                id,
                ..CodedDocument::default()
            })
            .collect(),
    }
}

fn projection(mode: Mode, aggregation: Aggregation, normalisation: Normalisation) -> Projection {
    Projection {
        mode,
        aggregation,
        normalisation,
        isolates: false,
    }
}

fn sampling(qualifier: &str) -> Sampling {
    Sampling {
        qualifier: Some(qualifier.into()),
        heeds_qualifier: true,
        ..Sampling::new("who", "what")
    }
}

fn network(coding: &Coding, sampling: &Sampling, projection: Projection) -> Matrix {
    let sample = sampling.draw(coding).expect("a sample");
    projection.matrix(&sample).expect("a matrix")
}

/// How many statements are kept.
fn kept(coding: &Coding, duplicates: Duplicates) -> usize {
    let sampling = Sampling {
        duplicates,
        ..sampling("degree")
    };
    sampling.draw(coding).expect("a sample").occurrences.len()
}

#[test]
fn a_month_of_another_year_is_another_month() {
    let coding = coding(&[
        ("2019-01-05", 1, "A", "x", 1),
        ("2019-01-25", 2, "A", "x", 1),
        ("2020-01-05", 3, "A", "x", 1),
    ]);
    // Discourse Network Analyzer keeps one.
    assert_eq!(kept(&coding, Duplicates::Month), 2);
}

#[test]
fn a_week_of_another_year_is_another_week_and_new_year_lies_in_one() {
    let coding = coding(&[
        // Monday to Sunday is week 1 of 2020, though it begins in 2019.
        ("2019-12-30", 1, "A", "x", 1),
        ("2020-01-05", 2, "A", "x", 1),
        // Week 1 of 2019 and week 2 of 2020.
        ("2019-01-02", 3, "A", "x", 1),
        ("2020-01-06", 4, "A", "x", 1),
    ]);
    assert_eq!(kept(&coding, Duplicates::Week), 3);
}

#[test]
fn duplicates_count_once_in_their_period() {
    let coding = coding(&[
        ("2020-03-01", 1, "A", "x", 1),
        ("2020-03-01", 1, "A", "x", 1),
        ("2020-03-01", 2, "A", "x", 1),
        ("2020-03-02", 3, "A", "x", 1),
        ("2020-04-02", 4, "A", "x", 1),
        ("2021-04-02", 5, "A", "x", 1),
        ("2021-04-02", 5, "A", "x", -1),
        ("", 6, "A", "x", 1),
        ("", 6, "A", "x", 1),
    ]);
    let counts = Duplicates::ALL.iter().map(|&within| kept(&coding, within));
    // Include, document, day, week, month, year, range. Undated ones are in no common period.
    assert_eq!(counts.collect::<Vec<_>>(), [9, 7, 7, 6 + 1, 6, 5, 2]);
}

#[test]
fn integers_beyond_a_byte_are_duplicates_too() {
    let coding = coding(&[
        ("2020-01-01", 1, "A", "x", 1000),
        ("2020-01-01", 1, "A", "x", 1000),
        ("2020-01-01", 1, "A", "x", -1000),
    ]);
    // Discourse Network Analyzer keeps three.
    assert_eq!(kept(&coding, Duplicates::Document), 2);
}

#[test]
fn integers_agree_by_their_distance() {
    let coding = coding(&[
        ("2020-01-01", 1, "A", "x", -2),
        ("2020-01-01", 2, "B", "x", 1),
        ("2020-01-01", 3, "C", "y", 2),
    ]);
    let value = |aggregation| {
        let projection = projection(Mode::One, aggregation, Normalisation::None);
        network(&coding, &sampling("degree"), projection).value(0, 1)
    };
    // The widest distance is 4, that of A and B is 3.
    assert_eq!(value(Aggregation::Congruence), 0.25);
    assert_eq!(value(Aggregation::Conflict), 0.75);
    assert_eq!(value(Aggregation::Subtract), -0.5);
}

#[test]
fn equal_qualifiers_agree_wholly() {
    let coding = coding(&[
        ("2020-01-01", 1, "A", "x", 5),
        ("2020-01-01", 2, "B", "x", 5),
    ]);
    for (aggregation, expected) in [(Aggregation::Congruence, 1.0), (Aggregation::Conflict, 0.0)] {
        let projection = projection(Mode::One, aggregation, Normalisation::Average);
        let matrix = network(&coding, &sampling("degree"), projection);
        assert_eq!(matrix.value(0, 1), expected);
    }
}

#[test]
fn the_cosine_is_one_between_like_and_dna_cosine_is_not() {
    // A and B say the same in proportion: x twice as often as y.
    let mut said = vec![
        ("2020-01-01", 1, "A", "y", 1),
        ("2020-01-01", 1, "B", "y", 1),
    ];
    said.extend([("2020-01-01", 1, "A", "x", 1); 2]);
    said.extend([("2020-01-01", 1, "B", "x", 1); 2]);
    let coding = coding(&said);
    let value = |normalisation| {
        let projection = projection(Mode::One, Aggregation::Congruence, normalisation);
        network(&coding, &sampling("agrees"), projection).value(0, 1)
    };
    // Congruence is 1 x 1 + 2 x 2 = 5; each has 3 statements and the length √5.
    assert!((value(Normalisation::Cosine) - 1.0).abs() < 1e-12);
    assert_eq!(value(Normalisation::DnaCosine), 5.0 / 9.0);
    assert_eq!(value(Normalisation::Average), 5.0 / 3.0);
    assert_eq!(value(Normalisation::Jaccard), 1.0);
}

#[test]
fn combinations_of_yes_and_no_have_numbers() {
    let coding = coding(&[
        ("2020-01-01", 1, "A", "x", 1),
        ("2020-01-01", 1, "A", "y", -1),
        ("2020-01-01", 1, "A", "z", 1),
        ("2020-01-01", 1, "A", "z", -1),
    ]);
    let projection = projection(Mode::Two, Aggregation::Combine, Normalisation::None);
    let matrix = network(&coding, &sampling("agrees"), projection);
    assert_eq!(matrix.row(0), [1.0, 2.0, 3.0]);
}

#[test]
fn levels_are_those_in_range_whatever_is_filtered() {
    let said = [
        ("2020-01-01", 1, "A", "x", -2),
        ("2020-01-01", 1, "A", "y", 0),
        ("2020-01-01", 1, "B", "y", 2),
        ("2021-01-01", 2, "B", "x", 9),
    ];
    let mut coding = coding(&said);
    // A name that no statement has is no level.
    let mut frames = Values::text(["never", "low", "mid", "high", "later"].map(Some));
    if let Values::Text { of, .. } = &mut frames {
        of.remove(0);
    }
    coding.variables.push(Variable {
        name: "frame".into(),
        values: frames,
    });
    let until = |qualifier: &str, filters: &[&str]| Sampling {
        until: Some(Date::constant(2020, 12, 31)),
        filters: filters
            .iter()
            .map(|text| Filter::parse(text, false).expect("a filter"))
            .collect(),
        ..sampling(qualifier)
    };
    let combine = projection(Mode::Two, Aggregation::Combine, Normalisation::None);
    // In order: high, low, mid.
    let matrix = network(&coding, &until("frame", &[]), combine);
    assert_eq!([matrix.row(0), matrix.row(1)], [[2.0, 1.0], [0.0, 4.0]]);
    let matrix = network(&coding, &until("frame", &["frame=low"]), combine);
    assert_eq!([matrix.row(0), matrix.row(1)], [[1.0], [4.0]]);
    // The widest distance is 4, whether or not -2 is filtered.
    let conflict = projection(Mode::One, Aggregation::Conflict, Normalisation::None);
    for filters in [&[][..], &["what=x"]] {
        let matrix = network(&coding, &until("degree", filters), conflict);
        assert_eq!(matrix.value(0, 1), 0.5);
    }
}

#[test]
fn too_many_levels_do_not_combine() {
    let said: Vec<Said<'_>> = (0..60).map(|n| ("2020-01-01", 1, "A", "x", n)).collect();
    let sample = sampling("degree").draw(&coding(&said)).expect("a sample");
    let projection = projection(Mode::Two, Aggregation::Combine, Normalisation::None);
    let error = projection.matrix(&sample).expect_err("too many");
    assert_eq!(
        error,
        NetworkError::TooManyLevels {
            levels: 60,
            most: 52
        }
    );
}

#[test]
fn filters_frequency_and_utterances() {
    let coding = coding(&[
        ("2020-01-01", 1, "Ministry of X", "x", 1),
        ("2020-01-01", 2, "Ministry of X", "x", 1),
        ("2020-01-01", 3, "Ministry of Y", "x", 1),
        ("2020-01-01", 4, "Company", "x", 1),
    ]);
    let rows = |sampling: Sampling| {
        let projection = projection(Mode::Two, Aggregation::Ignore, Normalisation::None);
        let matrix = network(&coding, &sampling, projection);
        let values: Vec<f64> = (0..matrix.rows.len())
            .map(|row| matrix.value(row, 0))
            .collect();
        (matrix.rows, values)
    };
    let filters = vec![
        Filter::parse("who=Ministry*", true).expect("a filter"),
        Filter::parse("who=*Y", false).expect("a filter"),
    ];
    let ministry = || vec!["Ministry of X".to_owned()];
    let only = Sampling {
        filters,
        ..sampling("agrees")
    };
    assert_eq!(rows(only), (ministry(), vec![2.0]));
    let often = Sampling {
        min_frequency: 2,
        ..sampling("agrees")
    };
    assert_eq!(rows(often), (ministry(), vec![2.0]));
    // The first two report one utterance, and so do the last two, by two speakers.
    let once = Sampling {
        unit: Unit::Utterances,
        ..sampling("agrees")
    };
    assert_eq!(rows(once).1, [1.0, 1.0, 1.0]);
}

#[test]
fn isolates_have_rows_of_zeros() {
    let coding = coding(&[
        ("2020-01-01", 1, "A", "x", 1),
        ("2020-01-01", 2, "B", "", 1),
    ]);
    let mut projection = projection(Mode::One, Aggregation::Ignore, Normalisation::Average);
    assert_eq!(
        network(&coding, &sampling("agrees"), projection).rows,
        ["A"]
    );
    projection.isolates = true;
    let matrix = network(&coding, &sampling("agrees"), projection);
    assert_eq!(matrix.rows, ["A", "B"]);
    assert_eq!(matrix.cells().count(), 0);
}

#[test]
fn no_statement_and_one_actor_make_no_link_and_no_nan() {
    for said in [&[][..], &[("2020-01-01", 1, "A", "x", 1)][..]] {
        let coding = coding(said);
        for &mode in Mode::ALL {
            for &aggregation in Aggregation::ALL {
                for &normalisation in Normalisation::ALL {
                    let projection = projection(mode, aggregation, normalisation);
                    if projection.check(Some("agrees")).is_err() {
                        continue;
                    }
                    let matrix = network(&coding, &sampling("agrees"), projection);
                    assert!(matrix.cells().all(|(_, _, value)| value.is_finite()));
                    assert_eq!(matrix.rows.len(), said.len());
                }
            }
        }
    }
}

#[test]
fn windows_of_events_keep_ties_in_order() {
    let said: Vec<Said<'_>> = (0..7).map(|n| ("2020-01-01", n, "A", "x", 1)).collect();
    let sample = sampling("agrees").draw(&coding(&said)).expect("a sample");
    let span = Span {
        size: 3,
        unit: WindowUnit::Events,
    };
    let windows = windows(&sample, span).expect("windows");
    let ranges: Vec<_> = windows
        .into_iter()
        .map(|window| window.occurrences)
        .collect();
    assert_eq!(ranges, [0..3, 1..4, 2..5, 3..6, 4..7]);
}

#[test]
fn the_triangular_kernel_falls_on_both_sides() {
    // One statement a day; the middle of the only slice of ten days is the sixth.
    let days: Vec<String> = (1..=11).map(|day| format!("2020-01-{day:02}")).collect();
    let said: Vec<Said<'_>> = days
        .iter()
        .map(|day| (day.as_str(), 1, "A", "x", 1))
        .collect();
    let sample = sampling("agrees").draw(&coding(&said)).expect("a sample");
    let projection = projection(Mode::Two, Aggregation::Subtract, Normalisation::None);
    let span = Span {
        size: 10,
        unit: WindowUnit::Days,
    };
    let slices = slices(&sample, projection, span, Kernel::Triangular).expect("slices");
    assert_eq!(slices.times.len(), 1);
    // 1 + 2 (0.8 + 0.6 + 0.4 + 0.2); |1 - d| would make 11.
    assert!((slices.matrix(0).value(0, 0) - 5.0).abs() < 1e-12);
}

#[test]
fn options_that_do_not_go_together_are_refused() {
    for (mode, aggregation, normalisation, message) in [
        (
            Mode::One,
            Aggregation::Combine,
            Normalisation::None,
            "use one of ignore, congruence",
        ),
        (
            Mode::Two,
            Aggregation::Conflict,
            Normalisation::None,
            "use one of ignore, subtract",
        ),
        (
            Mode::Two,
            Aggregation::Ignore,
            Normalisation::Jaccard,
            "use one of none, activity",
        ),
    ] {
        let projection = projection(mode, aggregation, normalisation);
        let error = projection
            .check(Some("agrees"))
            .expect_err("refused")
            .to_string();
        assert!(error.contains(message), "{error}");
    }
    let subtract = projection(Mode::Two, Aggregation::Subtract, Normalisation::None);
    let error = subtract.check(None).expect_err("refused").to_string();
    assert!(error.contains("needs a --qualifier"), "{error}");
}
