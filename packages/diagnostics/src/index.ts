/**
 * Errors (thrown at run time) and diagnostics (reported about input files). The lowest layer: it imports nothing.
 */
export { describeValue } from "./error/describe-value.ts";
export { errorCodes } from "./error/error-codes.ts";
export type { ErrorCodeEntry, FfiErrorCode } from "./error/error-codes.ts";
export { FfiError } from "./error/ffi-error.ts";
export { findNearestNames } from "./error/nearest-names.ts";
export type { FfiErrorOptions } from "./error/ffi-error.ts";
export type { Diagnostic, RelatedSpan, Severity, Span } from "./report/diagnostic.ts";
