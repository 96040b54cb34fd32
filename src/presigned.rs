//! A signed deletion that somebody without the key may send: reads what was handed on, so that it can
//! be sent and its answer understood as if it had been signed here.

use percent_encoding::percent_decode_str;

use crate::call::Call;
use crate::endpoint::Endpoint;
use crate::error::ArgumentError;
use crate::operation::DeleteImage;
use crate::parameters::Parameters;
use crate::redact::Redactor;
use crate::request::SignedRequest;
use crate::sign::{Method, hmac_sha1};

/// How long a signed request can be sent: the service refuses what is more than this many seconds
/// away from its own clock.
pub const VALID_SECONDS: u64 = 15 * 60;

/// A signed deletion, taken apart as far as is needed to send it.
#[derive(Debug)]
pub struct Presigned {
    /// What it does.
    pub call: Call,
    /// What to send.
    pub request: SignedRequest,
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
            ArgumentError::new(argument, "must be a form with each parameter once")
        })?;
        let call = deletion(&parameters)
            .map_err(|wrong| wrong.within(argument))?
            .call();
        let request = rebuild(method, &endpoint, form, &parameters);
        Ok(Self { call, request })
    }
}

/// Every parameter once, decoded.
fn parse_form(form: &str) -> Option<Parameters> {
    let decode = |text: &str| {
        let text = text.replace('+', " ");
        Some(percent_decode_str(&text).decode_utf8().ok()?.into_owned())
    };
    let mut parameters = Parameters::new();
    for pair in form.split('&') {
        let (name, value) = pair.split_once('=')?;
        let name = decode(name)?;
        if parameters.get(&name).is_some() {
            return None;
        }
        parameters.set(name, decode(value)?);
    }
    Some(parameters)
}

fn deletion(parameters: &Parameters) -> Result<DeleteImage, ArgumentError> {
    let is = |name: &str, value: &str| parameters.get(name) == Some(value);
    if !is("Action", "DeleteImage") || !is("SignatureMethod", "HMAC-SHA1") {
        return Err(ArgumentError::new(
            "Action",
            "must be DeleteImage, signed with HMAC-SHA1",
        ));
    }
    if parameters.get("Signature").is_none_or(str::is_empty) {
        return Err(ArgumentError::new("Signature", "is missing"));
    }
    let id = |name: &str| parameters.get(name).unwrap_or_default();
    let mut deletion = DeleteImage::new(id("RegionId"), id("ImageId"))?;
    deletion.force = is("Force", "true");
    deletion.dry_run = is("DryRun", "true");
    Ok(deletion)
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
    let mut signed = Parameters::new();
    for (name, value) in parameters.iter().filter(|(name, _)| *name != "Signature") {
        signed.set(name, value);
    }
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
}
