//! What the npm package calls. Everything crosses as plain objects and nothing has to be freed; how
//! a call ended is said by what comes back (see `failure::conclude`), never by throwing.
//!
//! It comes back through a callback: a function that returns a reference to JavaScript makes V8 11
//! (Node 20) abort the process ("unreachable code" in its deoptimizer) after some ten thousand calls.

use js_sys::{Array, Function, JSON};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::client::Client;
use super::failure::{Failure, conclude, to_js};
use super::observer::Observer;
use super::presigned;
use super::record::Record;
use super::settings::{
    ClientSettings, call_arguments, delete_image_arguments, presign_arguments, text,
};
use super::state::State;
use crate::error::{ArgumentError, table};
use crate::identifiers::{ImageId, RegionId};

/// Makes what JavaScript keeps for a client: a copy of its options, once they are found to be sound,
/// and the memory that its calls share.
#[wasm_bindgen(js_name = makeClient)]
pub fn make_client(options: &JsValue, settle: &Function) {
    let made = ClientSettings::from_js(options);
    conclude(settle, made.map(|settings| Record::of(&settings).into()));
}

/// Deletes one image, for a client that `makeClient` made, with the arguments of JavaScript's
/// `deleteImage`, and perhaps an observer of the attempts.
#[wasm_bindgen(js_name = deleteImage)]
pub fn delete_image(
    client: Record,
    region_id: JsValue,
    image_id: JsValue,
    force: JsValue,
    options: JsValue,
    observer: Option<Observer>,
    settle: Function,
) {
    wasm_bindgen_futures::spawn_local(async move {
        let result = async {
            let client = client_of(client)?;
            let (deletion, mut call) =
                delete_image_arguments(&region_id, &image_id, &force, &options)?;
            call.observer = observer;
            client.delete_image(&deletion, &call).await
        };
        conclude(&settle, result.await.map(|result| to_js(&result)));
    });
}

/// Calls any operation, for a client that `makeClient` made, with the arguments of JavaScript's
/// `call`, of which the parameters as a list of `[name, text]`. Gives the answer as the service has it.
#[wasm_bindgen(js_name = call)]
pub fn call(client: Record, action: JsValue, pairs: Array, options: JsValue, settle: Function) {
    wasm_bindgen_futures::spawn_local(async move {
        let result = async {
            let client = client_of(client)?;
            let (call, settings) = call_arguments(&action, &pairs, &options)?;
            let (reply, _) = client.send(&call, &settings).await?;
            Ok::<_, Failure>(JSON::parse(&reply.into_json()).unwrap_or(JsValue::NULL))
        };
        conclude(&settle, result.await);
    });
}

/// Signs a deletion for somebody else to send, with the arguments of JavaScript's
/// `presignDeleteImage`.
#[wasm_bindgen]
pub fn presign(
    client: Record,
    region_id: JsValue,
    image_id: JsValue,
    force: JsValue,
    options: JsValue,
    settle: Function,
) {
    wasm_bindgen_futures::spawn_local(async move {
        let result = async {
            let client = client_of(client)?;
            let (deletion, settings) = presign_arguments(&region_id, &image_id, &force, &options)?;
            presigned::presign(&client, &deletion, &settings).await
        };
        conclude(&settle, result.await);
    });
}

/// Sends what `presign` gave, for whoever holds no key.
#[wasm_bindgen(js_name = sendPresigned)]
pub fn send_presigned(request: JsValue, options: JsValue, settle: Function) {
    wasm_bindgen_futures::spawn_local(async move {
        let result = presigned::send(&request, &options).await;
        conclude(&settle, result.map(|result| to_js(&result)));
    });
}

/// What to do about a code of the service, for one image.
#[wasm_bindgen]
pub fn remedies(code: &str, region_id: &JsValue, image_id: &JsValue, settle: &Function) {
    let remedies = ids(region_id, image_id)
        .map(|(region, image)| to_js(&table::remedies(code, Some(&region), Some(&image))));
    conclude(settle, remedies);
}

/// Checks a region id and an image id.
#[wasm_bindgen(js_name = checkIds)]
pub fn check_ids(region_id: &JsValue, image_id: &JsValue, settle: &Function) {
    let checked = ids(region_id, image_id).map(|_| JsValue::TRUE);
    conclude(settle, checked);
}

fn ids(region_id: &JsValue, image_id: &JsValue) -> Result<(RegionId, ImageId), ArgumentError> {
    let region_id = RegionId::parse(&text("regionId", region_id)?)?;
    let image_id = ImageId::parse(&text("imageId", image_id)?)?;
    Ok((region_id, image_id))
}

fn client_of(record: Record) -> Result<Client, ArgumentError> {
    Ok(Client::with_state(record.settings()?, State::of(record)))
}
