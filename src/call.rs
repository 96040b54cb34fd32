//! One call of the service: an operation, where it goes, and what the answers to it mean.

use serde::Serialize;

use crate::endpoint::Endpoint;
use crate::error::{ArgumentError, EcsError, ServiceError, table};
use crate::identifiers::{ImageId, RegionId};
use crate::json::{Fields, Value};
use crate::operation::Operation;
use crate::parameters::Parameters;
use crate::request::SignedRequest;
use crate::response::{self, Answer};
use crate::retry::{Attempts, Effect};

/// The code by which the service reports that a dry run has passed: as an error, HTTP 400.
const DRY_RUN_PASSED: &str = "DryRunOperation";

/// How the names of operations begin that change nothing.
const READS: &[&str] = &["Describe", "List", "Get", "Query"];

/// The parameters that signing adds. A caller must not set them, in whatever spelling.
const COMMON: &[&str] = &[
    "AccessKeyId",
    "Action",
    "Format",
    "SecurityToken",
    "Signature",
    "SignatureMethod",
    "SignatureNonce",
    "SignatureType",
    "SignatureVersion",
    "Timestamp",
    "Version",
];

/// An operation, and what is to be known about it.
#[derive(Clone, Debug)]
pub struct Call {
    operation: Operation,
    region_id: Option<RegionId>,
    image_id: Option<ImageId>,
    effect: Effect,
    dry_run: bool,
}

/// What the service said when a call did not fail.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The service's id of the request.
    pub request_id: String,
    /// What became of what was asked for.
    pub outcome: Outcome,
    body: Value,
}

/// What became of what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The service took it; a deletion is carried out in its own time.
    Accepted,
    /// A repeat, after an attempt whose answer was lost, found the image gone.
    Absent,
    /// A dry run passed, and nothing was changed.
    Validated,
}

impl Call {
    /// Any operation, with parameters of the caller's.
    ///
    /// # Errors
    /// When a name is not one, when a common parameter is among them, or the region is not one.
    pub fn new(action: &str, parameters: Parameters) -> Result<Self, ArgumentError> {
        check_action(action)?;
        for (name, _) in parameters.iter() {
            check_name(name)?;
        }
        let region_id = match parameters.get("RegionId") {
            Some(text) => Some(RegionId::parse(text).map_err(|error| ArgumentError {
                argument: "parameters.RegionId".to_owned(),
                ..error
            })?),
            None => None,
        };
        Ok(Self {
            region_id,
            // To say in a remedy; an operation can also take several.
            image_id: parameters
                .get("ImageId")
                .and_then(|text| ImageId::parse(text).ok()),
            effect: if is_read(action) {
                Effect::None
            } else {
                Effect::Once
            },
            dry_run: parameters.get("DryRun") == Some("true"),
            operation: Operation::new(action.to_owned(), parameters),
        })
    }

    /// The deletion of an image.
    pub(crate) fn deletion(
        operation: Operation,
        region_id: RegionId,
        image_id: ImageId,
        dry_run: bool,
    ) -> Self {
        Self {
            operation,
            region_id: Some(region_id),
            image_id: Some(image_id),
            effect: Effect::Deletion,
            dry_run,
        }
    }

    /// Whether sending it twice does the same as sending it once, where the caller knows.
    #[must_use]
    pub fn idempotent(mut self, is_idempotent: Option<bool>) -> Self {
        self.effect = match (is_idempotent, self.effect) {
            (Some(false), _) => Effect::Once,
            (Some(true), Effect::Once) => Effect::Idempotent,
            (_, effect) => effect,
        };
        self
    }

    /// The same, to be validated only.
    #[must_use]
    pub fn dry_run(mut self) -> Self {
        self.operation.parameters.set("DryRun", "true");
        self.dry_run = true;
        self
    }

    /// What to sign.
    #[must_use]
    pub fn operation(&self) -> &Operation {
        &self.operation
    }

    /// What sending it twice does.
    #[must_use]
    pub fn effect(&self) -> Effect {
        // A dry run is no exception: a service that does not know of it does what it is told.
        self.effect
    }

