use super::super::{Document, Format, Meta, SourceError, read};

fn page(html: impl AsRef<[u8]>) -> Document {
    read("page.html", html.as_ref()).unwrap()
}

fn refused(html: impl AsRef<[u8]>) -> String {
    read("page.html", html.as_ref()).unwrap_err().to_string()
}

/// A page as news sites make them, with nothing marked but by elements and classes.
const PLAIN: &str = r#"<!DOCTYPE html><html lang="en-GB"><head><title>Keller opens the harbours | Harbour Post</title>
<meta property="og:site_name" content="Harbour Post"><meta property="og:title" content="Keller opens the harbours">
<meta property="article:published_time" content="2021-06-16T23:30:00-04:00">
<link rel="canonical" href="https://post.example/world/keller-opens-the-harbours">
<script>var menu = "<p>He said nothing.</p>";</script></head>
<body><header><nav><ul><li><a href="/">Home</a><li><a href="/world">World</a></ul></nav></header>
<div class="cookie-notice"><p>We value your privacy, we said.</p></div>
<div class="story"><h1>Keller opens<br>the harbours</h1>
<figure><img src="a.jpg"><figcaption>President Keller said hello on Monday.</figcaption></figure>
<div class="text"><p>President Anna Keller said on Wednesday that the harbours of the coast would be open to all ships
from next month on, whatever flag they sail under, and that nobody would be turned away.</p>
<p>&ldquo;Open harbours serve us both,&rdquo; she told reporters after the talks, which had gone on for two days in
the town hall of the old capital, behind closed doors and with few breaks.</p>
<aside class="related"><h3>Read more</h3><ul><li><a href="/1">Marek said no</a></ul></aside>
<p>Bohdan Marek answered that he had no problem with trade as long as the rules hold, and that he
would come to the next round, too, if he was asked in time.</p></div>
<div class="share-bar"><a href="/share">Share, she said</a></div></div>
<div class="comments"><p>A reader said that all of this was wrong.</p></div>
<footer><p>Harbour Post, all rights reserved, the editor said.</p></footer></body></html>"#;

#[test]
fn the_article_is_read_and_what_stands_around_it_is_not() {
    let document = page(PLAIN);
    let paragraphs: Vec<&str> = document.text.split("\n\n").collect();
    assert_eq!(paragraphs.len(), 4, "{:#?}", document.text);
    assert_eq!(paragraphs[0], "Keller opens the harbours");
    assert!(paragraphs[1].starts_with("President Anna Keller said on Wednesday"));
    assert!(
        paragraphs[1].contains("all ships from next month"),
        "one line"
    );
    assert!(paragraphs[2].starts_with("“Open harbours serve us both,” she told"));
    assert!(paragraphs[3].ends_with("if he was asked in time."));
    assert_eq!(
        (document.format, document.encoding),
        (Format::Html, "UTF-8")
    );
}

#[test]
fn the_head_tells_who_where_and_when() {
    let day = "2021-06-16".parse().ok();
    let expected = Meta {
        title: Some("Keller opens the harbours".into()),
        outlet: Some("Harbour Post".into()),
        url: Some("https://post.example/world/keller-opens-the-harbours".into()),
        published: day,
        published_basis: Some("meta"),
        lang: Some("en-GB".into()),
    };
    assert_eq!(page(PLAIN).meta, expected);
}

#[test]
fn marks_come_before_guesses() {
    let html = r#"<html><body><div itemscope itemtype="https://schema.org/NewsArticle">
        <div class="top"><h1 itemprop="headline">Harbours open</h1>
        <div itemprop="description"><p>A lead of its own.</p></div></div>
        <figure itemscope itemtype="https://schema.org/ImageObject"><meta itemprop="datePublished" content="1999-01-01"></figure>
        <time itemprop="datePublished" datetime="2012-06-26">June 26</time>
        <div itemprop="articleBody"><p>Keller agreed.</p><p>So did Marek.</p></div></div>
        <p>This paragraph is long enough to be taken for an article by anybody who counts words, and it goes on and on.</p>"#;
    let document = page(html);
    assert_eq!(
        document.text,
        "Harbours open\n\nA lead of its own.\n\nKeller agreed.\n\nSo did Marek."
    );
    assert_eq!(document.meta.published, "2012-06-26".parse().ok());
    assert_eq!(document.meta.published_basis, Some("microdata"));
}

#[test]
fn microformats_are_marks_too() {
    let html = r#"<article class="post hentry"><h2 class="entry-title">Harbours open</h2>
        <p class="p-summary">A lead of its own.</p>
        <div class="entry-content"><p>Keller agreed.</p><p>So did Marek.</p></div></article>
        <p>This paragraph is long enough to be taken for an article by anybody who counts words, and it goes on and on.</p>"#;
    assert_eq!(
        page(html).text,
        "Harbours open\n\nA lead of its own.\n\nKeller agreed.\n\nSo did Marek."
    );
}

#[test]
fn a_short_article_is_not_given_up_for_the_words_around_it() {
    let html = r#"<title>Keller met Marek</title><article><h1>Keller met Marek</h1><div class="top"><p>They met on
        Monday.</p></div><div><p>Keller told <a href="/m">Marek</a> so.</p><p><a href="/1">More about Keller and Marek</a></p></div></article>
        <div class="copy"><p>Official website of the town of the old harbours: Keller met Marek, http://post.example/news/17529,
        last updated in March, and whatever else a page may say about itself in a long line.</p></div>"#;
    assert_eq!(
        page(html).text,
        "Keller met Marek\n\nThey met on Monday.\n\nKeller told Marek so."
    );
}

