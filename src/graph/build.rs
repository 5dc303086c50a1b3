//! From rows to nodes and edges.
//!
//! A large topic has hundreds of thousands of rows. So nodes are put in their order first, and
//! an edge is a run of links between the same places.

use super::knowledge::{Coverage, Edge, KnowledgeGraph, Relation};
use super::{Node, NodeKind, Shape};
use crate::model::{Date, TargetKind};
use crate::query::{AgreementNode, ArticleNode, Entity, Relations, StanceRow};
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};
use std::panic::resume_unwind;
use std::thread;

pub(super) fn build(relations: Relations, shape: &Shape) -> KnowledgeGraph {
    let Relations {
        entities,
        stances,
        articles,
        agreements,
    } = relations;
    let mut rows: Vec<&StanceRow> = stances.iter().collect();
    if shape.min_statements > 1 {
        let statements = statements_of_pairs(&rows);
        rows.retain(|row| statements[&(row.speaker, row.target)] >= shape.min_statements);
    }
    // Rows of one statement are counted once, and must stand together.
    if !rows.is_sorted_by_key(|row| row.statement) {
        rows.sort_by_key(|row| row.statement);
    }
    let kinds = kinds(&entities, &rows);
    let targets = [NodeKind::Actor, NodeKind::Topic, NodeKind::Agreement];
    let any_target = shape.nodes.contains(&NodeKind::Article)
        && targets.iter().all(|kind| !shape.nodes.contains(kind));
    rows.retain(|row| any_target || shape.nodes.contains(&kinds[row.target as usize]));
    let nodes = Nodes::new(entities, &articles, &kinds, &rows, shape);
    let mut links = row_links(&rows, &nodes, &kinds);
    links.extend(party_links(&agreements, &nodes));
    let links = by_source(&links, nodes.nodes.len());
    KnowledgeGraph::new(graph(nodes.nodes, links), coverage(&rows))
}

/// Which kind of node each entity is: a target that speaks in the selection is a speaker.
fn kinds(entities: &[Entity], rows: &[&StanceRow]) -> Vec<NodeKind> {
    let kind = |entity: &Entity| match entity.class {
        TargetKind::Topic => NodeKind::Topic,
        TargetKind::Agreement => NodeKind::Agreement,
        TargetKind::Actor => NodeKind::Actor,
    };
    let mut kinds: Vec<NodeKind> = entities.iter().map(kind).collect();
    for row in rows {
        kinds[row.speaker as usize] = NodeKind::Speaker;
    }
    kinds
}

/// How many statements link each pair, whatever the positions.
fn statements_of_pairs(rows: &[&StanceRow]) -> FxHashMap<(u32, u32), usize> {
    let mut seen = FxHashSet::default();
    let mut statements = FxHashMap::default();
    for row in rows {
        let pair = (row.speaker, row.target);
        if seen.insert((pair, row.statement)) {
            *statements.entry(pair).or_default() += 1;
        }
    }
    statements
}

/// The nodes that a graph has, in its order.
struct Nodes {
    nodes: Vec<Node>,
    /// The place of each entity; none where the shape does not show it.
    places: Vec<Option<u32>>,
    /// The articles by their ids, where the shape shows them.
    articles: FxHashMap<i64, u32>,
}

impl Nodes {
    fn new(
        mut entities: Vec<Entity>,
        articles: &[ArticleNode],
        kinds: &[NodeKind],
        rows: &[&StanceRow],
        shape: &Shape,
    ) -> Nodes {
        let mut presences = vec![Presence::default(); entities.len()];
        for row in rows {
            let presence = &mut presences[row.speaker as usize];
            presence.spoke = true;
            presence.count(row);
            if row.target != row.speaker {
                presences[row.target as usize].count(row);
            }
        }
        let is_shown =
            |at: &usize| presences[*at].statements > 0 && shape.nodes.contains(&kinds[*at]);
        let order = (0..entities.len()).filter(is_shown);
        // Most names differ in their first bytes, which are compared without looking them up.
        let mut order: Vec<_> = order
            .map(|at| (kinds[at], first_bytes(&entities[at].name), at))
            .collect();
        order.sort_unstable_by(|a, b| {
            let names = || entities[a.2].name.cmp(&entities[b.2].name);
            (a.0, a.1).cmp(&(b.0, b.1)).then_with(names)
        });
        let mut nodes = Nodes {
            nodes: Vec::with_capacity(order.len()),
            places: vec![None; entities.len()],
            articles: FxHashMap::default(),
        };
        for (_, _, at) in order {
            let (entity, presence) = (&mut entities[at], &presences[at]);
            let name = std::mem::take(&mut entity.name);
            let label = match kinds[at] {
                NodeKind::Speaker => name.clone(),
                _ => std::mem::take(&mut entity.label),
            };
            nodes.places[at] = Some(nodes.nodes.len() as u32);
            nodes.nodes.push(Node {
                kind: kinds[at],
                name,
                label,
                actor_kind: presence.spoke.then_some(entity.kind),
                outlet: None,
                statements: presence.statements,
                first: presence.span.first,
                last: presence.span.last,
            });
        }
        if shape.nodes.contains(&NodeKind::Article) {
            nodes.add_articles(rows, articles);
        }
        nodes
    }