    /// Where it goes, unless the caller has chosen: what names no region, to the service's centre.
    #[must_use]
    pub fn endpoint(&self) -> Endpoint {
        match &self.region_id {
            Some(region_id) => Endpoint::for_region(region_id),
            None => Endpoint::central(),
        }
    }

    /// What an answer means, after the attempts `before` it.
    ///
    /// An absent image is a success only of a deletion's repeat, after an attempt that may have
    /// deleted it. A success answer to a dry run is `Accepted`: a service that does not know the
    /// parameter has done what was asked for, and saying anything else would hide that.
    ///
    /// # Errors
    /// When the service refused, or when the answer is not the service's.
    pub fn read(
        &self,
        request: &SignedRequest,
        answer: &Answer<'_>,
        before: &Attempts,
    ) -> Result<Reply, EcsError> {
        match response::read(answer, request) {
            Ok(success) => Ok(Reply {
                request_id: success.request_id,
                outcome: Outcome::Accepted,
                body: success.body,
            }),
            Err(EcsError::Service(mut refusal)) => match self.success_in(&refusal, before) {
                Some(outcome) => Ok(Reply::of_refusal(*refusal, outcome)),
                None => {
                    refusal.fill_remedies(self.region_id.as_ref(), self.image_id.as_ref());
                    Err(EcsError::Service(refusal))
                }
            },
            Err(error) => Err(error),
        }
    }

    /// Two refusals are the service's way of reporting a success.
    fn success_in(&self, refusal: &ServiceError, before: &Attempts) -> Option<Outcome> {
        // With the status of a failure of its own, the service says neither.
        if refusal.http_status >= 500 {
            return None;
        }
        let may_be_gone = self.effect == Effect::Deletion && !self.dry_run && before.any_lost();
        match refusal.code.as_str() {
            DRY_RUN_PASSED if self.dry_run => Some(Outcome::Validated),
            table::NOT_FOUND if may_be_gone => Some(Outcome::Absent),
            _ => None,
        }
    }
}

impl Reply {
    /// The code stays in the answer: it tells a dry run that has passed from one that the service did
    /// not know and carried out.
    fn of_refusal(refusal: ServiceError, outcome: Outcome) -> Self {
        let mut body = Fields::new();
        body.insert("Code".to_owned(), refusal.code.into());
        body.insert("RequestId".to_owned(), refusal.request_id.clone().into());
        Self {
            request_id: refusal.request_id,
            outcome,
            body: Value::Object(body),
        }
    }

    /// All that the service said, as JSON. A whole number that JavaScript cannot hold is text.
    #[must_use]
    pub fn into_json(mut self) -> String {
        response::hold_numbers(&mut self.body);
        self.body.to_string()
    }
}

/// Whether a whole word of the name says so: `List…` and not `Listen…`.
fn is_read(action: &str) -> bool {
    READS
        .iter()
        .filter_map(|word| action.strip_prefix(word))
        .any(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
}

fn check_action(action: &str) -> Result<(), ArgumentError> {
    let is_sound = action.starts_with(|c: char| c.is_ascii_uppercase())
        && action.chars().all(|c| c.is_ascii_alphanumeric())
        && action.len() <= 64;
    if is_sound {
        return Ok(());
    }
    Err(ArgumentError::new(
        "action",
        "must be the name of an operation, such as DescribeImages (letters and digits)",
    ))
}

/// A wrong name is quoted: it comes from a program's text, and without it nobody would find it.
fn check_name(name: &str) -> Result<(), ArgumentError> {
    let argument = || ["parameters.", name].concat();
    if COMMON
        .iter()
        .any(|common| common.eq_ignore_ascii_case(name))
    {
        return Err(ArgumentError::new(argument(), "is set by the client"));
    }
    let is_sound = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
        && !name.ends_with('.')
        && name.len() <= 256;
    if is_sound {
        return Ok(());
    }
    Err(ArgumentError::new(
        argument(),
        "must be named with letters, digits and dots, and begin with a letter",
    ))
}
