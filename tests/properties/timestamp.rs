//! Time stamps, against another calendar.

use ecs_delete_image::sign::Timestamp;
use proptest::prelude::*;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::times;

const LAST: u64 = 253_402_300_799;

/// What the `time` crate writes for the same moment.
fn expected(seconds: u64) -> String {
    let seconds = i64::try_from(seconds).expect("within the years that have four digits");
    let moment = OffsetDateTime::from_unix_timestamp(seconds).expect("a moment");
    moment.format(&Rfc3339).expect("a year of four digits")
}

fn written(seconds: u64) -> String {
    let timestamp = Timestamp::from_unix_seconds(seconds).expect("a year of four digits");
    assert_eq!(timestamp.unix_seconds(), seconds);
    timestamp.to_iso8601()
}

proptest! {
    #![proptest_config(times(3000))]

    #[test]
    fn every_moment_is_written_as_another_calendar_writes_it(seconds in 0..=LAST) {
        prop_assert_eq!(written(seconds), expected(seconds));
    }

    #[test]
    fn nothing_after_the_year_9999_is_a_time_stamp(seconds in LAST + 1..) {
        prop_assert_eq!(Timestamp::from_unix_seconds(seconds), None);
    }

    #[test]
    fn texts_are_in_the_order_of_the_moments(first in 0..=LAST, second in 0..=LAST) {
        prop_assert_eq!(written(first).cmp(&written(second)), first.cmp(&second));
    }
}

#[test]
fn every_day_of_four_centuries_begins_and_ends_as_another_calendar_says() {
    for day in 0..146_097 {
        let midnight = day * 86_400;
        for seconds in [midnight, midnight + 86_399] {
            assert_eq!(written(seconds), expected(seconds));
        }
    }
}
