//! Sessions that play themselves, as a browser without script and without a user meets them.

use std::num::NonZeroU32;
use std::time::Duration;

use serde_json::json;
use tokio::net::TcpStream;
use vinculo_sandbox::{AppLink, NextSessions, Scenario};

use crate::support::{Answer, Served, messages};

const ERROR: &str = "error=ACCESS_TOKEN_NOT_VALID\
                     &error_message=The%20access%20token%20was%20not%20provided%20or%20is%20not%20valid";
/// More steps than any scenario has.
const LIMIT: usize = 20;

/// Where a session went, and what it came to.
struct Trail {
    /// The last parts of the addresses of the pages, in order.
    pages: Vec<String>,
    /// What the pages posted, by name.
    events: Vec<String>,
    end: End,
}

#[derive(Debug, PartialEq)]
enum End {
    /// Out of the widget.
    Callback(String),
    /// At a page that does not go on, with this status.
    Page(u16, String),
}

impl Trail {
    fn callback(&self) -> &str {
        match &self.end {
            End::Callback(url) => url,
            End::Page(status, body) => panic!("a page, {status}: {body}"),
        }
    }
}

/// Follows redirects, and pages that go on by themselves.
async fn follow(served: &Served, mut path: String) -> Trail {
    let (mut pages, mut events) = (Vec::new(), Vec::new());
    for _ in 0..LIMIT {
        let Answer {
            status,
            location,
            body,
        } = served.get(&path).await;
        if let Some(location) = location {
            if !location.starts_with('/') && !location.starts_with("http://127.0.0.1") {
                let end = End::Callback(location);
                return Trail { pages, events, end };
            }
            path = without_fragment(&location);
            continue;
        }
        let place = path.split('?').next().unwrap().trim_end_matches('/');
        let page = if place.starts_with("/bank/") {
            "bank"
        } else {
            place.rsplit('/').next().unwrap()
        };
        pages.push(page.to_owned());
        if body.contains("id=\"messages\"") {
            let posted = messages(&body);
            events.extend(
                posted
                    .iter()
                    .map(|one| one["eventName"].as_str().unwrap().to_owned()),
            );
        }
        let Some(next) = goes_on(&body) else {
            let end = End::Page(status.as_u16(), body);
            return Trail { pages, events, end };
        };
        path = next;
    }
    panic!("it goes round: {pages:?}");
}

fn without_fragment(url: &str) -> String {
    url.split_once('#').map_or(url, |(head, _)| head).to_owned()
}

/// Where a page goes on to by itself.
fn goes_on(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("http-equiv=\"refresh\" content=\"")?;
    let (content, _) = rest.split_once('"').unwrap();
    Some(content.split_once("; url=").unwrap().1.to_owned())
}

/// One session of a scenario, by its start URL.
async fn play(served: &Served, scenario: Scenario, parameters: &str) -> Trail {
    let token = served.mint(json!({})).await;
    follow(served, start(&token, scenario.name(), parameters)).await
}

fn start(token: &str, scenario: &str, parameters: &str) -> String {
    format!("/widget/?access_token={token}{parameters}&sandbox_scenario={scenario}")
}

fn success(served: &Served, institution: &str) -> String {
    let links = served.sandbox.links();
    let id = &links.last().unwrap().id;
    format!("your-deeplink-here://success?link={id}&institution={institution}")
}

#[tokio::test]
async fn manual_waits_for_a_user() {
    let served = Served::new().await;
    let trail = play(&served, Scenario::Manual, "").await;
    assert_eq!(trail.pages, ["consent"]);
    assert!(matches!(trail.end, End::Page(200, _)));
}

#[tokio::test]
async fn an_account_is_connected_at_any_pace() {
    let served = Served::with(|config| config.slow_page = Duration::from_millis(1)).await;
    let all = [
        Scenario::Connect,
        Scenario::ConnectSlowly,
        Scenario::SlowPage,
    ];
    for (at, scenario) in all.into_iter().enumerate() {
        let trail = play(&served, scenario, "").await;
        assert_eq!(trail.callback(), success(&served, "erebor_mx_retail"));
        assert_eq!(
            trail.pages,
            ["consent", "institutions", "credentials", "success"],
            "{scenario}"
        );
        assert_eq!(trail.events, ["PAGE_LOAD"; 4]);
        assert_eq!(served.sandbox.links().len(), at + 1);
    }
}

#[tokio::test]
async fn slowly_means_seconds_on_each_page() {
    let served = Served::new().await;
    for (scenario, seconds) in [(Scenario::Connect, "0;"), (Scenario::ConnectSlowly, "3;")] {
        let token = served.mint(json!({})).await;
        let first = served.get(&start(&token, scenario.name(), "")).await;
        let page = served.get(&first.inside()).await.page();
        let (_, refresh) = page.split_once("refresh\" content=\"").unwrap();
        assert!(refresh.starts_with(seconds), "{scenario}: {refresh}");
    }
}

