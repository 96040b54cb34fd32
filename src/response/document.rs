//! From bytes to one tree for both formats. Goes by what the bytes are, not by what a header says.

use super::xml;
use crate::json::{Problem, Value};

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
    Value::parse(text).map_err(|problem| match problem {
        Problem::Truncated => ParseProblem::Truncated,
        Problem::Malformed => ParseProblem::Unreadable,
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
        Value::String(text) | Value::Number(text) => text.as_str(),
        Value::Bool(true) => "true",
        Value::Bool(false) => "false",
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
