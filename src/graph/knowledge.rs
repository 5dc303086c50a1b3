use super::{Node, NodeKind, Shape};
use crate::model::{Date, Label, TargetKind};
use crate::query::{Entity, Relations, StanceRow};
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use rustc_hash::{FxHashMap, FxHashSet};
use std::fmt;
use std::mem;
use std::rc::Rc;

/// What an edge says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// A speaker's position toward a topic, an agreement or an actor.
    Stance(Label),
    /// A speaker's statements are reported in an article.
    ReportedIn,
    /// An article is about a topic or an agreement.
    About,
    /// A state or body is party to an agreement.
    PartyTo,
}

impl Relation {
    /// The relation's name in files: `stance`, `reported-in`, `about`, `party-to`.
    pub fn name(self) -> &'static str {
        match self {
            Relation::Stance(_) => "stance",
            Relation::ReportedIn => "reported-in",
            Relation::About => "about",
            Relation::PartyTo => "party-to",
        }
    }

    /// The position, for stances.
    pub fn label(self) -> Option<Label> {
        match self {
            Relation::Stance(label) => Some(label),
            _ => None,
        }
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A relation with the statements that it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// What it says.
    pub relation: Relation,
    /// Database ids of the statements, ascending; empty for `party-to`, which is a fact
    /// of the agreement.
    pub statements: Vec<i64>,
    /// How many distinct utterances these statements report.
    pub utterances: usize,
    /// Date of the earliest statement.
    pub first: Option<Date>,
    /// Date of the latest statement.
    pub last: Option<Date>,
}

/// What a graph rests on, for the line of provenance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Distinct statements.
    pub statements: usize,
    /// Distinct utterances that they report.
    pub utterances: usize,
    /// Distinct articles that report them.
    pub articles: usize,
    /// Date of the earliest statement.
    pub first: Option<Date>,
    /// Date of the latest statement.
    pub last: Option<Date>,
}

/// Speakers, what they take positions toward, and where it is reported.
///
/// There is one stance edge for each speaker, target and label. Nodes are ordered by kind
/// and then name, edges by source, target and relation.
#[derive(Debug, Clone)]
pub struct KnowledgeGraph {
    graph: DiGraph<Node, Edge>,
    coverage: Coverage,
}

impl KnowledgeGraph {
    /// The graph of a selection.
    ///
    /// Only statements toward a target that the shape shows count; when it shows articles
    /// and no kind of target, all do. A target that speaks in the selection is one node, a
    /// speaker. An agreement's parties get no nodes of their own: a `party-to` edge is there when the party is a
    /// speaker or an actor of the graph.
    pub fn build(relations: &Relations, shape: &Shape) -> KnowledgeGraph {
        let mut rows = linked(relations, shape.min_statements);
        // Rows of one statement are counted once, and must stand together.
        if !rows.is_sorted_by_key(|row| row.statement) {
            rows.sort_by_key(|row| row.statement);
        }
        let speakers = names(rows.iter().map(|row| &row.speaker));
        let rows = shown(rows, shape, &speakers);
        let mut gathered = Gathered::default();
        for row in &rows {
            gathered.take(row, &speakers, shape);
        }
        gathered.name_articles(relations);
        gathered.link_parties(relations);
        KnowledgeGraph {
            graph: gathered.graph(shape),
            coverage: coverage(&rows),
        }
    }

    /// The graph itself, for algorithms.
    pub fn petgraph(&self) -> &DiGraph<Node, Edge> {
        &self.graph
    }

    /// What the graph rests on.
    pub fn coverage(&self) -> &Coverage {
        &self.coverage
    }

    /// The nodes with their indices, in order.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeIndex, &Node)> {
        self.graph
            .node_indices()
            .map(|index| (index, &self.graph[index]))
    }

    /// The edges with their indices and ends, in order.
    pub fn edges(&self) -> impl Iterator<Item = (EdgeIndex, NodeIndex, NodeIndex, &Edge)> {
        self.graph
            .edge_references()
            .map(|edge| (edge.id(), edge.source(), edge.target(), edge.weight()))
    }
}

/// What identifies a node while rows are gathered: kind, name, and for articles the id.
type Key<'a> = (NodeKind, &'a str, i64);

/// Nodes and edges in the order in which rows name them. The maps only look up; what
/// comes out is sorted.
#[derive(Default)]
struct Gathered<'a> {
    place: FxHashMap<Key<'a>, usize>,
    /// The same by the entities themselves, which most rows share: as speakers, as targets.
    met: [FxHashMap<*const Entity, usize>; 2],
    nodes: Vec<(Key<'a>, Node, Presence)>,
    link: FxHashMap<(usize, usize, Relation), usize>,
    edges: Vec<((usize, usize, Relation), Tally)>,
    /// Which edge reports which utterance, with repetitions.
    utterances: Vec<(usize, i64)>,
}

