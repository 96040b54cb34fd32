//! One exchange: a signed request out through `fetch`, an answer's status, content type and bytes in.
//!
//! `fetch` is the caller's own or the global one, never `window`'s, which workers do not have. What
//! it gives is read by shape and not by class, because it can be another realm's or a test double.

use js_sys::{ArrayBuffer, Date, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    ReferrerPolicy, RequestCache, RequestCredentials, RequestInit, RequestMode, RequestRedirect,
};

use super::deadline::{Deadline, Lost};
use super::platform;
use super::promise::ignore;
use crate::error::ArgumentError;
use crate::request::SignedRequest;
use crate::response::{Answer, MAX_BODY_BYTES};
use crate::sign::Timestamp;

#[wasm_bindgen]
extern "C" {
    type Response;

    #[wasm_bindgen(method, getter, catch)]
    fn status(this: &Response) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn headers(this: &Response) -> Result<Headers, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn body(this: &Response) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = arrayBuffer)]
    fn array_buffer(this: &Response) -> Result<JsValue, JsValue>;

    type Headers;

    #[wasm_bindgen(method, catch)]
    fn get(this: &Headers, name: &str) -> Result<JsValue, JsValue>;

    type Stream;

    #[wasm_bindgen(method, catch, js_name = getReader)]
    fn reader(this: &Stream) -> Result<Reader, JsValue>;

    type Reader;

    #[wasm_bindgen(method, catch)]
    fn read(this: &Reader) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn cancel(this: &Reader) -> Result<JsValue, JsValue>;

    /// A typed array of any kind, or a `DataView`.
    type View;

    #[wasm_bindgen(method, getter, catch)]
    fn buffer(this: &View) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, catch, js_name = byteOffset)]
    fn byte_offset(this: &View) -> Result<u32, JsValue>;

    #[wasm_bindgen(method, getter, catch, js_name = byteLength)]
    fn byte_length(this: &View) -> Result<u32, JsValue>;

    #[wasm_bindgen(js_name = DataView)]
    type WholeBuffer;

    /// Takes a buffer and nothing else, of whatever realm.
    #[wasm_bindgen(constructor, catch, js_class = "DataView")]
    fn new(buffer: &JsValue) -> Result<WholeBuffer, JsValue>;

    #[wasm_bindgen(js_name = Uint8Array)]
    type Bytes;

    #[wasm_bindgen(constructor, catch, js_class = "Uint8Array")]
    fn new(buffer: &JsValue, offset: u32, length: u32) -> Result<Bytes, JsValue>;
}

/// An answer that arrived.
pub(super) struct Received {
    status: u16,
    content_type: Option<String>,
    advice: Advice,
    body: Vec<u8>,
}

/// What an answer's headers say about trying again, where they can be read.
#[derive(Clone, Copy, Default)]
pub(super) struct Advice {
    /// Milliseconds to wait.
    pub(super) pause: Option<u32>,
    /// The service's clock.
    pub(super) service_time: Option<Timestamp>,
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
        body: read_body(&response, deadline).await?,
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
    for (name, value) in request.headers() {
        let _ = Reflect::set(&headers, &(*name).into(), &(*value).into());
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

fn advice(response: &Response) -> Advice {
    let service_time = header(response, "date").map(|date| Date::parse(&date));
    Advice {
        pause: requested_pause(response),
        service_time: service_time.and_then(platform::timestamp),
    }
}

/// The service's own header counts milliseconds; the standard one seconds, or names a date.
fn requested_pause(response: &Response) -> Option<u32> {
    if let Some(milliseconds) = header(response, "x-acs-retry-after") {
        return milliseconds.trim().parse().ok();
    }
    let text = header(response, "retry-after")?;
    if let Ok(seconds) = text.trim().parse::<u32>() {
        return Some(seconds.saturating_mul(1_000));
    }
    let milliseconds = Date::parse(&text) - Date::now();
    // Saturates at both ends; what is no date is no request.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    (!milliseconds.is_nan()).then_some(milliseconds as u32)
}

fn header(response: &Response, name: &str) -> Option<String> {
    response.headers().ok()?.get(name).ok()?.as_string()
}

/// Reads piece by piece, so that an endless body is not taken in.
async fn read_body(response: &Response, deadline: &Deadline) -> Result<Vec<u8>, Lost> {
    let stream = response.body().map_err(Lost::Rejected)?;
    if !stream.is_object() {
        return read_at_once(response, deadline).await;
    }
    let stream: Stream = stream.unchecked_into();
    let reader = stream.reader().map_err(Lost::Rejected)?;
    let mut body = Vec::new();
    let result = read_pieces(&reader, &mut body, deadline).await;
    if result.is_err() || body.len() > MAX_BODY_BYTES {
        cancel(&reader);
    }
    result.map(|()| body)
}

async fn read_pieces(reader: &Reader, body: &mut Vec<u8>, deadline: &Deadline) -> Result<(), Lost> {
    while body.len() <= MAX_BODY_BYTES {
        let promise = reader.read().map_err(Lost::Rejected)?;
        let piece = deadline.race(&promise).await?;
        if get(&piece, "done")?.is_truthy() {
            return Ok(());
        }
        append(body, &get(&piece, "value")?)?;
    }
    Ok(())
}

/// For responses without a stream: empty ones, and those of platforms that have no streams.
async fn read_at_once(response: &Response, deadline: &Deadline) -> Result<Vec<u8>, Lost> {
    let promise = response.array_buffer().map_err(Lost::Rejected)?;
    let buffer = deadline.race(&promise).await?;
    let mut body = Vec::new();
    let view = WholeBuffer::new(&buffer).map_err(Lost::Rejected)?;
    append(&mut body, &view)?;
    Ok(body)
}

/// Takes no more than one byte over the limit, which is enough to know that it is exceeded.
fn append(body: &mut Vec<u8>, piece: &JsValue) -> Result<(), Lost> {
    if !ArrayBuffer::is_view(piece) {
        let message = "the body of the answer does not consist of bytes";
        return Err(Lost::Rejected(js_sys::TypeError::new(message).into()));
    }
    let room = MAX_BODY_BYTES.saturating_add(1).saturating_sub(body.len());
    let bytes = bytes_of(View::unchecked_from_js_ref(piece), room).map_err(Lost::Rejected)?;
    body.extend_from_slice(&bytes.to_vec());
    Ok(())
}

/// The bytes that a view shows, the first `room` of them at the most.
fn bytes_of(view: &View, room: usize) -> Result<Uint8Array, JsValue> {
    let length = view.byte_length()?;
    let length = u32::try_from(room).map_or(length, |room| room.min(length));
    let bytes = Bytes::new(&view.buffer()?, view.byte_offset()?, length)?;
    Ok(bytes.unchecked_into())
}

/// Tells the platform that nobody reads on. Whether that works is of no consequence.
fn cancel(reader: &Reader) {
    if let Ok(cancelled) = reader.cancel() {
        ignore(&cancelled);
    }
}

fn get(object: &JsValue, name: &str) -> Result<JsValue, Lost> {
    Reflect::get(object, &JsValue::from_str(name)).map_err(Lost::Rejected)
}
