//! Kind `navigations`.

use vinculo::callback::CallbackMatcher;
use vinculo::navigation::Navigator;

use super::Comparison;
use super::failure::Reason;
use super::file::{Case, Shared};
use crate::json::{
    callback_urls_from, decision_json, default_callback_urls, navigation_from, policy_from,
};

pub(super) fn run(mut case: Case<'_>, shared: &Shared) -> Result<Comparison, Reason> {
    let expected = case.expected()?.clone();
    let mut fields = case.fields;
    let navigation = navigation_from(&mut fields)?;
    let own_policy = fields.object("policy")?;
    let own_urls = fields.object("callback_urls")?;
    fields.end()?;
    // The case's replaces the file's as a whole.
    let policy = match own_policy {
        Some(policy) => policy_from(policy)?,
        None => shared.policy.clone().unwrap_or_default(),
    };
    let own_urls = own_urls.map(callback_urls_from).transpose()?;
    let urls = own_urls
        .or(policy.callback_urls)
        .or_else(|| shared.callback_urls.clone())
        .unwrap_or_else(default_callback_urls);
    let matcher =
        CallbackMatcher::new(&urls).map_err(|error| Reason::Refused(error.to_string()))?;
    let navigator = Navigator::new(&policy.navigation, matcher)
        .map_err(|error| Reason::Refused(error.to_string()))?;
    let actual = decision_json(&navigator.decide(&navigation));
    Ok(Comparison { expected, actual })
}
