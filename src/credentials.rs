//! The access key that signs. Holds the only long-lived copy of key material and wipes it when dropped.

use std::fmt;

use zeroize::Zeroizing;

use crate::error::{ArgumentError, CredentialsError};
use crate::sign::Timestamp;

/// A long-lived access key, or a temporary one from STS with its token.
#[derive(Clone)]
pub struct Credentials {
    access_key_id: String,
    access_key_secret: Zeroizing<String>,
    security_token: Option<Zeroizing<String>>,
    expiration: Option<Timestamp>,
}

impl Credentials {
    /// Checks and takes the parts of a key.
    ///
    /// # Errors
    /// When a part is empty or has a character in it that no key has: what a copied key most often
    /// suffers from, and what the service would report as something else.
    pub fn new(
        access_key_id: impl Into<String>,
        access_key_secret: impl Into<String>,
        security_token: Option<String>,
    ) -> Result<Self, ArgumentError> {
        Self::of_secrets(
            access_key_id.into(),
            Zeroizing::new(access_key_secret.into()),
            security_token.map(Zeroizing::new),
        )
    }

    /// The same, of parts that wipe themselves already.
    pub(crate) fn of_secrets(
        access_key_id: String,
        access_key_secret: Zeroizing<String>,
        security_token: Option<Zeroizing<String>>,
    ) -> Result<Self, ArgumentError> {
        check("credentials.accessKeyId", &access_key_id, is_visible)?;
        check(
            "credentials.accessKeySecret",
            &access_key_secret,
            is_visible,
        )?;
        if let Some(token) = &security_token {
            check("credentials.securityToken", token, |c| {
                c == ' ' || is_visible(c)
            })?;
        }
        Ok(Self {
            access_key_id,
            access_key_secret,
            security_token,
            expiration: None,
        })
    }

    /// The same key, known to stop working at a moment.
    #[must_use]
    pub fn expiring_at(mut self, expiration: Option<Timestamp>) -> Self {
        self.expiration = expiration;
        self
    }

    /// When the key stops working, if that is known.
    #[must_use]
    pub fn expiration(&self) -> Option<Timestamp> {
        self.expiration
    }

    /// The same key, if it works at the moment `now`.
    ///
    /// # Errors
    /// When it has expired: the service would refuse it.
    pub fn usable_at(&self, now: Timestamp) -> Result<&Self, CredentialsError> {
        match self.expiration {
            Some(expiration) if expiration <= now => Err(CredentialsError {
                message: format!(
                    "the credentials expired at {}; the clock says {}",
                    expiration.to_iso8601(),
                    now.to_iso8601()
                ),
            }),
            _ => Ok(self),
        }
    }

    /// The public part of the key.
    #[must_use]
    pub fn access_key_id(&self) -> &str {
        &self.access_key_id
    }

    /// The secret, for the signature alone.
    #[must_use]
    pub(crate) fn access_key_secret(&self) -> &str {
        &self.access_key_secret
    }

    /// The token of a temporary key: sent with the request, and as secret as the key while it lives.
    #[must_use]
    pub(crate) fn security_token(&self) -> Option<&str> {
        self.security_token.as_ref().map(|token| token.as_str())
    }
}

/// Says that there are credentials, and nothing about them.
impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Credentials(hidden)")
    }
}

/// Never quotes the value: it may be the secret.
fn check(argument: &str, value: &str, allowed: fn(char) -> bool) -> Result<(), ArgumentError> {
    if value.is_empty() {
        return Err(ArgumentError::new(argument, "must not be empty"));
    }
    if value.chars().all(allowed) {
        return Ok(());
    }
    Err(ArgumentError::new(
        argument,
        "has a character in it that no key has: white space, a control character, or one that is \
         not ASCII (was it copied with a line break?)",
    ))
}

fn is_visible(character: char) -> bool {
    character.is_ascii_graphic()
}
