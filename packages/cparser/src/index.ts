/**
 * The C front end. Whole headers: `parseTranslationUnit`. Prototypes as strings: `parsePrototype`, and `PrototypeReader` for
 * many of them; these are also in `@koine/cparser/prototype`, which loads faster.
 */
export type * from "./declaration/model.ts";
export type { Mutable } from "./declaration/scope.ts";
export { binaryOperators, mapExpressionTypes, unaryOperators } from "./declaration/macro-expression.ts";
export type {
  BinaryOperator,
  MacroExpression,
  MacroParameter,
  TextPart,
  UnaryOperator,
} from "./declaration/macro-expression.ts";
export type * from "./declaration/type-model.ts";
export { parseDeclaration, parsePrototype, PrototypeReader } from "./prototype.ts";
export type { ParsedDeclaration, ParsePrototypeOptions, Prototype, PrototypeTypes } from "./prototype.ts";
export type { CommentPolicy } from "./lex/lexer.ts";
export type { DeclarationReader, DeclarationRequest, ReadDeclarations } from "./declaration/declaration-reader.ts";
export { cleanDocComment } from "./lex/doc-comment.ts";
export { findStandardHeader } from "./builtin-headers/builtin-headers.ts";
export { builtInDirectory } from "./preprocess/include-search.ts";
export { isAboutMissingFile } from "./preprocess/describe-include.ts";
export type { MissingFileDiagnostic } from "./preprocess/describe-include.ts";
export { presumeSpan } from "./preprocess/line-markers.ts";
export type { LineMarker } from "./preprocess/line-markers.ts";
export { defaultStandard, findStandard } from "./standard/language-standard.ts";
export type { LanguageStandard } from "./standard/language-standard.ts";
export { parseTranslationUnit, replaceDeclarations } from "./translation-unit.ts";
export type { TranslationUnitOptions } from "./translation-unit.ts";
export { hasForeignConvention, isForeignConvention } from "./declaration/calling-conventions.ts";
export { lengthBeforeDecay } from "./declaration/decay-type.ts";
export { keywordOf } from "./declaration/keywords.ts";
export { layoutOfType, resolveTypedefs } from "./declaration/type-layout.ts";
export { clangFlagsFor } from "./declaration/clang-flags.ts";
export { parseTypeText } from "./declaration/type-text.ts";
export type { TypeTextNames } from "./declaration/type-text.ts";
export { spellType } from "./declaration/spell-type.ts";
export { renderCheckProgram } from "./verify/render-check-program.ts";
export type { CheckProgram, CheckProgramOptions } from "./verify/render-check-program.ts";
