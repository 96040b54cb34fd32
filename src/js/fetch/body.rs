//! The bytes of an answer, taken in piece by piece, and no more of them than any answer has.

use js_sys::{ArrayBuffer, Reflect, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::response::Response;
use crate::js::deadline::{Deadline, Lost};
use crate::js::promise::ignore;
use crate::response::MAX_BODY_BYTES;

#[wasm_bindgen]
extern "C" {
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

/// Reads piece by piece, so that an endless body is not taken in.
pub(super) async fn read(response: &Response, deadline: &Deadline) -> Result<Vec<u8>, Lost> {
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
