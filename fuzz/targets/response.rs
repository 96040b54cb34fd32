//! Any bytes as an answer. The first line is the HTTP status and the content type, so that an input
//! can be read and written by hand; the rest is the body.
#![no_main]

use ecs_delete_image::response::Answer;
use libfuzzer_sys::fuzz_target;

#[allow(dead_code)] // the property tests use the rest
#[path = "../../tests/invariants/answer.rs"]
mod invariants;

#[path = "../../tests/invariants/json.rs"]
mod json;

fuzz_target!(|input: &[u8]| {
    let answer = answer_of(input);
    let _ = invariants::check(&answer);
    if let Ok(text) = str::from_utf8(answer.body) {
        json::check(text);
    }
});

fn answer_of(input: &[u8]) -> Answer<'_> {
    let end = input.iter().position(|byte| *byte == b'\n');
    let (head, body) = match end {
        Some(end) => (&input[..end], &input[end + 1..]),
        None => (&input[..0], input),
    };
    let head = str::from_utf8(head).unwrap_or_default();
    let (status, content_type) = head.split_once(' ').unwrap_or((head, ""));
    Answer {
        status: status.parse().unwrap_or(200),
        content_type: Some(content_type).filter(|text| !text.is_empty()),
        body,
    }
}
