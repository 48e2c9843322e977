//! Start-up options as lines.

use serde_json::Value;

use super::vectors::Vectors;
use crate::input::Seed;
use crate::targets::start_url::OPTIONS;

pub(super) fn seeds(vectors: &Vectors) -> Vec<Vec<u8>> {
    vectors
        .cases("start_urls")
        .map(|case| lines(&case.case["options"]))
        .collect()
}

fn lines(options: &Value) -> Vec<u8> {
    let mut lines = Vec::new();
    for (letter, name) in OPTIONS {
        let letter = char::from(letter);
        for value in values(name, &options[name]) {
            lines.push(format!("{letter}{value}"));
        }
    }
    Seed::default().text(&lines.join("\n"))
}

fn values(name: &str, value: &Value) -> Vec<String> {
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    match value {
        Value::Null => Vec::new(),
        Value::Array(extras) if name == "extra" => {
            let pair =
                |extra: &Value| format!("{}={}", text(&extra["name"]), text(&extra["value"]));
            extras.iter().map(pair).collect()
        }
        Value::Array(items) => vec![items.iter().map(text).collect::<Vec<_>>().join(",")],
        value => vec![text(value)],
    }
}
