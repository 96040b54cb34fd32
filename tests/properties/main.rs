//! Properties that hold for any input, each tried with many random ones; what proptest finds wrong
//! it makes small and prints.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../invariants/mod.rs"]
mod invariants;

mod answer;
mod encoding;
mod endpoint;
mod identifiers;
mod json;
mod parameters;
mod presigned;
mod redaction;
mod timestamp;

use proptest::test_runner::Config;

/// How often a property is tried. Nothing is written beside the tests when one fails: the input is
/// printed, and belongs into a test of its own.
fn times(cases: u32) -> Config {
    Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    }
}
