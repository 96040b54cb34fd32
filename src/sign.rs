//! Signing: from what to do, a key, a time and a nonce to the bytes to send. Reads no clock, draws
//! no random number and sends nothing.

pub mod acs3;
pub mod hmac_sha1;
mod stamp;

pub use stamp::{Nonce, Timestamp};

use zeroize::Zeroize;

use crate::credentials::Credentials;
use crate::endpoint::Endpoint;
use crate::operation::Operation;
use crate::request::SignedRequest;

/// How a request travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Everything in the URL, the signature and a token included.
    Get,
    /// Everything in a form body, so that nothing secret stands in a URL or an access log.
    Post,
}

impl Method {
    /// As it is signed and sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// Which signature proves who calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Algorithm {
    /// Signature 1.0. It needs no header, so a browser may send it without asking first.
    #[default]
    HmacSha1,
    /// Signature V3, for edge runtimes and servers.
    Acs3,
}

impl Algorithm {
    /// Every one, by its name.
    pub const NAMES: &[(&str, Self)] =
        &[("HMAC-SHA1", Self::HmacSha1), (acs3::ALGORITHM, Self::Acs3)];

    /// Signs a request that can be sent as it is, once. What the signature leaves free is chosen so
    /// that nothing secret stands in a URL.
    #[must_use]
    pub fn sign(self, signing: &Signing<'_>) -> SignedRequest {
        match self {
            Self::HmacSha1 => hmac_sha1::sign(Method::Post, signing),
            Self::Acs3 => acs3::sign(Method::Post, signing),
        }
    }
}

/// All that a signature is made of.
#[derive(Clone, Copy, Debug)]
pub struct Signing<'a> {
    /// Where the request goes.
    pub endpoint: &'a Endpoint,
    /// What the service is to do.
    pub operation: &'a Operation,
    /// The key.
    pub credentials: &'a Credentials,
    /// When: the service refuses what is more than 15 minutes away from its own clock.
    pub timestamp: Timestamp,
    /// What makes this attempt different from every other.
    pub nonce: &'a Nonce,
}

/// HMAC's own working copies of the key, which its crate does not wipe, lie on the stack, and in
/// WebAssembly the stack is memory like any other: they would stay until something is written there.
#[inline(never)]
fn wipe_stack() {
    // Words and not bytes: eight at a time, in each signature.
    let mut stack = [0_u64; 512];
    stack.zeroize();
}
