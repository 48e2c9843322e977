//! Names and values, decoded once, and which of several counts: rules 3 to 5.

use serde_json::{Value, json};

use super::odd::Odd;
use super::place::Cut;

const DOCUMENTED: [&str; 13] = [
    "link",
    "link_id",
    "institution",
    "error",
    "error_message",
    "warning",
    "warning_message",
    "last_encountered_error",
    "last_encountered_error_code",
    "last_encountered_error_message",
    "meta_data",
    "meta_data_institution_name",
    "meta_data_step",
];
const MAX_PARAMETERS: usize = 256;

/// More than 256.
#[derive(Debug)]
pub(super) struct TooMany;

/// A decoded parameter.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) name: String,
    pub(super) value: String,
    in_fragment: bool,
    odd: Odd,
}

/// Those of query and fragment, in order.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    pub(super) list: Vec<Pair>,
    question_mark: bool,
}

impl Pairs {
    pub(super) fn of(cut: &Cut) -> Result<Self, TooMany> {
        let mut pairs = Self::default();
        pairs.read(&cut.query, false)?;
        if let Some(fragment) = &cut.fragment {
            // Rule 4: only with a parameter of a documented name and `=`.
            let (segments, _) = segments(fragment);
            let documented = |segment: &String| {
                begins_documented(segment.strip_prefix("amp;").unwrap_or(segment))
            };
            if segments.iter().any(documented) {
                pairs.read(fragment, true)?;
            }
        }
        Ok(pairs)
    }

    fn read(&mut self, text: &str, in_fragment: bool) -> Result<(), TooMany> {
        let (segments, question_mark) = segments(text);
        self.question_mark |= question_mark;
        for segment in segments.iter().filter(|segment| !segment.is_empty()) {
            if self.list.len() == MAX_PARAMETERS {
                return Err(TooMany);
            }
            self.list.push(Pair::of(segment, in_fragment));
        }
        Ok(())
    }
}

/// Rule 3: split at `&`, and at a `?` at the very start or before a documented name and `=`.
fn segments(text: &str) -> (Vec<String>, bool) {
    let mut segments = vec![String::new()];
    let mut question_mark = false;
    for (at, c) in text.char_indices() {
        let behind = &text[at + c.len_utf8()..];
        if c == '?' && at == 0 {
            question_mark = true;
        } else if c == '?' && begins_documented(behind) {
            question_mark = true;
            segments.push(String::new());
        } else if c == '&' {
            segments.push(String::new());
        } else if let Some(last) = segments.last_mut() {
            last.push(c);
        }
    }
    (segments, question_mark)
}

fn begins_documented(text: &str) -> bool {
    let (name, rest) = text.split_at(text.find('=').unwrap_or(text.len()));
    !rest.is_empty() && DOCUMENTED.contains(&name)
}

impl Pair {
    fn of(segment: &str, in_fragment: bool) -> Self {
        let mut odd = Odd::default();
        let (name, value) = segment.split_once('=').unwrap_or((segment, ""));
        let mut name = decoded(name, &mut odd);
        if let Some(bare) = name.strip_prefix("amp;") {
            odd.add("escaped_ampersand");
            name = String::from(bare);
        }
        Self {
            name,
            value: decoded(value, &mut odd),
            in_fragment,
            odd,
        }
    }
}

fn decoded(text: &str, odd: &mut Odd) -> String {
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let bytes = text.as_bytes();
    let mut decoded: Vec<u8> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let pair = (digit(bytes.get(at + 1)), digit(bytes.get(at + 2)));
        match (bytes[at], pair) {
            (b'+', _) => decoded.push(b' '),
            (b'%', (Some(high), Some(low))) => {
                decoded.extend(u8::try_from(high * 16 + low));
                at += 2;
            }
            (b'%', _) => {
                odd.add("broken_escape");
                decoded.push(b'%');
            }
            (byte, _) => decoded.push(byte),
        }
        at += 1;
    }
    let text = if let Ok(text) = std::str::from_utf8(&decoded) {
        text.to_owned()
    } else {
        odd.add("invalid_utf8");
        // One replacement character for each maximal subpart, as the standard library does.
        String::from_utf8_lossy(&decoded).into_owned()
    };
    without_controls(&text, odd)
}

/// NUL, other C0 controls and DEL go; tab and line breaks stay.
pub(super) fn without_controls(text: &str, odd: &mut Odd) -> String {
    let mut kept = String::new();
    for c in text.chars() {
        match c {
            '\t' | '\n' | '\r' => kept.push(c),
            '\0'..='\u{1f}' | '\u{7f}' => odd.add("control_character"),
            _ => kept.push(c),
        }
    }
    kept
}

/// Parameters of which is known which one counts.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    /// In order; taken ones are gone.
    left: Vec<Option<Pair>>,
    /// Documented names that stood there, blank or not.
    present: Vec<String>,
}

impl Parameters {
    /// Rules 4 and 5.
    pub(super) fn of(pairs: Pairs, own: &[Pair], odd: &mut Odd) -> Self {
        let mut parameters = Self::default();
        if pairs.question_mark {
            odd.add("second_question_mark");
        }
        for pair in pairs.list {
            // A parameter of the configured URL's own is dropped silently.
            if own.iter().any(|own| own.is(&pair)) {
                continue;
            }
            odd.add_all(&pair.odd);
            if DOCUMENTED.contains(&pair.name.as_str()) {
                parameters.present.push(pair.name.clone());
                if pair.value.trim().is_empty() {
                    continue;
                }
                match parameters.counting(&pair.name) {
                    None if pair.in_fragment => odd.add("fragment_parameters"),
                    None => {}
                    Some(first) if pair.in_fragment && !first.in_fragment => {
                        if first.value != pair.value {
                            odd.add("query_fragment_conflict");
                        }
                        continue;
                    }
                    Some(_) => odd.add("duplicate_parameter"),
                }
            }
            parameters.left.push(Some(pair));
        }
        parameters
    }

    fn counting(&self, name: &str) -> Option<&Pair> {
        self.left.iter().flatten().find(|pair| pair.name == name)
    }

    /// Whether a documented name stood there, blank or not.
    pub(super) fn is_present(&self, name: &str) -> bool {
        self.present.iter().any(|present| present == name)
    }

    /// The counting value.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        self.counting(name).map(|pair| pair.value.clone())
    }

    /// The counting value, which then is no extra. Taken once only, or a later one would count.
    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        let slot = self
            .left
            .iter_mut()
            .find(|slot| slot.as_ref().is_some_and(|pair| pair.name == name))?;
        slot.take().map(|pair| pair.value)
    }

    /// What nobody took, as `extra`.
    pub(super) fn left_over(self) -> Vec<Value> {
        let left = self.left.into_iter().flatten();
        left.map(|pair| json!({"name": pair.name, "value": pair.value}))
            .collect()
    }
}
