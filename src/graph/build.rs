//! From rows to nodes and edges.
//!
//! A large topic has hundreds of thousands of rows. So whom they name is looked at once and
//! is a number from then on, and edges are runs of sorted numbers.

use super::knowledge::{Coverage, Edge, KnowledgeGraph, Relation};
use super::{Node, NodeKind, Shape};
use crate::model::{Date, TargetKind};
use crate::query::{ArticleNode, Entity, Relations, StanceRow};
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

pub(super) fn build(relations: &Relations, shape: &Shape) -> KnowledgeGraph {
    let mut cast = Cast::default();
    let mut rows: Vec<Row> = relations
        .stances
        .iter()
        .map(|row| Row {
            speaker: cast.number(&row.speaker),
            target: cast.number(&row.target),
            row,
        })
        .collect();
    if shape.min_statements > 1 {
        let statements = statements_of_pairs(&rows);
        rows.retain(|row| statements[&row.pair()] >= shape.min_statements);
    }
    // Rows of one statement are counted once, and must stand together.
    if !rows.is_sorted_by_key(|row| row.row.statement) {
        rows.sort_by_key(|row| row.row.statement);
    }
    let kinds = cast.kinds(&rows);
    let targets = [NodeKind::Actor, NodeKind::Topic, NodeKind::Agreement];
    let any_target = shape.nodes.contains(&NodeKind::Article)
        && targets.iter().all(|kind| !shape.nodes.contains(kind));
    rows.retain(|row| any_target || shape.nodes.contains(&kinds[row.target as usize]));
    let mut builder = Builder {
        nodes: Nodes::new(&cast, &kinds, &rows, shape, &relations.articles),
        links: Vec::with_capacity(rows.len()),
        graph: DiGraph::default(),
    };
    builder.link_rows(&rows, &kinds);
    builder.link_parties(&cast, relations);
    builder.add_nodes();
    builder.add_edges();
    KnowledgeGraph::new(builder.graph, coverage(&rows))
}

/// Whom rows name, by number: what has the same name and class is the same.
#[derive(Default)]
struct Cast<'a> {
    entities: Vec<&'a Entity>,
    numbers: FxHashMap<(TargetKind, &'a str), u32>,
    /// The same by the entities themselves, which most rows share.
    met: FxHashMap<*const Entity, u32>,
}

impl<'a> Cast<'a> {
    fn number(&mut self, entity: &'a Rc<Entity>) -> u32 {
        *self.met.entry(Rc::as_ptr(entity)).or_insert_with(|| {
            let identity = (entity.class, entity.name.as_str());
            *self.numbers.entry(identity).or_insert_with(|| {
                self.entities.push(entity);
                self.entities.len() as u32 - 1
            })
        })
    }

    /// Which kind of node each is: a target that speaks in the selection is a speaker.
    fn kinds(&self, rows: &[Row]) -> Vec<NodeKind> {
        let kind = |entity: &&Entity| match entity.class {
            TargetKind::Topic => NodeKind::Topic,
            TargetKind::Agreement => NodeKind::Agreement,
            TargetKind::Actor => NodeKind::Actor,
        };
        let mut kinds: Vec<NodeKind> = self.entities.iter().map(kind).collect();
        for row in rows {
            kinds[row.speaker as usize] = NodeKind::Speaker;
        }
        kinds
    }
}

/// A row with the numbers of whom it names.
struct Row<'a> {
    row: &'a StanceRow,
    speaker: u32,
    target: u32,
}

impl Row<'_> {
    fn pair(&self) -> (u32, u32) {
        (self.speaker, self.target)
    }
}

/// How many statements link each pair, whatever the positions.
fn statements_of_pairs(rows: &[Row]) -> FxHashMap<(u32, u32), usize> {
    let mut seen = FxHashSet::default();
    let mut statements = FxHashMap::default();
    for row in rows {
        if seen.insert((row.pair(), row.row.statement)) {
            *statements.entry(row.pair()).or_default() += 1;
        }
    }
    statements
}

/// The nodes that a graph has, in its order.
struct Nodes<'a> {
    nodes: Vec<Node>,
    /// The place of each entity, by its number; none where the shape does not show it.
    places: Vec<Option<u32>>,
    /// The articles by their ids, where the shape shows them.
    articles: FxHashMap<i64, u32>,
    titles: &'a [ArticleNode],
}

