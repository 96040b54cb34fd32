//! Reading answers: what the service says in either format, and what is not the service's.

use ecs_delete_image::call::Outcome;
use ecs_delete_image::error::{
    AccessDenied, EcsError, FailureOutcome, ParameterValue, ResponseProblem, ServiceError, table,
};
use ecs_delete_image::operation::DeleteImage;
use ecs_delete_image::request::SignedRequest;
use ecs_delete_image::response::{self, Answer, MAX_BODY_BYTES, Success};
use ecs_delete_image::retry::{Attempts, Effect};
use ecs_delete_image::sign::{Method, Nonce, Signing, Timestamp, hmac_sha1};
use ecs_delete_image::{credentials::Credentials, endpoint::Endpoint};

const TOKEN: &str = "marked+token/==";

/// A signed deletion with a temporary key.
fn sent() -> (DeleteImage, SignedRequest) {
    let deletion = DeleteImage::new("cn-hangzhou", "m-bp67acfmxazb4p0001").expect("sound ids");
    let signing = Signing {
        endpoint: &Endpoint::for_region(&deletion.region_id),
        operation: &deletion.operation(),
        credentials: &Credentials::new("STS.markedid12345", "markedsecret", Some(TOKEN.to_owned()))
            .expect("sound credentials"),
        timestamp: Timestamp::from_unix_seconds(1_769_850_307).expect("a sound time"),
        nonce: &Nonce::from_text("n"),
    };
    let request = hmac_sha1::sign(Method::Post, &signing);
    (deletion, request)
}

fn read(status: u16, content_type: &str, body: &str) -> Result<Success, EcsError> {
    let answer = Answer {
        status,
        content_type: Some(content_type),
        body: body.as_bytes(),
    };
    response::read(&answer, &sent().1)
}

fn refusal(status: u16, body: &str) -> ServiceError {
    match read(status, "application/json;charset=utf-8", body) {
        Err(EcsError::Service(error)) => *error,
        other => panic!("not a refusal: {other:?}"),
    }
}

fn problem(status: u16, body: &[u8]) -> ResponseProblem {
    let answer = Answer {
        status,
        content_type: None,
        body,
    };
    match response::read(&answer, &sent().1) {
        Err(EcsError::Response(error)) => {
            assert_eq!(error.http_status, status);
            error.problem
        }
        other => panic!("taken for the service's: {other:?}"),
    }
}

/// Sent by ECS itself (`ecs-cn-hangzhou.aliyuncs.com`, HTTP 400).
const REAL_JSON: &str = r#"{"RequestId":"5E571499-13C5-55E3-9EA6-DEFA0DBC85E4","HostId":"ecs-cn-hangzhou.aliyuncs.com","Code":"InvalidOperation.NotSupportedEndpoint","Message":"The specified endpoint can't operate this region. Please use API DescribeRegions to get the appropriate endpoint, or upgrade your SDK to latest version.","Recommend":"https://next.api.aliyun.com/troubleshoot?q=InvalidOperation.NotSupportedEndpoint&product=Ecs"}"#;

#[test]
fn a_real_json_refusal_keeps_everything() {
    let error = refusal(400, REAL_JSON);
    assert_eq!(error.code, "InvalidOperation.NotSupportedEndpoint");
    assert_eq!(error.http_status, 400);
    assert_eq!(error.request_id, "5E571499-13C5-55E3-9EA6-DEFA0DBC85E4");
    assert_eq!(
        error.host_id.as_deref(),
        Some("ecs-cn-hangzhou.aliyuncs.com")
    );
    assert!(
        error
            .service_message
            .starts_with("The specified endpoint can't operate")
    );
    assert_eq!(
        error.recommend.as_deref(),
        Some(
            "https://next.api.aliyun.com/troubleshoot?q=InvalidOperation.NotSupportedEndpoint&product=Ecs"
        )
    );
    assert_eq!(
        error.description,
        Some("The endpoint does not serve this region.")
    );
}

/// Sent by another product behind the same gateway.
const REAL_XML: &str = "<?xml version='1.0' encoding='UTF-8'?><Error><RequestId>554AEBFE-0000-0000-0000-000000000000</RequestId><HostId>dns.aliyuncs.com</HostId><Code>IllegalTimestamp</Code><Message>The input parameter \"Timestamp\" that is mandatory for processing this request is not supplied.</Message></Error>";

