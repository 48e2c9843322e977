//! The session's questions, performed: tries, waits, and what comes of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::net::TcpListener;
use vinculo::backend::{AuthHeader, Backend, BackendError, LinkHealth, SetupError};
use vinculo::callback::CallbackUrls;
use vinculo::exchange::ReportFate;
use vinculo::session::{Effect, Ending, Event, FailReason, Mode, Outcome, TokenProblem};
use vinculo::transport::BackendHost;

use crate::server::{Reply, Server, now, say, transport, with};

/// In the middle, so that waits are what the arithmetic says before it spreads them.
const MIDDLE: u32 = u32::MAX / 2;
/// 1994-11-06 08:49:37 UTC, the example of RFC 9110 §5.6.7.
const NOW_MS: i64 = 784_111_777_000;

const SIGN_IN: ReportFate = ReportFate::Pending {
    sign_in: true,
    after_ms: None,
};

fn host(server: &Server) -> BackendHost {
    let auth = Arc::new(AuthHeader::bearer("app-secret").unwrap());
    let backend = Backend::new(&server.url(""), Some(auth)).unwrap();
    BackendHost::new(transport(), backend, || NOW_MS, || MIDDLE)
}

fn token() -> Effect {
    Effect::RequestToken {
        id: 3,
        session_id: "session-1".into(),
        mode: Mode::Create,
        callback_urls: CallbackUrls {
            success: "m://s".into(),
            exit: "m://x".into(),
            event: "m://e".into(),
        },
    }
}

fn late() -> Effect {
    Effect::CheckLateLink {
        id: 4,
        session_id: "session-1".into(),
    }
}

fn outcome() -> Outcome {
    Outcome {
        id: "session-1.1".into(),
        session_id: "session-1".into(),
        sequence: 1,
        ending: Ending::Failed {
            reason: FailReason::TokenRefused,
        },
    }
}

async fn event(host: &BackendHost, effect: &Effect) -> Event {
    let answer = host.perform(effect).await.unwrap().unwrap();
    assert_eq!(answer.fate, None);
    answer.event
}

/// Milliseconds between the requests that came.
fn pauses(server: &Server) -> Vec<u128> {
    let heard = server.heard();
    let pairs = heard.windows(2);
    pairs
        .map(|pair| (pair[1].at - pair[0].at).as_millis())
        .collect()
}

