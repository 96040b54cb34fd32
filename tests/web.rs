//! The shell in a real browser, from Rust: `wasm-pack test --headless --chrome -- --test web`.
//! The service is a double here; the end-to-end suite has the local endpoint.

#![cfg(all(target_arch = "wasm32", target_os = "unknown"))]

use ecs_delete_image::call::Outcome;
use ecs_delete_image::credentials::Credentials;
use ecs_delete_image::error::{EcsError, FailureOutcome, ResponseProblem};
use ecs_delete_image::js::bindings::{delete_image, make_client};
use ecs_delete_image::js::{
    CallSettings, Client, ClientSettings, CredentialsSource, DeleteImageResult, Failure, Record,
};
use ecs_delete_image::operation::DeleteImage;
use ecs_delete_image::sign::Timestamp;
use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::AbortController;

wasm_bindgen_test_configure!(run_in_browser);

const ACCEPTED: &str = r#"return Promise.resolve(new Response('{"RequestId":"R"}'));"#;

/// A `fetch` with this body; it can use `url`, `init`, and `seen`, a list that outlives the call.
fn fetch_double(body: &str) -> Function {
    let seen = "const seen = (globalThis.seenByDouble ??= []); seen.push({ url, init });";
    Function::new_with_args("url, init", &[seen, body].concat())
}

/// What the doubles have been called with since the last time that it was asked.
fn seen() -> Vec<JsValue> {
    let name = JsValue::from_str("seenByDouble");
    let seen = Reflect::get(&js_sys::global(), &name).expect("the global object is an object");
    let _ = Reflect::delete_property(&js_sys::global(), &name);
    if seen.is_undefined() {
        return Vec::new();
    }
    Array::from(&seen).iter().collect()
}

fn get(object: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(object.clone(), |object, name| {
        Reflect::get(&object, &JsValue::from_str(name)).expect(path)
    })
}

fn text(object: &JsValue, path: &str) -> String {
    get(object, path).as_string().expect(path)
}

fn form_field(form: &str, name: &str) -> String {
    let prefix = [name, "="].concat();
    let pair = form.split('&').find_map(|pair| pair.strip_prefix(&prefix));
    pair.expect(name).to_owned()
}

fn client(fetch: &str) -> Client {
    let credentials = Credentials::new("testid", "testsecret", None).expect("sound credentials");
    Client::new(ClientSettings {
        fetch: Some(fetch_double(fetch)),
        max_attempts: 1,
        ..ClientSettings::new(credentials)
    })
}

fn image() -> DeleteImage {
    DeleteImage::new("cn-hangzhou", "m-bp67acfmxazb4p0001").expect("sound ids")
}

async fn delete(fetch: &str, call: CallSettings) -> Result<DeleteImageResult, Failure> {
    client(fetch).delete_image(&image(), &call).await
}

/// The error of a call that fails after so many attempts.
async fn error_of(fetch: &str, expected_attempts: u32) -> EcsError {
    match delete(fetch, CallSettings::default()).await {
        Err(Failure::Failed {
            error, attempts, ..
        }) => {
            assert_eq!(attempts, expected_attempts);
            error
        }
        other => panic!("no error: {other:?}"),
    }
}

#[wasm_bindgen_test]
async fn an_accepted_deletion_resolves() {
    let result = delete(ACCEPTED, CallSettings::default())
        .await
        .expect("a success");
    assert_eq!(result.deletion.outcome, Outcome::Accepted);
    assert_eq!(result.deletion.request_id, "R");
    assert_eq!(result.attempts, 1);
}

#[wasm_bindgen_test]
async fn the_request_is_a_simple_one_and_keeps_to_itself() {
    seen();
    delete(ACCEPTED, CallSettings::default())
        .await
        .expect("a success");
    let seen = seen();
    let request = &seen[0];
    assert_eq!(
        text(request, "url"),
        "https://ecs-cn-hangzhou.aliyuncs.com/"
    );
    assert_eq!(text(request, "init.method"), "POST");
    assert_eq!(text(request, "init.mode"), "cors");
    assert_eq!(text(request, "init.redirect"), "manual");
    assert_eq!(text(request, "init.credentials"), "omit");
    assert_eq!(text(request, "init.cache"), "no-store");
    assert_eq!(text(request, "init.referrerPolicy"), "no-referrer");
    let headers = JSON::stringify(&get(request, "init.headers")).expect("headers are plain");
    assert_eq!(
        String::from(headers),
        r#"{"content-type":"application/x-www-form-urlencoded"}"#
    );
}

