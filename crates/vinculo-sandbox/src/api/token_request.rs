//! The body of a token request, read and checked.

use serde_json::{Map, Value};

use super::error::Problem;
use crate::callbacks::Callbacks;
use crate::config::SecretKeys;
use crate::random::is_uuid;
use crate::widget::accepted_external_id;

/// A body that keeps the rules of `belvo.md` §2.1.
///
/// Unknown fields are ignored without a word, as Belvo does. A field `link` is the well-known trap: the token is then
/// an ordinary one, since only `link_id` means update mode (`belvo.md` §5).
#[derive(Debug)]
pub(crate) struct TokenRequest {
    pub(crate) keys: SecretKeys,
    pub(crate) scopes: Vec<String>,
    pub(crate) link_id: Option<String>,
    pub(crate) fetch_resources: Vec<String>,
    pub(crate) credentials_storage: Option<String>,
    pub(crate) stale_in: String,
    pub(crate) external_id: Option<String>,
    pub(crate) company_name: Option<String>,
    pub(crate) callbacks: Callbacks,
}

const RESOURCES: &[&str] = &[
    "ACCOUNTS",
    "BALANCES",
    "BILLS",
    "EMPLOYMENTS",
    "EMPLOYMENT_METRICS",
    "EMPLOYMENT_RECORDS",
    "FINANCIAL_STATEMENTS",
    "INCOMES",
    "INVESTMENTS",
    "INVESTMENT_TRANSACTIONS",
    "INVOICES",
    "OWNERS",
    "RECURRING_EXPENSES",
    "RISK_INSIGHTS",
    "TAX_COMPLIANCE_STATUS",
    "TAX_RETENTIONS",
    "TAX_RETURNS",
    "TAX_STATUS",
    "TRANSACTIONS",
];

impl TokenRequest {
    /// Reads a body; on failure all problems at once, in the order of the fields.
    pub(crate) fn parse(body: &[u8]) -> Result<Self, Vec<Problem>> {
        let value: Value = serde_json::from_slice(body).map_err(|error| {
            vec![Problem::new(
                "parse_error",
                format!("JSON parse error - {error}"),
            )]
        })?;
        let Value::Object(root) = value else {
            return Err(vec![Problem::new(
                "invalid",
                "Invalid data. Expected a dictionary.",
            )]);
        };
        let mut reader = Reader {
            problems: Vec::new(),
        };
        let request = reader.request(&root);
        if reader.problems.is_empty() {
            Ok(request)
        } else {
            Err(reader.problems)
        }
    }
}

/// Reads fields and collects what is wrong with them; a wrong field reads as its empty value.
struct Reader {
    problems: Vec<Problem>,
}

impl Reader {
    fn request(&mut self, root: &Map<String, Value>) -> TokenRequest {
        let id = self.required_text(root, "id");
        let password = self.required_text(root, "password");
        let scopes = self.scopes(root);
        let link_id = self.checked(root, "link_id", "Must be a valid UUID.", is_uuid);
        let fetch_resources = self.fetch_resources(root);
        self.boolean(root, "fetch_historical");
        let pattern = "This value does not match the required pattern.";
        let credentials_storage = self.checked(root, "credentials_storage", pattern, is_storage);
        let stale_in = self.checked(root, "stale_in", pattern, is_days);
        let external_id = self.checked(
            root,
            "external_id",
            "Ensure this field has at least 3 characters.",
            |id| id.chars().count() >= 3,
        );
        let empty = Map::new();
        let widget = self.object(root, "widget", "widget").unwrap_or(&empty);
        let urls = self
            .object(widget, "callback_urls", "widget.callback_urls")
            .unwrap_or(&empty);
        let branding = self
            .object(widget, "branding", "widget.branding")
            .unwrap_or(&empty);
        TokenRequest {
            keys: SecretKeys::new(id, password),
            scopes,
            link_id,
            fetch_resources,
            credentials_storage,
            stale_in: stale_in.unwrap_or_else(|| "365d".to_owned()),
            external_id: external_id.as_deref().and_then(accepted_external_id),
            company_name: branding
                .get("company_name")
                .and_then(Value::as_str)
                .map(ToOwned::to_owned),
            callbacks: self.callbacks(urls),
        }
    }

    fn required_text(&mut self, object: &Map<String, Value>, name: &'static str) -> String {
        match object.get(name) {
            None => self.report("required", "This field is required.", name),
            Some(Value::Null) => self.report("null", "This field may not be null.", name),
            Some(Value::String(text)) if text.trim().is_empty() => {
                self.report("blank", "This field may not be blank.", name);
            }
            Some(Value::String(text)) => return text.clone(),
            Some(_) => self.report("invalid", "Not a valid string.", name),
        }
        String::new()
    }

