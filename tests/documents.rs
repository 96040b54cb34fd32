//! The error table in the type declarations and in the README, against the one in Rust. With
//! `BLESS=1` in the environment the documents are rewritten instead (`make docs`).

use std::fmt::Write;
use std::path::Path;

use ecs_delete_image::error::RemedyTemplate;
use ecs_delete_image::error::table::{self, Entry};

/// Compares what stands between the markers of a part with what should, or writes it there. Blank
/// lines around it are the formatter's.
fn check(file: &str, part: &str, generated: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = std::fs::read_to_string(&path).expect(file);
    let begin = format!("begin {part}, made from src/error/table.rs by `make docs`");
    let end = format!("end {part}");
    // The markers are comments, each on a line of its own.
    let lines: Vec<_> = text.lines().collect();
    let line_with = |marker: &str| lines.iter().position(|line| line.contains(marker));
    let first = line_with(&begin).expect(&begin) + 1;
    let last = line_with(&end).expect(&end);
    let current = lines[first..last].join("\n");
    if std::env::var_os("BLESS").is_some() {
        let [before, after] = [&lines[..first], &lines[last..]].map(|part| part.join("\n"));
        let updated = current.replace(current.trim(), generated.trim());
        std::fs::write(&path, format!("{before}\n{updated}\n{after}\n")).expect(file);
    } else {
        let is_current = current.trim() == generated.trim();
        assert!(is_current, "{file} is out of date: run `make docs`");
    }
}

#[test]
fn type_declarations_list_the_codes() {
    let mut text = String::new();
    union(
        &mut text,
        "The codes by which the service refuses to delete an image.",
        "DeleteImageErrorCode",
        table::DELETE_IMAGE,
    );
    text.push('\n');
    union(
        &mut text,
        "The codes that this package knows: those of the deletion, and those of every operation.",
        "KnownServiceErrorCode",
        table::COMMON,
    );
    check("pkg/index.d.ts", "error codes", &text);
}

/// A union of literals, each with its description for the editor's hover.
fn union(text: &mut String, summary: &str, name: &str, entries: &[Entry]) {
    writeln!(text, "/** {summary} */\nexport type {name} =").expect("writing to a string");
    if name != "DeleteImageErrorCode" {
        text.push_str("  | DeleteImageErrorCode\n");
    }
    for (index, entry) in entries.iter().enumerate() {
        let end = if index + 1 == entries.len() { ";" } else { "" };
        let Entry {
            code, description, ..
        } = entry;
        // The table has no status for a code whose source names none.
        let status = match statuses(entry) {
            statuses if statuses.is_empty() => String::new(),
            statuses => format!("HTTP {statuses}. "),
        };
        writeln!(text, "  /** {status}{description} */\n  | '{code}'{end}")
            .expect("writing to a string");
    }
}

#[test]
fn the_readme_explains_the_codes() {
    check(
        "README.md",
        "codes of the deletion",
        &rows(table::DELETE_IMAGE),
    );
    check("README.md", "other codes", &rows(table::COMMON));
}

fn rows(entries: &[Entry]) -> String {
    let mut text = String::from("| HTTP | `code` | what it means | `retryable` | `remedies` |\n");
    text.push_str("| --- | --- | --- | --- | --- |\n");
    for entry in entries {
        let Entry {
            code, description, ..
        } = entry;
        let statuses = statuses(entry);
        let retryable = if entry.retryable { "yes" } else { "no" };
        let remedies: Vec<_> = entry.remedies.iter().map(remedy).collect();
        let remedies = remedies.join("<br>");
        writeln!(
            text,
            "| {statuses} | `{code}` | {description} | {retryable} | {remedies} |"
        )
        .expect("writing to a string");
    }
    text
}

fn remedy(remedy: &RemedyTemplate) -> String {
    format!("`{}`: {}", remedy.action, remedy.description)
}

fn statuses(entry: &Entry) -> String {
    let statuses: Vec<_> = entry.http_statuses.iter().map(u16::to_string).collect();
    statuses.join(", ")
}
