//! Reading answers: nothing panics, nothing cut off or foreign is taken for the service's, and the
//! two formats mean the same.

use ecs_delete_image::error::EcsError;
use ecs_delete_image::operation::Deletion;
use ecs_delete_image::response::Answer;
use proptest::prelude::*;
use serde_json::{Map, Value};

use crate::invariants::answer::check;
use crate::times;

fn read(status: u16, body: &[u8]) -> Result<Deletion, EcsError> {
    check(&Answer {
        status,
        content_type: None,
        body,
    })
}

/// What an answer came to, in a form that can be compared.
fn summary(result: &Result<Deletion, EcsError>) -> String {
    format!("{result:?}")
}

/// A text that both formats can express: XML has no control characters.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,30}",
        "[<>&'\"/\\\\{}\\[\\]:,=#;!-]{0,12}",
        "[ -~\u{a0}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]{0,20}",
    ]
}

fn visible() -> impl Strategy<Value = String> {
    "[A-Za-z0-9.]{1,20}"
}

/// The fields of an answer, in any order: a success without a code, else a refusal.
fn fields() -> impl Strategy<Value = Vec<(String, Value)>> {
    let named = |name: &'static str, value: BoxedStrategy<String>| {
        value.prop_map(move |text| (name.to_owned(), Value::String(text)))
    };
    let detail = prop::collection::btree_map("Auth(Action|PrincipalType)|PolicyType", text(), 1..3)
        .prop_map(|fields| {
            let fields = fields
                .into_iter()
                .map(|(name, text)| (name, Value::String(text)));
            (
                "AccessDeniedDetail".to_owned(),
                Value::Object(fields.collect::<Map<_, _>>()),
            )
        });
    let always = named("RequestId", visible().boxed()).prop_map(Some);
    let others = (
        prop::option::of(named("Code", visible().boxed())),
        prop::option::of(named("Message", text().boxed())),
        prop::option::of(named("HostId", text().boxed())),
        prop::option::of(named("Recommend", text().boxed())),
        prop::option::of(detail),
    );
    (always, others)
        .prop_map(|(id, (code, message, host, recommend, detail))| {
            let all = [id, code, message, host, recommend, detail];
            all.into_iter().flatten().collect::<Vec<_>>()
        })
        .prop_shuffle()
}

fn json(fields: &[(String, Value)]) -> String {
    Value::Object(fields.iter().cloned().collect()).to_string()
}

/// A refusal's root is `Error`, a success's is named after the action.
fn xml(fields: &[(String, Value)]) -> String {
    let is_refusal = fields.iter().any(|(name, _)| name == "Code");
    let root = if is_refusal {
        "Error"
    } else {
        "DeleteImageResponse"
    };
    let inner: String = fields
        .iter()
        .map(|(name, value)| element(name, value))
        .collect();
    format!("<?xml version='1.0' encoding='UTF-8'?><{root}>{inner}</{root}>")
}

fn element(name: &str, value: &Value) -> String {
    let inner = match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| element(name, value))
            .collect(),
        other => escape(other.as_str().expect("fields are texts and objects")),
    };
    format!("<{name}>{inner}</{name}>")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Statuses of all kinds, those that mean something more often.
fn status() -> impl Strategy<Value = u16> {
    prop_oneof![
        prop::sample::select(vec![0, 200, 204, 302, 400, 403, 404, 500, 503]),
        any::<u16>(),
    ]
}

