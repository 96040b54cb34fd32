//! The client: one call's way from what to delete, over its attempts, to what became of it.

use serde::Serialize;

use super::attempt::{self, Attempt, Way};
use super::deadline::Deadline;
use super::failure::{Ended, FailedAttempt, Failure};
use super::fetch;
use super::observer::Observer;
use super::platform;
use super::settings::{CallSettings, ClientSettings};
use super::state::State;
use crate::call::{Call, Reply};
use crate::error::{EcsError, ServiceError};
use crate::operation::{DeleteImage, Deletion};
use crate::retry::{self, Attempts};

/// Calls the service. Holds no state of a call: calls may overlap freely.
#[derive(Clone, Debug)]
pub struct Client {
    pub(super) settings: ClientSettings,
    pub(super) state: State,
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
        settings: &CallSettings,
    ) -> Result<DeleteImageResult, Failure> {
        let (reply, attempts) = self.send(&deletion.call(), settings).await?;
        let deletion = reply.into();
        Ok(DeleteImageResult { deletion, attempts })
    }

    /// Makes a call, in as many attempts as it takes and the settings allow. Gives the reply, and how
    /// many requests were sent.
    ///
    /// # Errors
    /// As [`Self::delete_image`].
    pub async fn send(
        &self,
        call: &Call,
        settings: &CallSettings,
    ) -> Result<(Reply, u32), Failure> {
        let stop = settings.observer.as_ref().map(Observer::stop);
        let one = Attempt {
            settings: &self.settings,
            state: &self.state,
            way: Way {
                call,
                fetch: &fetch::find(self.settings.fetch.as_ref())?,
                timeout: settings.timeout.unwrap_or(self.settings.timeout),
                signal: settings.signal.as_ref(),
            },
            stop: stop.as_ref(),
        };
        let most = settings.max_attempts.unwrap_or(self.settings.max_attempts);
        let mut attempts = Attempts::new(call.effect());
        let mut mended = Mended::default();
        let mut last: Option<FailedAttempt> = None;
        loop {
            let sent = attempts.sent();
            let failed = match attempt::make(&one, &mut attempts).await {
                Ok(reply) => return Ok((reply, attempts.sent())),
                Err(Ended::Aborted(reason)) => {
                    return Err(match last {
                        // Stopped before it sent anything: what is known is what came before.
                        Some(failed) if stop.is_some() && attempts.sent() == sent => {
                            failed.into_failure(&attempts)
                        }
                        _ => Failure::Aborted(reason),
                    });
                }
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
            if !rest(pause, &failed, settings).await {
                return Err(failed.into_failure(&attempts));
            }
            last = Some(failed);
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
/// the platform starts no timer for it, nor after an observer's stop. An abort ends the pause; the
/// attempt will see it.
async fn rest(pause: Option<u32>, failed: &FailedAttempt, settings: &CallSettings) -> bool {
    let observer = settings.observer.as_ref();
    if let Some(observer) = observer {
        let asked_for = failed.requested_pause().map(retry::capped);
        observer.attempt_failed(failed.error.code(), asked_for);
    }
    let signal = observer.map(Observer::stop).or(settings.signal.clone());
    match pause {
        None => return false,
        Some(0) => {}
        Some(pause) => match Deadline::new(pause, signal.as_ref()) {
            Ok(deadline) => deadline.reached().await,
            Err(_) => return false,
        },
    }
    observer.and_then(Observer::stopped).is_none()
}
