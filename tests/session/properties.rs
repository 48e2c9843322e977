//! Invariants over random schedules of the whole event alphabet, with crashes between any two events.

use proptest::prelude::*;
use vinculo::callback::LinkId;
use vinculo::navigation::{Frame, Navigation};
use vinculo::session::{
    DismissedBy, Effect, Ending, Event, LoadProblem, Mode, Now, Outcome, Phase, Session,
    SessionConfig, TokenProblem,
};

use crate::phone::{
    LINK, OTHER_LINK, Phone, TOKEN, config, error_url, exit_url, success_url, token,
};

/// One step of a schedule: something a host, a webview, a user, a bank, a disk or a network may do.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Wait(i64),
    WallJump(i64),
    Restart,
    /// The process dies after the effects of the last event, before the snapshot that goes with them was stored.
    RestartBehind,
    Event(Event),
    Navigate(String, Frame),
    DeepLink(String),
    /// Answers the newest effect of this name, well or badly; or a stale one.
    Answer(&'static str, bool),
    Fire(&'static str),
}

fn urls() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(success_url(LINK)),
        1 => Just(success_url(OTHER_LINK)),
        3 => Just(exit_url()),
        2 => Just(error_url("ACCESS_TOKEN_NOT_VALID")),
        1 => Just(error_url("something_new")),
        1 => Just("myapp://warning?warning=institution_disabled".to_owned()),
        1 => Just("myapp://success?link=without-nonce".to_owned()),
        1 => Just("myapp://success/another-nonce-0000?link=x".to_owned()),
        1 => Just(success_url("")),
        1 => Just("https://widget.belvo.io/next".to_owned()),
        1 => Just("https://bank.example/login".to_owned()),
        1 => Just("bankapp://authorise".to_owned()),
        1 => Just("tel:123".to_owned()),
        1 => Just("javascript:alert(1)".to_owned()),
        1 => Just("https://api.belvo.com/api/consents/callback/#error_description=risk_analysis_denied".to_owned()),
        1 => "\\PC{0,40}",
    ]
}

fn frames() -> impl Strategy<Value = Frame> {
    prop_oneof![
        8 => Just(Frame::Main),
        1 => Just(Frame::Popup),
        1 => Just(Frame::Sub { origin: None }),
        1 => Just(Frame::Unknown),
    ]
}

fn load_problems() -> impl Strategy<Value = LoadProblem> {
    prop_oneof![
        Just(LoadProblem::Offline),
        Just(LoadProblem::Dns),
        Just(LoadProblem::Tls),
        Just(LoadProblem::TimedOut),
        Just(LoadProblem::Blocked),
        Just(LoadProblem::WebviewMissing),
        (400..600_u16).prop_map(|status| LoadProblem::HttpStatus { status }),
    ]
}

