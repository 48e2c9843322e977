//! Whole sessions on the sandbox's pages in WebKit, walked through by clicking what a person would click.

use std::rc::Rc;

use vinculo::callback::{ExitCode, ExitStage, LinkId, WarningCode};
use vinculo::session::{
    Ending, Event, ExitSource, Mode, Notice, Outcome, Phase, Problem, TokenProblem,
};
use vinculo_sandbox::LinkStatus;

use crate::app::{App, Asked, Options, World, only_link};
use crate::runner::{Test, tests};

const EREBOR: &str = "erebor_mx_retail";
const OPEN_FINANCE_BANK: &str = "ofmockbank_br_retail";

pub(crate) fn tests() -> Vec<Test> {
    tests! {
        "sessions":
        success,
        exit_from_the_first_page,
        exit_after_an_error,
        error_of_a_dead_token,
        warning,
        update_mode,
        a_crashed_renderer,
        a_backend_in_trouble,
        popup_to_the_banks_app,
        popup_shown_in_place,
        https_callbacks,
    }
}

fn success() {
    let mut app = App::start(World::new(), Options::default());
    app.connect(EREBOR);
    assert_eq!(app.screenshot("webkit-success"), (390, 844));
    app.click("/success", "a.primary");
    let (link, late) = connected(&app.outcome());
    assert_eq!(link, only_link(&app.world));
    assert!(!late);
    assert!(app.diagnostics.is_empty(), "{:?}", app.diagnostics);
}

fn exit_from_the_first_page() {
    let mut app = App::start(World::new(), Options::default());
    app.click("/consent", "a.close");
    app.click("/close/consent", "a.plain");
    app.click("/abandon-survey", "button[name=skip]");
    let Ending::Exited {
        stage,
        error,
        source,
    } = app.outcome().ending
    else {
        panic!("the user left");
    };
    assert_eq!(stage, ExitStage::BeforeInstitution);
    assert_eq!((error, source), (None, ExitSource::Widget));
    assert!(app.world.sandbox.links().is_empty());
}

fn exit_after_an_error() {
    let mut app = App::start(World::new(), Options::default());
    app.click("/consent", "button.primary");
    app.click("/institutions", &format!("button[value={EREBOR}]"));
    app.fill("/credentials", "#username", "user_invalid");
    app.fill("/credentials", "#password", "pass_invalid");
    app.click("/credentials", "button.primary");
    // The page has its own address again, and says what went wrong.
    app.see("/credentials", "[role=alert]");
    app.click("/credentials", "a.close");
    app.click("/close/credentials", "a.plain");
    let Ending::Exited { stage, error, .. } = app.outcome().ending else {
        panic!("the user left");
    };
    assert_eq!(stage, ExitStage::BecauseOfError);
    let error = error.expect("the widget told of it");
    assert_eq!(error.code, ExitCode::from_code("login_error"));
}

fn error_of_a_dead_token() {
    let mut app = App::start(World::new(), Options::default());
    app.click("/consent", "button.primary");
    app.click("/institutions", &format!("button[value={EREBOR}]"));
    app.wait_for("/credentials");
    app.world.skip_minutes(11);
    app.fill("/credentials", "#username", "bnk100");
    app.fill("/credentials", "#password", "full");
    app.click("/credentials", "button.primary");
    // The widget says that its token is not valid; the session gets another one and starts the widget again.
    app.until("a second token", |app| app.tokens.len() == 2);
    app.connect(EREBOR);
    app.click("/success", "a.primary");
    let (link, _) = connected(&app.outcome());
    assert_eq!(link, only_link(&app.world));
}

fn warning() {
    let mut app = App::start(World::new(), Options::default());
    app.click("/consent", "button.primary");
    // Disabled. Its form is a POST that is answered by a redirect to the callback; the page stays.
    app.click("/institutions", "button[value=banamex_mx_retail]");
    app.until("the warning", |app| !app.notices.is_empty());
    let code = WarningCode::from_code("institution_disabled");
    assert_eq!(app.notices, [Notice::WidgetWarning { code }]);
    assert_eq!(app.phase(), Phase::Open);
    app.click("/institutions", &format!("button[value={EREBOR}]"));
    app.log_in();
    app.click("/success", "a.primary");
    let (link, _) = connected(&app.outcome());
    assert_eq!(link, only_link(&app.world));
}

fn update_mode() {
    let mut first = App::start(World::new(), Options::default());
    first.connect(EREBOR);
    first.click("/success", "a.primary");
    let (link, _) = connected(&first.outcome());
    let world = Rc::clone(&first.world);
    drop(first);
    assert!(
        world
            .sandbox
            .set_link_status(link.as_str(), LinkStatus::Invalid)
    );

    let options = Options {
        mode: Mode::Update { link: link.clone() },
        ..Options::default()
    };
    let mut app = App::start(world, options);
    app.click("/consent", "button.primary");
    app.log_in();
    app.click("/success", "a.primary");
    assert_eq!(connected(&app.outcome()).0, link);
    assert_eq!(app.world.sandbox.links()[0].status, LinkStatus::Valid);
    assert_eq!(only_link(&app.world), link);
}

