//! What takes part in a call from outside, because the call is one of many: it hears of attempts that
//! failed, and can stop further ones without cutting off what was sent.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::AbortSignal;

use super::deadline::abort_reason;

#[wasm_bindgen]
extern "C" {
    /// An object of the npm package's own.
    #[derive(Clone, Debug)]
    pub type Observer;

    #[wasm_bindgen(method, getter)]
    pub(super) fn stop(this: &Observer) -> AbortSignal;

    #[wasm_bindgen(method, catch, js_name = attemptFailed)]
    fn tell(this: &Observer, code: &str, pause: Option<u32>) -> Result<(), JsValue>;
}

impl Observer {
    /// An attempt has failed; the service has asked for so many milliseconds of patience, if it has.
    pub(super) fn attempt_failed(&self, code: &str, pause: Option<u32>) {
        let _ = self.tell(code, pause);
    }

    /// Why no further request is to be sent, if that is so.
    pub(super) fn stopped(&self) -> Option<JsValue> {
        abort_reason(Some(&self.stop()))
    }
}
