//! From rows to nodes and edges.
//!
//! A large topic has hundreds of thousands of rows. So nodes are put in their order first, and
//! an edge is a run of links between the same places.

use super::knowledge::{Coverage, Edge, KnowledgeGraph, Relation};
use super::{Node, NodeKind, Shape};
use crate::model::{Date, TargetKind};
use crate::query::{ArticleNode, Entity, Relations, StanceRow};
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};

pub(super) fn build(relations: &Relations, shape: &Shape) -> KnowledgeGraph {
    let mut rows: Vec<&StanceRow> = relations.stances.iter().collect();
    if shape.min_statements > 1 {
        let statements = statements_of_pairs(&rows);
        rows.retain(|row| statements[&(row.speaker, row.target)] >= shape.min_statements);
    }
    // Rows of one statement are counted once, and must stand together.
    if !rows.is_sorted_by_key(|row| row.statement) {
        rows.sort_by_key(|row| row.statement);
    }
    let kinds = kinds(&relations.entities, &rows);
    let targets = [NodeKind::Actor, NodeKind::Topic, NodeKind::Agreement];
    let any_target = shape.nodes.contains(&NodeKind::Article)
        && targets.iter().all(|kind| !shape.nodes.contains(kind));
    rows.retain(|row| any_target || shape.nodes.contains(&kinds[row.target as usize]));
    let nodes = Nodes::new(relations, &kinds, &rows, shape);
    let mut links = row_links(&rows, &nodes, &kinds);
    links.extend(party_links(relations, &nodes));
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
    fn new(relations: &Relations, kinds: &[NodeKind], rows: &[&StanceRow], shape: &Shape) -> Nodes {
        let entities = &relations.entities;
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
        let mut order: Vec<usize> = (0..entities.len()).filter(is_shown).collect();
        order.sort_unstable_by_key(|&at| (kinds[at], entities[at].name.as_str()));
        let mut nodes = Nodes {
            nodes: Vec::with_capacity(order.len()),
            places: vec![None; entities.len()],
            articles: FxHashMap::default(),
        };
        for at in order {
            let (entity, presence) = (&entities[at], &presences[at]);
            let label = match kinds[at] {
                NodeKind::Speaker => &entity.name,
                _ => &entity.label,
            };
            nodes.places[at] = Some(nodes.nodes.len() as u32);
            nodes.nodes.push(Node {
                kind: kinds[at],
                name: entity.name.clone(),
                label: label.clone(),
                actor_kind: presence.spoke.then_some(entity.kind),
                outlet: None,
                statements: presence.statements,
                first: presence.span.first,
                last: presence.span.last,
            });
        }
        // Most graphs are without articles, which outnumber all else.
        if shape.nodes.contains(&NodeKind::Article) {
            nodes.add_articles(rows, &relations.articles);
        }
        nodes
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

/// That two nodes, given by their places, are linked.
#[derive(Clone, Copy)]
struct Link<'a> {
    from: u32,
    to: u32,
    relation: Relation,
    /// The row that says so; none says who is party to what.
    row: Option<&'a StanceRow>,
}

impl Link<'_> {
    fn edge(&self) -> (u32, Relation) {
        (self.to, self.relation)
    }
}

/// What the rows say, in their order.
fn row_links<'a>(rows: &[&'a StanceRow], nodes: &Nodes, kinds: &[NodeKind]) -> Vec<Link<'a>> {
    let mut links = Vec::with_capacity(rows.len());
    for row in rows {
        let [speaker, target] = [row.speaker, row.target].map(|at| nodes.places[at as usize]);
        let article = nodes.articles.get(&row.article).copied();
        let mut link = |from, to, relation| {
            if let (Some(from), Some(to)) = (from, to) {
                let row = Some(*row);
                links.push(Link {
                    from,
                    to,
                    relation,
                    row,
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
fn party_links(relations: &Relations, nodes: &Nodes) -> Vec<Link<'static>> {
    let place = |kind, name: &str| {
        let found = nodes
            .nodes
            .binary_search_by_key(&(kind, name), |node| (node.kind, node.name.as_str()));
        found.ok().map(|place| place as u32)
    };
    let mut links = Vec::new();
    for agreement in &relations.agreements {
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
                row: None,
            }));
        }
    }
    links
}

fn graph(nodes: Vec<Node>, links: Vec<Link>) -> DiGraph<Node, Edge> {
    let mut graph = DiGraph::with_capacity(nodes.len(), links.len());
    let (mut links, starts) = by_source(&links, nodes.len());
    for node in nodes {
        graph.add_node(node);
    }
    for ends in starts.windows(2) {
        let links = &mut links[ends[0]..ends[1]];
        // Stable: rows stay in their order.
        links.sort_by_key(Link::edge);
        for links in links.chunk_by(|a, b| a.edge() == b.edge()) {
            let [from, to] = [links[0].from, links[0].to].map(|at| NodeIndex::new(at as usize));
            graph.add_edge(from, to, edge(links));
        }
    }
    graph
}

/// The links in the order of their sources, and where those of each begin and the last end.
fn by_source<'a>(links: &[Link<'a>], nodes: usize) -> (Vec<Link<'a>>, Vec<usize>) {
    let mut starts = vec![0; nodes + 1];
    for link in links {
        starts[link.from as usize + 1] += 1;
    }
    for node in 0..nodes {
        starts[node + 1] += starts[node];
    }
    let mut next = starts.clone();
    let mut sorted = links.to_vec();
    for link in links {
        let place = &mut next[link.from as usize];
        sorted[*place] = *link;
        *place += 1;
    }
    (sorted, starts)
}

/// The edge of links between the same nodes that say the same.
fn edge(links: &[Link]) -> Edge {
    let mut statements = Vec::with_capacity(links.len());
    let mut utterances = Vec::with_capacity(links.len());
    let mut span = Days::default();
    for row in links.iter().filter_map(|link| link.row) {
        if statements.last() != Some(&row.statement) {
            statements.push(row.statement);
            utterances.push(row.utterance);
            span.count(row.date);
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
        utterances: distinct(utterances),
        articles: distinct(articles),
        first: span.first,
        last: span.last,
    }
}

/// How many different ones there are.
fn distinct(mut ids: Vec<i64>) -> usize {
    ids.sort_unstable();
    ids.dedup();
    ids.len()
}
