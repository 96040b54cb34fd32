//! The service's error codes: the one place that says what each means and what to do about it.
//! The type declarations and the README are checked against it.

use super::remedy::TemplateValue::{Flag, Text, ThisImage, ThisRegion};
use super::remedy::{Remedy, RemedyTemplate, TemplateValue};
use crate::identifiers::{ImageId, RegionId};

/// What is known about a code.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The service's code.
    pub code: &'static str,
    /// The HTTP statuses that it is known to come with, the usual one first.
    pub http_statuses: &'static [u16],
    /// What it means.
    pub description: &'static str,
    /// Whether a repeat soon makes sense.
    pub retryable: bool,
    /// What to do about it.
    pub remedies: &'static [RemedyTemplate],
}

/// Codes after which nobody knows what became of the request: the service's own failures, and a used
/// nonce, which means that the platform below `fetch` has sent the request twice, and that the service
/// did with the first one what nobody has heard of.
const OPEN: &[&str] = &[
    "InternalError",
    "UnknownError",
    "ServiceUnavailable",
    "SignatureNonceUsed",
];

/// Whether the code, or one that begins with it, leaves open what became of the request.
pub(crate) fn leaves_open(code: &str) -> bool {
    OPEN.iter().any(|open| code.starts_with(open))
}

/// Whether the code is about the image's state.
pub(crate) fn is_about_the_image(code: &str) -> bool {
    DELETE_IMAGE.iter().any(|entry| entry.code == code)
}

/// What is known about `code`, if anything is.
#[must_use]
pub fn lookup(code: &str) -> Option<&'static Entry> {
    DELETE_IMAGE
        .iter()
        .chain(COMMON)
        .find(|entry| entry.code == code)
}

/// What to do about `code`, as ready to be called as region and image are known.
#[must_use]
pub fn remedies(
    code: &str,
    region_id: Option<&RegionId>,
    image_id: Option<&ImageId>,
) -> Vec<Remedy> {
    let templates = lookup(code).map_or(&[][..], |entry| entry.remedies);
    templates
        .iter()
        .map(|template| template.fill(region_id, image_id))
        .collect()
}

/// The image is not there.
pub const NOT_FOUND: &str = "InvalidImageId.NotFound";

/// Codes by which the service refuses a time stamp: most often a clock is wrong.
pub const ABOUT_THE_TIME: &[&str] = &["InvalidTimeStamp.Expired", "IllegalTimestamp"];

/// Codes by which the service says that a key works no longer; a new one may.
pub const ABOUT_THE_KEY: &[&str] = &[
    "InvalidSecurityToken.Expired",
    "InvalidAccessKeyId.NotFound",
    "InvalidAccessKeyId.Inactive",
    "Forbidden.AccessKeyDisabled",
];

