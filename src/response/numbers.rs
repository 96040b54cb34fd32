//! Numbers that keep their digits on the way to JavaScript, which holds whole numbers up to 2⁵³ only.

use crate::json::Value;

/// The largest whole number that JavaScript's numbers hold, and all smaller ones with it.
const LARGEST: u64 = (1 << 53) - 1;

/// Makes text of every whole number that would lose digits: account ids can have 18.
pub(crate) fn hold_numbers(value: &mut Value) {
    match value {
        Value::Number(number) if is_too_large(number) => {
            *value = Value::String(std::mem::take(number));
        }
        Value::Array(items) => items.iter_mut().for_each(hold_numbers),
        Value::Object(fields) => fields.values_mut().for_each(hold_numbers),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is_too_large(number: &str) -> bool {
    let digits = number.strip_prefix('-').unwrap_or(number);
    let is_whole = digits.bytes().all(|byte| byte.is_ascii_digit());
    is_whole && !digits.parse().is_ok_and(|number: u64| number <= LARGEST)
}
