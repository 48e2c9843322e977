//! Answers of a backend: the bodies of the contract under every status.

use crate::input::Seed;
use crate::targets::backend_answer::{HEADERS, STATUSES};

const BODIES: [&str; 12] = [
    "",
    "<html>Sign in to the hotel</html>",
    r#"{"access_token":"a.b.c"}"#,
    r#"{"access_token":"a.b.c","session_id":"session-1","callback_urls":{"success":"m://s","exit":"m://x","event":"m://e"}}"#,
    r#"{"access_token":"a b","session_id":"session-2"}"#,
    r#"{"link":"cb65f82c-dc93-4d3e-8270-9a27528397f5","institution":"erebor_mx_retail"}"#,
    r#"{"link":null}"#,
    r#"{"links":[{"link":"l-1","institution":"b","status":"valid"},{"link":"l-2","status":"invalid","health":"mfa","needed_action":"update"},{}]}"#,
    r#"{"links":[{"link":"l-3","health":"consent_expired"},{"link":"l-4","status":"new"}]}"#,
    r#"{"type":"https://e.example/problems/unknown","title":"No","status":404,"detail":"It was never opened","code":"session_unknown","request_id":"r-1"}"#,
    r#"{"type":"about:blank","code":"a code","instance":"/x"}"#,
    r#"{"links":[]}"#,
];
const VALUES: [&str; 4] = [
    "120",
    "Wed, 15 Nov 2023 00:00:00 GMT",
    "r-2",
    "application/json",
];

pub(super) fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for (body_index, body) in BODIES.iter().enumerate() {
        for status in 0..STATUSES.len() {
            let header = (body_index + status) % HEADERS.len();
            let grows = usize::from(body_index == 2 && status == 0);
            seeds.push(
                Seed::default()
                    .choice(status, STATUSES.len())
                    .choice(header, HEADERS.len())
                    .choice(grows, 16)
                    .bytes(format!("{}\n{body}", VALUES[header]).as_bytes()),
            );
        }
    }
    seeds
}
