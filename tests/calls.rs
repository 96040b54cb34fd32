//! Calls of any operation: what a caller may set, what may be repeated, and what answers mean.

use ecs_delete_image::call::{Call, Outcome, Reply};
use ecs_delete_image::credentials::Credentials;
use ecs_delete_image::error::{ArgumentError, EcsError, FailureOutcome, NetworkError};
use ecs_delete_image::parameters::Parameters;
use ecs_delete_image::request::SignedRequest;
use ecs_delete_image::response::Answer;
use ecs_delete_image::retry::{Attempts, Effect};
use ecs_delete_image::sign::{Method, Nonce, Signing, Timestamp, hmac_sha1};

fn parameters(pairs: &[(&str, &str)]) -> Parameters {
    pairs.iter().fold(Parameters::new(), |all, (name, value)| {
        all.with(*name, *value)
    })
}

fn call(action: &str, pairs: &[(&str, &str)]) -> Call {
    Call::new(action, parameters(pairs)).expect("a sound call")
}

fn refused(action: &str, pairs: &[(&str, &str)]) -> ArgumentError {
    Call::new(action, parameters(pairs)).expect_err("a wrong argument")
}

fn signed(call: &Call) -> SignedRequest {
    let signing = Signing {
        endpoint: &call.endpoint(),
        operation: call.operation(),
        credentials: &Credentials::new("testid", "testsecret", None).expect("sound credentials"),
        timestamp: Timestamp::from_unix_seconds(1_769_850_307).expect("a time"),
        nonce: &Nonce::from_random_bytes([7; 16]),
    };
    hmac_sha1::sign(Method::Post, &signing)
}

fn read(call: &Call, status: u16, body: &str) -> Result<Reply, EcsError> {
    let answer = Answer {
        status,
        content_type: None,
        body: body.as_bytes(),
    };
    call.read(&signed(call), &answer, &Attempts::new(call.effect()))
}

fn json(call: &Call, body: &str) -> serde_json::Value {
    let reply = read(call, 200, body).expect("a success");
    serde_json::from_str(&reply.into_json()).expect("JSON")
}

#[test]
fn a_common_parameter_is_refused_in_every_spelling() {
    for name in [
        "AccessKeyId",
        "Action",
        "Format",
        "SecurityToken",
        "Signature",
        "SignatureMethod",
        "SignatureNonce",
        "SignatureType",
        "SignatureVersion",
        "Timestamp",
        "Version",
        "TimeStamp",
        "signature",
        "ACTION",
    ] {
        let error = refused("DescribeImages", &[(name, "x")]);
        assert_eq!(error.argument, format!("parameters.{name}"));
    }
}

#[test]
fn every_common_parameter_that_signing_adds_is_refused() {
    let call = call("DescribeImages", &[]);
    let credentials =
        Credentials::new("id", "secret", Some("token".to_owned())).expect("sound credentials");
    let signing = Signing {
        endpoint: &call.endpoint(),
        operation: call.operation(),
        credentials: &credentials,
        timestamp: Timestamp::from_unix_seconds(0).expect("a time"),
        nonce: &Nonce::from_random_bytes([0; 16]),
    };
    let all = hmac_sha1::all_parameters(&signing);
    assert_eq!(all.iter().count(), 9);
    for (name, _) in all.iter() {
        refused("DescribeImages", &[(name, "x")]);
    }
}

#[test]
fn names_are_checked_before_anything_is_signed() {
    for action in [
        "",
        "deleteImage",
        "Delete Image",
        "Delete&Action",
        "Löschen",
        &"A".repeat(65),
    ] {
        assert_eq!(refused(action, &[]).argument, "action");
    }
    for name in ["", "1", "a b", "a&b", "a=b", ".a", "Tag.", "Größe", "a\0"] {
        let error = refused("DescribeImages", &[(name, "x")]);
        assert_eq!(error.argument, format!("parameters.{name}"));
    }
    let error = refused("DescribeImages", &[("RegionId", "evil.example/")]);
    assert_eq!(error.argument, "parameters.RegionId");
}