#[wasm_bindgen_test]
async fn every_call_has_its_own_nonce_and_the_present_time() {
    seen();
    let client = client(ACCEPTED);
    let before = js_sys::Date::now() - 1_000.0;
    let mut nonces = Vec::new();
    for _ in 0..100 {
        client
            .delete_image(&image(), &CallSettings::default())
            .await
            .expect("a success");
    }
    for request in seen() {
        let form = text(&request, "init.body");
        let time = form_field(&form, "Timestamp").replace("%3A", ":");
        assert!(
            (before..=js_sys::Date::now()).contains(&js_sys::Date::parse(&time)),
            "{time}"
        );
        nonces.push(form_field(&form, "SignatureNonce"));
    }
    assert!(nonces.iter().all(|nonce| nonce.len() == 32));
    nonces.sort_unstable();
    nonces.dedup();
    assert_eq!(nonces.len(), 100);
}

#[wasm_bindgen_test]
async fn overlapping_calls_do_not_disturb_each_other() {
    let client = client(ACCEPTED);
    let (image, call) = (image(), CallSettings::default());
    let calls = (0..50).map(|_| client.delete_image(&image, &call));
    for call in calls.collect::<Vec<_>>() {
        assert_eq!(call.await.expect("a success").attempts, 1);
    }
}

#[wasm_bindgen_test]
async fn a_rejected_fetch_is_a_network_error_whatever_it_rejects_with() {
    for body in [
        "return Promise.reject(new TypeError('failed'));",
        "return Promise.reject(undefined);",
        "return Promise.reject(7);",
        "throw 'synchronously';",
        "return undefined;",
        "return null;",
        "return {};",
        "return { status: '200' };",
        "return { get status() { throw new Error('getter'); } };",
        "return { status: 200, headers: null, body: null };",
        "return { status: 200, body: { getReader() { return null; } } };",
        "return { status: 200, body: { getReader() { return { read() {}, cancel() {} }; } } };",
        "return { status: 200, body: { getReader() { return { read: async () => ({ value: 'text' }) }; } } };",
        "return { status: 200, body: { getReader() { throw new Error('locked'); } } };",
        "return new Response(new ReadableStream({ pull(c) { c.error(new Error('reset')); } }));",
    ] {
        let error = error_of(body, 1).await;
        assert_eq!(error.kind(), "network", "{body}");
        assert_eq!(error.outcome(), FailureOutcome::Unknown, "{body}");
    }
}

#[wasm_bindgen_test]
async fn what_is_not_the_services_is_a_response_error() {
    for (body, expected) in [
        ("return new Response('');", ResponseProblem::Empty),
        (
            "return new Response(null, { status: 204 });",
            ResponseProblem::Empty,
        ),
        (
            "return new Response('<html></html>', { status: 502 });",
            ResponseProblem::Html,
        ),
        (
            "return Response.redirect('https://example.com/');",
            ResponseProblem::Redirect,
        ),
        ("return Response.error();", ResponseProblem::Redirect),
        (
            "return new Response('{\"RequestId\":\"R');",
            ResponseProblem::Truncated,
        ),
        ("return new Response('<a><b>');", ResponseProblem::Truncated),
        (
            "return new Response('<a>'.repeat(100000) + '</a>'.repeat(100000));",
            ResponseProblem::Unreadable,
        ),
        (
            "return new Response('{\"a\":' + '['.repeat(1000000));",
            ResponseProblem::Unreadable,
        ),
        (
            "return new Response(' '.repeat(4 * 1024 * 1024 + 1));",
            ResponseProblem::TooLarge,
        ),
        (
            "return new Response(new ReadableStream({ pull(c) { c.enqueue(new Uint8Array(65536)); } }));",
            ResponseProblem::TooLarge,
        ),
    ] {
        match error_of(body, 1).await {
            EcsError::Response(error) => assert_eq!(error.problem, expected, "{body}"),
            other => panic!("{body}: {other:?}"),
        }
    }
    // The instance has survived all of it.
    an_accepted_deletion_is_possible().await;
}

async fn an_accepted_deletion_is_possible() {
    delete(ACCEPTED, CallSettings::default())
        .await
        .expect("a success");
}

#[wasm_bindgen_test]
async fn a_response_without_a_stream_is_read_all_the_same() {
    let body = "return { status: 200, headers: new Headers(), \
                arrayBuffer: async () => new TextEncoder().encode('{\"RequestId\":\"R\"}').buffer };";
    let result = delete(body, CallSettings::default())
        .await
        .expect("a success");
    assert_eq!(result.deletion.request_id, "R");
}

#[wasm_bindgen_test]
async fn a_silent_service_times_out_even_if_fetch_ignores_its_signal() {
    for body in [
        "return new Promise(() => {});",
        "return Promise.resolve(new Response(new ReadableStream({})));",
    ] {
        let call = CallSettings {
            timeout: Some(5),
            ..CallSettings::default()
        };
        match delete(body, call).await {
            Err(Failure::Failed {
                error: EcsError::Timeout(error),
                attempts: 1,
                ..
            }) => assert_eq!(error.timeout, 5),
            other => panic!("{body}: {other:?}"),
        }
    }
}

