//! One exchange: a signed request out through `fetch`, an answer's status, content type and bytes in.
//!
//! `fetch` is the caller's own or the global one, never `window`'s, which workers do not have. What
//! it gives is read by shape and not by class, because it can be another realm's or a test double.

mod body;
mod response;

pub(super) use response::Advice;

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    ReferrerPolicy, RequestCache, RequestCredentials, RequestInit, RequestMode, RequestRedirect,
};

use super::deadline::{Deadline, Lost};
use crate::error::ArgumentError;
use crate::request::SignedRequest;
use crate::response::Answer;
use response::{Response, advice, header};

/// An answer that arrived.
pub(super) struct Received {
    status: u16,
    content_type: Option<String>,
    advice: Advice,
    body: Vec<u8>,
}

impl Received {
    /// The same, as the core reads it.
    pub(super) fn as_answer(&self) -> Answer<'_> {
        Answer {
            status: self.status,
            content_type: self.content_type.as_deref(),
            body: &self.body,
        }
    }

    /// What its headers say about trying again.
    pub(super) fn advice(&self) -> Advice {
        self.advice
    }
}

/// The caller's `fetch`, or the global one.
pub(super) fn find(own: Option<&Function>) -> Result<Function, ArgumentError> {
    if let Some(own) = own {
        return Ok(own.clone());
    }
    Reflect::get(&js_sys::global(), &JsValue::from_str("fetch"))
        .ok()
        .and_then(|global| global.dyn_into().ok())
        .ok_or_else(|| {
            ArgumentError::new(
                "options.fetch",
                "is needed: this platform has no global fetch",
            )
        })
}

/// Sends a request and receives the whole answer before the deadline.
pub(super) async fn exchange(
    fetch: &Function,
    request: &SignedRequest,
    deadline: &Deadline,
) -> Result<Received, Lost> {
    let url = JsValue::from_str(request.url());
    let init = init(request, deadline);
    let promise = fetch
        .call2(&JsValue::UNDEFINED, &url, &init)
        .map_err(Lost::Rejected)?;
    let response = deadline.race(&promise).await?;
    let response: Response = response.unchecked_into();
    let status = response
        .status()
        .map_err(Lost::Rejected)?
        .as_f64()
        .ok_or_else(|| Lost::Rejected(js_sys::TypeError::new("fetch gave no Response").into()))?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    Ok(Received {
        status: status as u16,
        content_type: header(&response, "content-type"),
        advice: advice(&response),
        body: body::read(&response, deadline).await?,
    })
}

fn init(request: &SignedRequest, deadline: &Deadline) -> RequestInit {
    let init = RequestInit::new();
    init.set_method(request.method().as_str());
    // The signature is for one host. Workers refuse 'error', so the answer itself is refused later.
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(deadline.signal().as_ref());
    if let Some(body) = request.body() {
        init.set_body(&JsValue::from_str(body));
    }
    let headers = Object::new();
    for header in request.headers() {
        let _ = Reflect::set(&headers, &header.name().into(), &header.value().into());
    }
    init.set_headers(&headers);
    set_browser_options(&init);
    init
}

/// Keeps cookies, referrer and cache out of it. Runtimes that have none of these refuse to be told
/// so, depending on their version: each option is set only where a `Request` knows it.
fn set_browser_options(init: &RequestInit) {
    let known = Reflect::get(&js_sys::global(), &"Request".into())
        .and_then(|class| Reflect::get(&class, &"prototype".into()))
        .unwrap_or_default();
    let knows = |option: &str| Reflect::has(&known, &option.into()).unwrap_or(false);
    if knows("mode") {
        init.set_mode(RequestMode::Cors);
    }
    if knows("credentials") {
        init.set_credentials(RequestCredentials::Omit);
    }
    if knows("cache") {
        init.set_cache(RequestCache::NoStore);
    }
    if knows("referrerPolicy") {
        init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    }
}
