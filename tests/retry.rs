//! The retry policy: what is worth another attempt, when, and what the attempts say in the end.

use ecs_delete_image::error::{
    ArgumentError, CredentialsError, EcsError, FailureOutcome, NetworkError, ResponseError,
    ResponseProblem, ServiceError, TimeoutError, table,
};
use ecs_delete_image::retry::{Attempts, Effect, capped, count};

fn service(http_status: u16, code: &str) -> EcsError {
    let error = ServiceError {
        code: code.to_owned(),
        http_status,
        ..ServiceError::default()
    };
    error.described().into()
}

fn response(http_status: u16, problem: ResponseProblem) -> EcsError {
    EcsError::Response(Box::new(ResponseError {
        problem,
        http_status,
        content_type: None,
    }))
}

fn network() -> EcsError {
    let message = "no answer".to_owned();
    EcsError::Network(NetworkError { message })
}

fn timeout() -> EcsError {
    EcsError::Timeout(TimeoutError { timeout: 10_000 })
}

fn credentials() -> EcsError {
    let message = "none".to_owned();
    EcsError::Credentials(CredentialsError { message })
}

/// Attempts that have failed with these errors, one after the other.
fn after(errors: &[EcsError]) -> Attempts {
    let mut attempts = Attempts::new(Effect::Deletion);
    for error in errors {
        attempts.send();
        attempts.failed(error);
    }
    attempts
}

const LAST: u32 = u32::MAX;

fn is_repeated(error: &EcsError) -> bool {
    let attempts = after(std::slice::from_ref(error));
    attempts.pause(error, 2, None, 0).is_some()
}

#[test]
fn transient_failures_are_repeated() {
    for error in [
        network(),
        timeout(),
        service(500, "InternalError"),
        service(503, "ServiceUnavailable"),
        service(400, "UnknownError"),
        service(400, "Throttling"),
        service(400, "Throttling.User"),
        service(400, "Throttling.Api"),
        service(400, "Rejected.Throttling"),
        service(400, "New.Throttling.Kind"),
        service(400, "SignatureNonceUsed"),
        service(504, "Whatever"),
        response(502, ResponseProblem::Html),
        response(503, ResponseProblem::Empty),
        response(200, ResponseProblem::Empty),
        response(200, ResponseProblem::Truncated),
    ] {
        assert!(is_repeated(&error), "{error}");
    }
}

#[test]
fn refusals_and_foreign_answers_are_not_repeated() {
    for entry in table::DELETE_IMAGE {
        assert!(
            !is_repeated(&service(entry.http_statuses[0], entry.code)),
            "{}",
            entry.code
        );
    }
    for error in [
        service(400, "SignatureDoesNotMatch"),
        service(404, "InvalidAccessKeyId.NotFound"),
        service(403, "Forbidden.RAM"),
        service(400, "InvalidTimeStamp.Expired"),
        service(418, "Unheard.Of"),
        response(200, ResponseProblem::Html),
        response(302, ResponseProblem::Redirect),
        response(200, ResponseProblem::TooLarge),
        response(200, ResponseProblem::Foreign),
        response(404, ResponseProblem::Unreadable),
        ArgumentError::new("imageId", "must be one").into(),
        credentials(),
    ] {
        assert!(!is_repeated(&error), "{error}");
    }
}

#[test]
fn there_are_no_more_attempts_than_allowed() {
    let errors = vec![network(); 3];
    for most in [1, 2, 3] {
        assert_eq!(after(&errors).pause(&network(), most, None, 0), None);
    }
    assert!(after(&errors).pause(&network(), 4, None, 0).is_some());
    // Nothing was sent: what failed was not an attempt.
    assert_eq!(
        Attempts::new(Effect::Deletion).pause(&network(), 4, None, 0),
        None
    );
}

#[test]
fn windows_double_up_to_a_limit_and_are_used_from_end_to_end() {
    for (error, longest) in [
        (
            network(),
            [199, 399, 799, 1_599, 3_199, 6_399, 12_799, 19_999, 19_999],
        ),
        (
            service(400, "Throttling.User"),
            [
                999, 1_999, 3_999, 7_999, 15_999, 19_999, 19_999, 19_999, 19_999,
            ],
        ),
    ] {
        for (index, longest) in longest.into_iter().enumerate() {
            let attempts = after(&vec![error.clone(); index + 1]);
            assert_eq!(attempts.pause(&error, LAST, None, 0), Some(0));
            assert_eq!(attempts.pause(&error, LAST, None, u32::MAX), Some(longest));
            let middle = attempts.pause(&error, LAST, None, u32::MAX / 2);
            assert_eq!(middle, Some(longest / 2));
        }
    }
    let many = after(&vec![network(); 100]);
    assert_eq!(many.pause(&network(), LAST, None, u32::MAX), Some(19_999));
}

