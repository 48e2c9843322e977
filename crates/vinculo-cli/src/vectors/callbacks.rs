//! Kind `callbacks`.

use vinculo::callback::{CallbackMatcher, Source};

use super::Comparison;
use super::failure::Reason;
use super::file::{Case, Shared};
use crate::json::{callback_json, callback_urls_from, default_callback_urls, text_from};

const SEEN: &[(&str, Source)] = &[("webview", Source::Webview), ("os", Source::Os)];

pub(super) fn run(mut case: Case<'_>, shared: &Shared) -> Result<Comparison, Reason> {
    let expected = case.expected()?.clone();
    let mut fields = case.fields;
    let url = text_from(&mut fields, "url", "url_parts")?;
    let seen = match fields.text("seen")? {
        Some(seen) => fields.word("seen", seen, SEEN)?,
        None => Source::Webview,
    };
    let own_urls = fields.object("callback_urls")?;
    fields.end()?;
    let urls = match own_urls {
        Some(urls) => callback_urls_from(urls)?,
        None => shared
            .callback_urls
            .clone()
            .unwrap_or_else(default_callback_urls),
    };
    let matcher =
        CallbackMatcher::new(&urls).map_err(|error| Reason::Refused(error.to_string()))?;
    let actual = callback_json(matcher.parse(&url, seen).as_ref());
    Ok(Comparison { expected, actual })
}
