//! What goes to C for the length of a call: texts, lists, values that may be left out.

use std::ffi::{c_char, CString};
use std::ptr;

use super::errors::Error;
use super::objects::Owned;

/// Copies text for C.
pub(crate) fn text(name: &'static str, value: &str) -> Result<CString, Error> {
    CString::new(value).map_err(|_| Error::Argument { name, reason: "text must not contain NUL" })
}

pub(crate) fn optional_text(name: &'static str, value: Option<&str>) -> Result<Option<CString>, Error> {
    value.map(|value| text(name, value)).transpose()
}

pub(crate) fn text_address(value: &Option<CString>) -> *const c_char {
    value.as_ref().map_or(ptr::null(), |value| value.as_ptr())
}

/// Texts for C, and the array of their addresses.
pub(crate) struct Texts {
    addresses: Vec<*const c_char>,
    _kept: Vec<CString>,
}

impl Texts {
    pub(crate) fn new<T: AsRef<str>>(name: &'static str, values: impl IntoIterator<Item = T>) -> Result<Self, Error> {
        let kept: Vec<CString> =
            values.into_iter().map(|value| text(name, value.as_ref())).collect::<Result<_, _>>()?;
        Ok(Self { addresses: kept.iter().map(|value| value.as_ptr()).collect(), _kept: kept })
    }

    pub(crate) fn as_ptr(&self) -> *const *const c_char {
        self.addresses.as_ptr()
    }
}

/// Objects that were made for one call, and the array of their addresses; NULL is none.
pub(crate) struct Made<N> {
    addresses: Vec<*const N>,
    _kept: Vec<Option<Owned<N>>>,
}

impl<N> Made<N> {
    pub(crate) fn new(values: impl IntoIterator<Item = Result<Option<Owned<N>>, Error>>) -> Result<Self, Error> {
        let kept: Vec<Option<Owned<N>>> = values.into_iter().collect::<Result<_, _>>()?;
        let address = |one: &Option<Owned<N>>| one.as_ref().map_or(ptr::null(), |one| one.native().cast_const());
        Ok(Self { addresses: kept.iter().map(address).collect(), _kept: kept })
    }

    pub(crate) fn as_ptr(&self) -> *const *const N {
        self.addresses.as_ptr()
    }
}

/// The address of an optional value; NULL is none.
pub(crate) fn address<T>(value: &Option<T>) -> *const T {
    value.as_ref().map_or(ptr::null(), ptr::from_ref)
}