#[test]
fn what_the_service_asks_for_is_honoured_and_capped() {
    let error = service(400, "Throttling.User");
    let attempts = after(std::slice::from_ref(&error));
    for (requested, expected) in [
        (0, 999),
        (1, 1),
        (1_234, 1_234),
        (60_000, 60_000),
        (u32::MAX, 60_000),
    ] {
        assert_eq!(
            attempts.pause(&error, LAST, Some(requested), LAST),
            Some(expected)
        );
    }
    assert_eq!([capped(0), capped(60_001)], [0, 60_000]);
}

#[test]
fn the_outcome_is_unknown_once_an_answer_was_lost() {
    let outcome = |errors: &[EcsError]| after(errors).outcome(&errors[errors.len() - 1]);
    let throttled = || service(400, "Throttling");
    let forbidden = || service(403, "Forbidden.RAM");
    for (errors, expected) in [
        (vec![throttled()], FailureOutcome::NotApplied),
        (vec![throttled(), forbidden()], FailureOutcome::NotApplied),
        (vec![network()], FailureOutcome::Unknown),
        (vec![network(), throttled()], FailureOutcome::Unknown),
        (
            vec![timeout(), throttled(), forbidden()],
            FailureOutcome::Unknown,
        ),
        (
            vec![service(500, "InternalError"), forbidden()],
            FailureOutcome::Unknown,
        ),
        (
            vec![service(400, "SignatureNonceUsed"), forbidden()],
            FailureOutcome::Unknown,
        ),
        (
            vec![throttled(), response(502, ResponseProblem::Html)],
            FailureOutcome::Unknown,
        ),
        (
            vec![network(), service(404, "InvalidImageId.NotFound")],
            FailureOutcome::Unknown,
        ),
    ] {
        assert_eq!(outcome(&errors), expected, "{errors:?}");
    }
}

#[test]
fn a_refusal_because_of_the_image_settles_the_doubt_about_what_has_ended() {
    let refusal = || service(403, "ImageUseShared");
    let failed = || service(500, "InternalError");
    for errors in [
        vec![failed(), refusal()],
        vec![service(500, "UnknownError"), refusal()],
        vec![failed(), service(400, "Throttling"), failed(), refusal()],
    ] {
        let outcome = after(&errors).outcome(&refusal());
        assert_eq!(outcome, FailureOutcome::NotApplied, "{errors:?}");
    }
    // These may be carried out later: after the state has changed.
    for lost in [
        network(),
        timeout(),
        response(502, ResponseProblem::Html),
        response(504, ResponseProblem::Empty),
        response(200, ResponseProblem::Truncated),
        service(503, "ServiceUnavailable"),
        service(504, "Whatever"),
        service(408, "InternalError"),
        service(400, "SignatureNonceUsed"),
    ] {
        for errors in [
            vec![lost.clone(), refusal()],
            vec![lost.clone(), failed(), refusal()],
            vec![failed(), lost, refusal()],
        ] {
            let outcome = after(&errors).outcome(&refusal());
            assert_eq!(outcome, FailureOutcome::Unknown, "{errors:?}");
        }
    }
}

#[test]
fn a_refusal_because_of_the_image_settles_the_doubt_of_a_deletion_alone() {
    let refusal = service(403, "ImageUseShared");
    for (effect, expected) in [
        (Effect::Deletion, FailureOutcome::NotApplied),
        (Effect::Idempotent, FailureOutcome::Unknown),
        (Effect::Once, FailureOutcome::Unknown),
        (Effect::None, FailureOutcome::NotApplied),
    ] {
        let mut attempts = Attempts::new(effect);
        for error in [service(500, "InternalError"), refusal.clone()] {
            attempts.send();
            attempts.failed(&error);
        }
        assert_eq!(attempts.outcome(&refusal), expected, "{effect:?}");
    }
}

#[test]
fn credentials_that_fail_after_a_lost_answer_do_not_undo_the_doubt() {
    let attempts = after(&[network()]);
    assert_eq!(attempts.outcome(&credentials()), FailureOutcome::Unknown);
    assert_eq!(
        Attempts::new(Effect::Deletion).outcome(&credentials()),
        FailureOutcome::NotApplied
    );
    assert_eq!(attempts.sent(), 1);
}

#[test]
fn headers_that_count_are_read_and_others_are_not() {
    for (header, expected) in [
        ("0", Some(0)),
        (" 1500 ", Some(1_500)),
        ("4294967296", Some(u32::MAX)),
        ("99999999999999999999999", Some(u32::MAX)),
        ("", None),
        ("-5", None),
        ("+5", None),
        ("1.5", None),
        ("0x10", None),
        ("Wed, 21 Oct 2026 07:28:00 GMT", None),
    ] {
        assert_eq!(count(header), expected, "{header}");
    }
}