#[test]
fn a_real_xml_refusal_keeps_everything() {
    let error = refusal(400, REAL_XML);
    assert_eq!(error.code, "IllegalTimestamp");
    assert_eq!(error.host_id.as_deref(), Some("dns.aliyuncs.com"));
    assert!(error.service_message.contains("\"Timestamp\""));
    assert!(error.description.is_some_and(|text| text.contains("clock")));
}

#[test]
fn success_is_read_in_both_formats() {
    let json = "\u{feff} {\n  \"RequestId\" : \"CEF72CEB-54B6-4AE8-B225-F876FF7BA984\"\n}\n";
    let xml = "<DeleteImageResponse><RequestId>CEF72CEB-54B6-4AE8-B225-F876FF7BA984</RequestId></DeleteImageResponse>";
    for body in [json, xml] {
        // The header may be wrong: what the bytes are decides.
        for content_type in ["application/json;charset=utf-8", "text/xml", "text/plain"] {
            let success = read(200, content_type, body).expect("a success");
            assert_eq!(success.request_id, "CEF72CEB-54B6-4AE8-B225-F876FF7BA984");
        }
    }
}

#[test]
fn big_numbers_keep_their_digits() {
    let body = r#"{"RequestId":"R","ImageOwnerId":123456789012345678,"Size":1.50}"#;
    let success = read(200, "application/json", body).expect("a success");
    let number = |name| success.body.get(name).expect("a field").to_string();
    assert_eq!(number("ImageOwnerId"), "123456789012345678");
    assert_eq!(number("Size"), "1.50");
}

#[test]
fn an_unknown_code_keeps_everything_it_came_with() {
    let error = refusal(
        418,
        r#"{"Code":"Teapot.Short","Message":"And stout.","RequestId":"R","HostId":"h","Recommend":"https://x"}"#,
    );
    assert_eq!(error.code, "Teapot.Short");
    assert_eq!(error.http_status, 418);
    assert_eq!(error.service_message, "And stout.");
    assert_eq!(error.recommend.as_deref(), Some("https://x"));
    assert_eq!(error.description, None);
    assert!(error.remedies.is_empty());
    assert!(!error.retryable);
}

#[test]
fn access_denied_detail_is_read_in_both_formats() {
    let json = r#"{"Code":"Forbidden.RAM","Message":"User not authorized","RequestId":"R","AccessDeniedDetail":{"AuthAction":"ecs:DeleteImage","AuthPrincipalDisplayName":"ci","AuthPrincipalOwnerId":123456789012345678,"AuthPrincipalType":"SubUser","NoPermissionType":"ImplicitDeny","PolicyType":"AccountLevelIdentityBasedPolicy","EncodedDiagnosticMessage":"AQ=="}}"#;
    let xml = "<Error><Code>Forbidden.RAM</Code><Message>User not authorized</Message><RequestId>R</RequestId><AccessDeniedDetail><AuthAction>ecs:DeleteImage</AuthAction><AuthPrincipalDisplayName>ci</AuthPrincipalDisplayName><AuthPrincipalOwnerId>123456789012345678</AuthPrincipalOwnerId><AuthPrincipalType>SubUser</AuthPrincipalType><NoPermissionType>ImplicitDeny</NoPermissionType><PolicyType>AccountLevelIdentityBasedPolicy</PolicyType><EncodedDiagnosticMessage>AQ==</EncodedDiagnosticMessage></AccessDeniedDetail></Error>";
    let text = |text: &str| Some(text.to_owned());
    let expected = AccessDenied {
        auth_action: text("ecs:DeleteImage"),
        auth_principal_display_name: text("ci"),
        auth_principal_owner_id: text("123456789012345678"),
        auth_principal_type: text("SubUser"),
        no_permission_type: text("ImplicitDeny"),
        policy_type: text("AccountLevelIdentityBasedPolicy"),
        encoded_diagnostic_message: text("AQ=="),
    };
    for body in [json, xml] {
        assert_eq!(refusal(403, body).access_denied, Some(expected.clone()));
    }
}

/// Both dialects of signature 1.0, with the service's own wording.
const MISMATCHES: [(&str, &str); 2] = [
    (
        "SignatureDoesNotMatch",
        "Specified signature is not matched with our calculation.",
    ),
    (
        "IncompleteSignature",
        "The request signature does not conform to Aliyun standards.",
    ),
];

