//! What lies between C and an implementation in Rust: values are read when a call begins, results are handed over when it ends,
//! and what an implementation panics with becomes an error of the caller.

use std::alloc::{alloc_zeroed, dealloc, Layout};
use std::collections::BTreeMap;
use std::ffi::{c_char, c_void, CStr};
use std::fmt;
use std::marker::PhantomData;
use std::mem::zeroed;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::ffi;

mod flags;
pub(crate) use flags::flags;

/// What a call fails with. Every error of the standard library becomes one with `?`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    code: i32,
    message: String,
}

/// The code of errors that no domain names.
const GENERIC: i32 = -1;
/// The code of a panic.
const PANIC: i32 = -2;

impl Error {
    /// An error that only has a message.
    pub fn new(message: impl Into<String>) -> Self {
        Self::with_code(GENERIC, message)
    }

    /// An error with a code of a domain.
    pub fn with_code(code: i32, message: impl Into<String>) -> Self {
        Self { code: if code == 0 { GENERIC } else { code }, message: message.into() }
    }

    /// The number that callers see; never 0.
    pub fn code(&self) -> i32 {
        self.code
    }

    /// What callers are told.
    pub fn message(&self) -> &str {
        &self.message
    }

    pub(crate) fn unknown_value(name: &str, value: i32) -> Self {
        Self::new(format!("{value} is no {name}"))
    }

    fn null(name: &str) -> Self {
        Self::new(format!("{name} is NULL"))
    }

