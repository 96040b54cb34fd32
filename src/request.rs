//! A signed request as data: for any HTTP client to send, once. Never shows what it carries.

use std::fmt;

use zeroize::Zeroizing;

use crate::redact::Redactor;
use crate::sign::{Method, Signing};

/// The one content type that a browser sends to another origin without asking first.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// Method, URL, headers and body, and what was signed.
pub struct SignedRequest {
    method: Method,
    url: Zeroizing<String>,
    headers: Vec<Header>,
    body: Option<Zeroizing<String>>,
    string_to_sign: Zeroizing<String>,
    canonical_request: Option<Zeroizing<String>>,
    redactor: Redactor,
    success_root: String,
    is_signed_here: bool,
}

/// A header of a request. Its value can be secret.
#[derive(Clone)]
pub struct Header {
    name: &'static str,
    value: Zeroizing<String>,
}

impl Header {
    /// A header with its name in lower case.
    #[must_use]
    pub fn new(name: &'static str, value: &str) -> Self {
        let value = Zeroizing::new(value.to_owned());
        Self { name, value }
    }

    /// The name, in lower case.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The value. Do not log it.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }
}

/// Says which header it is, and nothing of its value.
impl fmt::Debug for Header {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Header({}, hidden)", self.name)
    }
}

impl SignedRequest {
    /// Puts a signed form where the method wants it: `GET` in the URL, `POST` in the body.
    pub(crate) fn of_form(
        method: Method,
        root: &str,
        action: &str,
        form: &str,
        string_to_sign: Zeroizing<String>,
        redactor: Redactor,
    ) -> Self {
        let (url, headers, body) = match method {
            Method::Get => ([root, "/?", form].concat(), Vec::new(), None),
            Method::Post => (
                [root, "/"].concat(),
                vec![Header::new("content-type", FORM)],
                Some(Zeroizing::new(form.to_owned())),
            ),
        };
        Self {
            method,
            url: Zeroizing::new(url),
            headers,
            body,
            string_to_sign,
            canonical_request: None,
            redactor,
            success_root: success_root(action),
            is_signed_here: true,
        }
    }

    /// Puts parameters into the URL, and what proves the signature into headers.
    pub(crate) fn of_headers(
        method: Method,
        signing: &Signing<'_>,
        query: &str,
        headers: Vec<Header>,
        string_to_sign: String,
        canonical_request: Zeroizing<String>,
        redactor: Redactor,
    ) -> Self {
        let root = signing.endpoint.to_string();
        let question = if query.is_empty() { "/" } else { "/?" };
        Self {
            method,
            url: Zeroizing::new([&root, question, query].concat()),
            headers,
            body: None,
            string_to_sign: Zeroizing::new(string_to_sign),
            canonical_request: Some(canonical_request),
            redactor,
            success_root: success_root(&signing.operation.action),
            is_signed_here: true,
        }
    }

    /// The same, known to have been signed by somebody else, with a key that is not here.
    #[must_use]
    pub(crate) fn signed_elsewhere(mut self) -> Self {
        self.is_signed_here = false;
        self
    }

    /// Whether what is to be sent is known to be what was signed.
    pub(crate) fn is_signed_here(&self) -> bool {
        self.is_signed_here
    }

    /// `GET` or `POST`.
    #[must_use]
    pub fn method(&self) -> Method {
        self.method
    }

    /// The whole URL. With signature 1.0 and `GET` the signature and a token stand in it: do not log
    /// it.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Host and port.
    #[must_use]
    pub fn authority(&self) -> &str {
        let behind_scheme = self.url.split_once("://").map_or("", |(_, rest)| rest);
        behind_scheme.split('/').next().unwrap_or_default()
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> &str {
        let behind_scheme = self
            .url
            .find("://")
            .map_or(0, |scheme| scheme.saturating_add(3));
        let end = self
            .url
            .get(behind_scheme..)
            .and_then(|rest| rest.find('/'));
        let end = end.map_or(self.url.len(), |end| behind_scheme.saturating_add(end));
        self.url.get(..end).unwrap_or_default()
    }

    /// Whether the signature, and a token, stand in the URL: what an HTTP client says then quotes them.
    #[must_use]
    pub fn is_url_secret(&self) -> bool {
        self.method == Method::Get && !self.needs_preflight()
    }

    /// Whether a browser asks the service first whether it may send it.
    #[must_use]
    pub fn needs_preflight(&self) -> bool {
        self.canonical_request.is_some()
    }

    /// The headers. With signature V3 the signature and a token stand in them: do not log them.
    #[must_use]
    pub fn headers(&self) -> &[Header] {
        &self.headers
    }

    /// The form, with signature 1.0 and `POST`. The signature and a token stand in it: do not log it.
    #[must_use]
    pub fn body(&self) -> Option<&str> {
        self.body.as_ref().map(|body| body.as_str())
    }

    /// What was signed: to compare with what the service says that it signed. With signature 1.0 a
    /// token stands in it.
    #[must_use]
    pub fn string_to_sign(&self) -> &str {
        &self.string_to_sign
    }

    /// With signature V3, what the string to sign has the hash of. A token stands in it.
    #[must_use]
    pub fn canonical_request(&self) -> Option<&str> {
        self.canonical_request.as_ref().map(|text| text.as_str())
    }

    /// The outermost element of a success in XML.
    pub(crate) fn success_root(&self) -> &str {
        &self.success_root
    }

    /// Whether a text, of an HTTP client's error for instance, shows a secret of this request, or the
    /// whole id of its key.
    #[must_use]
    pub fn is_quoted_in(&self, text: &str) -> bool {
        self.redactor.finds(text)
    }

    /// Such a text without them, and without the form, in a URL or by itself.
    #[must_use]
    pub fn redacted(&self, text: &str) -> String {
        self.redactor.clean_of_forms(text)
    }

    /// Takes this request's secrets out of text that comes from elsewhere.
    pub(crate) fn redactor(&self) -> &Redactor {
        &self.redactor
    }
}

fn success_root(action: &str) -> String {
    [action, "Response"].concat()
}

/// Says that there is a request, and nothing of what it carries.
impl fmt::Debug for SignedRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SignedRequest(hidden)")
    }
}
