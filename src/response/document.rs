//! From bytes to one tree for both formats. Goes by what the bytes are, not by what a header says.

use serde_json::Value;
use serde_json::error::Category;

use super::xml;

/// Why bytes are not a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ParseProblem {
    Empty,
    Truncated,
    Html,
    Unreadable,
}

/// An answer as a tree.
pub(super) struct Document {
    /// The name of the outermost element; JSON has none.
    pub(super) root: Option<String>,
    /// What is in it.
    pub(super) body: Value,
}

/// Parses a JSON object, or an XML document into the object that its JSON would be.
pub(super) fn parse(bytes: &[u8]) -> Result<Document, ParseProblem> {
    let text = match str::from_utf8(bytes) {
        Ok(text) => text,
        // A multi-byte character cut off at the end.
        Err(error) if error.error_len().is_none() => return Err(ParseProblem::Truncated),
        Err(_) => return Err(ParseProblem::Unreadable),
    };
    let text = text.trim_start_matches('\u{FEFF}').trim();
    match text.chars().next() {
        None => Err(ParseProblem::Empty),
        Some('{') => Ok(Document {
            root: None,
            body: parse_json(text)?,
        }),
        Some('<') if is_html(text) => Err(ParseProblem::Html),
        Some('<') => {
            let (root, body) = xml::parse(text)?;
            let root = Some(root);
            Ok(Document { root, body })
        }
        Some(_) => Err(ParseProblem::Unreadable),
    }
}

fn parse_json(text: &str) -> Result<Value, ParseProblem> {
    serde_json::from_str(text).map_err(|error| match error.classify() {
        Category::Eof => ParseProblem::Truncated,
        Category::Io | Category::Syntax | Category::Data => ParseProblem::Unreadable,
    })
}

fn is_html(text: &str) -> bool {
    let begins_with = |prefix: &str| {
        text.get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    begins_with("<!doctype html") || begins_with("<html")
}

/// The text of a field without the space around it: numbers and truth values as they are written,
/// an empty one as absent.
pub(super) fn text_of(object: &Value, name: &str) -> Option<String> {
    let text = match object.get(name)? {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
