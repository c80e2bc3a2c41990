//! Errors: what can go wrong in every call, and where C writes it.

use std::ffi::CStr;
use std::{fmt, ptr};

use super::contract::check_contract;
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

pub(super) unsafe fn read_failure<E: FromFailure>(failure: *const ffi::RawError) -> Option<E> {
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