/// The message of a refusal that quotes a string to sign, in JSON and in XML.
fn messages_quoting(string: &str) -> Vec<String> {
    let mut messages = Vec::new();
    let markers = ["server string to sign is:", "Server String To Sign Is: "];
    let all = MISMATCHES
        .iter()
        .flat_map(|mismatch| markers.map(|marker| (mismatch, marker)));
    for ((code, sentence), marker) in all {
        let message = format!("{sentence} {marker}{string}");
        let json = serde_json::json!({ "Code": code, "Message": message, "RequestId": "R" });
        let message = message.replace('&', "&amp;");
        let xml = format!(
            "<Error><Code>{code}</Code><Message>{message}</Message><RequestId>R</RequestId></Error>"
        );
        for body in [json.to_string(), xml] {
            let message = refusal(400, &body).service_message;
            assert!(message.starts_with(sentence), "{message}");
            assert!(!message.contains("marked"), "{message}");
            messages.push(message);
        }
    }
    messages
}

#[test]
fn the_same_string_to_sign_means_a_wrong_secret() {
    for message in messages_quoting(sent().1.string_to_sign()) {
        assert!(
            message.ends_with("the access key secret is wrong"),
            "{message}"
        );
    }
}

#[test]
fn another_string_to_sign_is_not_blamed_on_the_secret_but_located() {
    let ours = sent().1.string_to_sign().to_owned();
    for (theirs, finding) in [
        (
            ours.replace("m-bp67acfmxazb4p0001", "m-other"),
            "ImageId differs",
        ),
        (
            ours.replace("marked%252Btoken", "marked%2520token"),
            "SecurityToken differs",
        ),
        (ours.replace("POST&", "GET&"), "the HTTP method differs"),
        (
            ours.replace("%26Force%3Dfalse", ""),
            "where Force was sent, it has another parameter",
        ),
        (
            ours.replace("%26Version%3D2014-05-26", ""),
            "it ends before Version",
        ),
        (
            format!("{ours}%26X%3D1"),
            "it has more parameters than were sent",
        ),
        (ours.replace("%3D", "%3d"), "only its encoding differs"),
        (ours[..36].to_owned(), "AccessKeyId differs"),
        ("nonsense".to_owned(), "what it quotes is no string to sign"),
        (String::new(), "what it quotes is no string to sign"),
        (
            "POST&%2F&%FF".to_owned(),
            "what it quotes is no string to sign",
        ),
    ] {
        for message in messages_quoting(&theirs) {
            assert!(!message.contains("secret is wrong"), "{message}");
            assert!(message.ends_with(finding), "{message} for {theirs}");
        }
    }
}

#[test]
fn secrets_that_the_service_quotes_are_hidden_in_every_form_and_place() {
    let once = "marked%2Btoken%2F%3D%3D";
    let twice = "marked%252Btoken%252F%253D%253D";
    let quoting = format!("{TOKEN} {once} {twice} markedsecret STS.markedid12345");
    let body = serde_json::json!({
        "Code": quoting, "Message": quoting, "RequestId": quoting, "HostId": quoting,
        "Recommend": quoting, "AccessDeniedDetail": { "AuthAction": quoting, "PolicyType": quoting },
    });
    let error = refusal(400, &body.to_string());
    let expected = "(hidden) (hidden) (hidden) (hidden) STS.****";
    assert_eq!(error.service_message, expected);
    let shown = format!("{error:?} {}", EcsError::from(error.clone()));
    assert!(!shown.contains("marked"), "{shown}");
}

