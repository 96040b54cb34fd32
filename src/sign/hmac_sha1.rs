//! Signature 1.0 of RPC requests (HMAC-SHA1), one function a step. It needs no header of its own,
//! so a browser may send it to another origin without asking first.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use zeroize::Zeroizing;

use super::{Method, Signing, wipe_stack};
use crate::encode::percent_encode;
use crate::parameters::Parameters;
use crate::redact::Redactor;
use crate::request::SignedRequest;

/// Step 1: the operation's own parameters and the common ones, without the signature.
#[must_use]
pub fn all_parameters(signing: &Signing<'_>) -> Parameters {
    let operation = signing.operation;
    let credentials = signing.credentials;
    let mut all = operation
        .parameters
        .clone()
        .with("AccessKeyId", credentials.access_key_id())
        .with("Action", operation.action.as_ref())
        .with("Format", "JSON")
        .with("SignatureMethod", "HMAC-SHA1")
        .with("SignatureNonce", signing.nonce.as_str())
        .with("SignatureVersion", "1.0")
        .with("Timestamp", signing.timestamp.to_iso8601())
        .with("Version", operation.version);
    if let Some(token) = credentials.security_token() {
        all.set("SecurityToken", token);
    }
    all
}

/// Step 3: what is signed. Step 2 is [`Parameters::canonicalized_query`].
#[must_use]
pub fn string_to_sign(method: Method, canonicalized_query: &str) -> Zeroizing<String> {
    let encoded_query = Zeroizing::new(percent_encode(canonicalized_query));
    let method = method.as_str();
    Zeroizing::new([method, "&%2F&", encoded_query.as_str()].concat())
}

/// Step 4: HMAC-SHA1, keyed with the secret and an `&`, as base64.
#[must_use]
pub fn signature(access_key_secret: &str, string_to_sign: &str) -> String {
    let signature = hmac_sha1(access_key_secret, string_to_sign);
    wipe_stack();
    signature
}

/// Not inlined, so that all it leaves on the stack lies where `wipe_stack` then writes.
#[inline(never)]
fn hmac_sha1(access_key_secret: &str, string_to_sign: &str) -> String {
    let key = Zeroizing::new([access_key_secret, "&"].concat());
    // HMAC takes keys of every length: the other case cannot occur.
    let Ok(mut hmac) = Hmac::<Sha1>::new_from_slice(key.as_bytes()) else {
        return String::new();
    };
    hmac.update(string_to_sign.as_bytes());
    BASE64.encode(hmac.finalize().into_bytes())
}

/// All steps: a request that can be sent as it is, once.
#[must_use]
pub fn sign(method: Method, signing: &Signing<'_>) -> SignedRequest {
    let query = all_parameters(signing).canonicalized_query();
    let string_to_sign = string_to_sign(method, &query);
    let signature = signature(signing.credentials.access_key_secret(), &string_to_sign);
    let redactor = Redactor::of(signing.credentials, &signature);
    let signature = percent_encode(&signature);
    let signed = Zeroizing::new([query.as_str(), "&Signature=", &signature].concat());
    let root = signing.endpoint.to_string();
    let action = &signing.operation.action;
    SignedRequest::of_form(method, &root, action, &signed, string_to_sign, redactor)
}
