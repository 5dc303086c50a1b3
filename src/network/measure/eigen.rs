/// The eigenvalues of a symmetric matrix, ascending, by Jacobi's rotations (Jacobi 1846; Golub
/// and Van Loan 2013, section 8.5), which are slow for large matrices and exact for small.
pub(super) fn eigenvalues(mut a: Vec<Vec<f64>>) -> Vec<f64> {
    let n = a.len();
    let size: f64 = a.iter().flatten().map(|value| value * value).sum();
    for _ in 0..100 {
        let off: f64 = (0..n)
            .flat_map(|row| (0..row).map(move |column| (row, column)))
            .map(|(row, column)| a[row][column] * a[row][column])
            .sum();
        if off <= 1e-30 * size {
            break;
        }
        for p in 0..n {
            for q in p + 1..n {
                if a[p][q] == 0.0 {
                    continue;
                }
                let theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
                let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
                let c = 1.0 / (t * t + 1.0).sqrt();
                let s = t * c;
                for row in &mut a {
                    let (x, y) = (row[p], row[q]);
                    row[p] = c * x - s * y;
                    row[q] = s * x + c * y;
                }
                let (upper, lower) = a.split_at_mut(q);
                for (x, y) in upper[p].iter_mut().zip(&mut lower[0]) {
                    (*x, *y) = (c * *x - s * *y, s * *x + c * *y);
                }
            }
        }
    }
    let mut values: Vec<f64> = (0..n).map(|at| a[at][at]).collect();
    values.sort_by(f64::total_cmp);
    values
}

#[cfg(test)]
mod tests {
    use super::eigenvalues;

    #[test]
    fn of_a_path_of_three() {
        // The Laplacian of a - b - c.
        let laplacian = vec![
            vec![1.0, -1.0, 0.0],
            vec![-1.0, 2.0, -1.0],
            vec![0.0, -1.0, 1.0],
        ];
        for (value, expected) in eigenvalues(laplacian).into_iter().zip([0.0, 1.0, 3.0]) {
            assert!((value - expected).abs() < 1e-12);
        }
    }
}
