//! Presigned deletions: what was signed is read as it is, whatever the key, and everything else leads
//! to a safe place or nowhere; the checks are those of the fuzz target.

use ecs_delete_image::credentials::Credentials;
use ecs_delete_image::endpoint::Endpoint;
use ecs_delete_image::operation::DeleteImage;
use ecs_delete_image::request::SignedRequest;
use ecs_delete_image::sign::{Method, Nonce, Signing, Timestamp, hmac_sha1};
use proptest::prelude::*;

use crate::invariants::presigned::check;
use crate::times;

fn deletion() -> impl Strategy<Value = DeleteImage> {
    (
        "[a-z]{2,4}(-[a-z0-9]{1,7}){1,3}",
        "[A-Za-z0-9._-]{1,40}",
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(region_id, image_id, force, dry_run)| DeleteImage {
            force,
            dry_run,
            ..DeleteImage::new(&region_id, &image_id).expect("sound ids")
        })
}

/// Ids and secrets of all characters that a key can have, and tokens of those and spaces.
fn credentials() -> impl Strategy<Value = Credentials> {
    (
        "[!-~]{1,40}",
        "[!-~]{1,40}",
        prop::option::of("[ -~]{1,200}"),
    )
        .prop_map(|(id, secret, token)| {
            Credentials::new(id, secret, token).expect("sound credentials")
        })
}

fn method() -> impl Strategy<Value = Method> {
    prop_oneof![Just(Method::Get), Just(Method::Post)]
}

/// A deletion, and the request that it was signed to.
fn signed() -> impl Strategy<Value = (DeleteImage, SignedRequest)> {
    let address = prop_oneof![
        Just("https://ecs.example.com".to_owned()),
        "https://[a-z]{1,9}\\.[a-z]{2,9}(:[1-9][0-9]{0,3})?",
        "http://(127\\.0\\.0\\.1|localhost|\\[::1\\])(:[1-9][0-9]{0,3})?",
    ];
    let stamp = (0..253_402_300_800_u64, any::<[u8; 16]>());
    (deletion(), credentials(), method(), address, stamp).prop_map(
        |(deletion, credentials, method, address, (seconds, random))| {
            let signing = Signing {
                endpoint: &Endpoint::parse(&address).expect("an endpoint"),
                operation: &deletion.operation(),
                credentials: &credentials,
                timestamp: Timestamp::from_unix_seconds(seconds).expect("a time"),
                nonce: &Nonce::from_random_bytes(random),
            };
            let request = hmac_sha1::sign(method, &signing);
            (deletion, request)
        },
    )
}

/// Pieces that requests are made of, put together without sense.
fn rubble() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "https://",
        "http://",
        "ecs.example.com",
        "127.0.0.1",
        "[::1]",
        ":80",
        "/",
        "?",
        "#",
        "@",
        "\\",
        "&",
        "=",
        "%",
        "%3D",
        "%FF",
        "+",
        " ",
        "Action",
        "DeleteImage",
        "Signature",
        "Action=DeleteImage&",
        "SignatureMethod=HMAC-SHA1&",
        "ImageId=m-1&",
        "é",
        "\u{0}",
    ]);
    prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
}

/// Something put into a text anywhere, in the place of something.
fn spoil(text: &str, place: prop::sample::Index, length: usize, intruder: &str) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let start = place.index(characters.len() + 1);
    let end = (start + length).min(characters.len());
    characters.splice(start..end, intruder.chars());
    characters.into_iter().collect()
}

proptest! {
    #![proptest_config(times(500))]

    #[test]
    fn what_was_signed_is_read_as_it_is((deletion, request) in signed()) {
        let method = request.method();
        let presigned = check(method.as_str(), request.url(), request.body()).expect("signed");
        let again = &presigned.request;
        prop_assert_eq!(again.method(), method);
        prop_assert_eq!(again.url(), request.url());
        prop_assert_eq!(again.body(), request.body());
        prop_assert_eq!(again.string_to_sign(), request.string_to_sign());
        let pairs = |operation: &ecs_delete_image::operation::Operation| -> Vec<(String, String)> {
            let pairs = operation.parameters.iter();
            pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
        };
        prop_assert_eq!(pairs(presigned.call.operation()), pairs(&deletion.operation()));
    }

    #[test]
    fn what_was_changed_leads_to_a_safe_place_or_nowhere(
        (_, request) in signed(),
        place in any::<prop::sample::Index>(),
        length in 0..4_usize,
        intruder in "[@/?#\\\\:&=%+. \u{0}a-zA-Z0-9é]{0,3}",
    ) {
        let method = request.method().as_str();
        let url = spoil(request.url(), place, length, &intruder);
        let _ = check(method, &url, request.body());
        if let Some(body) = request.body() {
            let _ = check(method, request.url(), Some(&spoil(body, place, length, &intruder)));
        }
    }

    #[test]
    fn any_rubble_is_taken_or_refused(
        method in prop_oneof!["GET|POST", "[A-Za-z]{0,7}"],
        url in rubble(),
        body in prop::option::of(rubble()),
    ) {
        let _ = check(&method, &url, body.as_deref());
    }

    #[test]
    fn any_text_is_taken_or_refused(
        method in any::<String>(),
        url in any::<String>(),
        body in any::<Option<String>>(),
    ) {
        let _ = check(&method, &url, body.as_deref());
        let _ = check("POST", &url, body.as_deref());
        let _ = check("GET", &url, None);
    }
}
