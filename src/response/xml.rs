//! XML answers, as the objects that their JSON would be: an element by name, a repeated one as a list.

use roxmltree::{Document, Error, Node, ParsingOptions};
use serde_json::{Map, Value};

use super::document::ParseProblem;

/// Far above the service's deepest answer; what nests deeper is an attack or an accident.
const MAX_DEPTH: usize = 64;
/// Far above the elements of a hundred images.
const MAX_NODES: u32 = 200_000;

/// Parses a document whose root is the answer. Entities of its own are refused with any DTD.
pub(super) fn parse(text: &str) -> Result<Value, ParseProblem> {
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        Error::UnexpectedEndOfStream | Error::UnclosedRootNode => ParseProblem::Truncated,
        // Cut within a tag, which a parser reports as whatever it met last.
        _ if !text.ends_with('>') => ParseProblem::Truncated,
        _ => ParseProblem::Unreadable,
    })?;
    value_of(document.root_element(), MAX_DEPTH)
}

fn value_of(element: Node<'_, '_>, depth_left: usize) -> Result<Value, ParseProblem> {
    let depth_left = depth_left.checked_sub(1).ok_or(ParseProblem::Unreadable)?;
    let mut fields = Map::new();
    for child in element.children().filter(Node::is_element) {
        let value = value_of(child, depth_left)?;
        add(&mut fields, child.tag_name().name(), value);
    }
    if fields.is_empty() {
        return Ok(Value::String(own_text(element)));
    }
    Ok(Value::Object(fields))
}

fn add(fields: &mut Map<String, Value>, name: &str, value: Value) {
    match fields.get_mut(name) {
        None => {
            fields.insert(name.to_owned(), value);
        }
        Some(Value::Array(list)) => list.push(value),
        Some(first) => {
            let first_value = first.take();
            *first = Value::Array(vec![first_value, value]);
        }
    }
}

fn own_text(element: Node<'_, '_>) -> String {
    element
        .children()
        .filter_map(|child| child.text())
        .collect()
}
