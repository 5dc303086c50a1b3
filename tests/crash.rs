//! What is on record outlives a kill at any moment, writers at once, and a full disk.
//!
//! A short run is a part of the tests; the long one, a hundred kills:
//! `cargo test --release --test crash -- --ignored`

mod support;

use onrecord::store::Store;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use support::{Onrecord, program};

/// Enough for several transactions: articles that come soon after one another share one.
const ARTICLES: usize = 400;

/// A folder of articles, each with statements of its own.
fn with_articles() -> Onrecord {
    let here = Onrecord::new();
    std::fs::create_dir(here.path("articles")).expect("a folder");
    for at in 0..ARTICLES {
        let day = at % 28 + 1;
        let mut text = format!("Talks of day {at}\n\nGENEVA, March {day}, 2021. /TASS/. ");
        for part in 0..4 {
            text += &format!(
                "\"We reached point {part} of {at} on arms control,\" US President Joe Biden said. \
                 Russian Foreign Minister Sergei Lavrov rejected proposal {part} of {at}, saying that \
                 the talks on trade must go on for {at} days.\n\n"
            );
        }
        let name = format!("articles/{at:03}.txt");
        std::fs::write(here.path(&name), text).expect("written");
    }
    here
}

fn adding(folder: &Path, database: &str) -> Command {
    let mut command = program(folder);
    command
        .args(["add", "articles", "--engine", "lexicon", "--threads", "1"])
        .args(["--db", database])
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}

/// Each article with all that is on record of it, without numbers, which tell in which order
/// the articles came.
fn record(path: &Path) -> BTreeMap<String, String> {
    let store = Store::open(path).expect("the file opens");
    let checked = store.check().expect("checked");
    assert_eq!(checked.findings, [], "{}", path.display());
    let mut record = BTreeMap::new();
    for id in 1..=checked.articles as i64 {
        let stored = store
            .article(id)
            .expect("readable")
            .expect("numbered without gaps");
        let statements: Vec<_> = stored.statements.iter().map(|one| &one.statement).collect();
        let told = format!("{statements:#?} {:?}", stored.diagnostics);
        let doubled = record.insert(stored.article.id, told);
        assert_eq!(doubled, None, "an article is on record twice");
    }
    record
}

/// A seeded stream of numbers (SplitMix64, Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }
}

/// The database's bytes with those of its log: how far adding has come, however busy the machine.
fn written(path: &Path) -> u64 {
    ["", "-wal"]
        .iter()
        .filter_map(|suffix| std::fs::metadata(format!("{}{suffix}", path.display())).ok())
        .map(|about| about.len())
        .sum()
}

/// Waits until the child has written so much, or has ended; gives the most that it had written.
fn wait_for(child: &mut Child, path: &Path, bytes: u64) -> u64 {
    let mut most = 0;
    while most < bytes && child.try_wait().expect("asked").is_none() {
        most = most.max(written(path));
        std::thread::sleep(Duration::from_micros(100));
    }
    most
}

/// Kills so many times, and on until half as many kills left some articles in and some out: on a busy
/// machine many come before the first article is in or after the last one.
fn kill_at_random_moments(times: usize, seed: u64) {
    let here = with_articles();
    let folder = here.path("");
    let whole = here.path("whole.db");
    let mut child = adding(&folder, "whole.db").spawn().expect("started");
    let all = wait_for(&mut child, &whole, u64::MAX);
    assert!(child.wait().expect("ended").success());
    let expected = record(&whole);
    assert_eq!(expected.len(), ARTICLES);

    let mut random = Random(seed);
    let (mut cut_short, mut kills) = (0, 0);
    for at in 0..4 * times {
        if at >= times && cut_short * 2 >= times {
            break;
        }
        kills += 1;
        let database = format!("killed-{at}.db");
        let path = here.path(&database);
        let mut child = adding(&folder, &database).spawn().expect("started");
        wait_for(&mut child, &path, random.below(all));
        std::thread::sleep(Duration::from_micros(random.below(3000)));
        child.kill().expect("killed");
        child.wait().expect("gone");

        let found = match path.exists() {
            true => record(&path),
            false => BTreeMap::new(),
        };
        cut_short += usize::from(!found.is_empty() && found.len() < ARTICLES);
        for (name, told) in &found {
            assert_eq!(
                Some(told),
                expected.get(name),
                "{name} is there in part, kill {at}"
            );
        }
        let completed = adding(&folder, &database).status().expect("added");
        assert!(completed.success(), "kill {at}");
        assert_eq!(record(&path), expected, "completed after kill {at}");
    }
    println!("{cut_short} of {kills} kills left some articles in and some out");
    // Else the moments were badly chosen, and nothing was tried.
    assert!(cut_short * 2 >= times, "only {cut_short} of {kills}");
}

