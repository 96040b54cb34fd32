//! Whether to try again, when, and what all attempts together say about the image. Pure: the random
//! number and what the service asked for come in as arguments.

use crate::error::{EcsError, FailureOutcome, table};

/// The first window in which a repeat is placed, in milliseconds; each further one is twice as long.
const FIRST_WINDOW: u32 = 200;
/// The same after throttling: the limits are counted in minutes, so haste only costs another refusal.
const FIRST_WINDOW_THROTTLED: u32 = 1_000;
/// No window is longer.
const LONGEST_WINDOW: u32 = 20_000;
/// The service can ask for more patience than that, up to here.
const LONGEST_REQUESTED_WAIT: u32 = 60_000;

/// What sending the same request twice does: what may be repeated depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing, as it changes nothing.
    None,
    /// The same as sending it once.
    Idempotent,
    /// The same; and a repeat that finds the image absent has succeeded.
    Deletion,
    /// Perhaps something twice.
    Once,
}

/// The attempts of one call.
#[derive(Clone, Debug)]
pub struct Attempts {
    effect: Effect,
    sent: u32,
    any_lost: bool,
    /// Whether one of them may be carried out only after all that is heard of the others.
    any_under_way: bool,
}

impl Attempts {
    /// None yet.
    #[must_use]
    pub fn new(effect: Effect) -> Self {
        Self {
            effect,
            sent: 0,
            any_lost: false,
            any_under_way: false,
        }
    }

    /// One more request is on its way.
    pub fn send(&mut self) {
        self.sent = self.sent.saturating_add(1);
    }

    /// How many requests were sent.
    #[must_use]
    pub fn sent(&self) -> u32 {
        self.sent
    }

    /// Takes note of how an attempt failed.
    pub fn failed(&mut self, error: &EcsError) {
        if error.outcome() == FailureOutcome::Unknown {
            self.any_lost = true;
            self.any_under_way |= !has_ended(error);
        }
    }

    /// Whether one of the attempts that have failed may have been carried out all the same.
    #[must_use]
    pub fn any_lost(&self) -> bool {
        self.any_lost
    }

    /// Whether something may have changed, after all attempts, the last of which ended with `error`.
    #[must_use]
    pub fn outcome(&self, error: &EcsError) -> FailureOutcome {
        if self.effect == Effect::None {
            return FailureOutcome::NotApplied;
        }
        let may_settle = self.effect == Effect::Deletion && !self.any_under_way;
        let is_settled = !self.any_lost || (may_settle && says_that_the_image_exists(error));
        if is_settled {
            error.outcome()
        } else {
            FailureOutcome::Unknown
        }
    }

    /// How many milliseconds to wait before the next attempt; nothing when there must be none.
    ///
    /// `requested` is what the service has asked for. Else the pause is drawn from a window that
    /// doubles with each attempt (full jitter), so that clients which failed together do not return
    /// together; `random` is any 32 random bits.
    #[must_use]
    pub fn pause(
        &self,
        error: &EcsError,
        most: u32,
        requested: Option<u32>,
        random: u32,
    ) -> Option<u32> {
        let is_worth_it = self.sent > 0 && self.sent < most && error.retryable();
        let may_be_done = error.outcome() == FailureOutcome::Unknown;
        if !is_worth_it || (may_be_done && self.effect == Effect::Once) {
            return None;
        }
        Some(match requested {
            // Without a pause at all, a service in trouble would be asked as fast as it refuses.
            None | Some(0) => within(window(error, self.sent), random),
            Some(requested) => capped(requested),
        })
    }
}

/// What the service may ask for, and no more: it could say a month.
#[must_use]
pub fn capped(requested: u32) -> u32 {
    requested.min(LONGEST_REQUESTED_WAIT)
}

/// Reads a header that counts something: digits and nothing else. More than fits is as much as fits.
#[must_use]
pub fn count(header: &str) -> Option<u32> {
    let digits = header.trim();
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u32::MAX))
}

/// Whether the service was done with a request, whatever has become of it: it says that it has failed.
/// What timed out, or was cut off, may still wait at the service or in a proxy on the way there; so may
/// what a gateway gave up on, and the first of two requests with one nonce.
fn has_ended(error: &EcsError) -> bool {
    matches!(error, EcsError::Service(failure) if failure.http_status == 500)
}

/// A refusal because of the image's state: it was there, and the same deletion that the service was
/// done with before was refused for the same reason.
fn says_that_the_image_exists(error: &EcsError) -> bool {
    matches!(error, EcsError::Service(_))
        && error.code() != table::NOT_FOUND
        && table::is_about_the_image(error.code())
}

fn window(error: &EcsError, sent: u32) -> u32 {
    let first = if error.code().contains("Throttling") {
        FIRST_WINDOW_THROTTLED
    } else {
        FIRST_WINDOW
    };
    let doublings = sent.saturating_sub(1);
    let factor = 1_u32.checked_shl(doublings).unwrap_or(u32::MAX);
    first.saturating_mul(factor).min(LONGEST_WINDOW)
}

/// A point of the window, the end excluded.
fn within(window: u32, random: u32) -> u32 {
    let scaled = u64::from(window).saturating_mul(u64::from(random)) >> 32;
    u32::try_from(scaled).unwrap_or(window)
}
