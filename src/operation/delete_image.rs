//! `DeleteImage`: its parameters, and what the service's answer to it means.

use serde::Serialize;

use super::Operation;
use crate::error::{ArgumentError, EcsError, ServiceError, table};
use crate::identifiers::{ImageId, RegionId};
use crate::parameters::Parameters;
use crate::request::SignedRequest;
use crate::response::{self, Answer};
use crate::retry::Attempts;

/// The code by which the service reports that a dry run has passed: as an error, HTTP 400.
const DRY_RUN_PASSED: &str = "DryRunOperation";

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
    pub outcome: DeletionOutcome,
}

/// What became of the image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeletionOutcome {
    /// The service took the deletion and carries it out in its own time.
    Accepted,
    /// A repeat, after an attempt whose answer was lost, found the image gone.
    Absent,
    /// A dry run passed, and nothing was deleted.
    Validated,
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

    /// What an answer to this operation means, after the attempts `before` it.
    ///
    /// An absent image is a success only of a repeat, after an attempt that may have deleted it.
    ///
    /// A success answer to a dry run is `Accepted`: a service that does not know the parameter has
    /// taken the deletion, and saying anything else would hide that.
    ///
    /// # Errors
    /// When the service refused, or when the answer is not the service's.
    pub fn read(
        &self,
        request: &SignedRequest,
        answer: &Answer<'_>,
        before: &Attempts,
    ) -> Result<Deletion, EcsError> {
        let (request_id, outcome) = match response::read(answer, request) {
            Ok(success) => (success.request_id, DeletionOutcome::Accepted),
            Err(EcsError::Service(mut refusal)) => match self.success_in(&refusal, before) {
                Some(outcome) => (refusal.request_id, outcome),
                None => {
                    refusal.fill_remedies(&self.region_id, &self.image_id);
                    return Err(EcsError::Service(refusal));
                }
            },
            Err(error) => return Err(error),
        };
        Ok(Deletion {
            request_id,
            outcome,
        })
    }

    /// Two refusals are the service's way of reporting a success.
    fn success_in(&self, refusal: &ServiceError, before: &Attempts) -> Option<DeletionOutcome> {
        // With the status of a failure of its own, the service says neither.
        if refusal.http_status >= 500 {
            return None;
        }
        match refusal.code.as_str() {
            DRY_RUN_PASSED if self.dry_run => Some(DeletionOutcome::Validated),
            table::NOT_FOUND if before.any_lost() && !self.dry_run => Some(DeletionOutcome::Absent),
            _ => None,
        }
    }
}
