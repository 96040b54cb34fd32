//! A signed request as data: for any HTTP client to send, once. Never shows what it carries.

use std::fmt;

use zeroize::Zeroizing;

use crate::redact::Redactor;
use crate::sign::{Method, Signing};

/// The one content type that a browser sends to another origin without asking first.
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// Method, URL, headers and body, and the string that was signed.
pub struct SignedRequest {
    method: Method,
    url: Zeroizing<String>,
    headers: Vec<(&'static str, &'static str)>,
    body: Option<Zeroizing<String>>,
    string_to_sign: Zeroizing<String>,
    redactor: Redactor,
    success_root: String,
}

impl SignedRequest {
    /// Puts a signed form where the method wants it: `GET` in the URL, `POST` in the body.
    pub(crate) fn of_form(
        method: Method,
        signing: &Signing<'_>,
        form: &Zeroizing<String>,
        string_to_sign: Zeroizing<String>,
        redactor: Redactor,
    ) -> Self {
        let root = format!("{}/", signing.endpoint);
        let (url, headers, body) = match method {
            Method::Get => ([root.as_str(), "?", form].concat(), Vec::new(), None),
            Method::Post => (root, vec![FORM], Some(form.clone())),
        };
        Self {
            method,
            url: Zeroizing::new(url),
            headers,
            body,
            string_to_sign,
            redactor,
            success_root: [signing.operation.action.as_ref(), "Response"].concat(),
        }
    }

    /// `GET` or `POST`.
    #[must_use]
    pub fn method(&self) -> Method {
        self.method
    }

    /// The whole URL. With `GET` the signature and a token stand in it: do not log it.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Names, in lower case, and values.
    #[must_use]
    pub fn headers(&self) -> &[(&'static str, &'static str)] {
        &self.headers
    }

    /// The form, with `POST`. The signature and a token stand in it: do not log it.
    #[must_use]
    pub fn body(&self) -> Option<&str> {
        self.body.as_ref().map(|body| body.as_str())
    }

    /// What was signed: to compare with what the service says that it signed. A token stands in it.
    #[must_use]
    pub fn string_to_sign(&self) -> &str {
        &self.string_to_sign
    }

    /// The outermost element of a success in XML.
    pub(crate) fn success_root(&self) -> &str {
        &self.success_root
    }

    /// Takes this request's secrets out of text that comes from elsewhere.
    pub(crate) fn redactor(&self) -> &Redactor {
        &self.redactor
    }
}

/// Says that there is a request, and nothing of what it carries.
impl fmt::Debug for SignedRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SignedRequest(hidden)")
    }
}
