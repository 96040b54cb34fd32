//! `DeleteImage`: what to delete, and what became of it.

use serde::Serialize;

use super::Operation;
use crate::call::{Call, Outcome, Reply};
use crate::error::{ArgumentError, EcsError};
use crate::identifiers::{ImageId, RegionId};
use crate::parameters::Parameters;
use crate::request::SignedRequest;
use crate::response::Answer;
use crate::retry::Attempts;

/// One image to delete.
#[derive(Clone, Debug)]
pub struct DeleteImage {
    /// The region that the image is in.
    pub region_id: RegionId,
    /// The image.
    pub image_id: ImageId,
    /// Delete it although instances were created from it.
    pub force: bool,
    /// Validate only.
    pub dry_run: bool,
}

/// What a call came to that did not fail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Deletion {
    /// The service's id of the request: what its support asks for.
    pub request_id: String,
    /// What became of the image.
    pub outcome: Outcome,
}

impl DeleteImage {
    /// Checks the ids; does not force and is not a dry run.
    ///
    /// # Errors
    /// When the region or the image id is not one.
    pub fn new(region_id: &str, image_id: &str) -> Result<Self, ArgumentError> {
        Ok(Self {
            region_id: RegionId::parse(region_id)?,
            image_id: ImageId::parse(image_id)?,
            force: false,
            dry_run: false,
        })
    }

    /// The request's parameters. `Force` is always said, so that no default can change its meaning.
    #[must_use]
    pub fn operation(&self) -> Operation {
        let mut parameters = Parameters::new()
            .with("RegionId", self.region_id.as_str())
            .with("ImageId", self.image_id.as_str())
            .with("Force", if self.force { "true" } else { "false" });
        if self.dry_run {
            parameters.set("DryRun", "true");
        }
        Operation::new("DeleteImage", parameters)
    }

    /// The whole call.
    #[must_use]
    pub fn call(&self) -> Call {
        let (region_id, image_id) = (self.region_id.clone(), self.image_id.clone());
        Call::deletion(self.operation(), region_id, image_id, self.dry_run)
    }

    /// What an answer to this operation means, after the attempts `before` it: see [`Call::read`].
    ///
    /// # Errors
    /// When the service refused, or when the answer is not the service's.
    pub fn read(
        &self,
        request: &SignedRequest,
        answer: &Answer<'_>,
        before: &Attempts,
    ) -> Result<Deletion, EcsError> {
        self.call()
            .read(request, answer, before)
            .map(Deletion::from)
    }
}

impl From<Reply> for Deletion {
    fn from(reply: Reply) -> Self {
        Self {
            request_id: reply.request_id,
            outcome: reply.outcome,
        }
    }
}
