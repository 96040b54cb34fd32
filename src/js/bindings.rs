//! What the npm package calls. Everything crosses as plain objects and nothing has to be freed; how
//! a call ended is said by the shape of what comes back (see `failure::ending`), never by throwing.

use js_sys::Object;
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
#[must_use]
pub fn make_client(options: &JsValue) -> JsValue {
    ending(
        ClientSettings::from_js(options)
            .map(|settings| client_record(&settings).into())
            .map_err(Failure::from),
    )
}

fn client_record(settings: &ClientSettings) -> Object {
    plain(&[
        ("options", settings.to_js()),
        ("state", Object::new().into()),
    ])
}

/// Deletes one image, for a client that `makeClient` made, with the arguments of JavaScript's
/// `deleteImage`.
#[wasm_bindgen(js_name = deleteImage)]
pub async fn delete_image(
    client: Object,
    region_id: JsValue,
    image_id: JsValue,
    force: JsValue,
    options: JsValue,
) -> JsValue {
    let arguments = [&region_id, &image_id, &force, &options];
    let result = delete(&client, arguments).await;
    ending(result.map(|result| to_js(&result)))
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
