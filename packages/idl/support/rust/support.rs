//! What the modules of the crate share: errors, texts, lists and objects on their way to C and back, callbacks, futures.
//! Nothing here knows a particular library; `ffi` names the functions that free its memory.

use std::any::Any;
use std::cell::{Cell, UnsafeCell};
use std::collections::BTreeMap;
use std::ffi::{c_char, c_void, CStr, CString};
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::panic::{catch_unwind, resume_unwind, AssertUnwindSafe};
use std::pin::Pin;
use std::ptr::{self, NonNull};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread::ThreadId;

use crate::ffi;

/// What can go wrong in every call.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The library reported it: -1 is a failure without a name, -2 a panic of the library.
    Native {
        /// The number that the library gave.
        code: i32,
        /// What the library says; may be empty.
        message: String,
    },
    /// C cannot be given this argument.
    Argument {
        /// The parameter.
        name: &'static str,
        /// Why not.
        reason: &'static str,
    },
    /// The library gave what it may not give.
    Library(String),
    /// The library was built from another document; all differences.
    Contract(Vec<String>),
}

impl Error {
    pub(crate) fn unknown_value(name: &str, value: i32) -> Self {
        Self::Library(format!("{value} is no value of {name}"))
    }

    pub(crate) fn null() -> Self {
        Self::Library(String::from("NULL came where a value must be"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Native { code, message } if message.is_empty() => write!(formatter, "the library failed with {code}"),
            Self::Native { message, .. } => formatter.write_str(message),
            Self::Argument { name, reason } => write!(formatter, "{name}: {reason}"),
            Self::Library(reason) => write!(formatter, "the library is incorrect: {reason}"),
            Self::Contract(differences) => {
                write!(formatter, "this crate does not fit the library: {}", differences.join("; "))
            }
        }
    }
}

impl std::error::Error for Error {}

/// Makes the error for a code of the library.
pub trait FromFailure: From<Error> {
    /// The error with this code; codes without a name are [`Error::Native`].
    fn from_failure(code: i32, message: String) -> Self;
}

impl FromFailure for Error {
    fn from_failure(code: i32, message: String) -> Self {
        Self::Native { code, message }
    }
}

/// The message of the library, or that of the document where it gives none.
pub(crate) fn message_or(message: String, otherwise: &str) -> String {
    if message.is_empty() {
        String::from(otherwise)
    } else {
        message
    }
}

/// Room for the error of one call.
pub(crate) struct Failure(ffi::RawError);

impl Failure {
    /// Makes room; the first one checks that the library fits the crate.
    pub(crate) fn new() -> Result<Self, Error> {
        check_contract()?;
        Ok(Self(ffi::RawError { code: 0, message: ptr::null() }))
    }

    pub(crate) fn room(&mut self) -> *mut ffi::RawError {
        &mut self.0
    }

