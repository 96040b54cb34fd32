//! A whole signed `DeleteImage`: what stands where, and what never shows.

use ecs_delete_image::credentials::Credentials;
use ecs_delete_image::endpoint::Endpoint;
use ecs_delete_image::operation::{DeleteImage, Operation};
use ecs_delete_image::parameters::Parameters;
use ecs_delete_image::request::SignedRequest;
use ecs_delete_image::sign::{Method, Nonce, Signing, Timestamp, hmac_sha1};

const TOKEN: &str = "CAIS+a/b==!'()*~ x";

fn sign(method: Method, operation: &Operation, token: Option<&str>) -> SignedRequest {
    let id = if token.is_some() {
        "STS.testid"
    } else {
        "testid"
    };
    let signing = Signing {
        endpoint: &Endpoint::parse("https://ecs.example.com").expect("a sound endpoint"),
        operation,
        credentials: &Credentials::new(id, "testsecret", token.map(str::to_owned))
            .expect("sound credentials"),
        timestamp: Timestamp::from_unix_seconds(1_769_850_307).expect("a sound time"),
        nonce: &Nonce::from_text("3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf"),
    };
    hmac_sha1::sign(method, &signing)
}

/// The parameters of vectors D1 to D3, whose masked image id no argument check would let through.
fn vector_d(force: bool) -> Operation {
    let parameters = Parameters::new()
        .with("RegionId", "cn-hangzhou")
        .with("ImageId", "m-bp67acfmxazb4p****");
    Operation::new(
        "DeleteImage",
        if force {
            parameters.with("Force", "true")
        } else {
            parameters
        },
    )
}

#[test]
fn d1_get_puts_everything_into_the_url() {
    let request = sign(Method::Get, &vector_d(false), None);
    assert!(
        request
            .url()
            .starts_with("https://ecs.example.com/?AccessKeyId=testid&")
    );
    assert!(
        request
            .url()
            .ends_with("&Signature=Of2WLBAHQVjY3UiWNTGxVlV%2B%2Fy0%3D")
    );
    assert_eq!(request.body(), None);
    assert!(request.headers().is_empty());
}

#[test]
fn d2_post_puts_everything_into_the_body() {
    let request = sign(Method::Post, &vector_d(false), None);
    assert_eq!(request.url(), "https://ecs.example.com/");
    let body = request.body().expect("a POST has a body");
    assert!(body.ends_with("&Signature=awFCQRlllF1spTRuiQpHh%2F6a%2F7A%3D"));
    let [header] = request.headers() else {
        panic!("one header, as more would make a browser ask first");
    };
    assert_eq!(header.name(), "content-type");
    assert_eq!(header.value(), "application/x-www-form-urlencoded");
}

#[test]
fn d3_signs_force_and_the_security_token() {
    let get = sign(Method::Get, &vector_d(true), Some(TOKEN));
    assert!(
        get.url()
            .ends_with("&Signature=S7MUGHSB2lW0khb2XRwUZbbfnys%3D")
    );
    let post = sign(Method::Post, &vector_d(true), Some(TOKEN));
    let body = post.body().expect("a POST has a body");
    assert!(body.contains("&SecurityToken=CAIS%2Ba%2Fb%3D%3D%21%27%28%29%2A~%20x&"));
    assert!(body.ends_with("&Signature=%2FRxoMNWRLUmDSHUhndjTy48LfNc%3D"));
}

#[test]
fn time_stamps_are_written_in_utc_without_a_fraction() {
    for (seconds, text) in [
        (0, "1970-01-01T00:00:00Z"),
        (951_782_399, "2000-02-28T23:59:59Z"),
        (951_782_400, "2000-02-29T00:00:00Z"),
        (1_769_850_307, "2026-01-31T09:05:07Z"),
        (4_107_542_399, "2100-02-28T23:59:59Z"),
        (4_107_542_400, "2100-03-01T00:00:00Z"),
        (253_402_300_799, "9999-12-31T23:59:59Z"),
    ] {
        let timestamp = Timestamp::from_unix_seconds(seconds).expect("a sound time");
        assert_eq!(timestamp.to_iso8601(), text);
    }
    assert_eq!(Timestamp::from_unix_seconds(253_402_300_800), None);
    assert_eq!(Timestamp::from_unix_seconds(u64::MAX), None);
}

#[test]
fn nonces_have_32_hexadecimal_digits() {
    let text = |bytes| Nonce::from_random_bytes(bytes).as_str().to_owned();
    assert_eq!(text([0; 16]), "0".repeat(32));
    assert_eq!(text([0xff; 16]), "f".repeat(32));
    assert_eq!(
        text([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0xab]),
        "000102030405060708090a0b0c0d0eab"
    );
}

fn form_of(deletion: &DeleteImage) -> String {
    let request = sign(Method::Post, &deletion.operation(), None);
    request.body().expect("a POST has a body").to_owned()
}

#[test]
fn force_is_always_said_and_false_unless_asked_for() {
    let mut deletion = DeleteImage::new("cn-hangzhou", "m-bp67acfmxazb4p0001").expect("sound ids");
    assert!(form_of(&deletion).contains("&Force=false&"));
    deletion.force = true;
    assert!(form_of(&deletion).contains("&Force=true&"));
}

#[test]
fn dry_run_is_said_only_when_asked_for() {
    let mut deletion = DeleteImage::new("cn-hangzhou", "m-bp67acfmxazb4p0001").expect("sound ids");
    assert!(!form_of(&deletion).contains("DryRun"));
    deletion.dry_run = true;
    assert!(form_of(&deletion).contains("&DryRun=true&"));
}

#[test]
fn nothing_secret_shows_when_debugged() {
    let request = sign(Method::Get, &vector_d(true), Some(TOKEN));
    let credentials = Credentials::new("STS.testid", "testsecret", Some(TOKEN.to_owned()));
    let operation = vector_d(true);
    let parameters = operation.parameters.clone().with("SecurityToken", TOKEN);
    let shown = format!("{request:?} {credentials:?} {operation:?} {parameters:?}");
    for secret in ["testsecret", "STS.testid", "CAIS", "S7MUGHSB"] {
        assert!(!shown.contains(secret), "{secret} shows in {shown}");
    }
}

#[test]
fn what_a_client_quotes_of_a_request_is_found_and_taken_out() {
    let get = sign(Method::Get, &vector_d(false), Some(TOKEN));
    let post = sign(Method::Post, &vector_d(false), Some(TOKEN));
    assert!(get.is_url_secret() && !post.is_url_secret());
    for request in [&get, &post] {
        assert_eq!(request.origin(), "https://ecs.example.com");
        assert!(!request.is_quoted_in("connection to ecs.example.com refused"));
        assert!(request.is_quoted_in("sent CAIS%2Ba%2Fb%3D%3D%21%27%28%29%2A~%20x."));
        let form = request.body().unwrap_or(request.url());
        assert!(request.is_quoted_in(form));
        let told = request.redacted(&format!("error ({form}): refused, {form}"));
        for part in ["CAIS", "SignatureNonce", "3ee8c1b8", "STS.testid"] {
            assert!(!told.contains(part), "{told}");
        }
        assert!(
            told.starts_with("error (") && told.contains("): refused, "),
            "{told}"
        );
    }
    let told = get.redacted(&format!("error ({})", get.url()));
    assert_eq!(told, "error (https://ecs.example.com/?(hidden))");
}
