//! Selections to draw: a small one by hand, and larger ones from a seed.

use onrecord::model::{ActorKind, Date, Label, TargetKind};
use onrecord::query::{AgreementNode, ArticleNode, Entity, Relations, StanceRow};
use std::collections::BTreeMap;

const SPEAKERS: [(&str, ActorKind); 24] = [
    ("Joe Biden", ActorKind::Person),
    ("Vladimir Putin", ActorKind::Person),
    ("Antonio Guterres", ActorKind::Person),
    ("Xi Jinping", ActorKind::Person),
    ("Recep Tayyip Erdoğan", ActorKind::Person),
    ("Ursula von der Leyen", ActorKind::Person),
    ("Sergey Lavrov", ActorKind::Person),
    ("Antony Blinken", ActorKind::Person),
    ("Jens Stoltenberg", ActorKind::Person),
    ("Emmanuel Macron", ActorKind::Person),
    ("Mohammad Javad Zarif", ActorKind::Person),
    ("Федеральное собрание Российской Федерации", ActorKind::Body),
    ("International Atomic Energy Agency", ActorKind::Body),
    ("European Union", ActorKind::Body),
    ("中华人民共和国外交部", ActorKind::Body),
    ("وزارة الخارجية الإيرانية", ActorKind::Body),
    ("United States", ActorKind::State),
    ("Russia", ActorKind::State),
    ("a senior administration official", ActorKind::Unknown),
    (
        "Organisation for the Prohibition of Chemical Weapons",
        ActorKind::Body,
    ),
    ("Angela Merkel", ActorKind::Person),
    ("Narendra Modi", ActorKind::Person),
    ("Mette Frederiksen", ActorKind::Person),
    (
        "Campaign to Abolish Nuclear Weapons",
        ActorKind::Organisation,
    ),
];

const TARGETS: [(&str, &str, TargetKind); 18] = [
    ("trade", "Trade", TargetKind::Topic),
    (
        "strategic-stability",
        "Strategic stability",
        TargetKind::Topic,
    ),
    ("sanctions", "Sanctions", TargetKind::Topic),
    ("cyberattacks", "Cyberattacks", TargetKind::Topic),
    ("New START", "New START", TargetKind::Agreement),
    ("JCPOA", "JCPOA", TargetKind::Agreement),
    ("INF Treaty", "INF Treaty", TargetKind::Agreement),
    (
        "Treaty of Good-Neighbourliness",
        "Treaty of Good-Neighbourliness, Friendship and Cooperation (Russia-China, 2001)",
        TargetKind::Agreement,
    ),
    ("Ukraine", "Ukraine", TargetKind::Actor),
    ("climate", "Climate change", TargetKind::Topic),
    (
        "human-rights",
        "Human rights and fundamental freedoms",
        TargetKind::Topic,
    ),
    ("Minsk II", "Minsk II", TargetKind::Agreement),
    (
        "non-proliferation",
        "Nuclear non-proliferation",
        TargetKind::Topic,
    ),
    ("NATO enlargement", "NATO enlargement", TargetKind::Topic),
    ("Russia", "Russia", TargetKind::Actor),
    ("energy", "Energy security", TargetKind::Topic),
    (
        "Black Sea Grain Initiative",
        "Black Sea Grain Initiative",
        TargetKind::Agreement,
    ),
    (
        "arms-control",
        "Arms control, disarmament and verification",
        TargetKind::Topic,
    ),
];

/// Numbers from a seed (splitmix64, Steele, Lea and Flood 2014).
pub struct Seeded(pub u64);

impl Seeded {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }
}

/// A name of the list; beyond its end, variants of the names.
fn varied(name: &str, at: usize, length: usize) -> String {
    match at / length {
        0 => name.to_owned(),
        round => format!("{name} {}", ["II", "III", "IV", "V", "VI"][round - 1]),
    }
}

/// `statements` stances of `speakers` speakers toward `targets` targets, in `articles`
/// articles. Speakers keep mostly to one position toward a target.
pub fn generated(
    speakers: usize,
    targets: usize,
    articles: usize,
    statements: usize,
    seed: u64,
) -> Relations {
    let mut random = Seeded(seed);
    let day = |at: usize| {
        Date::new(
            2010 + (at % 15) as i16,
            1 + (at % 12) as i8,
            1 + (at % 28) as i8,
        )
        .unwrap()
    };
    let stances = (0..statements)
        .map(|at| {
            // Some speak and are spoken about more than others.
            let who = random.below(speakers).min(random.below(speakers));
            let speaker = if at < speakers { at } else { who };
            let what = random.below(targets).min(random.below(targets));
            let target = if at < targets { at } else { what };
            let article = random.below(articles);
            let usual = (speaker * 7 + target * 3) % 4;
            let label = if random.below(5) == 0 {
                random.below(4)
            } else {
                usual
            };
            let (name, speaker_kind) = SPEAKERS[speaker % SPEAKERS.len()];
            let (id, shown, class) = TARGETS[target % TARGETS.len()];
            Said {
                statement: at as i64 + 1,
                utterance: (at - random.below(2).min(at)) as i64,
                article: article as i64 + 1,
                date: Some(day(article)),
                speaker: actor(varied(name, speaker, SPEAKERS.len()), speaker_kind),
                target: Entity {
                    class,
                    name: varied(id, target, TARGETS.len()),
                    kind: ActorKind::Unknown,
                    label: varied(shown, target, TARGETS.len()),
                },
                label: Label::ALL[label],
            }
        })
        .collect();
    Relations {
        articles: (0..articles)
            .map(|at| ArticleNode {
                id: at as i64 + 1,
                title: format!(
                    "Leaders meet for talks on security and trade, day {}",
                    at + 1
                ),
                outlet: Some(["TASS", "Reuters", "AP"][at % 3].to_owned()),
                published: Some(day(at)),
            })
            .collect(),
        agreements: vec![AgreementNode {
            name: "New START".to_owned(),
            parties: vec!["Russia".to_owned(), "United States".to_owned()],
        }],
        ..of(stances)
    }
}

/// A row with whom it names.
pub struct Said {
    statement: i64,
    utterance: i64,
    article: i64,
    date: Option<Date>,
    speaker: Entity,
    target: Entity,
    label: Label,
}

/// Rows as a question brings them.
pub fn of(rows: Vec<Said>) -> Relations {
    let mut relations = Relations::default();
    let mut places: BTreeMap<(TargetKind, String), u32> = BTreeMap::new();
    for said in rows {
        let mut place = |entity: Entity| {
            let next = relations.entities.len() as u32;
            let place = *places
                .entry((entity.class, entity.name.clone()))
                .or_insert(next);
            if place == next {
                relations.entities.push(entity);
            }
            place
        };
        let row = StanceRow {
            statement: said.statement,
            utterance: said.utterance,
            article: said.article,
            date: said.date,
            speaker: place(said.speaker),
            target: place(said.target),
            label: said.label,
        };
        relations.stances.push(row);
    }
    relations
}

/// One row of a selection written by hand.
pub fn row(statement: i64, speaker: &str, target: &str, class: TargetKind, label: Label) -> Said {
    Said {
        statement,
        utterance: statement,
        article: 1,
        date: Some(Date::constant(2021, 6, 16)),
        speaker: actor(speaker.to_owned(), ActorKind::Person),
        target: Entity {
            class,
            name: target.to_owned(),
            kind: ActorKind::Unknown,
            label: target.to_owned(),
        },
        label,
    }
}

fn actor(name: String, kind: ActorKind) -> Entity {
    Entity {
        class: TargetKind::Actor,
        label: name.clone(),
        name,
        kind,
    }
}