fn plain_events() -> impl Strategy<Value = Event> {
    prop_oneof![
        3 => Just(Event::Start),
        6 => Just(Event::PageShown),
        2 => load_problems().prop_map(|problem| Event::LoadFailed { problem }),
        1 => Just(Event::RendererGone),
        1 => Just(Event::WebviewReplaced),
        1 => Just(Event::Returned),
        1 => any::<bool>().prop_map(|online| Event::Connectivity { online }),
        2 => any::<bool>().prop_map(|can_go_back| Event::Back { can_go_back }),
        1 => Just(Event::CloseRequested),
        2 => Just(Event::CloseConfirmed),
        2 => Just(Event::CloseDeclined),
        1 => Just(Event::Dismissed { by: DismissedBy::Swipe }),
        2 => Just(Event::Retry),
        1 => Just(Event::Acknowledged { outcome_id: "session-1.1".to_owned() }),
        1 => Just(Event::PageMessage { message: r#"{"eventName":"PAGE_LOAD","metadata":{"institution_name":"x"}}"#.to_owned().into() }),
        1 => Just(Event::PageMessage { message: r#"{"eventName":"ERROR","meta_data":{"error_code":"login_error"}}"#.to_owned().into() }),
        1 => "\\PC{0,20}".prop_map(|message| Event::PageMessage { message: message.into() }),
        1 => (0..40_u64).prop_map(|id| Event::Recorded { id }),
    ]
}

pub(crate) fn steps() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (0..700_000_i64).prop_map(Step::Wait),
        1 => (-2_000_000_000_i64..2_000_000_000).prop_map(Step::WallJump),
        2 => Just(Step::Restart),
        2 => Just(Step::RestartBehind),
        14 => plain_events().prop_map(Step::Event),
        8 => (urls(), frames()).prop_map(|(url, frame)| Step::Navigate(url, frame)),
        4 => urls().prop_map(Step::DeepLink),
        12 => (
            prop::sample::select(vec!["request_token", "open_outside", "check_late_link", "record", "report"]),
            prop::bool::weighted(0.75),
        ).prop_map(|(name, well)| Step::Answer(name, well)),
        6 => prop::sample::select(vec!["slow", "load_timeout", "exit_grace", "late_check", "return", "record"])
            .prop_map(Step::Fire),
    ]
}

fn configs() -> impl Strategy<Value = SessionConfig> {
    any::<[bool; 5]>().prop_map(|[confirm, open_finance, trust, update, nonce]| {
        let mut config = config();
        config.confirm_close = confirm;
        config.navigation.open_finance = open_finance;
        config.navigation.trust_unknown_frames = trust;
        if update {
            config.mode = Mode::Update {
                link: LinkId::new(LINK),
            };
        }
        if !nonce {
            config.nonce = None;
        }
        config
    })
}

/// The id picks among the many ways an answer can go.
fn answer(name: &str, id: u64, well: bool) -> Event {
    match (name, well) {
        ("request_token", true) => Event::TokenReceived {
            id,
            token: token(),
            callback_urls: match id % 7 {
                0 => Some(config().bound_callback_urls()),
                1 => Some(config().callback_urls),
                _ => None,
            },
        },
        ("request_token", false) => Event::TokenFailed {
            id,
            problem: [
                TokenProblem::Server,
                TokenProblem::Offline,
                TokenProblem::Tls,
                TokenProblem::TimedOut,
                TokenProblem::SignIn,
                TokenProblem::Malformed,
                TokenProblem::Refused,
            ][usize::try_from(id % 6).unwrap()],
        },
        ("open_outside", true) => Event::OutsideOpened { id },
        ("open_outside", false) => Event::OutsideFailed { id },
        ("check_late_link", true) if id.is_multiple_of(2) => Event::LateCheckFailed { id },
        ("check_late_link", true) => Event::LateLinkAbsent { id },
        ("check_late_link", false) => Event::LateLinkFound {
            id,
            link: LinkId::new(LINK),
            institution: None,
        },
        ("record", true) => Event::Recorded { id },
        ("record", false) => Event::RecordFailed { id },
        ("report", true) => Event::Reported { id },
        _ => Event::ReportFailed { id },
    }
}

/// What must hold over all processes of one session.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, each of one rule"
)]
struct Witness {
    outcome: Option<Outcome>,
    told_here: usize,
    told_ever: bool,
    acknowledged: bool,
    /// The same, before the last event.
    acknowledged_behind: bool,
    recorded: Vec<String>,
    /// Ids of `Record` effects that wait, with the outcome.
    recording: Vec<(u64, String)>,
    token_from: Option<i64>,
    succeeded: bool,
}

impl Witness {
    fn see_event(&mut self, event: &Event) {
        self.acknowledged_behind = self.acknowledged;
        match event {
            Event::Recorded { id } => {
                if let Some((_, outcome)) = self.recording.iter().find(|(waiting, _)| waiting == id)
                {
                    self.recorded.push(outcome.clone());
                }
            }
            Event::Acknowledged { .. } if self.told_ever => self.acknowledged = true,
            _ => {}
        }
    }

