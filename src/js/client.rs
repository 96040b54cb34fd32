//! The client: one call's way from what to delete, over its attempts, to what became of it.

use serde::Serialize;

use super::attempt::{self, Attempt};
use super::deadline::Deadline;
use super::failure::{Ended, FailedAttempt, Failure};
use super::fetch;
use super::platform;
use super::settings::{CallSettings, ClientSettings};
use super::state::State;
use crate::error::{EcsError, ServiceError};
use crate::operation::{DeleteImage, Deletion};
use crate::retry::Attempts;

/// Deletes images. Holds no state of a call: calls may overlap freely.
#[derive(Clone, Debug)]
pub struct Client {
    settings: ClientSettings,
    state: State,
}

/// What a call came to that did not fail.
#[derive(Clone, Debug, Serialize)]
pub struct DeleteImageResult {
    /// What became of the image.
    #[serde(flatten)]
    pub deletion: Deletion,
    /// How many requests were sent.
    pub attempts: u32,
}

/// What is mended at most once in a call.
#[derive(Default)]
struct Mended {
    clock: bool,
    credentials: bool,
}

impl Client {
    /// A client with these settings.
    #[must_use]
    pub fn new(settings: ClientSettings) -> Self {
        Self::with_state(settings, State::new())
    }

    /// A client that remembers what an earlier one with the same settings has learned.
    pub(super) fn with_state(settings: ClientSettings, state: State) -> Self {
        Self { settings, state }
    }

    /// Deletes one image, in as many attempts as it takes and the settings allow.
    ///
    /// # Errors
    /// [`Failure::Failed`] when the service refused or no clear answer arrived,
    /// [`Failure::Aborted`] when the caller's signal fired.
    pub async fn delete_image(
        &self,
        deletion: &DeleteImage,
        call: &CallSettings,
    ) -> Result<DeleteImageResult, Failure> {
        let one = Attempt {
            settings: &self.settings,
            state: &self.state,
            fetch: &fetch::find(self.settings.fetch.as_ref())?,
            timeout: call.timeout.unwrap_or(self.settings.timeout),
            signal: call.signal.as_ref(),
        };
        let most = call.max_attempts.unwrap_or(self.settings.max_attempts);
        let mut attempts = Attempts::new();
        let mut mended = Mended::default();
        loop {
            let failed = match attempt::delete_image(&one, deletion, &mut attempts).await {
                Ok(deletion) => {
                    let attempts = attempts.sent();
                    return Ok(DeleteImageResult { deletion, attempts });
                }
                Err(Ended::Aborted(reason)) => return Err(Failure::Aborted(reason)),
                Err(Ended::Failed(failed)) => *failed,
            };
            attempts.failed(&failed.error);
            let may_go_on = attempts.sent() < most;
            let pause = if self.mend(&failed, &mut mended) && may_go_on {
                Some(0)
            } else {
                let random = platform::random_bits();
                attempts.pause(&failed.error, most, failed.requested_pause(), random)
            };
            if !rest(pause, call).await {
                return Err(failed.into_failure(&attempts));
            }
        }
    }

    /// Removes what the service has found fault with, if that can be done: a wrong clock, or a key
    /// that has expired. Says whether another attempt is worth it.
    fn mend(&self, failed: &FailedAttempt, mended: &mut Mended) -> bool {
        let EcsError::Service(error) = &failed.error else {
            return false;
        };
        if error.is_about_the_time() {
            return self.set_clock(failed, mended);
        }
        self.renew_credentials(error, failed, mended)
    }

    /// Goes by the service's clock, if the answer shows it and it is another one.
    fn set_clock(&self, failed: &FailedAttempt, mended: &mut Mended) -> bool {
        let (Some(own), Some(service)) = (failed.signed_at, failed.service_time()) else {
            return false;
        };
        // A clock that agrees is not to blame; one that was corrected, and is refused all the same,
        // was corrected by a date that was wrong. So is one far from any present.
        if mended.clock || own.is_near(service) || !service.is_plausible() {
            self.state.forget_clock();
            return false;
        }
        mended.clock = true;
        self.state.set_clock(service);
        true
    }

    fn renew_credentials(
        &self,
        error: &ServiceError,
        failed: &FailedAttempt,
        mended: &mut Mended,
    ) -> bool {
        let Some(turn) = failed.turn else {
            return false;
        };
        if !error.is_about_expired_credentials() || mended.credentials {
            return false;
        }
        mended.credentials = true;
        self.state.let_go(turn);
        true
    }
}

/// Waits before another attempt. Says whether there is to be one: not without a pause, nor where
/// the platform starts no timer for it. An abort ends the pause; the attempt will see it.
async fn rest(pause: Option<u32>, call: &CallSettings) -> bool {
    match pause {
        None => false,
        Some(0) => true,
        Some(pause) => match Deadline::new(pause, call.signal.as_ref()) {
            Ok(deadline) => {
                deadline.reached().await;
                true
            }
            Err(_) => false,
        },
    }
}
