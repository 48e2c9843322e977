//! An app: a host of the core around a real webview.
//!
//! ```text
//!  WebKit ──navigation──► core: the session answers at once
//!    ▲                     │ effects, queued
//!    └──── perform ◄───────┘ ──► backend (the demo's, over HTTP), outbox (a file), timers
//! ```
//!
//! It decides nothing, as any host. Token, late link and report are asked of a real backend through `vinculo::transport`, which
//! performs `vinculo::exchange`; the outbox is drained by its answers.

mod core;
mod page;
mod perform;
mod view;
mod world;

use std::cell::Cell;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::mpsc::{self, Receiver, Sender};

use serde_json::json;
use vinculo::callback::{CallbackUrls, LinkId};
use vinculo::navigation::NavigationPolicy;
use vinculo::outbox::{FileStore, Outbox, OutboxConfig, UserKey};
use vinculo::session::{
    Diagnostic, Effect, Ending, Event, Mode, Notice, Outcome, Phase, Problem, Session,
    SessionConfig,
};
use vinculo::transport::Answer;
use vinculo::widget::{Environment, WidgetConfigBuilder};
use wry::WebViewExtUnix as _;

use crate::pump::{self, LIMIT};
use crate::window::{self, Window};
use core::Core;
use view::View;
pub(crate) use world::{Asked, World};

const NONCE: &str = "a-nonce-as-long-as-it-should-be";

/// How the app is made.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent settings, named where they are set"
)]
pub(crate) struct Options {
    /// What the callback URLs begin with.
    pub(crate) callbacks: String,
    pub(crate) mode: Mode,
    pub(crate) open_finance: bool,
    /// Scripts may open windows without a gesture: then the engine asks the app, which opens none.
    pub(crate) popups: bool,
    /// wry does not tell the frame.
    pub(crate) trust_unknown_frames: bool,
    /// The backend never says whether a link was made.
    pub(crate) silent_backend: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            callbacks: "vinculo-test://".to_owned(),
            mode: Mode::Create,
            open_finance: false,
            popups: true,
            trust_unknown_frames: true,
            silent_backend: false,
        }
    }
}

/// What opens a link in the system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outside {
    pub(crate) id: u64,
    pub(crate) url: String,
    pub(crate) app_only: bool,
}

/// What the backend was asked, and its answer.
type Answered = (Effect, Answer);

/// One app with one session.
pub(crate) struct App {
    pub(crate) world: Rc<World>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) notices: Vec<Notice>,
    /// What kept the widget from being shown.
    pub(crate) problems: Vec<Problem>,
    pub(crate) outside: Vec<Outside>,
    pub(crate) rebuilt: u32,
    /// All that were minted for the session.
    pub(crate) tokens: Vec<String>,
    options: Options,
    core: Rc<Core>,
    window: Window,
    view: Option<View>,
    outbox: Outbox<FileStore>,
    journal: PathBuf,
    /// The journal when the last outcome had been written to it.
    recorded: Vec<u8>,
    /// From the backend.
    answers: (Sender<Answered>, Receiver<Answered>),
    timers: Vec<(i64, u64)>,
    finished: Vec<Outcome>,
}

impl App {
    /// An app on a phone, with the session started.
    pub(crate) fn start(world: impl Into<Rc<World>>, options: Options) -> Self {
        let world = world.into();
        let session = Session::new(config(&world, &options)).expect("the configuration is sound");
        let core = Rc::new(Core::new(session));
        let window = Window::open();
        let view = view::build(&window, &core, options.popups);
        let journal = journal();
        let user = UserKey::new("user-of-the-test").expect("a key of fit length");
        let store = FileStore::open(&journal).expect("the journal can be opened");
        let opened = Outbox::open(store, OutboxConfig::new(user)).expect("the journal is new");
        let mut app = Self {
            world,
            diagnostics: Vec::new(),
            notices: Vec::new(),
            problems: Vec::new(),
            outside: Vec::new(),
            rebuilt: 0,
            tokens: Vec::new(),
            options,
            core,
            window,
            view: Some(view),
            outbox: opened.outbox,
            journal,
            recorded: Vec::new(),
            answers: mpsc::channel(),
            timers: Vec::new(),
            finished: Vec::new(),
        };
        app.tell(Event::Start);
        app
    }

    /// Something happened.
    pub(crate) fn tell(&mut self, event: Event) {
        self.core.tell(event);
    }

    /// Runs until `holds`.
    pub(crate) fn until(&mut self, what: &str, mut holds: impl FnMut(&mut Self) -> bool) {
        let reached = pump::until(LIMIT, || {
            self.perform_all();
            holds(self)
        });
        assert!(
            reached,
            "waited in vain for: {what}. Phase {:?}; what the app logged:\n{}",
            self.phase(),
            self.core.log()
        );
    }

