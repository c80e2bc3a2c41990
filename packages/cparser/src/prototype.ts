/**
 * The entry point `@koine/cparser/prototype`: prototypes and types as strings, without the preprocessor and the parser of headers, which
 * a program that only opens libraries need not load.
 */
export { PrototypeReader } from "./declaration/prototype-reader.ts";
export { parseDeclaration, parsePrototype } from "./declaration/prototype.ts";
export { parseEnum, parseRecord, parseTag, parseTypedef } from "./declaration/type-declaration.ts";
export type { ParsedDeclaration, ParsePrototypeOptions, Prototype, PrototypeTypes } from "./declaration/prototype.ts";
