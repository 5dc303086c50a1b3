//! Communities by the Leiden algorithm (Traag, Waltman and van Eck 2019), which improves
//! modularity (Newman and Girvan 2004) and never leaves a community that falls apart.

use super::Ties;
use std::collections::{BTreeMap, VecDeque};

/// A division of the nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct Communities {
    /// The community of each node, numbered from 0 by size and then by their first node.
    pub of: Vec<usize>,
    /// How many there are.
    pub count: usize,
    /// Their modularity, -0.5 to 1.
    pub modularity: f64,
}

/// How much more weight lies within the communities than would by chance: the sum over pairs
/// of `A - resolution k k' / 2m` within communities, over `2m`. Without ties it is 0.
pub fn modularity(ties: &Ties, of: &[usize], resolution: f64) -> f64 {
    let strengths = ties.strengths();
    let total: f64 = strengths.iter().sum();
    if total == 0.0 {
        return 0.0;
    }
    let mut within = 0.0;
    let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
    for (node, links) in ties.links.iter().enumerate() {
        *sums.entry(of[node]).or_default() += strengths[node];
        let same = links.iter().filter(|link| of[link.0 as usize] == of[node]);
        within += same.map(|link| link.1).sum::<f64>();
    }
    let chance: f64 = sums.values().map(|sum| sum * sum).sum();
    within / total - resolution * chance / (total * total)
}

/// Finds communities. The same seed gives the same division; a resolution above 1 gives more
/// and smaller communities. The best of several runs is taken: ten up to 2,000 nodes, else one.
pub fn communities(ties: &Ties, resolution: f64, seed: u64) -> Communities {
    let mut random = Random(seed);
    let runs = if ties.len() <= 2000 { 10 } else { 1 };
    let found = (0..runs).map(|_| run(ties, resolution, &mut random));
    let best = found.reduce(
        |best, next| match next.modularity > best.modularity + LEAST {
            true => next,
            false => best,
        },
    );
    best.unwrap_or(Communities {
        of: Vec::new(),
        count: 0,
        modularity: 0.0,
    })
}

/// Divides, and divides again from what was found, until that gains nothing.
fn run(ties: &Ties, resolution: f64, random: &mut Random) -> Communities {
    let mut of: Vec<usize> = (0..ties.len()).collect();
    let mut reached = f64::NEG_INFINITY;
    loop {
        let next = divide(ties, resolution, of.clone(), random);
        let modularity = modularity(ties, &next, resolution);
        if modularity <= reached + LEAST {
            break;
        }
        (of, reached) = (next, modularity);
    }
    let of = by_size(&of);
    Communities {
        count: of.iter().max().map_or(0, |last| last + 1),
        modularity: modularity(ties, &of, resolution),
        of,
    }
}

/// One pass: moves nodes, divides communities into parts, takes parts for nodes, and again.
fn divide(ties: &Ties, resolution: f64, start: Vec<usize>, random: &mut Random) -> Vec<usize> {
    let mut level = Level::new(ties, resolution);
    // Which node of the level each node of the network has become.
    let mut place: Vec<usize> = (0..ties.len()).collect();
    let mut community = start;
    loop {
        level.move_nodes(&mut community, random);
        let refined = level.refine(&community, random);
        let (refined, count) = renumbered(&refined);
        if count == level.len() {
            return place.iter().map(|&node| community[node]).collect();
        }
        let mut above = vec![0; count];
        for (node, &part) in refined.iter().enumerate() {
            above[part] = community[node];
        }
        place.iter_mut().for_each(|node| *node = refined[*node]);
        level = level.merged(&refined, count);
        community = renumbered(&above).0;
    }
}

/// A network whose nodes are groups of nodes.
struct Level {
    links: Vec<Vec<(u32, f64)>>,
    /// The weight at each node, that within it included.
    strengths: Vec<f64>,
    total: f64,
    resolution: f64,
}

impl Level {
    fn new(ties: &Ties, resolution: f64) -> Level {
        let strengths = ties.strengths();
        Level {
            links: ties.links.clone(),
            total: strengths.iter().sum(),
            strengths,
            resolution,
        }
    }

    fn len(&self) -> usize {
        self.links.len()
    }

    /// The gain of a node in a community of this strength, to which it has this weight.
    fn gain(&self, node: usize, weight: f64, strength: f64) -> f64 {
        weight - self.resolution * self.strengths[node] * strength / self.total
    }

