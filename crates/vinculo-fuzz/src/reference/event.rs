//! From place and keys to the event: rule 6.

use serde_json::{Map, Value};

use super::exit;
use super::odd::Odd;
use super::parameters::Parameters;
use super::place::Spot;

/// The JSON form of the event, without extra and anomalies.
pub(super) fn classify(
    spot: Spot,
    on_warning_host: bool,
    parameters: &mut Parameters,
    odd: &mut Odd,
) -> Map<String, Value> {
    if spot == Spot::Unknown {
        return form("unknown");
    }
    if parameters.is_present("error") {
        return error(parameters, odd);
    }
    if parameters.is_present("warning") || on_warning_host {
        return warning(parameters, odd);
    }
    if let Some(link) = take_link(parameters, odd) {
        if spot != Spot::Success {
            odd.add("unexpected_link");
        }
        let mut form = form("success");
        form.insert("link".to_owned(), link.into());
        put(&mut form, "institution", parameters.take("institution"));
        return form;
    }
    match spot {
        Spot::Success => {
            let mut form = form("invalid");
            form.insert("reason".to_owned(), "missing_link".into());
            form
        }
        Spot::Exit => exit::read(parameters, odd),
        Spot::Event | Spot::Unknown => form("unknown"),
    }
}

fn error(parameters: &mut Parameters, odd: &mut Odd) -> Map<String, Value> {
    let mut form = form("error");
    let code = parameters.take("error");
    form.insert(
        "code".to_owned(),
        known(code, &["ACCESS_TOKEN_NOT_VALID"], odd).into(),
    );
    put(&mut form, "message", parameters.take("error_message"));
    let link = take_link(parameters, odd);
    if link.is_some() {
        odd.add("unexpected_link");
    }
    put(&mut form, "link", link);
    form
}

fn warning(parameters: &mut Parameters, odd: &mut Odd) -> Map<String, Value> {
    let mut form = form("warning");
    let code = parameters.take("warning");
    form.insert(
        "code".to_owned(),
        known(code, &["institution_disabled"], odd).into(),
    );
    put(&mut form, "message", parameters.take("warning_message"));
    if parameters
        .get("link")
        .or(parameters.get("link_id"))
        .is_some()
    {
        odd.add("unexpected_link");
    }
    form
}

fn take_link(parameters: &mut Parameters, odd: &mut Odd) -> Option<String> {
    let link = if let Some(link) = parameters.take("link") {
        link
    } else {
        let link = parameters.take("link_id")?;
        odd.add("link_id_for_link");
        link
    };
    let link = link.trim().to_owned();
    if !is_uuid(&link) {
        odd.add("link_not_uuid");
    }
    Some(link)
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    lengths == [8, 4, 4, 4, 12] && groups.concat().bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A code: as documented, whatever its case; blank with a note where there is none.
pub(super) fn known(code: Option<String>, documented: &[&str], odd: &mut Odd) -> String {
    let Some(code) = code else {
        odd.add("missing_code");
        return String::new();
    };
    let same = documented
        .iter()
        .find(|known| known.eq_ignore_ascii_case(&code));
    same.map_or(code, |known| (*known).to_owned())
}

pub(super) fn form(kind: &str) -> Map<String, Value> {
    let mut form = Map::new();
    form.insert("kind".to_owned(), kind.into());
    form
}

pub(super) fn put(form: &mut Map<String, Value>, key: &str, value: Option<String>) {
    if let Some(value) = value {
        form.insert(key.to_owned(), value.into());
    }
}
