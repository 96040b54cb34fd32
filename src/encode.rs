//! Percent-encoding as the service's signatures define it: one encoder for every place that needs one.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986 is encoded: a space becomes `%20` (never `+`),
/// `*` becomes `%2A`, and `~` stays.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Encodes the UTF-8 bytes of `text`, with upper-case hexadecimal digits.
#[must_use]
pub fn percent_encode(text: &str) -> String {
    // Room for everything at once: a string that grows leaves unwiped copies of itself behind.
    let mut encoded = String::with_capacity(text.len().saturating_mul(3));
    encoded.extend(utf8_percent_encode(text, RESERVED));
    encoded
}