    fn see_effects(&mut self, phone: &Phone) {
        for effect in &phone.last {
            match effect {
                Effect::RequestToken { .. } => {
                    assert!(!self.succeeded, "a token asked for after success");
                    self.token_from = Some(phone.mono);
                }
                Effect::Load { .. } | Effect::Reload { .. } => {
                    assert!(!self.succeeded, "a token loaded after success");
                    let age =
                        phone.mono - self.token_from.expect("loaded without asking for a token");
                    assert!(age < 600_000, "a dead token was loaded, {age} ms old");
                }
                Effect::Record { id, outcome } => {
                    assert_eq!(outcome.id, format!("session-1.{}", outcome.sequence));
                    self.recording.push((*id, outcome.id.clone()));
                    if outcome.sequence == 1 {
                        let first = self.outcome.get_or_insert_with(|| outcome.clone());
                        assert_eq!(first, outcome, "the outcome changed");
                    } else {
                        assert!(matches!(
                            outcome.ending,
                            Ending::Connected { late: true, .. }
                        ));
                    }
                    self.succeeded |= matches!(outcome.ending, Ending::Connected { .. });
                }
                Effect::Report { outcome, .. } => {
                    assert!(
                        self.recording.iter().any(|(_, id)| *id == outcome.id),
                        "reported before recorded"
                    );
                }
                Effect::Finish { outcome, durable } => {
                    self.told_here += 1;
                    self.told_ever = true;
                    assert_eq!(self.told_here, 1, "a second finish in one process");
                    assert_eq!(
                        Some(outcome),
                        self.outcome.as_ref(),
                        "told another outcome than recorded"
                    );
                    assert!(!self.acknowledged, "told again after the acknowledgement");
                    assert!(
                        !durable || self.recorded.contains(&outcome.id),
                        "told as durable, but never recorded"
                    );
                }
                _ => {}
            }
        }
    }

    fn die(&mut self) {
        self.acknowledged_behind = self.acknowledged;
        self.told_here = 0;
        self.token_from = None;
    }
}

fn check_answers_come_first(event: &Event, effects: &[Effect]) {
    let navigations = effects
        .iter()
        .filter(|effect| matches!(effect, Effect::AnswerNavigation { .. }))
        .count();
    let links = effects
        .iter()
        .filter(|effect| matches!(effect, Effect::AnswerDeepLink { .. }))
        .count();
    match event {
        Event::Navigation { .. } => assert!(matches!(effects[0], Effect::AnswerNavigation { .. })),
        Event::DeepLink { .. } => assert!(matches!(effects[0], Effect::AnswerDeepLink { .. })),
        _ => assert_eq!(navigations + links, 0),
    }
    assert!(navigations + links <= 1);
}

fn check_secrets(phone: &Phone) {
    let snapshot = String::from_utf8(phone.session.snapshot()).unwrap();
    assert!(!snapshot.contains(TOKEN), "the token is in a snapshot");
    assert!(
        snapshot.len() <= 2_048 + 512,
        "a snapshot of {} bytes",
        snapshot.len()
    );
    let timeline = phone.session.timeline().to_string();
    let debug = format!("{:?} {:?}", phone.last, phone.session);
    for text in [&timeline, &debug] {
        assert!(
            !text.contains(TOKEN) && !text.contains(LINK),
            "a secret is in {text}"
        );
    }
    let again = Session::restore(phone.session.snapshot().as_slice(), &[]).unwrap();
    assert_eq!(again.snapshot(), phone.session.snapshot());
}

/// Feeds one step, and checks everything that must hold after it.
fn play(phone: &mut Phone, step: &Step, witness: &mut Witness) {
    let event = match step {
        Step::Wait(ms) => {
            phone.wait(*ms);
            return;
        }
        Step::WallJump(ms) => {
            phone.wall_offset += ms;
            return;
        }
        Step::Restart => {
            *phone = phone.restart();
            witness.told_ever |= !phone.held.is_empty();
            witness.die();
            return;
        }
        Step::RestartBehind => {
            *phone = phone.restart_behind();
            let on_disk = phone.disk.iter().map(|outcome| outcome.id.clone());
            witness.recorded.extend(on_disk);
            witness.acknowledged = witness.acknowledged_behind;
            // What is on disk may have been told, so its acknowledgement counts.
            witness.told_ever |= !phone.disk.is_empty();
            witness.die();
            return;
        }
        Step::Event(event) => event.clone(),
        Step::Navigate(url, frame) => Event::Navigation {
            navigation: Navigation {
                url: url.clone().into(),
                frame: frame.clone(),
                redirect: None,
                post: None,
                user_gesture: None,
            },
        },
        Step::DeepLink(url) => Event::DeepLink {
            url: url.clone().into(),
        },
        Step::Answer(name, well) => {
            let Some(id) = phone.id_of(name) else { return };
            answer(name, id, *well)
        }
        Step::Fire(timer) => {
            let Some(id) = phone.id_of(&format!("timer {timer}")) else {
                return;
            };
            Event::TimerFired { id }
        }
    };
    witness.see_event(&event);
    phone.send(event.clone());
    check_answers_come_first(&event, &phone.last);
    if event == Event::PageShown && phone.phase() == Phase::Open {
        assert!(
            !is_covered(phone),
            "the widget is open, and covered:\n{}",
            phone.session.timeline()
        );
    }
    witness.see_effects(phone);
}

