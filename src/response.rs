//! Reading an answer: from status, content type and bytes to what the service said, or to why these
//! bytes are not the service's.

mod document;
mod numbers;
mod quoted_string;
mod xml;

use crate::error::{AccessDenied, EcsError, ResponseError, ResponseProblem, ServiceError};
use crate::json::Value;
use crate::request::SignedRequest;
use document::{Document, ParseProblem, text_of};
pub(crate) use numbers::hold_numbers;

/// The longest answer that is read: a page of a hundred images has about 200 KB.
pub const MAX_BODY_BYTES: usize = 4 * 1024 * 1024;

/// An answer as it arrived.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// The HTTP status; 0 for a redirect that a browser hides.
    pub status: u16,
    /// The `content-type` header.
    pub content_type: Option<&'a str>,
    /// The whole body, or more than [`MAX_BODY_BYTES`] of it.
    pub body: &'a [u8],
}

impl Answer<'_> {
    fn is_called_html(&self) -> bool {
        self.content_type
            .is_some_and(|text| text.to_ascii_lowercase().contains("html"))
    }
}

/// What the service said when it did not refuse.
#[derive(Clone, Debug)]
pub struct Success {
    /// The service's id of the request.
    pub request_id: String,
    /// Everything that it said.
    pub body: Value,
}

/// Reads the answer to a request.
///
/// # Errors
/// [`EcsError::Service`] when the service refused, [`EcsError::Response`] when the answer is not
/// the service's.
pub fn read(answer: &Answer<'_>, request: &SignedRequest) -> Result<Success, EcsError> {
    let document = match document_of(answer) {
        Ok(document) => document,
        Err(problem) => return Err(not_the_services(problem, answer, request)),
    };
    let body = document.body;
    // Some gateways answer 200 with an error in it: what it says decides, then the status.
    let is_success = (200..300).contains(&answer.status)
        && !looks_like_an_error(&body)
        && document
            .root
            .is_none_or(|root| root == request.success_root());
    // Whatever the service says has the id of the request: what lacks it came from somebody else.
    match (text_of(&body, "RequestId"), text_of(&body, "Code")) {
        (Some(request_id), None) if is_success => {
            let request_id = request.redactor().clean(&request_id);
            Ok(Success { request_id, body })
        }
        (Some(request_id), Some(code)) => {
            Err(refusal(code, request_id, &body, answer.status, request).into())
        }
        _ => Err(not_the_services(ResponseProblem::Foreign, answer, request)),
    }
}

/// Whether there is a field, however its name is written, that no success of the service has.
fn looks_like_an_error(body: &Value) -> bool {
    const NAMES: &[&str] = &["code", "message", "hostid", "error", "errors"];
    let has_such_a_field = body.as_object().is_some_and(|fields| {
        fields
            .keys()
            .any(|name| NAMES.contains(&name.to_ascii_lowercase().as_str()))
    });
    has_such_a_field
        || body
            .get("Success")
            .is_some_and(|success| *success != Value::Bool(true))
}

fn document_of(answer: &Answer<'_>) -> Result<Document, ResponseProblem> {
    // A browser hides the status of a redirect behind 0.
    if answer.status == 0 || (300..400).contains(&answer.status) {
        return Err(ResponseProblem::Redirect);
    }
    if answer.body.len() > MAX_BODY_BYTES {
        return Err(ResponseProblem::TooLarge);
    }
    let document = document::parse(answer.body).map_err(|problem| match problem {
        ParseProblem::Empty => ResponseProblem::Empty,
        // What calls itself a web page is one, however it begins and ends.
        _ if answer.is_called_html() => ResponseProblem::Html,
        ParseProblem::Truncated => ResponseProblem::Truncated,
        ParseProblem::Html => ResponseProblem::Html,
        ParseProblem::Unreadable => ResponseProblem::Unreadable,
    })?;
    match document.root.as_deref() {
        None | Some("Error") => Ok(document),
        Some(root) if root.ends_with("Response") => Ok(document),
        Some("html") => Err(ResponseProblem::Html),
        Some(_) => Err(ResponseProblem::Foreign),
    }
}

fn not_the_services(
    problem: ResponseProblem,
    answer: &Answer<'_>,
    request: &SignedRequest,
) -> EcsError {
    let content_type = answer.content_type;
    EcsError::Response(Box::new(ResponseError {
        problem,
        http_status: answer.status,
        content_type: content_type.map(|text| request.redactor().clean(text)),
    }))
}

fn refusal(
    code: String,
    request_id: String,
    body: &Value,
    http_status: u16,
    request: &SignedRequest,
) -> ServiceError {
    let message = text_of(body, "Message").unwrap_or_default();
    let mut error = ServiceError {
        code,
        http_status,
        service_message: quoted_string::explain(&message, request),
        request_id,
        host_id: text_of(body, "HostId"),
        recommend: text_of(body, "Recommend"),
        access_denied: body.get("AccessDeniedDetail").map(access_denied),
        ..ServiceError::default()
    };
    error.for_each_text(|text| *text = request.redactor().clean(text));
    error.described()
}

fn access_denied(detail: &Value) -> AccessDenied {
    AccessDenied {
        auth_action: text_of(detail, "AuthAction"),
        auth_principal_display_name: text_of(detail, "AuthPrincipalDisplayName"),
        auth_principal_owner_id: text_of(detail, "AuthPrincipalOwnerId"),
        auth_principal_type: text_of(detail, "AuthPrincipalType"),
        no_permission_type: text_of(detail, "NoPermissionType"),
        policy_type: text_of(detail, "PolicyType"),
        encoded_diagnostic_message: text_of(detail, "EncodedDiagnosticMessage"),
    }
}