    fn of_panic(payload: &(dyn std::any::Any + Send)) -> Self {
        let message = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let message = message.or_else(|| payload.downcast_ref::<String>().cloned());
        Self::with_code(PANIC, message.unwrap_or_else(|| "the implementation panicked".to_owned()))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl<E: std::error::Error> From<E> for Error {
    fn from(error: E) -> Self {
        Self::new(error.to_string())
    }
}

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

static ALIVE: AtomicI64 = AtomicI64::new(0);
static RUNNING: AtomicU32 = AtomicU32::new(0);

/// What stands before memory that callers give back: they name the address only.
const HEAD: usize = 16;

fn layout_of(size: usize) -> Layout {
    Layout::from_size_align(HEAD + size.max(1), HEAD).expect("a result is too large")
}

/// Zeroed memory for what is handed over; never NULL.
fn allocate(size: usize) -> *mut c_void {
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

unsafe fn copy_text(text: &str) -> Result<*const c_char, Error> {
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

fn guard<R>(body: impl FnOnce() -> Result<R, Error>) -> Result<R, Error> {
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

    /// All of it is the caller's now.
    fn keep(&mut self) {
        self.memory.clear();
        self.objects.clear();
    }

    /// Objects are the caller's; memory was lent.
    fn keep_objects(&mut self) {
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

pub(crate) unsafe fn text<'a>(name: &str, text: *const c_char) -> Result<&'a str, Error> {
    if text.is_null() {
        return Err(Error::null(name));
    }
    let bytes = unsafe { CStr::from_ptr(text) };
    bytes.to_str().map_err(|_| Error::new(format!("{name} is not UTF-8")))
}

pub(crate) unsafe fn optional_text<'a>(name: &str, text: *const c_char) -> Result<Option<&'a str>, Error> {
    if text.is_null() {
        return Ok(None);
    }
    unsafe { self::text(name, text) }.map(Some)
}

/// The items that a caller lends; NULL is none of them.
pub(crate) unsafe fn slice<'a, T>(items: *const T, count: usize) -> &'a [T] {
    if items.is_null() || count == 0 {
        return &[];
    }
    unsafe { std::slice::from_raw_parts(items, count) }
}

pub(crate) unsafe fn optional_slice<'a, T>(items: *const T, count: usize) -> Option<&'a [T]> {
    if items.is_null() {
        return None;
    }
    Some(unsafe { slice(items, count) })
}

pub(crate) unsafe fn slice_mut<'a, T>(items: *mut T, count: usize) -> &'a mut [T] {
    if items.is_null() || count == 0 {
        return &mut [];
    }
    unsafe { std::slice::from_raw_parts_mut(items, count) }
}

pub(crate) fn list<N: Copy, T>(items: &[N], read: impl FnMut(N) -> Result<T, Error>) -> Result<Vec<T>, Error> {
    items.iter().copied().map(read).collect()
}

pub(crate) fn map<NK: Copy, NV: Copy, K: Ord, V>(
    keys: &[NK],
    values: &[NV],
    read_key: impl FnMut(NK) -> Result<K, Error>,
    read_value: impl FnMut(NV) -> Result<V, Error>,
) -> Result<BTreeMap<K, V>, Error> {
    Ok(list(keys, read_key)?.into_iter().zip(list(values, read_value)?).collect())
}

pub(crate) fn read_array<N, T, const LENGTH: usize>(
    items: [N; LENGTH],
    read: impl FnMut(N) -> Result<T, Error>,
) -> Result<[T; LENGTH], Error> {
    let items = items.into_iter().map(read).collect::<Result<Vec<T>, Error>>()?;
    items.try_into().map_err(|_| Error::new("an array has the wrong length"))
}

/// A pointer to a value that is there.
pub(crate) unsafe fn value<N: Copy>(name: &str, value: *const N) -> Result<N, Error> {
    unsafe { value.as_ref() }.copied().ok_or_else(|| Error::null(name))
}

/// An object that a caller lends.
pub(crate) unsafe fn object<'a, T, N>(name: &str, object: *const N) -> Result<&'a T, Error> {
    unsafe { object.cast::<T>().as_ref() }.ok_or_else(|| Error::null(name))
}

/// An object that a caller lends to nobody else.
pub(crate) unsafe fn object_mut<'a, T, N>(name: &str, object: *mut N) -> Result<&'a mut T, Error> {
    unsafe { object.cast::<T>().as_mut() }.ok_or_else(|| Error::null(name))
}

pub(crate) unsafe fn record<T: Clone, N>(name: &str, object: *const N) -> Result<T, Error> {
    unsafe { self::object::<T, N>(name, object) }.cloned()
}

pub(crate) unsafe fn optional_record<T: Clone, N>(object: *const N) -> Option<T> {
    unsafe { object.cast::<T>().as_ref() }.cloned()
}

/// A share in an object that a caller lends.
pub(crate) unsafe fn share<T, N>(name: &str, object: *const N) -> Result<Arc<T>, Error> {
    unsafe { optional_share(object) }.ok_or_else(|| Error::null(name))
}

pub(crate) unsafe fn optional_share<T, N>(object: *const N) -> Option<Arc<T>> {
    if object.is_null() {
        return None;
    }
    let object = object.cast::<T>();
    unsafe {
        Arc::increment_strong_count(object);
        Some(Arc::from_raw(object))
    }
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

fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
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

/// Those who listen to one event.
pub(crate) struct Listeners<F> {
    list: Mutex<Vec<(u64, F, Context)>>,
}

static LAST_LISTENER: AtomicU64 = AtomicU64::new(0);

impl<F: Copy> Listeners<F> {
    pub(crate) const fn new() -> Self {
        Self { list: Mutex::new(Vec::new()) }
    }

    pub(crate) fn add(&self, callback: Option<F>, context: *mut c_void) -> u64 {
        let Some(callback) = callback else { return 0 };
        let id = LAST_LISTENER.fetch_add(1, Ordering::Relaxed) + 1;
        lock(&self.list).push((id, callback, Context::new(context)));
        id
    }

    pub(crate) fn remove(&self, id: u64) {
        lock(&self.list).retain(|(known, ..)| *known != id);
    }

    pub(crate) fn len(&self) -> usize {
        lock(&self.list).len()
    }

    /// Calls everybody who listens. Listeners may come and go meanwhile: who went is not called any more.
    pub(crate) fn notify(
        &self,
        mut call: impl FnMut(&mut Given, F, *mut c_void) -> Result<(), Error>,
    ) -> Result<u32, Error> {
        let listeners = lock(&self.list).clone();
        let mut called = 0;
        for (id, callback, context) in listeners {
            if lock(&self.list).iter().any(|(known, ..)| *known == id) {
                call(&mut Given::default(), callback, context.get())?;
                called += 1;
            }
        }
        Ok(called)
    }
}

/// A function that the caller gave.
pub(crate) fn callback<F>(name: &str, function: Option<F>) -> Result<F, Error> {
    function.ok_or_else(|| Error::null(name))
}
