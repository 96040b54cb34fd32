//! A signed deletion that somebody without the key may send: reads what was handed on, so that it can
//! be sent and its answer understood as if it had been signed here.

use std::mem::take;

use percent_encoding::percent_decode;
use zeroize::Zeroizing;

use crate::call::Call;
use crate::encode::percent_encode;
use crate::endpoint::Endpoint;
use crate::error::{ArgumentError, ServiceError};
use crate::operation::{DeleteImage, VERSION};
use crate::parameters::Parameters;
use crate::redact::Redactor;
use crate::request::SignedRequest;
use crate::sign::{Method, Timestamp, hmac_sha1};

/// How long a signed request can be sent: the service refuses what is more than this many seconds
/// away from its own clock.
pub const VALID_SECONDS: u64 = 15 * 60;

/// What makes a request a deletion of signature 1.0.
const FIXED: &[(&str, &str)] = &[
    ("Action", "DeleteImage"),
    ("SignatureMethod", "HMAC-SHA1"),
    ("SignatureVersion", "1.0"),
    ("Version", VERSION),
];

/// What else it cannot be without.
const NEEDED: &[&str] = &["AccessKeyId", "Signature", "SignatureNonce"];

/// A signed deletion, taken apart as far as is needed to send it.
#[derive(Debug)]
pub struct Presigned {
    /// What it does.
    pub call: Call,
    /// What to send.
    pub request: SignedRequest,
    /// Its time stamp.
    pub signed_at: String,
}

impl Presigned {
    /// Reads a request of signature 1.0 that deletes an image. Nothing in it is trusted: it is sent
    /// to https or loopback hosts only, and deletes an image or is refused.
    ///
    /// # Errors
    /// When it is anything else. What stands in the request is never quoted.
    pub fn read(method: &str, url: &str, body: Option<&str>) -> Result<Self, ArgumentError> {
        let (root, query) = match url.split_once('?') {
            Some((root, query)) => (root, Some(query)),
            None => (url, None),
        };
        let (method, form, argument) = match (method, query, body) {
            ("GET", Some(query), None) => (Method::Get, query, "request.url"),
            ("POST", None, Some(body)) => (Method::Post, body, "request.body"),
            ("GET" | "POST", _, _) => {
                return Err(ArgumentError::new(
                    "request",
                    "must have its parameters in the URL with GET, and in the body with POST",
                ));
            }
            _ => return Err(ArgumentError::new("request.method", "must be GET or POST")),
        };
        let endpoint = Endpoint::parse(root).map_err(|error| ArgumentError {
            argument: "request.url".to_owned(),
            ..error
        })?;
        let parameters = parse_form(form).ok_or_else(|| {
            ArgumentError::new(
                argument,
                "must be a form with each parameter once, encoded as it was signed",
            )
        })?;
        let in_form = |wrong: ArgumentError| wrong.within(argument);
        check(&parameters).map_err(in_form)?;
        let call = deletion(&parameters).map_err(in_form)?.call();
        let signed_at = time_stamp(&parameters).map_err(in_form)?;
        let request = rebuild(method, &endpoint, form, &parameters);
        Ok(Self {
            call,
            request,
            signed_at,
        })
    }
}

/// Every parameter once, decoded.
fn parse_form(form: &str) -> Option<Parameters> {
    let mut count = 0_usize;
    let pairs = form.split('&').map(|pair| {
        let (name, value) = pair.split_once('=')?;
        count = count.saturating_add(1);
        // Moved out of what wipes itself, into what does.
        Some((take(&mut *decode(name)?), take(&mut *decode(value)?)))
    });
    let parameters: Parameters = pairs.collect::<Option<_>>()?;
    (parameters.len() == count).then_some(parameters)
}

/// What was encoded, if it was encoded as for the signature. Everything else is read in one way here
/// and in another there: a `+`, a broken escape, what begins a fragment.
fn decode(encoded: &str) -> Option<Zeroizing<String>> {
    // Room for everything at once: what grows leaves unwiped copies of itself behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(encoded.len()));
    bytes.extend(percent_decode(encoded.as_bytes()));
    let text = Zeroizing::new(str::from_utf8(&bytes).ok()?.to_owned());
    let again = Zeroizing::new(percent_encode(&text));
    (again.as_str() == encoded).then_some(text)
}

