//! Prints made-up news articles as JSON lines, about 2 kB of English each, to measure reading:
//! `cargo run --release --example news -- 100000 > news.jsonl`

use serde_json::json;
use std::io::{BufWriter, Write};

/// A seeded stream of numbers (SplitMix64, Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound.max(1) as u64) as usize
    }

    fn of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }
}

const FIRST: [&str; 12] = [
    "Anna", "Boris", "Clara", "David", "Elena", "Felix", "Greta", "Hugo", "Irina", "Jonas",
    "Karla", "Leon",
];
const SYLLABLES: [&str; 16] = [
    "bar", "cor", "den", "fal", "gor", "hal", "ker", "lin", "mar", "nor", "pel", "ros", "sol",
    "tam", "ver", "win",
];
const MATTERS: [&str; 16] = [
    "trade",
    "arms control",
    "sanctions",
    "the climate",
    "the harbour fees",
    "the ceasefire",
    "migration",
    "the fishing treaty",
    "nuclear tests",
    "gas supplies",
    "the border",
    "the tariffs",
    "the observers",
    "the prisoners",
    "the election",
    "cyber security",
];
const WILL: [&str; 8] = [
    "must keep",
    "will never accept",
    "support",
    "oppose",
    "cannot discuss",
    "want to settle",
    "are ready to reopen",
    "have to change",
];
const THINGS: [&str; 12] = [
    "the old rules",
    "every promise",
    "a new agreement",
    "these terms",
    "the whole plan",
    "an open market",
    "the talks",
    "a common position",
    "the inspections",
    "their proposal",
    "the deadline",
    "a fair price",
];
const SAID: [&str; 6] = [
    "said",
    "told reporters",
    "stressed",
    "warned",
    "added",
    "announced",
];
const DAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

fn name(random: &mut Random) -> String {
    let (one, two) = (random.of(&SYLLABLES), random.of(&SYLLABLES));
    let three = random.of(&SYLLABLES);
    format!(
        "{} {}{}{two}{three}",
        random.of(&FIRST),
        one[..1].to_uppercase(),
        &one[1..]
    )
}

fn article(random: &mut Random, number: usize) -> serde_json::Value {
    let title = format!(
        "{} and {} at odds over {}",
        name(random),
        name(random),
        random.of(&MATTERS)
    );
    let mut text = String::new();
    for _ in 0..6 + random.below(8) {
        let (who, matter, other) = (name(random), random.of(&MATTERS), random.of(&MATTERS));
        let (will, thing, said) = (random.of(&WILL), random.of(&THINGS), random.of(&SAID));
        let day = random.of(&DAYS);
        text += &match random.below(3) {
            0 => format!("\"On {matter} we {will} {thing},\" {who} {said} on {day}."),
            1 => format!(
                "{who} said on {day} that they {will} {thing} as long as {other} is discussed."
            ),
            _ => format!(
                "The delegations spent {day} on {matter} and left {other} for the week after."
            ),
        };
        text += &format!(
            " In {} the ministers had {} hours for {thing}, and {} of them went to {other}.\n\n",
            name(random),
            random.below(40),
            random.below(20)
        );
    }
    let (month, day) = (random.below(12) + 1, random.below(28) + 1);
    let published = format!("{}-{month:02}-{day:02}", 2005 + random.below(20));
    json!({"id": format!("made-{number}"), "title": title, "published": published,
           "source": format!("{} Post", &name(random)[..4]), "text": text})
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let articles: usize = match std::env::args().nth(1) {
        Some(number) => number.parse()?,
        None => return Err("usage: news ARTICLES".into()),
    };
    let mut random = Random(1);
    let mut out = BufWriter::new(std::io::stdout().lock());
    for number in 1..=articles {
        writeln!(out, "{}", article(&mut random, number))?;
    }
    Ok(out.flush()?)
}