#[test]
fn a_call_goes_to_its_region_or_to_the_centre() {
    let endpoint = |pairs| call("DescribeRegions", pairs).endpoint().to_string();
    assert_eq!(endpoint(&[]), "https://ecs.aliyuncs.com");
    assert_eq!(
        endpoint(&[("RegionId", "eu-central-1")]),
        "https://ecs.eu-central-1.aliyuncs.com"
    );
}

#[test]
fn what_reads_is_known_by_its_name() {
    for action in [
        "DescribeImages",
        "ListTagResources",
        "GetInstanceConsoleOutput",
        "QueryTasks",
    ] {
        assert_eq!(call(action, &[]).effect(), Effect::None, "{action}");
    }
    for action in [
        "DeleteImage",
        "ModifyImageSharePermission",
        "Reboot",
        "ImportImage",
        "ListenToImage",
        "Getaway",
    ] {
        assert_eq!(call(action, &[]).effect(), Effect::Once, "{action}");
        let idempotent = call(action, &[]).idempotent(Some(true));
        assert_eq!(idempotent.effect(), Effect::Idempotent, "{action}");
    }
    let as_told = call("DescribeImages", &[]).idempotent(Some(false));
    assert_eq!(as_told.effect(), Effect::Once);
    let read = call("DescribeImages", &[]).idempotent(Some(true));
    assert_eq!(read.effect(), Effect::None);
}

fn after_one_attempt(effect: Effect, error: &EcsError) -> Option<u32> {
    let mut attempts = Attempts::new(effect);
    attempts.send();
    attempts.failed(error);
    attempts.pause(error, 3, None, 0)
}

#[test]
fn what_may_have_been_done_is_repeated_only_where_that_does_no_harm() {
    let lost = EcsError::Network(NetworkError {
        message: "lost".to_owned(),
    });
    let describe = call("DescribeImages", &[]);
    let failed = |status, code: &str| {
        let body = format!(r#"{{"Code":"{code}","RequestId":"R"}}"#);
        read(&describe, status, &body).expect_err("a refusal")
    };
    for error in [
        lost,
        failed(500, "InternalError"),
        failed(503, "ServiceUnavailable"),
        failed(400, "SignatureNonceUsed"),
    ] {
        assert_eq!(after_one_attempt(Effect::Once, &error), None, "{error}");
        for effect in [Effect::None, Effect::Idempotent, Effect::Deletion] {
            assert!(after_one_attempt(effect, &error).is_some(), "{error}");
        }
    }
    // What was throttled has not been done.
    let throttled = failed(400, "Throttling.User");
    assert!(after_one_attempt(Effect::Once, &throttled).is_some());
}

#[test]
fn a_lost_read_has_changed_nothing() {
    let lost = EcsError::Network(NetworkError {
        message: "lost".to_owned(),
    });
    for (effect, outcome) in [
        (Effect::None, FailureOutcome::NotApplied),
        (Effect::Once, FailureOutcome::Unknown),
        (Effect::Idempotent, FailureOutcome::Unknown),
    ] {
        let mut attempts = Attempts::new(effect);
        attempts.send();
        attempts.failed(&lost);
        assert_eq!(attempts.outcome(&lost), outcome, "{effect:?}");
    }
}

#[test]
fn the_answer_keeps_its_shape_and_its_digits() {
    let body = r#"{"RequestId":"R","A":{"B":[{"Owner":123456789012345678,"Small":42,
        "Edge":9007199254740991,"Beyond":9007199254740992,"Below":-9007199254740992,
        "Huge":123456789012345678901234567890,"Part":1.5,"Power":1e3,"Flag":true,"None":null}]}}"#;
    let item = &json(&call("DescribeImages", &[]), body)["A"]["B"][0];
    assert_eq!(item["Owner"], "123456789012345678");
    assert_eq!(item["Small"], 42);
    assert_eq!(item["Edge"], 9_007_199_254_740_991_u64);
    assert_eq!(item["Beyond"], "9007199254740992");
    assert_eq!(item["Below"], "-9007199254740992");
    assert_eq!(item["Huge"], "123456789012345678901234567890");
    assert_eq!(item["Part"], 1.5);
    assert_eq!(item["Power"].as_f64(), Some(1_000.0));
    assert_eq!(item["Flag"], true);
    assert!(item["None"].is_null());
}