/// Whether the last word about the screen was to cover the webview.
fn is_covered(phone: &Phone) -> bool {
    let last = phone.all.iter().rev().find_map(|effect| match effect {
        Effect::ShowLoading { .. } | Effect::ShowProblem { .. } => Some(true),
        Effect::ShowContent => Some(false),
        _ => None,
    });
    last.unwrap_or(false)
}

/// From wherever it is: the user leaves, every answer comes, and it must end.
fn drive_to_the_end(phone: &mut Phone, witness: &mut Witness) {
    for event in [
        Event::Start,
        Event::Dismissed {
            by: DismissedBy::Host,
        },
    ] {
        play(phone, &Step::Event(event), witness);
    }
    for _ in 0..4 {
        for name in ["check_late_link", "record"] {
            play(phone, &Step::Answer(name, true), witness);
        }
        for timer in ["exit_grace", "late_check", "record"] {
            play(phone, &Step::Fire(timer), witness);
        }
        // Resuming without a link goes on with a new token: leave once more.
        play(
            phone,
            &Step::Event(Event::Dismissed {
                by: DismissedBy::Host,
            }),
            witness,
        );
    }
    assert_eq!(
        phone.phase(),
        Phase::Finished,
        "there is no way out:\n{}",
        phone.session.timeline()
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn every_schedule_keeps_the_rules(config in configs(), schedule in prop::collection::vec(steps(), 0..60)) {
        let mut phone = Phone::new(config);
        let mut witness = Witness::default();
        for step in &schedule {
            play(&mut phone, step, &mut witness);
        }
        check_secrets(&phone);
        drive_to_the_end(&mut phone, &mut witness);
        let told = phone.told().len();
        prop_assert!(told == 1 || witness.acknowledged, "told {told} times");
    }

    #[test]
    fn a_believed_success_is_never_lost(schedule in prop::collection::vec(steps(), 0..40), rest in prop::collection::vec(steps(), 0..20)) {
        let mut phone = Phone::new(config());
        let mut witness = Witness::default();
        for step in &schedule {
            play(&mut phone, step, &mut witness);
        }
        let idle = phone.phase() == Phase::Idle;
        let success = format!("{}?link={LINK}", phone.session.callback_urls().success);
        play(&mut phone, &Step::DeepLink(success), &mut witness);
        for step in rest.iter().filter(|step| !matches!(step, Step::Restart | Step::RestartBehind)) {
            play(&mut phone, step, &mut witness);
        }
        prop_assert!(idle || witness.succeeded, "{}", phone.session.timeline());
    }

    #[test]
    fn any_bytes_restore_to_a_session_or_to_a_reason(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = Session::restore(&bytes, &[]);
    }

    #[test]
    fn a_damaged_snapshot_restores_to_a_session_or_to_a_reason(at in 0..2_000_usize, byte in any::<u8>(), schedule in prop::collection::vec(steps(), 0..30)) {
        let mut phone = Phone::new(config());
        let mut witness = Witness::default();
        for step in &schedule {
            play(&mut phone, step, &mut witness);
        }
        let mut bytes = phone.session.snapshot();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(mut session) = Session::restore(&bytes, &[]) {
            for event in [Event::Start, Event::PageShown, Event::Dismissed { by: DismissedBy::Host }, Event::Retry] {
                session.advance(event, Now { wall_ms: 0, mono_ms: 0 });
            }
            let _ = session.snapshot();
        }
    }
}
