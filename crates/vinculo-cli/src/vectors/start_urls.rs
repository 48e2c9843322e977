//! Kind `start_urls`.

use super::Comparison;
use super::failure::Reason;
use super::file::Case;
use crate::json::{options_from, start_url_json};

pub(super) fn run(mut case: Case<'_>) -> Result<Comparison, Reason> {
    let expected = case.expected()?.clone();
    let mut fields = case.fields;
    let options = fields.object("options")?;
    let options = fields.required("options", options)?;
    fields.end()?;
    let options = options_from(options)?;
    let built = options.builder.start_url(options.access_token.as_deref());
    // Revealed: the tokens of vectors are made up, and the URL must be right to the last character.
    let actual = start_url_json(&built, |url| url.reveal().to_owned());
    Ok(Comparison { expected, actual })
}