    /// The place of a row's article. Most graphs are without articles, which outnumber all else.
    fn article(&self, row: &StanceRow) -> Option<u32> {
        match self.articles.is_empty() {
            true => None,
            false => self.articles.get(&row.article).copied(),
        }
    }

    fn add_articles(&mut self, rows: &[&StanceRow], titles: &[ArticleNode]) {
        let mut presences: FxHashMap<i64, Presence> = FxHashMap::default();
        for row in rows {
            presences.entry(row.article).or_default().count(row);
        }
        let mut presences: Vec<(i64, Presence)> = presences.into_iter().collect();
        presences.sort_unstable_by_key(|(id, _)| *id);
        let titles: FxHashMap<i64, &ArticleNode> =
            titles.iter().map(|title| (title.id, title)).collect();
        for (id, presence) in presences {
            let title = titles.get(&id);
            let (first, last) = match title {
                Some(title) => (title.published, title.published),
                None => (presence.span.first, presence.span.last),
            };
            self.articles.insert(id, self.nodes.len() as u32);
            self.nodes.push(Node {
                kind: NodeKind::Article,
                name: id.to_string(),
                label: title.map_or_else(|| id.to_string(), |title| title.title.clone()),
                actor_kind: None,
                outlet: title.and_then(|title| title.outlet.clone()),
                statements: presence.statements,
                first,
                last,
            });
        }
    }
}

/// The first eight bytes of a name as a number, which orders names that differ in them.
fn first_bytes(name: &str) -> u64 {
    let mut bytes = [0; 8];
    let first = name.len().min(8);
    bytes[..first].copy_from_slice(&name.as_bytes()[..first]);
    u64::from_be_bytes(bytes)
}

/// That two nodes, given by their places, are linked.
#[derive(Clone, Copy)]
struct Link {
    from: u32,
    to: u32,
    relation: Relation,
    /// Who says so; no statement says who is party to what.
    by: Option<Saying>,
}

/// What an edge tells of a statement. A link has it at hand, since rows lie in another order.
#[derive(Clone, Copy)]
struct Saying {
    statement: i64,
    utterance: i64,
    date: Option<Date>,
}

impl Link {
    fn edge(&self) -> (u32, Relation) {
        (self.to, self.relation)
    }
}

/// What the rows say, in their order.
fn row_links(rows: &[&StanceRow], nodes: &Nodes, kinds: &[NodeKind]) -> Vec<Link> {
    let mut links = Vec::with_capacity(rows.len());
    for row in rows {
        let [speaker, target] = [row.speaker, row.target].map(|at| nodes.places[at as usize]);
        let article = nodes.article(row);
        let by = Some(Saying {
            statement: row.statement,
            utterance: row.utterance,
            date: row.date,
        });
        let mut link = |from, to, relation| {
            if let (Some(from), Some(to)) = (from, to) {
                links.push(Link {
                    from,
                    to,
                    relation,
                    by,
                });
            }
        };
        link(speaker, target, Relation::Stance(row.label));
        link(speaker, article, Relation::ReportedIn);
        if [NodeKind::Topic, NodeKind::Agreement].contains(&kinds[row.target as usize]) {
            link(article, target, Relation::About);
        }
    }
    links
}

/// Who of the nodes is party to which of them.
fn party_links(agreements: &[AgreementNode], nodes: &Nodes) -> Vec<Link> {
    let place = |kind, name: &str| {
        let found = nodes
            .nodes
            .binary_search_by_key(&(kind, name), |node| (node.kind, node.name.as_str()));
        found.ok().map(|place| place as u32)
    };
    let mut links = Vec::new();
    for agreement in agreements {
        let Some(to) = place(NodeKind::Agreement, &agreement.name) else {
            continue;
        };
        for party in &agreement.parties {
            let from = [NodeKind::Speaker, NodeKind::Actor]
                .into_iter()
                .find_map(|kind| place(kind, party));
            links.extend(from.map(|from| Link {
                from,
                to,
                relation: Relation::PartyTo,
                by: None,
            }));
        }
    }
    links
}

