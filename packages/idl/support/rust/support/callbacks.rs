//! Functions that C calls: for the length of a call, or for as long as a listener is registered.

use std::any::Any;
use std::cell::{Cell, UnsafeCell};
use std::ffi::c_void;
use std::panic::{catch_unwind, resume_unwind, AssertUnwindSafe};
use std::sync::{Arc, Mutex};
use std::thread::ThreadId;
use std::{fmt, ptr};

use super::contract::check_contract;
use super::errors::Error;
use super::registry::{find, lock, register, unregister};

/// A Rust function while C may call it: until the call that it was lent to returns.
pub struct Callback<'a, F: ?Sized> {
    function: UnsafeCell<&'a mut F>,
    owner: ThreadId,
    is_running: Cell<bool>,
    ended: Mutex<Option<Ended>>,
}

/// Why a function is not called any more.
enum Ended {
    Panic(Box<dyn Any + Send>),
    Failure(Error),
}

impl<'a, F: ?Sized> Callback<'a, F> {
    /// Lends a function.
    pub fn new(function: &'a mut F) -> Self {
        Self {
            function: UnsafeCell::new(function),
            owner: std::thread::current().id(),
            is_running: Cell::new(false),
            ended: Mutex::new(None),
        }
    }

    /// What C is to give back.
    pub fn context(&self) -> *mut c_void {
        ptr::from_ref(self).cast_mut().cast()
    }

    /// Goes on with a panic of the function, or gives what kept the function from being called.
    pub fn finish(&self) -> Result<(), Error> {
        match lock(&self.ended).take() {
            None => Ok(()),
            Some(Ended::Failure(error)) => Err(error),
            Some(Ended::Panic(reason)) => resume_unwind(reason),
        }
    }

    fn run<R>(&self, call: impl FnOnce(&mut F) -> Result<R, Error>) -> Option<R> {
        if lock(&self.ended).is_some() {
            return None;
        }
        let outcome = if std::thread::current().id() != self.owner {
            Err(Ended::Failure(Error::Library(String::from("a callback was called on another thread"))))
        } else if self.is_running.replace(true) {
            Err(Ended::Failure(Error::Library(String::from("a callback was called while it ran"))))
        } else {
            // SAFETY: this is the thread of the caller, and the function is not running.
            let called = catch_unwind(AssertUnwindSafe(|| call(unsafe { &mut *self.function.get() })));
            self.is_running.set(false);
            called.map_err(Ended::Panic).and_then(|given| given.map_err(Ended::Failure))
        };
        match outcome {
            Ok(given) => Some(given),
            Err(ended) => {
                lock(&self.ended).get_or_insert(ended);
                None
            }
        }
    }
}

/// Calls the function of a callback; `None` when it is not called or panics.
///
/// # Safety
///
/// The context is that of a [`Callback`] with this function, which lives until the call of the library ends.
pub(crate) unsafe fn enter<F: ?Sized, R>(
    context: *mut c_void,
    call: impl FnOnce(&mut F) -> Result<R, Error>,
) -> Option<R> {
    // SAFETY: the caller's promise.
    let callback: &Callback<'_, F> = unsafe { &*context.cast_const().cast() };
    callback.run(call)
}

/// A listener that is registered with the library until this value is dropped.
#[must_use = "dropping a subscription ends it"]
pub struct Subscription {
    id: u64,
    number: usize,
    end: unsafe extern "C" fn(u64),
}

impl Subscription {
    /// Registers a listener; `start` gives its number in the library.
    pub(crate) fn start<F: ?Sized + Send + Sync + 'static>(
        listener: Box<F>,
        start: impl FnOnce(*mut c_void) -> u64,
        end: unsafe extern "C" fn(u64),
    ) -> Result<Self, Error> {
        check_contract()?;
        let number = register(Arc::new(listener));
        Ok(Self { id: start(number as *mut c_void), number, end })
    }
}

impl fmt::Debug for Subscription {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Subscription").field(&self.id).finish()
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        // SAFETY: the library gave this number, and it is given back once.
        unsafe { (self.end)(self.id) };
        unregister(self.number);
    }
}

/// Calls a listener. A panic is reported and ends here: there is no caller that it could go on in.
pub(crate) fn notify<F: ?Sized + Send + Sync + 'static>(
    context: *mut c_void,
    call: impl FnOnce(&F) -> Result<(), Error>,
) {
    let found = find(context as usize);
    let Some(listener) = found.as_deref().and_then(|found| found.downcast_ref::<Box<F>>()) else { return };
    if let Ok(Err(error)) = catch_unwind(AssertUnwindSafe(|| call(listener))) {
        eprintln!("a listener was not called: {error}");
    }
}
