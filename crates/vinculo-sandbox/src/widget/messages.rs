//! What the page posts to the app (`belvo.md` §4.4). Mind the spelling: `metadata` in `PAGE_LOAD`, `meta_data` in the
//! others.

use serde_json::{Value, json};

use crate::callbacks::INSTITUTION_DISABLED;
use crate::config::BridgeNames;
use crate::random::Random;
use crate::store::{Failure, Page, Visit};
use crate::timestamp;

/// A page was opened.
pub(crate) fn page_load(visit: &Visit, page: Page) -> Value {
    let mut metadata = json!({"page": format!("/{}", page.slug())});
    if let Some(from) = visit.last_page {
        metadata["from"] = json!(format!("/{}", from.slug()));
    }
    if let Some(institution) = visit.institution {
        metadata["institution_name"] = json!(institution.name);
    }
    json!({"eventName": "PAGE_LOAD", "metadata": metadata})
}

/// An error that the user sees.
pub(crate) fn error(
    failure: Failure,
    institution: Option<&str>,
    now_ms: i64,
    random: &mut Random,
) -> Value {
    let mut detail = json!({"error_code": failure.code, "timestamp": timestamp::millis(now_ms)});
    if let Some(message) = failure.message {
        detail["error_message"] = json!(message);
    }
    if let Some(institution) = institution {
        detail["institution_name"] = json!(institution);
    }
    json!({"eventName": "ERROR", "request_id": random.uuid(), "meta_data": detail})
}

/// A disabled institution was chosen.
pub(crate) fn institution_disabled(institution: &str, now_ms: i64, random: &mut Random) -> Value {
    json!({
        "eventName": "WARNING",
        "request_id": random.uuid(),
        "meta_data": {
            "warning_code": INSTITUTION_DISABLED.0,
            "warning_message": INSTITUTION_DISABLED.1,
            "institution_name": institution,
            "timestamp": timestamp::millis(now_ms),
        },
    })
}

/// The data block that `bridge.js` reads. `<` is escaped, so that no value can end the script element.
pub(crate) fn data_block(names: &BridgeNames, messages: &[Value]) -> String {
    json!({
        "webkit": names.webkit_handlers,
        "interfaces": names.js_interfaces,
        "messages": messages,
    })
    .to_string()
    .replace('<', "\\u003c")
}
