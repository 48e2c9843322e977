//! JSON as lines that a person can compare.

use serde_json::Value;

/// Values up to this length stand on one line.
const INLINE_CHARS: usize = 96;

/// Lays a value out: opened up, but for short values inside, which stand on one line.
pub(super) fn lines(value: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    open(value, "", "", 0, &mut lines);
    lines
}

/// The value with the keys of its objects in the order of `model`, so that order alone makes no difference to show.
pub(super) fn in_order_of(value: &Value, model: &Value) -> Value {
    match (value, model) {
        (Value::Object(map), Value::Object(model)) => {
            let known = model.keys().filter_map(|key| map.get_key_value(key));
            let new = map.iter().filter(|(key, _)| !model.contains_key(*key));
            let ordered = known.chain(new).map(|(key, value)| {
                let model = model.get(key).unwrap_or(&Value::Null);
                (key.clone(), in_order_of(value, model))
            });
            Value::Object(ordered.collect())
        }
        (Value::Array(items), Value::Array(model)) => {
            let models = model.iter().chain(std::iter::repeat(&Value::Null));
            let items = items.iter().zip(models);
            Value::Array(
                items
                    .map(|(item, model)| in_order_of(item, model))
                    .collect(),
            )
        }
        _ => value.clone(),
    }
}

fn open(value: &Value, before: &str, after: &str, depth: usize, lines: &mut Vec<String>) {
    let indent = "  ".repeat(depth);
    let compact = value.to_string();
    let brackets = match value {
        Value::Object(map) if !map.is_empty() => Some(('{', '}')),
        Value::Array(items) if !items.is_empty() => Some(('[', ']')),
        _ => None,
    };
    let Some((left, right)) = brackets.filter(|_| depth == 0 || compact.len() > INLINE_CHARS)
    else {
        lines.push(format!("{indent}{before}{compact}{after}"));
        return;
    };
    lines.push(format!("{indent}{before}{left}"));
    match value {
        Value::Object(map) => {
            for (index, (key, item)) in map.iter().enumerate() {
                let before = format!("{}: ", Value::from(key.as_str()));
                open(item, &before, comma(index, map.len()), depth + 1, lines);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                open(item, "", comma(index, items.len()), depth + 1, lines);
            }
        }
        _ => {}
    }
    lines.push(format!("{indent}{right}{after}"));
}

fn comma(index: usize, count: usize) -> &'static str {
    if index + 1 < count { "," } else { "" }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn short_values_stay_on_one_line_and_long_ones_open() {
        assert_eq!(lines(&json!({"a": [1, 2]})), ["{", "  \"a\": [1,2]", "}"]);
        let long = "x".repeat(95);
        let value = json!({"a": [1], "b": [long, 2], "c": {}});
        let expected = [
            "{".to_owned(),
            "  \"a\": [1],".to_owned(),
            "  \"b\": [".to_owned(),
            format!("    \"{long}\","),
            "    2".to_owned(),
            "  ],".to_owned(),
            "  \"c\": {}".to_owned(),
            "}".to_owned(),
        ];
        assert_eq!(lines(&value), expected);
    }

    #[test]
    fn order_follows_the_model() {
        let value = json!({"x": 1, "b": [{"d": 1, "c": 2}], "a": 3});
        let model = json!({"a": 0, "b": [{"c": 0, "d": 0}]});
        let ordered = in_order_of(&value, &model).to_string();
        assert_eq!(ordered, r#"{"a":3,"b":[{"c":2,"d":1}],"x":1}"#);
    }
}
