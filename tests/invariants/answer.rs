//! What must hold of every answer that is read: no panic, no secret in what comes out, and a result
//! that says neither more nor less than the answer does.

use std::sync::LazyLock;

use ecs_delete_image::call::Outcome;
use ecs_delete_image::credentials::Credentials;
use ecs_delete_image::endpoint::Endpoint;
use ecs_delete_image::error::{EcsError, FailureOutcome, ResponseProblem, table};
use ecs_delete_image::operation::{DeleteImage, Deletion};
use ecs_delete_image::request::SignedRequest;
use ecs_delete_image::response::Answer;
use ecs_delete_image::retry::{Attempts, Effect};
use ecs_delete_image::sign::{Method, Nonce, Signing, Timestamp, hmac_sha1};

/// The key of the request that is answered, each part with a mark to search for.
pub(crate) const SECRET: &str = "marked+secret/=~";
pub(crate) const TOKEN: &str = "marked token+/==";
pub(crate) const KEY_ID: &str = "STS.markedkeyid";

/// A signed deletion with a temporary key.
pub(crate) static SENT: LazyLock<(DeleteImage, SignedRequest)> = LazyLock::new(|| {
    let deletion = DeleteImage::new("cn-hangzhou", "m-bp67acfmxazb4p0001").expect("sound ids");
    let credentials =
        Credentials::new(KEY_ID, SECRET, Some(TOKEN.to_owned())).expect("sound credentials");
    let signing = Signing {
        endpoint: &Endpoint::for_region(&deletion.region_id),
        operation: &deletion.operation(),
        credentials: &credentials,
        timestamp: Timestamp::from_unix_seconds(1_769_850_307).expect("a sound time"),
        nonce: &Nonce::from_random_bytes([7; 16]),
    };
    let request = hmac_sha1::sign(Method::Post, &signing);
    (deletion, request)
});

/// Percent-encodes all that is not a letter, a digit or one of `-_.~`; on its own, not with the
/// crate's encoder, which it is there to test.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// Everything that must not show: secret, token, key id and signature, as they are, as they stand in
/// a form or a query, and as they stand in a string to sign.
pub(crate) static SECRET_FORMS: LazyLock<Vec<String>> = LazyLock::new(|| {
    [SECRET, TOKEN, KEY_ID, &signature()]
        .into_iter()
        .flat_map(|secret| {
            let once = encoded(secret);
            let form = once.replace("%20", "+");
            let twice = encoded(&once);
            let thrice = encoded(&twice);
            let five_times = encoded(&encoded(&thrice));
            [secret.to_owned(), form, once, twice, thrice, five_times]
        })
        .collect()
});

fn signature() -> String {
    let body = SENT.1.body().expect("a POST has a body");
    let (_, signature) = body.rsplit_once("&Signature=").expect("it is signed");
    // All of base64 that is encoded.
    signature
        .replace("%2B", "+")
        .replace("%2F", "/")
        .replace("%3D", "=")
}

/// Reads `answer` and checks what comes out.
pub(crate) fn check(answer: &Answer<'_>) -> Result<Deletion, EcsError> {
    let (deletion, request) = &*SENT;
    let result = deletion.read(request, answer, &Attempts::new(Effect::Deletion));
    let shown = everything_shown(&result).to_ascii_lowercase();
    for secret in SECRET_FORMS.iter() {
        let shows = shown.contains(&secret.to_ascii_lowercase());
        assert!(!shows, "{secret} shows in {shown}");
    }
    match &result {
        Ok(deletion) => {
            assert!((200..300).contains(&answer.status), "{deletion:?}");
            assert_eq!(deletion.outcome, Outcome::Accepted);
            assert!(!deletion.request_id.is_empty());
        }
        Err(error) => check_error(answer, error),
    }
    result
}

/// Codes after which nobody knows what became of the request.
const OPEN: [&str; 4] = [
    "InternalError",
    "UnknownError",
    "ServiceUnavailable",
    "SignatureNonceUsed",
];

fn check_error(answer: &Answer<'_>, error: &EcsError) {
    let is_server_error = answer.status >= 500;
    match error {
        EcsError::Service(refusal) => {
            assert_eq!(refusal.http_status, answer.status);
            assert!(!refusal.code.is_empty() && !refusal.request_id.is_empty());
            assert!(!is_redirect(answer.status));
            let leaves_open = OPEN.iter().any(|open| refusal.code.starts_with(open));
            let refuses = (400..500).contains(&answer.status) && answer.status != 408;
            match error.outcome() {
                FailureOutcome::NotApplied => assert!(!is_server_error && !leaves_open),
                FailureOutcome::Unknown => assert!(!refuses || leaves_open, "{error:?}"),
            }
        }
        EcsError::Response(response) => {
            assert_eq!(response.http_status, answer.status);
            assert_eq!(error.outcome(), FailureOutcome::Unknown);
            let says_redirect = response.problem == ResponseProblem::Redirect;
            assert_eq!(says_redirect, is_redirect(answer.status));
        }
        other => panic!("reading an answer cannot end like this: {other:?}"),
    }
    let is_about_the_image = table::DELETE_IMAGE
        .iter()
        .any(|entry| entry.code == error.code());
    if is_server_error {
        assert_eq!(error.retryable(), !is_about_the_image, "{error:?}");
    }
}

fn is_redirect(status: u16) -> bool {
    status == 0 || (300..400).contains(&status)
}

/// Every way in which a result leaves the crate.
fn everything_shown(result: &Result<Deletion, EcsError>) -> String {
    let mut shown = format!("{result:?}");
    match result {
        Ok(deletion) => shown += &as_json(deletion),
        Err(error) => {
            shown += &format!("{error} {error:#?} {} {}", error.code(), error.message());
            match error {
                EcsError::Service(refusal) => shown += &as_json(refusal),
                EcsError::Response(response) => shown += &as_json(response),
                _ => {}
            }
        }
    }
    shown
}

fn as_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("a report can be written")
}
