//! Kind `page_messages`.

use vinculo::callback::parse_page_message;

use super::Comparison;
use super::failure::Reason;
use super::file::Case;
use crate::json::{page_message_json, text_from};

pub(super) fn run(mut case: Case<'_>) -> Result<Comparison, Reason> {
    let expected = case.expected()?.clone();
    let mut fields = case.fields;
    let message = text_from(&mut fields, "message", "message_parts")?;
    fields.end()?;
    let actual = page_message_json(&parse_page_message(&message));
    Ok(Comparison { expected, actual })
}
