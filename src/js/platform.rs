//! The platform's clock, random source and timers: the one place for each. All are asked inside a
//! call, never when the module is loaded, which edge runtimes refuse.

use std::cell::Cell;

use js_sys::{Function, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::ArgumentError;
use crate::sign::{Nonce, Timestamp};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout, catch)]
    fn platform_set_timeout(handler: &Function, milliseconds: u32) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = clearTimeout, catch)]
    fn platform_clear_timeout(timer: &JsValue) -> Result<(), JsValue>;
}

/// Starts a timer, and gives back what stops it.
pub(super) fn set_timeout(handler: &Function, milliseconds: u32) -> Result<JsValue, ArgumentError> {
    platform_set_timeout(handler, milliseconds).map_err(|_| {
        ArgumentError::new(
            "globalThis.setTimeout",
            "must start timers here (some edge runtimes refuse to outside of a request)",
        )
    })
}

/// Stops a timer. One that has fired, or cannot be stopped, does no harm.
pub(super) fn clear_timeout(timer: &JsValue) {
    let _ = platform_clear_timeout(timer);
}

/// The time now, on a clock that is so many milliseconds ahead of this machine's.
pub(super) fn now(offset: f64) -> Result<Timestamp, ArgumentError> {
    timestamp(js_sys::Date::now() + offset)
        .ok_or_else(|| ArgumentError::new("Date.now", "must be between the years 1970 and 9999"))
}

/// JavaScript's milliseconds since 1970 as a time stamp, if it is one that the service can read.
pub(super) fn timestamp(milliseconds: f64) -> Option<Timestamp> {
    if milliseconds.is_nan() || milliseconds < 0.0 {
        return None;
    }
    // Saturates above, where no time stamp is possible.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let seconds = (milliseconds / 1000.0) as u64;
    Timestamp::from_unix_seconds(seconds)
}

/// Whether this is a page or one of its workers, and not of that origin: then the request needs
/// permission (CORS). `null` is the origin of a page that has none, such as a sandboxed frame, and the
/// same as no other. Cloudflare's workers say so, too, but are at no location.
pub(super) fn is_of_another_origin(origin: &str) -> bool {
    let global = |name: &str| Reflect::get(&js_sys::global(), &name.into()).unwrap_or_default();
    let own = global("origin").as_string().unwrap_or_default();
    let is_opaque = own == "null" && global("location").is_object();
    is_opaque || (own.starts_with("http") && own != origin)
}

/// 32 random bits, for spreading repeats over time: where there are none, any others will do.
pub(super) fn random_bits() -> u32 {
    getrandom::u32().unwrap_or_default()
}

/// How many nonces are drawn at a time: asking the platform takes longer than signing.
const NONCES: usize = 16;

thread_local! {
    /// Random bytes that are in no nonce yet. Nobody is harmed by knowing them: a nonce is sent openly.
    static UNUSED: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// 128 new random bits, or an error: never a nonce that is not random.
pub(super) fn new_nonce() -> Result<Nonce, ArgumentError> {
    let mut unused = UNUSED.take();
    if unused.is_empty() {
        unused.resize(NONCES.saturating_mul(Nonce::BYTES), 0);
        getrandom::fill(&mut unused).map_err(|_| no_random_values())?;
    }
    let bytes = unused.last_chunk().copied().ok_or_else(no_random_values)?;
    unused.truncate(unused.len().saturating_sub(Nonce::BYTES));
    UNUSED.set(unused);
    Ok(Nonce::from_random_bytes(bytes))
}

fn no_random_values() -> ArgumentError {
    ArgumentError::new(
        "globalThis.crypto",
        "must have getRandomValues, and give random values here (some edge runtimes refuse to \
         outside of a request)",
    )
}
