//! Waiting for what the caller or the platform gives, which may be a promise, a thenable or neither.

use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Waits as `await` does. `Promise.race` is what survives everything that a thenable can do: it
/// rejects where `Promise.resolve` would throw.
pub(super) fn settled(value: &JsValue) -> JsFuture {
    JsFuture::from(Promise::race(&Array::of1(value)))
}

/// Hears how it ends, so that the platform does not report a rejection as unheard, and does nothing.
pub(super) fn ignore(value: &JsValue) {
    let settled = settled(value);
    spawn_local(async move {
        let _ = settled.await;
    });
}