    /// Moves single nodes to where they gain most, until none gains.
    fn move_nodes(&self, community: &mut [usize], random: &mut Random) {
        let n = self.len();
        let mut strength = vec![0.0; n];
        for node in 0..n {
            strength[community[node]] += self.strengths[node];
        }
        let mut size = vec![0usize; n];
        community.iter().for_each(|&at| size[at] += 1);
        let mut free: Vec<usize> = (0..n).filter(|&at| size[at] == 0).collect();
        let mut order: Vec<usize> = (0..n).collect();
        random.shuffle(&mut order);
        let mut queue: VecDeque<usize> = order.into();
        let mut queued = vec![true; n];
        let mut weight = vec![0.0; n];
        while let Some(node) = queue.pop_front() {
            queued[node] = false;
            let old = community[node];
            let mut near = vec![old];
            for &(other, w) in &self.links[node] {
                let at = community[other as usize];
                if weight[at] == 0.0 && at != old {
                    near.push(at);
                }
                weight[at] += w;
            }
            strength[old] -= self.strengths[node];
            let mut best = (old, self.gain(node, weight[old], strength[old]));
            for &at in &near {
                let gain = self.gain(node, weight[at], strength[at]);
                if gain > best.1 + LEAST {
                    best = (at, gain);
                }
            }
            // Alone it gains nothing, which may be more than it gains anywhere.
            if best.1 < -LEAST
                && let Some(&alone) = free.last()
            {
                best = (alone, 0.0);
            }
            near.iter().for_each(|&at| weight[at] = 0.0);
            strength[best.0] += self.strengths[node];
            if best.0 == old {
                continue;
            }
            if size[best.0] == 0 {
                free.pop();
            }
            size[best.0] += 1;
            size[old] -= 1;
            if size[old] == 0 {
                free.push(old);
            }
            community[node] = best.0;
            for &(other, _) in &self.links[node] {
                let other = other as usize;
                if community[other] != best.0 && !std::mem::replace(&mut queued[other], true) {
                    queue.push_back(other);
                }
            }
        }
    }

    /// Divides each community into parts that hold together: every node starts alone and
    /// joins, within its community, a part to which it is well tied.
    fn refine(&self, community: &[usize], random: &mut Random) -> Vec<usize> {
        let n = self.len();
        let mut part: Vec<usize> = (0..n).collect();
        let mut strength = self.strengths.clone();
        let mut alone = vec![true; n];
        let mut whole = vec![0.0; n];
        for node in 0..n {
            whole[community[node]] += self.strengths[node];
        }
        let inner = |node: usize| -> f64 {
            let links = self.links[node].iter();
            links
                .filter(|link| community[link.0 as usize] == community[node])
                .map(|link| link.1)
                .sum()
        };
        // How much weight each part has to the rest of its community.
        let mut outward: Vec<f64> = (0..n).map(inner).collect();
        let well_tied = |weight: f64, strength: f64, whole: f64| {
            weight >= self.resolution * strength * (whole - strength) / self.total - LEAST
        };
        let mut order: Vec<usize> = (0..n).collect();
        random.shuffle(&mut order);
        for node in order {
            let whole = whole[community[node]];
            if !alone[node] || !well_tied(outward[node], self.strengths[node], whole) {
                continue;
            }
            let mut near: BTreeMap<usize, f64> = BTreeMap::new();
            for &(other, weight) in &self.links[node] {
                if community[other as usize] == community[node] {
                    *near.entry(part[other as usize]).or_default() += weight;
                }
            }
            near.remove(&part[node]);
            let mut best = None;
            for (at, weight) in near {
                if !well_tied(outward[at], strength[at], whole) {
                    continue;
                }
                let gain = self.gain(node, weight, strength[at]);
                if gain > best.map_or(0.0, |(_, gain, _)| gain) + LEAST {
                    best = Some((at, gain, weight));
                }
            }
            if let Some((at, _, weight)) = best {
                strength[part[node]] -= self.strengths[node];
                strength[at] += self.strengths[node];
                outward[at] += outward[node] - 2.0 * weight;
                part[node] = at;
                alone[node] = false;
                alone[at] = false;
            }
        }
        part
    }

    /// The network whose nodes are the parts.
    fn merged(&self, part: &[usize], count: usize) -> Level {
        let mut sums: Vec<BTreeMap<u32, f64>> = vec![BTreeMap::new(); count];
        let mut strengths = vec![0.0; count];
        for (node, links) in self.links.iter().enumerate() {
            strengths[part[node]] += self.strengths[node];
            for &(other, weight) in links {
                if part[other as usize] != part[node] {
                    let other = part[other as usize] as u32;
                    *sums[part[node]].entry(other).or_default() += weight;
                }
            }
        }
        Level {
            links: sums
                .into_iter()
                .map(|links| links.into_iter().collect())
                .collect(),
            strengths,
            total: self.total,
            resolution: self.resolution,
        }
    }
}

/// A smaller gain is rounding.
const LEAST: f64 = 1e-12;

/// The same division with numbers in order of first appearance, and how many there are.
fn renumbered(of: &[usize]) -> (Vec<usize>, usize) {
    let mut numbers = BTreeMap::new();
    let of = of
        .iter()
        .map(|&at| {
            let next = numbers.len();
            *numbers.entry(at).or_insert(next)
        })
        .collect();
    (of, numbers.len())
}

/// The same division with the largest first; of equal ones that with the first node.
fn by_size(of: &[usize]) -> Vec<usize> {
    let (of, count) = renumbered(of);
    let mut sizes = vec![0usize; count];
    of.iter().for_each(|&at| sizes[at] += 1);
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(sizes[at]), at));
    let mut place = vec![0; count];
    order
        .iter()
        .enumerate()
        .for_each(|(new, &old)| place[old] = new);
    of.into_iter().map(|at| place[at]).collect()
}

/// SplitMix64 (Steele, Lea and Flood 2014): small, seeded, the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }
}
