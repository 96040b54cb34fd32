//! A signed deletion for somebody else to send, and sending one that was given.

use js_sys::Object;
use wasm_bindgen::JsValue;
use zeroize::Zeroizing;

use super::attempt::{self, Made, Way};
use super::client::{Client, DeleteImageResult};
use super::failure::{Ended, FailedAttempt, Failure};
use super::object::{Fields, ordinary, wrong_type};
use super::settings::{CallSettings, DEFAULT_TIMEOUT, is_signal};
use super::{credentials, fetch, platform};
use crate::error::{ArgumentError, EcsError};
use crate::operation::DeleteImage;
use crate::presigned::{Presigned, VALID_SECONDS, explain};
use crate::request::FORM;
use crate::retry::Attempts;
use crate::sign::{Method, Signing, hmac_sha1};

/// What `presignDeleteImage` can be told besides what to delete.
pub(super) struct PresignSettings {
    pub(super) method: Method,
    pub(super) explain: bool,
}

/// Signs a deletion and gives it away as a plain object. Always with signature 1.0, the one that a
/// browser may send.
pub(super) async fn presign(
    client: &Client,
    deletion: &DeleteImage,
    settings: &PresignSettings,
) -> Result<JsValue, Failure> {
    let call = deletion.call();
    let none = Attempts::new(call.effect());
    let (source, state) = (&client.settings.credentials, &client.state);
    let key = credentials::find(source, state, client.settings.timeout, None)
        .await
        .map_err(|ended| ended.into_failure(&none))?;
    let timestamp = state.now()?;
    let own = client.settings.endpoint.clone();
    let signing = Signing {
        endpoint: &own.unwrap_or_else(|| call.endpoint()),
        operation: call.operation(),
        credentials: &key.credentials,
        timestamp,
        nonce: &platform::new_nonce()?,
    };
    let request = hmac_sha1::sign(settings.method, &signing);
    let headers = Object::new();
    for header in request.headers() {
        let _ = js_sys::Reflect::set(&headers, &header.name().into(), &header.value().into());
    }
    let signed_until = timestamp.plus_seconds(VALID_SECONDS);
    let key_until = key.credentials.expiration().unwrap_or(signed_until);
    let steps = settings
        .explain
        .then(|| steps(&signing, request.string_to_sign()));
    let fields = ordinary(&[
        ("method", request.method().as_str().into()),
        ("url", request.url().into()),
        ("headers", headers.into()),
        ("body", request.body().into()),
        (
            "expiresAt",
            signed_until.min(key_until).unix_milliseconds().into(),
        ),
        ("steps", steps.into()),
    ]);
    Ok(fields.into())
}

fn steps(signing: &Signing<'_>, string_to_sign: &str) -> Object {
    let query = hmac_sha1::all_parameters(signing).canonicalized_query();
    let secret = signing.credentials.access_key_secret();
    ordinary(&[
        ("canonicalizedQuery", query.as_str().into()),
        ("stringToSign", string_to_sign.into()),
        (
            "signature",
            hmac_sha1::signature(secret, string_to_sign).into(),
        ),
    ])
}

/// Sends a presigned deletion, once.
pub(super) async fn send(
    request: &JsValue,
    options: &JsValue,
) -> Result<DeleteImageResult, Failure> {
    let Presigned {
        call,
        request,
        signed_at,
    } = read(request)?;
    let (settings, own_fetch) = read_options(options)?;
    let way = Way {
        call: &call,
        fetch: &fetch::find(own_fetch.as_ref())?,
        timeout: settings.timeout.unwrap_or(DEFAULT_TIMEOUT),
        signal: settings.signal.as_ref(),
    };
    let made = Made {
        request,
        signed_at: None,
        turn: None,
    };
    let mut attempts = Attempts::new(call.effect());
    match attempt::send(&way, &made, &mut attempts).await {
        Ok(reply) => Ok(DeleteImageResult {
            deletion: reply.into(),
            attempts: attempts.sent(),
        }),
        Err(Ended::Aborted(reason)) => Err(Failure::Aborted(reason)),
        Err(Ended::Failed(failed)) => Err(end(*failed, &signed_at, &mut attempts)),
    }
}