/// The codes of the operation's own page.
pub const DELETE_IMAGE: &[Entry] = &[
    Entry {
        code: "ImageUsingByInstance",
        http_statuses: &[403],
        description: "Instances were created from the image.",
        retryable: false,
        remedies: &[
            RemedyTemplate {
                action: "DescribeInstances",
                parameters: &[
                    ("RegionId", ThisRegion),
                    ("ImageId", ThisImage),
                    ("MaxResults", Text("100")),
                ],
                requires: &[],
                description: "Shows the instances that were created from the image.",
            },
            RemedyTemplate {
                action: "DeleteImage",
                parameters: &[
                    ("RegionId", ThisRegion),
                    ("ImageId", ThisImage),
                    ("Force", Flag(true)),
                ],
                requires: &[],
                description: "Deletes the image all the same. Those instances go on running, but \
                              can no longer re-initialise their system disk.",
            },
        ],
    },
    Entry {
        code: "ImageUseShared",
        http_statuses: &[403],
        description: "The image is shared with other accounts.",
        retryable: false,
        remedies: &[
            RemedyTemplate {
                action: "DescribeImageSharePermission",
                parameters: &[
                    ("RegionId", ThisRegion),
                    ("ImageId", ThisImage),
                    ("PageSize", Text("100")),
                ],
                requires: &[],
                description: "Shows the accounts that the image is shared with.",
            },
            RemedyTemplate {
                action: "ModifyImageSharePermission",
                parameters: THIS_IMAGE,
                requires: &["RemoveAccount"],
                description: "Ends the sharing. RemoveAccount lists the account ids that \
                              DescribeImageSharePermission gives, at most ten in one call.",
            },
        ],
    },
    Entry {
        code: "OperationDenied.ImageCopying",
        http_statuses: &[403],
        description: "The image is being copied.",
        retryable: false,
        remedies: &[RemedyTemplate {
            action: "CancelCopyImage",
            parameters: THIS_IMAGE,
            requires: &[],
            description: "Cancels the copying, which removes the unfinished copy. Or wait until \
                          it is done, and delete the image then.",
        }],
    },
    Entry {
        code: "ImageIsImporting",
        http_statuses: &[403],
        description: "The image is being imported.",
        retryable: false,
        remedies: &[
            RemedyTemplate {
                action: "DescribeTasks",
                parameters: &[
                    ("RegionId", ThisRegion),
                    ("TaskAction", Text("ImportImage")),
                    ("TaskStatus", Text("Processing")),
                    ("ResourceIds.1", ThisImage),
                    ("PageSize", Text("100")),
                ],
                requires: &[],
                description: "Shows the import under way.",
            },
            CANCEL_TASK,
        ],
    },
    Entry {
        code: "ImageIsExporting",
        http_statuses: &[403],
        description: "The image is being exported.",
        retryable: false,
        remedies: &[
            RemedyTemplate {
                action: "DescribeTasks",
                parameters: &[
                    ("RegionId", ThisRegion),
                    ("TaskAction", Text("ExportImage")),
                    ("TaskStatus", Text("Processing")),
                    ("ResourceIds.1", ThisImage),
                    ("PageSize", Text("100")),
                ],
                requires: &[],
                description: "Shows the export under way.",
            },
            CANCEL_TASK,
        ],
    },
    Entry {
        code: "ImageIsPublic",
        http_statuses: &[403],
        description: "The image is published as a community image.",
        retryable: false,
        remedies: &[RemedyTemplate {
            action: "ModifyImageSharePermission",
            parameters: &[
                ("RegionId", ThisRegion),
                ("ImageId", ThisImage),
                ("IsPublic", Flag(false)),
            ],
            requires: &[],
            description: "Unpublishes the image.",
        }],
    },
    Entry {
        code: NOT_FOUND,
        http_statuses: &[404],
        description: "The image is not in this account and region.",
        retryable: false,
        remedies: &[RemedyTemplate {
            action: "DescribeImages",
            parameters: &[
                ("RegionId", ThisRegion),
                ("ImageId", ThisImage),
                ("Status", Text("ALL")),
            ],
            requires: &[],
            description: "Shows the image, whatever its state, if the id is of this account and \
                          region.",
        }],
    },
];

