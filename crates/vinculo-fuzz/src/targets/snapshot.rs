//! Target `snapshot`: any bytes as a session's snapshot.
//!
//! - refused or restored, never both wrong: what is restored writes bytes that restore to the same session
//! - nothing is invented: every value written was in the bytes, or is a default that they left out
//! - the outcome is this session's own
//! - a restored session can always end, in one outcome, told once
//! - a refusal quotes nothing

use serde_json::Value;
use vinculo::session::{Now, Outcome, Session, SessionError};

use crate::host;

/// Stands where a snapshot holds something secret; no refusal may show it.
pub const SECRET: &str = "zqzq-zqzq-zqzq-zqzq";

/// Checks every property.
pub fn run(data: &[u8]) {
    let session = match Session::restore(data, &[]) {
        Ok(session) => session,
        Err(error) => return quotes_nothing(&error),
    };
    let written = session.snapshot();
    let Ok(mut again) = Session::restore(&written, &[]) else {
        panic!("a snapshot of a restored session is refused");
    };
    assert_eq!(
        written,
        again.snapshot(),
        "two snapshots of one session differ"
    );
    assert_eq!(session.phase(), again.phase());
    assert_eq!(session.config(), again.config());
    assert_eq!(session.callback_urls(), again.callback_urls());
    assert_eq!(session.outcome(), again.outcome());

    let read = |bytes| serde_json::from_slice::<Value>(bytes).ok();
    // A member that nobody knows may hold what no general reader takes, a number of a thousand digits say.
    if let (Some(written), Some(read)) = (read(&written), read(data)) {
        nothing_invented("", &written, &read);
    }
    if let Some(outcome) = session.outcome() {
        is_own(outcome, &session.config().session_id);
    }
    let told = session.outcome().cloned();
    let now = Now {
        wall_ms: 1_700_000_000_000,
        mono_ms: 0,
    };
    host::bring_to_an_end(&mut again, now, &[]);
    if told.is_some() {
        assert_eq!(told.as_ref(), again.outcome(), "the outcome changed");
    }
}

fn quotes_nothing(error: &SessionError) {
    // The fix for a host that is none names the host that was meant.
    if !matches!(error, SessionError::Navigation { .. }) {
        let shown = format!("{error} {error:?}");
        assert!(
            !shown.contains(SECRET),
            "a refusal quotes the snapshot: {}",
            error.code()
        );
    }
}

/// Whatever stands in both is equal. What only the session wrote is a default.
fn nothing_invented(path: &str, written: &Value, read: &Value) {
    match (written, read) {
        (Value::Object(written), Value::Object(read)) => {
            for (key, value) in written {
                if let Some(read) = read.get(key) {
                    nothing_invented(&format!("{path}.{key}"), value, read);
                }
            }
        }
        // A list of all members in order is read as the record.
        (Value::Object(_), Value::Array(_)) => {}
        // Written as browsers write it.
        _ if path == ".config.widget.base_url" => {}
        _ => assert_eq!(written, read, "{path} is not as it was"),
    }
}

fn is_own(outcome: &Outcome, session_id: &str) {
    assert_eq!(outcome.session_id, session_id, "another session's outcome");
    assert!(matches!(outcome.sequence, 1 | 2));
    assert_eq!(outcome.id, format!("{session_id}.{}", outcome.sequence));
}
