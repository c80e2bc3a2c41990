//! Items that come one by one: iterators, and streams whose items come later.

use std::ffi::c_void;
use std::marker::PhantomData;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::calls::{launch, Launch, Pending, Token};
use super::errors::{Error, FromFailure};

/// An iterator or a stream of the library.
pub(crate) struct Source {
    native: *mut c_void,
    destroy: unsafe fn(*mut c_void),
}

// SAFETY: it is used by one thread at a time: its next item is asked for through `&mut`.
unsafe impl Send for Source {}
// SAFETY: as above.
unsafe impl Sync for Source {}

impl Source {
    fn new(native: *mut c_void, destroy: unsafe fn(*mut c_void)) -> Result<Self, Error> {
        if native.is_null() {
            return Err(Error::null());
        }
        Ok(Self { native, destroy })
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        // SAFETY: it is this value's own, no item is being asked for, and this happens once.
        unsafe { (self.destroy)(self.native) }
    }
}

/// Items that the library gives one by one. `'a` is the object that the method was called on.
#[must_use = "iterators give nothing unless they are asked"]
pub struct Items<'a, T, E> {
    source: Source,
    next: unsafe fn(*mut c_void) -> Result<Option<T>, E>,
    is_done: bool,
    receiver: PhantomData<&'a ()>,
}

impl<T, E> Items<'_, T, E> {
    /// # Safety
    ///
    /// The iterator belongs to the caller; `next` and `destroy` are its own.
    pub(crate) unsafe fn new(
        native: *mut c_void,
        next: unsafe fn(*mut c_void) -> Result<Option<T>, E>,
        destroy: unsafe fn(*mut c_void),
    ) -> Result<Self, Error> {
        Ok(Self { source: Source::new(native, destroy)?, next, is_done: false, receiver: PhantomData })
    }
}

impl<T, E> Iterator for Items<'_, T, E> {
    type Item = Result<T, E>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        // SAFETY: the iterator is alive, and nobody else asks it.
        let item = unsafe { (self.next)(self.source.native) }.transpose();
        self.is_done = !matches!(item, Some(Ok(_)));
        item
    }
}

impl<T, E> std::iter::FusedIterator for Items<'_, T, E> {}

/// Items that come later, each when it was asked for. Dropping the stream cancels what was asked for where the library can.
/// `'a` is the object that the method was called on.
#[must_use = "streams give nothing unless they are asked"]
pub struct Stream<'a, T, E> {
    source: Arc<Source>,
    start: unsafe fn(*mut c_void, &Launch),
    is_cancellable: bool,
    is_done: bool,
    pending: Option<Arc<Pending<Option<T>, E>>>,
    receiver: PhantomData<&'a ()>,
}

impl<T: Send + 'static, E: FromFailure + Send + 'static> Stream<'_, T, E> {
    /// # Safety
    ///
    /// The stream belongs to the caller; `start` and `destroy` are its own.
    pub(crate) unsafe fn new(
        native: *mut c_void,
        start: unsafe fn(*mut c_void, &Launch),
        destroy: unsafe fn(*mut c_void),
        is_cancellable: bool,
    ) -> Result<Self, Error> {
        let source = Arc::new(Source::new(native, destroy)?);
        Ok(Self { source, start, is_cancellable, is_done: false, pending: None, receiver: PhantomData })
    }

    /// Asks for the next item, unless it was asked for already; `None` is the end. An error ends the stream.
    pub fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, E>>> {
        if self.is_done {
            return Poll::Ready(None);
        }
        if self.pending.is_none() {
            match self.ask() {
                Ok(pending) => self.pending = Some(pending),
                Err(error) => {
                    self.is_done = true;
                    return Poll::Ready(Some(Err(error.into())));
                }
            }
        }
        let polled = self.pending.as_ref().map_or(Poll::Pending, |pending| pending.poll(context));
        let Poll::Ready(outcome) = polled else { return Poll::Pending };
        self.pending = None;
        let item = outcome.transpose();
        self.is_done = !matches!(item, Some(Ok(_)));
        Poll::Ready(item)
    }

    /// The next item; `None` is the end. Dropping this future keeps the request: the next call waits for the same item.
    pub async fn next(&mut self) -> Option<Result<T, E>> {
        std::future::poll_fn(|context| self.poll_next(context)).await
    }

    fn ask(&self) -> Result<Arc<Pending<Option<T>, E>>, Error> {
        let token = self.is_cancellable.then(Token::new).transpose()?;
        let pending = Pending::new(token, Some(self.source.clone()));
        launch(&pending, |launch| {
            // SAFETY: the stream is alive until its request has ended, and only one is under way.
            unsafe { (self.start)(self.source.native, launch) };
            Ok(())
        });
        Ok(pending)
    }
}

impl<T, E> Stream<'_, T, E> {
    /// Asks the library to end the request that is under way, if it can.
    pub fn cancel(&self) {
        if let Some(pending) = &self.pending {
            pending.cancel();
        }
    }
}

impl<T, E> Drop for Stream<'_, T, E> {
    fn drop(&mut self) {
        self.cancel();
    }
}
