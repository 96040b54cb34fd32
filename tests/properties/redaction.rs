//! Whatever the service says, and wherever it says it, no secret comes out again.

use ecs_delete_image::credentials::Credentials;
use ecs_delete_image::response::Answer;
use proptest::prelude::*;
use serde_json::json;

use crate::invariants::answer::{SECRET_FORMS, SENT, check};
use crate::times;

/// Words, with secrets in any form between them and right beside each other.
fn quoting() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        2 => prop::sample::select(&**SECRET_FORMS),
        1 => prop::sample::select(&**SECRET_FORMS).prop_map(|secret| secret.to_ascii_lowercase()),
        1 => "[ -~]{0,12}",
        1 => Just(" server string to sign is:".to_owned()),
        1 => Just(SENT.1.string_to_sign().to_owned()),
    ];
    prop::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat())
}

/// What `check` shows of an answer holds no secret; this looks for the mark as well, which is in
/// every part of every secret that could be left over.
fn shows_no_mark(answer: &Answer<'_>) -> bool {
    !format!("{:?}", check(answer)).contains("marked")
}

proptest! {
    #![proptest_config(times(300))]

    #[test]
    fn a_refusal_keeps_secrets_in(texts in prop::collection::vec(quoting(), 8), status in 400_u16..600) {
        let body = json!({
            "Code": texts[0], "Message": texts[1], "RequestId": texts[2], "HostId": texts[3],
            "Recommend": texts[4],
            "AccessDeniedDetail": { "AuthAction": texts[5], "EncodedDiagnosticMessage": texts[6] },
        });
        let body = body.to_string();
        let answer = Answer { status, content_type: Some(&texts[7]), body: body.as_bytes() };
        prop_assert!(shows_no_mark(&answer));
    }

    #[test]
    fn a_success_keeps_secrets_in(text in quoting()) {
        let body = json!({ "RequestId": text }).to_string();
        let answer = Answer { status: 200, content_type: None, body: body.as_bytes() };
        prop_assert!(shows_no_mark(&answer));
    }

    #[test]
    fn an_answer_that_is_not_the_services_keeps_secrets_in(
        content_type in quoting(),
        body in quoting(),
        status in any::<u16>(),
    ) {
        let answer = Answer { status, content_type: Some(&content_type), body: body.as_bytes() };
        prop_assert!(shows_no_mark(&answer));
    }

    #[test]
    fn credentials_never_show(parts in ("[!-~]{8,30}", "[!-~]{8,30}", prop::option::of("[ -~]{8,30}"))) {
        let (id, secret, token) = parts;
        let parts = [Some(id.clone()), Some(secret.clone()), token.clone()];
        let shown = format!("{:?}", Credentials::new(id, secret, token));
        prop_assert!(parts.into_iter().flatten().all(|part| !shown.contains(&part)), "{}", shown);
    }

    #[test]
    fn a_refused_key_is_not_quoted(secret in "marked[!-~]{0,9}[\\s\u{0}\u{7f}][!-~]{0,9}") {
        let as_secret = Credentials::new("id", secret.clone(), None).expect_err("white space");
        let as_id = Credentials::new(secret, "secret", None).expect_err("white space");
        let shown = format!("{as_secret} {as_secret:?} {as_id} {as_id:?}");
        prop_assert!(!shown.contains("marked"), "{}", shown);
    }
}
