use super::super::{Matrix, Normalisation};
use super::{Ties, modularity};

/// A dendrogram: which clusters were joined, nearest first.
///
/// Leaves are numbered from 0, and the cluster that step `i` makes is `leaves + i`, as in
/// scipy's linkage matrices.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hierarchy {
    /// How many leaves there are.
    pub leaves: usize,
    /// The joins.
    pub joins: Vec<Join>,
}

/// Two clusters become one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Join {
    /// The one with the first leaf.
    pub left: usize,
    /// The other.
    pub right: usize,
    /// The mean distance between their leaves.
    pub height: f64,
    /// How many leaves both have.
    pub size: usize,
}

/// Joins, again and again, the two clusters whose leaves are nearest on average: average
/// linkage (Sokal and Michener 1958), found along chains of nearest neighbours (Murtagh 1983)
/// in time that grows with the square of the leaves.
///
/// `distances` is square and symmetric; what is no number counts as 0.
pub fn average_linkage(distances: &[Vec<f64>]) -> Hierarchy {
    let leaves = distances.len();
    let mut between: Vec<Vec<f64>> = distances
        .iter()
        .map(|row| {
            row.iter()
                .map(|d| if d.is_finite() { *d } else { 0.0 })
                .collect()
        })
        .collect();
    // A cluster keeps the place of its first leaf.
    let mut size = vec![1usize; leaves];
    let mut heights = vec![0.0_f64; leaves];
    let mut found: Vec<(usize, usize, f64)> = Vec::new();
    let mut chain: Vec<usize> = Vec::new();
    while found.len() + 1 < leaves {
        if chain.is_empty() {
            chain.extend((0..leaves).find(|&at| size[at] > 0));
        }
        let Some(&top) = chain.last() else { break };
        let before = chain.len().checked_sub(2).map(|at| chain[at]);
        // Of equally near ones the one before in the chain, or else it would never end.
        let mut nearest = before;
        for other in (0..leaves).filter(|&other| other != top && size[other] > 0) {
            if nearest.is_none_or(|near| between[top][other] < between[top][near]) {
                nearest = Some(other);
            }
        }
        let Some(nearest) = nearest else { break };
        if before != Some(nearest) {
            chain.push(nearest);
            continue;
        }
        chain.truncate(chain.len() - 2);
        let (a, b) = (top.min(nearest), top.max(nearest));
        // Rounding must not put a cluster below its parts.
        let height = between[a][b].max(heights[a]).max(heights[b]);
        heights[a] = height;
        found.push((a, b, height));
        let (of_a, of_b) = (size[a] as f64, size[b] as f64);
        for other in (0..leaves).filter(|&other| size[other] > 0 && other != a && other != b) {
            let mean = (of_a * between[a][other] + of_b * between[b][other]) / (of_a + of_b);
            between[a][other] = mean;
            between[other][a] = mean;
        }
        size[a] += size[b];
        size[b] = 0;
    }
    numbered(leaves, found)
}

/// Chains find joins out of order; this puts them in order of height and numbers clusters.
fn numbered(leaves: usize, mut found: Vec<(usize, usize, f64)>) -> Hierarchy {
    // A stable sort: a join within a cluster was found before one of the cluster.
    found.sort_by(|a, b| a.2.total_cmp(&b.2));
    let mut cluster: Vec<usize> = (0..leaves).collect();
    let mut size = vec![1usize; leaves];
    let mut joins = Vec::new();
    for (a, b, height) in found {
        size[a] += size[b];
        joins.push(Join {
            left: cluster[a],
            right: cluster[b],
            height,
            size: size[a],
        });
        cluster[a] = leaves + joins.len() - 1;
    }
    Hierarchy { leaves, joins }
}

impl Hierarchy {
    /// The leaves as they stand under the dendrogram, so that no lines cross.
    pub fn order(&self) -> Vec<usize> {
        let Some(last) = self.joins.len().checked_sub(1) else {
            return (0..self.leaves).collect();
        };
        let mut order = Vec::with_capacity(self.leaves);
        let mut stack = vec![self.leaves + last];
        while let Some(cluster) = stack.pop() {
            match cluster.checked_sub(self.leaves) {
                None => order.push(cluster),
                Some(join) => stack.extend([self.joins[join].right, self.joins[join].left]),
            }
        }
        order
    }

    /// The cluster of each leaf, numbered from 0 by size and then by first leaf, when so many
    /// are left.
    pub fn cut(&self, clusters: usize) -> Vec<usize> {
        let joined = self
            .leaves
            .saturating_sub(clusters.max(1))
            .min(self.joins.len());
        let mut of: Vec<usize> = (0..self.leaves).collect();
        let mut members: Vec<Vec<usize>> = (0..self.leaves).map(|leaf| vec![leaf]).collect();
        for join in &self.joins[..joined] {
            let mut both = std::mem::take(&mut members[join.left]);
            both.append(&mut members[join.right]);
            members.push(both);
        }
        members.retain(|members| !members.is_empty());
        members
            .iter_mut()
            .for_each(|members| members.sort_unstable());
        members.sort_by_key(|members| (std::cmp::Reverse(members.len()), members[0]));
        for (number, members) in members.iter().enumerate() {
            members.iter().for_each(|&leaf| of[leaf] = number);
        }
        of
    }

    /// The cut with the highest modularity of these ties, the fewest clusters of equal ones.
    pub fn best_cut(&self, ties: &Ties) -> Vec<usize> {
        let mut best = (f64::NEG_INFINITY, self.cut(1));
        for clusters in 1..=self.leaves.min(MOST_CUTS) {
            let cut = self.cut(clusters);
            let modularity = modularity(ties, &cut, 1.0);
            if modularity > best.0 + 1e-12 {
                best = (modularity, cut);
            }
        }
        best.1
    }

