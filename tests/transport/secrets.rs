//! No secret in any text that a program could log.

use std::fmt::Write as _;
use std::sync::Arc;

use vinculo::backend::{AuthHeader, Backend, BackendError};
use vinculo::callback::CallbackUrls;
use vinculo::session::{Effect, Mode};
use vinculo::transport::BackendHost;

use crate::server::{Reply, Server, say, transport, with};

const CANARIES: [&str; 4] = [
    "CANARY-BEARER",
    "CANARY-NONCE",
    "CANARY-TOKEN",
    "CANARY-BODY",
];

#[tokio::test]
async fn no_error_answer_or_debug_holds_a_secret() {
    let redirect = "Location: http://localhost/CANARY-BODY\r\nX-Other: CANARY-BODY\r\n";
    let server = Server::start([
        say(200, r#"{"access_token":"CANARY-TOKEN"}"#),
        say(200, r#"{"access_token":"CANARY-TOKEN CANARY-BODY"}"#),
        with(302, redirect, "CANARY-BODY"),
        say(401, r#"{"title":"CANARY-BODY is no one"}"#),
        say(422, r#"{"detail":"CANARY-BODY"}"#),
        Reply::Reset,
        Reply::Say(b"CANARY-BODY\r\n\r\n".to_vec()),
    ])
    .await;
    let auth = Arc::new(AuthHeader::bearer("CANARY-BEARER").unwrap());
    let backend = Backend::new(&server.url("/path"), Some(auth)).unwrap();
    let transport = transport();
    let urls = CallbackUrls {
        success: "m://s/CANARY-NONCE".into(),
        exit: "m://x".into(),
        event: "m://e".into(),
    };
    let request = backend
        .open_session("session-1", None, urls.clone())
        .unwrap();
    let host = BackendHost::new(transport.clone(), backend, || 0, || 0);
    let effect = Effect::RequestToken {
        id: 1,
        session_id: "session-1".into(),
        mode: Mode::Create,
        callback_urls: urls,
    };
    let mut shown = format!("{transport:?} {host:?} {request:?} {effect:?}");
    for _ in 0..5 {
        let answer = host.perform(&effect).await;
        write!(shown, "{answer:?}").unwrap();
    }
    for _ in 0..2 {
        let error = transport.send(&request).await.unwrap_err();
        write!(shown, "{error:?} {error} {}", BackendError::from(error)).unwrap();
    }
    assert_eq!(server.heard().len(), 7);
    assert!(
        server.heard()[6].text.contains("CANARY-BEARER"),
        "it was sent"
    );
    for canary in CANARIES {
        assert!(!shown.contains(canary), "{canary} in {shown}");
    }
    assert!(!shown.contains("127.0.0.1"), "{shown}");
}