#[tokio::test]
async fn whatever_the_start_url_leaves_can_be_connected() {
    let served = Served::new().await;
    for (parameters, institution) in [
        ("&institutions=planet_mx_employment", "planet_mx_employment"),
        ("&institutions=gotham_co_business", "gotham_co_business"),
        ("&integration_type=openfinance", "ofmockbank_br_retail"),
        ("&institutions=ofbradesco_br_retail", "ofbradesco_br_retail"),
        ("&institutions=nowhere_mx_retail", "erebor_mx_retail"),
        ("&institutions=banamex_mx_retail", "erebor_mx_retail"),
    ] {
        let trail = play(&served, Scenario::Connect, parameters).await;
        assert_eq!(
            trail.callback(),
            success(&served, institution),
            "{parameters}"
        );
    }
}

#[tokio::test]
async fn the_user_leaves() {
    let served = Served::new().await;
    let trail = play(&served, Scenario::Exit, "").await;
    assert_eq!(trail.pages, ["consent", "abandon-survey"]);
    let exit = "your-deeplink-here://exit?meta_data_step=abandon-survey";
    assert_eq!(trail.callback(), exit);
    let trail = play(&served, Scenario::Exit, "&show_abandon_survey=false").await;
    assert_eq!(trail.callback(), "your-deeplink-here://exit");
    assert!(served.sandbox.links().is_empty());
}

#[tokio::test]
async fn the_user_leaves_after_an_error() {
    let served = Served::new().await;
    for (parameters, code, institution) in [
        ("", "login_error", "erebor_mx_retail"),
        (
            "&institutions=heimdall_mx_retail",
            "login_error",
            "heimdall_mx_retail",
        ),
        (
            "&institutions=ofmockbank_br_retail",
            "session_expired_ob",
            "ofmockbank_br_retail",
        ),
    ] {
        let trail = play(&served, Scenario::ExitWithError, parameters).await;
        let exit = trail.callback();
        let code = format!("://exit?last_encountered_error_code={code}");
        assert!(exit.contains(&code), "{parameters}: {exit}");
        assert!(
            exit.ends_with(&format!("&meta_data_institution_name={institution}")),
            "{exit}"
        );
        assert!(trail.events.contains(&"ERROR".to_owned()));
    }
    assert!(served.sandbox.links().is_empty());
}

#[tokio::test]
async fn an_error_and_a_warning_are_sent_once_and_the_user_goes_on() {
    let served = Served::new().await;
    for (scenario, expected, page, posted) in [
        (
            Scenario::Error,
            "your-deeplink-here://exit?error=login_error\
             &error_message=Invalid%20credentials%20provided%20to%20login%20to%20the%20institution",
            "credentials",
            "ERROR",
        ),
        (
            Scenario::Warning,
            "your-deeplink-here://warning?warning=institution_disabled\
             &warning_message=The%20institution%20is%20temporarily%20unavailable.",
            "institutions",
            "PAGE_LOAD",
        ),
    ] {
        let token = served.mint(json!({})).await;
        let first = served
            .get(&start(&token, scenario.name(), ""))
            .await
            .inside();
        let base = first.strip_suffix("/consent").unwrap().to_owned();
        let trail = follow(&served, first).await;
        assert_eq!(trail.callback(), expected);
        assert_eq!(trail.pages.last().unwrap(), page);
        assert_eq!(trail.events.last().unwrap(), posted);
        // The app cancels that navigation, so that the page is still there, and shown again is a page to use.
        let page = served.get(&format!("{base}/{page}")).await.page();
        assert_eq!(goes_on(&page), None, "{scenario}");
    }
}

#[tokio::test]
async fn no_token_is_taken_or_the_first_one() {
    let served = Served::new().await;
    let refused = format!("your-deeplink-here://exit?{ERROR}");
    for _ in 0..3 {
        let trail = play(&served, Scenario::TokenNotValid, "").await;
        assert_eq!(trail.callback(), refused);
        assert_eq!(trail.pages, [""; 0]);
    }
    let once = Scenario::TokenNotValidOnce;
    assert_eq!(play(&served, once, "").await.callback(), refused);
    let trail = play(&served, once, "").await;
    assert_eq!(trail.callback(), success(&served, "erebor_mx_retail"));

    // Another session, told apart by the id that its backend gave it.
    let token = served.mint(json!({"external_id": "another"})).await;
    let trail = follow(&served, start(&token, once.name(), "")).await;
    assert_eq!(trail.callback(), refused);
}

#[tokio::test]
async fn to_the_bank_and_back() {
    let served = Served::new().await;
    for parameters in ["", "&institutions=erebor_mx_retail"] {
        let trail = play(&served, Scenario::Bank, parameters).await;
        assert_eq!(trail.callback(), success(&served, "ofmockbank_br_retail"));
        let end = ["handover", "bank", "success"];
        assert_eq!(trail.pages[trail.pages.len() - 3..], end, "{parameters}");
    }
    assert_eq!(served.sandbox.links().len(), 2);
    for parameters in ["", "&institutions=erebor_mx_retail"] {
        let trail = play(&served, Scenario::BankRefuses, parameters).await;
        assert!(matches!(trail.end, End::Page(200, _)));
        let end = ["handover", "bank", "callback"];
        assert_eq!(trail.pages[trail.pages.len() - 3..], end, "{parameters}");
    }
    assert_eq!(served.sandbox.links().len(), 2);
}

