//! What must hold for any input at all: the property tests and the fuzz targets check the same.

pub(crate) mod answer;
pub(crate) mod endpoint;
pub(crate) mod json;
pub(crate) mod presigned;
