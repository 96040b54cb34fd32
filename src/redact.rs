//! Keeps what must not be shown out of text that comes from elsewhere: the one place for it.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use zeroize::Zeroizing;

use crate::credentials::Credentials;

/// What stands where a secret stood.
const HIDDEN: &str = "(hidden)";
/// Nothing shorter is looked for: it would be found in ordinary words, and nothing real is so short.
const SHORTEST: usize = 8;
/// The service's longest text, an encoded diagnosis, has a few thousand characters.
const LONGEST_TEXT: usize = 16_384;

/// Knows a request's secrets, and finds them however they are written.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    hidden: Vec<Zeroizing<String>>,
    access_key_id: String,
}

impl Redactor {
    /// Learns the secrets of a key, and the signature that was made with it.
    #[must_use]
    pub(crate) fn of(credentials: &Credentials, signature: &str) -> Self {
        let secrets = [
            Some(credentials.access_key_secret()),
            credentials.security_token(),
            Some(signature),
        ];
        let hidden = secrets
            .into_iter()
            .flatten()
            .flat_map(|secret| [secret.to_owned(), BASE64.encode(secret)].map(Zeroizing::new));
        Self {
            hidden: hidden.collect(),
            access_key_id: credentials.access_key_id().to_owned(),
        }
    }

    /// The text without the secrets, with the access key id masked, and cut where it is longer than
    /// anything that the service says.
    #[must_use]
    pub(crate) fn clean(&self, text: &str) -> String {
        let mut clean = text.to_owned();
        for secret in &self.hidden {
            clean = replace(&clean, secret, HIDDEN);
        }
        let id = &self.access_key_id;
        for spelling in [id, &BASE64.encode(id)] {
            clean = replace(&clean, spelling, &mask(id));
        }
        clean.truncate(clean.floor_char_boundary(LONGEST_TEXT));
        clean
    }
}

/// Says that there is one, and nothing of what it knows.
impl fmt::Debug for Redactor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Redactor(hidden)")
    }
}

/// Replaces a secret wherever it stands, in whatever spelling.
fn replace(text: &str, secret: &str, by: &str) -> String {
    if secret.len() < SHORTEST {
        return text.to_owned();
    }
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        if let Some(behind) = skip(rest, secret) {
            clean.push_str(by);
            rest = behind;
        } else {
            clean.push(character);
            rest = rest.get(character.len_utf8()..).unwrap_or_default();
        }
    }
    clean
}

/// What is behind the secret, if the text begins with it. Every byte of it can be written as it is
/// or as an escape of any kind: queries, forms, strings to sign, JSON, XML and every encoder's idea
/// of what needs no escape are covered alike.
fn skip<'a>(text: &'a str, secret: &str) -> Option<&'a str> {
    let mut ways = vec![text];
    for byte in secret.bytes() {
        ways = ways
            .into_iter()
            .flat_map(|rest| spellings(rest, byte))
            .collect();
        if ways.is_empty() {
            return None;
        }
    }
    ways.into_iter().min_by_key(|rest| rest.len())
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
    let escaped = ["%", "%25", "\\u00"].into_iter().filter_map(move |prefix| {
        let (digits, behind) = text.strip_prefix(prefix)?.split_at_checked(2)?;
        let value = u8::from_str_radix(digits, 16).ok()?;
        (value == byte).then_some(behind)
    });
    let named = NAMED
        .iter()
        .filter(move |(named, _)| *named == byte)
        .filter_map(move |(_, spelling)| text.strip_prefix(spelling));
    plain
        .into_iter()
        .chain(escaped)
        .chain(named)
        .chain(numbered(text, byte))
}

/// What is behind a character reference of HTML or XML by number.
fn numbered(text: &str, byte: u8) -> Option<&str> {
    let (number, behind) = text.strip_prefix("&#")?.split_once(';')?;
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
