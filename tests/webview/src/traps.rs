//! What a page can do to a delegate, in WebKit, and what the core makes of it. The table's advice (`docs/engines.md`) names these tests.

use vinculo::session::{DismissedBy, Ending, Event, ExitSource, Phase};

use crate::app::{App, Options, World, only_link};
use crate::engines::Pages;
use crate::runner::{Test, tests};

const EREBOR: &str = "erebor_mx_retail";
const FORGED: &str = "f0f0f0f0-0000-4000-8000-000000000666";

pub(crate) fn tests() -> Vec<Test> {
    tests! {
        "traps":
        an_iframe_forges_a_callback,
        an_iframe_says_that_the_token_is_dead,
        no_frame_is_told_and_none_is_trusted,
        two_in_one_tick,
        two_60_ms_apart,
        a_popup_without_a_gesture,
        a_popup_that_nobody_hears_of,
        meta_refresh,
        a_post_answered_by_a_redirect,
    }
}

/// A bank's page holds an iframe of somebody else's, who knows our scheme but not the nonce of this session.
fn an_iframe_forges_a_callback() {
    let pages = Pages::serve();
    let forged = format!("success?link={FORGED}&institution={EREBOR}");
    let urls = [
        format!("vinculo-test://{forged}"),
        format!("vinculo-test://success/another-nonce-of-the-same-length?link={FORGED}"),
        format!("vinculo-test://event?link={FORGED}"),
        "vinculo-test://exit".to_owned(),
        format!("belvowidget://{forged}"),
    ];
    let advert = |(number, url): (usize, &String)| {
        let script = format!("<script>location='{url}'</script>");
        let page = pages.write(&format!("advert-{number}"), &script);
        format!("<iframe src='{page}'></iframe>")
    };
    let mut frames: String = urls.iter().enumerate().map(advert).collect();
    // One that the bank itself has, which may move the page above it.
    let moves = format!("<script>top.location='vinculo-test://{forged}'</script>");
    pages.write("moves", &moves);
    frames.push_str("<iframe src='/t/moves'></iframe>");
    pages.write("bank", &frames);
    let bank = format!("{}/t/bank", pages.foreign_origin());

    let mut app = App::start(World::new(), Options::default());
    app.wait_for("/consent");
    let widget = format!("{}{}", app.world.origin, app.path());
    app.script("/consent", &format!("location = '{bank}'"));
    app.until("six refusals", |app| {
        let refused = |name: &str| {
            app.diagnostics
                .iter()
                .filter(|one| one.name() == name)
                .count()
        };
        refused("nonce_mismatch") == 5 && refused("built_in_scheme") == 1
    });
    assert_eq!(app.phase(), Phase::Open);

    // The session goes on, and ends with the link that was really made.
    app.script("/bank", &format!("location = '{widget}'"));
    app.connect(EREBOR);
    app.click("/success", "a.primary");
    let outcome = app.outcome();
    let Ending::Connected { link, .. } = outcome.ending else {
        panic!("connected, and not {:?}", outcome.ending);
    };
    assert_eq!(link, only_link(&app.world));
    assert_ne!(link.as_str(), FORGED);
}

/// The widget says this on an address without a nonce too, so that a host that is told no frame believes an iframe. Once, the
/// session survives it, with another token.
fn an_iframe_says_that_the_token_is_dead() {
    let pages = Pages::serve();
    let url = "vinculo-test://error?error=ACCESS_TOKEN_NOT_VALID";
    pages.write("bank", &format!("<iframe src='{url}'></iframe>"));
    let bank = format!("{}/t/bank", pages.foreign_origin());
    let mut app = App::start(World::new(), Options::default());
    app.script("/consent", &format!("location = '{bank}'"));
    app.until("a second token", |app| app.tokens.len() == 2);
    app.connect(EREBOR);
    app.click("/success", "a.primary");
    let outcome = app.outcome();
    assert!(
        matches!(outcome.ending, Ending::Connected { late: false, .. }),
        "{outcome:?}"
    );
}

/// The core's default: a host that is told no frame and says so is not believed, even with the nonce. The link is found at the backend.
fn no_frame_is_told_and_none_is_trusted() {
    let options = Options {
        trust_unknown_frames: false,
        ..Options::default()
    };
    let mut app = App::start(World::new(), options);
    app.connect(EREBOR);
    app.click("/success", "a.primary");
    app.until("the refusal", |app| {
        app.has_diagnostic("untrusted_callback")
    });
    assert_eq!(app.phase(), Phase::Open);
    let by = DismissedBy::Swipe;
    app.tell(Event::Dismissed { by });
    late_and_real(&mut app);
}

