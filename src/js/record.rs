//! What JavaScript keeps for a client: objects of our own, which its garbage collector frees with it.
//! Read a field at a time, without the care and the time that a caller's objects take.

use js_sys::{Function, Object};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use zeroize::Zeroizing;

use super::object::plain;
use super::platform;
use super::settings::{ClientSettings, CredentialsSource};
use crate::credentials::Credentials;
use crate::endpoint::Endpoint;
use crate::error::ArgumentError;
use crate::sign::{Algorithm, Timestamp};

#[wasm_bindgen]
extern "C" {
    /// A client: its options, once they are found to be sound, and what its calls have learned.
    #[derive(Clone, Debug)]
    #[wasm_bindgen(extends = Object)]
    pub type Record;

    #[wasm_bindgen(method, getter)]
    fn key(this: &Record) -> Option<KeptKey>;

    /// The caller's function for keys, where there is no key.
    #[wasm_bindgen(method, getter)]
    fn ask(this: &Record) -> Option<Function>;

    #[wasm_bindgen(method, getter)]
    fn endpoint(this: &Record) -> Option<String>;

    #[wasm_bindgen(method, getter, js_name = isAcs3)]
    fn is_acs3(this: &Record) -> bool;

    #[wasm_bindgen(method, getter)]
    fn timeout(this: &Record) -> u32;

    #[wasm_bindgen(method, getter, js_name = maxAttempts)]
    fn max_attempts(this: &Record) -> u32;

    #[wasm_bindgen(method, getter)]
    fn fetch(this: &Record) -> Option<Function>;

    #[wasm_bindgen(method, getter, js_name = clockOffset)]
    pub(super) fn clock_offset(this: &Record) -> f64;

    #[wasm_bindgen(method, getter)]
    pub(super) fn held(this: &Record) -> Option<KeptKey>;

    #[wasm_bindgen(method, getter, js_name = heldTurn)]
    pub(super) fn held_turn(this: &Record) -> u32;

    /// A key, by the names that a caller's has.
    #[derive(Clone, Debug)]
    pub type KeptKey;

    #[wasm_bindgen(method, getter, js_name = accessKeyId)]
    fn access_key_id(this: &KeptKey) -> String;

    #[wasm_bindgen(method, getter, js_name = accessKeySecret)]
    fn access_key_secret(this: &KeptKey) -> String;

    #[wasm_bindgen(method, getter, js_name = securityToken)]
    fn security_token(this: &KeptKey) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn expiration(this: &KeptKey) -> Option<f64>;
}

impl Record {
    /// Nothing but what calls will learn.
    pub(super) fn empty() -> Self {
        Self::of_fields(&[])
    }

    /// The options of a client, out of reach of any later change of the caller's object.
    pub(super) fn of(settings: &ClientSettings) -> Self {
        let (key, ask) = match &settings.credentials {
            CredentialsSource::Fixed(key) => (KeptKey::of(key).into(), JsValue::UNDEFINED),
            CredentialsSource::Function(ask) => (JsValue::UNDEFINED, ask.clone().into()),
        };
        let endpoint = settings.endpoint.as_ref().map(ToString::to_string);
        Self::of_fields(&[
            ("key", key),
            ("ask", ask),
            ("endpoint", endpoint.into()),
            ("isAcs3", (settings.algorithm == Algorithm::Acs3).into()),
            ("timeout", settings.timeout.into()),
            ("maxAttempts", settings.max_attempts.into()),
            ("fetch", settings.fetch.clone().into()),
        ])
    }

    fn of_fields(fields: &[(&str, JsValue)]) -> Self {
        let record = plain(fields);
        let learned = plain(&[("clockOffset", 0.into()), ("heldTurn", 0.into())]);
        Object::assign(&record, &learned).unchecked_into()
    }

    /// The options of the client.
    pub(super) fn settings(&self) -> Result<ClientSettings, ArgumentError> {
        let endpoint = self
            .endpoint()
            .as_deref()
            .map(Endpoint::parse)
            .transpose()?;
        Ok(ClientSettings {
            credentials: match self.key() {
                Some(key) => CredentialsSource::Fixed(key.credentials()?),
                None => CredentialsSource::Function(self.ask().unwrap_or_default()),
            },
            endpoint,
            algorithm: if self.is_acs3() {
                Algorithm::Acs3
            } else {
                Algorithm::HmacSha1
            },
            timeout: self.timeout(),
            max_attempts: self.max_attempts(),
            fetch: self.fetch(),
        })
    }
}

impl KeptKey {
    /// A copy: the caller may go on to change what it gave.
    pub(super) fn of(credentials: &Credentials) -> Self {
        let expiration = credentials.expiration().map(Timestamp::unix_milliseconds);
        plain(&[
            ("accessKeyId", credentials.access_key_id().into()),
            ("accessKeySecret", credentials.access_key_secret().into()),
            ("securityToken", credentials.security_token().into()),
            ("expiration", expiration.into()),
        ])
        .unchecked_into()
    }

    /// The key that was kept.
    pub(super) fn credentials(&self) -> Result<Credentials, ArgumentError> {
        let key = Credentials::of_secrets(
            self.access_key_id(),
            Zeroizing::new(self.access_key_secret()),
            self.security_token().map(Zeroizing::new),
        )?;
        Ok(key.expiring_at(self.expiration().and_then(platform::timestamp)))
    }
}
