//! Strict reading of the plain objects that JavaScript hands over: every field by name and type, an
//! unknown one is an error. Never quotes a value, which may be a secret.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::error::ArgumentError;

// The caller's objects can be proxies, on which anything can throw; what throws outside of a
// `catch` would leave the call hanging for ever.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Array, js_name = isArray, catch)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;
}

/// An object of the caller's, and what to call it in an error.
pub(super) struct Fields<'a> {
    object: &'a JsValue,
    path: &'static str,
}

impl<'a> Fields<'a> {
    /// Takes an object that has no other fields than the `known` ones, inherited ones included: what
    /// a prototype says is meant too, so a typo there must not be passed over.
    pub(super) fn of(
        object: &'a JsValue,
        path: &'static str,
        known: &[&str],
    ) -> Result<Self, ArgumentError> {
        let is_plain = object.is_object() && is_array(object).is_ok_and(|is_array| !is_array);
        if !is_plain {
            return Err(wrong_type(path, "an object", object));
        }
        for level in levels(object) {
            let keys = Reflect::own_keys(&level).map_err(|_| unreadable(path))?;
            for key in keys.iter() {
                let Some(name) = key.as_string() else {
                    continue;
                };
                if known.contains(&name.as_str()) {
                    continue;
                }
                if says_something(&level, &key, &name).map_err(|_| unreadable(path))? {
                    let known = known.join(", ");
                    return Err(ArgumentError::new(
                        [path, ".", &name].concat(),
                        format!("is unknown; known are {known}"),
                    ));
                }
            }
        }
        Ok(Self { object, path })
    }

    /// The field as it is; `undefined` when it is not there. What stands in `Object.prototype` is
    /// in every object of the page, so nobody has said it here.
    pub(super) fn raw(&self, name: &str) -> Result<JsValue, ArgumentError> {
        let key = JsValue::from_str(name);
        let has = |level: &Object| {
            Reflect::get_own_property_descriptor(level, &key)
                .is_ok_and(|descriptor| !descriptor.is_undefined())
        };
        if !levels(self.object).iter().any(has) {
            return Ok(JsValue::UNDEFINED);
        }
        Reflect::get(self.object, &key).map_err(|_| unreadable(&self.path_of(name)))
    }

    /// A text.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, ArgumentError> {
        self.optional(name, "a string", JsValue::as_string)
    }

    /// `true` or `false`, and nothing that only looks like one.
    pub(super) fn flag(&self, name: &str) -> Result<Option<bool>, ArgumentError> {
        self.optional(name, "a boolean", JsValue::as_bool)
    }

    /// Whole milliseconds, no more than a platform's timer takes.
    pub(super) fn milliseconds(&self, name: &str) -> Result<Option<u32>, ArgumentError> {
        let expected = "a whole number of milliseconds from 0 to 2147483647";
        self.whole_number(name, expected, 0, 2_147_483_647)
    }

    /// A number of attempts: at least one, and no endless row.
    pub(super) fn attempts(&self, name: &str) -> Result<Option<u32>, ArgumentError> {
        self.whole_number(name, "a whole number from 1 to 100", 1, 100)
    }

    fn whole_number(
        &self,
        name: &str,
        expected: &str,
        least: u32,
        most: u32,
    ) -> Result<Option<u32>, ArgumentError> {
        self.optional(name, expected, |value| {
            let number = value.as_f64()?;
            let is_sound =
                (f64::from(least)..=f64::from(most)).contains(&number) && number.fract() == 0.0;
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            is_sound.then_some(number as u32)
        })
    }

    /// Something of the platform's, recognised by `is_one`.
    pub(super) fn platform_object<T: JsCast>(
        &self,
        name: &str,
        expected: &str,
        is_one: fn(&JsValue) -> bool,
    ) -> Result<Option<T>, ArgumentError> {
        self.optional(name, expected, |value| {
            is_one(value).then(|| value.clone().unchecked_into())
        })
    }

    /// The field's full name, for an error.
    pub(super) fn path_of(&self, name: &str) -> String {
        [self.path, ".", name].concat()
    }

    fn optional<T>(
        &self,
        name: &str,
        expected: &str,
        convert: impl FnOnce(&JsValue) -> Option<T>,
    ) -> Result<Option<T>, ArgumentError> {
        let value = self.raw(name)?;
        if value.is_undefined() {
            return Ok(None);
        }
        match convert(&value) {
            Some(converted) => Ok(Some(converted)),
            None => Err(wrong_type(&self.path_of(name), expected, &value)),
        }
    }
}

/// Whether a field can be meant as an option. One that `Object.keys` does not give can be, too: a class
/// has its getters so. It also has its methods so, and frameworks their marks, such as `__ob__`.
fn says_something(level: &Object, key: &JsValue, name: &str) -> Result<bool, JsValue> {
    let descriptor = Reflect::get_own_property_descriptor(level, key)?;
    if descriptor.is_undefined() {
        return Ok(false);
    }
    let part = |part: &str| Reflect::get(&descriptor, &JsValue::from_str(part));
    if part("enumerable")?.is_truthy() {
        return Ok(true);
    }
    let is_mark = name == "constructor" || name.starts_with(['_', '$']);
    Ok(!is_mark && !part("value")?.is_function())
}

/// An object and what it inherits from, `Object.prototype` (of whatever realm) left out.
fn levels(object: &JsValue) -> Vec<Object> {
    let mut levels = Vec::new();
    let mut level: Object = object.clone().unchecked_into();
    // No sound object has a longer chain, and a proxy can make it endless.
    while levels.len() < 16 {
        let above = Reflect::get_prototype_of(&level).ok();
        let is_root = above.as_ref().is_none_or(|above| !above.is_object());
        if is_root && !levels.is_empty() {
            break;
        }
        levels.push(level);
        match above {
            Some(above) if !is_root => level = above,
            _ => break,
        }
    }
    levels
}

fn unreadable(path: &str) -> ArgumentError {
    ArgumentError::new(path, "could not be read: it threw")
}

/// Says what was expected, and of which type the value is; never the value, which may be a secret.
pub(super) fn wrong_type(argument: &str, expected: &str, value: &JsValue) -> ArgumentError {
    let got = if value.is_null() {
        "null".to_owned()
    } else if is_array(value).unwrap_or(false) {
        "an array".to_owned()
    } else {
        match value.js_typeof().as_string().unwrap_or_default().as_str() {
            "undefined" => "undefined".to_owned(),
            "object" => "an object".to_owned(),
            other => ["a ", other].concat(),
        }
    };
    ArgumentError::new(argument, format!("must be {expected}; got {got}"))
}

/// What a method without arguments returns, if there is one and it does not throw.
pub(super) fn result_of(object: &JsValue, method: &str) -> Option<JsValue> {
    let method = Reflect::get(object, &JsValue::from_str(method)).ok()?;
    method.dyn_ref::<Function>()?.call0(object).ok()
}

/// A plain object of these fields; what is `undefined` is left out.
pub(super) fn plain(fields: &[(&str, JsValue)]) -> Object {
    // Without a prototype: nothing that somebody has put there is inherited, or gets in the way.
    with(Object::create(JsValue::NULL.unchecked_ref()), fields)
}

/// The same for the caller, who expects of it what every object has.
pub(super) fn ordinary(fields: &[(&str, JsValue)]) -> Object {
    with(Object::new(), fields)
}

fn with(object: Object, fields: &[(&str, JsValue)]) -> Object {
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_undefined()) {
        // Setting a field of a fresh object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object
}
