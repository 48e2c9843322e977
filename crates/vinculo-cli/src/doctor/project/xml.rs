//! XML with the place of everything, so that a fix can be an edit.

use std::ops::Range;

use roxmltree::{Attribute, Document, Node, ParsingOptions};

use super::Source;
use crate::doctor::codes::Code;
use crate::doctor::finding::{Edit, Finding};

/// The namespace of Android's attributes.
pub const ANDROID: &str = "http://schemas.android.com/apk/res/android";
/// The namespace of what the manifest merger is told.
pub const TOOLS: &str = "http://schemas.android.com/tools";

/// No file of a project has more elements.
const MAX_NODES: u32 = 200_000;

/// An attribute's value and where it stands, without its quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attr {
    /// The value.
    pub value: String,
    /// Its place.
    pub span: Range<usize>,
}

/// Where an element stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// As it is written, with its prefix.
    pub name: String,
    /// From `<` to behind the last `>`.
    pub span: Range<usize>,
}

/// Parses a file, or says what is wrong with it. Property lists have a document type; Android's files have none.
///
/// # Errors
/// A finding.
pub fn parse(source: &Source, with_document_type: bool) -> Result<Document<'_>, Box<Finding>> {
    let options = ParsingOptions {
        allow_dtd: with_document_type,
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(&source.text, options).map_err(|error| {
        let line = usize::try_from(error.pos().row).ok();
        let mut finding = Finding::in_file(
            Code::UNREADABLE,
            &source.path,
            format!("It is no XML that can be read ({error}), so nothing in it was looked at."),
        );
        finding.line = line;
        Box::new(finding.say("Mend it where the message points."))
    })
}

/// An attribute of a namespace.
#[must_use]
pub fn attr(node: Node, namespace: &str, name: &str) -> Option<Attr> {
    node.attribute_node((namespace, name)).map(Attr::of)
}

/// Elements of a name, right below another.
pub fn children<'a, 'b: 'a>(
    node: Node<'a, 'b>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'b>> {
    node.children()
        .filter(move |child| child.has_tag_name(name))
}

impl Attr {
    /// Of an element's attribute.
    #[must_use]
    pub fn of(attribute: Attribute) -> Self {
        Self {
            value: attribute.value().to_owned(),
            span: attribute.range_value(),
        }
    }
}

impl Tag {
    /// Of an element.
    #[must_use]
    pub fn of(node: Node, source: &Source) -> Self {
        let span = node.range();
        let written = source.text.get(span.start + 1..).unwrap_or_default();
        let end = written.find(|c: char| c.is_whitespace() || c == '>' || c == '/');
        Self {
            name: written[..end.unwrap_or(0)].to_owned(),
            span,
        }
    }

    /// Adds an attribute, or what stands in its place.
    #[must_use]
    pub fn with_attribute(&self, source: &Source, attribute: &str) -> Edit {
        let at = self.span.start + 1 + self.name.len();
        Edit::insert(source, at, format!(" {attribute}"))
    }

    /// Adds an element at the end of this one, indented.
    #[must_use]
    pub fn with_child(&self, source: &Source, child: &str) -> Edit {
        let own = source.indent(self.span.start).to_owned();
        let unit = if own.contains('\t') { "\t" } else { "    " };
        let mut lines = String::new();
        for line in child.lines() {
            lines.push_str(&own);
            lines.push_str(unit);
            lines.push_str(line);
            lines.push('\n');
        }
        let written = source.text.get(self.span.clone()).unwrap_or_default();
        if let Some(opening) = written.strip_suffix("/>") {
            let from = self.span.start + opening.trim_end().len();
            let name = &self.name;
            return Edit::replace(
                source,
                from..self.span.end,
                format!(">\n{lines}{own}</{name}>"),
            );
        }
        let closing = self.span.start + written.rfind("</").unwrap_or(written.len());
        let before = source.text.get(..closing).unwrap_or_default();
        let line_start = before.trim_end_matches([' ', '\t']);
        if line_start.ends_with('\n') {
            return Edit::insert(source, line_start.len(), lines);
        }
        Edit::insert(source, closing, format!("\n{lines}{own}"))
    }
}

/// A text one level deeper.
#[must_use]
pub fn indented(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("    {line}")).collect();
    lines.join("\n")
}

/// A text as it may stand in an attribute or between tags.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
