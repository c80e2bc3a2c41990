//! Memory that callers give back, and the errors that they are given.

use std::alloc::{alloc_zeroed, dealloc, Layout};
use std::ffi::{c_char, c_void};
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use super::errors::Error;
use crate::ffi;

/// How many objects and results callers have and did not give back yet.
pub fn count_alive() -> i64 {
    ALIVE.load(Ordering::Acquire)
}

/// Waits until callers gave everything back, as the threads of async calls may still be doing, or until the time is over.
pub fn wait_until_none_alive(limit: Duration) -> i64 {
    let start = Instant::now();
    while count_alive() != 0 && start.elapsed() < limit {
        std::thread::sleep(Duration::from_millis(1));
    }
    count_alive()
}

/// How many async calls were launched and are not complete.
pub fn count_running() -> u32 {
    RUNNING.load(Ordering::Acquire)
}

pub(super) static ALIVE: AtomicI64 = AtomicI64::new(0);
pub(super) static RUNNING: AtomicU32 = AtomicU32::new(0);

/// What stands before memory that callers give back: they name the address only.
const HEAD: usize = 16;

fn layout_of(size: usize) -> Layout {
    Layout::from_size_align(HEAD + size.max(1), HEAD).expect("a result is too large")
}

/// Zeroed memory for what is handed over; never NULL.
pub(super) fn allocate(size: usize) -> *mut c_void {
    let layout = layout_of(size);
    // SAFETY: the layout is not empty, and the size fits into the head.
    unsafe {
        let memory = alloc_zeroed(layout);
        if memory.is_null() {
            std::alloc::handle_alloc_error(layout);
        }
        memory.cast::<usize>().write(size);
        ALIVE.fetch_add(1, Ordering::AcqRel);
        memory.add(HEAD).cast()
    }
}

/// Frees what a call handed over.
///
/// # Safety
///
/// The memory is NULL or came from here, and is not used any more.
pub(crate) unsafe fn free(memory: *mut c_void) {
    if memory.is_null() {
        return;
    }
    unsafe {
        let start = memory.cast::<u8>().sub(HEAD);
        dealloc(start, layout_of(start.cast::<usize>().read()));
    }
    ALIVE.fetch_sub(1, Ordering::AcqRel);
}

pub(super) unsafe fn copy_text(text: &str) -> Result<*const c_char, Error> {
    if text.contains('\0') {
        return Err(Error::new("a text with a NUL in it cannot be given to C"));
    }
    let memory = allocate(text.len() + 1);
    unsafe { std::ptr::copy_nonoverlapping(text.as_ptr(), memory.cast(), text.len()) };
    Ok(memory.cast_const().cast())
}

/// Sets an error that a caller sees.
pub(crate) unsafe fn set_error(out_err: *mut ffi::RawError, error: &Error) {
    if out_err.is_null() {
        return;
    }
    let message = error.message.replace('\0', "\u{fffd}");
    unsafe {
        clear_error(out_err);
        (*out_err).code = error.code;
        (*out_err).message = copy_text(&message).unwrap_or(std::ptr::null());
    }
}

/// Frees an error's message and sets its code to 0.
pub(crate) unsafe fn clear_error(error: *mut ffi::RawError) {
    if error.is_null() {
        return;
    }
    unsafe {
        free((*error).message.cast_mut().cast());
        (*error).code = 0;
        (*error).message = std::ptr::null();
    }
}
