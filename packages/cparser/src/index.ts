/**
 * The C front end. Whole headers: `parseTranslationUnit`. One prototype as a string: `parsePrototype`.
 */
export type * from "./declaration/model.ts";
export type * from "./declaration/type-model.ts";
export { PrototypeReader } from "./declaration/prototype-reader.ts";
export { parsePrototype } from "./declaration/prototype.ts";
export type { ParsePrototypeOptions, Prototype, PrototypeTypes } from "./declaration/prototype.ts";
export { parseTranslationUnit } from "./translation-unit.ts";
export type { TranslationUnitOptions } from "./translation-unit.ts";
export { layoutOfType, resolveTypedefs } from "./declaration/type-layout.ts";
export { spellType } from "./declaration/spell-type.ts";
export { renderCheckProgram } from "./verify/render-check-program.ts";
export type { CheckProgram, CheckProgramOptions } from "./verify/render-check-program.ts";
