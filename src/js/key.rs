//! A key as the caller gives it: read strictly, and never quoted.

use js_sys::Date;
use wasm_bindgen::JsValue;
use zeroize::Zeroizing;

use super::object::{Fields, result_of, wrong_type};
use super::platform;
use crate::credentials::Credentials;
use crate::error::ArgumentError;
use crate::sign::Timestamp;

/// In seconds since 1970. No key has expired before: what says so was meant as something else.
const YEAR_2000: u64 = 946_684_800;

/// Reads a key.
pub(super) fn read(value: &JsValue) -> Result<Credentials, ArgumentError> {
    let fields = Fields::of(
        value,
        "credentials",
        &[
            "accessKeyId",
            "accessKeySecret",
            "securityToken",
            "expiration",
        ],
    )?;
    let missing =
        |name: &str| ArgumentError::new(fields.path_of(name), "must be a string; it is missing");
    let secret = |name: &str| fields.text(name).map(|text| text.map(Zeroizing::new));
    let id = fields.text("accessKeyId")?;
    let key = Credentials::of_secrets(
        id.ok_or_else(|| missing("accessKeyId"))?,
        secret("accessKeySecret")?.ok_or_else(|| missing("accessKeySecret"))?,
        secret("securityToken")?,
    )?;
    Ok(key.expiring_at(expiration(&fields)?))
}

/// ISO 8601 text, a `Date`, or milliseconds since the epoch: whatever the platform's `Date` takes.
fn expiration(fields: &Fields<'_>) -> Result<Option<Timestamp>, ArgumentError> {
    let value = fields.raw("expiration")?;
    if value.is_undefined() {
        return Ok(None);
    }
    let milliseconds = match value.as_string() {
        Some(text) => Date::parse(&text),
        None => value
            .as_f64()
            .or_else(|| result_of(&value, "getTime")?.as_f64())
            .unwrap_or(f64::NAN),
    };
    match platform::timestamp(milliseconds) {
        Some(timestamp) if timestamp.unix_seconds() < YEAR_2000 => Err(ArgumentError::new(
            fields.path_of("expiration"),
            "must be after the year 2000; it is counted in milliseconds, not in seconds",
        )),
        Some(timestamp) => Ok(Some(timestamp)),
        None => Err(wrong_type(
            &fields.path_of("expiration"),
            "a time: ISO 8601 text, a Date, or milliseconds since 1970",
            &value,
        )),
    }
}
