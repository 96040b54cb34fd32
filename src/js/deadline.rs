//! The end that an attempt must not outlive: the caller's signal and the time limit, as one promise
//! to race against and one signal for `fetch`. Leaves no timer and no listener behind.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal};

use super::platform::{clear_timeout, set_timeout};
use super::promise::settled_before;
use crate::error::ArgumentError;

/// Why an attempt was ended from outside.
#[derive(Clone, Debug)]
pub(super) enum Interruption {
    TimedOut,
    Aborted(JsValue),
}

/// How a race ends when the promise did not win by resolving.
#[derive(Debug)]
pub(super) enum Lost {
    Interrupted(Interruption),
    Rejected(JsValue),
}

/// One attempt's deadline. Dropping it lifts it.
pub(super) struct Deadline {
    state: Rc<State>,
    /// Resolves when the deadline is there; never rejects.
    reached: Promise,
    timer: Option<(JsValue, Listener)>,
    abort: Option<(AbortSignal, Listener)>,
}

type Listener = Closure<dyn FnMut()>;

struct State {
    interruption: RefCell<Option<Interruption>>,
    controller: Option<AbortController>,
    resolve: Function,
}

impl State {
    /// Ends the attempt; of several interruptions the first counts.
    fn interrupt(&self, interruption: Interruption) {
        if let Ok(mut current) = self.interruption.try_borrow_mut() {
            current.get_or_insert(interruption);
        }
        let _ = self.resolve.call0(&JsValue::UNDEFINED);
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }
}

impl Deadline {
    /// Starts the clock, unless `timeout` is 0, and listens to the signal, if there is one.
    pub(super) fn new(timeout: u32, signal: Option<&AbortSignal>) -> Result<Self, ArgumentError> {
        let mut resolve = None;
        let reached = Promise::new(&mut |resolve_reached, _| resolve = Some(resolve_reached));
        let state = Rc::new(State {
            interruption: RefCell::new(None),
            // Where the platform has none, the race alone ends the attempt.
            controller: AbortController::new().ok(),
            resolve: resolve.unwrap_or_default(),
        });
        let timer = match timeout {
            0 => None,
            _ => Some(time_out(&state, timeout)?),
        };
        let abort = signal.map(|signal| listen(&state, signal));
        Ok(Self {
            state,
            reached,
            timer,
            abort,
        })
    }

    /// The signal to give to `fetch`.
    pub(super) fn signal(&self) -> Option<AbortSignal> {
        self.state.controller.as_ref().map(AbortController::signal)
    }

    /// What ended the attempt, if anything did.
    pub(super) fn interruption(&self) -> Option<Interruption> {
        self.state.interruption.try_borrow().ok()?.clone()
    }

    /// Waits until something ends it; that the time is over is one of the things.
    pub(super) async fn reached(&self) {
        let _ = JsFuture::from(self.reached.clone()).await;
    }

    /// Waits for a promise, or for anything else that a caller's `fetch` gives instead of one, no
    /// longer than the deadline allows, whether or not it heeds the signal.
    pub(super) async fn race(&self, promise: &JsValue) -> Result<JsValue, Lost> {
        let result = settled_before(promise, &self.reached).await;
        match (self.interruption(), result) {
            (Some(interruption), _) => Err(Lost::Interrupted(interruption)),
            (None, Ok(value)) => Ok(value.unwrap_or_default()),
            (None, Err(reason)) => Err(Lost::Rejected(reason)),
        }
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        if let Some((timer, _)) = &self.timer {
            clear_timeout(timer);
        }
        if let Some((signal, listener)) = &self.abort {
            let _ = signal
                .remove_event_listener_with_callback("abort", listener.as_ref().unchecked_ref());
        }
    }
}

fn time_out(state: &Rc<State>, timeout: u32) -> Result<(JsValue, Listener), ArgumentError> {
    let for_listener = Rc::clone(state);
    let listener = Listener::new(move || for_listener.interrupt(Interruption::TimedOut));
    let timer = set_timeout(listener.as_ref().unchecked_ref(), timeout)?;
    Ok((timer, listener))
}

fn listen(state: &Rc<State>, signal: &AbortSignal) -> (AbortSignal, Listener) {
    let for_listener = Rc::clone(state);
    let listened_to = signal.clone();
    let listener = Listener::new(move || {
        for_listener.interrupt(Interruption::Aborted(reason_of(&listened_to)));
    });
    if is_aborted(signal) {
        state.interrupt(Interruption::Aborted(reason_of(signal)));
    } else {
        let _ = signal.add_event_listener_with_callback("abort", listener.as_ref().unchecked_ref());
    }
    (signal.clone(), listener)
}

// A signal can be another realm's, a polyfill's or a proxy: `Reflect` survives getters that throw.

/// The reason, if the signal has fired.
pub(super) fn abort_reason(signal: Option<&AbortSignal>) -> Option<JsValue> {
    signal.filter(|signal| is_aborted(signal)).map(reason_of)
}

fn is_aborted(signal: &AbortSignal) -> bool {
    Reflect::get(signal, &JsValue::from_str("aborted")).is_ok_and(|aborted| aborted.is_truthy())
}

/// The reason that the caller gave; an `AbortError` on platforms that keep none.
fn reason_of(signal: &AbortSignal) -> JsValue {
    let reason = Reflect::get(signal, &JsValue::from_str("reason")).unwrap_or_default();
    if !reason.is_undefined() {
        return reason;
    }
    let error = js_sys::Error::new("the call was aborted");
    error.set_name("AbortError");
    error.into()
}