    /// Gives the error that the library wrote, if it wrote one, and frees it.
    pub(crate) fn settle<E: FromFailure>(&mut self) -> Result<(), E> {
        // SAFETY: the room is this value's own.
        let failure = unsafe { read_failure(&self.0) };
        if failure.is_some() {
            // SAFETY: the library wrote the error, and it is cleared once.
            unsafe { ffi::error_clear(&mut self.0) };
            self.0.code = 0;
        }
        failure.map_or(Ok(()), Err)
    }
}

unsafe fn read_failure<E: FromFailure>(failure: *const ffi::RawError) -> Option<E> {
    // SAFETY: it is NULL or an error that the library keeps until the caller is done.
    let failure = unsafe { failure.as_ref() }?;
    if failure.code == 0 {
        return None;
    }
    let message = if failure.message.is_null() {
        String::new()
    } else {
        // SAFETY: messages end in NUL.
        unsafe { CStr::from_ptr(failure.message) }.to_string_lossy().into_owned()
    };
    Some(E::from_failure(failure.code, message))
}

fn check_contract() -> Result<(), Error> {
    static CHECKED: OnceLock<Result<(), Error>> = OnceLock::new();
    CHECKED.get_or_init(compare_contract).clone()
}

fn compare_contract() -> Result<(), Error> {
    let mut length = 0;
    // SAFETY: the library gives its own table, which is never freed; paths end in NUL.
    let actual: BTreeMap<&CStr, u64> = unsafe {
        let entries = ffi::contract(&mut length);
        if entries.is_null() {
            return Ok(());
        }
        let entries = std::slice::from_raw_parts(entries, length);
        entries.iter().map(|entry| (CStr::from_ptr(entry.path), entry.hash)).collect()
    };
    let mut differences = Vec::new();
    for (path, hash) in ffi::CONTRACT {
        match CString::new(*path).ok().and_then(|path| actual.get(path.as_c_str()).copied()) {
            None => differences.push(format!("{path} is not in the library")),
            Some(other) if other != *hash => differences.push(format!("{path} is different in the library")),
            Some(_) => {}
        }
    }
    if differences.is_empty() {
        Ok(())
    } else {
        Err(Error::Contract(differences))
    }
}

/// Copies text for C.
pub(crate) fn text(name: &'static str, value: &str) -> Result<CString, Error> {
    CString::new(value).map_err(|_| Error::Argument { name, reason: "text must not contain NUL" })
}

pub(crate) fn optional_text(name: &'static str, value: Option<&str>) -> Result<Option<CString>, Error> {
    value.map(|value| text(name, value)).transpose()
}

pub(crate) fn text_address(value: &Option<CString>) -> *const c_char {
    value.as_ref().map_or(ptr::null(), |value| value.as_ptr())
}

/// Texts for C, and the array of their addresses.
pub(crate) struct Texts {
    addresses: Vec<*const c_char>,
    _kept: Vec<CString>,
}

impl Texts {
    pub(crate) fn new<T: AsRef<str>>(name: &'static str, values: impl IntoIterator<Item = T>) -> Result<Self, Error> {
        let kept: Vec<CString> =
            values.into_iter().map(|value| text(name, value.as_ref())).collect::<Result<_, _>>()?;
        Ok(Self { addresses: kept.iter().map(|value| value.as_ptr()).collect(), _kept: kept })
    }

    pub(crate) fn as_ptr(&self) -> *const *const c_char {
        self.addresses.as_ptr()
    }
}

/// Objects that were made for one call, and the array of their addresses; NULL is none.
pub(crate) struct Made<N> {
    addresses: Vec<*const N>,
    _kept: Vec<Option<Owned<N>>>,
}

impl<N> Made<N> {
    pub(crate) fn new(values: impl IntoIterator<Item = Result<Option<Owned<N>>, Error>>) -> Result<Self, Error> {
        let kept: Vec<Option<Owned<N>>> = values.into_iter().collect::<Result<_, _>>()?;
        let address = |one: &Option<Owned<N>>| one.as_ref().map_or(ptr::null(), |one| one.native().cast_const());
        Ok(Self { addresses: kept.iter().map(address).collect(), _kept: kept })
    }