/// Further codes: those of every operation, and those of older endpoints.
pub const COMMON: &[Entry] = &[
    refusal(
        "ImageIsCreating",
        &[403],
        "The image is still being created. Older endpoints answer so.",
    ),
    refusal(
        "SignatureDoesNotMatch",
        &[400],
        "The signature is wrong: most often the access key secret is.",
    ),
    refusal(
        "IncompleteSignature",
        &[400],
        "The signature is wrong: most often the access key secret is.",
    ),
    refusal(
        "InvalidAccessKeyId.NotFound",
        &[404, 400],
        "The access key id does not exist.",
    ),
    refusal(
        "InvalidAccessKeyId.Inactive",
        &[400],
        "The access key is disabled.",
    ),
    refusal(
        "Forbidden.AccessKeyDisabled",
        &[403],
        "The access key is disabled.",
    ),
    refusal(
        "Forbidden.RiskControl",
        &[403],
        "The account's risk control refused the call.",
    ),
    refusal(
        "InvalidTimeStamp.Expired",
        &[400],
        "The time stamp is more than 15 minutes away from the service's clock: this machine's \
         clock is wrong, or the request was held up.",
    ),
    refusal(
        "InvalidTimeStamp.Format",
        &[400],
        "The time stamp is not written as the service expects.",
    ),
    refusal(
        "IllegalTimestamp",
        &[400],
        "The time stamp is missing or wrong: most often this machine's clock is.",
    ),
    transient(
        "SignatureNonceUsed",
        &[400],
        "A request with this nonce was seen before. Another attempt gets a new one.",
    ),
    refusal(
        "InvalidSecurityToken.Expired",
        &[400, 403],
        "The security token of the temporary key has expired.",
    ),
    refusal(
        "InvalidSecurityToken.Malformed",
        &[],
        "The security token is not one.",
    ),
    refusal(
        "InvalidSecurityToken.MismatchWithAccessKey",
        &[],
        "The security token belongs to another access key.",
    ),
    refusal(
        "MissingSecurityToken",
        &[],
        "The access key is a temporary one, and its security token was not sent.",
    ),
    refusal(
        "Forbidden.RAM",
        &[403],
        "The identity may not do this: a permission is missing, such as ecs:DeleteImage.",
    ),
    refusal(
        "NoPermission",
        &[403],
        "The identity may not do this: a permission is missing, such as ecs:DeleteImage.",
    ),
    transient(
        "Throttling",
        &[400],
        "Too many calls in a short time. Wait, then call again.",
    ),
    transient(
        "Throttling.User",
        &[400],
        "Too many calls of this account in a short time. Wait, then call again.",
    ),
    transient(
        "Throttling.Api",
        &[400],
        "Too many calls of this operation in a short time. Wait, then call again.",
    ),
    transient(
        "Rejected.Throttling",
        &[],
        "Too many calls in a short time. Wait, then call again.",
    ),
    refusal("MissingParameter", &[400], "A parameter is missing."),
    refusal("MissingImageId", &[400], "The image id is missing."),
    refusal(
        "InvalidParameter",
        &[400],
        "A parameter has a value that the service does not take.",
    ),
    Entry {
        code: "InvalidRegionId.NotFound",
        http_statuses: &[404, 400],
        description: "The region does not exist.",
        retryable: false,
        remedies: &[DESCRIBE_REGIONS],
    },
    Entry {
        code: "InvalidOperation.NotSupportedEndpoint",
        http_statuses: &[400],
        description: "The endpoint does not serve this region.",
        retryable: false,
        remedies: &[DESCRIBE_REGIONS],
    },
    refusal(
        "InvalidApi.NotFound",
        &[404],
        "The endpoint does not know the operation.",
    ),
    refusal(
        "UnsupportedHTTPMethod",
        &[403],
        "The endpoint does not take this HTTP method.",
    ),
    refusal(
        "OperationConflict",
        &[409],
        "Another operation on the same resource is under way.",
    ),
    refusal(
        "DryRunOperation",
        &[400],
        "The dry run passed: the service reports that as an error.",
    ),
    transient(
        "InternalError",
        &[500],
        "The service failed, perhaps after it had done what was asked.",
    ),
    transient(
        "UnknownError",
        &[],
        "The service failed, perhaps after it had done what was asked.",
    ),
    transient(
        "ServiceUnavailable",
        &[503],
        "The service cannot answer for the moment.",
    ),
];

const THIS_IMAGE: &[(&str, TemplateValue)] = &[("RegionId", ThisRegion), ("ImageId", ThisImage)];

const CANCEL_TASK: RemedyTemplate = RemedyTemplate {
    action: "CancelTask",
    parameters: &[("RegionId", ThisRegion)],
    requires: &["TaskId"],
    description: "Cancels the task. TaskId is the one that DescribeTasks gives. Or wait until it \
                  is done.",
};

const DESCRIBE_REGIONS: RemedyTemplate = RemedyTemplate {
    action: "DescribeRegions",
    parameters: &[],
    requires: &[],
    description: "Shows the regions and the endpoint of each.",
};

const fn refusal(
    code: &'static str,
    http_statuses: &'static [u16],
    description: &'static str,
) -> Entry {
    Entry {
        code,
        http_statuses,
        description,
        retryable: false,
        remedies: &[],
    }
}

const fn transient(
    code: &'static str,
    http_statuses: &'static [u16],
    description: &'static str,
) -> Entry {
    Entry {
        retryable: true,
        ..refusal(code, http_statuses, description)
    }
}