#[test]
fn a_kill_at_any_moment_of_adding_loses_and_doubles_nothing() {
    kill_at_random_moments(12, 1);
}

#[test]
#[ignore = "takes minutes: cargo test --release --test crash -- --ignored"]
fn a_hundred_kills_lose_and_double_nothing() {
    kill_at_random_moments(100, 2);
}

#[test]
fn two_processes_add_at_once_and_others_read_and_none_of_them_fails() {
    let here = with_articles();
    let folder = here.path("");
    let mut writers: Vec<Child> = (0..2)
        .map(|_| adding(&folder, "shared.db").spawn().expect("started"))
        .collect();
    let mut reads = 0;
    while writers
        .iter_mut()
        .any(|one| one.try_wait().expect("asked").is_none())
        || reads == 0
    {
        if here.path("shared.db").exists() {
            let read = here.run("said --limit 5 --format json --db shared.db");
            // Before the first article is in, there is no record to read.
            let too_early = read.stderr.contains("holds no record yet");
            assert!(read.code == Some(0) || too_early, "{read:#?}");
            reads += 1;
        }
    }
    for writer in writers {
        let ended = writer.wait_with_output().expect("ended");
        assert!(
            ended.status.success(),
            "{}",
            String::from_utf8_lossy(&ended.stderr)
        );
    }
    assert_eq!(record(&here.path("shared.db")).len(), ARTICLES);
}

/// Adds on a disk that fills up meanwhile: it must say so, keep whole articles, and go on when
/// there is room.
fn fills_up(here: &Onrecord, full: Command, database: &str) {
    let ended = { full }.output().expect("ended");
    let told = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(1), "{told}");
    assert!(told.contains("no space left for"), "{told}");
    let found = record(&here.path(database));
    assert!(
        !found.is_empty() && found.len() < ARTICLES,
        "{}",
        found.len()
    );
}

/// A file system of its own that holds two megabytes; needs the right to mount one.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_leaves_the_database_whole() {
    let here = with_articles();
    let disk = here.path("disk");
    std::fs::create_dir(&disk).expect("a folder");
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=700k", "tmpfs"])
        .arg(&disk)
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !mounted {
        eprintln!("skipped: no right to mount a small file system");
        return;
    }
    // Unmounted whatever happens, else the folder cannot be removed.
    struct Unmount<'a>(&'a Path);
    impl Drop for Unmount<'_> {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg(self.0).status();
        }
    }
    let folder = here.path("");
    let unmount = Unmount(&disk);
    fills_up(&here, adding(&folder, "disk/small.db"), "disk/small.db");
    let grown = Command::new("mount")
        .args(["-o", "remount,size=64m"])
        .arg(&disk)
        .status();
    assert!(grown.is_ok_and(|status| status.success()), "the disk grows");
    assert!(
        adding(&folder, "disk/small.db")
            .status()
            .expect("added")
            .success()
    );
    assert_eq!(record(&here.path("disk/small.db")).len(), ARTICLES);
    drop(unmount);
}
