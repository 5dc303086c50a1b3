//! A network: signed links, communities as colours, names that do not cover each other.

use super::labels::{Wanted, placed};
use super::looks::Mark;
use super::sheet::{Entry, FAINT, INK, MARGIN, Sheet, Swatch};
use super::stress::{part, places};
use super::{Heading, counted};
use crate::export::escaped;
use crate::export::layout::{Curve, Point, Rect};
use crate::export::style::{Stroke, stroke};
use crate::export::svg::lettering::Type;
use crate::export::svg::paint::n;
use crate::graph::Relation;
use crate::model::Label;
use crate::network::{Mode, Portrait};

/// What positive and negative links mean, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signs {
    /// A positive link: `agree`.
    pub positive: &'static str,
    /// A negative link: `disagree`.
    pub negative: &'static str,
    /// Whether a positive link is a conflict, and so looks like one.
    pub conflict: bool,
}

/// Up to so many nodes every one is named; of more, the most central where there is room.
const NAMED: usize = 80;
/// Beyond, so many are named at most.
const MOST_NAMES: usize = 70;
/// And so many of them in any case.
const MUST: usize = 40;
/// So many links a node are drawn at most, the strongest.
const LINKS: usize = 3;
/// Colours of communities, none of which is that of a link (Okabe and Ito 2008; the last two
/// from Tol's muted scheme). Further communities are grey.
const COLOURS: [&str; 7] = [
    "#0072b2", "#e69f00", "#56b4e9", "#cc79a7", "#f0e442", "#332288", "#999933",
];
const GREY: &str = "#9aa1a8";
const LABEL: Type = Type::regular(11.5);

/// Draws a network.
///
/// Nodes lie by stress majorisation on the links drawn: near when few steps of agreement part
/// them, far when there is conflict. Of many links only the strongest are drawn, and each
/// node's strongest in any case; the note says how many.
pub fn network(portrait: &Portrait, signs: Signs, heading: &Heading) -> String {
    if portrait.nodes.is_empty() {
        return Sheet::empty(heading, "There is no link to draw.");
    }
    let drawing = Drawing::new(portrait, signs);
    let mut heading = heading.clone();
    heading.note += &drawing.remarks();
    let legend = drawing.legend();
    let extent = drawing.bounds;
    let mut sheet = Sheet::new(&heading, &legend, extent.width + 2.0 * MARGIN);
    let by = Point::new(
        (sheet.width - extent.width) / 2.0 - extent.x,
        sheet.top + 8.0 - extent.y,
    );
    drawing.paint(&mut sheet, by);
    let bottom = sheet.top + 8.0 + extent.height;
    sheet.finish(bottom)
}

struct Drawing<'a> {
    portrait: &'a Portrait,
    signs: Signs,
    /// The links drawn, weakest first.
    links: Vec<usize>,
    places: Vec<Point>,
    radii: Vec<f64>,
    /// For each node the lines of its name and where they stand.
    names: Vec<Option<(Vec<String>, Rect)>>,
    bounds: Rect,
    strongest: f64,
}

