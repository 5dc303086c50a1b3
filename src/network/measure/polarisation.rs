use super::super::Matrix;

/// How far two camps explain who agrees and who disagrees.
#[derive(Debug, Clone, PartialEq)]
pub struct Polarisation {
    /// From 0, where a division explains nothing, to 1, where all conflict lies between two
    /// camps and no congruence does.
    pub value: f64,
    /// For each actor whether it is in the second camp; the first actor never is.
    pub second: Vec<bool>,
    /// Whether no other division can be better, or one was only sought step by step.
    pub exact: bool,
}

/// Up to so many actors every division is tried.
const EXACT: usize = 20;

/// The largest share of conflict between two camps less the share of congruence between them,
/// over all divisions into two; a share of nothing is 0.
///
/// Both networks have the same rows. Only links between two actors count, and negative ones
/// not at all. Beyond 20 actors the division is improved by moving one actor at a time from
/// several starts, so that the value is a lower bound.
pub fn polarisation(congruence: &Matrix, conflict: &Matrix) -> Polarisation {
    let n = congruence.rows.len().min(conflict.rows.len());
    let mut gain = vec![vec![0.0; n]; n];
    for (matrix, sign) in [(congruence, -1.0), (conflict, 1.0)] {
        let pairs = || {
            let cells = matrix.cells();
            cells.filter(|&(row, column, value)| row < column && column < n && value > 0.0)
        };
        let total: f64 = pairs().map(|(_, _, value)| value).sum();
        for (row, column, value) in pairs() {
            gain[row][column] += sign * value / total;
            gain[column][row] += sign * value / total;
        }
    }
    let exact = n <= EXACT;
    let (value, second) = if exact { best(&gain) } else { good(&gain) };
    Polarisation {
        value,
        second,
        exact,
    }
}

/// What moving an actor to the other camp gains.
fn change(gain: &[Vec<f64>], second: &[bool], actor: usize) -> f64 {
    let others = gain[actor].iter().zip(second);
    others
        .map(|(gain, &other)| if other == second[actor] { *gain } else { -gain })
        .sum()
}

fn value(gain: &[Vec<f64>], second: &[bool]) -> f64 {
    let mut sum = 0.0;
    for (row, gains) in gain.iter().enumerate() {
        for (column, gain) in gains.iter().enumerate().skip(row + 1) {
            if second[row] != second[column] {
                sum += gain;
            }
        }
    }
    sum
}

/// The best of all divisions, each made from the one before by moving one actor (Gray code).
fn best(gain: &[Vec<f64>]) -> (f64, Vec<bool>) {
    let n = gain.len();
    let mut second = vec![false; n];
    let (mut now, mut best, mut best_of) = (0.0, 0.0, second.clone());
    for step in 1u32..(1 << n.saturating_sub(1)) {
        let actor = 1 + step.trailing_zeros() as usize;
        now += change(gain, &second, actor);
        second[actor] = !second[actor];
        if now > best + 1e-12 {
            (best, best_of) = (now, second.clone());
        }
    }
    (value(gain, &best_of), best_of)
}

/// The best that moving single actors finds from starts that set each actor apart in turn.
fn good(gain: &[Vec<f64>]) -> (f64, Vec<bool>) {
    let n = gain.len();
    let starts = n.min(64);
    let mut best = (0.0, vec![false; n]);
    for start in 0..starts {
        let apart = start * n / starts;
        let mut second: Vec<bool> = (0..n).map(|actor| gain[apart][actor] > 0.0).collect();
        loop {
            let moves = (0..n).map(|actor| (change(gain, &second, actor), actor));
            let Some((by, actor)) = moves.max_by(|a, b| a.0.total_cmp(&b.0)) else {
                break;
            };
            if by <= 1e-12 {
                break;
            }
            second[actor] = !second[actor];
        }
        let found = value(gain, &second);
        if found > best.0 + 1e-12 {
            if second[0] {
                second.iter_mut().for_each(|camp| *camp = !*camp);
            }
            best = (found, second);
        }
    }
    best
}