    pub(crate) fn phase(&self) -> Phase {
        self.core.phase()
    }

    /// A callback URL in force.
    pub(crate) fn callback_urls(&self) -> CallbackUrls {
        self.core.callback_urls()
    }

    /// Runs to the end of the session, until the backend has its outcome. Checks what holds for every session: one outcome, on
    /// disk and then at the backend, where Belvo confirms a link, and nothing secret in what was logged.
    pub(crate) fn outcome(&mut self) -> Outcome {
        self.until("the end", |app| !app.finished.is_empty());
        self.until("an empty outbox", |app| app.outbox.list().is_empty());
        assert_eq!(self.finished.len(), 1, "one outcome");
        let outcome = self.finished[0].clone();
        let reported = self.world.reported(&outcome.id);
        assert_eq!(reported["times"], 1, "told once: {reported}");
        let verified = matches!(outcome.ending, Ending::Connected { .. }).then_some(true);
        assert_eq!(reported["verified"], json!(verified), "{reported}");
        self.nothing_secret_was_logged();
        outcome
    }

    /// Whether the webview ever asked about a URL with this in it.
    pub(crate) fn was_asked_about(&self, part: &str) -> bool {
        self.core.was_asked_about(part)
    }

    /// The path of the page that is shown.
    pub(crate) fn path(&self) -> String {
        let url = self.view().url().expect("a page is shown");
        let path = url.splitn(4, '/').nth(3).unwrap_or_default();
        format!("/{path}")
    }

    pub(crate) fn has_diagnostic(&self, name: &str) -> bool {
        self.diagnostics.iter().any(|one| one.name() == name)
    }

    pub(crate) fn screenshot(&self, name: &str) -> (i32, i32) {
        window::screenshot(&self.view().webview(), name)
    }

    /// The renderer dies, as it does on a phone without memory.
    pub(crate) fn crash(&self) {
        use webkit2gtk::WebViewExt as _;
        self.view().webview().terminate_web_process();
    }

    /// A log may hold what the core prints, and nothing it was given.
    fn nothing_secret_was_logged(&self) {
        let mut log = self.core.log();
        let _ = write!(log, "{:?}", self.finished);
        let recorded = String::from_utf8_lossy(&self.recorded);
        assert!(recorded.contains(&self.finished[0].id), "it was on disk");
        log.push_str(&recorded);
        assert!(!self.tokens.is_empty());
        for token in &self.tokens {
            assert!(
                self.core.was_asked_about(token),
                "the start URL came to the delegate"
            );
            assert!(!log.contains(token), "the token was logged");
            let signature = token.rsplit('.').next().unwrap_or_default();
            assert!(!log.contains(signature), "a part of the token was logged");
        }
        assert!(!log.contains(NONCE), "the nonce was logged");
    }

    fn view(&self) -> &wry::WebView {
        let view = self.view.as_ref().expect("the session is not over");
        &view.webview
    }
}

impl Drop for App {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.journal);
    }
}

fn config(world: &World, options: &Options) -> SessionConfig {
    let mut widget = WidgetConfigBuilder::default()
        .base_url(format!("{}/widget/", world.origin))
        .locale("es");
    if options.open_finance {
        widget = widget.integration_type("openfinance").country_codes(["BR"]);
    }
    let url = |name: &str| format!("{}{name}", options.callbacks);
    let urls = CallbackUrls {
        success: url("success"),
        exit: url("exit"),
        event: url("event"),
    };
    let mut config = SessionConfig::new(format!("webview-{}", number()), NONCE, urls);
    config.mode = options.mode.clone();
    config.widget = widget.build().expect("the widget can start so").config;
    config.navigation = NavigationPolicy {
        widget_hosts: vec!["127.0.0.1".to_owned()],
        open_finance: options.open_finance,
        allow_loopback_http: true,
        trust_unknown_frames: options.trust_unknown_frames,
        ..NavigationPolicy::default()
    };
    config.environment = Some(Environment::Sandbox);
    config
}

fn journal() -> PathBuf {
    let name = format!("vinculo-webview-{}-{}", std::process::id(), number());
    std::env::temp_dir().join(name)
}

/// Another one each time.
fn number() -> u32 {
    thread_local!(static NEXT: Cell<u32> = const { Cell::new(1) });
    NEXT.replace(NEXT.get() + 1)
}

/// The one link of a world.
pub(crate) fn only_link(world: &World) -> LinkId {
    let links = world.sandbox.links();
    assert_eq!(links.len(), 1, "one link was made");
    LinkId::new(links[0].id.clone())
}