impl<'a> Drawing<'a> {
    fn new(portrait: &'a Portrait, signs: Signs) -> Drawing<'a> {
        let count = portrait.nodes.len();
        let links = strongest_links(portrait);
        let most = portrait.nodes.iter().map(|node| node.statements).max();
        let most = most.unwrap_or(1).max(1) as f64;
        let (least, span) = if count <= NAMED {
            (5.0, 11.0)
        } else {
            (3.5, 9.0)
        };
        let radii: Vec<f64> = portrait
            .nodes
            .iter()
            .map(|node| least + span * (node.statements as f64 / most).sqrt())
            .collect();
        let places = laid_out(portrait, &links, &radii);
        let weights = portrait.links.iter().map(|link| link.weight.abs());
        let mut drawing = Drawing {
            portrait,
            signs,
            links,
            places,
            radii,
            names: Vec::new(),
            bounds: Rect::default(),
            strongest: weights.fold(0.0, f64::max),
        };
        drawing.name();
        drawing
    }

    /// Finds a place for the names, the most central nodes first.
    fn name(&mut self) {
        let count = self.places.len();
        let discs: Vec<Rect> = self
            .places
            .iter()
            .zip(&self.radii)
            .map(|(&at, &radius)| Rect::around(at, 2.0 * radius, 2.0 * radius).grown(1.5))
            .collect();
        let drawn = discs
            .iter()
            .copied()
            .reduce(Rect::cover)
            .unwrap_or_default();
        let mut strength = vec![0.0; count];
        for link in &self.portrait.links {
            strength[link.from] += link.weight.abs();
            strength[link.to] += link.weight.abs();
        }
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by(|&a, &b| strength[b].total_cmp(&strength[a]).then(a.cmp(&b)));
        if count > NAMED {
            order.truncate(MOST_NAMES);
        }
        let lines: Vec<Vec<String>> = order
            .iter()
            .map(|&at| LABEL.wrapped(&self.portrait.nodes[at].name, 130.0, 3))
            .collect();
        let wanted: Vec<Wanted> = order
            .iter()
            .zip(&lines)
            .enumerate()
            .map(|(rank, (&at, lines))| Wanted {
                node: self.places[at],
                radius: self.radii[at],
                width: lines
                    .iter()
                    .map(|line| LABEL.width(line))
                    .fold(0.0, f64::max)
                    + 2.0,
                height: lines.len() as f64 * LABEL.leading(),
                must: count <= NAMED || rank < MUST,
            })
            .collect();
        let room = Rect {
            x: drawn.x - 140.0,
            y: drawn.y - 36.0,
            width: drawn.width + 280.0,
            height: drawn.height + 72.0,
        };
        let found = placed(&wanted, &discs, &room);
        self.bounds = found
            .iter()
            .flatten()
            .fold(drawn, |all, &rect| all.cover(rect));
        self.names = vec![None; count];
        for ((at, lines), rect) in order.into_iter().zip(lines).zip(found) {
            self.names[at] = rect.map(|rect| (lines, rect));
        }
    }

    fn remarks(&self) -> String {
        let mut remarks = String::new();
        let all = self.portrait.links.len();
        if self.links.len() < all {
            remarks += &format!(
                " The strongest {} of {} are drawn.",
                self.links.len(),
                counted(all, "link")
            );
        }
        let named = self.names.iter().flatten().count();
        if named < self.names.len() {
            remarks += &format!(
                " Of {} the most central {named} are named.",
                counted(self.names.len(), "node")
            );
        }
        remarks
    }

    fn colour(&self, node: usize) -> String {
        match self.portrait.nodes[node].community {
            community if community < COLOURS.len() && self.size(community) > 1 => {
                COLOURS[community].into()
            }
            _ => GREY.into(),
        }
    }

    fn size(&self, community: usize) -> usize {
        let nodes = self.portrait.nodes.iter();
        nodes.filter(|node| node.community == community).count()
    }

    fn line(&self, weight: f64) -> Stroke {
        let label = match (weight > 0.0) != self.signs.conflict {
            true => Label::Support,
            false => Label::Oppose,
        };
        stroke(Relation::Stance(label))
    }

    fn legend(&self) -> Vec<Entry> {
        let mut legend = Vec::new();
        for (weight, words) in [(1.0, self.signs.positive), (-1.0, self.signs.negative)] {
            let mut drawn = self.links.iter().map(|&at| self.portrait.links[at].weight);
            if drawn.any(|drawn| drawn * weight > 0.0) {
                legend.push(Entry::new(Swatch::Line(self.line(weight)), words));
            }
        }
        if self.portrait.mode == Mode::Two {
            let mut kinds: Vec<(&str, Mark)> = Vec::new();
            for node in &self.portrait.nodes {
                let mark = mark(node.is_row);
                if !kinds.contains(&(&node.variable, mark)) {
                    kinds.push((&node.variable, mark));
                }
            }
            for (variable, mark) in kinds {
                legend.push(Entry::new(Swatch::Mark(mark, GREY.into()), variable));
            }
        }
        let mut others = self.portrait.nodes.len();
        for (community, colour) in COLOURS.iter().enumerate() {
            let size = self.size(community);
            if size < 2 {
                continue;
            }
            others -= size;
            let swatch = Swatch::Mark(Mark::Disc, (*colour).into());
            let words = format!("community {} ({size})", community + 1);
            legend.push(Entry::new(swatch, words));
        }
        if others > 0 {
            let swatch = Swatch::Mark(Mark::Disc, GREY.into());
            legend.push(Entry::new(swatch, format!("other ({others})")));
        }
        legend.push(Entry::new(
            Swatch::None,
            "larger: more statements; broader: stronger",
        ));
        legend
    }

    fn paint(&self, sheet: &mut Sheet, by: Point) {
        let crowded = self.places.len() > NAMED;
        let (thin, broad) = if crowded { (0.5, 3.0) } else { (0.9, 5.5) };
        for &at in &self.links {
            let link = &self.portrait.links[at];
            let (from, to) = (
                &self.portrait.nodes[link.from],
                &self.portrait.nodes[link.to],
            );
            let share = link.weight.abs() / self.strongest;
            let mut look = self.line(link.weight);
            if !look.dashes.is_empty() {
                look.dashes = &[6.0, 4.0];
            }
            let mut line = Curve::from(self.places[link.from] + by);
            line.points.extend([
                self.places[link.from] + by,
                self.places[link.to] + by,
                self.places[link.to] + by,
            ]);
            sheet.canvas.raw(&format!(
                "<g opacity=\"{}\"><title>{}</title>",
                if share > 0.5 { "0.85" } else { "0.55" },
                escaped(&format!(
                    "{} – {}: {}",
                    from.name,
                    to.name,
                    told(link.weight)
                ))
            ));
            sheet
                .canvas
                .line(&line, &look, thin + (broad - thin) * share);
            sheet.canvas.raw("</g>");
        }
        for (at, node) in self.portrait.nodes.iter().enumerate() {
            if let Some((_, rect)) = &self.names[at] {
                self.leader(sheet, at, rect, by);
            }
            sheet.canvas.raw(&format!(
                "<g class=\"node\"><title>{}</title>",
                escaped(&format!(
                    "{} ({}): {}",
                    node.name,
                    node.variable,
                    counted(node.statements, "statement")
                ))
            ));
            let colour = self.colour(at);
            let place = self.places[at] + by;
            mark(node.is_row).paint(&mut sheet.canvas, place, self.radii[at], &colour);
            sheet.canvas.raw("</g>");
        }
        for (lines, rect) in self.names.iter().flatten() {
            let mut y = rect.y + by.y + LABEL.size * 0.95;
            for line in lines {
                halo(sheet, Point::new(rect.centre().x + by.x, y), line);
                y += LABEL.leading();
            }
        }
    }

    /// A line to a name that stands further off.
    fn leader(&self, sheet: &mut Sheet, at: usize, rect: &Rect, by: Point) {
        let node = self.places[at];
        let near = Point::new(
            node.x.clamp(rect.x, rect.right()),
            node.y.clamp(rect.y, rect.bottom()),
        );
        if (near - node).length() > self.radii[at] + 6.0 {
            sheet.guide(node + by, near + by, FAINT);
        }
    }
}

/// Rows are discs, columns squares.
fn mark(is_row: bool) -> Mark {
    if is_row { Mark::Disc } else { Mark::Square }
}

/// A name with white around its letters, so that lines below do not disturb it.
fn halo(sheet: &mut Sheet, at: Point, words: &str) {
    let words_escaped = escaped(words);
    sheet.canvas.raw(&format!(
        "<text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"middle\" fill=\"#ffffff\" stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\" aria-hidden=\"true\">{words_escaped}</text>",
        n(at.x),
        n(at.y),
        n(LABEL.size)
    ));
    sheet.canvas.centred(at, LABEL, INK, words);
}

/// A weight for people.
fn told(weight: f64) -> String {
    format!("{:.3}", weight)
        .trim_end_matches('0')
        .trim_end_matches('.')
        .to_owned()
}

/// The links to draw, weakest first: the strongest of all, and of each node.
fn strongest_links(portrait: &Portrait) -> Vec<usize> {
    let mut order: Vec<usize> = (0..portrait.links.len()).collect();
    let weight = |at: usize| portrait.links[at].weight.abs();
    order.sort_by(|&a, &b| weight(b).total_cmp(&weight(a)).then(a.cmp(&b)));
    let budget = (LINKS * portrait.nodes.len()).max(60);
    let mut has_link = vec![false; portrait.nodes.len()];
    let mut kept = Vec::new();
    for (rank, at) in order.into_iter().enumerate() {
        let link = &portrait.links[at];
        let first = !has_link[link.from] || !has_link[link.to];
        if rank < budget || first {
            has_link[link.from] = true;
            has_link[link.to] = true;
            kept.push(at);
        }
    }
    kept.reverse();
    kept
}

fn laid_out(portrait: &Portrait, links: &[usize], radii: &[f64]) -> Vec<Point> {
    let count = portrait.nodes.len();
    let community = |at: usize| portrait.nodes[at].community;
    let ties: Vec<(usize, usize, f64)> = links
        .iter()
        .map(|&at| {
            let link = &portrait.links[at];
            let near = community(link.from) == community(link.to);
            // Who opposes a concept still talks about it; who is in conflict stands apart.
            let length = match (link.weight > 0.0, portrait.mode) {
                (true, _) if near => 1.0,
                (true, _) => 1.6,
                (false, Mode::Two) => 1.8,
                (false, Mode::One) => 2.3,
            };
            (link.from, link.to, length)
        })
        .collect();
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|&at| (community(at), at));
    let mut is_tied = vec![false; count];
    for &(from, to, _) in &ties {
        is_tied[from] = true;
        is_tied[to] = true;
    }
    let tied: Vec<usize> = order.iter().copied().filter(|&at| is_tied[at]).collect();
    let mut places = places(count, &ties, &tied);
    draw_in(&mut places, &tied);
    // Names need more room beside a node than above it.
    let named = count <= NAMED;
    let (across, down, gap) = if named {
        (1.35, 1.0, 13.0)
    } else {
        (1.25, 1.0, 5.0)
    };
    let step = typical_step(&tied.iter().map(|&at| places[at]).collect::<Vec<_>>());
    let wanted = if named { 62.0 } else { 30.0 };
    let scale = if step > 0.0 { wanted / step } else { 1.0 };
    for place in &mut places {
        *place = Point::new(place.x * across * scale, place.y * down * scale);
    }
    let widened: Vec<f64> = tied.iter().map(|&at| radii[at] + gap / 2.0).collect();
    let mut parted: Vec<Point> = tied.iter().map(|&at| places[at]).collect();
    part(&mut parted, &widened);
    for (&at, place) in tied.iter().zip(&parted) {
        places[at] = *place;
    }
    // Who has no link stands in rows below.
    let rect = |place: &Point| Rect::around(*place, 0.0, 0.0);
    let drawn = parted
        .iter()
        .map(rect)
        .reduce(Rect::cover)
        .unwrap_or_default();
    let (across, down) = if named { (160.0, 64.0) } else { (30.0, 30.0) };
    let in_row = ((drawn.width.max(600.0) / across) as usize).max(1);
    let alone = order.into_iter().filter(|&at| !is_tied[at]);
    for (turn, at) in alone.enumerate() {
        places[at] = Point::new(
            drawn.x + (turn % in_row) as f64 * across,
            drawn.bottom() + 50.0 + (turn / in_row) as f64 * down,
        );
    }
    places
}