fn check(parameters: &Parameters) -> Result<(), ArgumentError> {
    for (name, value) in FIXED {
        if parameters.get(name) != Some(value) {
            return Err(ArgumentError::new(*name, format!("must be {value}")));
        }
    }
    for name in NEEDED {
        if parameters.get(name).is_none_or(str::is_empty) {
            return Err(ArgumentError::new(*name, "is missing"));
        }
    }
    Ok(())
}

fn deletion(parameters: &Parameters) -> Result<DeleteImage, ArgumentError> {
    let id = |name: &str| parameters.get(name).unwrap_or_default();
    let named = |name: &str, wrong: ArgumentError| ArgumentError::new(name, wrong.expected);
    let mut deletion = DeleteImage::new(id("RegionId"), id("ImageId")).map_err(|wrong| {
        let is_region = wrong.argument == "regionId";
        named(if is_region { "RegionId" } else { "ImageId" }, wrong)
    })?;
    deletion.force = flag(parameters, "Force")?;
    deletion.dry_run = flag(parameters, "DryRun")?;
    Ok(deletion)
}

/// Anything but these two could mean the one thing here and the other to the service.
fn flag(parameters: &Parameters, name: &str) -> Result<bool, ArgumentError> {
    match parameters.get(name) {
        Some("true") => Ok(true),
        Some("false") | None => Ok(false),
        Some(_) => Err(ArgumentError::new(name, "must be true or false")),
    }
}

/// Shown in errors, so nothing else than a time may stand there.
fn time_stamp(parameters: &Parameters) -> Result<String, ArgumentError> {
    const PATTERN: &str = "0000-00-00T00:00:00Z";
    let text = parameters.get("Timestamp").unwrap_or_default();
    let fits = |(wanted, byte): (u8, u8)| match wanted {
        b'0' => byte.is_ascii_digit(),
        _ => byte == wanted,
    };
    if text.len() == PATTERN.len() && PATTERN.bytes().zip(text.bytes()).all(fits) {
        return Ok(text.to_owned());
    }
    Err(ArgumentError::new(
        "Timestamp",
        "must be a time such as 2026-01-31T09:05:07Z",
    ))
}

/// The request as it was signed, with what was signed worked out again, to compare with what the
/// service quotes when it finds the signature wrong.
fn rebuild(
    method: Method,
    endpoint: &Endpoint,
    form: &str,
    parameters: &Parameters,
) -> SignedRequest {
    let value = |name: &str| parameters.get(name).unwrap_or_default();
    let redactor = Redactor::of_parts(
        None,
        parameters.get("SecurityToken"),
        value("Signature"),
        value("AccessKeyId"),
    );
    let signed = parameters.iter().filter(|(name, _)| *name != "Signature");
    let signed: Parameters = signed.collect();
    let string_to_sign = hmac_sha1::string_to_sign(method, &signed.canonicalized_query());
    let root = endpoint.to_string();
    SignedRequest::of_form(
        method,
        &root,
        value("Action"),
        form,
        string_to_sign,
        redactor,
    )
    .signed_elsewhere()
}

/// What codes mean to whoever has not signed, but only sent.
const MEANINGS: &[(&str, &str)] = &[
    ("SignatureDoesNotMatch", WRONG_SIGNATURE),
    ("IncompleteSignature", WRONG_SIGNATURE),
    ("InvalidTimeStamp.Expired", WRONG_TIME),
    ("IllegalTimestamp", WRONG_TIME),
    (
        "SignatureNonceUsed",
        "The request was sent before, and can be sent only once: another deletion needs a new one.",
    ),
];
const WRONG_SIGNATURE: &str = "The signature is wrong: the request was changed after it was \
    signed, or the access key secret that signed it is wrong.";
const WRONG_TIME: &str = "The time stamp is more than 15 minutes away from the service's clock: \
    the request was held back for too long, or the clock of who signed it is wrong.";

/// A refusal as whoever sent it is to understand it: key, clock and attempts of who signed are not
/// here.
#[must_use]
pub fn explain(
    mut error: ServiceError,
    signed_at: &str,
    service_time: Option<Timestamp>,
) -> ServiceError {
    if error.is_about_the_time() {
        error.service_message += &[" It was signed at ", signed_at].concat();
        if let Some(service_time) = service_time {
            let service_time = service_time.to_iso8601();
            error.service_message += &[", and the service's clock says ", &service_time].concat();
        }
    }
    let meaning = MEANINGS.iter().find(|(code, _)| *code == error.code);
    if let Some((_, meaning)) = meaning {
        error.description = Some(meaning);
    }
    error
}