impl<'a> Gathered<'a> {
    fn take(&mut self, row: &'a StanceRow, speakers: &FxHashSet<&str>, shape: &Shape) {
        let speaker = self.entity(0, &row.speaker, || NodeKind::Speaker);
        let target = self.entity(1, &row.target, || target_kind(row, speakers));
        self.nodes[speaker].2.count(row);
        if target != speaker {
            self.nodes[target].2.count(row);
        }
        self.nodes[speaker]
            .1
            .actor_kind
            .get_or_insert(row.speaker.kind);
        let target_node = &mut self.nodes[target].1;
        if target_node.kind != NodeKind::Speaker && target_node.label != row.target.label {
            target_node.label.clone_from(&row.target.label);
        }
        let is_subject = matches!(target_node.kind, NodeKind::Topic | NodeKind::Agreement);
        self.count(row, speaker, target, Relation::Stance(row.label));
        // Most graphs are without articles, which outnumber all else.
        if shape.nodes.contains(&NodeKind::Article) {
            let article = self.node((NodeKind::Article, "", row.article));
            self.nodes[article].2.count(row);
            self.count(row, speaker, article, Relation::ReportedIn);
            if is_subject {
                self.count(row, article, target, Relation::About);
            }
        }
    }

    /// The node of an entity in a role, speaker or target.
    fn entity(
        &mut self,
        role: usize,
        entity: &'a Rc<Entity>,
        kind: impl FnOnce() -> NodeKind,
    ) -> usize {
        let itself = Rc::as_ptr(entity);
        if let Some(&node) = self.met[role].get(&itself) {
            return node;
        }
        let node = self.node((kind(), &entity.name, 0));
        self.met[role].insert(itself, node);
        node
    }

    fn node(&mut self, key: Key<'a>) -> usize {
        let (kind, name, id) = key;
        *self.place.entry(key).or_insert_with(|| {
            let name = match kind {
                NodeKind::Article => id.to_string(),
                _ => name.to_owned(),
            };
            let node = Node {
                kind,
                label: name.clone(),
                name,
                actor_kind: None,
                outlet: None,
                statements: 0,
                first: None,
                last: None,
            };
            self.nodes.push((key, node, Presence::default()));
            self.nodes.len() - 1
        })
    }

    fn edge(&mut self, from: usize, to: usize, relation: Relation) -> usize {
        let key = (from, to, relation);
        *self.link.entry(key).or_insert_with(|| {
            self.edges.push((key, Tally::default()));
            self.edges.len() - 1
        })
    }

    fn count(&mut self, row: &StanceRow, from: usize, to: usize, relation: Relation) {
        let edge = self.edge(from, to, relation);
        if self.edges[edge].1.count(row) {
            self.utterances.push((edge, row.utterance));
        }
    }

    /// How many distinct utterances each edge reports.
    fn reported(&mut self) -> Vec<usize> {
        self.utterances.sort_unstable();
        self.utterances.dedup();
        let mut counts = vec![0; self.edges.len()];
        for (edge, _) in &self.utterances {
            counts[*edge] += 1;
        }
        counts
    }

    fn name_articles(&mut self, relations: &Relations) {
        for article in &relations.articles {
            if let Some(&place) = self.place.get(&(NodeKind::Article, "", article.id)) {
                let (_, node, presence) = &mut self.nodes[place];
                node.label.clone_from(&article.title);
                node.outlet.clone_from(&article.outlet);
                presence.span = Days {
                    first: article.published,
                    last: article.published,
                };
            }
        }
    }

    fn link_parties(&mut self, relations: &'a Relations) {
        for agreement in &relations.agreements {
            let to = (NodeKind::Agreement, agreement.name.as_str(), 0);
            let Some(&to) = self.place.get(&to) else {
                continue;
            };
            for party in &agreement.parties {
                let from = [NodeKind::Speaker, NodeKind::Actor]
                    .into_iter()
                    .find_map(|kind| self.place.get(&(kind, party.as_str(), 0)));
                if let Some(&from) = from {
                    self.edge(from, to, Relation::PartyTo);
                }
            }
        }
    }

