//! How a call ends when it does not succeed, and how endings cross over to JavaScript.

use js_sys::{Function, Object};
use serde::Serialize;
use wasm_bindgen::JsValue;

use super::fetch::Advice;
use super::object::plain;
use super::platform;
use super::state::Turn;
use crate::error::{EcsError, FailureOutcome};
use crate::retry::Attempts;
use crate::sign::Timestamp;

/// Why a call did not succeed.
#[derive(Clone, Debug)]
pub enum Failure {
    /// An error, and what all attempts together say.
    Failed {
        /// What went wrong in the last attempt.
        error: EcsError,
        /// Whether the image may be gone, after all attempts.
        outcome: FailureOutcome,
        /// How many requests were sent.
        attempts: u32,
        /// What the platform or the caller's function threw.
        cause: Option<JsValue>,
    },
    /// The caller's signal fired; its reason.
    Aborted(JsValue),
}

impl<E: Into<EcsError>> From<E> for Failure {
    /// An error that was found before anything was sent.
    fn from(error: E) -> Self {
        let error = error.into();
        Self::Failed {
            outcome: error.outcome(),
            error,
            attempts: 0,
            cause: None,
        }
    }
}

/// How an attempt ended that did not succeed.
pub(super) enum Ended {
    Aborted(JsValue),
    Failed(Box<FailedAttempt>),
}

/// A failed attempt, with what is needed to make the next one better.
pub(super) struct FailedAttempt {
    pub(super) error: EcsError,
    cause: Option<JsValue>,
    /// The time stamp that was signed, if there was an answer to it.
    pub(super) signed_at: Option<Timestamp>,
    /// In which turn the caller's function gave the key.
    pub(super) turn: Option<Turn>,
    advice: Advice,
}

impl Ended {
    /// Without an answer.
    pub(super) fn failed(error: impl Into<EcsError>, cause: Option<JsValue>) -> Self {
        Self::Failed(Box::new(FailedAttempt {
            error: error.into(),
            cause,
            signed_at: None,
            turn: None,
            advice: Advice::default(),
        }))
    }

    /// By an answer.
    pub(super) fn answered(
        error: EcsError,
        signed_at: Option<Timestamp>,
        turn: Option<Turn>,
        advice: Advice,
    ) -> Self {
        Self::Failed(Box::new(FailedAttempt {
            error,
            cause: None,
            signed_at,
            turn,
            advice,
        }))
    }
}

impl Ended {
    /// The end of the call, if there is no attempt after this one.
    pub(super) fn into_failure(self, attempts: &Attempts) -> Failure {
        match self {
            Self::Aborted(reason) => Failure::Aborted(reason),
            Self::Failed(failed) => failed.into_failure(attempts),
        }
    }
}

impl<E: Into<EcsError>> From<E> for Ended {
    fn from(error: E) -> Self {
        Self::failed(error, None)
    }
}

impl FailedAttempt {
    /// How long the service asks to wait, in milliseconds.
    pub(super) fn requested_pause(&self) -> Option<u32> {
        self.advice.pause
    }

    /// The service's clock, where the answer shows it.
    pub(super) fn service_time(&self) -> Option<Timestamp> {
        self.advice.service_time
    }

    /// The end of the call, if there is no attempt after this one.
    pub(super) fn into_failure(self, attempts: &Attempts) -> Failure {
        // What the machine itself says, whatever has been made of it for the signature.
        let error = match (self.error, platform::now(0.0)) {
            (EcsError::Service(error), Ok(own)) => {
                error.with_clocks(own, self.advice.service_time).into()
            }
            (error, _) => error,
        };
        Failure::Failed {
            outcome: attempts.outcome(&error),
            error,
            attempts: attempts.sent(),
            cause: self.cause,
        }
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

/// What `settle` is told first: what the second argument is.
const VALUE: u8 = 0;
const ERROR: u8 = 1;
const REASON: u8 = 2;

/// Says how a call ended: `settle(kind, what, cause)`. The npm package makes a result, one of its error
/// classes, or a rejection with the signal's reason of it: classes made there have the right
/// prototype, name and stack.
pub(super) fn conclude<E: Into<Failure>>(settle: &Function, result: Result<JsValue, E>) {
    let (kind, what, cause) = match result.map_err(Into::into) {
        Ok(value) => (VALUE, value, None),
        Err(Failure::Aborted(reason)) => (REASON, reason, None),
        Err(Failure::Failed {
            error,
            outcome,
            attempts,
            cause,
        }) => (ERROR, report(&error, outcome, attempts), cause),
    };
    let nobody = JsValue::UNDEFINED;
    // What is called does not throw.
    let _ = settle.call3(&nobody, &kind.into(), &what, &cause.into());
}

fn report(error: &EcsError, outcome: FailureOutcome, attempts: u32) -> JsValue {
    let mut message = error.message();
    if outcome == FailureOutcome::Unknown {
        message.push_str("; the request may have been carried out all the same");
    }
    let shared = to_js(&Report {
        kind: error.kind(),
        code: error.code(),
        message,
        retryable: error.retryable(),
        attempts,
        outcome,
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
