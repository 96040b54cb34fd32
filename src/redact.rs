//! Keeps what must not be shown out of text that comes from elsewhere: the one place for it.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use zeroize::Zeroizing;

use crate::credentials::Credentials;

/// What stands where a secret stood.
const HIDDEN: &str = "(hidden)";
/// Nothing real is shorter.
const SHORTEST: usize = 8;
/// The service's longest text, an encoded diagnosis, has a few thousand characters.
const LONGEST_TEXT: usize = 16_384;

/// Knows a request's secrets, and finds them however they are written.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    /// What to look for, and what to put in its place.
    hidden: Vec<(Zeroizing<String>, String)>,
}

impl Redactor {
    /// Learns the secrets of a key, its id, and the signature that was made with it.
    #[must_use]
    pub(crate) fn of(credentials: &Credentials, signature: &str) -> Self {
        Self::of_parts(
            Some(credentials.access_key_secret()),
            credentials.security_token(),
            signature,
            credentials.access_key_id(),
        )
    }

    /// The same, of the parts that are known.
    #[must_use]
    pub(crate) fn of_parts(
        secret: Option<&str>,
        token: Option<&str>,
        signature: &str,
        id: &str,
    ) -> Self {
        let secrets = [
            (secret, HIDDEN.to_owned()),
            (token, HIDDEN.to_owned()),
            (Some(signature), HIDDEN.to_owned()),
            (Some(id), mask(id)),
        ];
        let mut hidden = Vec::new();
        for (secret, instead) in secrets {
            // Nothing shorter is looked for: it would be found in ordinary words.
            if let Some(secret) = secret.filter(|secret| secret.len() >= SHORTEST) {
                let base64 = Zeroizing::new(BASE64.encode(secret));
                hidden.push((Zeroizing::new(secret.to_owned()), instead.clone()));
                hidden.push((base64, instead));
            }
        }
        Self { hidden }
    }

    /// The text without the secrets, with the access key id masked, and cut where it is longer than
    /// anything that the service says. One pass, and no more work than the cut text is long.
    #[must_use]
    pub(crate) fn clean(&self, text: &str) -> String {
        let end = text.floor_char_boundary(LONGEST_TEXT);
        let mut clean = String::with_capacity(end);
        let mut rest = text;
        // A secret that begins before the end is looked for beyond it.
        while let Some(character) = rest.chars().next() {
            if text.len().saturating_sub(rest.len()) >= end {
                break;
            }
            if let Some((behind, instead)) = self.skip_any(rest) {
                clean.push_str(instead);
                rest = behind;
            } else {
                clean.push(character);
                rest = rest.get(character.len_utf8()..).unwrap_or_default();
            }
        }
        clean
    }

    /// Whether one of the secrets, or the whole id, stands in the text.
    pub(crate) fn finds(&self, text: &str) -> bool {
        text.char_indices().any(|(index, _)| {
            let rest = text.get(index..).unwrap_or_default();
            self.skip_any(rest).is_some()
        })
    }

    /// The same as [`Self::clean`], and nothing is left of a signed form, in a URL or by itself.
    pub(crate) fn clean_of_forms(&self, text: &str) -> String {
        let mut clean = String::with_capacity(text.len());
        for part in text.split_inclusive(|c| !is_in_url(c)) {
            let url = part.trim_end_matches(|c| !is_in_url(c));
            let end = part.get(url.len()..).unwrap_or_default();
            if url.contains("SignatureNonce") {
                let place = url.split_once('?').map(|(place, _)| [place, "?"].concat());
                clean.push_str(&place.unwrap_or_default());
                clean.push_str(HIDDEN);
            } else {
                clean.push_str(url);
            }
            clean.push_str(end);
        }
        self.clean(&clean)
    }

    fn skip_any<'a>(&self, text: &'a str) -> Option<(&'a str, &str)> {
        self.hidden
            .iter()
            .find_map(|(secret, instead)| Some((skip(text, secret)?, instead.as_str())))
    }
}

fn is_in_url(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-._~%&=+*!'@:/;,$?".contains(character)
}

/// Says that there is one, and nothing of what it knows.
impl fmt::Debug for Redactor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Redactor(hidden)")
    }
}

