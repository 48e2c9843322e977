//! JSON in the hand of `vectors/sessions/`: a step a line, its effects below it.

use serde_json::Value;

pub(super) fn case(name: &str, config: &Value, steps: &[Value], outcome: Option<&Value>) -> String {
    let mut text = format!(
        "    {{\"name\": {}, \"source\": \"model check\"",
        Value::from(name)
    );
    if config.as_object().is_some_and(|fields| !fields.is_empty()) {
        text.push_str(", \"config\": ");
        push(&mut text, config);
    }
    let steps: Vec<String> = steps.iter().map(step).collect();
    text.push_str(",\n      \"steps\": [\n");
    text.push_str(&steps.join(",\n"));
    text.push_str("\n      ]");
    if let Some(outcome) = outcome {
        text.push_str(",\n      \"outcome\": ");
        push(&mut text, outcome);
    }
    text.push('}');
    text
}

fn step(step: &Value) -> String {
    let mut text = "        ".to_owned();
    let effects = step.get("effects").and_then(Value::as_array);
    let Some(effects) = effects else {
        push(&mut text, step);
        return text;
    };
    let mut head = step.clone();
    if let Some(fields) = head.as_object_mut() {
        fields.remove("effects");
    }
    push(&mut text, &head);
    // The brace that closes the step comes after its effects.
    text.pop();
    let effects: Vec<String> = effects
        .iter()
        .map(|effect| {
            let mut text = String::new();
            push(&mut text, effect);
            text
        })
        .collect();
    text.push_str(",\n         \"effects\": [");
    text.push_str(&effects.join(",\n                     "));
    text.push_str("]}");
    text
}

/// On one line, with a space after each `,` and `:`.
fn push(text: &mut String, value: &Value) {
    match value {
        Value::Object(fields) => {
            text.push('{');
            for (index, (key, value)) in fields.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { ", " });
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push_str(": ");
                push(text, value);
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { ", " });
                push(text, item);
            }
            text.push(']');
        }
        other => text.push_str(&other.to_string()),
    }
}