    fn graph(mut self, shape: &Shape) -> DiGraph<Node, Edge> {
        let utterances = self.reported();
        let mut order: Vec<usize> = (0..self.nodes.len())
            .filter(|&place| shape.nodes.contains(&self.nodes[place].1.kind))
            .collect();
        order.sort_by_key(|&place| self.nodes[place].0);
        let mut graph = DiGraph::with_capacity(order.len(), self.edges.len());
        let mut index = vec![None; self.nodes.len()];
        for place in order {
            let (_, node, presence) = &mut self.nodes[place];
            index[place] = Some(graph.add_node(Node {
                kind: node.kind,
                name: mem::take(&mut node.name),
                label: mem::take(&mut node.label),
                actor_kind: node.actor_kind,
                outlet: node.outlet.take(),
                statements: presence.statements,
                first: presence.span.first,
                last: presence.span.last,
            }));
        }
        let mut order: Vec<_> = self
            .edges
            .iter()
            .enumerate()
            .filter_map(|(at, ((from, to, relation), _))| {
                Some((index[*from]?, index[*to]?, *relation, at))
            })
            .collect();
        order.sort_unstable();
        for (from, to, relation, at) in order {
            let tally = &mut self.edges[at].1;
            let edge = Edge {
                relation,
                utterances: utterances[at],
                statements: mem::take(&mut tally.statements),
                first: tally.span.first,
                last: tally.span.last,
            };
            graph.add_edge(from, to, edge);
        }
        graph
    }
}

/// The statements of an edge.
#[derive(Default)]
struct Tally {
    /// Each once: rows come in the order of their statements.
    statements: Vec<i64>,
    span: Days,
}

impl Tally {
    /// Counts the row's statement, unless it was counted already; says whether it was not.
    fn count(&mut self, row: &StanceRow) -> bool {
        let is_new = self.statements.last() != Some(&row.statement);
        if is_new {
            self.statements.push(row.statement);
            self.span.count(row.date);
        }
        is_new
    }
}

/// In how many statements a node is, and when.
#[derive(Default)]
struct Presence {
    statements: usize,
    latest: Option<i64>,
    span: Days,
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
#[derive(Default)]
struct Days {
    first: Option<Date>,
    last: Option<Date>,
}

impl Days {
    fn count(&mut self, date: Option<Date>) {
        self.first = self.first.into_iter().chain(date).min();
        self.last = self.last.into_iter().chain(date).max();
    }
}

fn distinct(mut ids: Vec<i64>) -> usize {
    ids.sort_unstable();
    ids.dedup();
    ids.len()
}

/// The rows toward targets that the shape shows.
fn shown<'a>(
    mut rows: Vec<&'a StanceRow>,
    shape: &Shape,
    speakers: &FxHashSet<&str>,
) -> Vec<&'a StanceRow> {
    let targets = [NodeKind::Actor, NodeKind::Topic, NodeKind::Agreement];
    let any_target = shape.nodes.contains(&NodeKind::Article)
        && targets.iter().all(|kind| !shape.nodes.contains(kind));
    rows.retain(|row| any_target || shape.nodes.contains(&target_kind(row, speakers)));
    rows
}

/// The rows of the pairs that have statements enough.
fn linked(relations: &Relations, min_statements: usize) -> Vec<&StanceRow> {
    fn pair(row: &StanceRow) -> (&str, TargetKind, &str) {
        (&row.speaker.name, row.target.class, &row.target.name)
    }
    if min_statements <= 1 {
        return relations.stances.iter().collect();
    }
    let mut statements: FxHashMap<_, FxHashSet<i64>> = FxHashMap::default();
    for row in &relations.stances {
        statements
            .entry(pair(row))
            .or_default()
            .insert(row.statement);
    }
    relations
        .stances
        .iter()
        .filter(|row| statements[&pair(row)].len() >= min_statements)
        .collect()
}

/// The names of entities, each looked at once.
fn names<'a>(entities: impl Iterator<Item = &'a Rc<Entity>>) -> FxHashSet<&'a str> {
    let mut met: FxHashSet<*const Entity> = FxHashSet::default();
    entities
        .filter(|entity| met.insert(Rc::as_ptr(entity)))
        .map(|entity| entity.name.as_str())
        .collect()
}

fn target_kind(row: &StanceRow, speakers: &FxHashSet<&str>) -> NodeKind {
    match row.target.class {
        TargetKind::Topic => NodeKind::Topic,
        TargetKind::Agreement => NodeKind::Agreement,
        TargetKind::Actor if speakers.contains(row.target.name.as_str()) => NodeKind::Speaker,
        TargetKind::Actor => NodeKind::Actor,
    }
}

fn coverage(rows: &[&StanceRow]) -> Coverage {
    let mut all = Tally::default();
    let (mut utterances, mut articles) = (Vec::new(), Vec::new());
    for row in rows {
        if all.count(row) {
            utterances.push(row.utterance);
            articles.push(row.article);
        }
    }
    Coverage {
        statements: all.statements.len(),
        utterances: distinct(utterances),
        articles: distinct(articles),
        first: all.span.first,
        last: all.span.last,
    }
}