/// What is behind the secret, if the text begins with it. Every byte of it can be written as it is, in
/// upper or lower case, percent-encoded any number of times, as `+` in a form, as an escape of JSON,
/// or as a reference of XML or HTML, whatever an encoder thinks needs none. Not covered are several
/// kinds of escapes upon each other, and a part of a secret.
fn skip<'a>(text: &'a str, secret: &str) -> Option<&'a str> {
    if !may_begin(text, secret) {
        return None;
    }
    let mut ways = vec![text];
    for byte in secret.bytes() {
        let mut longer: Vec<&str> = Vec::new();
        for rest in ways.into_iter().flat_map(|rest| spellings(rest, byte)) {
            // Spellings meet again: without this, the ways would double with every byte.
            if longer.iter().all(|known| known.len() != rest.len()) {
                longer.push(rest);
            }
        }
        ways = longer;
        if ways.is_empty() {
            return None;
        }
    }
    ways.into_iter().min_by_key(|rest| rest.len())
}

/// Whether the text's first byte is the secret's, or how a spelling of another byte begins: spares all
/// of a text but a few places the search.
fn may_begin(text: &str, secret: &str) -> bool {
    let (Some(first), Some(wanted)) = (text.bytes().next(), secret.bytes().next()) else {
        return false;
    };
    first.eq_ignore_ascii_case(&wanted) || matches!(first, b'%' | b'\\' | b'&' | b'+')
}

/// Characters that JSON and XML write otherwise, each with one of its spellings.
const NAMED: &[(u8, &str)] = &[
    (b'"', "\\\""),
    (b'\\', "\\\\"),
    (b'/', "\\/"),
    (b'&', "&amp;"),
    (b'<', "&lt;"),
    (b'>', "&gt;"),
    (b'"', "&quot;"),
    (b'\'', "&apos;"),
    (b' ', "+"),
];

/// What is behind one byte, for each way in which the text can begin with it.
fn spellings(text: &str, byte: u8) -> impl Iterator<Item = &str> {
    let first = text.as_bytes().first();
    let plain = first
        .filter(|first| first.eq_ignore_ascii_case(&byte))
        .and_then(|_| text.get(1..));
    let escaped = text
        .strip_prefix("\\u00")
        .and_then(|rest| behind_digits(rest, byte));
    let named = NAMED
        .iter()
        .filter(move |(named, _)| *named == byte)
        .filter_map(move |(_, spelling)| text.strip_prefix(spelling));
    plain
        .into_iter()
        .chain(escaped)
        .chain(percent_encoded(text, byte))
        .chain(named)
        .chain(numbered(text, byte))
}

/// How many of the ways to read `%2525…` as a percent sign are followed: as many as anybody encodes a
/// text one upon the other. The longest one is followed in any case.
const MOST_WAYS: usize = 8;

/// What is behind an octet that was percent-encoded once or more often: each further time puts `25`
/// behind the percent sign.
fn percent_encoded(text: &str, byte: u8) -> Vec<&str> {
    let mut behind = Vec::new();
    let Some(mut rest) = text.strip_prefix('%') else {
        return behind;
    };
    while let Some(deeper) = rest.strip_prefix("25") {
        if byte == b'%' && behind.len() < MOST_WAYS {
            behind.push(deeper);
        }
        rest = deeper;
    }
    if byte == b'%' {
        behind.push(rest);
    }
    behind.extend(behind_digits(rest, byte));
    behind
}

/// What is behind two hexadecimal digits, if they stand for the byte.
fn behind_digits(text: &str, byte: u8) -> Option<&str> {
    let (digits, behind) = text.split_at_checked(2)?;
    let value = u8::from_str_radix(digits, 16).ok()?;
    (value == byte).then_some(behind)
}

/// What is behind a character reference of HTML or XML by number.
fn numbered(text: &str, byte: u8) -> Option<&str> {
    let behind_prefix = text.strip_prefix("&#")?;
    // No reference is longer; a search for its end would go through the whole text.
    let (head, _) = behind_prefix.split_at_checked(behind_prefix.floor_char_boundary(8))?;
    let (number, _) = head.split_once(';')?;
    let behind = behind_prefix.get(number.len().checked_add(1)?..)?;
    let value = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u8::from_str_radix(digits, 16),
        None => number.parse(),
    };
    (value == Ok(byte)).then_some(behind)
}

/// Enough of a key id to recognise one's own, and nothing of a short one.
fn mask(access_key_id: &str) -> String {
    let shown = if access_key_id.len() >= 12 {
        access_key_id.get(..4)
    } else {
        None
    };
    [shown.unwrap_or_default(), "****"].concat()
}
