/// What is to be arranged: cells in columns, tied between adjacent columns.
pub struct Layers {
    /// For each column the height that each of its cells needs, margins included.
    pub rooms: Vec<Vec<f64>>,
    /// For each pair of adjacent columns the ties: a cell of the left, a cell of the right,
    /// and a weight.
    pub ties: Vec<Vec<(usize, usize, f64)>>,
}

/// For each column its cells from the top.
pub type Order = Vec<Vec<usize>>;
