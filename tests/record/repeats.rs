//! Copies that other outlets publish, and versions of one article.

use crate::support::Onrecord;
use crate::support::article::article;
use onrecord::article::Likeness;
use onrecord::model::{Decision, Extraction, Verdict};
use onrecord::query::{self, ArticleEntry};
use onrecord::store::Store;
use serde_json::json;

/// What an agency sends: eight paragraphs, with somebody's words in the second.
fn agency() -> String {
    let mut text = String::from(
        "Ministers agree on harbour fees\n\nNORTHTOWN, March 4. The two sides agreed on the fees \
         for the coming year after a night of talks in the old customs house.\n\n\
         \"The harbour is open to all,\" Anna Keller said.\n\n",
    );
    for (at, matter) in ["pilots", "cranes", "storage", "dredging", "lights", "tugs"]
        .iter()
        .enumerate()
    {
        text += &format!(
            "On {matter} the ministers settled for a rise of {at} per cent, which the guild of {matter} \
             had asked for in autumn, and which the owners of the {matter} called hard but just in a \
             letter that both delegations had before them.\n\n"
        );
    }
    text
}

fn published(name: &str, url: Option<&str>, text: &str) -> Extraction {
    let mut draft = article(name, text)
        .says(&["Anna Keller"], "The harbour is open to all")
        .done();
    draft.article.url = url.map(str::to_owned);
    draft
}

fn listed(store: &Store) -> Vec<ArticleEntry> {
    let mut all = query::articles(store, None).expect("listed");
    all.sort_by_key(|one| one.id);
    all
}

/// Of what each article is a copy, by numbers.
fn copies(texts: &[&str]) -> Vec<Option<i64>> {
    let here = Onrecord::new();
    let mut store = here.store();
    for (at, text) in texts.iter().enumerate() {
        store
            .add(&article(&format!("{at}.txt"), text).done())
            .expect("added");
    }
    listed(&store).iter().map(|one| one.copy_of).collect()
}

#[test]
fn what_papers_do_to_an_agency_text_leaves_it_a_copy() {
    let agency = agency();
    let (_, body) = agency.split_once("\n\n").expect("a headline");
    let headline = format!("Long night ends with deal on fees\n\n{body}");
    let paragraphs: Vec<&str> = agency.split("\n\n").collect();
    let cut = paragraphs[..4].join("\n\n");
    let corrected = agency
        .replace("3 per cent", "4 per cent")
        .replace("NORTHTOWN", "Northtown");
    let added = format!("{agency}With reports by our own correspondent in Southport.\n");
    for changed in [&headline, &cut, &corrected, &added] {
        assert_eq!(copies(&[&agency, changed]), [None, Some(1)], "{changed}");
        assert_eq!(copies(&[changed, &agency]), [None, Some(1)], "{changed}");
    }
}

#[test]
fn readouts_of_one_form_about_different_calls_are_no_copies() {
    let readout = |guest: &str, country: &str, matter: &str, next: &str| {
        format!(
            "Telephone conversation with President of {country} {guest}\n\nAnna Keller had a telephone \
             conversation with President of {country} {guest}.\n\nThe two presidents discussed {matter} \
             and the schedule of high-level contacts. They agreed {next}.\n\nThe conversation was held \
             at the initiative of the side of {country}."
        )
    };
    let first = readout(
        "Bohdan Marek",
        "Southland",
        "trade in grain and steel after the harvest",
        "to meet in Northtown in May",
    );
    let second = readout(
        "Žofia Říhová",
        "Westland",
        "the fighting in the border region and the exchange of prisoners",
        "that the foreign ministers will go on with the talks",
    );
    assert_eq!(copies(&[&first, &second]), [None, None]);
}

#[test]
fn a_short_notice_is_no_copy_of_another() {
    assert_eq!(
        copies(&["Keller declined to comment.", "Marek declined to comment."]),
        [None, None]
    );
}

#[test]
fn copies_of_copies_are_linked_to_the_first() {
    let first = agency();
    let second = first.replace("old customs house", "customs house");
    let third = second.replace("harbour fees", "fees");
    assert_eq!(copies(&[&first, &second, &third]), [None, Some(1), Some(1)]);
}

#[test]
fn copies_are_listed_and_can_be_left_out() {
    let text = agency();
    let copied = text.replace("Ministers agree", "Both sides agree");
    let here = Onrecord::with([
        published("wire.txt", Some("https://wire.example/1"), &text),
        published("paper.txt", Some("https://paper.example/7"), &copied),
    ]);
    let listed = here.run("articles").done().stdout;
    assert!(listed.contains("copy of 1, 9"), "{listed}");
    let all = here.run("said --format json").json();
    assert_eq!(all.as_array().map(Vec::len), Some(2));
    let firsts = here.run("said --without-copies --format json").json();
    assert_eq!(firsts.as_array().map(Vec::len), Some(1));
    assert_eq!(firsts[0]["article"], json!(1));
    here.run("check").done();
}

