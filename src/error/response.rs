//! An answer that is not the service's: what is wrong with it.

use serde::Serialize;

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
    pub(super) fn is_loss(self) -> bool {
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
    pub(super) fn to_message(&self) -> String {
        let (_, explanation) = self.problem.text();
        let status = self.http_status;
        let content_type = self.content_type.as_deref().unwrap_or("no content type");
        format!("the answer (HTTP {status}, {content_type}) is not the service's: it {explanation}")
    }
}
