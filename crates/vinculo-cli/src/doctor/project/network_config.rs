//! Android's network security configuration (`res/xml/…`).

use std::ops::Range;

use super::Source;
use super::xml::{Attr, Tag, children, parse};
use crate::doctor::finding::Finding;

/// What it permits outside of `debug-overrides`, which releases ignore.
#[derive(Clone, Debug, Default)]
pub struct NetworkConfig {
    /// `cleartextTrafficPermitted="true"`, and for which domains; none: for all.
    pub cleartext: Vec<(Attr, Vec<String>)>,
    /// `<certificates src="user"/>`.
    pub user_certificates: Vec<Range<usize>>,
}

impl NetworkConfig {
    /// Reads one; `None` if the file is something else.
    ///
    /// # Errors
    /// A finding, if it is no XML.
    pub fn read(source: &Source) -> Result<Option<Self>, Box<Finding>> {
        let document = parse(source, false)?;
        let root = document.root_element();
        if !root.has_tag_name("network-security-config") {
            return Ok(None);
        }
        let mut config = Self::default();
        let mut overrides = 0..0;
        for node in root.descendants() {
            if node.has_tag_name("debug-overrides") {
                overrides = node.range();
            }
            // In the document's order, so what is inside comes right behind.
            if overrides.contains(&node.range().start) {
                continue;
            }
            if let Some(attribute) = node.attribute_node("cleartextTrafficPermitted")
                && attribute.value() == "true"
            {
                let domains = children(node, "domain").filter_map(|domain| domain.text());
                config.cleartext.push((
                    Attr::of(attribute),
                    domains.map(|domain| domain.trim().to_owned()).collect(),
                ));
            }
            if node.has_tag_name("certificates") && node.attribute("src") == Some("user") {
                config.user_certificates.push(Tag::of(node, source).span);
            }
        }
        Ok(Some(config))
    }
}
