//! Pages of the web, read from a site on this machine.
#![cfg(feature = "fetch")]

mod support;

use onrecord::source::web::{Client, Fetched, Manners, Page, Validators, WebError};
use std::time::Duration;
use support::Onrecord;
use support::site::Site;

fn client() -> Client {
    Client::new(Manners {
        pause: Duration::ZERO,
        allow_private: true,
        ..Manners::default()
    })
}

fn get(site: &Site, path: &str) -> Result<Page, WebError> {
    let address = format!("{}{path}", site.address);
    match client().get(&address, &Validators::default())? {
        Fetched::Page(page) => Ok(page),
        Fetched::Unchanged => panic!("nothing was known"),
    }
}

#[test]
fn a_page_is_read_after_robots_txt_by_name() {
    let site = Site::of(&[("/news?id=1", "words")]);
    let page = get(&site, "/news?id=1#top").expect("the page");
    assert_eq!(page.bytes, b"words");
    assert_eq!(site.paths(), ["/robots.txt", "/news?id=1"]);
    let agent = site.asked()[1]
        .iter()
        .any(|line| line.starts_with("user-agent: onrecord/"));
    assert!(agent, "{:?}", site.asked());
}

#[test]
fn what_robots_txt_forbids_is_not_read() {
    let site = Site::of(&[
        ("/robots.txt", "User-agent: *\nDisallow: /closed\n"),
        ("/closed/1", "words"),
        ("/open/1", "words"),
    ]);
    assert!(matches!(get(&site, "/closed/1"), Err(WebError::Robots)));
    assert!(get(&site, "/open/1").is_ok());
    assert!(!site.paths().contains(&"/closed/1".to_string()));
}

#[test]
fn a_redirect_into_what_robots_txt_forbids_is_not_followed() {
    let site = Site::new(|path, _| match path {
        "/robots.txt" => (
            "200 OK".to_string(),
            b"User-agent: *\nDisallow: /closed".to_vec(),
        ),
        "/open" => ("302 Found\r\nLocation: /closed".to_string(), Vec::new()),
        _ => ("200 OK".to_string(), b"words".to_vec()),
    });
    assert!(matches!(get(&site, "/open"), Err(WebError::Robots)));
}

#[test]
fn a_site_whose_robots_txt_fails_is_left_for_later() {
    let site = Site::new(|path, _| match path {
        "/robots.txt" => ("503 Service Unavailable".to_string(), Vec::new()),
        _ => ("200 OK".to_string(), b"words".to_vec()),
    });
    let error = get(&site, "/news").unwrap_err();
    assert!(error.is_passing(), "{error}");
    assert_eq!(site.paths(), ["/robots.txt"]);
}

#[test]
fn a_site_that_asks_to_wait_is_left_alone_until_then() {
    let site = Site::new(|path, _| match path {
        "/robots.txt" => ("404 Not Found".to_string(), Vec::new()),
        "/busy" => (
            "429 Too Many Requests\r\nRetry-After: 120".to_string(),
            Vec::new(),
        ),
        _ => ("200 OK".to_string(), b"words".to_vec()),
    });
    let client = client();
    let get = |path: &str| client.get(&format!("{}{path}", site.address), &Validators::default());
    assert!(get("/news").is_ok());
    let error = get("/busy").unwrap_err();
    assert!(error.is_passing());
    assert_eq!(error.wait(), Some(Duration::from_secs(120)));
    let told =
        "was refused by the site for now: 429 Too Many Requests; it asks to wait 120 seconds";
    assert_eq!(error.to_string(), told);
    let again = get("/other").unwrap_err();
    assert!(again.wait() > Some(Duration::from_secs(100)), "{again}");
    assert_eq!(site.paths(), ["/robots.txt", "/news", "/busy"]);
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let site = Site::new(|path, request| match path {
        "/robots.txt" => ("404 Not Found".to_string(), Vec::new()),
        _ if request.contains(&"if-none-match: \"v1\"".to_string()) => {
            ("304 Not Modified".to_string(), Vec::new())
        }
        _ => ("200 OK\r\nETag: \"v1\"".to_string(), b"words".to_vec()),
    });
    let client = client();
    let address = format!("{}/feed", site.address);
    let Ok(Fetched::Page(page)) = client.get(&address, &Validators::default()) else {
        panic!("the first visit reads the page");
    };
    assert_eq!(page.validators.etag.as_deref(), Some("\"v1\""));
    let again = client.get(&address, &page.validators).expect("an answer");
    assert_eq!(again, Fetched::Unchanged);
}

