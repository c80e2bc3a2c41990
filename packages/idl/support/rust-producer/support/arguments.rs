//! What callers lend.

use std::collections::BTreeMap;
use std::ffi::{c_char, CStr};
use std::sync::Arc;

use super::errors::Error;

pub(crate) unsafe fn text<'a>(name: &str, text: *const c_char) -> Result<&'a str, Error> {
    if text.is_null() {
        return Err(Error::null(name));
    }
    let bytes = unsafe { CStr::from_ptr(text) };
    bytes.to_str().map_err(|_| Error::new(format!("{name} is not UTF-8")))
}

pub(crate) unsafe fn optional_text<'a>(name: &str, text: *const c_char) -> Result<Option<&'a str>, Error> {
    if text.is_null() {
        return Ok(None);
    }
    unsafe { self::text(name, text) }.map(Some)
}

/// The items that a caller lends; NULL is none of them.
pub(crate) unsafe fn slice<'a, T>(items: *const T, count: usize) -> &'a [T] {
    if items.is_null() || count == 0 {
        return &[];
    }
    unsafe { std::slice::from_raw_parts(items, count) }
}

pub(crate) unsafe fn optional_slice<'a, T>(items: *const T, count: usize) -> Option<&'a [T]> {
    if items.is_null() {
        return None;
    }
    Some(unsafe { slice(items, count) })
}

pub(crate) unsafe fn slice_mut<'a, T>(items: *mut T, count: usize) -> &'a mut [T] {
    if items.is_null() || count == 0 {
        return &mut [];
    }
    unsafe { std::slice::from_raw_parts_mut(items, count) }
}

pub(crate) fn list<N: Copy, T>(items: &[N], read: impl FnMut(N) -> Result<T, Error>) -> Result<Vec<T>, Error> {
    items.iter().copied().map(read).collect()
}

pub(crate) fn map<NK: Copy, NV: Copy, K: Ord, V>(
    keys: &[NK],
    values: &[NV],
    read_key: impl FnMut(NK) -> Result<K, Error>,
    read_value: impl FnMut(NV) -> Result<V, Error>,
) -> Result<BTreeMap<K, V>, Error> {
    Ok(list(keys, read_key)?.into_iter().zip(list(values, read_value)?).collect())
}

pub(crate) fn read_array<N, T, const LENGTH: usize>(
    items: [N; LENGTH],
    read: impl FnMut(N) -> Result<T, Error>,
) -> Result<[T; LENGTH], Error> {
    let items = items.into_iter().map(read).collect::<Result<Vec<T>, Error>>()?;
    items.try_into().map_err(|_| Error::new("an array has the wrong length"))
}

/// A pointer to a value that is there.
pub(crate) unsafe fn value<N: Copy>(name: &str, value: *const N) -> Result<N, Error> {
    unsafe { value.as_ref() }.copied().ok_or_else(|| Error::null(name))
}

/// An object that a caller lends.
pub(crate) unsafe fn object<'a, T, N>(name: &str, object: *const N) -> Result<&'a T, Error> {
    unsafe { object.cast::<T>().as_ref() }.ok_or_else(|| Error::null(name))
}

/// An object that a caller lends to nobody else.
pub(crate) unsafe fn object_mut<'a, T, N>(name: &str, object: *mut N) -> Result<&'a mut T, Error> {
    unsafe { object.cast::<T>().as_mut() }.ok_or_else(|| Error::null(name))
}

pub(crate) unsafe fn record<T: Clone, N>(name: &str, object: *const N) -> Result<T, Error> {
    unsafe { self::object::<T, N>(name, object) }.cloned()
}

pub(crate) unsafe fn optional_record<T: Clone, N>(object: *const N) -> Option<T> {
    unsafe { object.cast::<T>().as_ref() }.cloned()
}

/// A share in an object that a caller lends.
pub(crate) unsafe fn share<T, N>(name: &str, object: *const N) -> Result<Arc<T>, Error> {
    unsafe { optional_share(object) }.ok_or_else(|| Error::null(name))
}

pub(crate) unsafe fn optional_share<T, N>(object: *const N) -> Option<Arc<T>> {
    if object.is_null() {
        return None;
    }
    let object = object.cast::<T>();
    unsafe {
        Arc::increment_strong_count(object);
        Some(Arc::from_raw(object))
    }
}

/// A function that the caller gave.
pub(crate) fn callback<F>(name: &str, function: Option<F>) -> Result<F, Error> {
    function.ok_or_else(|| Error::null(name))
}
