use super::super::Matrix;

/// An undirected network with positive weights, which is what most measures are defined for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ties {
    /// Names of the nodes.
    pub names: Vec<String>,
    /// For each node its neighbours and the weights, by neighbour; no node is its own.
    pub links: Vec<Vec<(u32, f64)>>,
}

impl Ties {
    /// The ties of a one-mode network: its positive links without the diagonal. A negative
    /// link, of more conflict than congruence, ties nobody.
    pub fn one_mode(matrix: &Matrix) -> Ties {
        let positive = |(row, links): (usize, &Vec<(u32, f64)>)| {
            let links = links.iter().copied();
            links
                .filter(|&(other, weight)| other as usize != row && weight > 0.0)
                .collect()
        };
        Ties {
            names: matrix.rows.clone(),
            links: matrix.links.iter().enumerate().map(positive).collect(),
        }
    }

    /// The ties of a two-mode network: rows first, then columns. To oppose a concept is a tie
    /// to it too, so weights are absolute.
    pub fn two_mode(matrix: &Matrix) -> Ties {
        let rows = matrix.rows.len();
        let mut links = vec![Vec::new(); rows + matrix.columns.len()];
        for (row, column, value) in matrix.cells() {
            links[row].push(((rows + column) as u32, value.abs()));
            links[rows + column].push((row as u32, value.abs()));
        }
        Ties {
            names: matrix.rows.iter().chain(&matrix.columns).cloned().collect(),
            links,
        }
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.links.len()
    }

    /// Whether there is no node.
    pub fn is_empty(&self) -> bool {
        self.links.is_empty()
    }

    /// The sum of the weights at each node.
    pub fn strengths(&self) -> Vec<f64> {
        let sum = |links: &Vec<(u32, f64)>| links.iter().map(|link| link.1).sum();
        self.links.iter().map(sum).collect()
    }
}
