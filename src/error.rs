//! Every way in which a call can fail, as data. One type, one table of the service's codes.

mod remedy;
pub mod table;

pub use remedy::{ParameterValue, Remedy, RemedyTemplate, TemplateValue};

use std::error::Error;
use std::fmt;

use serde::Serialize;

use crate::identifiers::{ImageId, RegionId};
use crate::sign::Timestamp;

/// Why a call failed.
#[derive(Clone, Debug)]
pub enum EcsError {
    /// The service refused.
    Service(Box<ServiceError>),
    /// No answer arrived.
    Network(NetworkError),
    /// No complete answer arrived in time.
    Timeout(TimeoutError),
    /// An answer arrived that is not the service's.
    Response(Box<ResponseError>),
    /// The caller's input is wrong; nothing was sent.
    Argument(ArgumentError),
    /// There are no credentials to sign with; nothing was sent.
    Credentials(CredentialsError),
}

/// Whether the image may be gone although the call failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailureOutcome {
    /// The image is as it was.
    NotApplied,
    /// The deletion may have been carried out.
    Unknown,
}

impl EcsError {
    /// The family of the error, as JavaScript's `kind`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Service(_) => "service",
            Self::Network(_) => "network",
            Self::Timeout(_) => "timeout",
            Self::Response(_) => "response",
            Self::Argument(_) => "argument",
            Self::Credentials(_) => "credentials",
        }
    }

    /// The service's code, or one of this crate's own for errors that are not the service's.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Service(error) => &error.code,
            Self::Network(_) => "NoAnswer",
            Self::Timeout(_) => "AnswerTimedOut",
            Self::Response(error) => error.problem.code(),
            Self::Argument(_) => "InvalidArgument",
            Self::Credentials(_) => "NoCredentials",
        }
    }

    /// What happened, in words, with nothing secret in them.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::Service(error) => error.to_message(),
            Self::Network(error) => error.message.clone(),
            Self::Timeout(error) => format!(
                "no complete answer within {} ms; the image may be deleted all the same",
                error.timeout
            ),
            Self::Response(error) => error.to_message(),
            Self::Argument(error) => error.to_message(),
            Self::Credentials(error) => error.message.clone(),
        }
    }

    /// Whether a repeat soon makes sense. What lasts longer, such as a copy under way, is not meant.
    #[must_use]
    pub fn retryable(&self) -> bool {
        match self {
            Self::Service(error) => error.retryable,
            Self::Network(_) | Self::Timeout(_) => true,
            Self::Response(error) => error.http_status >= 500 || error.problem.is_loss(),
            Self::Argument(_) | Self::Credentials(_) => false,
        }
    }

    /// Whether the image may be gone. Only a refusal, or nothing having been sent, says that it is
    /// not: a server error can follow a deletion that was carried out.
    #[must_use]
    pub fn outcome(&self) -> FailureOutcome {
        match self {
            Self::Service(error) if error.is_refusal() => FailureOutcome::NotApplied,
            Self::Argument(_) | Self::Credentials(_) => FailureOutcome::NotApplied,
            Self::Service(_) | Self::Network(_) | Self::Timeout(_) | Self::Response(_) => {
                FailureOutcome::Unknown
            }
        }
    }
}

/// A refusal, with everything that it came with.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceError {
    /// The service's code: what to tell cases apart by.
    pub code: String,
    /// The HTTP status that it came with.
    pub http_status: u16,
    /// The service's own words, what they quote of the request left out.
    #[serde(skip)]
    pub service_message: String,
    /// The service's id of the request.
    pub request_id: String,
    /// The host that answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_id: Option<String>,
    /// A page of the service about this error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recommend: Option<String>,
    /// Who was denied what, when a permission is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_denied: Option<AccessDenied>,
    /// What the code means, from this crate's table; absent for a code that it does not know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<&'static str>,
    /// What to do about it; empty where there is nothing to call.
    pub remedies: Vec<Remedy>,
    /// Whether a repeat soon makes sense. What lasts longer, such as a copy under way, is not meant.
    #[serde(skip)]
    pub retryable: bool,
}