#[test]
fn an_answer_in_xml_has_the_same_shape() {
    let xml = "<DescribeImagesResponse><RequestId>R</RequestId><Images><Image><ImageId>m-1\
               </ImageId></Image></Images></DescribeImagesResponse>";
    let body = json(&call("DescribeImages", &[]), xml);
    assert_eq!(body["Images"]["Image"]["ImageId"], "m-1");
    let of_another = xml.replace("DescribeImages", "DescribeInstances");
    assert!(read(&call("DescribeImages", &[]), 200, &of_another).is_err());
}

#[test]
fn a_passed_dry_run_is_a_success_and_its_answer_says_so() {
    let passed = r#"{"Code":"DryRunOperation","Message":"m","RequestId":"R"}"#;
    let by_parameter = call("ModifyImageSharePermission", &[("DryRun", "true")]);
    let by_option = call("ModifyImageSharePermission", &[("DryRun", "false")]).dry_run();
    for call in [by_parameter, by_option] {
        let reply = read(&call, 400, passed).expect("a success");
        assert_eq!(reply.outcome, Outcome::Validated);
        assert_eq!(
            reply.into_json(),
            r#"{"Code":"DryRunOperation","RequestId":"R"}"#
        );
        assert_eq!(call.effect(), Effect::Once, "it may not be known");
        assert_eq!(call.operation().parameters.get("DryRun"), Some("true"));
    }
    assert!(read(&call("ModifyImageSharePermission", &[]), 400, passed).is_err());
}

#[test]
fn a_dry_run_that_the_service_does_not_know_of_was_a_change() {
    let call = call("RebootInstance", &[]).dry_run();
    let reply = read(&call, 200, r#"{"RequestId":"R"}"#).expect("a success");
    assert_eq!(reply.outcome, Outcome::Accepted);
    assert_eq!(reply.into_json(), r#"{"RequestId":"R"}"#);
    // So it must not be sent twice.
    let lost = read(&call, 200, "").expect_err("no answer");
    assert_eq!(after_one_attempt(call.effect(), &lost), None);
    let again = call.idempotent(Some(true));
    assert!(after_one_attempt(again.effect(), &lost).is_some());
}

#[test]
fn only_a_deletion_takes_an_absent_image_for_a_success() {
    let absent = r#"{"Code":"InvalidImageId.NotFound","Message":"m","RequestId":"R"}"#;
    let call = call("ModifyImageSharePermission", &[]).idempotent(Some(true));
    let mut attempts = Attempts::new(call.effect());
    attempts.send();
    attempts.failed(&read(&call, 200, "").expect_err("no answer"));
    let answer = Answer {
        status: 404,
        content_type: None,
        body: absent.as_bytes(),
    };
    assert!(call.read(&signed(&call), &answer, &attempts).is_err());
}

#[test]
fn remedies_say_what_is_still_to_be_added() {
    let refusal = r#"{"Code":"ImageUseShared","Message":"m","RequestId":"R"}"#;
    let requires = |pairs| {
        let Err(EcsError::Service(error)) = read(&call("DeleteImage", pairs), 403, refusal) else {
            panic!("a refusal");
        };
        error.remedies[1].requires.clone()
    };
    assert_eq!(
        requires(&[("RegionId", "cn-hangzhou"), ("ImageId", "m-1")]),
        ["RemoveAccount"]
    );
    // A list of ids is not an id.
    assert_eq!(
        requires(&[("RegionId", "cn-hangzhou"), ("ImageId", "m-1,m-2")]),
        ["RemoveAccount", "ImageId"]
    );
    assert_eq!(requires(&[]), ["RemoveAccount", "RegionId", "ImageId"]);
}
