/**
 * What every generator of Koine prints with: the code writer, name policies, banners, and generated files on disk.
 */
export { blockDocumentation, CodeWriter } from "./writer/code-writer.ts";
export type { CodeWriterOptions, DocumentationStyle } from "./writer/code-writer.ts";
export { code } from "./writer/code.ts";
export type { CodeInsertion } from "./writer/code.ts";
export type { NameKind, NamePolicy } from "./names/name-policy.ts";
export { NameScope } from "./names/name-scope.ts";
export { toPropertyName, typescriptNames } from "./names/typescript-names.ts";
export { renderBanner } from "./output/banner.ts";
export type { BannerOptions } from "./output/banner.ts";
export { renderDifference } from "./output/line-difference.ts";
export type { DifferenceOptions } from "./output/line-difference.ts";
export { makeFolder } from "./output/make-folder.ts";
export { checkOutputFiles, writeManyOutputFiles, writeOutputFiles } from "./output/output-files.ts";
export type { OutputDifference, OutputFile, WriteOptions } from "./output/output-files.ts";