impl ServiceError {
    /// Every text that came from the service.
    pub(crate) fn for_each_text(&mut self, mut change: impl FnMut(&mut String)) {
        // A known code holds no secret, and is what everything else goes by.
        if table::lookup(&self.code).is_none() {
            change(&mut self.code);
        }
        change(&mut self.service_message);
        change(&mut self.request_id);
        self.host_id.as_mut().map(&mut change);
        self.recommend.as_mut().map(&mut change);
        if let Some(denied) = &mut self.access_denied {
            for text in denied.texts_mut() {
                text.as_mut().map(&mut change);
            }
        }
    }

    /// Adds what the table knows about the code.
    #[must_use]
    pub fn described(mut self) -> Self {
        let entry = if self.is_about_expired_token() {
            table::lookup("InvalidSecurityToken.Expired")
        } else {
            table::lookup(&self.code)
        };
        self.description = entry.map(|entry| entry.description);
        self.retryable = self.http_status >= 500
            || self.code.contains("Throttling")
            || entry.is_some_and(|entry| entry.retryable);
        self
    }

    /// Adds what the clocks say to the refusal of a time stamp.
    #[must_use]
    pub fn with_clocks(mut self, own: Timestamp, service: Option<Timestamp>) -> Self {
        if table::ABOUT_THE_TIME.contains(&self.code.as_str()) {
            let finding = compare_clocks(own, service);
            self.service_message = [self.service_message.as_str(), " ", &finding].concat();
        }
        self
    }

    /// Whether the service says that the key or its token works no longer, so that others may.
    #[must_use]
    pub fn is_about_expired_credentials(&self) -> bool {
        table::ABOUT_THE_KEY.contains(&self.code.as_str()) || self.is_about_expired_token()
    }

    /// Some deployments report an expired token as a wrong parameter of this name.
    fn is_about_expired_token(&self) -> bool {
        self.code == "InvalidParameter" && self.service_message.contains("SecurityToken.Expired")
    }

    /// Whether the service refused the time stamp.
    #[must_use]
    pub fn is_about_the_time(&self) -> bool {
        table::ABOUT_THE_TIME.contains(&self.code.as_str())
    }

    /// Adds the next steps, ready to be called for this image.
    pub(crate) fn fill_remedies(&mut self, region_id: &RegionId, image_id: &ImageId) {
        if let Some(entry) = table::lookup(&self.code) {
            self.remedies = entry
                .remedies
                .iter()
                .map(|template| template.fill(region_id, image_id))
                .collect();
        }
    }

    /// Whether the service has refused this very request, so that it has done nothing.
    ///
    /// A used nonce says the contrary: the platform below `fetch` has sent the request twice, and
    /// the service did with the first one what nobody has heard of.
    fn is_refusal(&self) -> bool {
        self.http_status < 500 && self.code != "SignatureNonceUsed"
    }

    fn to_message(&self) -> String {
        let Self {
            code,
            http_status,
            service_message,
            request_id,
            ..
        } = self;
        format!("{code}: {service_message} (HTTP {http_status}, request {request_id})")
    }
}

fn compare_clocks(own: Timestamp, service: Option<Timestamp>) -> String {
    let own_text = own.to_iso8601();
    let Some(service) = service else {
        return format!("This machine's clock is most likely the cause: it says {own_text}");
    };
    let service_text = service.to_iso8601();
    if own.is_near(service) {
        return format!(
            "This machine's clock agrees with the service's ({service_text}), so the request was \
             held up on its way"
        );
    }
    format!(
        "This machine's clock is the cause: it says {own_text}, and the service's {service_text}"
    )
}

/// Who was denied what: the service's `AccessDeniedDetail`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AccessDenied {
    /// The action that a permission is missing for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_action: Option<String>,
    /// The identity that was denied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_principal_display_name: Option<String>,
    /// The account that the identity belongs to, as text: it can have 18 digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_principal_owner_id: Option<String>,
    /// `SubUser` or `AssumedRoleUser`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_principal_type: Option<String>,
    /// `ImplicitDeny` or `ExplicitDeny`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_permission_type: Option<String>,
    /// The kind of policy that denied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy_type: Option<String>,
    /// What the service's support can decode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoded_diagnostic_message: Option<String>,
}

