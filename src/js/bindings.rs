//! What the npm package calls. Everything crosses as plain objects and nothing has to be freed; how
//! a call ended is said by the shape of what comes back (see `failure::ending`), never by throwing.

use js_sys::Object;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::client::{Client, DeleteImageResult};
use super::failure::{Failure, ending, to_js};
use super::settings::{ClientSettings, delete_image_arguments};

/// Checks the options of a client, and gives back a copy of them for the calls to come.
#[wasm_bindgen(js_name = readClientOptions)]
#[must_use]
pub fn read_client_options(options: &JsValue) -> JsValue {
    ending(
        ClientSettings::from_js(options)
            .map(|settings| settings.to_js())
            .map_err(Failure::from),
    )
}

/// Deletes one image, with the options of the client and the arguments of JavaScript's `deleteImage`.
#[wasm_bindgen(js_name = deleteImage)]
pub async fn delete_image(
    client_options: Object,
    region_id: JsValue,
    image_id: JsValue,
    force: JsValue,
    options: JsValue,
) -> JsValue {
    let arguments = [&region_id, &image_id, &force, &options];
    ending(
        delete(&client_options, arguments)
            .await
            .map(|result| to_js(&result)),
    )
}

async fn delete(
    client_options: &JsValue,
    [region_id, image_id, force, options]: [&JsValue; 4],
) -> Result<DeleteImageResult, Failure> {
    let settings = ClientSettings::from_js(client_options)?;
    let (deletion, call) = delete_image_arguments(region_id, image_id, force, options)?;
    Client::new(settings).delete_image(&deletion, &call).await
}