/// The graph of links that are in the order of their sources.
fn graph(nodes: Vec<Node>, mut links: Vec<Link>) -> DiGraph<Node, Edge> {
    let mut graph = DiGraph::with_capacity(nodes.len(), links.len());
    for node in nodes {
        graph.add_node(node);
    }
    let middle = links.len() / 2;
    // The links of one source stay together.
    let half = links.partition_point(|link| link.from < links[middle].from);
    let (earlier, later) = links.split_at_mut(half);
    let mut add = |(from, to, edge)| {
        graph.add_edge(from, to, edge);
    };
    if later.len() < LARGE {
        edges(earlier, &mut add);
        edges(later, &mut add);
        return graph;
    }
    let mut made = Vec::with_capacity(later.len());
    thread::scope(|scope| {
        let later = scope.spawn(|| edges(later, &mut |edge| made.push(edge)));
        edges(earlier, &mut add);
        later.join().unwrap_or_else(|panic| resume_unwind(panic));
    });
    made.into_iter().for_each(add);
    graph
}

/// From so many links on two threads make their edges faster than one.
const LARGE: usize = 20_000;

/// The links in the order of their sources; those of each stay in theirs.
fn by_source(links: &[Link], nodes: usize) -> Vec<Link> {
    let mut next = vec![0; nodes + 1];
    for link in links {
        next[link.from as usize + 1] += 1;
    }
    for node in 0..nodes {
        next[node + 1] += next[node];
    }
    let mut sorted = links.to_vec();
    for link in links {
        let place = &mut next[link.from as usize];
        sorted[*place] = *link;
        *place += 1;
    }
    sorted
}

/// An edge with its ends.
type Arrow = (NodeIndex, NodeIndex, Edge);

/// Hands on the edges of links that are in the order of their sources.
fn edges(links: &mut [Link], add: &mut impl FnMut(Arrow)) {
    let mut utterances = Vec::new();
    for links in links.chunk_by_mut(|a, b| a.from == b.from) {
        // Stable: rows stay in their order.
        links.sort_by_key(Link::edge);
        for links in links.chunk_by(|a, b| a.edge() == b.edge()) {
            let [from, to] = [links[0].from, links[0].to].map(|at| NodeIndex::new(at as usize));
            add((from, to, edge(links, &mut utterances)));
        }
    }
}

/// The edge of links between the same nodes that say the same; `utterances` is room to count in.
fn edge(links: &[Link], utterances: &mut Vec<i64>) -> Edge {
    let mut statements = Vec::with_capacity(links.len());
    utterances.clear();
    let mut span = Days::default();
    for by in links.iter().filter_map(|link| link.by) {
        if statements.last() != Some(&by.statement) {
            statements.push(by.statement);
            utterances.push(by.utterance);
            span.count(by.date);
        }
    }
    Edge {
        relation: links[0].relation,
        statements,
        utterances: distinct(utterances),
        first: span.first,
        last: span.last,
    }
}

/// In how many statements a node is, and when.
#[derive(Clone, Default)]
struct Presence {
    statements: usize,
    latest: Option<i64>,
    span: Days,
    /// Whether it speaks in any.
    spoke: bool,
}

impl Presence {
    fn count(&mut self, row: &StanceRow) {
        if self.latest != Some(row.statement) {
            self.latest = Some(row.statement);
            self.statements += 1;
            self.span.count(row.date);
        }
    }
}

/// The first and the last of some days.
#[derive(Clone, Copy, Default)]
struct Days {
    first: Option<Date>,
    last: Option<Date>,
}

impl Days {
    fn count(&mut self, date: Option<Date>) {
        if let Some(date) = date {
            self.first = Some(self.first.map_or(date, |first| first.min(date)));
            self.last = Some(self.last.map_or(date, |last| last.max(date)));
        }
    }
}

fn coverage(rows: &[&StanceRow]) -> Coverage {
    let mut span = Days::default();
    let (mut utterances, mut articles) = (Vec::new(), Vec::new());
    for same in rows.chunk_by(|a, b| a.statement == b.statement) {
        utterances.push(same[0].utterance);
        articles.push(same[0].article);
        span.count(same[0].date);
    }
    Coverage {
        statements: utterances.len(),
        utterances: distinct(&mut utterances),
        articles: distinct(&mut articles),
        first: span.first,
        last: span.last,
    }
}

/// How many different ones there are.
fn distinct(ids: &mut Vec<i64>) -> usize {
    ids.sort_unstable();
    ids.dedup();
    ids.len()
}