    /// The tree in Newick's form, which R, ape, ggtree and Biopython read: the lengths of
    /// branches are differences of height. Names are quoted.
    pub fn newick(&self, names: &[String]) -> String {
        let quoted = |leaf: usize| {
            let name = names.get(leaf).map_or("", String::as_str);
            format!("'{}'", name.replace('\'', "''"))
        };
        let mut parts: Vec<Option<(String, f64)>> = (0..self.leaves)
            .map(|leaf| Some((quoted(leaf), 0.0)))
            .collect();
        for join in &self.joins {
            let mut branch = |cluster: usize| {
                let (words, height) = parts[cluster].take().unwrap_or_default();
                format!("{words}:{}", (join.height - height).max(0.0))
            };
            let words = format!("({},{})", branch(join.left), branch(join.right));
            parts.push(Some((words, join.height)));
        }
        let trees: Vec<String> = parts
            .into_iter()
            .flatten()
            .map(|(words, _)| words)
            .collect();
        match trees.as_slice() {
            [] => ";".into(),
            trees => trees.join(",") + ";",
        }
    }
}

/// The coalitions of a one-mode network: its dendrogram, and the coalition of each node, for so
/// many of them or for as many as give the highest modularity.
pub fn coalitions(
    network: &Matrix,
    normalisation: Normalisation,
    count: Option<usize>,
) -> (Hierarchy, Vec<usize>) {
    let bounded = matches!(
        normalisation,
        Normalisation::Cosine | Normalisation::Jaccard
    );
    let tree = average_linkage(&dissimilarity(network, bounded));
    let of = match count {
        Some(count) => tree.cut(count),
        None => tree.best_cut(&Ties::one_mode(network)),
    };
    (tree, of)
}

/// So many cuts are tried: nobody tells more coalitions apart.
const MOST_CUTS: usize = 50;

/// How far each two nodes of a one-mode network are apart: 1 less the value of their link over
/// the largest size of any link, or over 1 where `bounded` says that values never exceed 1 by
/// definition, as cosine and jaccard. From 0 to 1 for congruence, to 2 where links have signs.
pub fn dissimilarity(network: &Matrix, bounded: bool) -> Vec<Vec<f64>> {
    let count = network.rows.len();
    let off = network.cells().filter(|(row, column, _)| row != column);
    let largest = off.map(|(_, _, value)| value.abs()).fold(0.0, f64::max);
    let scale = if bounded || largest == 0.0 {
        1.0
    } else {
        largest
    };
    (0..count)
        .map(|row| {
            let values = network.row(row).into_iter().enumerate();
            values
                .map(|(column, value)| match 1.0 - value / scale {
                    _ if row == column => 0.0,
                    // A cosine of 1 is rounded.
                    distance if distance.abs() < 1e-12 => 0.0,
                    distance => distance,
                })
                .collect()
        })
        .collect()
}

/// How far each two rows of a two-mode network are apart: 1 less the cosine of the two, from 0
/// to 2; a row without any link is 1 from all others.
pub fn row_distances(network: &Matrix) -> Vec<Vec<f64>> {
    let lengths: Vec<f64> = network
        .links
        .iter()
        .map(|links| links.iter().map(|link| link.1 * link.1).sum::<f64>().sqrt())
        .collect();
    (0..network.rows.len())
        .map(|a| {
            let row = network.row(a);
            (0..network.rows.len())
                .map(|b| {
                    let links = network.links[b].iter();
                    let product: f64 = links
                        .map(|&(column, value)| value * row[column as usize])
                        .sum();
                    match lengths[a] * lengths[b] {
                        _ if a == b => 0.0,
                        0.0 => 1.0,
                        length => (1.0 - product / length).max(0.0),
                    }
                })
                .collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four on a line at 0, 1, 4 and 6: heights 1 and 2, then (4 + 6 + 3 + 5) / 4.
    fn line() -> Hierarchy {
        let at = [0.0_f64, 1.0, 4.0, 6.0];
        let distances: Vec<Vec<f64>> = at
            .iter()
            .map(|a| at.iter().map(|b| (a - b).abs()).collect())
            .collect();
        average_linkage(&distances)
    }

    #[test]
    fn the_nearest_are_joined_first() {
        let joins: Vec<(usize, usize, f64)> = line()
            .joins
            .iter()
            .map(|join| (join.left, join.right, join.height))
            .collect();
        assert_eq!(joins, [(0, 1, 1.0), (2, 3, 2.0), (4, 5, 4.5)]);
        assert_eq!(line().order(), [0, 1, 2, 3]);
        assert_eq!(line().cut(3), [0, 0, 1, 2]);
    }

    #[test]
    fn newick_has_the_branches() {
        let names = ["a", "b", "it's", "d"].map(String::from);
        let tree = "(('a':1,'b':1):3.5,('it''s':2,'d':2):2.5);";
        assert_eq!(line().newick(&names), tree);
    }

    #[test]
    fn nothing_one_and_equal_distances() {
        assert_eq!(average_linkage(&[]).order(), [] as [usize; 0]);
        assert_eq!(average_linkage(&[vec![0.0]]).newick(&["a".into()]), "'a';");
        let equal = vec![vec![1.0; 5]; 5];
        assert_eq!(average_linkage(&equal).joins.len(), 4);
        let not_numbers = vec![vec![f64::NAN; 3]; 3];
        assert!(
            average_linkage(&not_numbers)
                .joins
                .iter()
                .all(|join| join.height == 0.0)
        );
    }
}
