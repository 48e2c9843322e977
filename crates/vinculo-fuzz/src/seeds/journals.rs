//! Journals: records of every kind, for two users.

use serde_json::{Value, json};
use vinculo::callback::{ExitStage, LinkId};
use vinculo::session::{Ending, ExitSource, FailReason, Outcome};

use crate::input::Seed;
use crate::targets::journal::{Made, USER, journal_of};

pub(super) fn seeds() -> Vec<Vec<u8>> {
    let lines = lines();
    let mut seeds = Vec::new();
    for taken in 0..=lines.len() {
        let text = lines[..taken].join("\n");
        for (index, made) in Made::ALL.into_iter().enumerate() {
            for choice in 0..4 {
                // The place of the damage or tear, anywhere.
                let place = u16::try_from(taken * 97 + choice * 31)
                    .unwrap_or_default()
                    .to_be_bytes();
                let head = Seed::default()
                    .choice(index, Made::ALL.len())
                    .byte(place[0])
                    .byte(place[1])
                    .choice(choice, 4);
                seeds.push(match made {
                    Made::Raw => head.bytes(&journal_of(text.as_bytes())),
                    _ => head.bytes(text.as_bytes()),
                });
            }
        }
    }
    seeds
}

fn lines() -> Vec<String> {
    let key = |user: &str, id: &str| json!({"user": user, "id": id});
    let other = "user-8";
    let refusal = json!({"user": USER, "id": "session-2.1", "status": 422});
    vec![
        record('1', &stored(USER, "session-1", connected())),
        record('1', &stored(USER, "session-2", exited())),
        record('1', &stored(other, "session-1", failed())),
        record('3', &refusal),
        record('2', &key(USER, "session-1.1")),
        record('1', &stored(USER, "session-1", failed())),
        record('4', &key(USER, "session-2.1")),
        record('9', &json!({"later": true})),
        record('1', &stored(USER, "fuzz-outcome", failed())),
        record('2', &key(other, "session-1.1")),
        record('1', &stored(USER, "session-3", connected())),
    ]
}

fn record(kind: char, payload: &Value) -> String {
    format!("{kind}{payload}")
}

fn stored(user: &str, session_id: &str, ending: Ending) -> Value {
    let outcome = Outcome {
        id: format!("{session_id}.1"),
        session_id: session_id.to_owned(),
        sequence: 1,
        ending,
    };
    json!({"user": user, "recorded_ms": 1_700_000_000_000_i64, "outcome": outcome})
}

fn connected() -> Ending {
    Ending::Connected {
        link: LinkId::new("cb65f82c-dc93-4d3e-8270-9a27528397f5"),
        institution: Some("erebor_mx_retail".to_owned()),
        late: false,
        other_link: false,
    }
}

fn exited() -> Ending {
    Ending::Exited {
        stage: ExitStage::BeforeInstitution,
        error: None,
        source: ExitSource::Back,
    }
}

fn failed() -> Ending {
    Ending::Failed {
        reason: FailReason::TokenRefused,
    }
}