/// Pulls in those who lie far out, so that they do not shrink the rest: what is beyond half
/// as far again as three in four lie is a quarter as far beyond it.
fn draw_in(places: &mut [Point], tied: &[usize]) {
    let sum = tied
        .iter()
        .fold(Point::default(), |sum, &at| sum + places[at]);
    let middle = sum * (1.0 / tied.len().max(1) as f64);
    let mut far: Vec<f64> = tied
        .iter()
        .map(|&at| (places[at] - middle).length())
        .collect();
    far.sort_by(f64::total_cmp);
    let Some(&most) = far.get(far.len() * 3 / 4) else {
        return;
    };
    let edge = 1.5 * most;
    for &at in tied {
        let way = places[at] - middle;
        let length = way.length();
        if length > edge {
            places[at] = middle + way.unit() * (edge + (length - edge) / 4.0);
        }
    }
}

/// The median distance to the nearest other node.
fn typical_step(places: &[Point]) -> f64 {
    let mut steps: Vec<f64> = places
        .iter()
        .enumerate()
        .filter_map(|(at, &place)| {
            let others = places.iter().enumerate().filter(|(other, _)| *other != at);
            let lengths = others.map(|(_, &other)| (other - place).length());
            lengths.min_by(f64::total_cmp)
        })
        .collect();
    steps.sort_by(f64::total_cmp);
    steps.get(steps.len() / 2).copied().unwrap_or(0.0)
}
