//! What comes from C: copies of texts, bytes, lists and boxed values, which are freed where they are the caller's own.

use std::collections::BTreeMap;
use std::ffi::{c_char, CStr};
use std::ptr::NonNull;

use super::errors::Error;
use crate::ffi;

/// Copies text that is lent.
pub(crate) unsafe fn read_text(value: *const c_char) -> Result<String, Error> {
    // SAFETY: texts end in NUL.
    unsafe { read_optional_text(value) }?.ok_or_else(Error::null)
}

pub(crate) unsafe fn read_optional_text(value: *const c_char) -> Result<Option<String>, Error> {
    if value.is_null() {
        return Ok(None);
    }
    // SAFETY: texts end in NUL.
    let text = unsafe { CStr::from_ptr(value) }.to_str();
    text.map(|text| Some(String::from(text))).map_err(|_| Error::Library(String::from("a text is not UTF-8")))
}

/// Copies text that belongs to the caller, and frees it.
pub(crate) unsafe fn take_text(value: *const c_char) -> Result<String, Error> {
    // SAFETY: the text is the caller's own.
    unsafe { take_optional_text(value) }?.ok_or_else(Error::null)
}

pub(crate) unsafe fn take_optional_text(value: *const c_char) -> Result<Option<String>, Error> {
    // SAFETY: the text is the caller's own; it is freed once.
    unsafe {
        let text = read_optional_text(value);
        if !value.is_null() {
            ffi::free_string(value);
        }
        text
    }
}

pub(crate) unsafe fn read_bytes(data: *const u8, length: usize) -> Vec<u8> {
    // SAFETY: so many bytes are there.
    unsafe { read_optional_bytes(data, length) }.unwrap_or_default()
}

pub(crate) unsafe fn read_optional_bytes(data: *const u8, length: usize) -> Option<Vec<u8>> {
    // SAFETY: so many bytes are there, if any.
    NonNull::new(data.cast_mut()).map(|data| unsafe { std::slice::from_raw_parts(data.as_ptr(), length) }.to_vec())
}

pub(crate) unsafe fn take_bytes(data: *const u8, length: usize) -> Vec<u8> {
    // SAFETY: the bytes are the caller's own.
    unsafe { take_optional_bytes(data, length) }.unwrap_or_default()
}

pub(crate) unsafe fn take_optional_bytes(data: *const u8, length: usize) -> Option<Vec<u8>> {
    // SAFETY: the bytes are the caller's own; they are freed once.
    unsafe {
        let bytes = read_optional_bytes(data, length);
        free(data, length);
        bytes
    }
}

unsafe fn free<N>(items: *const N, length: usize) {
    if !items.is_null() {
        // SAFETY: the array is the caller's own, and this happens once.
        unsafe { ffi::free_bytes(items.cast_mut().cast(), length * std::mem::size_of::<N>()) };
    }
}

/// Converts a value that is lent, or none.
pub(crate) unsafe fn read_boxed<N: Copy, T>(
    value: *const N,
    convert: impl FnOnce(N) -> Result<T, Error>,
) -> Result<Option<T>, Error> {
    // SAFETY: it is NULL or points to a value.
    unsafe { value.as_ref() }.map(|value| convert(*value)).transpose()
}

/// Converts a value that belongs to the caller, or none, and frees it.
pub(crate) unsafe fn take_boxed<N: Copy, T>(
    value: *const N,
    convert: impl FnOnce(N) -> Result<T, Error>,
) -> Result<Option<T>, Error> {
    // SAFETY: the value is the caller's own; it is freed once.
    unsafe {
        let converted = read_boxed(value, convert);
        free(value, 1);
        converted
    }
}

/// Converts the items of an array that is lent. All are converted, so that those that belong to the caller are freed.
pub(crate) unsafe fn read_list<N: Copy, T>(
    items: *const N,
    length: usize,
    convert: impl FnMut(N) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    if items.is_null() {
        return Ok(Vec::new());
    }
    // SAFETY: so many items are there.
    let items = unsafe { std::slice::from_raw_parts(items, length) };
    let converted: Vec<Result<T, Error>> = items.iter().copied().map(convert).collect();
    converted.into_iter().collect()
}

pub(crate) unsafe fn read_optional_list<N: Copy, T>(
    items: *const N,
    length: usize,
    convert: impl FnMut(N) -> Result<T, Error>,
) -> Result<Option<Vec<T>>, Error> {
    if items.is_null() {
        return Ok(None);
    }
    // SAFETY: so many items are there.
    unsafe { read_list(items, length, convert) }.map(Some)
}

/// Converts the items of an array that belongs to the caller, and frees the array.
pub(crate) unsafe fn take_list<N: Copy, T>(
    items: *const N,
    length: usize,
    convert: impl FnMut(N) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    // SAFETY: the array is the caller's own; it is freed once.
    unsafe {
        let converted = read_list(items, length, convert);
        free(items, length);
        converted
    }
}

pub(crate) unsafe fn take_optional_list<N: Copy, T>(
    items: *const N,
    length: usize,
    convert: impl FnMut(N) -> Result<T, Error>,
) -> Result<Option<Vec<T>>, Error> {
    if items.is_null() {
        return Ok(None);
    }
    // SAFETY: the array is the caller's own.
    unsafe { take_list(items, length, convert) }.map(Some)
}

pub(crate) fn read_array<N: Copy, T, const LENGTH: usize>(
    items: [N; LENGTH],
    convert: impl FnMut(N) -> Result<T, Error>,
) -> Result<[T; LENGTH], Error> {
    let converted: Vec<T> = items.into_iter().map(convert).collect::<Result<_, _>>()?;
    converted.try_into().map_err(|_| Error::null())
}

/// Makes a map of keys and values in one order.
pub(crate) fn zip_map<K: Ord, V>(
    keys: Result<Vec<K>, Error>,
    values: Result<Vec<V>, Error>,
) -> Result<BTreeMap<K, V>, Error> {
    Ok(keys?.into_iter().zip(values?).collect())
}

/// Reads what is there; NULL is none.
pub(crate) fn optional<N, T>(native: *const N, read: impl FnOnce() -> Result<T, Error>) -> Result<Option<T>, Error> {
    if native.is_null() {
        Ok(None)
    } else {
        read().map(Some)
    }
}
