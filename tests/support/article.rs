//! Articles with their statements, built by hand. The people and their words are made up.

use onrecord::model::{
    Actor, ActorKind, Agreement, Article, Attribution, Basis, Date, Extraction, Kind, Label, Role,
    Run, Speaker, Stance, Statement, TargetKind, Topic,
};
use onrecord::span::Span;
use sha2::{Digest, Sha256};

/// An article in the making.
pub struct Draft {
    extraction: Extraction,
}

/// Starts an article with this text.
pub fn article(id: &str, text: &str) -> Draft {
    let sha256: String = Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Draft {
        extraction: Extraction {
            attributions: Vec::new(),
            article: Article {
                id: id.into(),
                title: None,
                outlet: None,
                url: None,
                published: None,
                published_basis: None,
                dateline_place: None,
                lang: Some("en".into()),
                text: text.into(),
                source_sha256: sha256.clone(),
                sha256,
                origin: Default::default(),
            },
            run: run("1"),
            statements: Vec::new(),
            actors: Vec::new(),
            topics: Vec::new(),
            agreements: Vec::new(),
            diagnostics: Vec::new(),
        },
    }
}

/// A pass of the engine "by hand" of some version.
pub fn run(version: &str) -> Run {
    Run {
        engine: "by hand".into(),
        version: version.into(),
        fingerprint: "0".into(),
    }
}

/// A day that is known to be one.
pub fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

impl Draft {
    pub fn title(mut self, title: &str) -> Draft {
        self.extraction.article.title = Some(title.into());
        self
    }

    pub fn outlet(mut self, outlet: &str) -> Draft {
        self.extraction.article.outlet = Some(outlet.into());
        self
    }

    pub fn published(mut self, date: &str) -> Draft {
        self.extraction.article.published = Some(day(date));
        self.extraction.article.published_basis = Some("dateline".into());
        self
    }

    pub fn published_given(mut self, date: &str) -> Draft {
        self = self.published(date);
        self.extraction.article.published_basis = Some("given".into());
        self
    }

    /// Read by another version of the engine.
    pub fn read_by(mut self, version: &str) -> Draft {
        self.extraction.run = run(version);
        self
    }

    /// A card of a person with an office held since ever.
    pub fn person(mut self, name: &str, role: &str, aliases: &[&str]) -> Draft {
        self.extraction.actors.push(Actor {
            name: name.into(),
            kind: ActorKind::Person,
            aliases: aliases.iter().map(|alias| alias.to_string()).collect(),
            roles: vec![Role {
                title: role.into(),
                start: None,
                end: None,
            }],
            qid: None,
        });
        self
    }

    /// A card of a topic.
    pub fn topic(mut self, id: &str, label: &str) -> Draft {
        self.extraction.topics.push(Topic {
            id: id.into(),
            label: label.into(),
            iptc: None,
            broader: None,
        });
        self
    }

    /// A card of an agreement.
    pub fn agreement(mut self, name: &str, parties: &[&str]) -> Draft {
        self.extraction.agreements.push(Agreement {
            name: name.into(),
            aliases: Vec::new(),
            parties: parties.iter().map(|party| party.to_string()).collect(),
            signed: None,
            in_force: None,
            ended: None,
            topics: Vec::new(),
            qid: None,
        });
        self
    }

    /// What the last agreement is about.
    pub fn about(mut self, topic: &str) -> Draft {
        if let Some(agreement) = self.extraction.agreements.last_mut() {
            agreement.topics.push(topic.into());
        }
        self
    }

    /// A statement: `words` stand in the text, and `speakers` say them.
    pub fn says(mut self, speakers: &[&str], words: &str) -> Draft {
        let speakers = speakers.iter().map(|name| person(name)).collect();
        let content = vec![self.find(words)];
        self.extraction.statements.push(Statement {
            attribution: Attribution {
                kind: Kind::Direct,
                source: Vec::new(),
                cue: Vec::new(),
                content,
                rule: "by hand".into(),
                confidence: None,
            },
            speakers,
            addressee: None,
            said_on: None,
            stances: Vec::new(),
            utterance: self.extraction.statements.len(),
            within: None,
        });
        self
    }

    /// The source of the last statement.
    pub fn source(mut self, words: &str) -> Draft {
        let span = self.find(words);
        self.last().attribution.source = vec![span];
        self
    }

    /// The cue of the last statement.
    pub fn cue(mut self, words: &str) -> Draft {
        let span = self.find(words);
        self.last().attribution.cue = vec![span];
        self
    }

    /// Another piece of the last statement's content.
    pub fn and(mut self, words: &str) -> Draft {
        let span = self.find(words);
        self.last().attribution.content.push(span);
        self
    }

    /// How the last statement is reported.
    pub fn kind(mut self, kind: Kind) -> Draft {
        self.last().attribution.kind = kind;
        self
    }

    /// The day that the text gives for the last statement.
    pub fn said_on(mut self, date: &str) -> Draft {
        self.last().said_on = Some(day(date).into());
        self
    }

    /// The last statement's stance toward a topic.
    pub fn on_topic(self, topic: &str, label: Label) -> Draft {
        self.stance(topic, TargetKind::Topic, label)
    }

