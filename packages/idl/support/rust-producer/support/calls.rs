//! Calls that end later, and items that come one by one.

use std::ffi::c_void;
use std::marker::PhantomData;
use std::mem::zeroed;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::errors::Error;
use super::memory::{clear_error, set_error, RUNNING};
use super::objects::{destroy, keep};
use super::results::{guard, Given};
use crate::ffi;

/// Asks a call to end early. Callers keep it alive until the call is complete.
#[derive(Clone, Copy)]
pub struct CancelToken {
    flag: *const AtomicBool,
}

// SAFETY: the flag is atomic.
unsafe impl Send for CancelToken {}
unsafe impl Sync for CancelToken {}

impl CancelToken {
    /// Whether the caller does not want the result any more.
    pub fn is_cancelled(&self) -> bool {
        // SAFETY: the caller keeps it alive for as long as the call runs.
        unsafe { self.flag.as_ref() }.is_some_and(|flag| flag.load(Ordering::Acquire))
    }

    /// The token of a call that nobody can cancel.
    pub(crate) fn none() -> Self {
        Self { flag: std::ptr::null() }
    }

    pub(crate) fn new(native: *const ffi::RawCancelToken) -> Self {
        Self { flag: native.cast() }
    }
}

pub(crate) fn create_cancel_token() -> *mut ffi::RawCancelToken {
    keep(AtomicBool::new(false)).cast()
}

pub(crate) unsafe fn cancel(token: *mut ffi::RawCancelToken) {
    if let Some(flag) = unsafe { token.cast::<AtomicBool>().as_ref() } {
        flag.store(true, Ordering::Release);
    }
}

pub(crate) unsafe fn destroy_cancel_token(token: *mut ffi::RawCancelToken) {
    unsafe { destroy(token.cast::<AtomicBool>()) }
}

/// What an iterator gives its items from.
pub type Items<T> = Box<dyn Iterator<Item = Result<T, Error>> + Send>;

/// Gives items one by one. Each is asked for on a thread where it may wait; a closure will do.
pub trait Stream<T>: Send {
    /// The next item, or `None` at the end.
    fn next(&mut self, cancel: CancelToken) -> Result<Option<T>, Error>;
}

impl<T, F: FnMut(CancelToken) -> Result<Option<T>, Error> + Send> Stream<T> for F {
    fn next(&mut self, cancel: CancelToken) -> Result<Option<T>, Error> {
        self(cancel)
    }
}

/// A stream that callers hold; a request goes on when they drop it.
pub(crate) type SharedStream<T> = Arc<Mutex<Box<dyn Stream<T>>>>;

/// Makes a stream into what callers hold.
pub(crate) fn share_stream<T>(stream: Box<dyn Stream<T>>) -> SharedStream<T> {
    Arc::new(Mutex::new(stream))
}

pub(crate) fn next_item<T>(stream: &SharedStream<T>, cancel: CancelToken) -> Result<Option<T>, Error> {
    lock(stream).next(cancel)
}

pub(super) fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a caller gets back with a callback.
#[derive(Clone, Copy)]
pub(crate) struct Context(*mut c_void);

// SAFETY: only the caller knows what it is.
unsafe impl Send for Context {}
unsafe impl Sync for Context {}

impl Context {
    pub(crate) fn new(context: *mut c_void) -> Self {
        Self(context)
    }

    pub(crate) fn get(&self) -> *mut c_void {
        self.0
    }
}

/// Tells a caller how its call ended: once, even if no thread could be started.
struct Completion<S, F: FnOnce(*mut ffi::RawError, S)> {
    complete: Option<F>,
    slots: PhantomData<fn(S)>,
}

impl<S, F: FnOnce(*mut ffi::RawError, S)> Completion<S, F> {
    fn new(complete: F) -> Self {
        RUNNING.fetch_add(1, Ordering::AcqRel);
        Self { complete: Some(complete), slots: PhantomData }
    }

    /// The callback, for the one who completes the call.
    fn take(&mut self) -> Option<F> {
        let complete = self.complete.take()?;
        RUNNING.fetch_sub(1, Ordering::AcqRel);
        Some(complete)
    }

    fn succeed(mut self, slots: S) {
        if let Some(complete) = self.take() {
            complete(std::ptr::null_mut(), slots);
        }
    }

    fn fail(&mut self, error: &Error) {
        let Some(complete) = self.take() else { return };
        let mut native = ffi::RawError { code: 0, message: std::ptr::null() };
        // SAFETY: the error is lent to the callback, whose other slots are then not looked at.
        unsafe {
            set_error(&mut native, error);
            complete(&mut native, zeroed());
            clear_error(&mut native);
        }
    }
}

impl<S, F: FnOnce(*mut ffi::RawError, S)> Drop for Completion<S, F> {
    fn drop(&mut self) {
        self.fail(&Error::new("no thread could be started"));
    }
}

/// Runs a call on a thread of its own. `prepare` reads what is lent for the launch, `write` makes the slots of the callback.
///
/// # Safety
///
/// `S` is made of types of C, for which zeros are a value.
pub(crate) unsafe fn launch<T, S, J, W, C>(prepare: impl FnOnce() -> Result<J, Error>, write: W, complete: C)
where
    J: FnOnce() -> Result<T, Error> + Send + 'static,
    W: FnOnce(&mut Given, T) -> Result<S, Error> + Send + 'static,
    C: FnOnce(*mut ffi::RawError, S) + Send + 'static,
    S: 'static,
{
    let mut completion = Completion::new(complete);
    let job = match guard(prepare) {
        Ok(job) => job,
        Err(error) => return completion.fail(&error),
    };
    let run = move || {
        let mut given = Given::default();
        match guard(|| write(&mut given, job()?)) {
            Ok(slots) => {
                given.keep_objects();
                completion.succeed(slots);
            }
            Err(error) => {
                drop(given);
                completion.fail(&error);
            }
        }
    };
    // A thread that cannot be started drops what it should have run, and with it the completion.
    let _ = std::thread::Builder::new().spawn(run);
}
