//! One attempt: a key, a new time stamp and nonce, a signature, an exchange, and what it came to.

use js_sys::Function;
use web_sys::AbortSignal;

use super::credentials;
use super::deadline::{Deadline, Interruption, Lost, abort_reason};
use super::failure::Ended;
use super::settings::ClientSettings;
use super::state::{State, Turn};
use super::{cause, fetch, platform};
use crate::call::{Call, Reply};
use crate::error::{EcsError, NetworkError, TimeoutError};
use crate::request::SignedRequest;
use crate::retry::Attempts;
use crate::sign::{Signing, Timestamp};

/// What all attempts of a call have in common.
pub(super) struct Attempt<'a> {
    pub(super) settings: &'a ClientSettings,
    pub(super) state: &'a State,
    pub(super) way: Way<'a>,
    /// Once it fires, nothing more is sent; what was sent is waited for.
    pub(super) stop: Option<&'a AbortSignal>,
}

/// What is sent, and how.
pub(super) struct Way<'a> {
    pub(super) call: &'a Call,
    pub(super) fetch: &'a Function,
    pub(super) timeout: u32,
    pub(super) signal: Option<&'a AbortSignal>,
}

/// A request, and what to know of its making if it is refused.
pub(super) struct Made {
    pub(super) request: SignedRequest,
    pub(super) signed_at: Option<Timestamp>,
    pub(super) turn: Option<Turn>,
}

/// Makes one attempt, after the ones `before` it, and counts it if a request is sent.
pub(super) async fn make(attempt: &Attempt<'_>, before: &mut Attempts) -> Result<Reply, Ended> {
    let Way {
        signal, timeout, ..
    } = attempt.way;
    // Nothing is under way before there is a key, so a stop ends the wait for it, too.
    let signal = attempt.stop.or(signal);
    if let Some(reason) = abort_reason(signal) {
        return Err(Ended::Aborted(reason));
    }
    let source = &attempt.settings.credentials;
    let key = credentials::find(source, attempt.state, timeout, signal).await;
    if let Some(reason) = abort_reason(attempt.stop) {
        return Err(Ended::Aborted(reason));
    }
    let key = key?;
    let call = attempt.way.call;
    let own = attempt.settings.endpoint.clone();
    let signed_at = attempt.state.now()?;
    let request = attempt.settings.algorithm.sign(&Signing {
        endpoint: &own.unwrap_or_else(|| call.endpoint()),
        operation: call.operation(),
        credentials: &key.credentials,
        timestamp: signed_at,
        nonce: &platform::new_nonce()?,
    });
    let made = Made {
        request,
        signed_at: Some(signed_at),
        turn: key.turn,
    };
    send(&attempt.way, &made, before).await
}

/// Sends a signed request, once, and reads the answer.
pub(super) async fn send(
    way: &Way<'_>,
    made: &Made,
    before: &mut Attempts,
) -> Result<Reply, Ended> {
    let deadline = Deadline::new(way.timeout, way.signal)?;
    if let Some(Interruption::Aborted(reason)) = deadline.interruption() {
        return Err(Ended::Aborted(reason));
    }
    before.send();
    let received = fetch::exchange(way.fetch, &made.request, &deadline)
        .await
        .map_err(|lost| no_answer(lost, way.timeout, &made.request))?;
    way.call
        .read(&made.request, &received.as_answer(), before)
        .map_err(|error| Ended::answered(error, made.signed_at, made.turn, received.advice()))
}

/// What a browser most likely ran into: it does not tell.
const PREFLIGHT_REFUSED: &str = "most likely because signature 'ACS3-HMAC-SHA256' needs headers for which a browser asks \
    the service first (CORS preflight), and the service refuses; use signature 'HMAC-SHA1' in a \
    browser";

/// What losing an answer means.
fn no_answer(lost: Lost, timeout: u32, request: &SignedRequest) -> Ended {
    match lost {
        Lost::Interrupted(Interruption::Aborted(reason)) => Ended::Aborted(reason),
        Lost::Interrupted(Interruption::TimedOut) => {
            Ended::failed(EcsError::Timeout(TimeoutError { timeout }), None)
        }
        Lost::Rejected(cause) => {
            let reason =
                if request.needs_preflight() && platform::is_of_another_origin(request.origin()) {
                    PREFLIGHT_REFUSED
                } else {
                    "the connection failed, or the browser withheld the answer"
                };
            let message = format!("no answer from {}: {reason}", request.authority());
            let cause = cause::fit_to_show(cause, request);
            Ended::failed(EcsError::Network(NetworkError { message }), Some(cause))
        }
    }
}
