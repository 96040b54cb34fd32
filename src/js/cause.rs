//! What `fetch` threw, as the cause of an error: as it is, unless it shows what must not be shown.
//! Platforms quote URLs in what they throw, and a presigned one has signature and token in it.

use js_sys::{ArrayBuffer, Error, Object, Reflect, Set, TypeError};
use wasm_bindgen::{JsCast, JsValue};

use crate::request::SignedRequest;

/// No platform's error has so many parts. What has more is not looked through, and not shown.
const MOST_PARTS: usize = 500;
/// So many causes are told, each one behind the one that it has caused.
const MOST_CAUSES: usize = 4;
/// What errors have without owning it, as those of the DOM do.
const INHERITED: &[&str] = &["name", "message", "stack", "cause"];
const UNSAID: &str = "not shown, as it may quote the signed request";

/// The cause itself, or an error that says the same without secrets, and has nothing else in it.
pub(super) fn fit_to_show(cause: JsValue, request: &SignedRequest) -> JsValue {
    let is_harmless = cause.is_null()
        || cause.is_undefined()
        || cause.as_bool().is_some()
        || cause.as_f64().is_some();
    // A URL is quoted in more ways than can be looked for.
    if is_harmless || (!request.is_url_secret() && is_clean(&cause, request)) {
        return cause;
    }
    let told = told(&cause);
    let message = if told.is_empty() {
        UNSAID.to_owned()
    } else {
        request.redacted(&told.join(": "))
    };
    if text_of(&cause, "name").is_some_and(|name| name == "TypeError") {
        TypeError::new(&message).into()
    } else {
        Error::new(&message).into()
    }
}

/// Whether no text in it, however deep, has a secret in it.
fn is_clean(cause: &JsValue, request: &SignedRequest) -> bool {
    let seen = Set::new(&JsValue::UNDEFINED);
    let mut parts = vec![cause.clone()];
    let mut count: usize = 0;
    while let Some(part) = parts.pop() {
        count = count.saturating_add(1);
        if count > MOST_PARTS
            || part
                .as_string()
                .is_some_and(|text| request.is_quoted_in(&text))
        {
            return false;
        }
        let is_opaque = !(part.is_object() || part.is_function()) || ArrayBuffer::is_view(&part);
        if is_opaque || seen.has(&part) {
            continue;
        }
        seen.add(&part);
        let object: Object = part.unchecked_into();
        let Ok(keys) = Reflect::own_keys(&object) else {
            return false;
        };
        let inherited = INHERITED.iter().map(|name| JsValue::from_str(name));
        for key in keys.iter().chain(inherited) {
            parts.extend(Reflect::get(&object, &key));
            parts.push(key);
        }
    }
    true
}

/// What an error and its causes say.
fn told(cause: &JsValue) -> Vec<String> {
    let mut told = Vec::new();
    let mut next = cause.clone();
    for _ in 0..MOST_CAUSES {
        let message = next
            .as_string()
            .or_else(|| text_of(&next, "message"))
            .or_else(|| text_of(&next, "code"));
        told.extend(message);
        next = Reflect::get(&next, &"cause".into()).unwrap_or_default();
    }
    told
}

/// A text in a field, if it says anything.
fn text_of(object: &JsValue, name: &str) -> Option<String> {
    let text = Reflect::get(object, &name.into()).ok()?.as_string()?;
    (!text.is_empty()).then_some(text)
}
