//! Property lists, with the place of everything: the XML form (`Info.plist`, `*.entitlements`). The old form is read
//! by [`super::pbxproj`] into the same type.

use std::ops::Range;

use roxmltree::Node;

use super::Source;
use super::xml::{Tag, escaped, parse};
use crate::doctor::codes::Code;
use crate::doctor::finding::{Edit, Finding};

/// Deeper than any property list that means something.
const MAX_DEPTH: usize = 32;

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// What it is.
    pub kind: Kind,
    /// Where it stands; of XML, the whole element.
    pub span: Range<usize>,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A dictionary: keys in order, with the place of each key.
    Dict(Vec<(String, Range<usize>, Value)>),
    /// An array.
    Array(Vec<Value>),
    /// A string, and whatever else has text: numbers, dates, data.
    Text(String),
    /// A truth value.
    Bool(bool),
}

impl Value {
    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        match &self.kind {
            Kind::Dict(entries) => entries
                .iter()
                .find(|(name, _, _)| name == key)
                .map(|(_, _, value)| value),
            _ => None,
        }
    }

    /// The elements of an array; nothing for others.
    #[must_use]
    pub fn items(&self) -> &[Value] {
        match &self.kind {
            Kind::Array(items) => items,
            _ => &[],
        }
    }

    /// The entries of a dictionary; nothing for others.
    #[must_use]
    pub fn entries(&self) -> &[(String, Range<usize>, Value)] {
        match &self.kind {
            Kind::Dict(entries) => entries,
            _ => &[],
        }
    }

    /// Its text.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it says yes, as Xcode reads it.
    #[must_use]
    pub fn is_true(&self) -> bool {
        match &self.kind {
            Kind::Bool(value) => *value,
            Kind::Text(text) => matches!(text.as_str(), "YES" | "true" | "1"),
            _ => false,
        }
    }

    /// Adds text at the end of a dictionary or an array of the XML form, indented.
    #[must_use]
    pub fn with_child(&self, source: &Source, child: &str) -> Edit {
        let name = match self.kind {
            Kind::Array(_) => "array",
            _ => "dict",
        };
        let tag = Tag {
            name: name.to_owned(),
            span: self.span.clone(),
        };
        tag.with_child(source, child)
    }
}

/// A string as it is written in XML.
#[must_use]
pub fn string(text: &str) -> String {
    format!("<string>{}</string>", escaped(text))
}

/// Reads a property list in XML.
///
/// # Errors
/// A finding, if it is something else.
pub fn read(source: &Source) -> Result<Value, Box<Finding>> {
    let document = parse(source, true)?;
    let root = document.root_element();
    let top = root.children().find(Node::is_element);
    let value = top
        .filter(|_| root.has_tag_name("plist"))
        .and_then(|node| value(node, 0));
    value.ok_or_else(|| {
        let what = "It is XML and no property list, so nothing in it was looked at.";
        Box::new(
            Finding::in_file(Code::UNREADABLE, &source.path, what)
                .say("Write a plist element with one value."),
        )
    })
}

fn value(node: Node, depth: usize) -> Option<Value> {
    if depth > MAX_DEPTH {
        return None;
    }
    let kind = match node.tag_name().name() {
        "dict" => Kind::Dict(entries(node, depth)),
        "array" => {
            let items = node.children().filter(Node::is_element);
            Kind::Array(items.filter_map(|item| value(item, depth + 1)).collect())
        }
        "true" => Kind::Bool(true),
        "false" => Kind::Bool(false),
        _ => Kind::Text(node.text().unwrap_or_default().trim().to_owned()),
    };
    Some(Value {
        kind,
        span: node.range(),
    })
}

fn entries(node: Node, depth: usize) -> Vec<(String, Range<usize>, Value)> {
    let mut entries = Vec::new();
    let mut key: Option<Node> = None;
    for child in node.children().filter(Node::is_element) {
        if child.has_tag_name("key") {
            key = Some(child);
        } else if let Some(key) = key.take()
            && let Some(value) = value(child, depth + 1)
        {
            let name = key.text().unwrap_or_default().trim().to_owned();
            entries.push((name, key.range(), value));
        }
    }
    entries
}
