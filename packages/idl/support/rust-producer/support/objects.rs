//! Objects that callers hold.

use std::fmt;
use std::marker::PhantomData;
use std::sync::atomic::Ordering;
use std::sync::Arc;

use super::errors::Error;
use super::memory::ALIVE;
use super::results::guard;

/// Keeps a value at an address of its own.
pub(crate) fn keep<T>(value: T) -> *mut T {
    ALIVE.fetch_add(1, Ordering::AcqRel);
    Box::into_raw(Box::new(value))
}

/// Ends an object that was kept.
pub(crate) unsafe fn destroy<T>(object: *mut T) {
    if object.is_null() {
        return;
    }
    ALIVE.fetch_sub(1, Ordering::AcqRel);
    let value = unsafe { Box::from_raw(object) };
    // A panic of the value's own end has nobody to be told to.
    let _ = guard(|| {
        drop(value);
        Ok(())
    });
}

/// Ends a share in an object.
pub(crate) unsafe fn release<T>(object: *const T) {
    if object.is_null() {
        return;
    }
    ALIVE.fetch_sub(1, Ordering::AcqRel);
    let value = unsafe { Arc::from_raw(object) };
    let _ = guard(|| {
        drop(value);
        Ok(())
    });
}

/// A pointer to a value that callers carry about, and that only the implementation looks at or ends.
pub struct Handle<T> {
    place: *mut T,
    points_to: PhantomData<T>,
}

// SAFETY: a handle is a number until its value is looked at, which is unsafe.
unsafe impl<T> Send for Handle<T> {}
unsafe impl<T> Sync for Handle<T> {}

impl<T> Handle<T> {
    /// Keeps a value until [`Handle::end`].
    pub fn keep(value: T) -> Self {
        Self { place: keep(value), points_to: PhantomData }
    }

    /// The address of the value.
    pub fn as_ptr(self) -> *mut T {
        self.place
    }

    /// Takes the value out.
    ///
    /// # Safety
    ///
    /// The value was not taken out yet, and nobody looks at it any more.
    pub unsafe fn end(self) -> T {
        ALIVE.fetch_sub(1, Ordering::AcqRel);
        *unsafe { Box::from_raw(self.place) }
    }

    pub(crate) fn read<N>(name: &str, native: *const N) -> Result<Self, Error> {
        Self::optional(native).ok_or_else(|| Error::null(name))
    }

    pub(crate) fn optional<N>(native: *const N) -> Option<Self> {
        let place = native.cast_mut().cast();
        if native.is_null() {
            return None;
        }
        Some(Self { place, points_to: PhantomData })
    }

    pub(crate) fn native<N>(self) -> *mut N {
        self.place.cast()
    }
}

impl<T> Clone for Handle<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Handle<T> {}

impl<T> PartialEq for Handle<T> {
    fn eq(&self, other: &Self) -> bool {
        self.place == other.place
    }
}

impl<T> Eq for Handle<T> {}

impl<T> fmt::Debug for Handle<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Handle").field(&self.place).finish()
    }
}