fn a_crashed_renderer() {
    let mut app = App::start(World::new(), Options::default());
    app.click("/consent", "button.primary");
    app.wait_for("/institutions");
    app.crash();
    app.until("a new webview", |app| app.rebuilt == 1);
    app.connect(EREBOR);
    app.click("/success", "a.primary");
    let (link, _) = connected(&app.outcome());
    assert_eq!(link, only_link(&app.world));
    assert_eq!(app.rebuilt, 1);
}

/// The transport waits for the first 503 by itself; the second asks for more than a person would wait.
fn a_backend_in_trouble() {
    let world = World::new();
    world.backend_in_trouble(["0", "60"]);
    let mut app = App::start(world, Options::default());
    app.until("the problem", |app| !app.problems.is_empty());
    let problem = TokenProblem::Server;
    assert_eq!(app.problems, [Problem::Token { problem }]);
    assert_eq!(app.world.troubles_left(), 0, "it was asked twice");
    assert_eq!(app.phase(), Phase::Recovering);
    assert!(app.tokens.is_empty());
    app.tell(Event::Retry);
    app.connect(EREBOR);
    app.click("/success", "a.primary");
    let (link, late) = connected(&app.outcome());
    assert_eq!((link, late), (only_link(&app.world), false));
    assert_eq!((app.tokens.len(), app.rebuilt), (1, 0));
}

/// A bank's https page in a window of its own: offered to the bank's app, which brings the user back by a link.
fn popup_to_the_banks_app() {
    let world = World::with_bank("https://mockbank.invalid");
    let mut app = App::start(world, open_finance());
    to_the_bank(&mut app);
    let bank = link_to_the_bank(&mut app);
    app.until("the way out", |app| !app.outside.is_empty());
    let way = app.outside[0].clone();
    assert_eq!((way.url, way.app_only), (bank.clone(), true));
    assert_eq!(app.phase(), Phase::Outside);
    app.tell(Event::OutsideOpened { id: way.id });

    // In the bank's app.
    let request = bank.replace("https://mockbank.invalid", "");
    let resume = moved(&app.world.post(&request, "decision=authorise"));
    let page = moved(&app.world.get(&resume));
    let callback = moved(&app.world.get(&page.replace("/success", "/done")));
    app.tell(Event::Returned);
    app.tell(Event::DeepLink {
        url: callback.into(),
    });
    let (link, _) = connected(&app.outcome());
    assert_eq!(link, only_link(&app.world));
}

/// A page that may be shown but asked for a window: it is shown in this one, and the user goes on there.
fn popup_shown_in_place() {
    let mut app = App::start(World::with_served_bank(), open_finance());
    to_the_bank(&mut app);
    let bank = link_to_the_bank(&mut app);
    let request = bank.rsplit_once("/bank").expect("a page of the bank").1;
    app.click(request, "button[value=authorise]");
    app.click("/success", "a.primary");
    let (link, _) = connected(&app.outcome());
    assert_eq!(link, only_link(&app.world));
    assert!(app.has_diagnostic("foreign_host"));
    assert!(app.outside.is_empty());
}

fn https_callbacks() {
    // Nobody answers there; a delegate that let the callback pass would show an error page.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = listener.local_addr().expect("it is bound");
    let options = Options {
        callbacks: format!("https://{address}/connect/"),
        ..Options::default()
    };
    let mut app = App::start(World::new(), options);
    app.connect(EREBOR);
    app.click("/success", "a.primary");
    let (link, _) = connected(&app.outcome());
    assert_eq!(link, only_link(&app.world));
    listener
        .set_nonblocking(true)
        .expect("a socket can be asynchronous");
    assert!(
        listener.accept().is_err(),
        "nobody was asked for the callback's page"
    );
}

fn open_finance() -> Options {
    Options {
        open_finance: true,
        ..Options::default()
    }
}

fn to_the_bank(app: &mut App) {
    app.click("/consent", "button.primary");
    app.click(
        "/institutions",
        &format!("button[value={OPEN_FINANCE_BANK}]"),
    );
    app.wait_for("/handover");
}

/// The widget's button leads there in the same window; a widget that opened another would have a link like this one.
fn link_to_the_bank(app: &mut App) -> String {
    let visit = app.path();
    let bank = moved(&app.world.post(&visit, ""));
    let link = format!(
        "element.insertAdjacentHTML('beforeend', '<a id=bank target=_blank rel=noopener href=\"{bank}\">bank</a>'); \
         document.querySelector('#bank').click()"
    );
    app.script("/handover", &link);
    bank
}

fn moved(asked: &Asked) -> String {
    asked.location.clone().expect("it leads on")
}

fn connected(outcome: &Outcome) -> (LinkId, bool) {
    match &outcome.ending {
        Ending::Connected { link, late, .. } => (link.clone(), *late),
        other => panic!("connected, and not {other:?}"),
    }
}
