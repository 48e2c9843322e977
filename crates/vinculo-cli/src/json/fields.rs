//! Reads JSON objects strictly.

use std::fmt;

use serde_json::{Map, Value};

/// How much of a key of somebody else's making is shown.
const SHOWN_KEY_CHARS: usize = 48;

/// What is wrong with a JSON value, and where. Names keys, never values, so it is safe to log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {what}")]
pub struct JsonProblem {
    place: Place,
    what: String,
}

impl JsonProblem {
    /// A problem at the place `path` (keys joined by dots; empty for the whole).
    #[must_use]
    pub fn at(path: &str, what: impl Into<String>) -> Self {
        Self {
            place: Place(path.to_owned()),
            what: what.into(),
        }
    }

    /// The keys that lead to it, joined by dots; empty for the whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.place.0
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Place(String);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            f.write_str("the object")
        } else {
            write!(f, "`{}`", self.0)
        }
    }
}

/// An object whose fields are taken one by one. [`Fields::end`] then refuses what nobody took.
///
/// `null` is no way to say "absent": leave the key out.
#[derive(Debug)]
pub struct Fields<'a> {
    path: String,
    map: &'a Map<String, Value>,
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// The fields of `value`, which stands at `path`.
    ///
    /// # Errors
    /// If it is no object.
    pub fn of(value: &'a Value, path: &str) -> Result<Self, JsonProblem> {
        match value {
            Value::Object(map) => Ok(Self {
                path: path.to_owned(),
                map,
                known: Vec::new(),
            }),
            _ => Err(JsonProblem::at(path, "must be an object")),
        }
    }

    /// The value of a key, if it is there.
    pub fn value(&mut self, key: &'static str) -> Option<&'a Value> {
        self.known.push(key);
        self.map.get(key)
    }

    /// A text.
    ///
    /// # Errors
    /// If it is of another type.
    pub fn text(&mut self, key: &'static str) -> Result<Option<&'a str>, JsonProblem> {
        self.read(key, "must be a text", Value::as_str)
    }

    /// `true` or `false`.
    ///
    /// # Errors
    /// If it is of another type.
    pub fn flag(&mut self, key: &'static str) -> Result<Option<bool>, JsonProblem> {
        self.read(key, "must be true or false", Value::as_bool)
    }

    /// A whole number.
    ///
    /// # Errors
    /// If it is of another type, or too large.
    pub fn whole(&mut self, key: &'static str) -> Result<Option<i64>, JsonProblem> {
        self.read(key, "must be a whole number", Value::as_i64)
    }

    /// A whole number that is not negative.
    ///
    /// # Errors
    /// If it is of another type, negative, or too large.
    pub fn count(&mut self, key: &'static str) -> Result<Option<u64>, JsonProblem> {
        self.read(key, "must be a whole number, 0 or more", Value::as_u64)
    }

    /// A list.
    ///
    /// # Errors
    /// If it is of another type.
    pub fn list(&mut self, key: &'static str) -> Result<Option<&'a [Value]>, JsonProblem> {
        let list = |value: &'a Value| value.as_array().map(Vec::as_slice);
        self.read(key, "must be a list", list)
    }

    /// A list of texts.
    ///
    /// # Errors
    /// If it, or an item, is of another type.
    pub fn texts(&mut self, key: &'static str) -> Result<Option<Vec<String>>, JsonProblem> {
        let texts = |value: &'a Value| {
            let items = value.as_array()?.iter();
            items.map(|item| item.as_str().map(str::to_owned)).collect()
        };
        self.read(key, "must be a list of texts", texts)
    }

    /// An object.
    ///
    /// # Errors
    /// If it is of another type.
    pub fn object(&mut self, key: &'static str) -> Result<Option<Fields<'a>>, JsonProblem> {
        let path = self.path_of(key);
        self.value(key)
            .map(|value| Fields::of(value, &path))
            .transpose()
    }

    /// The value, if it was there.
    ///
    /// # Errors
    /// If it was not.
    pub fn required<T>(&self, key: &'static str, value: Option<T>) -> Result<T, JsonProblem> {
        value.ok_or_else(|| JsonProblem::at(&self.path_of(key), "is missing"))
    }

    /// A problem of this field.
    #[must_use]
    pub fn problem(&self, key: &str, what: impl Into<String>) -> JsonProblem {
        JsonProblem::at(&self.path_of(key), what)
    }

    /// One of some words; the error lists them.
    ///
    /// # Errors
    /// If the text is none of them.
    pub fn word<T: Copy>(
        &self,
        key: &str,
        text: &str,
        words: &[(&str, T)],
    ) -> Result<T, JsonProblem> {
        let found = words.iter().find(|(word, _)| *word == text);
        found.map(|(_, value)| *value).ok_or_else(|| {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.problem(key, format!("must be one of: {}", known.join(", ")))
        })
    }

    /// The path of a key of this object.
    #[must_use]
    pub fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// Refuses every key that was not asked for.
    ///
    /// # Errors
    /// Names the first such key, and those that are known.
    pub fn end(self) -> Result<(), JsonProblem> {
        let Some(key) = self
            .map
            .keys()
            .find(|key| !self.known.contains(&key.as_str()))
        else {
            return Ok(());
        };
        let shown: String = key.chars().take(SHOWN_KEY_CHARS).collect();
        let what = format!(
            "unknown key `{}`; known here: {}",
            shown.escape_debug(),
            self.known.join(", ")
        );
        Err(JsonProblem::at(&self.path, what))
    }

    fn read<T>(
        &mut self,
        key: &'static str,
        what: &str,
        read: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Result<Option<T>, JsonProblem> {
        self.value(key)
            .map(|value| read(value).ok_or_else(|| self.problem(key, what)))
            .transpose()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn unknown_keys_are_refused_with_the_known_ones() {
        let value = json!({"url": "x", "frmae": "sub"});
        let mut fields = Fields::of(&value, "navigation").unwrap();
        assert_eq!(fields.text("url"), Ok(Some("x")));
        assert_eq!(fields.text("frame"), Ok(None));
        assert_eq!(
            fields.end().unwrap_err().to_string(),
            "`navigation`: unknown key `frmae`; known here: url, frame"
        );
    }

    #[test]
    fn other_types_are_refused_without_repeating_the_value() {
        let value = json!({"url": {"secret": 1}, "post": "secret", "at": 1.5, "list": ["a", 7]});
        let mut fields = Fields::of(&value, "").unwrap();
        let problems = [
            fields.text("url").unwrap_err(),
            fields.flag("post").unwrap_err(),
            fields.whole("at").unwrap_err(),
            fields.texts("list").unwrap_err(),
            fields.required::<()>("gone", None).unwrap_err(),
            Fields::of(&value["list"], "").unwrap_err(),
        ];
        for problem in &problems {
            assert!(!problem.to_string().contains("secret"), "{problem}");
        }
        assert_eq!(problems[0].to_string(), "`url`: must be a text");
        assert_eq!(problems[5].to_string(), "the object: must be an object");
    }

    #[test]
    fn a_hostile_key_is_shown_short_and_escaped() {
        let value = json!({"\u{1b}[31m".repeat(100): 1});
        let text = Fields::of(&value, "")
            .unwrap()
            .end()
            .unwrap_err()
            .to_string();
        assert!(!text.contains('\u{1b}') && text.len() < 400, "{text}");
    }
}
