//! How a call ends when it does not succeed, and how endings cross over to JavaScript.

use js_sys::Object;
use serde::Serialize;
use wasm_bindgen::JsValue;

use super::object::plain;
use crate::error::{EcsError, FailureOutcome};

/// Why a call did not succeed.
#[derive(Clone, Debug)]
pub enum Failure {
    /// An error, after so many attempts, with what the platform threw if that is behind it.
    Failed {
        /// What went wrong.
        error: EcsError,
        /// How many requests were sent.
        attempts: u32,
        /// What the platform threw.
        cause: Option<JsValue>,
    },
    /// The caller's signal fired; its reason.
    Aborted(JsValue),
}

impl Failure {
    /// An error that was found before anything was sent.
    fn before_sending(error: EcsError) -> Self {
        Self::Failed {
            error,
            attempts: 0,
            cause: None,
        }
    }
}

impl<E: Into<EcsError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::before_sending(error.into())
    }
}

/// The fields that all errors have.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report<'a> {
    kind: &'static str,
    code: &'a str,
    message: String,
    retryable: bool,
    attempts: u32,
    outcome: FailureOutcome,
}

/// Exactly one of `value`, `error` (perhaps with `cause`) and `reason`. The npm package makes a
/// result, one of its error classes, or a rejection with the signal's reason of it: classes made
/// there have the right prototype, name and stack.
pub(super) fn ending(result: Result<JsValue, Failure>) -> JsValue {
    match result {
        Ok(value) => plain(&[("value", value)]),
        Err(Failure::Aborted(reason)) => plain(&[("reason", reason)]),
        Err(Failure::Failed {
            error,
            attempts,
            cause,
        }) => plain(&[("error", report(&error, attempts)), ("cause", cause.into())]),
    }
    .into()
}

fn report(error: &EcsError, attempts: u32) -> JsValue {
    let shared = to_js(&Report {
        kind: error.kind(),
        code: error.code(),
        message: error.message(),
        retryable: error.retryable(),
        attempts,
        outcome: error.outcome(),
    });
    let own = match error {
        EcsError::Service(error) => to_js(error),
        EcsError::Response(error) => to_js(error),
        EcsError::Timeout(error) => plain(&[("timeout", error.timeout.into())]).into(),
        EcsError::Argument(error) => plain(&[("argument", error.argument.as_str().into())]).into(),
        EcsError::Network(_) | EcsError::Credentials(_) => JsValue::UNDEFINED,
    };
    Object::assign(&Object::from(shared), &Object::from(own)).into()
}

/// Plain objects and lists. Nothing that is serialized here can fail.
pub(super) fn to_js(value: &impl Serialize) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    value.serialize(&serializer).unwrap_or_default()
}
