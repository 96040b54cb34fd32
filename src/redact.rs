//! Keeps what must not be shown out of text that comes from elsewhere: the one place for it.

use std::fmt;

use zeroize::Zeroizing;

use crate::credentials::Credentials;
use crate::encode::percent_encode;

/// What stands where a secret stood.
const HIDDEN: &str = "(hidden)";
/// Nothing shorter is looked for: it would be found in ordinary words, and no real secret is so short.
const SHORTEST: usize = 8;

/// Knows a request's secrets, in every form in which the service could quote them.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    hidden: Vec<Zeroizing<String>>,
    access_key_id: String,
}

impl Redactor {
    /// Learns the secrets of a key.
    #[must_use]
    pub(crate) fn of(credentials: &Credentials) -> Self {
        let secrets = [
            Some(credentials.access_key_secret()),
            credentials.security_token(),
        ];
        let hidden = secrets.into_iter().flatten().flat_map(forms).collect();
        Self {
            hidden,
            access_key_id: credentials.access_key_id().to_owned(),
        }
    }

    /// The text without the secrets, and with the access key id masked.
    #[must_use]
    pub(crate) fn clean(&self, text: &str) -> String {
        let mut clean = text.to_owned();
        for secret in &self.hidden {
            if clean.contains(secret.as_str()) {
                clean = clean.replace(secret.as_str(), HIDDEN);
            }
        }
        let id = self.access_key_id.as_str();
        if !id.is_empty() && clean.contains(id) {
            clean = clean.replace(id, &mask(id));
        }
        clean
    }
}

/// Says that there is one, and nothing of what it knows.
impl fmt::Debug for Redactor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Redactor(hidden)")
    }
}

/// As it is, as it stands in a form, and as it stands in a string to sign; the longest form first,
/// so that no rest of one is left.
fn forms(secret: &str) -> Vec<Zeroizing<String>> {
    if secret.len() < SHORTEST {
        return Vec::new();
    }
    let once = Zeroizing::new(percent_encode(secret));
    let twice = Zeroizing::new(percent_encode(&once));
    vec![twice, once, Zeroizing::new(secret.to_owned())]
}

/// Enough of a key id to recognise one's own, and nothing of a short one.
fn mask(access_key_id: &str) -> String {
    let shown = match access_key_id.char_indices().nth(4) {
        Some((end, _)) if access_key_id.len() >= 12 => access_key_id.get(..end),
        _ => None,
    };
    [shown.unwrap_or_default(), "****"].concat()
}