    pub(crate) fn as_ptr(&self) -> *const *const N {
        self.addresses.as_ptr()
    }
}

/// The address of an optional value; NULL is none.
pub(crate) fn address<T>(value: &Option<T>) -> *const T {
    value.as_ref().map_or(ptr::null(), ptr::from_ref)
}

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

/// Gives a type of flags its operators.
macro_rules! flags {
    ($name:ident, $bits:ty) => {
        impl $name {
            /// The bits as they are; bits without a name are kept.
            pub const fn from_bits(bits: $bits) -> Self {
                Self(bits)
            }

            /// The bits.
            pub const fn bits(self) -> $bits {
                self.0
            }

            /// Whether no bit is set.
            pub const fn is_empty(self) -> bool {
                self.0 == 0
            }

            /// Whether all bits of `other` are set.
            pub const fn contains(self, other: Self) -> bool {
                self.0 & other.0 == other.0
            }
        }

        impl std::ops::BitOr for $name {
            type Output = Self;

            fn bitor(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }
        }

        impl std::ops::BitOrAssign for $name {
            fn bitor_assign(&mut self, other: Self) {
                self.0 |= other.0;
            }
        }

        impl std::ops::BitAnd for $name {
            type Output = Self;

            fn bitand(self, other: Self) -> Self {
                Self(self.0 & other.0)
            }
        }

        impl std::ops::BitXor for $name {
            type Output = Self;

            fn bitxor(self, other: Self) -> Self {
                Self(self.0 ^ other.0)
            }
        }

        impl std::ops::Not for $name {
            type Output = Self;

            fn not(self) -> Self {
                Self(!self.0)
            }
        }
    };
}
pub(crate) use flags;

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

/// Copies text that is lent.
pub(crate) unsafe fn read_text(value: *const c_char) -> Result<String, Error> {
    // SAFETY: texts end in NUL.
    unsafe { read_optional_text(value) }?.ok_or_else(Error::null)
}

pub(crate) unsafe fn read_optional_text(value: *const c_char) -> Result<Option<String>, Error> {
    if value.is_null() {
        return Ok(None);
    }
    // SAFETY: texts end in NUL.
    let text = unsafe { CStr::from_ptr(value) }.to_str();
    text.map(|text| Some(String::from(text))).map_err(|_| Error::Library(String::from("a text is not UTF-8")))
}

/// Copies text that belongs to the caller, and frees it.
pub(crate) unsafe fn take_text(value: *const c_char) -> Result<String, Error> {
    // SAFETY: the text is the caller's own.
    unsafe { take_optional_text(value) }?.ok_or_else(Error::null)
}

pub(crate) unsafe fn take_optional_text(value: *const c_char) -> Result<Option<String>, Error> {
    // SAFETY: the text is the caller's own; it is freed once.
    unsafe {
        let text = read_optional_text(value);
        if !value.is_null() {
            ffi::free_string(value);
        }
        text
    }
}

pub(crate) unsafe fn read_bytes(data: *const u8, length: usize) -> Vec<u8> {
    // SAFETY: so many bytes are there.
    unsafe { read_optional_bytes(data, length) }.unwrap_or_default()
}

pub(crate) unsafe fn read_optional_bytes(data: *const u8, length: usize) -> Option<Vec<u8>> {
    // SAFETY: so many bytes are there, if any.
    NonNull::new(data.cast_mut()).map(|data| unsafe { std::slice::from_raw_parts(data.as_ptr(), length) }.to_vec())
}

pub(crate) unsafe fn take_bytes(data: *const u8, length: usize) -> Vec<u8> {
    // SAFETY: the bytes are the caller's own.
    unsafe { take_optional_bytes(data, length) }.unwrap_or_default()
}

pub(crate) unsafe fn take_optional_bytes(data: *const u8, length: usize) -> Option<Vec<u8>> {
    // SAFETY: the bytes are the caller's own; they are freed once.
    unsafe {
        let bytes = read_optional_bytes(data, length);
        free(data, length);
        bytes
    }
}

unsafe fn free<N>(items: *const N, length: usize) {
    if !items.is_null() {
        // SAFETY: the array is the caller's own, and this happens once.
        unsafe { ffi::free_bytes(items.cast_mut().cast(), length * std::mem::size_of::<N>()) };
    }
}

/// Converts a value that is lent, or none.
pub(crate) unsafe fn read_boxed<N: Copy, T>(
    value: *const N,
    convert: impl FnOnce(N) -> Result<T, Error>,
) -> Result<Option<T>, Error> {
    // SAFETY: it is NULL or points to a value.
    unsafe { value.as_ref() }.map(|value| convert(*value)).transpose()
}

/// Converts a value that belongs to the caller, or none, and frees it.
pub(crate) unsafe fn take_boxed<N: Copy, T>(
    value: *const N,
    convert: impl FnOnce(N) -> Result<T, Error>,
) -> Result<Option<T>, Error> {
    // SAFETY: the value is the caller's own; it is freed once.
    unsafe {
        let converted = read_boxed(value, convert);
        free(value, 1);
        converted
    }
}

/// Converts the items of an array that is lent. All are converted, so that those that belong to the caller are freed.
pub(crate) unsafe fn read_list<N: Copy, T>(
    items: *const N,
    length: usize,
    convert: impl FnMut(N) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    if items.is_null() {
        return Ok(Vec::new());
    }
    // SAFETY: so many items are there.
    let items = unsafe { std::slice::from_raw_parts(items, length) };
    let converted: Vec<Result<T, Error>> = items.iter().copied().map(convert).collect();
    converted.into_iter().collect()
}

pub(crate) unsafe fn read_optional_list<N: Copy, T>(
    items: *const N,
    length: usize,
    convert: impl FnMut(N) -> Result<T, Error>,
) -> Result<Option<Vec<T>>, Error> {
    if items.is_null() {
        return Ok(None);
    }
    // SAFETY: so many items are there.
    unsafe { read_list(items, length, convert) }.map(Some)
}

/// Converts the items of an array that belongs to the caller, and frees the array.
pub(crate) unsafe fn take_list<N: Copy, T>(
    items: *const N,
    length: usize,
    convert: impl FnMut(N) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    // SAFETY: the array is the caller's own; it is freed once.
    unsafe {
        let converted = read_list(items, length, convert);
        free(items, length);
        converted
    }
}

pub(crate) unsafe fn take_optional_list<N: Copy, T>(
    items: *const N,
    length: usize,
    convert: impl FnMut(N) -> Result<T, Error>,
) -> Result<Option<Vec<T>>, Error> {
    if items.is_null() {
        return Ok(None);
    }
    // SAFETY: the array is the caller's own.
    unsafe { take_list(items, length, convert) }.map(Some)
}

pub(crate) fn read_array<N: Copy, T, const LENGTH: usize>(
    items: [N; LENGTH],
    convert: impl FnMut(N) -> Result<T, Error>,
) -> Result<[T; LENGTH], Error> {
    let converted: Vec<T> = items.into_iter().map(convert).collect::<Result<_, _>>()?;
    converted.try_into().map_err(|_| Error::null())
}

/// Makes a map of keys and values in one order.
pub(crate) fn zip_map<K: Ord, V>(
    keys: Result<Vec<K>, Error>,
    values: Result<Vec<V>, Error>,
) -> Result<BTreeMap<K, V>, Error> {
    Ok(keys?.into_iter().zip(values?).collect())
}

/// Reads what is there; NULL is none.
pub(crate) fn optional<N, T>(native: *const N, read: impl FnOnce() -> Result<T, Error>) -> Result<Option<T>, Error> {
    if native.is_null() {
        Ok(None)
    } else {
        read().map(Some)
    }
}

/// A Rust function while C may call it: until the call that it was lent to returns.
pub(crate) struct Callback<'a, F: ?Sized> {
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
    pub(crate) fn new(function: &'a mut F) -> Self {
        Self {
            function: UnsafeCell::new(function),
            owner: std::thread::current().id(),
            is_running: Cell::new(false),
            ended: Mutex::new(None),
        }
    }