impl<'a> Nodes<'a> {
    fn new(
        cast: &Cast,
        kinds: &[NodeKind],
        rows: &[Row],
        shape: &Shape,
        titles: &'a [ArticleNode],
    ) -> Nodes<'a> {
        let mut presences = vec![Presence::default(); cast.entities.len()];
        for Row {
            row,
            speaker,
            target,
        } in rows
        {
            let presence = &mut presences[*speaker as usize];
            presence.spoke = true;
            presence.count(row);
            if target != speaker {
                presences[*target as usize].count(row);
            }
        }
        let name = |number: usize| cast.entities[number].name.as_str();
        let is_shown = |number: &usize| {
            presences[*number].statements > 0 && shape.nodes.contains(&kinds[*number])
        };
        let mut order: Vec<usize> = (0..kinds.len()).filter(is_shown).collect();
        order.sort_unstable_by_key(|&number| (kinds[number], name(number)));
        let mut nodes = Nodes {
            nodes: Vec::with_capacity(order.len()),
            places: vec![None; kinds.len()],
            articles: FxHashMap::default(),
            titles,
        };
        for number in order {
            let (entity, presence) = (cast.entities[number], &presences[number]);
            let label = match kinds[number] {
                NodeKind::Speaker => &entity.name,
                _ => &entity.label,
            };
            nodes.places[number] = Some(nodes.nodes.len() as u32);
            nodes.nodes.push(Node {
                kind: kinds[number],
                name: entity.name.clone(),
                label: label.clone(),
                actor_kind: presence.spoke.then_some(entity.kind),
                outlet: None,
                statements: presence.statements,
                first: presence.span.first,
                last: presence.span.last,
            });
        }
        if shape.nodes.contains(&NodeKind::Article) {
            nodes.add_articles(rows);
        }
        nodes
    }

    fn add_articles(&mut self, rows: &[Row]) {
        let mut presences: FxHashMap<i64, Presence> = FxHashMap::default();
        for Row { row, .. } in rows {
            presences.entry(row.article).or_default().count(row);
        }
        let mut presences: Vec<(i64, Presence)> = presences.into_iter().collect();
        presences.sort_unstable_by_key(|(id, _)| *id);
        let titles: FxHashMap<i64, &ArticleNode> =
            self.titles.iter().map(|title| (title.id, title)).collect();
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
struct Link<'a> {
    ends: (u32, u32),
    relation: Relation,
    /// The row that says so and its place; no row says who is party to what.
    row: Option<(u32, &'a StanceRow)>,
}

impl Link<'_> {
    fn edge(&self) -> ((u32, u32), Relation) {
        (self.ends, self.relation)
    }
}

struct Builder<'a> {
    nodes: Nodes<'a>,
    links: Vec<Link<'a>>,
    graph: DiGraph<Node, Edge>,
}

impl<'a> Builder<'a> {
    fn link_rows(&mut self, rows: &[Row<'a>], kinds: &[NodeKind]) {
        let Nodes {
            places, articles, ..
        } = &self.nodes;
        for (at, row) in (0..).zip(rows) {
            let speaker = places[row.speaker as usize];
            let target = places[row.target as usize];
            let article = articles.get(&row.row.article).copied();
            let is_subject = matches!(
                kinds[row.target as usize],
                NodeKind::Topic | NodeKind::Agreement
            );
            let mut link = |from, to, relation| {
                if let (Some(from), Some(to)) = (from, to) {
                    self.links.push(Link {
                        ends: (from, to),
                        relation,
                        row: Some((at, row.row)),
                    });
                }
            };
            link(speaker, target, Relation::Stance(row.row.label));
            link(speaker, article, Relation::ReportedIn);
            if is_subject {
                link(article, target, Relation::About);
            }
        }
    }

    fn link_parties(&mut self, cast: &Cast, relations: &Relations) {
        let place = |class, name: &str| {
            let number = *cast.numbers.get(&(class, name))?;
            self.nodes.places[number as usize]
        };
        for agreement in &relations.agreements {
            let Some(to) = place(TargetKind::Agreement, &agreement.name) else {
                continue;
            };
            for party in &agreement.parties {
                if let Some(from) = place(TargetKind::Actor, party) {
                    self.links.push(Link {
                        ends: (from, to),
                        relation: Relation::PartyTo,
                        row: None,
                    });
                }
            }
        }
    }

    fn add_nodes(&mut self) {
        let nodes = std::mem::take(&mut self.nodes.nodes);
        self.graph = DiGraph::with_capacity(nodes.len(), self.links.len());
        for node in nodes {
            self.graph.add_node(node);
        }
    }

    fn add_edges(&mut self) {
        self.links
            .sort_unstable_by_key(|link| (link.edge(), link.row.map(|row| row.0)));
        let mut utterances = Vec::new();
        for links in self.links.chunk_by(|a, b| a.edge() == b.edge()) {
            let mut statements = Vec::with_capacity(links.len());
            let mut span = Days::default();
            utterances.clear();
            for (_, row) in links.iter().filter_map(|link| link.row) {
                if statements.last() != Some(&row.statement) {
                    statements.push(row.statement);
                    utterances.push(row.utterance);
                    span.count(row.date);
                }
            }
            let edge = Edge {
                relation: links[0].relation,
                statements,
                utterances: distinct(&mut utterances),
                first: span.first,
                last: span.last,
            };
            let (from, to) = links[0].ends;
            self.graph.add_edge(
                NodeIndex::new(from as usize),
                NodeIndex::new(to as usize),
                edge,
            );
        }
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

fn coverage(rows: &[Row]) -> Coverage {
    let mut span = Days::default();
    let (mut utterances, mut articles) = (Vec::new(), Vec::new());
    for same in rows.chunk_by(|a, b| a.row.statement == b.row.statement) {
        let row = same[0].row;
        utterances.push(row.utterance);
        articles.push(row.article);
        span.count(row.date);
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
