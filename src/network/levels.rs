use super::NetworkError;
use super::field::Field;
use crate::model::{Coding, Values};
use std::collections::BTreeSet;

/// The levels of a qualifier, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Levels {
    /// There is no qualifier.
    Single,
    /// No and yes.
    Boolean,
    /// The numbers that occur in range.
    Integer(Vec<i64>),
    /// The names that occur in range.
    Text(Vec<String>),
}

impl Levels {
    /// How many there are.
    pub fn count(&self) -> usize {
        match self {
            Levels::Single => 1,
            Levels::Boolean => 2,
            Levels::Integer(levels) => levels.len(),
            Levels::Text(levels) => levels.len(),
        }
    }

    /// Whether the levels are names, between which there is no distance.
    pub fn are_names(&self) -> bool {
        matches!(self, Levels::Text(_))
    }

    /// The signed weight of a mention at that level: -1 and 1 for no and yes, the number
    /// itself, 1 for names.
    pub fn weight(&self, level: u32) -> f64 {
        match self {
            Levels::Boolean if level == 0 => -1.0,
            Levels::Integer(levels) => levels.get(level as usize).map_or(0.0, |&n| n as f64),
            _ => 1.0,
        }
    }

    /// How alike two levels are, from 0 to 1: one less their distance over the widest
    /// distance; for names 1 or 0.
    pub fn proximity(&self, a: u32, b: u32) -> f64 {
        match self {
            Levels::Integer(levels) => {
                let range = match levels.as_slice() {
                    [first, .., last] => first.abs_diff(*last) as f64,
                    _ => return 1.0,
                };
                let (Some(a), Some(b)) = (levels.get(a as usize), levels.get(b as usize)) else {
                    return 0.0;
                };
                1.0 - a.abs_diff(*b) as f64 / range
            }
            _ if a == b => 1.0,
            _ => 0.0,
        }
    }
}

/// The level of each statement, by its place in the coding.
pub(super) type LevelOf = Vec<Option<u32>>;

impl Levels {
    /// The levels of a qualifier among some statements, and the level of each of these.
    ///
    /// # Errors
    /// The name is no variable, or its values cannot be levels.
    pub(super) fn among(
        coding: &Coding,
        name: &str,
        statements: &[usize],
    ) -> Result<(Levels, LevelOf), NetworkError> {
        match coding.variable(name).map(|variable| &variable.values) {
            Some(Values::Boolean(values)) => {
                let of = values.iter().map(|value| value.map(u32::from)).collect();
                Ok((Levels::Boolean, of))
            }
            Some(Values::Integer(values)) => {
                let (levels, of) = distinct(values, statements);
                Ok((Levels::Integer(levels), of))
            }
            _ => {
                let field = Field::read(coding, name, "a qualifier")?;
                let (levels, of) = distinct(&field.of, statements);
                let name = |code| field.labels[code as usize].clone();
                Ok((Levels::Text(levels.into_iter().map(name).collect()), of))
            }
        }
    }
}

/// The distinct values of some statements, in order, and the place there of each value.
fn distinct<T: Ord + Copy>(values: &[Option<T>], statements: &[usize]) -> (Vec<T>, LevelOf) {
    let distinct: BTreeSet<T> = statements.iter().filter_map(|&at| values[at]).collect();
    let distinct: Vec<T> = distinct.into_iter().collect();
    let place = |value: &Option<T>| Some(distinct.binary_search(value.as_ref()?).ok()? as u32);
    let of = values.iter().map(place).collect();
    (distinct, of)
}
