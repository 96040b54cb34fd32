//! Signature V3 around its steps, which `vectors.rs` has: what stands where, what is never shown, and
//! what the service's own reckoning says when it finds the signature wrong.

use ecs_delete_image::call::Call;
use ecs_delete_image::credentials::Credentials;
use ecs_delete_image::endpoint::Endpoint;
use ecs_delete_image::error::{EcsError, ServiceError};
use ecs_delete_image::operation::DeleteImage;
use ecs_delete_image::parameters::Parameters;
use ecs_delete_image::request::SignedRequest;
use ecs_delete_image::response::{self, Answer};
use ecs_delete_image::sign::{Algorithm, Method, Nonce, Signing, Timestamp, acs3, hmac_sha1};

const TOKEN: &str = "CAIS+markedtoken/==!'()*~ x";

fn with_signing<Signed>(
    call: &Call,
    endpoint: &str,
    token: Option<&str>,
    sign: impl FnOnce(&Signing<'_>) -> Signed,
) -> Signed {
    let token = token.map(str::to_owned);
    let credentials = Credentials::new("STS.markedkeyid", "markedsecret", token);
    sign(&Signing {
        endpoint: &Endpoint::parse(endpoint).expect("an endpoint"),
        operation: call.operation(),
        credentials: &credentials.expect("sound credentials"),
        timestamp: Timestamp::from_unix_seconds(1_769_850_307).expect("a time"),
        nonce: &Nonce::from_text("nonce"),
    })
}

fn sign(call: &Call, endpoint: &str, token: Option<&str>) -> SignedRequest {
    with_signing(call, endpoint, token, |signing| {
        Algorithm::Acs3.sign(signing)
    })
}

fn deletion() -> Call {
    let deletion = DeleteImage::new("cn-hangzhou", "m-bp67acfmxazb4p0001");
    deletion.expect("sound ids").call()
}

/// A signed deletion with a temporary key.
fn sent() -> SignedRequest {
    sign(&deletion(), "https://ecs.example.com", Some(TOKEN))
}

fn header<'a>(request: &'a SignedRequest, name: &str) -> Option<&'a str> {
    let mut headers = request.headers().iter();
    let found = headers.find(|header| header.name() == name);
    found.map(ecs_delete_image::request::Header::value)
}

#[test]
fn parameters_stand_in_the_url_and_all_else_in_headers() {
    let request = sent();
    assert_eq!(request.method(), Method::Post);
    assert_eq!(
        request.url(),
        "https://ecs.example.com/?Force=false&ImageId=m-bp67acfmxazb4p0001&RegionId=cn-hangzhou"
    );
    assert_eq!(request.body(), None);
    assert!(request.needs_preflight());
    let names: Vec<_> = request
        .headers()
        .iter()
        .map(|header| header.name())
        .collect();
    assert_eq!(
        names,
        [
            "x-acs-action",
            "x-acs-content-sha256",
            "x-acs-date",
            "x-acs-security-token",
            "x-acs-signature-nonce",
            "x-acs-version",
            "accept",
            "authorization",
        ]
    );
    for (name, value) in [
        ("x-acs-action", "DeleteImage"),
        ("x-acs-date", "2026-01-31T09:05:07Z"),
        ("x-acs-security-token", TOKEN),
        ("x-acs-signature-nonce", "nonce"),
        ("x-acs-version", "2014-05-26"),
        ("accept", "application/json"),
    ] {
        assert_eq!(header(&request, name), Some(value), "{name}");
    }
}

#[test]
fn nothing_secret_stands_in_the_url() {
    let request = sent();
    for secret in ["marked", "CAIS", "Signature", "nonce"] {
        assert!(!request.url().contains(secret), "{secret}");
    }
}

#[test]
fn a_call_without_parameters_has_no_query() {
    let call = Call::new("DescribeRegions", Parameters::new()).expect("a call");
    let request = sign(&call, "http://127.0.0.1:4510", None);
    assert_eq!(request.url(), "http://127.0.0.1:4510/");
    assert_eq!(header(&request, "x-acs-security-token"), None);
    let canonical = request.canonical_request().expect("V3 has one");
    assert!(
        canonical.starts_with("POST\n/\n\nhost:127.0.0.1:4510\n"),
        "{canonical}"
    );
}

