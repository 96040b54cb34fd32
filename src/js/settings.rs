//! What a caller can set, checked once: for a client, and for one call.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortSignal;

use super::key;
use super::object::{Fields, wrong_type};
use super::observer::Observer;
use super::presigned::PresignSettings;
use crate::call::Call;
use crate::credentials::Credentials;
use crate::endpoint::Endpoint;
use crate::error::ArgumentError;
use crate::operation::DeleteImage;
use crate::sign::{Algorithm, Method};

/// Milliseconds for one attempt, unless the caller says otherwise.
pub(super) const DEFAULT_TIMEOUT: u32 = 10_000;
/// Attempts in all, unless the caller says otherwise.
const DEFAULT_MAX_ATTEMPTS: u32 = 3;

/// Where a key comes from.
#[derive(Clone, Debug)]
pub enum CredentialsSource {
    /// Always the same.
    Fixed(Credentials),
    /// A function of the caller's, which gives a key, or a promise of one, whenever one is needed.
    Function(Function),
}

/// What a client is made with.
#[derive(Clone, Debug)]
pub struct ClientSettings {
    /// Where the key that signs comes from.
    pub credentials: CredentialsSource,
    /// Where requests go; by region when absent.
    pub endpoint: Option<Endpoint>,
    /// Which signature proves who calls.
    pub algorithm: Algorithm,
    /// Milliseconds for one attempt; 0 waits for ever.
    pub timeout: u32,
    /// Attempts in all, the first included.
    pub max_attempts: u32,
    /// Sends instead of the global `fetch`.
    pub fetch: Option<Function>,
}

impl ClientSettings {
    /// Defaults, with a key.
    #[must_use]
    pub fn new(credentials: Credentials) -> Self {
        Self {
            credentials: CredentialsSource::Fixed(credentials),
            endpoint: None,
            algorithm: Algorithm::default(),
            timeout: DEFAULT_TIMEOUT,
            max_attempts: DEFAULT_MAX_ATTEMPTS,
            fetch: None,
        }
    }

    /// Reads the options of JavaScript's `new EcsClient(options)`.
    ///
    /// # Errors
    /// When an option is missing, unknown or not of its type.
    pub fn from_js(options: &JsValue) -> Result<Self, ArgumentError> {
        let fields = Fields::of(
            options,
            "options",
            &[
                "credentials",
                "endpoint",
                "signature",
                "timeout",
                "maxAttempts",
                "fetch",
            ],
        )?;
        Ok(Self {
            credentials: credentials_source(fields.raw("credentials")?).map_err(in_options)?,
            endpoint: endpoint(&fields.raw("endpoint")?).map_err(in_options)?,
            algorithm: algorithm(&fields)?,
            timeout: fields.milliseconds("timeout")?.unwrap_or(DEFAULT_TIMEOUT),
            max_attempts: fields
                .attempts("maxAttempts")?
                .unwrap_or(DEFAULT_MAX_ATTEMPTS),
            fetch: fields.platform_object("fetch", "a function", JsValue::is_function)?,
        })
    }
}

/// What one call can set.
#[derive(Clone, Debug, Default)]
pub struct CallSettings {
    /// Ends the call when it fires.
    pub signal: Option<AbortSignal>,
    /// Milliseconds for one attempt, instead of the client's.
    pub timeout: Option<u32>,
    /// Attempts in all, instead of the client's.
    pub max_attempts: Option<u32>,
    /// Hears of failed attempts, and can stop further ones.
    pub observer: Option<Observer>,
}

impl CallSettings {
    fn read(fields: &Fields<'_>) -> Result<Self, ArgumentError> {
        Ok(Self {
            signal: fields.platform_object("signal", "an AbortSignal", is_signal)?,
            timeout: fields.milliseconds("timeout")?,
            max_attempts: fields.attempts("maxAttempts")?,
            observer: None,
        })
    }
}

/// Reads the arguments of JavaScript's `deleteImage`.
///
/// # Errors
/// When one is missing, unknown or not of its type. Above all: only the boolean `true` forces.
pub(super) fn delete_image_arguments(
    region_id: &JsValue,
    image_id: &JsValue,
    force: &JsValue,
    options: &JsValue,
) -> Result<(DeleteImage, CallSettings), ArgumentError> {
    let region_id = text("regionId", region_id)?;
    let image_id = text("imageId", image_id)?;
    let mut deletion = DeleteImage::new(&region_id, &image_id)?;
    deletion.force = match force.as_bool() {
        Some(force) => force,
        None if force.is_undefined() => false,
        None => return Err(wrong_type("force", "the boolean true or false", force)),
    };
    if options.is_undefined() {
        return Ok((deletion, CallSettings::default()));
    }
    let fields = Fields::of(
        options,
        "options",
        &["signal", "timeout", "maxAttempts", "dryRun"],
    )?;
    deletion.dry_run = fields.flag("dryRun")?.unwrap_or(false);
    Ok((deletion, CallSettings::read(&fields)?))
}

