use super::{Matrix, Mode, Portrait, PortraitNode};
use crate::model::{Date, DateTime};
use std::collections::{BTreeMap, HashMap};

/// A network that changes from window to window.
///
/// Each window's network stands from the day of the window's middle to the day before the
/// next middle, and the last one to the end of its window: windows overlap, but on any day one
/// network is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Dynamic {
    /// All nodes that any window has, in the order of the portrait.
    pub nodes: Vec<PortraitNode>,
    /// The number of the first column among the nodes.
    offset: usize,
    mode: Mode,
    place: HashMap<(bool, String), usize>,
    /// The middle and the end of each window.
    times: Vec<(Date, Date)>,
    /// For each node the windows that have it.
    present: Vec<Vec<usize>>,
    /// By both ends the windows that have the link, and its value there.
    links: BTreeMap<(usize, usize), Vec<(usize, f64)>>,
}

/// The first and the last day on which something stands.
pub type Stretch = (Date, Date);

/// A link in time.
#[derive(Debug, Clone, PartialEq)]
pub struct DynamicLink {
    /// An index into the nodes.
    pub from: usize,
    /// An index into the nodes.
    pub to: usize,
    /// When it is there.
    pub present: Vec<Stretch>,
    /// What its value is, and when.
    pub values: Vec<(Stretch, f64)>,
}

impl Dynamic {
    /// Without any window yet; `whole` is the network of the whole range, which has all nodes.
    pub fn new(whole: Portrait) -> Dynamic {
        let nodes = whole.nodes;
        let place = nodes.iter().enumerate();
        Dynamic {
            place: place
                .map(|(at, node)| ((node.is_row, node.name.clone()), at))
                .collect(),
            offset: nodes.iter().filter(|node| node.is_row).count(),
            mode: whole.mode,
            times: Vec::new(),
            present: vec![Vec::new(); nodes.len()],
            links: BTreeMap::new(),
            nodes,
        }
    }

    /// Adds the next window's network; its times are start, middle and end. Of several windows
    /// with their middles on one day, as events have, the last stands.
    pub fn add(&mut self, [_, middle, end]: [DateTime; 3], network: &Matrix) {
        let (middle, end) = (middle.date(), end.date());
        if self.times.last().is_some_and(|last| last.0 == middle) {
            self.times.pop();
            let gone = self.times.len();
            for windows in &mut self.present {
                windows.retain(|&window| window != gone);
            }
            for values in self.links.values_mut() {
                values.retain(|value| value.0 != gone);
            }
        }
        let window = self.times.len();
        self.times.push((middle, end));
        let places = |names: &[String], are_rows| -> Vec<Option<usize>> {
            let place = |name: &String| self.place.get(&(are_rows, name.clone())).copied();
            names.iter().map(place).collect()
        };
        let rows = places(&network.rows, true);
        let columns = match self.mode {
            Mode::One => rows.clone(),
            Mode::Two => places(&network.columns, false),
        };
        let both = rows.iter().chain(match self.mode {
            Mode::One => [].iter(),
            Mode::Two => columns.iter(),
        });
        for &node in both.flatten() {
            self.present[node].push(window);
        }
        for (row, column, value) in network.cells() {
            let (Some(from), Some(to)) = (rows[row], columns[column]) else {
                continue;
            };
            // A pair is one link; how much a row agrees with itself is none.
            if self.mode == Mode::Two || from < to {
                let values = self.links.entry((from, to)).or_default();
                values.push((window, value));
            }
        }
    }

    /// From the first middle to the end of the last window; `None` without any window.
    pub fn range(&self) -> Option<Stretch> {
        let last = self.times.len().checked_sub(1)?;
        Some((self.times[0].0, self.end(last)))
    }

    /// When a node is there.
    pub fn present(&self, node: usize) -> Vec<Stretch> {
        let windows = self.present.get(node).map_or(&[][..], Vec::as_slice);
        let runs = windows.chunk_by(|a, b| a + 1 == *b);
        runs.filter_map(|run| self.stretch(*run.first()?, *run.last()?))
            .collect()
    }

    /// The links that any window has.
    pub fn links(&self) -> impl Iterator<Item = DynamicLink> {
        let links = self.links.iter().filter(|(_, values)| !values.is_empty());
        links.map(|(&(from, to), windows)| {
            let runs = windows.chunk_by(|a, b| a.0 + 1 == b.0);
            let same = windows.chunk_by(|a, b| a.0 + 1 == b.0 && a.1 == b.1);
            DynamicLink {
                from,
                to,
                present: runs
                    .filter_map(|run| self.stretch(run.first()?.0, run.last()?.0))
                    .collect(),
                values: same
                    .filter_map(|run| {
                        Some((self.stretch(run.first()?.0, run.last()?.0)?, run[0].1))
                    })
                    .collect(),
            }
        })
    }

    fn stretch(&self, first: usize, last: usize) -> Option<Stretch> {
        Some((self.times.get(first)?.0, self.end(last)))
    }

    fn end(&self, window: usize) -> Date {
        match self.times.get(window + 1) {
            Some(&(next, _)) => next.yesterday().unwrap_or(next),
            None => self.times[window].1,
        }
    }
}