#[test]
fn a_marked_body_that_is_empty_leaves_the_headline() {
    let html = r#"<div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="name">Keller met
        Marek</h1><div itemprop="articleBody"></div></div><p>Other words of the page, said the page, in
        a paragraph that is long enough to be scored as the article of this page by anybody.</p>"#;
    assert_eq!(page(html).text, "Keller met Marek");
}

#[test]
fn the_body_in_json_ld_stands_in_for_one_that_scripts_would_fetch() {
    let html = r#"<html><script type="application/ld+json">{"@type":"NewsArticle","headline":"Harbours open",
        "datePublished":"2021-06-16","articleBody":"Keller said yes.\nMarek said &quot;no&quot;."}</script>
        <div id="app"></div></html>"#;
    let document = page(html);
    assert_eq!(
        document.text,
        "Harbours open\n\nKeller said yes.\n\nMarek said \"no\"."
    );
    assert_eq!(document.meta.published_basis, Some("json-ld"));
}

#[test]
fn the_declared_encoding_is_taken_unless_the_bytes_are_utf_8() {
    let html =
        |label: &str| format!("<html><meta charset={label}><p>“Ça va,” dit-il à François.</p>");
    let (bytes, ..) = encoding_rs::WINDOWS_1252
        .encode("<html><meta charset=windows-1252><p>“Ça va,” dit-il à François.</p>");
    let document = page(&bytes);
    assert_eq!(document.encoding, "windows-1252");
    assert_eq!(document.text, "“Ça va,” dit-il à François.");
    let (bytes, ..) = encoding_rs::WINDOWS_1251
        .encode("<html><meta charset=windows-1251><p>«Да», — сказал он.</p>");
    assert_eq!(page(&bytes).text, "«Да», — сказал он.");
    assert_eq!(page(html("windows-1251")).encoding, "UTF-8");
}

#[test]
fn a_page_without_an_article_says_so() {
    assert!(
        refused("<html><body><nav><a href=a>Home</a></nav></body></html>")
            .contains("no article was found")
    );
    assert!(refused("<!DOCTYPE html>").contains("no article was found"));
}

#[test]
fn deep_nesting_is_refused_and_what_is_just_within_is_read() {
    for tag in ["div", "b", "blockquote", "table><tr><td", "svg"] {
        let bomb = format!("<html>{}words", format!("<{tag}>").repeat(100_000));
        assert!(matches!(
            read("bomb", bomb.as_bytes()),
            Err(SourceError::Excess { limit: 512, .. })
        ));
    }
    let deep = format!(
        "<html>{}<p>Keller said so, to all who would hear it.",
        "<div>".repeat(500)
    );
    assert!(page(deep).text.starts_with("Keller said so"));
}

#[test]
fn a_page_of_nothing_but_tags_ends_soon() {
    let attributes: String = (0..100_000).map(|n| format!(" a{n}=1")).collect();
    assert!(refused(format!("<html><p{attributes}>")).contains("attributes in one tag"));
    assert!(refused(format!("<html>{}", "<p>a".repeat(300_000))).contains("250000 elements"));
    // What is left out counts for nothing, however large it is.
    let script = "if (a < b) { x = '<div><div>'; }".repeat(100_000);
    let html = format!("<html><script>{script}</script><h1>Talks</h1><p>Keller said so.</p>");
    assert!(page(html).text.ends_with("Keller said so."));
}

#[test]
fn markup_that_never_ends_is_read_to_its_end() {
    for html in [
        "<html><p>Keller said so.<",
        "<html><p>Keller said so.</",
        "<html><p>Keller said so.<!--",
        "<html><p>Keller said so.<a href=\"",
        "<html><p>Keller said so.<script>",
        "<html><p>Keller said so.<![CDATA[",
    ] {
        assert!(page(html).text.starts_with("Keller said so."), "{html}");
    }
}

mod any {
    use super::super::super::read;
    use proptest::prelude::*;

    proptest! {
        /// Bits of markup in any order are read or refused, and what is read has no markup's
        /// white space in it.
        #[test]
        fn markup_is_read_or_refused(bits in prop::collection::vec(prop::sample::select(vec![
            "<p>", "</p>", "<div class=share>", "</div>", "<b>", "</i>", "<table>", "<td>", "<q>",
            "</q>", "<br>", "<svg>", "<style>", "</style>", "<!--", "-->", "<script>", "</script>",
            "Keller said ", "“so”", "&amp;", "&#0;", "&nbsp;", "\n", "<h1>", "</h1>",
            "<article itemscope itemtype=NewsArticle>", "<div itemprop=articleBody>",
            "<time datetime=2021-06-16>", "<meta charset=utf-7>", "<template>", "<select>", "\u{301}",
        ]), 0..60)) {
            let html = format!("<html>{}", bits.concat());
            if let Ok(document) = read("any", html.as_bytes()) {
                prop_assert!(!document.text.contains("\n\n\n"));
                prop_assert!(!document.text.contains("  "));
            }
        }
    }
}