#[test]
fn a_newer_version_is_the_one_that_counts_and_the_older_stays() {
    let here = Onrecord::new();
    let mut store = here.store();
    let url = Some("https://wire.example/1");
    let text = agency();
    store.add(&published("a", url, &text)).expect("added");
    let accept = Decision {
        verdict: Verdict::Accept { statement: 1 },
        by: "an analyst".into(),
        at: "2026-01-01T00:00:00Z".into(),
        note: None,
    };
    store.decide(&accept).expect("decided");
    let update = format!("{text}UPDATE: the guild of pilots agreed too.\n");
    store.add(&published("a", url, &update)).expect("added");
    let last = format!("{update}So did the tugs.\n");
    store.add(&published("a", url, &last)).expect("added");
    let newer: Vec<_> = listed(&store).iter().map(|one| one.newer).collect();
    assert_eq!(newer, [Some(3), Some(3), None]);
    assert!(listed(&store).iter().all(|one| one.copy_of.is_none()));

    let said = here.run("said --format json").json();
    assert_eq!(said.as_array().map(Vec::len), Some(1), "{said}");
    assert_eq!(said[0]["article"], json!(3));
    assert_eq!(
        here.run("speakers --format json").json()[0]["statements"],
        1
    );
    let old = store.article(1).expect("readable").expect("there");
    assert_eq!(old.statements[0].standing, "accepted");
    let told = here.run("articles").done().stdout;
    assert!(told.contains("older version of 3"), "{told}");
    here.run("check").done();
}

#[test]
fn reading_an_older_version_anew_does_not_bring_it_back() {
    let here = Onrecord::new();
    let mut store = here.store();
    let url = Some("https://wire.example/1");
    let text = agency();
    store.add(&published("a", url, &text)).expect("added");
    let update = format!("{text}UPDATE: the guild of pilots agreed too.\n");
    store.add(&published("a", url, &update)).expect("added");
    let mut anew = published("a", url, &text);
    anew.run.version = "later".into();
    anew.statements[0].attribution.content[0].end -= 1;
    store.add(&anew).expect("added");
    let said = here.run("said --format json").json();
    assert_eq!(said.as_array().map(Vec::len), Some(1), "{said}");
    assert_eq!(said[0]["article"], json!(2));
}

#[test]
fn a_version_published_earlier_is_the_older_one_whenever_it_is_added() {
    let here = Onrecord::new();
    let mut store = here.store();
    let text = agency();
    for (day, text) in [
        ("2021-03-05", format!("{text}UPDATE.\n")),
        ("2021-03-04", text),
    ] {
        let mut draft = article("a", &text).published(day).done();
        draft.article.url = Some("https://wire.example/1".into());
        store.add(&draft).expect("added");
    }
    let newer: Vec<_> = listed(&store).iter().map(|one| one.newer).collect();
    assert_eq!(newer, [None, Some(1)]);
}

#[test]
fn one_address_given_for_different_articles_makes_no_versions() {
    let here = Onrecord::new();
    let mut store = here.store();
    let url = Some("https://wire.example/");
    let other = "A storm over the northern sea kept the ferries in port on Monday. \"The harbour is \
                 open to all,\" Anna Keller said when the wind fell, and the first ships left before \
                 noon with passengers who had slept in the waiting hall.";
    store.add(&published("a", url, &agency())).expect("added");
    store.add(&published("b", url, other)).expect("added");
    assert!(listed(&store).iter().all(|one| one.newer.is_none()));
}

/// The pages of a real site, many of one form. Whatever is linked is printed, to be judged by
/// eye; nearly nothing on one site copies another page of it.
#[test]
fn pages_of_one_site_are_hardly_ever_taken_for_copies() {
    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/kremlin-html");
    let Ok(pages) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: no {}", folder.display());
        return;
    };
    let mut paths: Vec<_> = pages.filter_map(|page| Some(page.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "html"));
    paths.sort();
    let texts: Vec<Likeness> = paths
        .iter()
        .map(|path| Likeness::new(&body(&std::fs::read_to_string(path).expect("a page"))))
        .collect();
    let (mut pairs, mut alike) = (0, 0);
    for (at, text) in texts.iter().enumerate() {
        for (other, path) in texts[..at].iter().zip(&paths) {
            pairs += 1;
            let similarity = text.similarity(other);
            if similarity >= 0.8 {
                alike += 1;
                println!("{similarity:.2} {} {}", path.display(), paths[at].display());
            }
        }
    }
    println!("{alike} of {pairs} pairs of {} pages", texts.len());
    assert!(alike * 10_000 <= pairs, "{alike} of {pairs} pairs");
}

/// The paragraphs of a page, without their marks.
fn body(page: &str) -> String {
    let page = page.split_once("<body").map_or(page, |(_, body)| body);
    let mut text = String::new();
    for part in page.split("<p").skip(1) {
        let paragraph = part.split("</p>").next().unwrap_or_default();
        let mut depth = 1;
        for c in paragraph.chars() {
            match c {
                '<' => depth += 1,
                '>' => depth -= 1,
                _ if depth == 0 => text.push(c),
                _ => {}
            }
        }
        text.push_str("\n\n");
    }
    text
}