/// Reads the arguments of JavaScript's `presignDeleteImage`.
///
/// # Errors
/// As [`delete_image_arguments`].
pub(super) fn presign_arguments(
    region_id: &JsValue,
    image_id: &JsValue,
    force: &JsValue,
    options: &JsValue,
) -> Result<(DeleteImage, PresignSettings), ArgumentError> {
    let (mut deletion, _) =
        delete_image_arguments(region_id, image_id, force, &JsValue::UNDEFINED)?;
    let mut settings = PresignSettings {
        method: Method::Post,
        explain: false,
    };
    if options.is_undefined() {
        return Ok((deletion, settings));
    }
    let fields = Fields::of(options, "options", &["dryRun", "method", "explain"])?;
    deletion.dry_run = fields.flag("dryRun")?.unwrap_or(false);
    settings.explain = fields.flag("explain")?.unwrap_or(false);
    settings.method = match fields.text("method")?.as_deref() {
        None | Some("POST") => Method::Post,
        Some("GET") => Method::Get,
        Some(_) => {
            return Err(ArgumentError::new(
                fields.path_of("method"),
                "must be 'POST' or 'GET'",
            ));
        }
    };
    Ok((deletion, settings))
}

/// Reads the arguments of JavaScript's `call`; of the parameters, `[name, text]` pairs.
///
/// # Errors
/// When one is missing, unknown or not of its type, or the parameters are not the caller's to set.
pub(super) fn call_arguments(
    action: &JsValue,
    pairs: &Array,
    options: &JsValue,
) -> Result<(Call, CallSettings), ArgumentError> {
    let pairs = pairs.iter().map(|pair| {
        let pair: Array = pair.unchecked_into();
        let text = |index| pair.get(index).as_string().unwrap_or_default();
        (text(0), text(1))
    });
    let call = Call::new(&text("action", action)?, pairs.collect())?;
    if options.is_undefined() {
        return Ok((call, CallSettings::default()));
    }
    let fields = Fields::of(
        options,
        "options",
        &["signal", "timeout", "maxAttempts", "dryRun", "idempotent"],
    )?;
    let call = call.idempotent(fields.flag("idempotent")?);
    let call = match fields.flag("dryRun")? {
        Some(true) => call.dry_run(),
        _ => call,
    };
    Ok((call, CallSettings::read(&fields)?))
}

pub(super) fn text(argument: &str, value: &JsValue) -> Result<String, ArgumentError> {
    value
        .as_string()
        .ok_or_else(|| wrong_type(argument, "a string", value))
}

fn credentials_source(value: JsValue) -> Result<CredentialsSource, ArgumentError> {
    match value.dyn_into() {
        Ok(function) => Ok(CredentialsSource::Function(function)),
        Err(value) => key::read(&value).map(CredentialsSource::Fixed),
    }
}

fn in_options(error: ArgumentError) -> ArgumentError {
    error.within("options")
}

fn algorithm(fields: &Fields<'_>) -> Result<Algorithm, ArgumentError> {
    let Some(text) = fields.text("signature")? else {
        return Ok(Algorithm::default());
    };
    let known = Algorithm::NAMES.iter().find(|(name, _)| *name == text);
    known.map(|(_, algorithm)| *algorithm).ok_or_else(|| {
        ArgumentError::new(
            fields.path_of("signature"),
            "must be 'HMAC-SHA1' or 'ACS3-HMAC-SHA256'",
        )
    })
}

/// A string, or a `URL`, which has its text in `href`.
fn endpoint(value: &JsValue) -> Result<Option<Endpoint>, ArgumentError> {
    if value.is_undefined() {
        return Ok(None);
    }
    let text = value.as_string().or_else(|| {
        Reflect::get(value, &JsValue::from_str("href"))
            .ok()?
            .as_string()
    });
    match text {
        Some(text) => Endpoint::parse(&text).map(Some),
        None => Err(wrong_type("endpoint", "a string or a URL", value)),
    }
}

/// By what it has, not by its class: a signal of another realm, or of a polyfill, is one too.
pub(super) fn is_signal(value: &JsValue) -> bool {
    let has = |name: &str, is_one: fn(&JsValue) -> bool| {
        Reflect::get(value, &JsValue::from_str(name)).is_ok_and(|member| is_one(&member))
    };
    value.is_object()
        && has("aborted", |aborted| aborted.as_bool().is_some())
        && has("addEventListener", JsValue::is_function)
        && has("removeEventListener", JsValue::is_function)
}
