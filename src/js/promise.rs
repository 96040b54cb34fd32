//! Waiting for what the caller or the platform gives, which may be a promise, a thenable or neither.

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Waits as `await` does.
pub(super) async fn settled(value: &JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(boxed(value))
        .await
        .map(|boxed| unboxed(&boxed))
}

/// Waits for whichever is first; `None` when `until` was.
pub(super) async fn settled_before(
    value: &JsValue,
    until: &Promise,
) -> Result<Option<JsValue>, JsValue> {
    let first = JsFuture::from(Promise::race(&Array::of2(&boxed(value), until))).await?;
    Ok(Array::is_array(&first).then(|| unboxed(&first)))
}

/// Hears how it ends, so that the platform does not report a rejection as unheard, and does nothing.
pub(super) fn ignore(value: &JsValue) {
    let settled = JsFuture::from(boxed(value));
    spawn_local(async move {
        let _ = settled.await;
    });
}

/// A promise of a list with the value in it. A promise of the value itself would wait for it again
/// if it turned into a thenable meanwhile, and with it everything that races against it.
/// `Promise.all` also survives all that a thenable can do: it rejects where `resolve` would throw.
fn boxed(value: &JsValue) -> Promise {
    Promise::all(&Array::of1(value))
}

fn unboxed(boxed: &JsValue) -> JsValue {
    boxed.unchecked_ref::<Array>().get(0)
}
