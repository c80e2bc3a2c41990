/**
 * API documents: one document gives a C header and packages in many languages. The stages are pure functions over frozen
 * data, each in its folder: parse, model, resolve, validate, abi, plan, languages.
 */
export * from "./abi/index.ts";
export * from "./generate/index.ts";
export { targets } from "./languages/index.ts";
export type { Capability, Target, TargetFile, TargetOption, TargetOptions, TargetOutput } from "./languages/target.ts";
export { renderJsonSchema } from "./schema/render-json-schema.ts";
export { catalogue } from "./diagnostics/catalogue.ts";
export type { DiagnosticName } from "./diagnostics/catalogue.ts";
export type { CatalogueEntry } from "./diagnostics/catalogue-entry.ts";
export { diffApis } from "./diff/diff-apis.ts";
export type { ApiChange, ApiDifference, ChangeVerdict } from "./diff/diff-apis.ts";
export type { ChangeLevel } from "./diff/facets.ts";
export { formatDocument } from "./format/format-document.ts";
export type { FormatResult } from "./format/format-document.ts";
export type { FormattedFile } from "./format/format-files.ts";
export { checkFormatted, formatFile, writeFormatted } from "./format/format-files.ts";
export { loadApi, parseApi } from "./load/load-api.ts";
export type { ApiResult, LoadOptions } from "./load/load-api.ts";
export * from "./model/index.ts";
export type * from "./parse/source-node.ts";
export * from "./plan/index.ts";
export {
  compareImplementation,
  findMissingDependencies,
  isImplementation,
} from "./scaffold/author/compare-implementation.ts";
export { scaffoldNames, scaffolds } from "./scaffold/scaffold.ts";
export type { RequiredFunction, Scaffold } from "./scaffold/scaffold.ts";