/// Pieces that answers are made of, put together without sense.
fn rubble() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        ",",
        "<",
        ">",
        "</",
        "/>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?xml version='1.0'?>",
        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
        "&a;",
        "&amp;",
        "&#0;",
        "&#x41;",
        "<Error>",
        "</Error>",
        "<Code>",
        "</Code>",
        "<RequestId>",
        "</RequestId>",
        "\"RequestId\"",
        "\"Code\"",
        "\"Message\"",
        "R",
        "1e999",
        "-0",
        "null",
        "true",
        "\\u",
        "\\ud800",
        "\u{feff}",
        "\u{0}",
        "\n",
        " ",
        "<a xmlns='b'",
        " c='d'",
        "server string to sign is:",
        "GET&%2F&",
        "%",
    ]);
    prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(times(500))]

    #[test]
    fn any_bytes_are_read(status in status(), body in any::<Vec<u8>>()) {
        let _ = read(status, &body);
    }

    #[test]
    fn any_rubble_is_read(status in status(), body in rubble()) {
        let _ = read(status, body.as_bytes());
    }

    #[test]
    fn a_result_says_what_the_answer_said(status in status(), fields in fields()) {
        let body: Map<_, _> = fields.iter().cloned().collect();
        let said = |name: &str| body.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
        match read(status, json(&fields).as_bytes()) {
            Ok(deletion) => {
                prop_assert_eq!(said("Code"), None);
                prop_assert_eq!(Some(deletion.request_id.as_str()), said("RequestId"));
            }
            Err(EcsError::Service(refusal)) => {
                prop_assert_eq!(Some(refusal.code.as_str()), said("Code"));
                prop_assert_eq!(Some(refusal.request_id.as_str()), said("RequestId"));
                prop_assert_eq!(refusal.service_message.as_str(), said("Message").unwrap_or_default());
                prop_assert_eq!(refusal.host_id.as_deref(), said("HostId"));
                prop_assert_eq!(refusal.recommend.as_deref(), said("Recommend"));
                prop_assert_eq!(refusal.access_denied.is_some(), body.contains_key("AccessDeniedDetail"));
            }
            Err(_) => prop_assert!(said("Code").is_none() || status == 0 || status / 100 == 3),
        }
    }

    #[test]
    fn json_and_xml_of_the_same_content_mean_the_same(status in status(), fields in fields()) {
        prop_assert_eq!(
            summary(&read(status, json(&fields).as_bytes())),
            summary(&read(status, xml(&fields).as_bytes()))
        );
    }

    #[test]
    fn a_comment_says_nothing(fields in fields(), comment in "[a-z ]{1,9}") {
        let body = xml(&fields);
        let commented = body.replace("</", &format!("<!--{comment}--></"));
        prop_assert_eq!(summary(&read(403, commented.as_bytes())), summary(&read(403, body.as_bytes())));
    }
}

proptest! {
    #![proptest_config(times(24))]

    #[test]
    fn an_answer_cut_off_anywhere_is_neither_success_nor_refusal(fields in fields(), status in status()) {
        for body in [json(&fields), xml(&fields)] {
            for end in 0..body.len() {
                let result = read(status, &body.as_bytes()[..end]);
                prop_assert!(matches!(result, Err(EcsError::Response(_))), "{} of {}", end, body);
            }
        }
    }

    #[test]
    fn any_nesting_is_read(opening in prop::sample::select(vec!["[", "{\"a\":", "<a>"]), depth in 0..20_000_usize) {
        let start = if opening == "[" { "{\"a\":" } else { "" };
        let _ = read(200, (start.to_owned() + &opening.repeat(depth)).as_bytes());
    }
}

/// The stack that a WebAssembly module has; this build needs several times what a release does.
const STACK: usize = 1024 * 1024;

#[test]
fn a_code_of_another_shape_is_no_success() {
    for body in [
        r#"{"RequestId":"R","Code":["InternalError"]}"#,
        r#"{"RequestId":"R","Code":{"a":"InternalError"}}"#,
        "<Error><RequestId>R</RequestId><Code>A</Code><Code>B</Code></Error>",
        "<Error><RequestId>R</RequestId><Code><b>InternalError</b></Code></Error>",
    ] {
        assert!(read(200, body.as_bytes()).is_err(), "{body}");
    }
}

#[test]
fn the_deepest_answers_need_little_stack() {
    let nested = |open: &str, inner: &str, close: &str| {
        let depth = 1024 * 1024 / (open.len() + close.len()) - 16;
        open.repeat(depth) + inner + &close.repeat(depth)
    };
    let bodies = [
        nested("<a>", "", "</a>"),
        nested("{\"a\":", "1", "}"),
        format!("{{\"a\":{}}}", nested("[", "", "]")),
        format!("{{\"a\":{}", "[".repeat(1_000_000)),
        "<a>".repeat(300_000),
    ];
    let reading = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || bodies.map(|body| read(200, body.as_bytes()).is_err()))
        .expect("a thread");
    assert_eq!(reading.join().expect("no panic"), [true; 5]);
}
