//! Calls and what they hand over.

use std::collections::BTreeMap;
use std::ffi::{c_char, c_void};
use std::mem::zeroed;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::ptr::NonNull;
use std::sync::atomic::Ordering;
use std::sync::Arc;

use super::errors::Error;
use super::imported::Imported;
use super::memory::{allocate, copy_text, free, set_error, ALIVE};
use super::objects::{destroy, keep, release};
use crate::ffi;

pub(super) fn guard<R>(body: impl FnOnce() -> Result<R, Error>) -> Result<R, Error> {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|payload| Err(Error::of_panic(&*payload)))
}

/// Runs a call of C: what goes wrong in it becomes the caller's error, and the result is a zero.
///
/// # Safety
///
/// `R` is a type of C, for which zeros are a value.
pub(crate) unsafe fn call<R>(out_err: *mut ffi::RawError, body: impl FnOnce(&mut Given) -> Result<R, Error>) -> R {
    let mut given = Given::default();
    match guard(|| body(&mut given)) {
        Ok(result) => {
            given.keep();
            result
        }
        Err(error) => unsafe {
            drop(given);
            set_error(out_err, &error);
            zeroed()
        },
    }
}

/// What one call hands over. What a failed call made is freed.
#[derive(Default)]
pub(crate) struct Given {
    memory: Vec<*mut c_void>,
    objects: Vec<(*mut c_void, unsafe fn(*mut c_void))>,
}

impl Given {
    fn hold<N>(&mut self, memory: *mut c_void) -> *mut N {
        self.memory.push(memory);
        memory.cast()
    }

    pub(crate) fn text(&mut self, text: impl AsRef<str>) -> Result<*const c_char, Error> {
        // SAFETY: the text is alive.
        let copy = unsafe { copy_text(text.as_ref())? };
        Ok(self.hold::<c_char>(copy.cast_mut().cast()))
    }

    pub(crate) fn optional_text(&mut self, text: Option<impl AsRef<str>>) -> Result<*const c_char, Error> {
        text.map_or(Ok(std::ptr::null()), |text| self.text(text))
    }

    pub(crate) fn boxed<N>(&mut self, value: Option<N>) -> *mut N {
        let Some(value) = value else { return std::ptr::null_mut() };
        let place = self.hold::<N>(allocate(size_of::<N>()));
        // SAFETY: there is room for one, and types of C are aligned to 16 at most.
        unsafe { place.write(value) };
        place
    }

    pub(crate) fn bytes(&mut self, bytes: impl AsRef<[u8]>) -> (*mut u8, usize) {
        let bytes = bytes.as_ref();
        let place = self.hold::<u8>(allocate(bytes.len()));
        // SAFETY: there is room for all of them.
        unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), place, bytes.len()) };
        (place, bytes.len())
    }

    pub(crate) fn optional_bytes(&mut self, bytes: Option<impl AsRef<[u8]>>) -> (*mut u8, usize) {
        bytes.map_or((std::ptr::null_mut(), 0), |bytes| self.bytes(bytes))
    }

    pub(crate) fn list<T, N>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T) -> Result<N, Error>,
    ) -> Result<(*mut N, usize), Error> {
        let natives = items.into_iter().map(|item| write(self, item)).collect::<Result<Vec<N>, Error>>()?;
        let place = self.hold::<N>(allocate(size_of::<N>() * natives.len()));
        let count = natives.len();
        for (index, native) in natives.into_iter().enumerate() {
            // SAFETY: there is room for all of them.
            unsafe { place.add(index).write(native) };
        }
        Ok((place, count))
    }

    pub(crate) fn optional_list<T, N>(
        &mut self,
        items: Option<impl IntoIterator<Item = T>>,
        write: impl FnMut(&mut Self, T) -> Result<N, Error>,
    ) -> Result<(*mut N, usize), Error> {
        items.map_or(Ok((std::ptr::null_mut(), 0)), |items| self.list(items, write))
    }

    pub(crate) fn map<K, V, NK, NV>(
        &mut self,
        map: BTreeMap<K, V>,
        write_key: impl FnMut(&mut Self, K) -> Result<NK, Error>,
        write_value: impl FnMut(&mut Self, V) -> Result<NV, Error>,
    ) -> Result<(*mut NK, *mut NV, usize), Error> {
        let (keys, values): (Vec<K>, Vec<V>) = map.into_iter().unzip();
        let (keys, count) = self.list(keys, write_key)?;
        let (values, _) = self.list(values, write_value)?;
        Ok((keys, values, count))
    }

    pub(crate) fn optional_map<K, V, NK, NV>(
        &mut self,
        map: Option<BTreeMap<K, V>>,
        write_key: impl FnMut(&mut Self, K) -> Result<NK, Error>,
        write_value: impl FnMut(&mut Self, V) -> Result<NV, Error>,
    ) -> Result<(*mut NK, *mut NV, usize), Error> {
        let none = (std::ptr::null_mut(), std::ptr::null_mut(), 0);
        map.map_or(Ok(none), |map| self.map(map, write_key, write_value))
    }

    /// Gives a value as an object of its own.
    pub(crate) fn object<T, N>(&mut self, value: T) -> *mut N {
        let object: *mut T = keep(value);
        self.objects.push((object.cast(), |object| unsafe { destroy(object.cast::<T>()) }));
        object.cast()
    }

    pub(crate) fn optional_object<T, N>(&mut self, value: Option<T>) -> *mut N {
        value.map_or(std::ptr::null_mut(), |value| self.object(value))
    }

    /// Gives a share in an object.
    pub(crate) fn shared<T, N>(&mut self, value: Arc<T>) -> *mut N {
        ALIVE.fetch_add(1, Ordering::AcqRel);
        let object = Arc::into_raw(value).cast_mut();
        self.objects.push((object.cast(), |object| unsafe { release(object.cast::<T>()) }));
        object.cast()
    }

    pub(crate) fn optional_shared<T, N>(&mut self, value: Option<Arc<T>>) -> *mut N {
        value.map_or(std::ptr::null_mut(), |value| self.shared(value))
    }

    /// Gives an object of another library.
    pub(crate) fn imported<T: Imported>(&mut self, value: T) -> Result<*mut T::Native, Error> {
        let object = value.give()?;
        // SAFETY: nobody was given it.
        self.objects.push((object.cast(), |object| unsafe {
            if let Some(object) = NonNull::new(object.cast::<T::Native>()) {
                T::end(object);
            }
        }));
        Ok(object)
    }

    pub(crate) fn optional_imported<T: Imported>(&mut self, value: Option<T>) -> Result<*mut T::Native, Error> {
        value.map_or(Ok(std::ptr::null_mut()), |value| self.imported(value))
    }

    /// All of it is the caller's now.
    fn keep(&mut self) {
        self.memory.clear();
        self.objects.clear();
    }

    /// Objects are the caller's; memory was lent.
    pub(super) fn keep_objects(&mut self) {
        self.objects.clear();
    }
}

impl Drop for Given {
    fn drop(&mut self) {
        for (object, drop_object) in self.objects.drain(..) {
            // SAFETY: nobody was given it.
            unsafe { drop_object(object) };
        }
        for memory in self.memory.drain(..) {
            // SAFETY: it came from `allocate`, and nobody was given it for longer.
            unsafe { free(memory) };
        }
    }
}
