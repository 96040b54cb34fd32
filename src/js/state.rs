//! What a client remembers between calls: the clock's offset and the credentials that it was given.
//!
//! It lives in a JavaScript object and not in WebAssembly's memory, so that the platform's garbage
//! collector frees it with the client, and nothing has to be freed by hand.

use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::platform;
use super::record::{KeptKey, Record};
use crate::error::ArgumentError;
use crate::sign::Timestamp;

/// A client's memory, shared by all its calls.
#[derive(Clone, Debug)]
pub(super) struct State(Record);

/// Numbers requests for credentials, so that a newer answer is known from an older one.
pub(super) type Turn = u32;

impl State {
    /// Nothing to remember yet.
    pub(super) fn new() -> Self {
        Self(Record::empty())
    }

    /// The memory that JavaScript keeps for a client.
    pub(super) fn of(record: Record) -> Self {
        Self(record)
    }

    /// The time on the service's clock, as far as it is known to differ from this machine's.
    pub(super) fn now(&self) -> Result<Timestamp, ArgumentError> {
        platform::now(self.0.clock_offset())
    }

    /// Whether that is still this machine's own clock.
    pub(super) fn is_on_own_clock(&self) -> bool {
        self.0.clock_offset() == 0.0
    }

    /// Goes by the service's clock from now on.
    pub(super) fn set_clock(&self, service: Timestamp) {
        let offset = service.unix_milliseconds() - js_sys::Date::now();
        self.set("clockOffset", &offset.into());
    }

    /// Goes by this machine's clock again.
    pub(super) fn forget_clock(&self) {
        self.set("clockOffset", &0.into());
    }

    /// The key that was given, and in which turn.
    pub(super) fn held(&self) -> Option<(KeptKey, Turn)> {
        Some((self.0.held()?, self.0.held_turn()))
    }

    /// Keeps a key, unless a newer one is held.
    pub(super) fn hold(&self, key: &KeptKey, turn: Turn) {
        if turn > self.0.held_turn() {
            self.set("held", key);
            self.set("heldTurn", &turn.into());
        }
    }

    /// Lets go of a key that the service no longer takes, unless a newer one is held.
    pub(super) fn let_go(&self, turn: Turn) {
        if turn == self.0.held_turn() {
            self.set("held", &JsValue::UNDEFINED);
        }
    }

    /// A request for credentials that is under way, to be joined with so many milliseconds of patience.
    /// None when it has taken longer than anybody who waits for it would: nobody joins one that may
    /// never be answered.
    pub(super) fn pending(&self, patience: u32) -> Option<(Promise, Turn)> {
        let promise = self.get("pending").dyn_into().ok()?;
        let longest = f64::from(patience).max(self.number("patience"));
        let age = js_sys::Date::now() - self.number("askedAt");
        if age >= longest {
            return None;
        }
        self.set("patience", &longest.into());
        Some((promise, self.turn("lastTurn")))
    }

    /// Begins a turn, for somebody with so much patience.
    pub(super) fn next_turn(&self, patience: u32) -> Turn {
        let turn = self.turn("lastTurn").saturating_add(1);
        self.set("lastTurn", &turn.into());
        self.set("askedAt", &js_sys::Date::now().into());
        self.set("patience", &patience.into());
        turn
    }

    /// Somebody with so much patience has left: it no longer counts.
    pub(super) fn leave_turn(&self, turn: Turn, patience: u32) {
        if turn == self.turn("lastTurn") && self.number("patience") <= f64::from(patience) {
            self.set("patience", &0.into());
        }
    }

    /// The patience of somebody who waits for a turn's request is exhausted. If nobody's is greater,
    /// whoever comes next asks anew, instead of waiting for what may never come.
    pub(super) fn give_up_turn(&self, turn: Turn, patience: u32) {
        if self.number("patience") <= f64::from(patience) {
            self.end_turn(turn);
        }
    }

    /// Remembers a turn's request, so that others can wait for it.
    pub(super) fn set_pending(&self, promise: &Promise) {
        self.set("pending", promise);
    }

    /// Forgets a turn's request, because it has ended, or nobody waits for it any longer.
    pub(super) fn end_turn(&self, turn: Turn) {
        if turn == self.turn("lastTurn") {
            self.set("pending", &JsValue::UNDEFINED);
        }
    }

    fn turn(&self, name: &str) -> Turn {
        // Only `next_turn` writes these: small whole numbers.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let turn = self.number(name) as Turn;
        turn
    }

    fn number(&self, name: &str) -> f64 {
        self.get(name).as_f64().unwrap_or(0.0)
    }

    fn get(&self, name: &str) -> JsValue {
        Reflect::get(&self.0, &JsValue::from_str(name)).unwrap_or_default()
    }

    fn set(&self, name: &str, value: &JsValue) {
        // A plain object of our own takes every field.
        let _ = Reflect::set(&self.0, &JsValue::from_str(name), value);
    }
}
