//! Bad input: each gives one clear line that names the file, and the rest of the batch goes on.

use crate::support::Onrecord;

const GOOD: &str = "Lavrov: Talks will go on\n\n\
    MOSCOW, Feb. 21, 2023. /TASS/. \"We are ready for talks,\" Russian Foreign Minister Sergei \
    Lavrov said on Tuesday.\n";

/// A folder with one bad file among good ones.
fn with(name: &str, bytes: impl AsRef<[u8]>) -> Onrecord {
    let here = Onrecord::new();
    std::fs::create_dir(here.path("in")).expect("a folder");
    here.file("in/a.txt", GOOD)
        .file(&format!("in/{name}"), bytes)
        .file("in/z.txt", GOOD.replace("Talks", "Consultations"))
}

/// Adding it fails with these words on the file, and both good articles are on record.
#[track_caller]
fn told_and_the_rest_goes_on(name: &str, bytes: impl AsRef<[u8]>, words: &str) {
    let here = with(name, bytes);
    let outcome = here.run("add in").failed(words);
    let lines: Vec<&str> = outcome.stderr.lines().collect();
    assert_eq!(lines.len(), 1, "{outcome:#?}");
    assert!(
        lines[0].starts_with(&format!("error: in/{name} ")),
        "{outcome:#?}"
    );
    assert!(outcome.stdout.contains("2 articles added"), "{outcome:#?}");
    assert!(outcome.stdout.contains("1 failed"), "{outcome:#?}");
    let articles = here.run("articles --format json").json();
    assert_eq!(articles.as_array().map(Vec::len), Some(2), "{articles}");
}

#[test]
fn an_empty_file() {
    told_and_the_rest_goes_on("b.txt", "", "is empty");
    told_and_the_rest_goes_on("b.txt", " \n\t\n", "has no words, only white space");
    told_and_the_rest_goes_on("b.txt", b"\xef\xbb\xbf", "has no words");
}

#[test]
fn a_binary_file() {
    told_and_the_rest_goes_on(
        "b.txt",
        b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0",
        "looks like a binary file",
    );
    told_and_the_rest_goes_on("b.txt", b"%PDF-1.7 ...", "is a PDF document");
    told_and_the_rest_goes_on("b.txt", b"PK\x03\x04....", "is damaged");
    told_and_the_rest_goes_on("b.txt", b"\x89PNG\r\n\x1a\n", "is a PNG picture");
}

#[test]
fn a_form_that_is_not_read() {
    told_and_the_rest_goes_on(
        "b.txt",
        "<?xml version=\"1.0\"?>\n<report>Hi</report>",
        "is an XML document",
    );
}

#[test]
fn a_line_of_fifty_megabytes() {
    let line = "We are ready for talks, he said. ".repeat(50_000_000 / 33);
    told_and_the_rest_goes_on(
        "b.txt",
        line,
        "is larger than 1 MB and would be read as a single article",
    );
}

#[cfg(unix)]
#[test]
fn a_broken_link() {
    let here = with("b.txt", GOOD);
    std::fs::remove_file(here.path("in/b.txt")).expect("it was there");
    std::os::unix::fs::symlink("gone.txt", here.path("in/b.txt")).expect("a link");
    let outcome = here
        .run("add in")
        .failed("error: in/b.txt is a broken link: gone.txt does not exist");
    assert!(outcome.stdout.contains("2 articles added"), "{outcome:#?}");
}

#[cfg(unix)]
#[test]
fn no_permission() {
    use std::os::unix::fs::PermissionsExt;
    let here = with("b.txt", GOOD);
    let closed = std::fs::Permissions::from_mode(0o000);
    std::fs::set_permissions(here.path("in/b.txt"), closed).expect("the owner may");
    if std::fs::read(here.path("in/b.txt")).is_ok() {
        eprintln!("skipped: this user may read everything");
        return;
    }
    let outcome = here
        .run("add in")
        .failed("error: in/b.txt cannot be read: permission denied");
    assert!(outcome.stdout.contains("2 articles added"), "{outcome:#?}");
}

#[test]
fn a_file_that_is_not_there() {
    let here = with("b.txt", GOOD);
    let outcome = here
        .run("add in/a.txt in/none.txt in/z.txt")
        .failed("error: in/none.txt does not exist");
    assert!(outcome.stdout.contains("2 articles added"), "{outcome:#?}");
}

#[test]
fn nothing_to_read_makes_no_database() {
    let here = Onrecord::new().file("a.txt", "");
    here.run("add a.txt").failed("a.txt is empty");
    assert!(!here.path("onrecord.db").exists());
}

#[test]
fn wrong_encodings_are_read_as_what_they_are() {
    let words = "“We’re ready for talks,” Russian Foreign Minister Sergei Lavrov said on Monday.";
    let utf_16: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [&b"\xff\xfe"[..], &utf_16].concat();
    let windows =
        b"\x93We\x92re ready for talks,\x94 Russian Foreign Minister Sergei Lavrov said on Monday."
            .to_vec();
    for bytes in [marked, utf_16, windows, words.as_bytes().to_vec()] {
        let record = Onrecord::new()
            .file("a.txt", bytes)
            .run("extract a.txt")
            .json();
        assert_eq!(record["text"], words);
        assert_eq!(record["statements"][0]["text"], "We’re ready for talks");
    }
}

#[test]
fn invalid_bytes_stand_replaced_and_are_told() {
    let bytes = b"\xe2\x80\x9cWe are ready,\xe2\x80\x9d Sergei Lavrov \xff said on Monday.";
    let record = Onrecord::new()
        .file("a.txt", bytes)
        .run("extract a.txt")
        .json();
    assert!(
        record["text"]
            .as_str()
            .is_some_and(|text| text.contains('\u{fffd}'))
    );
    assert_eq!(record["diagnostics"][0]["code"], "invalid-bytes");
}

#[test]
fn control_characters_stay_where_they_are() {
    let text = "\"We are\x07 ready for talks,\" Sergei Lavrov said\x0c on Monday, and left.\r\n";
    let record = Onrecord::new()
        .file("a.txt", text)
        .run("extract a.txt")
        .json();
    assert_eq!(record["text"], text);
}

#[test]
fn unbalanced_quotation_marks_are_told() {
    let text = "\"We are ready for talks, Sergei Lavrov said on Monday. He then left the room.\n";
    let record = Onrecord::new()
        .file("a.txt", text)
        .run("extract a.txt")
        .json();
    assert_eq!(record["diagnostics"][0]["code"], "unbalanced-quotation");
}

#[test]
fn right_to_left_text_is_kept_without_statements() {
    let text = "قال وزير الخارجية الروسي سيرغي لافروف يوم الثلاثاء إن بلاده مستعدة للمحادثات.\n";
    let here = Onrecord::new().file("a.txt", text);
    let record = here.run("extract a.txt").json();
    assert_eq!(record["text"], text);
    assert_eq!(record["lang"], serde_json::Value::Null);
    assert_eq!(record["diagnostics"][0]["code"], "not-english");
    here.run("add a.txt").done();
}
