//! Signature V3 of RPC requests (ACS3-HMAC-SHA256), one function a step. It signs headers of its own,
//! so a browser asks the service first (CORS preflight), and the service refuses: it is for edge
//! runtimes and servers.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{Method, Signing, wipe_stack};
use crate::redact::Redactor;
use crate::request::{Header, SignedRequest};

/// The algorithm's name, where the service wants it.
pub const ALGORITHM: &str = "ACS3-HMAC-SHA256";

/// Step 1: the headers that are signed, by name. `host` is among them; whoever sends adds it.
#[must_use]
pub fn signed_headers(signing: &Signing<'_>) -> Vec<Header> {
    let header = |name, value: &str| Header::new(name, value);
    let mut headers = vec![
        header("host", signing.endpoint.authority()),
        header("x-acs-action", &signing.operation.action),
        header("x-acs-content-sha256", &sha256(b"")),
        header("x-acs-date", &signing.timestamp.to_iso8601()),
    ];
    if let Some(token) = signing.credentials.security_token() {
        headers.push(header("x-acs-security-token", token));
    }
    headers.push(header("x-acs-signature-nonce", signing.nonce.as_str()));
    headers.push(header("x-acs-version", signing.operation.version));
    headers
}

/// The names of the headers, as they are signed and sent.
#[must_use]
pub fn names_of(headers: &[Header]) -> String {
    let names: Vec<_> = headers.iter().map(Header::name).collect();
    names.join(";")
}

/// Step 2: the whole request as text. All parameters stand in the query, and the body is empty.
#[must_use]
pub fn canonical_request(
    method: Method,
    canonicalized_query: &str,
    headers: &[Header],
) -> Zeroizing<String> {
    let mut lines = Zeroizing::new(String::with_capacity(
        headers
            .iter()
            .fold(canonicalized_query.len(), |sum, header| {
                sum.saturating_add(header.name().len().saturating_mul(2))
                    .saturating_add(header.value().len())
                    .saturating_add(3)
            })
            .saturating_add(128),
    ));
    for part in [method.as_str(), "\n/\n", canonicalized_query, "\n"] {
        lines.push_str(part);
    }
    for header in headers {
        for part in [header.name(), ":", header.value().trim(), "\n"] {
            lines.push_str(part);
        }
    }
    for part in ["\n", &names_of(headers), "\n", &sha256(b"")] {
        lines.push_str(part);
    }
    lines
}

/// Step 3: what is signed.
#[must_use]
pub fn string_to_sign(canonical_request: &str) -> String {
    [ALGORITHM, "\n", &sha256(canonical_request.as_bytes())].concat()
}

/// Step 4: HMAC-SHA256, keyed with the secret as it is, in lower-case hexadecimal digits.
#[must_use]
pub fn signature(access_key_secret: &str, string_to_sign: &str) -> String {
    let signature = hmac_sha256(access_key_secret, string_to_sign);
    wipe_stack();
    signature
}

/// Not inlined, so that all it leaves on the stack lies where `wipe_stack` then writes.
#[inline(never)]
fn hmac_sha256(access_key_secret: &str, string_to_sign: &str) -> String {
    // HMAC takes keys of every length: the other case cannot occur.
    let Ok(mut hmac) = Hmac::<Sha256>::new_from_slice(access_key_secret.as_bytes()) else {
        return String::new();
    };
    hmac.update(string_to_sign.as_bytes());
    hex(&hmac.finalize().into_bytes())
}

/// All steps: a request that can be sent as it is, once.
#[must_use]
pub fn sign(method: Method, signing: &Signing<'_>) -> SignedRequest {
    let query = signing.operation.parameters.canonicalized_query();
    let mut headers = signed_headers(signing);
    let canonical_request = canonical_request(method, &query, &headers);
    let string_to_sign = string_to_sign(&canonical_request);
    let credentials = signing.credentials;
    let signature = signature(credentials.access_key_secret(), &string_to_sign);
    let authorization = [
        ALGORITHM,
        " Credential=",
        credentials.access_key_id(),
        ",SignedHeaders=",
        &names_of(&headers),
        ",Signature=",
        &signature,
    ]
    .concat();
    headers.retain(|header| header.name() != "host");
    headers.push(Header::new("accept", "application/json"));
    headers.push(Header::new("authorization", &authorization));
    SignedRequest::of_headers(
        method,
        signing,
        &query,
        headers,
        string_to_sign,
        canonical_request,
        Redactor::of(credentials, &signature),
    )
}

fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or_default();
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}