#[test]
fn an_address_at_home_is_not_read_unasked() {
    let site = Site::of(&[("/", "words")]);
    let port = site.address.rsplit(':').next().expect("a port");
    for host in [
        "127.0.0.1",
        "localhost",
        "[::ffff:127.0.0.1]",
        "2130706433",
        "0x7f.1",
    ] {
        let address = format!("http://{host}:{port}/");
        let error = Client::new(Manners::default())
            .get(&address, &Validators::default())
            .unwrap_err();
        assert!(matches!(error, WebError::Private(_)), "{host}: {error}");
    }
    assert!(site.asked().is_empty());
}

#[test]
fn size_redirects_and_addresses_have_limits() {
    let site = Site::new(|path, _| match path {
        "/robots.txt" => ("404 Not Found".to_string(), Vec::new()),
        "/round" => ("301 Moved\r\nLocation: /round".to_string(), Vec::new()),
        "/file" => (
            "301 Moved\r\nLocation: file:///etc/passwd".to_string(),
            Vec::new(),
        ),
        _ => ("200 OK".to_string(), vec![b'x'; 5000]),
    });
    let small = Client::new(Manners {
        limit: 4000,
        pause: Duration::ZERO,
        allow_private: true,
        ..Manners::default()
    });
    let large = small.get(&format!("{}/large", site.address), &Validators::default());
    let error = large.unwrap_err();
    assert!(error.to_string().contains("--max-size"), "{error}");
    assert!(matches!(get(&site, "/round"), Err(WebError::Redirects)));
    assert!(matches!(get(&site, "/file"), Err(WebError::Address(_))));
    for address in [
        "ftp://example.org/",
        "file:///etc/passwd",
        "no address",
        "https://",
    ] {
        let error = client().get(address, &Validators::default()).unwrap_err();
        assert!(matches!(error, WebError::Address(_)), "{address}: {error}");
    }
}

#[test]
fn a_site_that_says_nothing_is_given_up() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/", listener.local_addr().expect("an address"));
    let hasty = Client::new(Manners {
        timeout: Duration::from_millis(200),
        pause: Duration::ZERO,
        allow_private: true,
        ..Manners::default()
    });
    let error = hasty.get(&address, &Validators::default()).unwrap_err();
    assert!(error.is_passing(), "{error}");
}

#[test]
fn one_site_is_asked_at_its_pace() {
    let site = Site::of(&[("/1", "one"), ("/2", "two")]);
    let patient = Client::new(Manners {
        pause: Duration::from_millis(150),
        allow_private: true,
        ..Manners::default()
    });
    let start = std::time::Instant::now();
    for path in ["/1", "/2"] {
        let page = patient.get(&format!("{}{path}", site.address), &Validators::default());
        assert!(page.is_ok());
    }
    // robots.txt, then two pages: two pauses.
    assert!(start.elapsed() >= Duration::from_millis(300));
}

/// A site with a feed of two items, of which one has a page.
const NEWS: &[(&str, &str)] = &[
    (
        "/news.rss",
        "<rss version=\"2.0\"><channel><title>Example</title>\
         <item><title>Talks</title><link>/1.txt</link><pubDate>Wed, 16 Jun 2021 10:00:00 GMT</pubDate>\
         <description>\"The talks were useful,\" Sergei Lavrov said.</description></item>\
         <item><title>Treaty</title><link>/2.txt</link>\
         <description>\"We support the treaty,\" Joe Biden said.</description></item>\
         </channel></rss>",
    ),
    (
        "/1.txt",
        "\"The talks were useful,\" Sergei Lavrov said. \"We support New START,\" he added.\n",
    ),
    ("/robots.txt", "User-agent: *\nDisallow: /2\n"),
];

/// The pages of `NEWS`, with its own address in the feed, as feeds have it.
fn news() -> Site {
    Site::new(|path, request| {
        let host = request
            .iter()
            .find_map(|line| line.strip_prefix("host: "))
            .unwrap_or_default();
        match NEWS.iter().find(|page| page.0 == path) {
            Some((_, body)) => {
                let body = body.replace("<link>", &format!("<link>http://{host}"));
                ("200 OK".to_string(), body.into_bytes())
            }
            None => ("404 Not Found".to_string(), Vec::new()),
        }
    })
}

