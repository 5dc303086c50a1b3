/// How often each row mentions each column at each level, where it does.
pub(super) struct Counts {
    /// For each row its cells, by column and level.
    pub by_row: Vec<Vec<Cell>>,
    /// For each column its cells, by row and level; `at` is the row.
    pub by_column: Vec<Vec<Cell>>,
}

/// A count that is not zero.
#[derive(Clone, Copy)]
pub(super) struct Cell {
    /// The column, or in [`Counts::by_column`] the row.
    pub at: u32,
    pub level: u32,
    /// The number of mentions, or the sum of their weights.
    pub x: f64,
}

impl Counts {
    /// Counts mentions, each a row, a column, a level and its weight.
    pub fn new(
        rows: usize,
        columns: usize,
        mentions: impl Iterator<Item = (u32, u32, u32, f64)>,
    ) -> Counts {
        let mut mentions: Vec<_> = mentions.filter(|mention| mention.3 > 0.0).collect();
        // Stable, so that weights are summed in one order on every run.
        mentions.sort_by_key(|&(row, column, level, _)| (row, column, level));
        let mut counts = Counts {
            by_row: vec![Vec::new(); rows],
            by_column: vec![Vec::new(); columns],
        };
        for same in mentions.chunk_by(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2)) {
            let (row, column, level, _) = same[0];
            let x = same.iter().map(|mention| mention.3).sum();
            let cell = |at| Cell { at, level, x };
            counts.by_row[row as usize].push(cell(column));
            counts.by_column[column as usize].push(cell(row));
        }
        counts
    }

    /// The sum over each row.
    pub fn row_sums(&self) -> Vec<f64> {
        let sum = |cells: &Vec<Cell>| cells.iter().map(|cell| cell.x).sum();
        self.by_row.iter().map(sum).collect()
    }
}
