//! Objects of other libraries, whose types their crates declare.

use std::mem::ManuallyDrop;
use std::ptr::NonNull;

use super::errors::Error;

/// An object of another document that a caller lends until the call is complete.
pub type Lent<T> = ManuallyDrop<T>;

/// A type whose objects another library makes.
pub(crate) trait Imported: Sized {
    type Native;

    /// Gives the object away.
    fn give(self) -> Result<*mut Self::Native, Error>;

    /// Ends an object that was given away to nobody.
    ///
    /// # Safety
    ///
    /// The object belongs to the caller.
    unsafe fn end(native: NonNull<Self::Native>);
}

/// A type whose values are native objects.
pub(crate) trait Own: Imported {
    /// # Safety
    ///
    /// The object is alive, and belongs to the caller or is never dropped by it.
    unsafe fn own(native: NonNull<Self::Native>) -> Self;
}

/// A type whose objects can be copied.
pub(crate) trait Copied: Imported {
    /// # Safety
    ///
    /// The object is alive.
    unsafe fn copy(native: NonNull<Self::Native>) -> Result<Self, Error>;
}

/// A copy of an object that a caller lends.
pub(crate) unsafe fn imported<T: Copied>(name: &str, native: *const T::Native) -> Result<T, Error> {
    unsafe { optional_imported(native) }?.ok_or_else(|| Error::null(name))
}

pub(crate) unsafe fn optional_imported<T: Copied>(native: *const T::Native) -> Result<Option<T>, Error> {
    NonNull::new(native.cast_mut()).map(|native| unsafe { T::copy(native) }).transpose()
}

/// An object that a caller lends.
pub(crate) unsafe fn lend<T: Own>(name: &str, native: *const T::Native) -> Result<Lent<T>, Error> {
    unsafe { optional_lend(native) }.ok_or_else(|| Error::null(name))
}

pub(crate) unsafe fn optional_lend<T: Own>(native: *const T::Native) -> Option<Lent<T>> {
    NonNull::new(native.cast_mut()).map(|native| ManuallyDrop::new(unsafe { T::own(native) }))
}
