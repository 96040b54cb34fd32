//! One attempt: a key, a new time stamp and nonce, a signature, an exchange, and what it came to.

use js_sys::Function;
use web_sys::AbortSignal;

use super::credentials::{self, Key};
use super::deadline::{Deadline, Interruption, Lost, abort_reason};
use super::failure::Ended;
use super::settings::ClientSettings;
use super::state::State;
use super::{fetch, platform};
use crate::call::{Call, Reply};
use crate::endpoint::Endpoint;
use crate::error::{EcsError, NetworkError, TimeoutError};
use crate::request::SignedRequest;
use crate::retry::Attempts;
use crate::sign::{Method, Signing, Timestamp, hmac_sha1};

/// What all attempts of a call have in common.
pub(super) struct Attempt<'a> {
    pub(super) call: &'a Call,
    pub(super) settings: &'a ClientSettings,
    pub(super) state: &'a State,
    pub(super) fetch: &'a Function,
    pub(super) timeout: u32,
    pub(super) signal: Option<&'a AbortSignal>,
}

/// Makes one attempt, after the ones `before` it, and counts it if a request is sent.
pub(super) async fn make(attempt: &Attempt<'_>, before: &mut Attempts) -> Result<Reply, Ended> {
    if let Some(reason) = abort_reason(attempt.signal) {
        return Err(Ended::Aborted(reason));
    }
    let source = &attempt.settings.credentials;
    let key = credentials::find(source, attempt.state, attempt.timeout, attempt.signal).await?;
    let endpoint = match &attempt.settings.endpoint {
        Some(endpoint) => endpoint.clone(),
        None => attempt.call.endpoint(),
    };
    let signed_at = attempt.state.now()?;
    let request = sign(attempt.call, &endpoint, &key, signed_at)?;
    let deadline = Deadline::new(attempt.timeout, attempt.signal)?;
    if let Some(Interruption::Aborted(reason)) = deadline.interruption() {
        return Err(Ended::Aborted(reason));
    }
    before.send();
    let received = fetch::exchange(attempt.fetch, &request, &deadline)
        .await
        .map_err(|lost| no_answer(lost, attempt.timeout, &endpoint))?;
    attempt
        .call
        .read(&request, &received.as_answer(), before)
        .map_err(|error| Ended::answered(error, signed_at, key.turn, received.advice()))
}

fn sign(
    call: &Call,
    endpoint: &Endpoint,
    key: &Key,
    timestamp: Timestamp,
) -> Result<SignedRequest, Ended> {
    let signing = Signing {
        endpoint,
        operation: call.operation(),
        credentials: &key.credentials,
        timestamp,
        nonce: &platform::new_nonce()?,
    };
    Ok(hmac_sha1::sign(Method::Post, &signing))
}

/// What losing an answer means.
fn no_answer(lost: Lost, timeout: u32, endpoint: &Endpoint) -> Ended {
    match lost {
        Lost::Interrupted(Interruption::Aborted(reason)) => Ended::Aborted(reason),
        Lost::Interrupted(Interruption::TimedOut) => {
            Ended::failed(EcsError::Timeout(TimeoutError { timeout }), None)
        }
        Lost::Rejected(cause) => {
            let message = format!(
                "no answer from {}: the connection failed, or the browser withheld the answer",
                endpoint.authority()
            );
            Ended::failed(EcsError::Network(NetworkError { message }), Some(cause))
        }
    }
}
