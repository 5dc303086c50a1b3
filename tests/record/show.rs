//! `show`: an article with its statements marked.

use crate::support::Onrecord;
use crate::support::article::{article, small_record};
use onrecord::model::Label;

#[test]
fn an_article_is_shown_with_marks_and_notes() {
    let here = Onrecord::with(small_record());
    let page = here.run("show harbour.txt").done().stdout;
    let expected = "\
article 1 · Harbour Post · 2019-03-04 (from dateline) · harbour.txt · 2 statements

Keller for open harbours

\"⟦1 Open harbours serve us both⟧,\" President Anna Keller said on Monday.
    1  direct, found by by hand
       said by Anna Keller (known by name)
       source ⟨President Anna Keller⟩
       cue ⟨said⟩
       trade: support, because by hand


Marek answered that he \"⟦2 has no problem with trade as long as the rules hold⟧\".
    2  mixed, found by by hand
       said by Bohdan Marek (known by name)
       source ⟨Marek⟩
       cue ⟨answered⟩
       trade: conditional if ⟨as long as the rules hold⟩, because by hand

";
    assert_eq!(page, expected);
}

#[test]
fn an_article_is_found_by_number_name_and_headline() {
    let here = Onrecord::with(small_record());
    let page = here.run("show 2").done().stdout;
    assert_eq!(here.run("show pact.txt").done().stdout, page);
    assert_eq!(
        here.run("show 'Leaders stand by the pact'").done().stdout,
        page
    );
    here.run("show 4").failed("no article is called \"4\"");
}

#[test]
fn a_statement_inside_another_is_marked_inside_it() {
    let here = Onrecord::with([
        article("a", "Marek said Keller had called it \"a trap\" twice.")
            .says(&["Bohdan Marek"], "Keller had called it \"a trap\" twice")
            .says(&["Anna Keller"], "a trap")
            .done(),
    ]);
    let page = here.run("show a").done().stdout;
    let marked = "Marek said ⟦1 Keller had called it \"⟦2 a trap⟧\" twice⟧.";
    assert!(page.contains(marked), "{page}");
}

#[test]
fn an_article_cannot_steer_the_terminal() {
    let here = Onrecord::with([article("a", "She said \x1b[31mred\x1b[0m.")
        .topic("trade", "Trade")
        .says(&["Anna Keller"], "\x1b[31mred")
        .on_topic("trade", Label::Support)
        .done()]);
    for command in ["show a", "said", "shift --speaker keller --topic trade"] {
        let screen = here.run(command).done().stdout;
        assert!(!screen.contains('\x1b'), "{screen:?}");
    }
}