/// WebKit hands over the last one only: the success is lost on the way, and found at the backend.
fn two_in_one_tick() {
    let mut app = App::start(World::new(), Options::default());
    app.connect(EREBOR);
    let (success, exit) = success_and_exit(&app);
    app.script(
        "/success",
        &format!("location = '{success}'; location = '{exit}'"),
    );
    late_and_real(&mut app);
    assert!(
        !app.was_asked_about(&success),
        "WebKit has become better than docs/engines.md says"
    );
}

/// The first is denied at once, so both come: an exit is believed only when no success follows it.
fn two_60_ms_apart() {
    let options = Options {
        silent_backend: true,
        ..Options::default()
    };
    let mut app = App::start(World::new(), options);
    app.connect(EREBOR);
    let (success, exit) = success_and_exit(&app);
    app.script(
        "/success",
        &format!("location = '{exit}'; setTimeout(() => location = '{success}', 60)"),
    );
    late_and_real(&mut app);
    assert!(app.was_asked_about(&success) && app.was_asked_about(&exit));
}

/// Only an engine that may open windows asks about them; then the callback in one counts.
fn a_popup_without_a_gesture() {
    let mut app = opens_a_window_by_itself(true);
    let outcome = app.outcome();
    let Ending::Connected { link, late, .. } = outcome.ending else {
        panic!("connected, and not {:?}", outcome.ending);
    };
    assert_eq!(link, only_link(&app.world));
    assert!(!late);
}

/// With the engine's own setting nothing is delivered. The session stays as it is, and the user's close finds the link.
fn a_popup_that_nobody_hears_of() {
    let mut app = opens_a_window_by_itself(false);
    assert_eq!(app.phase(), Phase::Open);
    assert!(!app.was_asked_about(&app.callback_urls().success));
    app.tell(Event::CloseRequested);
    app.tell(Event::CloseConfirmed);
    late_and_real(&mut app);
}

fn meta_refresh() {
    let mut app = App::start(World::new(), Options::default());
    app.connect(EREBOR);
    let (success, _) = success_and_exit(&app);
    let pages = Pages::serve();
    let page = pages.write(
        "refresh",
        &format!("<meta http-equiv=refresh content='0;url={success}'>"),
    );
    app.script("/success", &format!("location = '{page}'"));
    let outcome = app.outcome();
    assert!(
        matches!(outcome.ending, Ending::Connected { late: false, .. }),
        "{outcome:?}"
    );
}

/// The exit survey is such a form.
fn a_post_answered_by_a_redirect() {
    let mut app = App::start(World::new(), Options::default());
    app.click("/consent", "a.close");
    app.click("/close/consent", "a.plain");
    app.click("/abandon-survey", "input[type=radio]");
    app.click("/abandon-survey", "button.primary");
    let outcome = app.outcome();
    let Ending::Exited { source, .. } = outcome.ending else {
        panic!("the user left, and not {:?}", outcome.ending);
    };
    assert_eq!(source, ExitSource::Widget);
    assert!(app.was_asked_about(&app.callback_urls().exit));
}

/// The account is connected, and a page says so by a window that no finger asked for.
fn opens_a_window_by_itself(popups: bool) -> App {
    let options = Options {
        popups,
        ..Options::default()
    };
    let mut app = App::start(World::new(), options);
    app.connect(EREBOR);
    let (success, _) = success_and_exit(&app);
    let pages = Pages::serve();
    let page = pages.write(
        "blank",
        &format!("<a id=a target=_blank href='{success}'>x</a><script>a.click()</script>"),
    );
    // A script of ours would count as a gesture, so it only leads to the page that has one of its own.
    app.script("/success", &format!("location = '{page}'"));
    if !popups {
        app.wait_for("/blank");
    }
    app
}

/// The callbacks that the widget would use.
fn success_and_exit(app: &App) -> (String, String) {
    let urls = app.callback_urls();
    let link = only_link(&app.world);
    let success = format!(
        "{}?link={}&institution={EREBOR}",
        urls.success,
        link.as_str()
    );
    (success, urls.exit)
}

/// One outcome: connected, found late, with the link that was made.
fn late_and_real(app: &mut App) {
    let outcome = app.outcome();
    let Ending::Connected { link, late, .. } = outcome.ending else {
        panic!("connected, and not {:?}", outcome.ending);
    };
    assert!(late);
    assert_eq!(link, only_link(&app.world));
}
