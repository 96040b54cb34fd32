//! Signing: from what to do, a key, a time and a nonce to the bytes to send. Reads no clock, draws
//! no random number and sends nothing.

pub mod hmac_sha1;
mod stamp;

pub use stamp::{Nonce, Timestamp};

use crate::credentials::Credentials;
use crate::endpoint::Endpoint;
use crate::operation::Operation;

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
