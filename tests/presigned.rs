//! Presigned deletions: what was signed is read as it is, everything else is refused, and a refusal
//! is explained to somebody who has only sent it.

use ecs_delete_image::call::Outcome;
use ecs_delete_image::credentials::Credentials;
use ecs_delete_image::endpoint::Endpoint;
use ecs_delete_image::error::{ArgumentError, EcsError, FailureOutcome, ServiceError};
use ecs_delete_image::operation::DeleteImage;
use ecs_delete_image::presigned::{Presigned, VALID_SECONDS, explain};
use ecs_delete_image::request::SignedRequest;
use ecs_delete_image::response::Answer;
use ecs_delete_image::retry::{Attempts, Effect};
use ecs_delete_image::sign::{Method, Nonce, Signing, Timestamp, acs3, hmac_sha1};

const TOKEN: &str = "CAIS+a/b==!'()*~ x&=%#?\"\\<>";
const SIGNED_AT: u64 = 1_769_850_307;

fn deletion() -> DeleteImage {
    DeleteImage::new("cn-hangzhou", "m-bp67acfmxazb4p0001").expect("sound ids")
}

fn with_signing<Signed>(
    deletion: &DeleteImage,
    sign: impl FnOnce(&Signing<'_>) -> Signed,
) -> Signed {
    let token = Some(TOKEN.to_owned());
    let credentials = Credentials::new("STS.markedkeyid", "markedsecret", token);
    sign(&Signing {
        endpoint: &Endpoint::for_region(&deletion.region_id),
        operation: &deletion.operation(),
        credentials: &credentials.expect("sound credentials"),
        timestamp: Timestamp::from_unix_seconds(SIGNED_AT).expect("a time"),
        nonce: &Nonce::from_random_bytes([7; 16]),
    })
}

fn signed(method: Method, deletion: &DeleteImage) -> SignedRequest {
    with_signing(deletion, |signing| hmac_sha1::sign(method, signing))
}

fn read(request: &SignedRequest) -> Result<Presigned, ArgumentError> {
    Presigned::read(request.method().as_str(), request.url(), request.body())
}

/// The form of a `POST` that was signed.
fn form() -> String {
    let request = signed(Method::Post, &deletion());
    request.body().expect("a body").to_owned()
}

fn refused(method: &str, url: &str, body: Option<&str>) -> ArgumentError {
    let error = Presigned::read(method, url, body).expect_err("no presigned deletion");
    let shown = format!("{error} {error:?}");
    for secret in ["marked", "CAIS", "07070707"] {
        assert!(!shown.contains(secret), "{secret} shows in {shown}");
    }
    error
}

/// Says which argument is wrong in a form that is posted.
fn refused_form(form: &str) -> String {
    refused("POST", "https://ecs.example.com/", Some(form)).argument
}

#[test]
fn what_was_signed_is_read_as_it_is() {
    for (force, dry_run) in [(false, false), (true, false), (false, true), (true, true)] {
        let deletion = DeleteImage {
            force,
            dry_run,
            ..deletion()
        };
        for method in [Method::Get, Method::Post] {
            let request = signed(method, &deletion);
            let presigned = read(&request).expect("a presigned deletion");
            let again = &presigned.request;
            assert_eq!(again.method(), method);
            assert_eq!(again.url(), request.url());
            assert_eq!(again.body(), request.body());
            assert_eq!(again.string_to_sign(), request.string_to_sign());
            let headers = |request: &SignedRequest| -> Vec<_> {
                let headers = request.headers().iter();
                headers
                    .map(|header| (header.name(), header.value().to_owned()))
                    .collect()
            };
            assert_eq!(headers(again), headers(&request));
            assert!(!again.needs_preflight());
            let parameters = |operation: &ecs_delete_image::operation::Operation| -> Vec<_> {
                let pairs = operation.parameters.iter();
                pairs
                    .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    .collect()
            };
            assert_eq!(
                parameters(presigned.call.operation()),
                parameters(&deletion.operation())
            );
            assert_eq!(presigned.call.effect(), Effect::Deletion);
            assert_eq!(presigned.signed_at, "2026-01-31T09:05:07Z");
        }
    }
}

#[test]
fn it_can_be_sent_for_as_long_as_the_service_takes_a_time_stamp() {
    assert_eq!(VALID_SECONDS, 15 * 60);
}

#[test]
fn other_methods_are_refused() {
    let form = form();
    for method in [
        "", "get", "Post", "PUT", "DELETE", "HEAD", "OPTIONS", "GET ",
    ] {
        let error = refused(method, "https://ecs.example.com/", Some(&form));
        assert_eq!(error.argument, "request.method", "{method}");
    }
}

#[test]
fn parameters_in_the_wrong_place_are_refused() {
    let form = form();
    let with_query = format!("https://ecs.example.com/?{form}");
    for (method, url, body) in [
        ("GET", with_query.as_str(), Some("")),
        ("GET", &with_query, Some("A=b")),
        ("GET", "https://ecs.example.com/", None),
        ("GET", "https://ecs.example.com/", Some(&form)),
        ("POST", &with_query, None),
        ("POST", &with_query, Some(&form)),
        ("POST", "https://ecs.example.com/?", Some(&form)),
        ("POST", "https://ecs.example.com/?A=b", Some(&form)),
        ("POST", "https://ecs.example.com/", None),
    ] {
        assert_eq!(refused(method, url, body).argument, "request", "{method}");
    }
}

#[test]
fn it_goes_to_https_and_to_loopback_only() {
    let form = form();
    for root in [
        "http://ecs.example.com",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://[2001:db8::1]",
        "ftp://ecs.example.com",
        "javascript://ecs.example.com",
        "https://user@ecs.example.com",
        "https://user:password@ecs.example.com",
        "https://ecs.example.com/path",
        "https://ecs.example.com//",
        "https://ecs.example.com/#fragment",
        "https://ecs.example.com#fragment",
        "https://ecs.example.com\\@evil.example",
        "https://ecs.example.com:99999",
        "https:ecs.example.com",
        "//ecs.example.com",
        " https://ecs.example.com",
        "https://",
        "",
    ] {
        let error = refused("POST", root, Some(&form));
        assert_eq!(error.argument, "request.url", "{root}");
        let error = refused("GET", &format!("{root}?{form}"), None);
        assert_eq!(error.argument, "request.url", "{root}");
    }
    for root in [
        "http://127.0.0.1:4510",
        "http://localhost",
        "http://[::1]:4510",
        "https://ecs.cn-hangzhou.aliyuncs.com",
    ] {
        let url = format!("{root}/");
        let presigned = Presigned::read("POST", &url, Some(&form)).expect("a sound address");
        assert_eq!(presigned.request.url(), url);
        let url = format!("{root}/?{form}");
        let presigned = Presigned::read("GET", &url, None).expect("a sound address");
        assert_eq!(presigned.request.url(), url);
    }
}

#[test]
fn a_form_that_is_written_in_another_way_is_refused() {
    let form = form();
    let change = |from: &str, to: &str| {
        assert!(form.contains(from), "{from} is not in {form}");
        form.replace(from, to)
    };
    for wrong in [
        String::new(),
        "&".to_owned(),
        "nonsense".to_owned(),
        format!("{form}&"),
        format!("&{form}"),
        format!("{form}&Signature"),
        format!("{form}&Signature="),
        format!("{form}&ImageId=m-other"),
        // The same name once more, written in another way.
        format!("{form}&%49mageId=m-other"),
        format!("{form}&A=b=c"),
        format!("{form}#fragment"),
        format!("{form} "),
        format!("{form}\n"),
        format!("{form}&A=%"),
        format!("{form}&A=%4"),
        format!("{form}&A=%zz"),
        format!("{form}&A=%FF"),
        format!("{form}&A=%ff%fe"),
        format!("{form}&A=+"),
        format!("{form}&A=a b"),
        format!("{form}&A=*"),
        format!("{form}&A=é"),
        format!("{form}&A=%41"),
        format!("{form}&A=%2f"),
        change("%20x", "+x"),
        change("%2Ba", "+a"),
        change("%3D", "="),
        change("%3A", ":"),
        change("%3A", "%3a"),
        change("&", ";"),
        change("&", "&amp;"),
    ] {
        assert_eq!(refused_form(&wrong), "request.body", "{wrong}");
        let url = format!("https://ecs.example.com/?{wrong}");
        assert_eq!(
            refused("GET", &url, None).argument,
            "request.url",
            "{wrong}"
        );
    }
}

/// The form with one parameter changed, or left out.
fn with(name: &str, value: Option<&str>) -> String {
    let form = form();
    let pairs = form.split('&').filter_map(|pair| {
        let (own, _) = pair.split_once('=').expect("a pair");
        if own == name {
            value.map(|value| format!("{name}={value}"))
        } else {
            Some(pair.to_owned())
        }
    });
    pairs.collect::<Vec<_>>().join("&")
}

#[test]
fn what_is_no_deletion_of_signature_1_is_refused() {
    for (name, values) in [
        (
            "Action",
            &["DescribeImages", "deleteImage", "DeleteImages", ""][..],
        ),
        ("SignatureMethod", &["HMAC-SHA256", "ACS3-HMAC-SHA256", ""]),
        ("SignatureVersion", &["2.0", "1", ""]),
        ("Version", &["2014-05-27", ""]),
        ("AccessKeyId", &[""]),
        ("Signature", &[""]),
        ("SignatureNonce", &[""]),
        (
            "Timestamp",
            &[
                "",
                "now",
                "2026-01-31",
                "2026-01-31T09%3A05%3A07",
                "2026-01-31T09%3A05%3A07ZZ",
                "abcd-ef-ghTij%3Akl%3AmnZ",
            ],
        ),
        ("RegionId", &["", "evil.example.com", "cn_hangzhou"]),
        ("ImageId", &["", "m-%2A", "a%2Fb"]),
    ] {
        let argument = format!("request.body.{name}");
        assert_eq!(refused_form(&with(name, None)), argument);
        for value in values {
            assert_eq!(refused_form(&with(name, Some(value))), argument, "{value}");
        }
    }
    for name in ["Force", "DryRun"] {
        let argument = format!("request.body.{name}");
        for value in ["", "1", "0", "True", "TRUE", "yes", "null", "%20true"] {
            let form = format!("{}&{name}={value}", with(name, None));
            assert_eq!(refused_form(&form), argument, "{value}");
        }
    }
}

#[test]
fn a_request_of_signature_v3_is_refused() {
    let request = with_signing(&deletion(), |signing| acs3::sign(Method::Post, signing));
    assert_eq!(read(&request).expect_err("V3").argument, "request");
    let request = with_signing(&deletion(), |signing| acs3::sign(Method::Get, signing));
    let error = read(&request).expect_err("V3");
    assert_eq!(error.argument, "request.url.Action");
}

fn answer(request: &Presigned, status: u16, body: &str) -> Result<Outcome, EcsError> {
    let answer = Answer {
        status,
        content_type: None,
        body: body.as_bytes(),
    };
    let none = Attempts::new(request.call.effect());
    let reply = request.call.read(&request.request, &answer, &none);
    reply.map(|reply| reply.outcome)
}

fn refusal(request: &Presigned, code: &str, message: &str) -> ServiceError {
    let body = serde_json::json!({ "RequestId": "R", "Code": code, "Message": message });
    match answer(request, 400, &body.to_string()) {
        Err(EcsError::Service(error)) => *error,
        other => panic!("not a refusal: {other:?}"),
    }
}

#[test]
fn an_answer_is_read_like_one_to_ones_own_request() {
    let presigned = read(&signed(Method::Post, &deletion())).expect("a presigned deletion");
    let success = answer(&presigned, 200, r#"{"RequestId":"R"}"#);
    assert_eq!(success.expect("a success"), Outcome::Accepted);
    let error = refusal(&presigned, "ImageUsingByInstance", "in use");
    let remedy = &error.remedies[1];
    assert_eq!(remedy.action, "DeleteImage");
    let own = DeleteImage {
        dry_run: true,
        ..deletion()
    };
    let presigned = read(&signed(Method::Get, &own)).expect("a presigned dry run");
    let passed = r#"{"RequestId":"R","Code":"DryRunOperation","Message":"passed"}"#;
    let outcome = answer(&presigned, 400, passed).expect("a passed dry run");
    assert_eq!(outcome, Outcome::Validated);
}

#[test]
fn an_absent_image_is_no_success_as_nothing_was_sent_before() {
    let presigned = read(&signed(Method::Post, &deletion())).expect("a presigned deletion");
    let absent = r#"{"RequestId":"R","Code":"InvalidImageId.NotFound","Message":"absent"}"#;
    let error = answer(&presigned, 404, absent).expect_err("absent");
    assert_eq!(error.outcome(), FailureOutcome::NotApplied);
}

#[test]
fn a_wrong_signature_is_not_blamed_on_a_secret_that_is_not_here() {
    let presigned = read(&signed(Method::Post, &deletion())).expect("a presigned deletion");
    let quote = |theirs: &str| format!("Not matched. server string to sign is:{theirs}");
    let ours = presigned.request.string_to_sign();
    let error = refusal(&presigned, "SignatureDoesNotMatch", &quote(ours));
    assert_eq!(
        error.service_message,
        "Not matched. The service signed the string that was sent, so the request was changed after \
         it was signed, or the access key secret that signed it is wrong"
    );
    let theirs = ours.replace("m-bp67acfmxazb4p0001", "m-other");
    let error = refusal(&presigned, "SignatureDoesNotMatch", &quote(&theirs));
    assert!(error.service_message.ends_with("ImageId differs"));
    for code in ["SignatureDoesNotMatch", "IncompleteSignature"] {
        let error = explain(refusal(&presigned, code, "no"), &presigned.signed_at, None);
        let description = error.description.expect("a known code");
        assert!(description.contains("changed after it was signed"));
    }
}

#[test]
fn a_refused_time_stamp_is_not_blamed_on_a_clock_that_has_signed_nothing() {
    let presigned = read(&signed(Method::Post, &deletion())).expect("a presigned deletion");
    let service_time = Timestamp::from_unix_seconds(SIGNED_AT + 3600);
    for code in ["InvalidTimeStamp.Expired", "IllegalTimestamp"] {
        let error = refusal(&presigned, code, "Expired.");
        let explained = explain(error.clone(), &presigned.signed_at, None);
        let message = "Expired. It was signed at 2026-01-31T09:05:07Z";
        assert_eq!(explained.service_message, message);
        let explained = explain(error, &presigned.signed_at, service_time);
        let message = "Expired. It was signed at 2026-01-31T09:05:07Z, and the service's clock \
                       says 2026-01-31T10:05:07Z";
        assert_eq!(explained.service_message, message);
        assert!(
            explained
                .description
                .is_some_and(|text| !text.contains("this machine"))
        );
    }
}

#[test]
fn a_request_that_was_sent_before_says_so() {
    let presigned = read(&signed(Method::Post, &deletion())).expect("a presigned deletion");
    let error = refusal(&presigned, "SignatureNonceUsed", "used");
    let explained = explain(error, &presigned.signed_at, None);
    assert!(
        explained
            .description
            .is_some_and(|text| text.contains("only once"))
    );
    // It may have been carried out when it was sent before.
    let error = EcsError::from(explained);
    assert_eq!(error.outcome(), FailureOutcome::Unknown);
}

#[test]
fn other_refusals_keep_their_meaning() {
    let presigned = read(&signed(Method::Post, &deletion())).expect("a presigned deletion");
    for code in ["ImageUseShared", "Throttling", "Unheard.Of"] {
        let error = refusal(&presigned, code, "no");
        let explained = explain(error.clone(), &presigned.signed_at, None);
        assert_eq!(format!("{explained:?}"), format!("{error:?}"));
    }
}

#[test]
fn nothing_secret_shows() {
    let presigned = read(&signed(Method::Get, &deletion())).expect("a presigned deletion");
    let url = presigned.request.url().to_owned();
    let (_, signature) = url.split_once("&Signature=").expect("it is signed");
    let quotes = format!("{TOKEN} STS.markedkeyid {signature} {url}");
    let error = refusal(&presigned, "Unheard.Of", &quotes);
    let shown = format!("{presigned:?} {error:?} {}", error.service_message);
    for secret in ["marked", "CAIS", signature] {
        assert!(!shown.contains(secret), "{secret} shows in {shown}");
    }
}
