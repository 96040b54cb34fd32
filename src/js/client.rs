//! The client: one call's way from what to delete to what became of it.

use serde::Serialize;
use wasm_bindgen::JsValue;

use super::deadline::{Deadline, Interruption, Lost};
use super::failure::Failure;
use super::settings::{CallSettings, ClientSettings};
use super::{fetch, platform};
use crate::endpoint::Endpoint;
use crate::error::{EcsError, NetworkError, TimeoutError};
use crate::operation::{DeleteImage, Deletion};
use crate::request::SignedRequest;
use crate::sign::{Method, Signing, hmac_sha1};

/// Deletes images. Holds no state of a call: calls may overlap freely.
#[derive(Clone, Debug)]
pub struct Client {
    settings: ClientSettings,
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

impl Client {
    /// A client with these settings.
    #[must_use]
    pub fn new(settings: ClientSettings) -> Self {
        Self { settings }
    }

    /// Deletes one image.
    ///
    /// # Errors
    /// [`Failure::Failed`] when the service refused or no clear answer arrived,
    /// [`Failure::Aborted`] when the caller's signal fired.
    pub async fn delete_image(
        &self,
        deletion: &DeleteImage,
        call: &CallSettings,
    ) -> Result<DeleteImageResult, Failure> {
        let timeout = call.timeout.unwrap_or(self.settings.timeout);
        let fetch = fetch::find(self.settings.fetch.as_ref())?;
        let endpoint = self.endpoint(deletion);
        let request = self.sign(deletion, &endpoint)?;
        let deadline = Deadline::new(timeout, call.signal.as_ref())?;
        if let Some(Interruption::Aborted(reason)) = deadline.interruption() {
            return Err(Failure::Aborted(reason));
        }
        let attempts = 1;
        let received = fetch::exchange(&fetch, &request, &deadline)
            .await
            .map_err(|lost| failure(lost, timeout, &endpoint, attempts))?;
        deletion
            .read(&request, &received.as_answer())
            .map(|deletion| DeleteImageResult { deletion, attempts })
            .map_err(|error| failed(error, attempts, None))
    }

    fn endpoint(&self, deletion: &DeleteImage) -> Endpoint {
        match &self.settings.endpoint {
            Some(endpoint) => endpoint.clone(),
            None => Endpoint::for_region(&deletion.region_id),
        }
    }

    /// Signs anew, with a nonce and a time stamp of its own.
    fn sign(&self, deletion: &DeleteImage, endpoint: &Endpoint) -> Result<SignedRequest, EcsError> {
        let timestamp = platform::now()?;
        let signing = Signing {
            endpoint,
            operation: &deletion.operation(),
            credentials: self.settings.credentials.usable_at(timestamp)?,
            timestamp,
            nonce: &platform::new_nonce()?,
        };
        Ok(hmac_sha1::sign(Method::Post, &signing))
    }
}

/// What losing an answer means to the caller.
fn failure(lost: Lost, timeout: u32, endpoint: &Endpoint, attempts: u32) -> Failure {
    match lost {
        Lost::Interrupted(Interruption::Aborted(reason)) => Failure::Aborted(reason),
        Lost::Interrupted(Interruption::TimedOut) => {
            failed(EcsError::Timeout(TimeoutError { timeout }), attempts, None)
        }
        Lost::Rejected(cause) => {
            let message = format!(
                "no answer from {}: the connection failed, or the browser withheld the answer; \
                 the image may be deleted all the same",
                endpoint.authority()
            );
            failed(
                EcsError::Network(NetworkError { message }),
                attempts,
                Some(cause),
            )
        }
    }
}

fn failed(error: EcsError, attempts: u32, cause: Option<JsValue>) -> Failure {
    Failure::Failed {
        error,
        attempts,
        cause,
    }
}
