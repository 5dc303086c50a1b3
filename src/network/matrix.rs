/// A network as a matrix of links between named rows and named columns.
///
/// Only links that are not zero are kept. A one-mode network has the same names for rows and
/// columns and is symmetric.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matrix {
    /// Names of the rows, sorted.
    pub rows: Vec<String>,
    /// Names of the columns, sorted.
    pub columns: Vec<String>,
    /// For each row its links: a column's index and the value, by column; none is zero or
    /// not a number.
    pub links: Vec<Vec<(u32, f64)>>,
}

impl Matrix {
    /// The value of a link; 0 where there is none.
    pub fn value(&self, row: usize, column: usize) -> f64 {
        let links = self.links.get(row).map_or(&[][..], Vec::as_slice);
        match links.binary_search_by_key(&column, |&(column, _)| column as usize) {
            Ok(at) => links[at].1,
            Err(_) => 0.0,
        }
    }

    /// All links as row, column and value, by row and column.
    pub fn cells(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        self.links.iter().enumerate().flat_map(|(row, links)| {
            links
                .iter()
                .map(move |&(column, value)| (row, column as usize, value))
        })
    }

    /// One row with its zeros.
    pub fn row(&self, row: usize) -> Vec<f64> {
        let mut dense = vec![0.0; self.columns.len()];
        for &(column, value) in self.links.get(row).map_or(&[][..], Vec::as_slice) {
            dense[column as usize] = value;
        }
        dense
    }

    /// The sum of all values.
    pub fn sum(&self) -> f64 {
        self.cells().map(|(_, _, value)| value).sum()
    }

    /// The part of a one-mode network with so many nodes, those with the strongest ties.
    pub fn strongest(self, most: usize) -> Matrix {
        let strength = |row: &Vec<(u32, f64)>| row.iter().map(|link| link.1.abs()).sum::<f64>();
        let strengths: Vec<f64> = self.links.iter().map(strength).collect();
        let mut order: Vec<usize> = (0..strengths.len()).collect();
        order.sort_by(|&a, &b| strengths[b].total_cmp(&strengths[a]).then(a.cmp(&b)));
        let mut kept = vec![false; order.len()];
        order.iter().take(most).for_each(|&row| kept[row] = true);
        self.keep(&kept, &kept)
    }

    /// Keeps the rows and columns whose places hold `true`.
    pub(super) fn keep(mut self, rows: &[bool], columns: &[bool]) -> Matrix {
        let mut place = vec![None; columns.len()];
        let kept = columns.iter().enumerate().filter(|(_, keep)| **keep);
        for (next, (column, _)) in (0..).zip(kept) {
            place[column] = Some(next);
        }
        retain(&mut self.rows, rows);
        retain(&mut self.columns, columns);
        retain(&mut self.links, rows);
        for links in &mut self.links {
            links.retain_mut(|(column, _)| match place[*column as usize] {
                Some(kept) => {
                    *column = kept;
                    true
                }
                None => false,
            });
        }
        self
    }
}

fn retain<T>(list: &mut Vec<T>, keep: &[bool]) {
    let mut keep = keep.iter();
    list.retain(|_| keep.next().copied().unwrap_or(false));
}
