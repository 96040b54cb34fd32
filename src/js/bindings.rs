//! What the npm package calls. Everything crosses as plain objects and nothing has to be freed; how
//! a call ended is said by the shape of what comes back (see `failure::ending`), never by throwing.
//!
//! It comes back through a callback: a function that returns a reference to JavaScript makes V8 11
//! (Node 20) abort the process ("unreachable code" in its deoptimizer) after some ten thousand calls.

use js_sys::{Function, Object};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::client::{Client, DeleteImageResult};
use super::failure::{Failure, ending, to_js};
use super::object::{Fields, plain};
use super::settings::{ClientSettings, delete_image_arguments};
use super::state::State;
use crate::error::ArgumentError;

/// Makes what JavaScript keeps for a client: a copy of its options, once they are found to be sound,
/// and the memory that its calls share.
#[wasm_bindgen(js_name = makeClient)]
pub fn make_client(options: &JsValue, settle: &Function) {
    let ended = ending(
        ClientSettings::from_js(options)
            .map(|settings| client_record(&settings).into())
            .map_err(Failure::from),
    );
    let _ = settle.call1(&JsValue::UNDEFINED, &ended);
}

fn client_record(settings: &ClientSettings) -> Object {
    plain(&[("options", settings.to_js()), ("state", plain(&[]).into())])
}

/// Deletes one image, for a client that `makeClient` made, with the arguments of JavaScript's
/// `deleteImage`.
#[wasm_bindgen(js_name = deleteImage)]
pub fn delete_image(
    client: Object,
    region_id: JsValue,
    image_id: JsValue,
    force: JsValue,
    options: JsValue,
    settle: Function,
) {
    wasm_bindgen_futures::spawn_local(async move {
        let arguments = [&region_id, &image_id, &force, &options];
        let result = delete(&client, arguments).await;
        let ended = ending(result.map(|result| to_js(&result)));
        let _ = settle.call1(&JsValue::UNDEFINED, &ended);
    });
}

async fn delete(
    client: &Object,
    [region_id, image_id, force, options]: [&JsValue; 4],
) -> Result<DeleteImageResult, Failure> {
    let client = read_client(client)?;
    let (deletion, call) = delete_image_arguments(region_id, image_id, force, options)?;
    client.delete_image(&deletion, &call).await
}

fn read_client(record: &Object) -> Result<Client, ArgumentError> {
    if record.is_undefined() {
        return Err(ArgumentError::new("this", "must be an EcsClient"));
    }
    let fields = Fields::of(record, "client", &["options", "state"])?;
    let settings = ClientSettings::from_js(&fields.raw("options")?)?;
    let state = State::of(Object::from(fields.raw("state")?));
    Ok(Client::with_state(settings, state))
}