#[wasm_bindgen_test]
async fn an_aborted_call_rejects_with_the_reason_and_sends_nothing_if_it_was_early() {
    let reason: JsValue = Object::new().into();
    let controller = AbortController::new().expect("a browser has abort controllers");
    let call = CallSettings {
        signal: Some(controller.signal()),
        ..CallSettings::default()
    };
    seen();
    let client = client("return new Promise(() => {});");
    let image = image();
    let under_way = client.delete_image(&image, &call);
    let abort = async { controller.abort_with_reason(&reason) };
    let (result, ()) = both(under_way, abort).await;
    assert!(matches!(result, Err(Failure::Aborted(given)) if Object::is(&given, &reason)));
    assert_eq!(seen().len(), 1);

    let result = client.delete_image(&image, &call).await;
    assert!(matches!(result, Err(Failure::Aborted(given)) if Object::is(&given, &reason)));
    assert_eq!(seen().len(), 0);
}

/// Runs two futures side by side, the first one ahead.
async fn both<A, B>(first: impl Future<Output = A>, second: impl Future<Output = B>) -> (A, B) {
    let (mut first, mut second) = (Box::pin(first), Box::pin(second));
    let (mut a, mut b) = (None, None);
    std::future::poll_fn(move |context| {
        if a.is_none()
            && let std::task::Poll::Ready(value) = first.as_mut().poll(context)
        {
            a = Some(value);
        }
        if b.is_none()
            && let std::task::Poll::Ready(value) = second.as_mut().poll(context)
        {
            b = Some(value);
        }
        if a.is_none() || b.is_none() {
            return std::task::Poll::Pending;
        }
        match (a.take(), b.take()) {
            (Some(a), Some(b)) => std::task::Poll::Ready((a, b)),
            _ => std::task::Poll::Pending,
        }
    })
    .await
}

#[wasm_bindgen_test]
async fn expired_credentials_send_nothing() {
    seen();
    let credentials = Credentials::new("STS.testid", "testsecret", Some("token".to_owned()))
        .expect("sound credentials")
        .expiring_at(Timestamp::from_unix_seconds(1_000_000_000));
    let client = Client::new(ClientSettings {
        fetch: Some(fetch_double(ACCEPTED)),
        ..ClientSettings::new(credentials)
    });
    match client
        .delete_image(&image(), &CallSettings::default())
        .await
    {
        Err(Failure::Failed {
            error: error @ EcsError::Credentials(_),
            attempts: 0,
            ..
        }) => assert!(error.message().contains("2001-09-09T01:46:40Z"), "{error}"),
        other => panic!("no credentials error: {other:?}"),
    }
    assert_eq!(seen().len(), 0);
}

/// What bindings tell how a call ended; it gives on an object with a field by the name of the kind.
fn settling(then: &JsValue) -> Function {
    let settle = Function::new_with_args(
        "then, kind, what",
        "then({ [['value', 'error', 'reason'][kind]]: what });",
    );
    let settle = settle.bind1(&JsValue::UNDEFINED, then);
    settle.unchecked_into()
}

/// How making a client ends.
fn made(options: &JsValue) -> JsValue {
    let kept = Object::new();
    let keep = Function::new_with_args("kept, ending", "kept.ending = ending;");
    let keep = keep.bind1(&JsValue::UNDEFINED, &kept);
    make_client(options, &settling(&keep.unchecked_into()));
    get(&kept, "ending")
}

/// How a deletion with these arguments ends.
async fn deleted(client: Record, force: JsValue) -> JsValue {
    let mut settle = None;
    let promise = Promise::new(&mut |resolve, _| settle = Some(resolve));
    let settle = settle.expect("a promise gives its functions at once");
    let (region, image) = ("cn-hangzhou".into(), "m-1".into());
    delete_image(
        client,
        region,
        image,
        force,
        JsValue::UNDEFINED,
        None,
        settling(&settle),
    );
    JsFuture::from(promise)
        .await
        .expect("endings are never rejections")
}

fn parse(json: &str) -> JsValue {
    JSON::parse(json).expect("a test writes JSON")
}