#[tokio::test]
async fn the_bank_plays_itself_to_the_app_as_well() {
    let served = Served::with(|config| {
        config.app_link = Some(AppLink {
            url: "https://app.example/resume".into(),
            parameter: "resume".into(),
        });
    })
    .await;
    let trail = play(&served, Scenario::Bank, "").await;
    assert!(
        trail
            .callback()
            .starts_with("https://app.example/resume?resume=")
    );
}

#[tokio::test]
async fn a_success_is_lost() {
    let served = Served::new().await;
    let trail = play(&served, Scenario::ConnectLost, "").await;
    let End::Page(200, page) = trail.end else {
        panic!("{:?}", trail.end);
    };
    assert_eq!(served.sandbox.links().len(), 1);
    let (_, done) = page.split_once("class=\"primary\" href=\"").unwrap();
    let done = done.split('"').next().unwrap();
    assert!(done.ends_with("/done"), "{done}");
    assert!(
        served.get(done).await.inside().ends_with("/success"),
        "nor by the button"
    );
}

#[tokio::test]
async fn a_link_is_repaired_in_a_scenario_too() {
    let served = Served::new().await;
    play(&served, Scenario::Connect, "").await;
    let link = served.sandbox.links()[0].id.clone();
    for scenario in [Scenario::Connect, Scenario::Bank] {
        let token = served.mint(json!({"link_id": link})).await;
        let trail = follow(&served, start(&token, scenario.name(), "")).await;
        assert_eq!(trail.callback(), success(&served, "erebor_mx_retail"));
    }
    assert_eq!(served.sandbox.links().len(), 1);
}

#[tokio::test]
async fn the_widget_fails() {
    let served = Served::new().await;
    let trail = play(&served, Scenario::Http500, "").await;
    assert!(matches!(trail.end, End::Page(500, _)), "{:?}", trail.end);
}

/// A wait that is not about speed: however slow the machine, an answer that does not come does not come.
#[tokio::test]
async fn nothing_is_answered_and_everybody_else_is_served() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let served = Served::new().await;
    let token = served.mint(json!({})).await;
    let host = served.origin.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).await.unwrap();
    let path = start(&token, "blank", "");
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    // Its own request was read before these were answered, or will never be answered either.
    for _ in 0..3 {
        let trail = play(&served, Scenario::Connect, "").await;
        assert_eq!(trail.callback(), success(&served, "erebor_mx_retail"));
    }
    let mut one = [0];
    let answer = tokio::time::timeout(Duration::from_millis(300), stream.read(&mut one)).await;
    assert!(answer.is_err(), "{answer:?}");
}

#[tokio::test]
async fn the_next_sessions_play_what_was_set() {
    let served = Served::new().await;
    let exits = |trail: &Trail| matches!(&trail.end, End::Callback(url) if url.contains("://exit"));
    served.sandbox.set_next_sessions(NextSessions {
        scenario: Scenario::Exit,
        times: NonZeroU32::new(1),
    });
    let mut tokens = Vec::new();
    for session in ["session-1", "session-2"] {
        tokens.push(served.mint(json!({"external_id": session})).await);
    }
    let open = |token: &str| format!("/widget/?access_token={token}");
    assert!(exits(&follow(&served, open(&tokens[0])).await));
    assert_eq!(served.sandbox.next_sessions(), NextSessions::default());
    assert!(!exits(&follow(&served, open(&tokens[1])).await));
    assert!(
        exits(&follow(&served, open(&tokens[0])).await),
        "loaded anew"
    );

    // What the start URL says goes first.
    let trail = follow(&served, start(&tokens[0], "connect", "")).await;
    assert_eq!(trail.callback(), success(&served, "erebor_mx_retail"));
}

#[tokio::test]
async fn an_unknown_name_is_refused_with_the_list() {
    let served = Served::new().await;
    let token = served.mint(json!({})).await;
    for name in ["", "Exit", "exit%20", "%3Cb%3Enothing"] {
        let answer = served.get(&start(&token, name, "")).await;
        assert_eq!(answer.status, 400, "{name}");
        for scenario in Scenario::ALL {
            assert!(answer.body.contains(scenario.name()), "{scenario}");
        }
        assert!(
            !answer.body.contains("nothing"),
            "what was asked for is not repeated"
        );
        assert!(!answer.body.contains(&token));
    }
    served.open(&token, "").await.inside();
}

#[tokio::test]
async fn a_page_of_nobody_does_not_play() {
    let served = Served::new().await;
    assert_eq!(served.get("/widget/v/nothing/play").await.status, 404);
    assert_eq!(served.get("/bank/nothing/play").await.status, 404);
    let token = served.mint(json!({})).await;
    let visit = served.consented(&token, "").await;
    assert!(visit.get("play").await.inside().ends_with("/consent"));
    visit.pick("ofmockbank_br_retail", "handover").await;
    let bank = visit.post("handover", &[]).await.out();
    assert_eq!(served.get(&format!("{bank}/play")).await.inside(), bank);
    assert!(served.sandbox.links().is_empty());
}
