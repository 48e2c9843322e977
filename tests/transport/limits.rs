//! How long it waits and how much it reads.

use std::time::Duration;

use tokio::net::TcpListener;
use vinculo::backend::{BackendError, MAX_ANSWER_BYTES, UnreadableReason, parse_links};
use vinculo::transport::TransportError;

use crate::server::{Reply, Server, get, now, transport};

#[tokio::test(start_paused = true)]
async fn twenty_seconds_for_everything() {
    let head = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n".to_vec();
    let body = [head.clone(), b"{\"lin".to_vec()].concat();
    for reply in [Vec::new(), b"HTTP/1.1 2".to_vec(), head, body] {
        let server = Server::start([Reply::Stall(reply)]).await;
        let began = now();
        let late = transport().send(&get(server.url("/"))).await.unwrap_err();
        assert_eq!((late, late.was_sent()), (TransportError::TimedOut, true));
        assert_eq!(whole_seconds(began.elapsed()), 20);
        assert_eq!(server.heard().len(), 1);
    }
}

/// Somebody listens who never speaks TLS.
#[tokio::test(start_paused = true)]
async fn ten_seconds_for_a_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!(
        "https://127.0.0.1:{}/",
        listener.local_addr().unwrap().port()
    );
    let began = now();
    let late = transport().send(&get(url)).await.unwrap_err();
    assert_eq!(
        (late, late.was_sent()),
        (TransportError::Unreachable, false)
    );
    assert_eq!(whole_seconds(began.elapsed()), 10);
}

#[tokio::test]
async fn an_endless_body_is_cut_one_byte_past_the_limit() {
    for (length, status) in [
        ("", 200),
        ("Content-Length: 99999999999\r\n", 200),
        ("", 503),
    ] {
        let head = format!("HTTP/1.1 {status} Whatever\r\n{length}\r\n");
        let server = Server::start([Reply::Endless(head.into_bytes())]).await;
        let response = transport().send(&get(server.url("/"))).await.unwrap();
        assert!(
            format!("{response:?}").contains("body_bytes: 1048577"),
            "{response:?}"
        );
        let error = parse_links(&response, 0).unwrap_err();
        if status == 200 {
            let reason = UnreadableReason::TooLong;
            assert!(
                matches!(error, BackendError::Unreadable { reason: found, .. } if found == reason)
            );
        } else {
            assert_eq!(
                error.code(),
                "unavailable",
                "the status counts all the same"
            );
        }
        // The connection was closed, or it would write for ever; beside the limit the sockets' buffers hold some.
        let written = server.task.await.unwrap();
        assert!(written < 16 * MAX_ANSWER_BYTES, "{written}");
    }
}

/// The paused clock begins within a millisecond, and timers are rounded up to whole ones.
fn whole_seconds(time: Duration) -> u64 {
    (time + Duration::from_millis(10)).as_secs()
}
