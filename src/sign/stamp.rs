//! What makes an attempt unique: its time stamp and its nonce. Both come from outside.

use std::fmt::Write;
use std::time::{Duration, UNIX_EPOCH};

/// The first second of the year 10000, which the service's format cannot express.
const END_OF_TIME: u64 = 253_402_300_800;

/// A moment in whole seconds, written `2026-01-31T09:05:07Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp {
    seconds: u64,
}

impl Timestamp {
    /// Takes seconds since the Unix epoch, up to the year 9999: more has no place in the format.
    #[must_use]
    pub fn from_unix_seconds(seconds: u64) -> Option<Self> {
        (seconds < END_OF_TIME).then_some(Self { seconds })
    }

    /// Seconds since the Unix epoch.
    #[must_use]
    pub fn unix_seconds(self) -> u64 {
        self.seconds
    }

    /// Whether it can be the present: between the years 2020 and 2100.
    #[must_use]
    pub fn is_plausible(self) -> bool {
        (1_577_836_800..4_102_444_800).contains(&self.seconds)
    }

    /// The moment so many seconds later.
    #[must_use]
    pub fn plus_seconds(self, seconds: u64) -> Self {
        let seconds = self.seconds.saturating_add(seconds);
        Self { seconds }
    }

    /// Whether two clocks agree as well as is needed: the service allows for 15 minutes.
    #[must_use]
    pub fn is_near(self, other: Self) -> bool {
        self.seconds.abs_diff(other.seconds) < 60
    }

    /// Milliseconds since the Unix epoch, as JavaScript counts.
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // exact: 12 digits of seconds fit into an f64
    pub fn unix_milliseconds(self) -> f64 {
        self.seconds as f64 * 1000.0
    }

    /// ISO 8601 in UTC without a fraction, the only form that the service takes.
    #[must_use]
    pub fn to_iso8601(self) -> String {
        let moment = UNIX_EPOCH
            .checked_add(Duration::from_secs(self.seconds))
            .unwrap_or(UNIX_EPOCH);
        let mut text = String::new();
        // Writing to a string fails only where the date does not exist, which the constructor excludes.
        let _ = write!(text, "{}", humantime::format_rfc3339_seconds(moment));
        text
    }
}

/// A value that no other attempt has: the service refuses one that it has seen in the last 15 minutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nonce(String);

impl Nonce {
    /// How many random bytes a nonce is made of.
    pub const BYTES: usize = 16;

    /// Writes 128 random bits as 32 hexadecimal digits.
    #[must_use]
    pub fn from_random_bytes(bytes: [u8; Self::BYTES]) -> Self {
        Self(format!("{:032x}", u128::from_be_bytes(bytes)))
    }

    /// Takes a nonce as it is: for test vectors and for replaying somebody else's signature.
    #[must_use]
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The nonce as it is signed and sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
