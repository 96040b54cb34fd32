//! What must hold of every text that is read as JSON: the same as `serde_json` says of it, and what
//! is written is read back.

use ecs_delete_image::json::{Problem, Value};
use serde_json::error::Category;

/// The crate's tree as `serde_json`'s, its numbers as they are written.
fn other(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(truth) => (*truth).into(),
        Value::Number(number) => serde_json::Value::Number(number.parse().expect("a number")),
        Value::String(text) => text.as_str().into(),
        Value::Array(items) => items.iter().map(other).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, field)| (name.clone(), other(field)))
            .collect(),
    }
}

/// How deep brackets nest at the most, whatever they are in.
fn may_be_too_deep(text: &str) -> bool {
    text.bytes().filter(|byte| b"[{".contains(byte)).count() > 60
}

/// Whether fewer than four signs follow the last `\u`: serde_json looks no further, whatever they are.
fn ends_in_an_escape(text: &str) -> bool {
    text.rfind("\\u").is_some_and(|at| text.len() - at < 6)
}

/// Panics when something does not hold.
pub(crate) fn check(text: &str) {
    let ours = Value::parse(text);
    // serde_json's way to hand numbers on is a field of this name.
    if may_be_too_deep(text) || text.contains("$serde_json") {
        return;
    }
    match (&ours, serde_json::from_str::<serde_json::Value>(text)) {
        (Ok(ours), Ok(theirs)) => {
            assert_eq!(other(ours), theirs, "{text}");
            assert_eq!(Value::parse(&ours.to_string()).as_ref(), Ok(ours), "{text}");
        }
        (Err(Problem::Truncated), Err(theirs)) if theirs.classify() == Category::Eof => {}
        (Err(Problem::Malformed), Err(theirs)) if theirs.classify() != Category::Eof => {}
        (Err(Problem::Malformed), Err(_)) if ends_in_an_escape(text) => {}
        (ours, theirs) => panic!("{text}: {ours:?} is not {theirs:?}"),
    }
}
