//! `NSAppTransportSecurity`: what may be loaded in clear.

use super::super::codes::Code;
use super::super::finding::{Edit, Finding};
use super::super::project::Source;
use super::super::project::plist::Value;
use super::app::App;

pub(super) fn check(app: &App, findings: &mut Vec<Finding>) {
    for list in &app.info {
        let Some(settings) = list.value.get("NSAppTransportSecurity") else {
            continue;
        };
        for key in [
            "NSAllowsArbitraryLoads",
            "NSAllowsArbitraryLoadsInWebContent",
        ] {
            if let Some(value) = settings.get(key).filter(|value| value.is_true()) {
                findings.push(open(
                    list.source,
                    value,
                    key,
                    "Every server may be spoken to in clear",
                ));
            }
        }
        let domains = settings
            .get("NSExceptionDomains")
            .map(Value::entries)
            .unwrap_or_default();
        for (domain, _, exception) in domains {
            let key = "NSExceptionAllowsInsecureHTTPLoads";
            // The machine of whoever develops: the sandbox.
            let is_local = matches!(domain.as_str(), "localhost" | "127.0.0.1");
            if let Some(value) = exception
                .get(key)
                .filter(|value| value.is_true() && !is_local)
            {
                findings.push(open(
                    list.source,
                    value,
                    key,
                    &format!("{domain} may be spoken to in clear"),
                ));
            }
        }
    }
}

fn open(source: &Source, value: &Value, key: &str, whom: &str) -> Finding {
    let what = format!(
        "{whom} ({key}). Vinculo speaks https alone, so nothing of it needs this, and a page that is led to http is read by others."
    );
    Finding::at(Code::IOS_ARBITRARY_LOADS, source, value.span.start, what)
        .say("Write instead (for the sandbox NSAllowsLocalNetworking is enough):")
        .text("<false/>")
        .edit([Edit::replace(source, value.span.clone(), "<false/>")])
}