    /// One comma-separated string, no spaces.
    fn scopes(&mut self, root: &Map<String, Value>) -> Vec<String> {
        let text = self.required_text(root, "scopes");
        let scopes: Vec<String> = text.split(',').map(ToOwned::to_owned).collect();
        let well_formed = |scope: &String| {
            !scope.is_empty()
                && scope
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        };
        if !text.is_empty() && !scopes.iter().all(well_formed) {
            self.report(
                "invalid",
                "Scopes are one string of names, joined by commas without spaces.",
                "scopes",
            );
        }
        scopes
    }

    fn fetch_resources(&mut self, root: &Map<String, Value>) -> Vec<String> {
        let name = "fetch_resources";
        let items = match root.get(name) {
            None | Some(Value::Null) => return Vec::new(),
            Some(Value::Array(items)) => items,
            Some(other) => {
                let message = format!("Expected a list but got type \"{}\".", python_type(other));
                self.report("not_a_list", message, name);
                return Vec::new();
            }
        };
        let mut resources = Vec::new();
        for item in items {
            match item.as_str() {
                Some(text) if RESOURCES.contains(&text) => resources.push(text.to_owned()),
                Some(text) => {
                    let shown: String = text.chars().take(64).collect();
                    self.report(
                        "invalid_choice",
                        format!("\"{shown}\" is not a valid choice."),
                        name,
                    );
                }
                None => self.report("invalid", "Not a valid string.", name),
            }
        }
        resources
    }

    /// An optional string that keeps a rule; null counts as absent.
    fn checked(
        &mut self,
        object: &Map<String, Value>,
        name: &'static str,
        complaint: &'static str,
        rule: impl Fn(&str) -> bool,
    ) -> Option<String> {
        match object.get(name) {
            None | Some(Value::Null) => return None,
            Some(Value::String(text)) if rule(text) => return Some(text.clone()),
            Some(Value::String(_)) => self.report("invalid", complaint, name),
            Some(_) => self.report("invalid", "Not a valid string.", name),
        }
        None
    }

    fn boolean(&mut self, object: &Map<String, Value>, name: &'static str) {
        if !matches!(object.get(name), None | Some(Value::Null | Value::Bool(_))) {
            self.report("invalid", "Must be a valid boolean.", name);
        }
    }

    fn object<'a>(
        &mut self,
        parent: &'a Map<String, Value>,
        name: &str,
        path: &'static str,
    ) -> Option<&'a Map<String, Value>> {
        match parent.get(name) {
            None | Some(Value::Null) => None,
            Some(Value::Object(object)) => Some(object),
            Some(other) => {
                let kind = python_type(other);
                self.report(
                    "invalid",
                    format!("Invalid data. Expected a dictionary, but got {kind}."),
                    path,
                );
                None
            }
        }
    }

    fn callbacks(&mut self, urls: &Map<String, Value>) -> Callbacks {
        let mut callbacks = Callbacks::default();
        let slots = [
            (
                "success",
                "widget.callback_urls.success",
                &mut callbacks.success,
            ),
            ("exit", "widget.callback_urls.exit", &mut callbacks.exit),
            ("event", "widget.callback_urls.event", &mut callbacks.event),
        ];
        for (name, path, slot) in slots {
            match urls.get(name) {
                None | Some(Value::Null) => {}
                Some(Value::String(url)) if is_callback_url(url) => slot.clone_from(url),
                Some(_) => self.report("invalid", "Enter a valid URL.", path),
            }
        }
        callbacks
    }

    fn report(&mut self, code: &'static str, message: impl Into<String>, field: &'static str) {
        self.problems.push(Problem::on(code, message, field));
    }
}

/// Only what a `Location` header can carry. No URL parser: the documentation's own `your_deeplink_here://success` is
/// not a URL, and Belvo's samples use it.
fn is_callback_url(url: &str) -> bool {
    let visible = url.len() <= 2048 && url.bytes().all(|byte| byte.is_ascii_graphic());
    visible
        && url
            .split_once(':')
            .is_some_and(|(scheme, rest)| !scheme.is_empty() && !rest.is_empty())
}

/// `^(store|nostore|\d{1,3}d)$`, with 1 to 365 days.
fn is_storage(text: &str) -> bool {
    matches!(text, "store" | "nostore")
        || (is_days(text)
            && text
                .trim_end_matches('d')
                .parse()
                .is_ok_and(|days: u16| (1..=365).contains(&days)))
}

/// `^\d{1,3}d$`.
fn is_days(text: &str) -> bool {
    text.strip_suffix('d').is_some_and(|digits| {
        (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// The name that the API's language has for a JSON type, as its error texts show it.
fn python_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "NoneType",
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_f64() => "float",
        Value::Number(_) => "int",
        Value::String(_) => "str",
        Value::Array(_) => "list",
        Value::Object(_) => "dict",
    }
}
