//! A refusal of the service, with all that it said and all that is known about it.

use serde::Serialize;

use super::remedy::Remedy;
use super::table;
use crate::identifiers::{ImageId, RegionId};
use crate::sign::Timestamp;

/// A refusal, with everything that it came with.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceError {
    /// The service's code: what to tell cases apart by.
    pub code: String,
    /// The HTTP status that it came with.
    pub http_status: u16,
    /// The service's own words, what they quote of the request left out.
    #[serde(skip)]
    pub service_message: String,
    /// The service's id of the request.
    pub request_id: String,
    /// The host that answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_id: Option<String>,
    /// A page of the service about this error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recommend: Option<String>,
    /// Who was denied what, when a permission is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_denied: Option<AccessDenied>,
    /// What the code means, from this crate's table; absent for a code that it does not know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<&'static str>,
    /// What to do about it; empty where there is nothing to call.
    pub remedies: Vec<Remedy>,
    /// Whether a repeat soon makes sense. What lasts longer, such as a copy under way, is not meant.
    #[serde(skip)]
    pub retryable: bool,
}

impl ServiceError {
    /// Every text that came from the service.
    pub(crate) fn for_each_text(&mut self, mut change: impl FnMut(&mut String)) {
        // A known code holds no secret, and is what everything else goes by.
        if table::lookup(&self.code).is_none() {
            change(&mut self.code);
        }
        change(&mut self.service_message);
        change(&mut self.request_id);
        self.host_id.as_mut().map(&mut change);
        self.recommend.as_mut().map(&mut change);
        if let Some(denied) = &mut self.access_denied {
            for text in denied.texts_mut() {
                text.as_mut().map(&mut change);
            }
        }
    }

    /// Adds what the table knows about the code.
    #[must_use]
    pub fn described(mut self) -> Self {
        let entry = if self.is_about_expired_token() {
            table::lookup("InvalidSecurityToken.Expired")
        } else {
            table::lookup(&self.code)
        };
        self.description = entry.map(|entry| entry.description);
        // A refusal because of the image's state is never repeated, whatever its status.
        self.retryable = !table::is_about_the_image(&self.code)
            && (self.http_status >= 500
                || self.code.contains("Throttling")
                || entry.is_some_and(|entry| entry.retryable));
        self
    }

    /// Adds what the clocks say to the refusal of a time stamp.
    #[must_use]
    pub fn with_clocks(mut self, own: Timestamp, service: Option<Timestamp>) -> Self {
        if table::ABOUT_THE_TIME.contains(&self.code.as_str()) {
            let finding = compare_clocks(own, service);
            self.service_message = [self.service_message.as_str(), " ", &finding].concat();
        }
        self
    }

    /// Whether the service says that the key or its token works no longer, so that others may.
    #[must_use]
    pub fn is_about_expired_credentials(&self) -> bool {
        table::ABOUT_THE_KEY.contains(&self.code.as_str()) || self.is_about_expired_token()
    }

    /// Some deployments report an expired token as a wrong parameter of this name.
    fn is_about_expired_token(&self) -> bool {
        self.code == "InvalidParameter" && self.service_message.contains("SecurityToken.Expired")
    }

    /// Whether the service refused the time stamp.
    #[must_use]
    pub fn is_about_the_time(&self) -> bool {
        table::ABOUT_THE_TIME.contains(&self.code.as_str())
    }

    /// Adds the next steps, as ready to be called as region and image are known.
    pub(crate) fn fill_remedies(
        &mut self,
        region_id: Option<&RegionId>,
        image_id: Option<&ImageId>,
    ) {
        self.remedies = table::remedies(&self.code, region_id, image_id);
    }

    /// Whether the service has refused this very request, so that it has done nothing. It takes a
    /// status that says so, or a code that is known, and never a code that leaves it open.
    pub(super) fn is_refusal(&self) -> bool {
        let status_refuses = (400..500).contains(&self.http_status) && self.http_status != 408;
        let is_known = table::lookup(&self.code).is_some() && self.http_status < 500;
        (status_refuses || is_known) && !table::leaves_open(&self.code)
    }

    pub(super) fn to_message(&self) -> String {
        let Self {
            code,
            http_status,
            service_message,
            request_id,
            ..
        } = self;
        format!("{code}: {service_message} (HTTP {http_status}, request {request_id})")
    }
}

fn compare_clocks(own: Timestamp, service: Option<Timestamp>) -> String {
    let own_text = own.to_iso8601();
    let Some(service) = service else {
        return format!("This machine's clock is most likely the cause: it says {own_text}");
    };
    let service_text = service.to_iso8601();
    if own.is_near(service) {
        return format!(
            "This machine's clock agrees with the service's ({service_text}), so the request was \
             held up on its way"
        );
    }
    format!(
        "This machine's clock is the cause: it says {own_text}, and the service's {service_text}"
    )
}

/// Who was denied what: the service's `AccessDeniedDetail`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AccessDenied {
    /// The action that a permission is missing for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_action: Option<String>,
    /// The identity that was denied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_principal_display_name: Option<String>,
    /// The account that the identity belongs to, as text: it can have 18 digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_principal_owner_id: Option<String>,
    /// `SubUser` or `AssumedRoleUser`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_principal_type: Option<String>,
    /// `ImplicitDeny` or `ExplicitDeny`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_permission_type: Option<String>,
    /// The kind of policy that denied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy_type: Option<String>,
    /// What the service's support can decode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoded_diagnostic_message: Option<String>,
}

impl AccessDenied {
    fn texts_mut(&mut self) -> [&mut Option<String>; 7] {
        [
            &mut self.auth_action,
            &mut self.auth_principal_display_name,
            &mut self.auth_principal_owner_id,
            &mut self.auth_principal_type,
            &mut self.no_permission_type,
            &mut self.policy_type,
            &mut self.encoded_diagnostic_message,
        ]
    }
}
