//! What leaves, and what does not.

use std::sync::Arc;

use tokio::net::TcpListener;
use vinculo::backend::{
    AuthHeader, Backend, BackendError, HttpHeader, HttpMethod, OutcomeReport, ReportedEnding,
};
use vinculo::transport::TransportError;

use crate::server::{Reply, Server, get, say, transport, with};

#[tokio::test]
async fn a_request_arrives_as_the_contract_wrote_it() {
    let server = Server::start([with(201, "X-Request-Id: r-1\r\n", "{}")]).await;
    let auth = Arc::new(AuthHeader::bearer("app-secret").unwrap());
    let backend = Backend::new(&server.url("/bank"), Some(auth)).unwrap();
    let report = OutcomeReport {
        session_id: "session-1".into(),
        sequence: 1,
        ending: ReportedEnding::Failed {
            reason: "token_refused".into(),
        },
    };
    let request = backend.report_outcome(&report).unwrap();
    let response = transport().send(&request).await.unwrap();
    assert_eq!(response.status(), 201);
    assert_eq!(response.header("x-request-id"), Some("r-1"));

    let text = &server.heard()[0].text;
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("PUT /bank/v1/connect-sessions/session-1/outcomes/1 HTTP/1.1\r\n"));
    let read: OutcomeReport = serde_json::from_str(body).unwrap();
    assert_eq!(read, report);
    let mut names: Vec<String> = head
        .lines()
        .skip(1)
        .map(|line| line.split_once(':').unwrap().0.to_ascii_lowercase())
        .collect();
    names.sort();
    // No cookie, no referrer, no accepted encoding.
    let expected = [
        "accept",
        "authorization",
        "content-length",
        "content-type",
        "host",
        "idempotency-key",
        "user-agent",
    ];
    assert_eq!(names, expected);
    for line in [
        "authorization: Bearer app-secret",
        "idempotency-key: session-1.1",
        "content-type: application/json",
    ] {
        assert!(head.contains(line), "{line} in {head}");
    }
    assert!(head.contains(concat!("user-agent: vinculo/", env!("CARGO_PKG_VERSION"))));
}

#[tokio::test]
async fn a_name_of_this_machine_is_this_machine() {
    for host in ["localhost", "LOCALHOST", "bank.localhost"] {
        let server = Server::start([say(204, "")]).await;
        let url = format!("http://{host}:{}/", server.port);
        assert_eq!(transport().send(&get(url)).await.unwrap().status(), 204);
    }
}

#[tokio::test]
async fn no_redirect_is_followed() {
    for status in [301, 302, 303, 307, 308] {
        let target = Server::start([say(200, "{}")]).await;
        let location = format!("Location: {}\r\n", target.url("/elsewhere"));
        let server = Server::start([with(status, &location, "")]).await;
        let request = get(server.url("/v1/links"));
        let response = transport().send(&request).await.unwrap();
        assert_eq!(response.status(), status);
        assert_eq!(server.heard().len(), 1);
        assert!(target.heard().is_empty(), "{status}");
    }
}

/// Both addresses lead to this very server for whoever connects to them.
#[tokio::test]
async fn plain_http_to_another_machine_never_connects() {
    let server = Server::start([say(200, "{}"), say(200, "{}")]).await;
    for host in ["0.0.0.0", "[::ffff:127.0.0.1]"] {
        let url = format!("http://{host}:{}/", server.port);
        let refused = transport().send(&get(url)).await;
        assert_eq!(refused, Err(TransportError::NotHttps), "{host}");
    }
    assert!(server.heard().is_empty());
    let error = BackendError::from(TransportError::NotHttps);
    assert_eq!(error.code(), "unreadable", "waiting does not help");
}

#[tokio::test]
async fn a_header_that_would_write_another_is_not_sent() {
    let server = Server::start([say(200, "{}")]).await;
    for (name, value) in [("X-A", "b\r\nX-C: d"), ("X A", "b"), ("", "b")] {
        let mut request = get(server.url("/"));
        request.headers.push(HttpHeader {
            name: name.into(),
            value: value.into(),
        });
        let refused = transport().send(&request).await;
        assert_eq!(refused, Err(TransportError::Unusable), "{name:?}");
    }
    assert!(server.heard().is_empty());
}

#[tokio::test]
async fn refused_and_reset_are_told_apart() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let request = get(format!("http://127.0.0.1:{port}/"));
    let refused = transport().send(&request).await.unwrap_err();
    assert_eq!(refused, TransportError::Unreachable);
    assert_eq!(
        (refused.was_sent(), BackendError::from(refused)),
        (false, BackendError::Offline)
    );

    let half = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{\"a".to_vec();
    for reply in [Reply::Reset, Reply::Say(Vec::new()), Reply::Say(half)] {
        let server = Server::start([reply]).await;
        let mut request = get(server.url("/"));
        request.method = HttpMethod::Post;
        request.body = Some(b"{}".to_vec());
        let broken = transport().send(&request).await.unwrap_err();
        assert_eq!(broken, TransportError::Broken);
        assert_eq!(
            (broken.was_sent(), BackendError::from(broken)),
            (true, BackendError::TimedOut)
        );
        assert_eq!(server.heard().len(), 1, "nothing is sent again in silence");
    }
}

#[tokio::test]
async fn no_connection_is_used_twice() {
    let keep = |body: &str| {
        let length = body.len();
        let text = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{body}");
        Reply::Stall(text.into_bytes())
    };
    let server = Server::start([keep("{}"), keep("{}")]).await;
    let transport = transport();
    for _ in 0..2 {
        let response = transport.send(&get(server.url("/"))).await.unwrap();
        assert_eq!(response.status(), 200);
    }
    assert_eq!(server.heard().len(), 2);
}
