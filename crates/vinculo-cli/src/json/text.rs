//! Texts, also very long ones.

use serde_json::Value;

use super::{Fields, JsonProblem};

/// The longest text that parts may make, in bytes: enough for every limit to be passed, and no danger to memory.
pub const MAX_TEXT_BYTES: usize = 4 * 1024 * 1024;

/// How many bytes the parts in this value make, wherever they stand: what reading all of them will cost.
#[must_use]
pub fn repeated_bytes(value: &Value) -> u64 {
    match value {
        Value::Array(items) => items
            .iter()
            .map(repeated_bytes)
            .fold(0, u64::saturating_add),
        Value::Object(map) => {
            let own = match (map.get("repeat"), map.get("times")) {
                (Some(Value::String(piece)), Some(times)) => {
                    let times = times.as_u64().unwrap_or_default();
                    times.saturating_mul(piece.len() as u64)
                }
                _ => 0,
            };
            map.values()
                .map(repeated_bytes)
                .fold(own, u64::saturating_add)
        }
        _ => 0,
    }
}

/// The text at `key`, or put together from the parts at `parts_key`: texts, and `{"repeat": "a", "times": 70000}`.
///
/// # Errors
/// If neither or both are there, a part is of another form, or the whole is longer than [`MAX_TEXT_BYTES`].
pub fn text_from(
    fields: &mut Fields<'_>,
    key: &'static str,
    parts_key: &'static str,
) -> Result<String, JsonProblem> {
    let whole = fields.text(key)?;
    let parts = fields.list(parts_key)?;
    match (whole, parts) {
        (Some(text), None) => Ok(text.to_owned()),
        (None, Some(parts)) => join(parts, &fields.path_of(parts_key)),
        (None, None) => Err(fields.problem(key, format!("is missing (or `{parts_key}`)"))),
        (Some(_), Some(_)) => {
            Err(fields.problem(key, format!("stands beside `{parts_key}`; keep one")))
        }
    }
}

fn join(parts: &[Value], path: &str) -> Result<String, JsonProblem> {
    let mut text = String::new();
    for part in parts {
        let (piece, times) = match part {
            Value::String(piece) => (piece.as_str(), 1),
            _ => repeated(part, path)?,
        };
        let fits = piece
            .len()
            .checked_mul(times)
            .and_then(|length| length.checked_add(text.len()))
            .is_some_and(|length| length <= MAX_TEXT_BYTES);
        if !fits {
            return Err(JsonProblem::at(
                path,
                "makes a text over 4 MiB; repeat fewer times",
            ));
        }
        // An empty piece would be counted to the end for nothing.
        if !piece.is_empty() {
            text.extend(std::iter::repeat_n(piece, times));
        }
    }
    Ok(text)
}

fn repeated<'a>(part: &'a Value, path: &str) -> Result<(&'a str, usize), JsonProblem> {
    let mut fields = Fields::of(part, path)?;
    let piece = fields.text("repeat")?;
    let times = fields.count("times")?;
    let piece = fields.required("repeat", piece)?;
    let times = fields.required("times", times)?;
    fields.end()?;
    Ok((piece, usize::try_from(times).unwrap_or(usize::MAX)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn url(value: &Value) -> Result<String, JsonProblem> {
        text_from(&mut Fields::of(value, "").unwrap(), "url", "url_parts")
    }

    #[test]
    fn parts_are_joined() {
        let parts = json!({"url_parts": ["a", {"repeat": "bc", "times": 3}, "d"]});
        assert_eq!(url(&parts).as_deref(), Ok("abcbcbcd"));
        assert_eq!(url(&json!({"url": "x"})).as_deref(), Ok("x"));
    }

    #[test]
    fn what_would_cost_memory_or_time_is_refused() {
        for times in [5 << 20, u64::MAX] {
            assert!(url(&json!({"url_parts": [{"repeat": "a", "times": times}]})).is_err());
        }
        let empty = json!({"url_parts": [{"repeat": "", "times": u64::MAX}]});
        assert_eq!(url(&empty).as_deref(), Ok(""));
        let many = vec![json!({"repeat": "a", "times": 3 << 20}); 2];
        assert!(url(&json!({"url_parts": many})).is_err());
    }

    #[test]
    fn the_cost_of_all_parts_is_known_beforehand() {
        let part = json!({"repeat": "ab", "times": 10});
        assert_eq!(
            repeated_bytes(&json!({"a": [part, {"b": part}], "c": "repeat"})),
            40
        );
        let endless = json!([{"repeat": "ab", "times": u64::MAX}, part]);
        assert_eq!(repeated_bytes(&endless), u64::MAX);
    }

    #[test]
    fn neither_or_both_is_refused() {
        for value in [
            json!({}),
            json!({"url": "a", "url_parts": []}),
            json!({"url_parts": [7]}),
        ] {
            assert!(url(&value).is_err(), "{value}");
        }
    }
}
