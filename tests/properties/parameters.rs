//! The canonicalized query: sorted, complete, and read back without a doubt.

use std::collections::BTreeMap;

use ecs_delete_image::parameters::Parameters;
use proptest::prelude::*;

use super::encoding::decode;
use crate::invariants::answer::SENT;
use crate::times;

/// Names and values that are hard to tell from the syntax around them, and from all of Unicode.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => "[A-Za-z0-9.]{0,8}",
        2 => "[&=%+ ~*/?#;A]{0,6}",
        1 => "[\u{e000}-\u{ffff}\u{10000}-\u{10ffff}a]{0,4}",
        1 => any::<String>(),
    ]
}

fn pairs() -> impl Strategy<Value = Vec<(String, String)>> {
    prop::collection::vec((text(), text()), 0..12)
}

fn set_of(pairs: &[(String, String)]) -> Parameters {
    let mut parameters = Parameters::new();
    for (name, value) in pairs {
        parameters.set(name, value);
    }
    parameters
}

/// What a receiver reads: split at `&`, then at the first `=`, then decoded.
fn read_back(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').expect("every name has its =");
            assert!(!value.contains('='), "{pair}");
            (
                decode(name).expect("a sound name"),
                decode(value).expect("a sound value"),
            )
        })
        .collect()
}

proptest! {
    #![proptest_config(times(300))]

    #[test]
    fn the_query_gives_the_set_back(pairs in pairs()) {
        let expected: BTreeMap<String, String> = pairs.iter().cloned().collect();
        let read = read_back(&set_of(&pairs).canonicalized_query());
        prop_assert_eq!(read.len(), expected.len());
        prop_assert_eq!(read.into_iter().collect::<BTreeMap<_, _>>(), expected);
    }

    #[test]
    fn names_are_sorted_by_utf_16_code_units_each_once(pairs in pairs()) {
        let read = read_back(&set_of(&pairs).canonicalized_query());
        let names: Vec<Vec<u16>> = read.iter().map(|(name, _)| name.encode_utf16().collect()).collect();
        prop_assert!(names.windows(2).all(|two| two[0] < two[1]), "{:?}", read);
    }

    #[test]
    fn the_order_of_setting_does_not_matter(
        pairs in pairs(),
        seed in any::<prop::sample::Index>(),
    ) {
        let unique: BTreeMap<String, String> = pairs.into_iter().collect();
        let mut shuffled: Vec<_> = unique.into_iter().collect();
        let sorted = set_of(&shuffled).canonicalized_query();
        shuffled.reverse();
        let middle = seed.index(shuffled.len() + 1);
        shuffled.rotate_left(middle);
        prop_assert_eq!(set_of(&shuffled).canonicalized_query(), sorted);
    }

    #[test]
    fn collecting_is_setting_one_after_the_other(first in pairs(), second in pairs()) {
        let all = [first.clone(), second, first].concat();
        let collected: Parameters = all.iter().map(|(name, value)| (name, value)).collect();
        prop_assert_eq!(collected.canonicalized_query(), set_of(&all).canonicalized_query());
    }

    #[test]
    fn different_sets_never_have_the_same_query(first in pairs(), second in pairs()) {
        let is_same = |pairs: &[(String, String)]| pairs.iter().cloned().collect::<BTreeMap<_, _>>();
        prop_assert_eq!(
            set_of(&first).canonicalized_query() == set_of(&second).canonicalized_query(),
            is_same(&first) == is_same(&second)
        );
    }

    #[test]
    fn values_never_show_when_debugged(pairs in prop::collection::vec(("[a-z]{1,9}", "[A-Z]{9}"), 1..9)) {
        let shown = format!("{:?}", set_of(&pairs));
        prop_assert!(pairs.iter().all(|(_, value)| !shown.contains(value)), "{}", shown);
    }
}

#[test]
fn a_signed_form_reads_back_with_its_signature() {
    let (deletion, request) = &*SENT;
    let form = read_back(request.body().expect("a POST has a body"));
    let own = read_back(&deletion.operation().parameters.canonicalized_query());
    assert!(own.iter().all(|pair| form.contains(pair)));
    assert_eq!(
        form.iter().filter(|(name, _)| name == "Signature").count(),
        1
    );
}
