//! Target `snapshot`: any bytes as a session's snapshot.
//!
//! - refused or restored, never both wrong: what is restored writes bytes that restore to the same session
//! - nothing is invented: every value written was in the bytes, or is a default that they left out
//! - the outcome is this session's own
//! - a restored session can always end, in one outcome, told once; so it can beside any journal
//! - what the app was told stands; else what the journal says is decided
//! - a refusal quotes nothing
//!
//! A snapshot never begins with a letter: one that stands there chooses the journal.

use serde_json::Value;
use vinculo::session::{Now, Outcome, Phase, Session, SessionError};

use crate::disk::{self, Disk, JOURNALS};
use crate::host;

/// Stands where a snapshot holds something secret; no refusal may show it.
pub const SECRET: &str = "zqzq-zqzq-zqzq-zqzq";

/// The letter of the first journal, which is empty.
const FIRST_JOURNAL: u8 = b'a';

/// Checks every property.
pub fn run(data: &[u8]) {
    let (journal, data) = match data.split_first() {
        Some((letter, rest)) if letter.is_ascii_lowercase() => {
            (usize::from(letter - FIRST_JOURNAL) % JOURNALS, rest)
        }
        _ => (0, data),
    };
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
    let progress = read(&written).map_or(Value::Null, |mut snapshot| snapshot["progress"].take());
    let told = progress["told"] == true;
    let mut disk = Disk::default();
    // What an earlier process did is the snapshot's to say.
    if let Some(outcome) = session.outcome() {
        if progress["durable"] == true {
            disk = Disk::holding([outcome.clone()]);
        } else {
            disk.gave_up_earlier(outcome.clone());
        }
    }
    let session_id = session.config().session_id.clone();
    let journal = disk.restart(journal, &session_id);
    if !journal.is_empty() {
        let Ok(beside) = Session::restore(&written, &journal) else {
            panic!("a snapshot is refused beside a journal");
        };
        again = beside;
        if journal.iter().any(|own| own.session_id == session_id) {
            assert_eq!(again.phase(), Phase::Finished, "what is on disk is decided");
        }
    }
    let outcome = disk::decided(&session_id, &journal, session.outcome(), told);
    assert_eq!(again.outcome(), outcome.as_ref(), "another was decided");
    let now = Now {
        wall_ms: 1_700_000_000_000,
        mono_ms: 0,
    };
    host::bring_to_an_end(&mut again, &mut disk, now, &[]);
    if outcome.is_some() {
        assert_eq!(outcome.as_ref(), again.outcome(), "the outcome changed");
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