/// The end of the only attempt. A refusal is explained by what is known here, and not by this
/// machine's clock, which has signed nothing.
fn end(failed: FailedAttempt, signed_at: &str, attempts: &mut Attempts) -> Failure {
    attempts.failed(&failed.error);
    let refusal = match &failed.error {
        EcsError::Service(error) => {
            let service_time = failed.service_time();
            Some(explain(error.as_ref().clone(), signed_at, service_time))
        }
        _ => None,
    };
    let mut failure = failed.into_failure(attempts);
    if let (Failure::Failed { error, .. }, Some(refusal)) = (&mut failure, refusal) {
        *error = refusal.into();
    }
    failure
}

fn read(request: &JsValue) -> Result<Presigned, ArgumentError> {
    let fields = Fields::of(
        request,
        "request",
        &["method", "url", "headers", "body", "expiresAt", "steps"],
    )?;
    let missing =
        |name: &str| ArgumentError::new(fields.path_of(name), "must be a string; it is missing");
    let text = |name: &str| fields.text(name).map(|text| text.map(Zeroizing::new));
    let method = fields.text("method")?.ok_or_else(|| missing("method"))?;
    let url = text("url")?.ok_or_else(|| missing("url"))?;
    let body = text("body")?;
    check_headers(&fields.raw("headers")?)?;
    let presigned = Presigned::read(&method, &url, body.as_ref().map(|body| body.as_str()))?;
    check_expiry(&fields, &presigned.signed_at)?;
    Ok(presigned)
}

/// The one header that there can be is sent in any case.
fn check_headers(headers: &JsValue) -> Result<(), ArgumentError> {
    if headers.is_undefined() {
        return Ok(());
    }
    let fields = Fields::of(headers, "request.headers", &["content-type"])?;
    match fields.text("content-type")? {
        Some(text) if text != FORM => Err(ArgumentError::new(
            fields.path_of("content-type"),
            ["must be ", FORM].concat(),
        )),
        _ => Ok(()),
    }
}

/// By what is said and by what is signed, whichever is first: only the latter cannot be wrong.
fn check_expiry(fields: &Fields<'_>, signed_at: &str) -> Result<(), ArgumentError> {
    let value = fields.raw("expiresAt")?;
    let path = fields.path_of("expiresAt");
    let Some(expires_at) = value.as_f64().and_then(platform::timestamp) else {
        let expected = "a time in milliseconds since 1970";
        return Err(wrong_type(&path, expected, &value));
    };
    let signed_until = platform::timestamp(js_sys::Date::parse(signed_at))
        .map_or(expires_at, |signed_at| {
            signed_at.plus_seconds(VALID_SECONDS)
        });
    let expires_at = expires_at.min(signed_until);
    let now = platform::now(0.0)?;
    if expires_at > now {
        return Ok(());
    }
    Err(ArgumentError::new(
        path,
        format!(
            "has passed: it was {}, and this machine's clock says {}; ask for a new one",
            expires_at.to_iso8601(),
            now.to_iso8601()
        ),
    ))
}

fn read_options(
    options: &JsValue,
) -> Result<(CallSettings, Option<js_sys::Function>), ArgumentError> {
    if options.is_undefined() {
        return Ok((CallSettings::default(), None));
    }
    let fields = Fields::of(options, "options", &["signal", "timeout", "fetch"])?;
    let settings = CallSettings {
        signal: fields.platform_object("signal", "an AbortSignal", is_signal)?,
        timeout: fields.milliseconds("timeout")?,
        ..CallSettings::default()
    };
    let fetch = fields.platform_object("fetch", "a function", JsValue::is_function)?;
    Ok((settings, fetch))
}
