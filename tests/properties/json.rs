//! Reading JSON: as `serde_json` reads it, whole, cut off, or damaged.

use ecs_delete_image::json::{Problem, Value};
use proptest::prelude::*;
use serde_json::Map;

use crate::invariants::json::check;
use crate::times;

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        "-?(0|[1-9][0-9]{0,30})([.][0-9]{1,20})?([eE][+-]?[0-9]{1,3})?",
        "[-+.eE0-9]{1,8}"
    ]
}

fn leaf() -> impl Strategy<Value = String> {
    let text = prop_oneof![any::<String>(), "[\\\\/\"u0-9a-fA-F\u{0}-\u{1f}]{0,12}"];
    prop_oneof![
        "null|true|false",
        number(),
        text.prop_map(|text| serde_json::Value::from(text).to_string()),
        "\"(\\\\u[dD][89abAB][0-9a-f]{2}|\\\\u[dD][c-fC-F][0-9a-f]{2}|\\\\[\"\\\\/bfnrtux]|[a-z]){0,6}\"",
    ]
}

/// A document, sound or with a leaf that is not.
fn document() -> impl Strategy<Value = String> {
    let space = "[ \n\r\t]{0,2}";
    let leaf = (space, leaf(), space).prop_map(|(before, leaf, after)| before + &leaf + &after);
    leaf.prop_recursive(5, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5)
                .prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec(("[a-c\u{e9}\"]{0,2}", inner), 0..5).prop_map(|fields| {
                let field = |(name, value): (String, String)| {
                    serde_json::Value::from(name).to_string() + " :" + &value
                };
                let fields: Vec<_> = fields.into_iter().map(field).collect();
                format!("{{{}}}", fields.join(","))
            }),
        ]
    })
}

proptest! {
    #![proptest_config(times(500))]

    #[test]
    fn a_document_means_what_it_means_elsewhere(text in document()) {
        check(&text);
    }

    #[test]
    fn a_part_of_one_is_judged_as_elsewhere(text in document(), end in any::<prop::sample::Index>()) {
        let ends: Vec<_> = text.char_indices().map(|(at, _)| at).collect();
        if !ends.is_empty() {
            check(&text[..*end.get(&ends)]);
        }
    }

    #[test]
    fn a_damaged_one_is_judged_as_elsewhere(
        text in document(),
        at in any::<prop::sample::Index>(),
        wrong in "[\\[\\]{}:,\"\\\\ 0-9a-f.eE+-]{0,2}",
    ) {
        let mut characters: Vec<_> = text.chars().map(String::from).collect();
        if !characters.is_empty() {
            let at = at.index(characters.len());
            characters[at] = wrong;
        }
        check(&characters.concat());
    }

    #[test]
    fn any_text_is_judged_as_elsewhere(text in "[\\[\\]{}:,\"\\\\ 0-9a-z.E+-]{0,24}") {
        check(&text);
    }
}

#[test]
fn the_last_of_two_fields_counts_and_numbers_stay_as_they_are() {
    let value = Value::parse(r#"{"a": 1, "b": 123456789012345678901, "a": 1.50}"#).expect("JSON");
    assert_eq!(value.get("a"), Some(&Value::Number("1.50".to_owned())));
    assert_eq!(value.to_string(), r#"{"a":1.50,"b":123456789012345678901}"#);
}

#[test]
fn it_nests_as_deep_as_it_may() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(Value::parse(&nested(64)).is_ok());
    assert_eq!(Value::parse(&nested(65)), Err(Problem::Malformed));
}

#[test]
fn what_it_writes_is_read_elsewhere() {
    let text: String = (0..0x300).filter_map(char::from_u32).collect();
    let written = Value::Object([(text.clone(), Value::String(text.clone()))].into()).to_string();
    let read: Map<_, _> = serde_json::from_str(&written).expect("JSON");
    assert_eq!(
        read.get(&text),
        Some(&serde_json::Value::from(text.as_str()))
    );
}
