//! Writes JSON, without white space.

use super::Value;

pub(super) fn value(value: &Value, text: &mut String) {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(true) => text.push_str("true"),
        Value::Bool(false) => text.push_str("false"),
        Value::Number(number) => text.push_str(number),
        Value::String(content) => string(content, text),
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                separate(index, text);
                self::value(item, text);
            }
            text.push(']');
        }
        Value::Object(fields) => {
            text.push('{');
            for (index, (name, field)) in fields.iter().enumerate() {
                separate(index, text);
                string(name, text);
                text.push(':');
                self::value(field, text);
            }
            text.push('}');
        }
    }
}

fn separate(index: usize, text: &mut String) {
    if index > 0 {
        text.push(',');
    }
}

fn string(content: &str, text: &mut String) {
    text.push('"');
    for character in content.chars() {
        match character {
            '"' | '\\' => text.extend(['\\', character]),
            '\0'..='\u{1F}' => control(character, text),
            _ => text.push(character),
        }
    }
    text.push('"');
}

/// By its number: there are names for some, which nobody needs.
fn control(character: char, text: &mut String) {
    let number = u32::from(character);
    let digit = |number| char::from_digit(number, 16).unwrap_or_default();
    text.push_str("\\u00");
    text.extend([digit(number >> 4), digit(number & 15)]);
}