    /// The last statement's stance toward an agreement.
    pub fn on_agreement(self, agreement: &str, label: Label) -> Draft {
        self.stance(agreement, TargetKind::Agreement, label)
    }

    fn stance(mut self, target: &str, target_kind: TargetKind, label: Label) -> Draft {
        let evidence = self.last().attribution.content.clone();
        self.last().stances.push(Stance {
            target: target.into(),
            target_kind,
            label,
            evidence,
            condition: Vec::new(),
            object: None,
            basis: "by hand".into(),
            confidence: None,
        });
        self
    }

    /// The condition of the last stance.
    pub fn condition(mut self, words: &str) -> Draft {
        let span = self.find(words);
        let stances = &mut self.last().stances;
        stances.last_mut().expect("a stance").condition = vec![span];
        self
    }

    /// The words for that toward which the last stance is stated; none of them where nobody
    /// states one.
    pub fn toward(mut self, words: &str) -> Draft {
        let spans = match words {
            "" => Vec::new(),
            _ => vec![self.find(words)],
        };
        let stances = &mut self.last().stances;
        stances.last_mut().expect("a stance").object = Some(spans);
        self
    }

    /// The words that carry the last stance.
    pub fn evidence(mut self, words: &str) -> Draft {
        let span = self.find(words);
        let stances = &mut self.last().stances;
        stances.last_mut().expect("a stance").evidence = vec![span];
        self
    }

    /// Changes the last statement in any way.
    pub fn with(mut self, change: impl FnOnce(&mut Statement)) -> Draft {
        change(self.last());
        self
    }

    /// The article as a pass would have given it.
    pub fn done(self) -> Extraction {
        self.extraction
    }

    #[track_caller]
    fn last(&mut self) -> &mut Statement {
        self.extraction.statements.last_mut().expect("a statement")
    }

    #[track_caller]
    fn find(&self, words: &str) -> Span {
        let start = self
            .extraction
            .article
            .text
            .find(words)
            .unwrap_or_else(|| panic!("\"{words}\" is not in the text"));
        Span::new(start, start + words.len())
    }
}

/// A speaker known by name.
pub fn person(name: &str) -> Speaker {
    Speaker {
        name: name.into(),
        kind: ActorKind::Person,
        role: None,
        basis: Basis::Name,
        candidates: Vec::new(),
        confidence: None,
    }
}

/// Three articles on two people's positions: enough for any question.
pub fn small_record() -> Vec<Extraction> {
    vec![
        article(
            "harbour.txt",
            "Keller for open harbours\n\n\"Open harbours serve us both,\" President Anna Keller said on Monday.\n\n\
             Marek answered that he \"has no problem with trade as long as the rules hold\".",
        )
        .title("Keller for open harbours")
        .outlet("Harbour Post")
        .published("2019-03-04")
        .person("Anna Keller", "Northland President", &["Keller"])
        .person("Bohdan Marek", "Southland Prime Minister", &[])
        .topic("trade", "Trade")
        .says(&["Anna Keller"], "Open harbours serve us both")
        .source("President Anna Keller")
        .cue("said")
        .on_topic("trade", Label::Support)
        .says(&["Bohdan Marek"], "has no problem with trade as long as the rules hold")
        .source("Marek")
        .cue("answered")
        .kind(Kind::Mixed)
        .on_topic("trade", Label::Conditional)
        .condition("as long as the rules hold")
        .done(),
        article(
            "pact.txt",
            "Both leaders said the Northern Pact \"must stay in force\".\n\nKeller called new tariffs \"a mistake, \
             | and no \\ small one\", and Žofia Říhová said nothing of arms control.",
        )
        .title("Leaders stand by the pact")
        .outlet("Southland Wire")
        .published("2020-07-21")
        .person("Anna Keller", "Northland President", &["Keller"])
        .person("Bohdan Marek", "Southland Prime Minister", &[])
        .topic("trade", "Trade")
        .topic("arms-control", "Arms control")
        .agreement("Northern Pact", &["Northland", "Southland"])
        .says(&["Anna Keller", "Bohdan Marek"], "must stay in force")
        .source("Both leaders")
        .cue("said")
        .on_agreement("Northern Pact", Label::Support)
        .on_topic("arms-control", Label::Support)
        .says(&["Anna Keller"], "a mistake, | and no \\ small one")
        .source("Keller")
        .cue("called")
        .on_topic("trade", Label::Neutral)
        .says(&["Žofia Říhová"], "nothing of arms control")
        .on_topic("arms-control", Label::Neutral)
        .done(),
        article(
            "tariffs.txt",
            "\"We shall close,\" Keller said, \"every harbour to their goods.\"",
        )
        .title("Keller closes the harbours")
        .outlet("Harbour Post")
        .published("2022-01-10")
        .person("Anna Keller", "Northland President", &["Keller"])
        .topic("trade", "Trade")
        .says(&["Anna Keller"], "We shall close")
        .and("every harbour to their goods")
        .source("Keller")
        .cue("said")
        .said_on("2022-01-09")
        .on_topic("trade", Label::Oppose)
        .done(),
    ]
}
