/** Koine: the common foreign function interface for TypeScript. */
export * as c from "./c.ts";
export { currentBackend } from "./backend/select.ts";
export type { Backend } from "./backend/contract.ts";
export type { Capabilities, Capability } from "./backend/capabilities.ts";
export { declareLibrary } from "./library/declare-library.ts";
export type { DeclaredFunction, DeclaredLibrary } from "./library/declare-library.ts";
export { openLibrary } from "./library/open-library.ts";
export type {
  Declaration,
  Declarations,
  Library,
  NamedTypes,
  FunctionSource,
  NativeFunctionFacts,
  WithFacts,
  NativeSymbolOf,
  Signature,
  SignatureOf,
  NoTypes,
  OpenLibraryOptions,
} from "./library/open-library.ts";
export type { SymbolNaming } from "./library/symbol-names.ts";
export {
  declareAlias,
  declareByTarget,
  declareEnum,
  declareFlags,
  declareStruct,
  declareUnion,
} from "./types/late-types.ts";
export type { DeclaredEnumOptions, DeclaredTextOptions, NamedType } from "./types/late-types.ts";
export { declareMacro } from "./macro/declare-macro.ts";
export type { MacroArguments, MacroParameters, MacroParameterType } from "./macro/declare-macro.ts";
export { ErrnoError } from "./errors/errno-error.ts";
export { LastErrorError } from "./errors/last-error-error.ts";
export { LibraryLoadError } from "./library/open-candidates.ts";
export type { LoadAttempt } from "./library/open-candidates.ts";
export type { FrameworkName, LibraryName, LibraryTable } from "./library/library-name.ts";
export { allocate, Arena } from "./memory/allocate.ts";
export { Pointer } from "./memory/pointer-class.ts";
export type {
  Argument,
  BytesLike,
  Callback,
  CType,
  FunctionType,
  NamedSymbol,
  OptionalSymbol,
  OwnedPointer,
  Parameter,
  LiveArray,
  ReadonlyVariable,
  Variable,
  VariableType,
} from "@koine/ctypes";
export { errorCodes, FfiError } from "@koine/diagnostics";
export type { FfiErrorCode } from "@koine/diagnostics";