    pub(crate) fn context(&self) -> *mut c_void {
        ptr::from_ref(self).cast_mut().cast()
    }

    /// Goes on with a panic of the function, or gives what kept the function from being called.
    pub(crate) fn finish(&self) -> Result<(), Error> {
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

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

type Shared = Arc<dyn Any + Send + Sync>;

/// What C knows by number; an unknown number is a call that came too late.
struct Registry {
    last: usize,
    entries: BTreeMap<usize, Shared>,
}

static REGISTRY: Mutex<Registry> = Mutex::new(Registry { last: 0, entries: BTreeMap::new() });

fn register(entry: Shared) -> usize {
    let mut registry = lock(&REGISTRY);
    registry.last += 1;
    let number = registry.last;
    registry.entries.insert(number, entry);
    number
}

fn unregister(number: usize) -> Option<Shared> {
    lock(&REGISTRY).entries.remove(&number)
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
    let found = lock(&REGISTRY).entries.get(&(context as usize)).cloned();
    let Some(listener) = found.as_deref().and_then(|found| found.downcast_ref::<Box<F>>()) else { return };
    if let Ok(Err(error)) = catch_unwind(AssertUnwindSafe(|| call(listener))) {
        eprintln!("a listener was not called: {error}");
    }
}

/// What a call may be cancelled with.
pub(crate) struct Token(Owned<ffi::RawCancelToken>);

// SAFETY: the library's functions for tokens can be called on any thread.
unsafe impl Sync for Token {}

impl Token {
    fn new() -> Result<Self, Error> {
        // SAFETY: the token is the caller's own.
        unsafe { Owned::new(ffi::cancel_token_create(), ffi::cancel_token_destroy) }.map(Self)
    }

    fn cancel(&self) {
        // SAFETY: the token is alive.
        unsafe { ffi::cancel_token_cancel(self.0.native()) }
    }
}

/// What a call and its completion share. It lives until both are done, and with it what the library uses meanwhile.
struct Pending<T, E> {
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
    fn new(token: Option<Token>, source: Option<Arc<Source>>) -> Arc<Self> {
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

    fn poll(&self, context: &Context<'_>) -> Poll<Result<T, E>> {
        let mut state = lock(&self.state);
        if let Some(outcome) = state.outcome.take() {
            return Poll::Ready(outcome);
        }
        state.waker = Some(context.waker().clone());
        Poll::Pending
    }

    fn cancel(&self) {
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

fn launch<T: Send + 'static, E: FromFailure + Send + 'static>(
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