#[test]
fn what_is_not_the_services_is_told_apart() {
    for (status, body, expected) in [
        (
            502,
            "<html><body>Bad gateway</body></html>",
            ResponseProblem::Html,
        ),
        (
            200,
            " <!DOCTYPE html><title>Sign in</title>",
            ResponseProblem::Html,
        ),
        (200, "", ResponseProblem::Empty),
        (503, " \r\n", ResponseProblem::Empty),
        (200, r#"{"RequestId":"CEF7"#, ResponseProblem::Truncated),
        (200, "{", ResponseProblem::Truncated),
        (
            200,
            "<DeleteImageResponse><RequestId>CEF7",
            ResponseProblem::Truncated,
        ),
        (200, "upstream error", ResponseProblem::Unreadable),
        (200, "[1]", ResponseProblem::Unreadable),
        (
            200,
            r#"{"RequestId":"R"} trailing"#,
            ResponseProblem::Unreadable,
        ),
        (200, "<a></b>", ResponseProblem::Unreadable),
        (200, "{}", ResponseProblem::Foreign),
        (200, r#"{"RequestId":null}"#, ResponseProblem::Foreign),
        (200, r#"{"RequestId":{"a":1}}"#, ResponseProblem::Foreign),
        (403, r#"{"RequestId":"R"}"#, ResponseProblem::Foreign),
        (
            403,
            r#"{"Code":"Blocked","Message":"by a proxy"}"#,
            ResponseProblem::Foreign,
        ),
        (100, r#"{"RequestId":"R"}"#, ResponseProblem::Foreign),
        // Not a refusal that can be understood, but certainly not a success.
        (
            200,
            r#"{"RequestId":"R","Code":"","Message":"failed"}"#,
            ResponseProblem::Foreign,
        ),
        (
            200,
            r#"{"RequestId":"R","Code":{"x":1}}"#,
            ResponseProblem::Foreign,
        ),
        (
            200,
            r#"{"RequestId":"R","Message":"failed"}"#,
            ResponseProblem::Foreign,
        ),
        (
            200,
            r#"{"RequestId":"R","HostId":"h"}"#,
            ResponseProblem::Foreign,
        ),
        (
            200,
            "<Error><RequestId>R</RequestId><Message>m</Message></Error>",
            ResponseProblem::Foreign,
        ),
        (
            200,
            "<Error><RequestId>R</RequestId></Error>",
            ResponseProblem::Foreign,
        ),
        (
            200,
            "<Other><RequestId>R</RequestId></Other>",
            ResponseProblem::Foreign,
        ),
        (
            200,
            "<?xml version='1.0'?><html><p/></html>",
            ResponseProblem::Html,
        ),
        (200, "<A></A><B></B>", ResponseProblem::Unreadable),
        (200, "<A></A>x", ResponseProblem::Unreadable),
        (200, "<A>&unknown;</A>", ResponseProblem::Unreadable),
        (302, r#"{"RequestId":"R"}"#, ResponseProblem::Redirect),
        (307, "", ResponseProblem::Redirect),
        (0, "", ResponseProblem::Redirect),
    ] {
        assert_eq!(
            problem(status, body.as_bytes()),
            expected,
            "{status} {body}"
        );
    }
}

#[test]
fn a_body_of_the_greatest_length_is_read_and_a_longer_one_is_not() {
    let mut body = br#"{"RequestId":"R"}"#.to_vec();
    body.resize(MAX_BODY_BYTES, b' ');
    let text = String::from_utf8(body.clone()).expect("ASCII");
    assert!(read(200, "application/json", &text).is_ok());
    body.push(b' ');
    assert_eq!(problem(200, &body), ResponseProblem::TooLarge);
}

#[test]
fn bytes_that_are_no_text_are_unreadable_or_truncated() {
    assert_eq!(
        problem(200, b"{\"RequestId\":\"\xff\"}"),
        ResponseProblem::Unreadable
    );
    assert_eq!(
        problem(200, b"{\"RequestId\":\"\xe9\x98"),
        ResponseProblem::Truncated
    );
}

#[test]
fn no_beginning_of_an_answer_passes_for_the_whole() {
    let declaration = "<?xml version='1.0' encoding='UTF-8'?>";
    for whole in [REAL_JSON, REAL_XML] {
        for end in 1..whole.len() {
            let beginning = &whole[..end];
            let expected = if beginning == declaration {
                ResponseProblem::Unreadable // complete in itself, but without a root
            } else {
                ResponseProblem::Truncated
            };
            assert_eq!(problem(400, beginning.as_bytes()), expected, "{beginning}");
        }
    }
}

#[test]
fn what_calls_itself_html_is_a_web_page() {
    for body in ["<p>x", "<!-- x --><html>", "<b></a>", "Sign in"] {
        match read(200, "Text/HTML; charset=utf-8", body) {
            Err(EcsError::Response(error)) => {
                assert_eq!(error.problem, ResponseProblem::Html, "{body}");
            }
            other => panic!("{body}: {other:?}"),
        }
    }
    // A wrong header does not make an answer of the service a web page.
    assert!(read(200, "text/html", r#"{"RequestId":"R"}"#).is_ok());
}

#[test]
fn attributes_and_namespaces_cost_no_more_than_their_length() {
    // With a parser that is not linear, this takes longer than anybody's patience.
    let many = |part: &dyn Fn(usize) -> String| (0..40_000).map(part).collect::<String>();
    let attributes = many(&|index| format!(" a{index}='x'"));
    let namespaces = many(&|index| format!(" xmlns:b{index}='c{index}'"));
    for body in [format!("<a{attributes}/>"), format!("<a{namespaces}/>")] {
        assert_eq!(problem(200, body.as_bytes()), ResponseProblem::Foreign);
    }
    let nested = many(&|index| format!("<a xmlns:b{index}='c{index}'>"));
    assert_eq!(problem(200, nested.as_bytes()), ResponseProblem::Unreadable);
}

#[test]
fn a_signature_that_is_quoted_and_other_spellings_of_a_secret_are_hidden() {
    let (deletion, request) = sent();
    let body = request.body().expect("a POST has a body");
    let lower_case = "marked%2btoken%2f%3d%3d";
    let message = format!("bad request: {body} {lower_case}");
    let answer =
        serde_json::json!({ "Code": "InvalidParameter", "Message": message, "RequestId": "R" });
    let answer = answer.to_string();
    let answer = Answer {
        status: 400,
        content_type: None,
        body: answer.as_bytes(),
    };
    let error = deletion
        .read(&request, &answer, &Attempts::new(Effect::Deletion))
        .expect_err("a refusal");
    let text = error.message();
    assert!(
        text.contains("Signature=(hidden)") && !text.contains("marked"),
        "{text}"
    );
    let Err(EcsError::Response(error)) = read(502, TOKEN, "<html>") else {
        panic!("not the service's");
    };
    assert_eq!(error.content_type.as_deref(), Some("(hidden)"));
}

#[test]
fn redaction_costs_no_more_than_the_length_of_what_is_shown() {
    // Where it is not bounded, this takes longer than anybody's patience.
    let (deletion, _) = sent();
    let signed_with = |secret: &str| {
        let credentials = Credentials::new("id", secret, None).expect("sound credentials");
        let signing = Signing {
            endpoint: &Endpoint::for_region(&deletion.region_id),
            operation: &deletion.operation(),
            credentials: &credentials,
            timestamp: Timestamp::from_unix_seconds(0).expect("a sound time"),
            nonce: &Nonce::from_text("n"),
        };
        hmac_sha1::sign(Method::Post, &signing)
    };
    let requests = ["\\", "%", "%25", "2%"].map(|part| signed_with(&part.repeat(64)));
    let long = |part: &str| part.repeat(100_000);
    let messages = ["&#", "\\", "%", "25", "%25", "%2525", "%5C"].map(long);
    let run = ["%", &long("25")].concat();
    for (request, message) in requests.iter().flat_map(|request| {
        messages
            .iter()
            .chain([&run])
            .map(move |message| (request, message))
    }) {
        let body = serde_json::json!({ "Code": "X", "Message": message, "RequestId": "R" });
        let body = body.to_string();
        let answer = Answer {
            status: 400,
            content_type: None,
            body: body.as_bytes(),
        };
        let error = response::read(&answer, request).expect_err("a refusal");
        assert!(error.message().len() < 20_000);
    }
}

#[test]
fn redaction_leaves_known_codes_alone_and_long_texts_short() {
    let long = "x".repeat(100_000);
    let body = serde_json::json!({ "Code": "ImageUseShared", "Message": long, "RequestId": "R" });
    let error = refusal(403, &body.to_string());
    assert_eq!(error.code, "ImageUseShared");
    assert!(error.service_message.len() < 20_000);
}

#[test]
fn deep_nesting_and_entities_are_refused() {
    let deep_xml = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    let deep_json = format!("{{\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let entities = "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><Error><Code>&c;</Code><RequestId>R</RequestId></Error>";
    for body in [deep_xml.as_str(), &deep_json, entities] {
        assert_eq!(problem(200, body.as_bytes()), ResponseProblem::Unreadable);
    }
}

#[test]
fn xml_repeats_become_lists() {
    let xml = "<DeleteImageResponse><RequestId>R</RequestId><Regions><Region>a</Region><Region>b</Region><Region>c</Region></Regions><Empty/></DeleteImageResponse>";
    let success = read(200, "text/xml", xml).expect("a success");
    let expected = r#"{"Empty":"","Regions":{"Region":["a","b","c"]},"RequestId":"R"}"#;
    assert_eq!(success.body.to_string(), expected);
}

#[test]
fn only_a_refusal_says_that_the_image_is_as_it_was() {
    let outcome = |status, code: &str| {
        let body = format!(r#"{{"Code":"{code}","Message":"m","RequestId":"R"}}"#);
        EcsError::Service(Box::new(refusal(status, &body))).outcome()
    };
    assert_eq!(outcome(403, "ImageUseShared"), FailureOutcome::NotApplied);
    assert_eq!(outcome(400, "Throttling.User"), FailureOutcome::NotApplied);
    assert_eq!(outcome(500, "InternalError"), FailureOutcome::Unknown);
    assert_eq!(outcome(400, "SignatureNonceUsed"), FailureOutcome::Unknown);
    // What leaves it open does so with every status; and only some statuses refuse.
    assert_eq!(outcome(200, "InternalError"), FailureOutcome::Unknown);
    assert_eq!(outcome(400, "UnknownError"), FailureOutcome::Unknown);
    assert_eq!(
        outcome(400, "InternalError.Dependency"),
        FailureOutcome::Unknown
    );
    assert_eq!(outcome(408, "New.Code"), FailureOutcome::Unknown);
    assert_eq!(outcome(200, "New.Code"), FailureOutcome::Unknown);
    assert_eq!(outcome(418, "New.Code"), FailureOutcome::NotApplied);
    assert_eq!(outcome(200, "ImageUseShared"), FailureOutcome::NotApplied);
    assert_eq!(outcome(503, "ServiceUnavailable"), FailureOutcome::Unknown);
}

#[test]
fn transient_refusals_are_retryable_and_others_are_not() {
    let retryable = |status, code: &str| {
        refusal(status, &format!(r#"{{"Code":"{code}","RequestId":"R"}}"#)).retryable
    };
    for (status, code) in [
        (400, "Throttling"),
        (400, "Throttling.Api"),
        (503, "Rejected.Throttling"),
        (400, "Some.Throttling.New"),
        (500, "InternalError"),
        (503, "ServiceUnavailable"),
        (500, "UnknownError"),
        (502, "Whatever"),
        (400, "SignatureNonceUsed"),
    ] {
        assert!(retryable(status, code), "{code}");
    }
    for entry in table::DELETE_IMAGE {
        assert!(
            !retryable(entry.http_statuses[0], entry.code),
            "{}",
            entry.code
        );
    }
    assert!(!retryable(400, "SignatureDoesNotMatch"));
}

#[test]
fn the_table_names_each_code_once() {
    let mut codes: Vec<_> = table::DELETE_IMAGE
        .iter()
        .chain(table::COMMON)
        .map(|entry| entry.code)
        .collect();
    let all = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), all);
    assert_eq!(table::DELETE_IMAGE.len(), 7);
}

const PASSED_DRY_RUN: &str = r#"{"Code":"DryRunOperation","Message":"Request validation has been passed with DryRun flag set.","RequestId":"R"}"#;

#[test]
fn a_passed_dry_run_is_a_success_only_for_a_dry_run() {
    let (mut deletion, request) = sent();
    let answer = Answer {
        status: 400,
        content_type: None,
        body: PASSED_DRY_RUN.as_bytes(),
    };
    assert!(
        deletion
            .read(&request, &answer, &Attempts::new(Effect::Deletion))
            .is_err()
    );
    deletion.dry_run = true;
    let passed = deletion
        .read(&request, &answer, &Attempts::new(Effect::Deletion))
        .expect("a success");
    assert_eq!(passed.outcome, Outcome::Validated);
    assert_eq!(passed.request_id, "R");
}

#[test]
fn a_dry_run_that_the_service_took_for_a_deletion_says_so() {
    let (mut deletion, request) = sent();
    deletion.dry_run = true;
    let answer = Answer {
        status: 200,
        content_type: None,
        body: br#"{"RequestId":"R"}"#,
    };
    let taken = deletion
        .read(&request, &answer, &Attempts::new(Effect::Deletion))
        .expect("a success");
    assert_eq!(taken.outcome, Outcome::Accepted);
}

#[test]
fn remedies_are_for_the_image_at_hand() {
    let (deletion, request) = sent();
    for entry in table::DELETE_IMAGE {
        let body = format!(r#"{{"Code":"{}","RequestId":"R"}}"#, entry.code);
        let answer = Answer {
            status: entry.http_statuses[0],
            content_type: None,
            body: body.as_bytes(),
        };
        let Err(EcsError::Service(error)) =
            deletion.read(&request, &answer, &Attempts::new(Effect::Deletion))
        else {
            panic!("{} is a refusal", entry.code);
        };
        assert!(!error.remedies.is_empty(), "{}", entry.code);
        for remedy in &error.remedies {
            let parameter = |name| remedy.parameters.get(name).cloned();
            let text = |text: &str| Some(ParameterValue::Text(text.to_owned()));
            assert_eq!(parameter("RegionId"), text("cn-hangzhou"), "{}", entry.code);
            if let Some(image) = parameter("ImageId") {
                assert_eq!(Some(image), text("m-bp67acfmxazb4p0001"), "{}", entry.code);
            }
        }
    }
}

const ABSENT: &str = r#"{"Code":"InvalidImageId.NotFound","Message":"The specified ImageId does not exist.","RequestId":"R"}"#;

/// One attempt that failed with an answer like this.
fn after(status: u16, body: &str) -> Attempts {
    let mut attempts = Attempts::new(Effect::Deletion);
    attempts.send();
    attempts.failed(&read(status, "", body).expect_err("a failure"));
    attempts
}

#[test]
fn an_absent_image_is_a_success_only_after_a_lost_answer() {
    let (mut deletion, request) = sent();
    let answer = Answer {
        status: 404,
        content_type: None,
        body: ABSENT.as_bytes(),
    };
    let throttled = r#"{"Code":"Throttling","Message":"m","RequestId":"R"}"#;
    for before in [Attempts::new(Effect::Deletion), after(400, throttled)] {
        let error = deletion
            .read(&request, &answer, &before)
            .expect_err("a refusal");
        assert_eq!(error.code(), table::NOT_FOUND);
        assert_eq!(before.outcome(&error), FailureOutcome::NotApplied);
    }
    for before in [after(200, ""), after(502, "<html>"), after(200, "{")] {
        let gone = deletion
            .read(&request, &answer, &before)
            .expect("a success");
        assert_eq!(gone.outcome, Outcome::Absent);
    }
    // A dry run deletes nothing, so an absent image was absent before.
    deletion.dry_run = true;
    assert!(deletion.read(&request, &answer, &after(200, "")).is_err());
}

#[test]
fn a_refused_time_stamp_is_explained_by_the_clocks() {
    let time = |seconds| Timestamp::from_unix_seconds(seconds).expect("a sound time");
    let own = time(1_769_850_307);
    let explain = |code: &str, service| {
        let body = format!(r#"{{"Code":"{code}","Message":"m.","RequestId":"R"}}"#);
        refusal(400, &body)
            .with_clocks(own, service)
            .service_message
    };
    let unknown = explain("InvalidTimeStamp.Expired", None);
    assert!(
        unknown.contains("clock is most likely the cause: it says 2026-01-31T09:05:07Z"),
        "{unknown}"
    );
    let behind = explain("IllegalTimestamp", Some(time(1_769_853_907)));
    assert!(
        behind.contains("and the service's 2026-01-31T10:05:07Z"),
        "{behind}"
    );
    let near = explain("InvalidTimeStamp.Expired", Some(time(1_769_850_306)));
    assert!(near.contains("held up"), "{near}");
    assert_eq!(explain("ImageUseShared", Some(own)), "m.");
}

#[test]
fn credentials_that_have_expired_are_recognised_in_both_dialects() {
    let is_expired = |code: &str, message: &str| {
        let body = serde_json::json!({ "Code": code, "Message": message, "RequestId": "R" });
        refusal(400, &body.to_string()).is_about_expired_credentials()
    };
    assert!(is_expired(
        "InvalidSecurityToken.Expired",
        "Specified SecurityToken is expired."
    ));
    let old = "The specified parameter \"SecurityToken.Expired\" is not valid.";
    assert!(is_expired("InvalidParameter", old));
    assert!(is_expired(
        "InvalidAccessKeyId.NotFound",
        "Specified access key is not found."
    ));
    assert!(!is_expired(
        "InvalidParameter",
        "The specified parameter \"Force\" is not valid."
    ));
    assert!(!is_expired("Forbidden.RAM", "User not authorized."));
}