#[test]
fn the_host_is_signed_as_platforms_send_it() {
    for (endpoint, host) in [
        ("https://ecs.example.com", "ecs.example.com"),
        ("https://ecs.example.com:443", "ecs.example.com"),
        ("https://ECS.Example.com:8443/", "ecs.example.com:8443"),
        ("http://127.0.0.1:80", "127.0.0.1"),
        ("http://[::1]:4510", "[::1]:4510"),
    ] {
        let request = sign(&deletion(), endpoint, None);
        let canonical = request.canonical_request().expect("V3 has one");
        assert!(
            canonical.contains(&format!("\nhost:{host}\n")),
            "{canonical}"
        );
    }
}

#[test]
fn white_space_around_a_header_is_not_signed_as_no_platform_sends_it() {
    let request = sign(&deletion(), "https://ecs.example.com", Some("  a token  "));
    let canonical = request.canonical_request().expect("V3 has one");
    assert!(
        canonical.contains("\nx-acs-security-token:a token\n"),
        "{canonical}"
    );
}

#[test]
fn the_method_is_signed() {
    let signatures: Vec<_> = [Method::Get, Method::Post]
        .into_iter()
        .map(|method| {
            let request = with_signing(&deletion(), "https://a.example", None, |signing| {
                acs3::sign(method, signing)
            });
            assert_eq!(request.method(), method);
            header(&request, "authorization")
                .expect("it is signed")
                .to_owned()
        })
        .collect();
    assert_ne!(signatures[0], signatures[1]);
}

#[test]
fn nothing_secret_shows_when_debugged() {
    let request = sent();
    let shown = format!("{request:?} {:?}", request.headers());
    for secret in ["marked", "CAIS", "Signature=", "nonce:"] {
        assert!(!shown.contains(secret), "{secret} shows in {shown}");
    }
}

fn read(request: &SignedRequest, status: u16, body: &str) -> Result<response::Success, EcsError> {
    let answer = Answer {
        status,
        content_type: None,
        body: body.as_bytes(),
    };
    response::read(&answer, request)
}

/// A refusal that says this, in each format: JSON escapes line feeds, XML does not.
fn refusals(request: &SignedRequest, code: &str, message: &str) -> [ServiceError; 2] {
    let json = serde_json::json!({ "RequestId": "R", "Code": code, "Message": message });
    let escaped = message
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let xml = format!(
        "<Error><RequestId>R</RequestId><Code>{code}</Code><Message>{escaped}</Message></Error>"
    );
    [json.to_string(), xml].map(|body| match read(request, 400, &body) {
        Err(EcsError::Service(error)) => *error,
        other => panic!("not a refusal: {other:?}"),
    })
}

/// The refusals of a wrong signature, with the service's own sentence before what it quotes.
const MISMATCHES: [(&str, &str); 2] = [
    (
        "SignatureDoesNotMatch",
        "Specified signature does not match our calculation.",
    ),
    (
        "IncompleteSignature",
        "The request signature does not conform to Aliyun standards.",
    ),
];

/// What is made of these quotes, however they are written.
fn findings(request: &SignedRequest, string_to_sign: &str, canonical: Option<&str>) -> Vec<String> {
    let mut quoted = format!("server StringToSign is [{string_to_sign}]");
    if let Some(canonical) = canonical {
        quoted += &format!(" server CanonicalRequest is [{canonical}]");
    }
    let mut found = Vec::new();
    for (code, sentence) in MISMATCHES {
        for quoted in [quoted.clone(), quoted.replace('\n', "\\n")] {
            for error in refusals(request, code, &format!("{sentence} {quoted}")) {
                let shown = format!("{error:?}");
                for secret in ["marked", "CAIS", "x-acs-signature-nonce:", "nonce\\n"] {
                    assert!(!shown.contains(secret), "{secret} shows in {shown}");
                }
                let finding = error.service_message.strip_prefix(sentence);
                found.push(finding.expect("its own sentence first").trim().to_owned());
            }
        }
    }
    found
}

#[test]
fn the_same_string_to_sign_means_a_wrong_secret() {
    let request = sent();
    for canonical in [
        request.canonical_request(),
        None,
        Some(""),
        Some("nonsense"),
    ] {
        for finding in findings(&request, request.string_to_sign(), canonical) {
            assert_eq!(
                finding,
                "The service signed the same string, so the access key secret is wrong"
            );
        }
    }
}

