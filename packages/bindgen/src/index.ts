/**
 * C headers to a spec and a typed module: everything that `koine bind` does, as functions.
 */
export { bindHeaders } from "./bind-headers.ts";
export type { BindOptions } from "./bind-options.ts";
export {
  bindHeadersCached,
  checkBinding,
  findCacheDirectory,
  knownTargets,
  listWrittenTexts,
  PartConflict,
  writeBinding,
} from "./cached.ts";
export type {
  BindCacheOptions,
  BindingDifference,
  BindingPaths,
  BindingTexts,
  BindOutput,
  BindReport,
  CacheEnvironment,
  DeclarationReader,
  DeclarationRequest,
  ModulePart,
  OutputText,
  ReadDeclarations,
  NoBindingTexts,
} from "./cached.ts";
export { bindSpec, bindSpecFiles, bindSpecs } from "./bind-spec.ts";
export type { SpecText } from "./bind-spec.ts";
export type { BindSpecOptions } from "./bind-spec.ts";
export type { BindingCounts, BindResult, Omission } from "./bind-result.ts";
export { passes } from "./passes/run-passes.ts";
export type { Stage } from "./passes/run-passes.ts";
export type { Pass, PassOptions, PassState } from "./passes/pass.ts";
export type * from "./spec/model.ts";
export { skipReasons, specFormat } from "./spec/model.ts";
export type * from "./annotation/annotation-model.ts";
export type { ConfigurationText } from "./annotation/locate-problem.ts";
export type { SpecFramework, SpecLibraries, SpecLibraryRow } from "./spec/library-names.ts";
export { describeSyntax } from "./json/describe-problems.ts";
export type { DescribedText } from "./json/describe-problems.ts";
export { parseSpec } from "./spec/parse-spec.ts";
export type { ParsedSpec } from "./spec/parse-spec.ts";
export { renderSpecSchema, specSchema } from "./spec/spec-schema.ts";
export { renderSpec } from "./spec/render-spec.ts";
export { parseType, TypeSyntaxError } from "./spec/parse-type.ts";
export { renderType } from "./spec/render-type.ts";
export type {
  SpecArray,
  SpecBool,
  SpecComplex,
  SpecConvention,
  SpecFloat,
  SpecFloatName,
  SpecFunctionType,
  SpecInteger,
  SpecIntegerName,
  SpecPointer,
  SpecQualifier,
  SpecReference,
  SpecType,
  SpecUnsupported,
  SpecVaList,
  SpecVector,
  SpecVoid,
} from "./spec/type-model.ts";
export type { SpecExpression, SpecMacroParameter, SpecScalar } from "./spec/macro-expression.ts";
export { renderModule } from "./typescript/render-module.ts";
export { renderModuleParts } from "./typescript/render-module-parts.ts";
export { renderPartIndex } from "./typescript/module-parts.ts";
export type { ProbeOptions } from "./probe/probe-spec.ts";
export { renderCCheck } from "./verify/render-c-check.ts";
export { loadWasmClang } from "./wasm-clang/index.ts";
