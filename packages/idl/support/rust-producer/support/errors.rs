//! Errors of implementations.

use std::fmt;

use crate::imported::code_of;

/// What a call fails with. Every error of the standard library becomes one with `?`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    pub(super) code: i32,
    pub(super) message: String,
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

    pub(super) fn null(name: &str) -> Self {
        Self::new(format!("{name} is NULL"))
    }

    pub(super) fn of_panic(payload: &(dyn std::any::Any + Send)) -> Self {
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

impl<E: std::error::Error + 'static> From<E> for Error {
    fn from(error: E) -> Self {
        Self::with_code(code_of(&error).unwrap_or(GENERIC), error.to_string())
    }
}