#[tokio::test]
async fn effects_become_events() {
    let server = Server::start([
        say(201, r#"{"access_token":"a.b.c"}"#),
        say(200, r#"{"link":"l-1","institution":"erebor_mx_retail"}"#),
        say(200, r#"{"link":null}"#),
        say(
            200,
            r#"{"links":[{"link":"l-1","status":"token_required"}]}"#,
        ),
    ])
    .await;
    let host = host(&server);
    let opened = event(&host, &token()).await;
    assert!(
        matches!(opened, Event::TokenReceived { id: 3, token, callback_urls: None } if token.reveal() == "a.b.c")
    );
    let found = event(&host, &late()).await;
    assert!(matches!(found, Event::LateLinkFound { id: 4, link, .. } if link.as_str() == "l-1"));
    assert_eq!(event(&host, &late()).await, Event::LateLinkAbsent { id: 4 });
    let links = host.links().await.unwrap().links;
    assert_eq!(links[0].health, LinkHealth::Mfa);
    assert_eq!(host.perform(&Effect::GoBack).await, Ok(None));
    assert_eq!(server.heard().len(), 4);
}

#[tokio::test(start_paused = true)]
async fn a_busy_backend_is_asked_again_and_never_too_early() {
    let server = Server::start([
        with(429, "Retry-After: 3\r\n", ""),
        with(503, "Retry-After: Sun, 06 Nov 1994 08:49:41 GMT\r\n", ""),
        say(500, ""),
        say(200, "{}"),
    ])
    .await;
    let fate = host(&server).report(&outcome()).await.map(|it| it.fate);
    assert_eq!(fate, Ok(ReportFate::Acknowledged));
    // 3 s and 4 s as asked, made up to 10 % longer by the jitter in its middle; then 4 s of our own.
    assert_eq!(pauses(&server), [3_300, 4_400, 4_000]);
    let sent: Vec<String> = server.heard().into_iter().map(|h| h.text).collect();
    assert!(
        sent.iter().all(|text| *text == sent[0]),
        "the same key and body each time"
    );
}

#[tokio::test(start_paused = true)]
async fn a_report_is_given_up_after_six_tries_and_stays_pending() {
    let server = Server::start((0..6).map(|_| say(503, ""))).await;
    let reported = host(&server).report(&outcome()).await.unwrap();
    assert_eq!(reported.fate, ReportFate::LATER);
    assert_eq!(reported.error.unwrap().code(), "unavailable");
    assert_eq!(pauses(&server), [1_000, 2_000, 4_000, 8_000, 16_000]);
}

#[tokio::test(start_paused = true)]
async fn a_person_is_told_after_ten_seconds() {
    let server = Server::start((0..4).map(|_| say(503, ""))).await;
    let problem = TokenProblem::Server;
    let told = Event::TokenFailed { id: 3, problem };
    assert_eq!(event(&host(&server), &token()).await, told);
    assert_eq!(pauses(&server), [1_000, 2_000, 4_000]);

    // The first try stalls; the second one stalls after a 503 and its wait.
    let stall = || Reply::Stall(Vec::new());
    for replies in [vec![stall()], vec![say(503, ""), stall()]] {
        let tries = replies.len();
        for effect in [token(), late()] {
            let server = Server::start(replies.clone()).await;
            let began = now();
            let told = event(&host(&server), &effect).await;
            let expected = match effect {
                Effect::CheckLateLink { id, .. } => Event::LateCheckFailed { id },
                _ => Event::TokenFailed {
                    id: 3,
                    problem: TokenProblem::TimedOut,
                },
            };
            assert_eq!(told, expected);
            assert_eq!(server.heard().len(), tries);
            let took = began.elapsed().as_millis();
            assert!((10_000..10_050).contains(&took), "{took} ms");
        }
    }
}

#[tokio::test]
async fn the_fate_of_a_report_goes_to_the_outbox() {
    let problem = r#"{"code":"session_unknown"}"#;
    for (status, body, fate) in [
        (204, "", ReportFate::Acknowledged),
        (302, "", ReportFate::LATER),
        (401, "", SIGN_IN),
        (404, "404 page not found", ReportFate::LATER),
        (407, problem, ReportFate::LATER),
        (422, problem, ReportFate::Refused { status: 422 }),
    ] {
        let server = Server::start([say(status, body)]).await;
        let (id, outcome) = (9, outcome());
        let effect = Effect::Report { id, outcome };
        let answer = host(&server).perform(&effect).await.unwrap();
        let event = if fate == ReportFate::Acknowledged {
            Event::Reported { id }
        } else {
            Event::ReportFailed { id }
        };
        let answer = answer.unwrap();
        let found = (answer.event, answer.fate);
        assert_eq!(found, (event, Some(fate)), "{status}");
    }
}

#[tokio::test]
async fn the_cause_reaches_the_host() {
    let problem = r#"{"code":"not_allowed","request_id":"r-7"}"#;
    let server = Server::start([say(403, problem), say(201, r#"{"access_token":"a.b.c"}"#)]).await;
    let host = host(&server);
    let refused = host.perform(&token()).await.unwrap().unwrap();
    assert_eq!(
        refused.error.unwrap().to_string(),
        "the backend refused with status 403 (not_allowed), request r-7"
    );
    let opened = host.perform(&token()).await.unwrap().unwrap();
    assert_eq!(opened.error, None);
}

#[tokio::test]
async fn after_a_sign_in_the_same_request_works() {
    let server = Server::start([say(401, ""), say(200, "{}")]).await;
    let host = host(&server);
    let first = host.report(&outcome()).await.map(|it| it.fate);
    assert_eq!(first, Ok(SIGN_IN));
    let auth = AuthHeader::bearer("app-second").unwrap();
    host.sign_in(Some(Arc::new(auth)));
    assert_eq!(
        host.report(&outcome()).await.map(|it| it.fate),
        Ok(ReportFate::Acknowledged)
    );
    let heard = server.heard();
    assert!(heard[0].text.contains("Bearer app-secret"));
    assert!(heard[1].text.contains("Bearer app-second"));
}

#[tokio::test(start_paused = true)]
async fn the_network_comes_back_before_the_wait_is_over() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let backend = Backend::new(&format!("http://{address}"), None).unwrap();
    let host = Arc::new(BackendHost::new(transport(), backend, || NOW_MS, || MIDDLE));
    // Without network the session is told at once, and only a report waits.
    assert_eq!(
        event(&host, &late()).await,
        Event::LateCheckFailed { id: 4 }
    );
    let reporting = Arc::clone(&host);
    let report = tokio::spawn(async move { reporting.report(&outcome()).await.map(|it| it.fate) });
    let began = now();
    // In the wait of 8 s after the fourth try, which began after 7 s.
    tokio::time::sleep(Duration::from_secs(9)).await;
    let listener = TcpListener::bind(address).await.unwrap();
    host.network_is_back();
    let (mut stream, _) = listener.accept().await.unwrap();
    assert_eq!(began.elapsed().as_secs(), 9);
    tokio::io::AsyncWriteExt::write_all(&mut stream, b"HTTP/1.1 204 No Content\r\n\r\n")
        .await
        .unwrap();
    assert_eq!(report.await.unwrap(), Ok(ReportFate::Acknowledged));
}

/// The network returns while a try that began without it is still under way.
#[tokio::test(start_paused = true)]
async fn a_network_that_returns_during_a_doomed_try_is_not_missed() {
    let server = Server::start([Reply::Stall(Vec::new()), say(204, "")]).await;
    let host = Arc::new(host(&server));
    let reporting = Arc::clone(&host);
    let report = tokio::spawn(async move { reporting.report(&outcome()).await.map(|it| it.fate) });
    tokio::time::sleep(Duration::from_secs(5)).await;
    host.network_is_back();
    assert_eq!(report.await.unwrap(), Ok(ReportFate::Acknowledged));
    // The try ends after its 20 s, and the next one follows without the pause of 1 s.
    let pause = pauses(&server)[0];
    assert!((20_000..20_500).contains(&pause), "{pause}");
}

#[tokio::test(start_paused = true)]
async fn a_sign_in_reaches_a_report_that_waits() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let auth = Arc::new(AuthHeader::bearer("app-secret").unwrap());
    let backend = Backend::new(&format!("http://{address}"), Some(auth)).unwrap();
    let host = Arc::new(BackendHost::new(transport(), backend, || NOW_MS, || MIDDLE));
    let reporting = Arc::clone(&host);
    let report = tokio::spawn(async move { reporting.report(&outcome()).await.map(|it| it.fate) });
    tokio::time::sleep(Duration::from_secs(9)).await;
    let server = Server::at(address, [say(204, "")]).await;
    let began = now();
    host.sign_in(Some(Arc::new(AuthHeader::bearer("app-second").unwrap())));
    assert_eq!(report.await.unwrap(), Ok(ReportFate::Acknowledged));
    let heard = server.heard();
    assert!(heard[0].text.contains("Bearer app-second"));
    assert_eq!((heard[0].at - began).as_secs(), 0, "it does not wait");
}

#[tokio::test(start_paused = true)]
async fn a_sign_in_during_a_refused_try_counts() {
    let server = Server::start([Reply::Late(Duration::from_secs(5), 401), say(204, "")]).await;
    let host = Arc::new(host(&server));
    let reporting = Arc::clone(&host);
    let report = tokio::spawn(async move { reporting.report(&outcome()).await.map(|it| it.fate) });
    tokio::time::sleep(Duration::from_secs(2)).await;
    host.sign_in(Some(Arc::new(AuthHeader::bearer("app-second").unwrap())));
    assert_eq!(report.await.unwrap(), Ok(ReportFate::Acknowledged));
    assert!(server.heard()[1].text.contains("Bearer app-second"));
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_the_backend_asked_for_is_kept() {
    let server = Server::start([with(429, "Retry-After: 30\r\n", ""), say(200, "{}")]).await;
    let host = Arc::new(host(&server));
    let reporting = Arc::clone(&host);
    let report = tokio::spawn(async move { reporting.report(&outcome()).await.map(|it| it.fate) });
    tokio::time::sleep(Duration::from_secs(9)).await;
    host.network_is_back();
    assert_eq!(report.await.unwrap(), Ok(ReportFate::Acknowledged));
    assert_eq!(pauses(&server), [33_000]);
}

#[tokio::test(start_paused = true)]
async fn a_long_wait_is_the_outboxs_and_not_the_calls() {
    let server = Server::start([with(503, "Retry-After: 86400\r\n", "")]).await;
    let began = now();
    let fate = host(&server).report(&outcome()).await.map(|it| it.fate);
    // A day, made 10 % longer by the jitter in its middle.
    let after_ms = Some(95_040_000);
    let sign_in = false;
    assert_eq!(fate, Ok(ReportFate::Pending { sign_in, after_ms }));
    assert_eq!(began.elapsed().as_secs(), 0);
}

#[tokio::test(start_paused = true)]
async fn jitter_is_asked_for_anew() {
    let asked = Arc::new(AtomicU32::new(0));
    let server = Server::start([say(503, ""), say(200, "{}")]).await;
    let backend = Backend::new(&server.url(""), None).unwrap();
    let counting = Arc::clone(&asked);
    let random = move || counting.fetch_add(1, Ordering::Relaxed);
    let host = BackendHost::new(transport(), backend, || NOW_MS, random);
    assert_eq!(
        host.report(&outcome()).await.map(|it| it.fate),
        Ok(ReportFate::Acknowledged)
    );
    assert_eq!(asked.load(Ordering::Relaxed), 2);
    assert_eq!(pauses(&server), [800]);
}

#[tokio::test]
async fn an_id_that_is_none_goes_nowhere() {
    let server = Server::start([say(200, "{}")]).await;
    let effect = Effect::CheckLateLink {
        id: 1,
        session_id: "../links".into(),
    };
    let refused = host(&server).perform(&effect).await;
    assert_eq!(refused, Err(SetupError::SessionId));
    assert!(server.heard().is_empty());
}

#[tokio::test]
async fn links_that_cannot_be_had_are_an_error() {
    let server = Server::start([say(200, "<html>")]).await;
    let error = host(&server).links().await.unwrap_err();
    assert!(matches!(error, BackendError::Unreadable { .. }));
}
