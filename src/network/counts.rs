/// How often each row mentions each column at each level, where it does.
pub(super) struct Counts {
    /// The cells of each row, by column and level.
    pub by_row: Lists,
    /// The cells of each column, by row and level; `at` is the row.
    pub by_column: Lists,
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

/// Lists of cells, one after the other: of many small networks most time would go into
/// finding room for each.
pub(super) struct Lists {
    cells: Vec<Cell>,
    /// Where each list begins, and where the last ends.
    starts: Vec<usize>,
}

impl Lists {
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    pub fn of(&self, list: usize) -> &[Cell] {
        &self.cells[self.starts[list]..self.starts[list + 1]]
    }

    pub fn iter(&self) -> impl Iterator<Item = &[Cell]> {
        (0..self.len()).map(|list| self.of(list))
    }

    /// From cells in the order of their lists, with the number of each one's list.
    fn of_sorted(lists: usize, cells: impl Iterator<Item = (u32, Cell)>) -> Lists {
        let mut starts = vec![0; lists + 1];
        let cells: Vec<Cell> = cells
            .map(|(list, cell)| {
                starts[list as usize + 1] += 1;
                cell
            })
            .collect();
        for list in 0..lists {
            starts[list + 1] += starts[list];
        }
        Lists { cells, starts }
    }

    /// The same cells listed by what they are at.
    fn turned(&self, lists: usize) -> Lists {
        let mut starts = vec![0; lists + 1];
        for cell in &self.cells {
            starts[cell.at as usize + 1] += 1;
        }
        for list in 0..lists {
            starts[list + 1] += starts[list];
        }
        let mut next = starts.clone();
        let mut cells = self.cells.clone();
        for (row, list) in (0..).zip(self.iter()) {
            for cell in list {
                let place = &mut next[cell.at as usize];
                cells[*place] = Cell { at: row, ..*cell };
                *place += 1;
            }
        }
        Lists { cells, starts }
    }
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
        let same = mentions.chunk_by(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2));
        let cells = same.map(|same| {
            let (row, at, level, _) = same[0];
            let x = same.iter().map(|mention| mention.3).sum();
            (row, Cell { at, level, x })
        });
        let by_row = Lists::of_sorted(rows, cells);
        let by_column = by_row.turned(columns);
        Counts { by_row, by_column }
    }

    /// The sum over each row.
    pub fn row_sums(&self) -> Vec<f64> {
        let sum = |cells: &[Cell]| cells.iter().map(|cell| cell.x).sum();
        self.by_row.iter().map(sum).collect()
    }
}
