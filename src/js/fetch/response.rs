//! What `fetch` gave, by its shape: status, headers, and what they say about trying again.

use js_sys::Date;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::js::platform;
use crate::retry;
use crate::sign::Timestamp;

#[wasm_bindgen]
extern "C" {
    pub(super) type Response;

    #[wasm_bindgen(method, getter, catch)]
    pub(super) fn status(this: &Response) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    pub(super) fn headers(this: &Response) -> Result<Headers, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    pub(super) fn body(this: &Response) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = arrayBuffer)]
    pub(super) fn array_buffer(this: &Response) -> Result<JsValue, JsValue>;

    pub(super) type Headers;

    #[wasm_bindgen(method, catch)]
    pub(super) fn get(this: &Headers, name: &str) -> Result<JsValue, JsValue>;
}

/// What an answer's headers say about trying again, where they can be read.
#[derive(Clone, Copy, Default)]
pub(in crate::js) struct Advice {
    /// Milliseconds to wait.
    pub(in crate::js) pause: Option<u32>,
    /// The service's clock.
    pub(in crate::js) service_time: Option<Timestamp>,
}

/// Reads what the headers say about trying again.
pub(super) fn advice(response: &Response) -> Advice {
    let service_time = header(response, "date").and_then(|date| http_date(&date));
    Advice {
        pause: requested_pause(response, service_time),
        service_time: service_time.and_then(platform::timestamp),
    }
}

/// The service's own header counts milliseconds; the standard one seconds, or names a date on the
/// clock of who sends it.
fn requested_pause(response: &Response, service_time: Option<f64>) -> Option<u32> {
    let own = header(response, "x-acs-retry-after").and_then(|text| retry::count(&text));
    if own.is_some() {
        return own;
    }
    let text = header(response, "retry-after")?;
    if let Some(seconds) = retry::count(&text) {
        return Some(seconds.saturating_mul(1_000));
    }
    let milliseconds = http_date(&text)? - service_time.unwrap_or_else(Date::now);
    // Saturates at both ends.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    Some(milliseconds as u32)
}

/// Milliseconds since 1970. A date of HTTP begins with the day of the week; `Date.parse` alone would
/// find a date in many a number.
fn http_date(text: &str) -> Option<f64> {
    let is_date = text
        .trim_start()
        .starts_with(|c: char| c.is_ascii_alphabetic());
    let milliseconds = Date::parse(text);
    (is_date && !milliseconds.is_nan()).then_some(milliseconds)
}

/// A header, where there is one and a page may read it.
pub(super) fn header(response: &Response, name: &str) -> Option<String> {
    response.headers().ok()?.get(name).ok()?.as_string()
}
