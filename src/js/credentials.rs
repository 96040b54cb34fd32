//! The key to sign with: fixed, or from the caller's function, which is asked once for all calls
//! that need it at the same time, before the key expires, and when the service says that it has.

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::future_to_promise;
use web_sys::AbortSignal;

use super::deadline::{Deadline, Interruption, Lost};
use super::failure::Ended;
use super::key;
use super::promise::settled;
use super::record::KeptKey;
use super::settings::{CredentialsSource, DEFAULT_TIMEOUT};
use super::state::{State, Turn};
use crate::credentials::Credentials;
use crate::error::CredentialsError;
use crate::sign::Timestamp;

/// A key that is about to expire is not used any more: a call and its repeats take time.
const MARGIN_SECONDS: u64 = 5 * 60;

/// A key, and the turn in which the caller's function gave it; a fixed one has none.
pub(super) struct Key {
    pub(super) credentials: Credentials,
    pub(super) turn: Option<Turn>,
}

/// Finds the key for an attempt, waiting no longer than the attempt itself may take.
pub(super) async fn find(
    source: &CredentialsSource,
    state: &State,
    timeout: u32,
    signal: Option<&AbortSignal>,
) -> Result<Key, Ended> {
    let now = state.now()?;
    let function = match source {
        CredentialsSource::Fixed(credentials) => {
            check(credentials, now, state)?;
            return Ok(Key {
                credentials: credentials.clone(),
                turn: None,
            });
        }
        CredentialsSource::Function(function) => function,
    };
    if let Some(key) = held(state, now.plus_seconds(MARGIN_SECONDS)) {
        return Ok(key);
    }
    match (
        ask(function, state, timeout, signal).await,
        held(state, now),
    ) {
        // The one that is about to expire still works.
        (Err(Ended::Failed(_)), Some(key)) => Ok(key),
        (asked, _) => asked,
    }
}

/// The key that is held, if it still works at this moment.
fn held(state: &State, moment: Timestamp) -> Option<Key> {
    let (held, turn) = state.held()?;
    let credentials = held.credentials().ok()?;
    let is_usable = credentials.usable_at(moment).is_ok();
    is_usable.then_some(Key {
        credentials,
        turn: Some(turn),
    })
}

/// Asks the caller's function, or waits for the answer that another call is already waiting for.
async fn ask(
    function: &Function,
    state: &State,
    timeout: u32,
    signal: Option<&AbortSignal>,
) -> Result<Key, Ended> {
    let deadline = Deadline::new(timeout, signal)?;
    if let Some(Interruption::Aborted(reason)) = deadline.interruption() {
        return Err(Ended::Aborted(reason));
    }
    let patience = if timeout == 0 {
        DEFAULT_TIMEOUT
    } else {
        timeout
    };
    let (pending, turn) = state
        .pending(patience)
        .unwrap_or_else(|| begin(function, state, patience));
    let answer = match deadline.race(&pending).await {
        Ok(answer) => answer,
        Err(Lost::Interrupted(Interruption::Aborted(reason))) => {
            state.leave_turn(turn, patience);
            return Err(Ended::Aborted(reason));
        }
        Err(Lost::Interrupted(Interruption::TimedOut)) => {
            state.give_up_turn(turn, patience);
            return Err(failed(format!("no credentials within {timeout} ms"), None));
        }
        Err(Lost::Rejected(cause)) => return Err(refused(cause)),
    };
    // While waiting, newer ones can have come.
    let (answer, turn) = match state.held() {
        Some((newer, newer_turn)) if newer_turn > turn => (newer.into(), newer_turn),
        _ => (answer, turn),
    };
    let credentials = key::read(&answer).map_err(|wrong| {
        failed(
            format!("the credentials function gave no credentials: {wrong}"),
            None,
        )
    })?;
    check(&credentials, state.now()?, state)?;
    Ok(Key {
        credentials,
        turn: Some(turn),
    })
}

/// Refuses a key that has expired. While the service's clock is not known, this machine's can be what
/// is wrong, and no answer will tell: nothing is sent.
fn check(key: &Credentials, now: Timestamp, state: &State) -> Result<(), CredentialsError> {
    let checked = key.usable_at(now).map(|_| ());
    checked.map_err(|mut error| {
        if state.is_on_own_clock() {
            error.message += ": if the key is a new one, this machine's clock is wrong";
        }
        error
    })
}

/// Begins a turn. Its promise holds what sound credentials it brings, whoever still waits.
fn begin(function: &Function, state: &State, patience: u32) -> (Promise, Turn) {
    let turn = state.next_turn(patience);
    let asked = function.call0(&JsValue::UNDEFINED);
    let state_of_turn = state.clone();
    let promise = future_to_promise(async move {
        let answer = match asked {
            Ok(answer) => settled(&answer).await,
            Err(thrown) => Err(thrown),
        };
        state_of_turn.end_turn(turn);
        let answer = answer?;
        match key::read(&answer) {
            Ok(credentials) => {
                let copy = KeptKey::of(&credentials);
                state_of_turn.hold(&copy, turn);
                Ok(copy.into())
            }
            Err(_) => Ok(answer),
        }
    });
    state.set_pending(&promise);
    (promise, turn)
}

fn refused(cause: JsValue) -> Ended {
    failed("the credentials function failed".to_owned(), Some(cause))
}

fn failed(message: String, cause: Option<JsValue>) -> Ended {
    Ended::failed(CredentialsError { message }, cause)
}
