//! The rows of an import as decisions on record have them.

use super::cells::{Cells, Sent};
use super::corrected::{Corrected, Followed, Position, Voice};
use super::export::ExportRule;
use super::out::cut;
use crate::model::{ActorKind, Label};
use std::collections::BTreeSet;

/// What becomes of a position that is neither for nor against.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sides {
    /// It has no answer: so it is counted.
    Unanswered,
    /// It goes out after the rules for conditional and neutral ones.
    Ruled(ExportRule, ExportRule),
}

/// Rows on their way back.
pub(super) struct Rows<'a> {
    pub cells: Cells<'a>,
    pub sides: Sides,
    /// Whether it is noted what goes out, so that what comes back can be compared with it.
    pub noted: bool,
    /// Coded statements that read otherwise than they came, or are new.
    pub changed: usize,
    /// Those whose speaker or position is gone, or takes no side.
    pub left_out: usize,
}

/// A coded statement and what it says.
struct Part {
    id: i64,
    speaker: Option<usize>,
    position: Option<usize>,
}

impl Rows<'_> {
    /// Lets the parts of a statement say what it says now.
    pub fn amend(&mut self, corrected: &Corrected) -> rusqlite::Result<()> {
        let (speakers, positions) = (&corrected.speakers, &corrected.positions);
        let mut said = BTreeSet::new();
        let (mut stay, mut gone) = (Vec::new(), Vec::new());
        for &id in &corrected.parts {
            if !self.cells.is_there(id)? {
                continue;
            }
            let person = self.cells.text(id, "person")?.unwrap_or_default();
            let organization = self.cells.text(id, "organization")?.unwrap_or_default();
            let concept = self.cells.text(id, "concept")?.unwrap_or_default();
            let name = if person.is_empty() {
                &organization
            } else {
                &person
            };
            let (was, speaker) = speakers.places(name);
            let (about, position) = positions.places(&concept);
            let part = Part {
                id,
                speaker,
                position,
            };
            let is_gone = part.speaker.is_none() && !speakers.now.is_empty()
                || part.position.is_none() && !positions.now.is_empty();
            if is_gone || !said.insert((part.speaker, part.position)) {
                gone.push(part);
                continue;
            }
            let speaks = self.speaker(&part, speakers, was)?;
            let Some(takes) = self.position(&part, positions, about)? else {
                gone.push(part);
                continue;
            };
            if speaks || takes {
                self.changed += 1;
                self.note(&part, corrected, true)?;
            }
            stay.push(part);
        }
        self.add(corrected, &stay)?;
        for part in gone {
            self.left_out += 1;
            self.note(&part, corrected, false)?;
            self.cells.delete(part.id)?;
        }
        Ok(())
    }

    /// Writes who speaks; tells whether that is somebody else than before.
    fn speaker(
        &mut self,
        part: &Part,
        speakers: &Followed<Voice>,
        was: Option<usize>,
    ) -> rusqlite::Result<bool> {
        let before = was.and_then(|at| speakers.before.get(at));
        let now = part.speaker.and_then(|at| speakers.now.get(at));
        if before == now {
            return Ok(false);
        }
        let person = self.cells.text(part.id, "person")?.unwrap_or_default();
        if now.is_some_and(|voice| cut(&voice.name) == person) {
            return Ok(false);
        }
        // Of whom nothing is known is what the one was whose place it takes.
        let is_person = |voice: &Voice| match voice.kind {
            ActorKind::Person => true,
            ActorKind::Unknown => !person.is_empty(),
            _ => false,
        };
        let (person, organization) = match now {
            None => (String::new(), String::new()),
            // Another person's name is no reason to think of another organization.
            Some(voice) if is_person(voice) && was.is_some() && !person.is_empty() => {
                let organization = self.cells.text(part.id, "organization")?;
                (voice.name.clone(), organization.unwrap_or_default())
            }
            Some(voice) if is_person(voice) => {
                (voice.name.clone(), voice.role.clone().unwrap_or_default())
            }
            Some(voice) => (String::new(), voice.name.clone()),
        };
        let one = self.cells.put_text(part.id, "person", &person)?;
        let other = self
            .cells
            .put_text(part.id, "organization", &organization)?;
        Ok(one | other)
    }

    /// Writes what it is about and which way, and tells whether that is otherwise than before;
    /// nothing where it takes no side and is not to go out.
    fn position(
        &mut self,
        part: &Part,
        positions: &Followed<Position>,
        was: Option<usize>,
    ) -> rusqlite::Result<Option<bool>> {
        let before = was.and_then(|at| positions.before.get(at));
        let now = part.position.and_then(|at| positions.now.get(at));
        if before == now {
            return Ok(Some(false));
        }
        let concept = now.map_or("", |position| &position.concept);
        let mut is_changed = false;
        if before.map(|before| &before.key) != now.map(|now| &now.key) {
            is_changed |= self.cells.put_text(part.id, "concept", concept)?;
        }
        let label = now.map(|position| position.label);
        if let Some(label) = label.filter(|label| before.map(|before| before.label) != Some(*label))
        {
            match self.side(label) {
                Some(side) => is_changed |= self.cells.put_agreement(part.id, side)?,
                None => return Ok(None),
            }
        }
        Ok(Some(is_changed))
    }

    /// How agreement is written, if at all: for, against, or without an answer.
    fn side(&self, label: Label) -> Option<Option<bool>> {
        let rule = match (label, self.sides) {
            (Label::Support, _) => return Some(Some(true)),
            (Label::Oppose, _) => return Some(Some(false)),
            (_, Sides::Unanswered) => return Some(None),
            (Label::Conditional, Sides::Ruled(conditional, _)) => conditional,
            (Label::Neutral, Sides::Ruled(_, neutral)) => neutral,
        };
        match rule {
            ExportRule::Skip => None,
            ExportRule::Support => Some(Some(true)),
            ExportRule::Oppose => Some(Some(false)),
        }
    }

    /// Makes a part for each speaker and each position that took nobody's place.
    fn add(&mut self, corrected: &Corrected, stay: &[Part]) -> rusqlite::Result<()> {
        let (speakers, positions) = (&corrected.speakers, &corrected.positions);
        let Some(&model) = corrected.parts.first() else {
            return Ok(());
        };
        let said: BTreeSet<_> = stay
            .iter()
            .map(|part| (part.speaker, part.position))
            .collect();
        let new_speakers: BTreeSet<usize> = speakers.newcomers().collect();
        let new_positions: BTreeSet<usize> = positions.newcomers().collect();
        for pair in pairs(speakers.now.len(), positions.now.len()) {
            let is_new = pair.0.is_some_and(|at| new_speakers.contains(&at))
                || pair.1.is_some_and(|at| new_positions.contains(&at));
            if !is_new || said.contains(&pair) {
                continue;
            }
            // What else is coded of a joint speaker's position is coded of this one's too.
            let like = stay.iter().find(|part| part.position == pair.1);
            let id = match like {
                Some(like) => self.cells.copy(like.id, true, self.noted)?,
                None => self.cells.copy(model, false, self.noted)?,
            };
            let Some(id) = id else { continue };
            let part = Part {
                id,
                speaker: pair.0,
                position: pair.1,
            };
            self.speaker(&part, speakers, None)?;
            match self.position(&part, positions, None)? {
                Some(_) => {
                    self.changed += 1;
                    self.note(&part, corrected, true)?;
                }
                None => {
                    self.left_out += 1;
                    self.cells.delete(id)?;
                }
            }
        }
        Ok(())
    }

    /// Notes what goes out of a part, or that it does not.
    fn note(&self, part: &Part, corrected: &Corrected, is_sent: bool) -> rusqlite::Result<()> {
        if !self.noted {
            return Ok(());
        }
        let speaker = part.speaker.and_then(|at| corrected.speakers.now.get(at));
        let position = part.position.and_then(|at| corrected.positions.now.get(at));
        self.cells.note(&Sent {
            id: part.id,
            statement: corrected.statement,
            speaker: speaker.map_or("", |voice| &voice.name),
            target: position.map_or("", |position| &position.key),
            is_sent,
        })
    }
}

/// Every speaker with every position; where there are none of one, the others alone.
fn pairs(speakers: usize, positions: usize) -> Vec<(Option<usize>, Option<usize>)> {
    let each = |count: usize| -> Vec<Option<usize>> {
        match count {
            0 => vec![None],
            count => (0..count).map(Some).collect(),
        }
    };
    let positions = each(positions);
    let pairs = each(speakers).into_iter();
    let pairs =
        pairs.flat_map(|speaker| positions.iter().map(move |&position| (speaker, position)));
    pairs.collect()
}
