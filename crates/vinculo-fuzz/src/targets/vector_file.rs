//! Target `vector_file`: any bytes as a file of vectors.
//!
//! - refused with a reason, or every case gives one answer, the same each time
//! - a case that differs passes once what came is written in the place of what was expected
//! - a difference has lines to show, and no lines where there is none

use serde_json::Value;
use vinculo_cli::json::repeated_bytes;
use vinculo_cli::vectors::{Failure, Line, Reason, VectorFile, diff};

/// Time is for other things than copying the same letter.
const MAX_REPEATED: u64 = 1 << 20;

/// Checks every property.
pub fn run(data: &[u8]) {
    let Ok(json) = serde_json::from_slice::<Value>(data) else {
        assert!(
            VectorFile::parse("fuzz", data).is_err(),
            "what is no JSON is a file"
        );
        return;
    };
    if repeated_bytes(&json) > MAX_REPEATED {
        return;
    }
    let Ok(file) = VectorFile::parse("fuzz", data) else {
        return;
    };
    let answers: Vec<_> = file.run().collect();
    assert_eq!(answers, file.run().collect::<Vec<_>>(), "two runs differ");
    let cases = json["cases"].as_array().map(Vec::len);
    assert_eq!(Some(answers.len()), cases, "a case without an answer");
    let differing = answers
        .iter()
        .enumerate()
        .filter_map(|(index, answer)| differs(index, answer));
    for (index, expected, actual) in differing {
        let shown = diff(expected, actual);
        let changed = |line: &Line| matches!(line, Line::Expected(_) | Line::Actual(_));
        assert!(
            shown.iter().any(changed),
            "a difference that nobody can see"
        );
        assert!(
            !diff(actual, actual).iter().any(changed),
            "a difference where there is none"
        );
        // A session's comparison shows steps up to the first that differs, so it is no whole expectation.
        if json["kind"] != "sessions" {
            pasted_passes(&json, index, actual);
        }
    }
}

fn differs(index: usize, answer: &Result<(), Failure>) -> Option<(usize, &Value, &Value)> {
    match answer {
        Err(Failure {
            reason: Reason::Differs(comparison),
            ..
        }) => Some((index, &comparison.expected, &comparison.actual)),
        _ => None,
    }
}

fn pasted_passes(json: &Value, index: usize, actual: &Value) {
    let mut mended = json.clone();
    let mut case = mended["cases"][index].take();
    case["expect"] = actual.clone();
    mended["cases"] = Value::Array(vec![case]);
    let text = mended.to_string();
    let Ok(file) = VectorFile::parse("fuzz", text.as_bytes()) else {
        panic!("with another expectation it is no file");
    };
    let again: Vec<_> = file.run().collect();
    assert_eq!(
        again,
        [Ok(())],
        "what came, written as expected, does not pass"
    );
}