#[test]
fn an_address_is_added_like_a_file_and_kept_as_the_articles() {
    let site = news();
    let here = Onrecord::new();
    let add = format!(
        "add {}/1.txt --engine lexicon --allow-private --pause 0",
        site.address
    );
    let told = here.run(&add).done().stdout;
    assert!(told.contains("1 article added with 2 statements"), "{told}");
    let articles = here.run("articles --format json").done().stdout;
    assert!(
        articles.contains(&format!("{}/1.txt", site.address)),
        "{articles}"
    );
    let refused = here.run(&format!(
        "add {}/2.txt --engine lexicon --allow-private",
        site.address
    ));
    refused.failed("robots.txt");
    let refused = here.run(&format!("add {}/1.txt --engine lexicon", site.address));
    refused.failed("--allow-private");
}

#[test]
fn a_feed_is_followed_and_nothing_is_read_twice() {
    let site = news();
    let here = Onrecord::new();
    let follow = format!(
        "follow {}/news.rss --once --engine lexicon --allow-private --pause 0",
        site.address
    );
    let told = here.run(&follow).done().stdout;
    assert!(told.contains("2 new articles with 3 statements"), "{told}");
    // The page that must not be read gave way to the words in the feed.
    assert!(
        told.contains("/2.txt must not be read by programs"),
        "{told}"
    );
    let said = here.run("said --speaker Biden --format json").done().stdout;
    assert!(said.contains("We support the treaty"), "{said}");
    // The day stands in the feed alone.
    let said = here
        .run("said --speaker Lavrov --format json")
        .done()
        .stdout;
    assert!(said.contains("2021-06-16"), "{said}");
    let told = here.run(&follow).done().stdout;
    assert!(told.contains("nothing new"), "{told}");
    let paths = site.paths();
    assert_eq!(paths.iter().filter(|path| *path == "/1.txt").count(), 1);
}

#[test]
fn a_feed_that_has_not_changed_is_not_sent_again_in_a_later_run() {
    let site = Site::new(|path, request| match path {
        "/news.rss" if request.contains(&"if-none-match: \"v1\"".to_string()) => {
            ("304 Not Modified".to_string(), Vec::new())
        }
        "/news.rss" => {
            let feed = "<rss><channel><item><title>Talks</title>\
                        <description>\"We are ready,\" Joe Biden said.</description></item>\
                        </channel></rss>";
            (
                "200 OK\r\nETag: \"v1\"".to_string(),
                feed.as_bytes().to_vec(),
            )
        }
        _ => ("404 Not Found".to_string(), Vec::new()),
    });
    let here = Onrecord::new();
    let follow = format!(
        "follow {}/news.rss --once --engine lexicon --allow-private --pause 0",
        site.address
    );
    let told = here.run(&follow).done().stdout;
    assert!(told.contains("1 new article with 1 statement"), "{told}");
    let told = here.run(&follow).done().stdout;
    assert!(told.contains("nothing has changed"), "{told}");
}

#[test]
fn a_feed_that_cannot_be_read_is_told() {
    let site = news();
    let here = Onrecord::new();
    let outcome = here.run(&format!(
        "follow {}/none.rss --once --engine lexicon --allow-private --pause 0",
        site.address
    ));
    assert_eq!(outcome.code, Some(1), "{outcome:?}");
    assert!(
        outcome.stdout.contains("was refused by the site: 404"),
        "{outcome:?}"
    );
}

#[cfg(unix)]
#[test]
fn following_ends_at_once_when_asked() {
    let site = news();
    let here = Onrecord::new();
    let mut child = support::program(&here.path("."))
        .args([
            "follow",
            &format!("{}/news.rss", site.address),
            "--engine",
            "lexicon",
            "--allow-private",
        ])
        .args(["--pause", "0"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut first = String::new();
    let mut lines = std::io::BufReader::new(child.stdout.take().expect("a pipe"));
    std::io::BufRead::read_line(&mut lines, &mut first).expect("a line");
    assert!(first.contains("2 new articles"), "{first}");
    let interrupt = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(interrupt.is_ok_and(|status| status.success()));
    let status = child.wait().expect("it ends");
    assert_eq!(status.code(), Some(0));
}