impl AccessDenied {
    fn texts_mut(&mut self) -> [&mut Option<String>; 7] {
        [
            &mut self.auth_action,
            &mut self.auth_principal_display_name,
            &mut self.auth_principal_owner_id,
            &mut self.auth_principal_type,
            &mut self.no_permission_type,
            &mut self.policy_type,
            &mut self.encoded_diagnostic_message,
        ]
    }
}

/// No answer: the reason is the platform's, and often hidden from a page.
#[derive(Clone, Debug)]
pub struct NetworkError {
    /// What is known about it.
    pub message: String,
}

/// No complete answer in time.
#[derive(Clone, Copy, Debug)]
pub struct TimeoutError {
    /// The limit that was exceeded, in milliseconds.
    pub timeout: u32,
}

/// An answer that is not the service's.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResponseError {
    /// What is wrong with it.
    #[serde(skip)]
    pub problem: ResponseProblem,
    /// The HTTP status; 0 where a browser hides that of a redirect.
    pub http_status: u16,
    /// The content type, if one was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
}

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseProblem {
    /// It points elsewhere. It is not followed: the signature is for one host.
    Redirect,
    /// It has no body.
    Empty,
    /// It ends in the middle.
    Truncated,
    /// It is longer than any answer of the service.
    TooLarge,
    /// It is a web page.
    Html,
    /// It is neither JSON nor XML.
    Unreadable,
    /// It is JSON or XML, but says nothing that the service would say.
    Foreign,
}

impl ResponseProblem {
    /// A stable name for telling cases apart.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.text().0
    }

    /// Whether an answer was on its way and got lost, as opposed to another one having come.
    fn is_loss(self) -> bool {
        matches!(self, Self::Empty | Self::Truncated)
    }

    /// Code and explanation.
    fn text(self) -> (&'static str, &'static str) {
        match self {
            Self::Redirect => ("Redirect", "is a redirect, which is not followed"),
            Self::Empty => ("EmptyBody", "has no body"),
            Self::Truncated => ("TruncatedBody", "ends in the middle"),
            Self::TooLarge => ("OversizedBody", "is longer than any answer of the service"),
            Self::Html => ("HtmlBody", "is a web page, perhaps a proxy's"),
            Self::Unreadable => ("UnreadableBody", "is neither JSON nor XML"),
            Self::Foreign => ("ForeignBody", "lacks what the service always says"),
        }
    }
}

impl ResponseError {
    fn to_message(&self) -> String {
        let (_, explanation) = self.problem.text();
        let status = self.http_status;
        let content_type = self.content_type.as_deref().unwrap_or("no content type");
        format!(
            "the answer (HTTP {status}, {content_type}) is not the service's: it {explanation}; \
             the image may be deleted all the same"
        )
    }
}

/// The caller's input is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArgumentError {
    /// The argument or option, as a path: `imageId`, `options.timeout`.
    pub argument: String,
    /// What was expected, and what is wrong.
    pub expected: String,
}

impl ArgumentError {
    /// Names the argument, and says what was expected of it.
    #[must_use]
    pub fn new(argument: impl Into<String>, expected: impl Into<String>) -> Self {
        Self {
            argument: argument.into(),
            expected: expected.into(),
        }
    }

    /// The same error, of something that stands in `outer`.
    #[must_use]
    pub fn within(mut self, outer: &str) -> Self {
        self.argument = [outer, ".", &self.argument].concat();
        self
    }

    fn to_message(&self) -> String {
        [self.argument.as_str(), " ", &self.expected].concat()
    }
}

impl From<ArgumentError> for EcsError {
    fn from(error: ArgumentError) -> Self {
        Self::Argument(error)
    }
}

impl From<ServiceError> for EcsError {
    fn from(error: ServiceError) -> Self {
        Self::Service(Box::new(error))
    }
}

impl From<CredentialsError> for EcsError {
    fn from(error: CredentialsError) -> Self {
        Self::Credentials(error)
    }
}

/// There are no credentials to sign with.
#[derive(Clone, Debug)]
pub struct CredentialsError {
    /// What is wrong, with nothing secret in it.
    pub message: String,
}

impl fmt::Display for ArgumentError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.to_message())
    }
}

impl Error for ArgumentError {}

impl fmt::Display for EcsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message())
    }
}

impl Error for EcsError {}
