//! XML answers, as the objects that their JSON would be: an element by name, a repeated one as a list.
//! One pass, linear in the length: an answer must not be able to keep the platform busy.

use quick_xml::errors::{Error, SyntaxError};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, Event};
use quick_xml::reader::Reader;

use super::document::ParseProblem;
use crate::json::{Fields, MAX_DEPTH, Value};

/// An element that has begun and not ended.
struct Open {
    name: String,
    fields: Fields,
    text: String,
}

/// The root's name and content. A document type is refused, and with it entities of its own.
pub(super) fn parse(text: &str) -> Result<(String, Value), ParseProblem> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Open> = Vec::new();
    let mut root = None;
    loop {
        match reader.read_event().map_err(|error| problem(&error, text))? {
            Event::Start(start) => {
                if open.len() >= MAX_DEPTH || root.is_some() {
                    return Err(UNREADABLE);
                }
                open.push(Open::named(start.name().as_ref()));
            }
            Event::Empty(start) => end(Open::named(start.name().as_ref()), &mut open, &mut root)?,
            // The reader has seen to it that it is the last one that began.
            Event::End(_) => {
                let ended = open.pop().ok_or(UNREADABLE)?;
                end(ended, &mut open, &mut root)?;
            }
            Event::Text(part) => add_text(&mut open, &part)?,
            Event::CData(part) => add_text(&mut open, &part)?,
            Event::GeneralRef(entity) => add_text(&mut open, &resolve(&entity)?)?,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::DocType(_) => return Err(UNREADABLE),
            Event::Eof if !open.is_empty() => return Err(ParseProblem::Truncated),
            Event::Eof => return root.ok_or(UNREADABLE),
        }
    }
}

const UNREADABLE: ParseProblem = ParseProblem::Unreadable;

impl Open {
    fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            fields: Fields::new(),
            text: String::new(),
        }
    }

    /// An element with elements in it is an object; the white space between them says nothing.
    fn into_value(self) -> Value {
        if self.fields.is_empty() {
            Value::String(self.text)
        } else {
            Value::Object(self.fields)
        }
    }
}

/// Puts an element that has ended into the one around it; the outermost one is the root.
fn end(
    ended: Open,
    open: &mut [Open],
    root: &mut Option<(String, Value)>,
) -> Result<(), ParseProblem> {
    let name = ended.name.clone();
    let value = ended.into_value();
    match open.last_mut() {
        Some(parent) => add(&mut parent.fields, name, value),
        None if root.is_none() => *root = Some((name, value)),
        None => return Err(UNREADABLE),
    }
    Ok(())
}

fn add(fields: &mut Fields, name: String, value: Value) {
    match fields.get_mut(&name) {
        None => {
            fields.insert(name, value);
        }
        Some(Value::Array(list)) => list.push(value),
        Some(first) => {
            let first_value = std::mem::replace(first, Value::Null);
            *first = Value::Array(vec![first_value, value]);
        }
    }
}

/// Outside of the root there is white space at the most.
fn add_text(open: &mut [Open], text: &str) -> Result<(), ParseProblem> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim().is_empty() => {}
        None => return Err(UNREADABLE),
    }
    Ok(())
}

/// A character by its number, or one of the five that XML names.
fn resolve(entity: &BytesRef<'_>) -> Result<String, ParseProblem> {
    if let Some(character) = entity.resolve_char_ref().map_err(|_| UNREADABLE)? {
        return Ok(character.to_string());
    }
    let text = resolve_predefined_entity(entity).ok_or(UNREADABLE)?;
    Ok(text.to_owned())
}

fn problem(error: &Error, text: &str) -> ParseProblem {
    match error {
        Error::Syntax(SyntaxError::InvalidBangMarkup) => UNREADABLE,
        Error::Syntax(_) => ParseProblem::Truncated,
        // Cut within a tag, which the reader reports as whatever it met last.
        _ if !text.ends_with('>') => ParseProblem::Truncated,
        _ => UNREADABLE,
    }
}
