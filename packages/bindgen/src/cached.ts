/**
 * What `koine bind` needs before it knows whether there is anything to do. Little code, so that a run whose result is in the
 * cache starts quickly; everything else is loaded by what is exported here when it is needed.
 */
export { bindHeadersCached } from "./cache/bind-headers-cached.ts";
export type { BindCacheOptions } from "./cache/bind-headers-cached.ts";
export { findCacheDirectory } from "./cache/find-cache-directory.ts";
export type { CacheEnvironment } from "./cache/find-cache-directory.ts";
export { KeptFile } from "./cache/kept-file.ts";
export type { KeptFileIdentity } from "./cache/kept-file.ts";
export type { OutputText } from "./cache/wanted-texts.ts";
export { checkBinding, listWrittenTexts, PartConflict, writeBinding } from "./binding-files.ts";
export type { BindingDifference, BindingPaths } from "./binding-files.ts";
export type { ModulePart } from "./typescript/module-parts.ts";
export type { BindOptions } from "./bind-options.ts";
export type { BindingCounts, BindingTexts, BindOutput, BindReport, NoBindingTexts, Omission } from "./bind-result.ts";
export type { DeclarationReader, DeclarationRequest, ReadDeclarations } from "@koine/cparser";
export { knownStandards } from "./known-standards.ts";
export { guessTarget, knownTargets, toKnownTarget } from "./known-targets.ts";
export type * from "./annotation/annotation-model.ts";
export { functionAnnotationShape, typeAnnotationShape } from "./annotation/annotation-shape.ts";
export { checkShape } from "./annotation/check-shape.ts";
export type { Shape, ShapeProblem, ValuePath } from "./annotation/check-shape.ts";
export { locateValue } from "./annotation/locate-problem.ts";
export type { ConfigurationText } from "./annotation/locate-problem.ts";
export { toExpression } from "./annotation/name-pattern.ts";
export { standardInput } from "./header/header-files.ts";
export { librariesShape, mapLibraryNames } from "./spec/library-names.ts";
export type { SpecLibraries } from "./spec/library-names.ts";
export { filterGroups } from "./spec/model.ts";
