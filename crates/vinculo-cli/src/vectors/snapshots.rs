//! Kind `snapshots`.

use serde_json::Value;
use vinculo::session::{Session, SessionError};

use super::Comparison;
use super::failure::Reason;
use super::file::Case;
use crate::json::{Fields, JsonProblem, Object};

pub(super) fn run(mut case: Case<'_>) -> Result<Comparison, Reason> {
    let expected = case.expected()?.clone();
    let mut fields = case.fields;
    let bytes = bytes_from(&mut fields)?;
    fields.end()?;
    let asks_again = expected.get("again").is_some();
    let actual = match Session::restore(&bytes, &[]) {
        Ok(session) => {
            let outcome_id = session.outcome().map(|outcome| outcome.id.as_str());
            let again = asks_again.then(|| is_same_json(&session.snapshot(), &bytes));
            Object::named("phase", session.phase().as_str())
                .with_some("outcome_id", outcome_id)
                .with_some("again", again)
        }
        Err(SessionError::SnapshotVersion { .. }) => Object::named("refused", "version"),
        Err(_) => Object::named("refused", "malformed"),
    };
    Ok(Comparison {
        expected,
        actual: actual.into(),
    })
}

fn bytes_from(fields: &mut Fields<'_>) -> Result<Vec<u8>, JsonProblem> {
    let text = fields.text("snapshot")?;
    let hex = fields.text("bytes_hex")?;
    match (text, hex) {
        (Some(text), None) => Ok(text.as_bytes().to_vec()),
        (None, Some(hex)) => from_hex(hex)
            .ok_or_else(|| fields.problem("bytes_hex", "must be pairs of hexadecimal digits")),
        (None, None) => Err(fields.problem("snapshot", "is missing (or `bytes_hex`)")),
        (Some(_), Some(_)) => {
            Err(fields.problem("snapshot", "stands beside `bytes_hex`; keep one"))
        }
    }
}

fn from_hex(hex: &str) -> Option<Vec<u8>> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let pairs = hex.as_bytes().chunks(2);
    pairs
        .map(|pair| match pair {
            [high, low] => u8::try_from(digit(high)? << 4 | digit(low)?).ok(),
            _ => None,
        })
        .collect()
}

fn is_same_json(one: &[u8], other: &[u8]) -> bool {
    let read = |bytes| serde_json::from_slice::<Value>(bytes).ok();
    read(one).is_some_and(|one| Some(one) == read(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_bytes() {
        assert_eq!(from_hex("00ff7B"), Some(vec![0, 255, 123]));
        assert_eq!(from_hex(""), Some(Vec::new()));
        for odd in ["0", "0g", "é"] {
            assert_eq!(from_hex(odd), None);
        }
    }
}
