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
export { renderGithub } from "./report/render-github.ts";
export { renderJson } from "./report/render-json.ts";
export type { JsonDiagnostic, JsonRelated } from "./report/render-json.ts";
export { renderText, summarizeDiagnostics } from "./report/render-text.ts";
export type { RenderTextOptions } from "./report/render-text.ts";
export { sortDiagnostics } from "./report/sort-diagnostics.ts";
