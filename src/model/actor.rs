use super::Date;
use serde::{Deserialize, Serialize};

/// What kind of actor speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActorKind {
    /// A human being.
    Person,
    /// A country, present or past.
    State,
    /// An international or governmental body: the UN, NATO, a ministry.
    Body,
    /// Any other organisation: a party, a company, a movement.
    Organisation,
    /// A publisher of news.
    Outlet,
    /// Somebody the text does not let us identify further ("two officials").
    Unknown,
}

impl ActorKind {
    /// The kind's name in the interchange form.
    pub fn name(self) -> &'static str {
        match self {
            ActorKind::Person => "person",
            ActorKind::State => "state",
            ActorKind::Body => "body",
            ActorKind::Organisation => "organisation",
            ActorKind::Outlet => "outlet",
            ActorKind::Unknown => "unknown",
        }
    }

    /// The kind with that name.
    pub fn from_name(name: &str) -> Option<ActorKind> {
        [
            ActorKind::Person,
            ActorKind::State,
            ActorKind::Body,
            ActorKind::Organisation,
            ActorKind::Outlet,
            ActorKind::Unknown,
        ]
        .into_iter()
        .find(|kind| kind.name() == name)
    }
}

/// Grammatical gender, for pronouns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// He.
    Male,
    /// She.
    Female,
}

/// Somebody who speaks: a person, state, body or organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Canonical name, as analysts write it.
    pub name: String,
    /// What kind of actor it is.
    pub kind: ActorKind,
    /// Other names that mean the same actor.
    pub aliases: Vec<String>,
    /// Offices held, in order of their start.
    pub roles: Vec<Role>,
    /// Wikidata item, where it is known.
    pub qid: Option<String>,
}

/// An office and the time it was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// The title with its country or body: `US President`.
    pub title: String,
    /// First day in office, where known.
    pub start: Option<Date>,
    /// Last day in office; `None` while in office or unknown.
    pub end: Option<Date>,
}

impl Role {
    /// Whether the office was held on `day`, both ends included.
    pub fn held_on(&self, day: Date) -> bool {
        self.start.is_none_or(|start| start <= day) && self.end.is_none_or(|end| day <= end)
    }
}
