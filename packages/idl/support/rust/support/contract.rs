//! The contract: whether the library was built from the document that the crate was generated from.

use std::collections::BTreeMap;
use std::ffi::{CStr, CString};
use std::sync::OnceLock;

use super::errors::Error;
use crate::ffi;

/// Checks the library once, after those that it is linked to.
pub fn check_contract() -> Result<(), Error> {
    static CHECKED: OnceLock<Result<(), Error>> = OnceLock::new();
    CHECKED.get_or_init(|| ffi::check_imports().and_then(|()| compare_contract())).clone()
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
