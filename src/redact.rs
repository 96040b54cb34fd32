//! Keeps what must not be shown out of text that comes from elsewhere: the one place for it.

use std::fmt;

use zeroize::Zeroizing;

use crate::credentials::Credentials;
use crate::encode::percent_encode;

/// What stands where a secret stood.
const HIDDEN: &str = "(hidden)";
/// Nothing shorter is looked for: it would be found in ordinary words, and nothing real is so short.
const SHORTEST: usize = 8;
/// The service's longest text, an encoded diagnosis, has a few thousand characters.
const LONGEST_TEXT: usize = 16_384;

/// Knows a request's secrets, in every form in which somebody could quote them.
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
        let hidden = secrets.into_iter().flatten().flat_map(forms).collect();
        Self {
            hidden,
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
        let id = self.access_key_id.as_str();
        if id.len() >= SHORTEST {
            clean = replace(&clean, id, &mask(id));
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

/// As it stands in a string to sign, in a query, in a form as browsers write them, and as it is; the
/// longest first, so that no rest of one is left.
fn forms(secret: &str) -> Vec<Zeroizing<String>> {
    if secret.len() < SHORTEST {
        return Vec::new();
    }
    let once = Zeroizing::new(percent_encode(secret));
    let twice = Zeroizing::new(percent_encode(&once));
    let form = Zeroizing::new(once.replace("%20", "+"));
    vec![twice, once, form, Zeroizing::new(secret.to_owned())]
}

/// Replaces what is the same but for the case of its letters: escapes are written in either.
fn replace(text: &str, what: &str, by: &str) -> String {
    // Lower case in ASCII keeps every position.
    let haystack = Zeroizing::new(text.to_ascii_lowercase());
    let needle = Zeroizing::new(what.to_ascii_lowercase());
    let mut clean = String::new();
    let mut rest = 0;
    for (found, _) in haystack.match_indices(needle.as_str()) {
        clean.push_str(text.get(rest..found).unwrap_or_default());
        clean.push_str(by);
        rest = found.saturating_add(needle.len());
    }
    clean.push_str(text.get(rest..).unwrap_or_default());
    clean
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