#[test]
fn another_string_to_sign_is_located() {
    let request = sent();
    let ours = request.canonical_request().expect("V3 has one").to_owned();
    let change = |from: &str, to: &str| {
        assert!(ours.contains(from), "{from} is not in {ours}");
        ours.replacen(from, to, 1)
    };
    let (without_hash, _) = ours.rsplit_once('\n').expect("it has lines");
    for (theirs, difference) in [
        (change("POST", "GET"), "the HTTP method differs"),
        (change("\n/\n", "\n/path\n"), "the path differs"),
        (change("p0001", "p0002"), "ImageId differs"),
        (
            change("Force=false&", ""),
            "where Force was sent, it has another parameter",
        ),
        (
            change("&RegionId=cn-hangzhou", ""),
            "it ends before RegionId",
        ),
        (
            change("cn-hangzhou", "cn-hangzhou&X=1"),
            "it has more parameters than were sent",
        ),
        (
            change("Force=false&", "Force=false&&"),
            "only its encoding differs",
        ),
        (
            change("ecs.example.com", "proxy.example.com"),
            "the header host differs",
        ),
        (
            change("09:05:07", "09:05:08"),
            "the header x-acs-date differs",
        ),
        (
            change("CAIS+", "CAIS "),
            "the header x-acs-security-token differs",
        ),
        (
            change(&format!("x-acs-security-token:{TOKEN}\n"), ""),
            "where the header x-acs-security-token was sent, it has another",
        ),
        (
            change("2014-05-26\n", "2014-05-26\nx-evil:1\n"),
            "it has more headers than were sent",
        ),
        (format!("{without_hash}\n00"), "the body differs"),
        (without_hash.to_owned(), "it ends early"),
        (format!("{ours}\nmore"), "it goes on where the request ends"),
        // What it quotes contradicts itself.
        (ours.clone(), "what it quotes is no string to sign"),
        (String::new(), "what it quotes is no string to sign"),
    ] {
        let string_to_sign = acs3::string_to_sign(&[&theirs, "*"].concat());
        for finding in findings(&request, &string_to_sign, Some(&theirs)) {
            let changed =
                "The service signed another string, so the request was changed on its way";
            assert_eq!(finding, format!("{changed}: {difference}"), "{theirs}");
        }
    }
}

#[test]
fn quotes_that_cannot_be_read_say_so() {
    let request = sent();
    for (string_to_sign, canonical) in [
        ("", None),
        ("ACS3-HMAC-SHA256\n00", None),
        ("]] [[", Some("[")),
        ("server", Some("")),
    ] {
        for finding in findings(&request, string_to_sign, canonical) {
            assert!(!finding.contains("secret is wrong"), "{finding}");
            assert!(
                finding.contains("the request was changed on its way"),
                "{finding}"
            );
        }
    }
}

#[test]
fn a_message_that_quotes_in_another_way_shows_nothing_secret() {
    let request = sent();
    let authorization = header(&request, "authorization").expect("it is signed");
    let (_, signature) = authorization
        .rsplit_once("Signature=")
        .expect("it is signed");
    let canonical = request.canonical_request().expect("V3 has one");
    for message in [
        format!("Sorry, {canonical} is not what {authorization} says."),
        format!("x-acs-security-token: {TOKEN}; authorization: {authorization}"),
        format!("CanonicalRequest is [{canonical}]"),
    ] {
        for error in refusals(&request, "Unheard.Of", &message) {
            let shown = format!("{error:?} {}", error.service_message);
            for secret in ["marked", "CAIS", signature] {
                assert!(!shown.contains(secret), "{secret} shows in {shown}");
            }
        }
    }
}

#[test]
fn answers_mean_the_same_with_either_signature() {
    let call = deletion();
    let form = with_signing(&call, "https://ecs.example.com", Some(TOKEN), |signing| {
        hmac_sha1::sign(Method::Post, signing)
    });
    let headers = sent();
    for (status, body) in [
        (200, r#"{"RequestId":"R"}"#),
        (
            200,
            "<DeleteImageResponse><RequestId>R</RequestId></DeleteImageResponse>",
        ),
        (
            200,
            "<DescribeImagesResponse><RequestId>R</RequestId></DescribeImagesResponse>",
        ),
        (200, ""),
        (302, ""),
        (502, "<html></html>"),
        (
            403,
            r#"{"RequestId":"R","Code":"ImageUseShared","Message":"shared"}"#,
        ),
        (
            400,
            r#"{"RequestId":"R","Code":"InvalidTimeStamp.Expired","Message":"late"}"#,
        ),
        (
            500,
            r#"{"RequestId":"R","Code":"InternalError","Message":"oh"}"#,
        ),
        (
            400,
            "<Error><RequestId>R</RequestId><Code>Throttling</Code></Error>",
        ),
    ] {
        let [one, other] = [&form, &headers].map(|request| {
            let result = read(request, status, body);
            format!("{result:?}")
        });
        assert_eq!(one, other, "{status} {body}");
    }
}
