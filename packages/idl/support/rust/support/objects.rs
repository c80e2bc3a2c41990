//! Objects of the library: owned, lent, and those that nobody frees from here.

use std::ffi::c_void;
use std::fmt;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

use super::errors::Error;

/// Something of the library that is freed when this value is dropped.
pub(crate) struct Owned<N> {
    native: NonNull<N>,
    destroy: unsafe extern "C" fn(*mut N),
}

// SAFETY: what is owned is used by one thread at a time; the library gives objects on any thread.
unsafe impl<N> Send for Owned<N> {}

impl<N> Owned<N> {
    /// # Safety
    ///
    /// What `native` points to belongs to the caller, and `destroy` frees it.
    pub(crate) unsafe fn new(native: *mut N, destroy: unsafe extern "C" fn(*mut N)) -> Result<Self, Error> {
        let native = NonNull::new(native).ok_or_else(Error::null)?;
        Ok(Self { native, destroy })
    }

    pub(crate) fn native(&self) -> *mut N {
        self.native.as_ptr()
    }
}

impl<N> Drop for Owned<N> {
    fn drop(&mut self) {
        // SAFETY: nobody else frees it, and this happens once.
        unsafe { (self.destroy)(self.native.as_ptr()) }
    }
}

/// What is made of an object that the library gave away.
pub(crate) trait Adopt: Sized {
    type Native;

    /// # Safety
    ///
    /// The object belongs to the caller.
    unsafe fn adopt(native: NonNull<Self::Native>) -> Result<Self, Error>;
}

/// A type of another crate that is made into a native object for a call, and read out of one.
pub(crate) trait Passage: Sized {
    type Native;

    fn make(&self) -> Result<Owned<Self::Native>, Error>;

    /// # Safety
    ///
    /// The object is alive, or NULL.
    unsafe fn read(native: *const Self::Native) -> Result<Self, Error>;
}

/// Gives a type of objects its ownership: `native`, `adopt`, `Drop`.
macro_rules! object {
    ($name:ident, $native:ty, $destroy:path) => {
        // SAFETY: an object is used by one thread at a time; the library gives objects on any thread.
        unsafe impl Send for $name {}

        impl $name {
            /// The address of the native object; it stays this value's own.
            pub fn native(&self) -> *mut $native {
                self.native.as_ptr()
            }

            /// Owns a native object.
            ///
            /// # Safety
            ///
            /// The object is alive, and belongs to the caller.
            pub unsafe fn from_native(native: std::ptr::NonNull<$native>) -> Self {
                Self { native }
            }
        }

        impl $crate::support::Adopt for $name {
            type Native = $native;

            unsafe fn adopt(native: std::ptr::NonNull<$native>) -> Result<Self, $crate::support::Error> {
                Ok(Self { native })
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.debug_tuple(stringify!($name)).field(&self.native).finish()
            }
        }

        impl Drop for $name {
            fn drop(&mut self) {
                // SAFETY: the object is this value's own, and this happens once.
                unsafe { $destroy(self.native.as_ptr()) }
            }
        }
    };
}
pub(crate) use object;

/// An object of the library that nobody frees from here; the library says how long it lives.
pub struct Handle<T> {
    native: NonNull<c_void>,
    points_to: PhantomData<fn() -> T>,
}

// SAFETY: a handle is a number to everybody but the library.
unsafe impl<T> Send for Handle<T> {}

impl<T> Handle<T> {
    pub(crate) fn new<N>(native: *const N) -> Result<Self, Error> {
        Self::optional(native).ok_or_else(Error::null)
    }

    pub(crate) fn optional<N>(native: *const N) -> Option<Self> {
        NonNull::new(native.cast_mut().cast()).map(|native| Self { native, points_to: PhantomData })
    }

    pub(crate) fn native<N>(self) -> *mut N {
        self.native.as_ptr().cast()
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
        self.native == other.native
    }
}

impl<T> Eq for Handle<T> {}

impl<T> fmt::Debug for Handle<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Handle").field(&self.native).finish()
    }
}

/// An object that is lent to a callback until it returns.
pub type Lent<T> = ManuallyDrop<T>;

/// Makes an object of what the library gave away.
pub(crate) unsafe fn adopt<T: Adopt>(native: *mut T::Native) -> Result<T, Error> {
    let native = NonNull::new(native).ok_or_else(Error::null)?;
    // SAFETY: the library gave it away.
    unsafe { T::adopt(native) }
}

pub(crate) unsafe fn adopt_optional<T: Adopt>(native: *mut T::Native) -> Result<Option<T>, Error> {
    // SAFETY: the library gave it away, if it is there.
    NonNull::new(native).map(|native| unsafe { T::adopt(native) }).transpose()
}

/// Makes an object of what the library lends; it is not freed from here.
pub(crate) unsafe fn lend<T: Adopt>(native: *const T::Native) -> Result<Lent<T>, Error> {
    // SAFETY: what is lent is never dropped.
    unsafe { adopt(native.cast_mut()) }.map(ManuallyDrop::new)
}

pub(crate) unsafe fn lend_optional<T: Adopt>(native: *const T::Native) -> Result<Option<Lent<T>>, Error> {
    // SAFETY: what is lent is never dropped.
    Ok(unsafe { adopt_optional(native.cast_mut()) }?.map(ManuallyDrop::new))
}