#[wasm_bindgen_test]
fn wrong_client_options_are_named() {
    for (options, argument) in [
        ("null", "options"),
        ("[]", "options"),
        ("{}", "options.credentials"),
        (
            r#"{"credentials":{"accessKeyId":"id"}}"#,
            "options.credentials.accessKeySecret",
        ),
        (
            r#"{"credentials":{"accessKeyId":1,"accessKeySecret":"s"}}"#,
            "options.credentials.accessKeyId",
        ),
        (
            r#"{"credentials":{"accessKeyId":"i","accessKeySecret":"s","token":"t"}}"#,
            "options.credentials.token",
        ),
        (
            r#"{"credentials":{"accessKeyId":"i","accessKeySecret":"s","expiration":"soon"}}"#,
            "options.credentials.expiration",
        ),
        (
            r#"{"credentials":{"accessKeyId":"i","accessKeySecret":"s"},"endpoint":"http://ecs.aliyuncs.com"}"#,
            "options.endpoint",
        ),
        (
            r#"{"credentials":{"accessKeyId":"i","accessKeySecret":"s"},"endpoint":1}"#,
            "options.endpoint",
        ),
        (
            r#"{"credentials":{"accessKeyId":"i","accessKeySecret":"s"},"timeout":-1}"#,
            "options.timeout",
        ),
        (
            r#"{"credentials":{"accessKeyId":"i","accessKeySecret":"s"},"timeout":"1"}"#,
            "options.timeout",
        ),
        (
            r#"{"credentials":{"accessKeyId":"i","accessKeySecret":"s"},"fetch":{}}"#,
            "options.fetch",
        ),
        (
            r#"{"credentials":{"accessKeyId":"i","accessKeySecret":"s"},"retries":3}"#,
            "options.retries",
        ),
    ] {
        let ending = made(&parse(options));
        assert_eq!(text(&ending, "error.argument"), argument, "{options}");
        assert_eq!(text(&ending, "error.kind"), "argument", "{options}");
    }
}

#[wasm_bindgen_test]
async fn only_the_boolean_true_forces() {
    seen();
    let options =
        parse(r#"{"credentials":{"accessKeyId":"testid","accessKeySecret":"testsecret"}}"#);
    let _ = Reflect::set(&options, &"fetch".into(), &fetch_double(ACCEPTED));
    let client = get(&made(&options), "value");
    let call = |force: JsValue| deleted(client.clone().unchecked_into(), force);
    for wrong in [
        r#""true""#,
        r#""false""#,
        "1",
        "0",
        "null",
        "{}",
        "[]",
        "[true]",
    ] {
        let ending = call(parse(wrong)).await;
        assert_eq!(text(&ending, "error.argument"), "force", "{wrong}");
        assert_eq!(
            get(&ending, "error.attempts").as_f64(),
            Some(0.0),
            "{wrong}"
        );
    }
    assert_eq!(seen().len(), 0);
    for (right, sent) in [
        (JsValue::UNDEFINED, "false"),
        (JsValue::FALSE, "false"),
        (JsValue::TRUE, "true"),
    ] {
        let ending = call(right).await;
        assert_eq!(text(&ending, "value.outcome"), "accepted");
        let form = text(&seen()[0], "init.body");
        assert_eq!(form_field(&form, "Force"), sent);
    }
}

/// Two answers that get lost, then one that says that the image is gone.
const LOST_TWICE: &str = "switch (seen.length) {
    case 1: return Promise.reject(new TypeError('reset'));
    case 2: return Promise.resolve(new Response('{'));
    default: return Promise.resolve(new Response(
        '{\"Code\":\"InvalidImageId.NotFound\",\"RequestId\":\"R\"}', { status: 404 }));
}";

#[wasm_bindgen_test]
async fn a_repeat_that_finds_the_image_gone_is_a_success_with_new_nonces() {
    seen();
    let call = CallSettings {
        max_attempts: Some(3),
        ..CallSettings::default()
    };
    let result = delete(LOST_TWICE, call).await.expect("a success");
    assert_eq!(result.deletion.outcome, Outcome::Absent);
    assert_eq!(result.attempts, 3);
    let mut nonces: Vec<_> = seen()
        .iter()
        .map(|request| form_field(&text(request, "init.body"), "SignatureNonce"))
        .collect();
    nonces.sort_unstable();
    nonces.dedup();
    assert_eq!(nonces.len(), 3);
}

#[wasm_bindgen_test]
async fn a_function_is_asked_once_for_overlapping_calls() {
    seen();
    let asked = Function::new_no_args(
        "globalThis.asked = (globalThis.asked ?? 0) + 1;
         return Promise.resolve({ accessKeyId: 'id', accessKeySecret: 'secret' });",
    );
    let credentials = Credentials::new("unused", "unused", None).expect("sound credentials");
    let client = Client::new(ClientSettings {
        credentials: CredentialsSource::Function(asked),
        fetch: Some(fetch_double(ACCEPTED)),
        ..ClientSettings::new(credentials)
    });
    let (image, call) = (image(), CallSettings::default());
    let (first, second) = both(
        client.delete_image(&image, &call),
        client.delete_image(&image, &call),
    )
    .await;
    assert!(first.is_ok() && second.is_ok());
    let count = get(&js_sys::global(), "asked");
    assert_eq!(count.as_f64(), Some(1.0));
}
