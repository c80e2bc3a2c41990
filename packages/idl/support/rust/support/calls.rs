//! Calls that end later: futures, and the tokens that cancel them.

use std::ffi::c_void;
use std::future::Future;
use std::marker::PhantomData;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::pin::Pin;
use std::ptr;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use super::contract::check_contract;
use super::errors::{read_failure, Error, FromFailure};
use super::items::Source;
use super::objects::Owned;
use super::registry::{lock, register, unregister};
use crate::ffi;

/// What a call may be cancelled with.
pub(crate) struct Token(Owned<ffi::RawCancelToken>);

// SAFETY: the library's functions for tokens can be called on any thread.
unsafe impl Sync for Token {}

impl Token {
    pub(super) fn new() -> Result<Self, Error> {
        // SAFETY: the token is the caller's own.
        unsafe { Owned::new(ffi::cancel_token_create(), ffi::cancel_token_destroy) }.map(Self)
    }

    fn cancel(&self) {
        // SAFETY: the token is alive.
        unsafe { ffi::cancel_token_cancel(self.0.native()) }
    }
}

/// What a call and its completion share. It lives until both are done, and with it what the library uses meanwhile.
pub(super) struct Pending<T, E> {
    state: Mutex<PendingState<T, E>>,
    token: Option<Token>,
    _source: Option<Arc<Source>>,
}

struct PendingState<T, E> {
    outcome: Option<Result<T, E>>,
    is_done: bool,
    waker: Option<Waker>,
}

impl<T, E> Pending<T, E> {
    pub(super) fn new(token: Option<Token>, source: Option<Arc<Source>>) -> Arc<Self> {
        let state = Mutex::new(PendingState { outcome: None, is_done: false, waker: None });
        Arc::new(Self { state, token, _source: source })
    }

    fn complete(&self, outcome: Result<T, E>) {
        let waker = {
            let mut state = lock(&self.state);
            state.outcome = Some(outcome);
            state.is_done = true;
            state.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    pub(super) fn poll(&self, context: &Context<'_>) -> Poll<Result<T, E>> {
        let mut state = lock(&self.state);
        if let Some(outcome) = state.outcome.take() {
            return Poll::Ready(outcome);
        }
        state.waker = Some(context.waker().clone());
        Poll::Pending
    }

    pub(super) fn cancel(&self) {
        if let Some(token) = self.token.as_ref().filter(|_| !lock(&self.state).is_done) {
            token.cancel();
        }
    }
}

/// How a call is started: with the cancel token and the context of its completion.
pub(crate) struct Launch {
    token: *mut ffi::RawCancelToken,
    context: *mut c_void,
}

impl Launch {
    /// NULL for calls that cannot be cancelled.
    pub(crate) fn token(&self) -> *mut ffi::RawCancelToken {
        self.token
    }

    pub(crate) fn context(&self) -> *mut c_void {
        self.context
    }
}

pub(super) fn launch<T: Send + 'static, E: FromFailure + Send + 'static>(
    pending: &Arc<Pending<T, E>>,
    start: impl FnOnce(&Launch) -> Result<(), E>,
) {
    let number = register(pending.clone());
    let token = pending.token.as_ref().map_or(ptr::null_mut(), |token| token.0.native());
    if let Err(error) = start(&Launch { token, context: number as *mut c_void }) {
        unregister(number);
        pending.complete(Err(error));
    }
}

/// Ends a call; the library does so once, on any thread.
///
/// # Safety
///
/// `failure` is NULL or an error that the library lends.
pub(crate) unsafe fn complete<T: Send + 'static, E: FromFailure + Send + 'static>(
    context: *mut c_void,
    failure: *const ffi::RawError,
    read: impl FnOnce() -> Result<T, Error>,
) {
    let Some(pending) = unregister(context as usize) else { return };
    let Ok(pending) = pending.downcast::<Pending<T, E>>() else { return };
    // SAFETY: the caller's promise.
    let failure = unsafe { read_failure::<E>(failure) };
    let outcome = failure.map_or_else(|| read().map_err(E::from), Err);
    // Neither a waker nor what frees an object may unwind into C.
    let _ = catch_unwind(AssertUnwindSafe(|| pending.complete(outcome)));
}

/// Ends a request for an item of a stream; without an item it is the end.
///
/// # Safety
///
/// As for [`complete`].
pub(crate) unsafe fn complete_item<T: Send + 'static, E: FromFailure + Send + 'static>(
    context: *mut c_void,
    failure: *const ffi::RawError,
    has_item: bool,
    read: impl FnOnce() -> Result<T, Error>,
) {
    // SAFETY: the caller's promise.
    unsafe { complete::<Option<T>, E>(context, failure, || has_item.then(read).transpose()) }
}

/// A call that runs in the library. It has begun; as a future it gives its result, dropped it is cancelled where the library
/// can. `'a` is the object that the method was called on.
#[must_use = "futures give their result when they are awaited"]
pub struct Call<'a, T, E> {
    pending: Arc<Pending<T, E>>,
    receiver: PhantomData<&'a ()>,
}

impl<T: Send + 'static, E: FromFailure + Send + 'static> Call<'_, T, E> {
    pub(crate) fn start(is_cancellable: bool, start: impl FnOnce(&Launch) -> Result<(), E>) -> Self {
        let token = check_contract().and_then(|()| is_cancellable.then(Token::new).transpose());
        let pending = match token {
            Ok(token) => {
                let pending = Pending::new(token, None);
                launch(&pending, start);
                pending
            }
            Err(error) => {
                let pending = Pending::new(None, None);
                pending.complete(Err(error.into()));
                pending
            }
        };
        Self { pending, receiver: PhantomData }
    }
}

impl<T, E> Call<'_, T, E> {
    /// Asks the library to end the call early; it then ends with the error that the library gives. Nothing happens where the
    /// call cannot be cancelled.
    pub fn cancel(&self) {
        self.pending.cancel();
    }
}

impl<T, E> Future for Call<'_, T, E> {
    type Output = Result<T, E>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.pending.poll(context)
    }
}

impl<T, E> Drop for Call<'_, T, E> {
    fn drop(&mut self) {
        self.pending.cancel();
    }
}
