/**
 * Generates the raw libclang layer of `koine bind --backend libclang` from LLVM's header: `npm run bind-libclang`, with
 * `--check` to compare only. LLVM 19's header is the base; functions that an older libclang lacks are missed when they are called.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { repositoryRoot } from "./process/repository-root.mjs";

/** What `packages/koine/src/libclang/` calls, without the prefix. */
const functions = `
createIndex disposeIndex parseTranslationUnit2 disposeTranslationUnit getTranslationUnitCursor getCString
disposeString visitChildren getCursorSpelling getCursorType getCanonicalCursor getCursorDefinition isCursorDefinition
Cursor_isNull getTypeDeclaration getCanonicalType getPointeeType getResultType getArgType getNumArgTypes
isFunctionTypeVariadic getFunctionTypeCallingConv getArrayElementType getArraySize getElementType getNumElements
Type_getNamedType Type_getModifiedType Type_getValueType Type_getSizeOf Type_getAlignOf Type_getOffsetOf
Cursor_getOffsetOfField Cursor_isBitField getFieldDeclBitWidth getEnumDeclIntegerType getEnumConstantDeclValue
getEnumConstantDeclUnsignedValue getTypedefDeclUnderlyingType Cursor_getStorageClass Cursor_isFunctionInlined
Cursor_getMangling Cursor_getRawCommentText Cursor_getNumArguments Cursor_getArgument getCursorLocation
getExpansionLocation getFileName isConstQualifiedType isVolatileQualifiedType isRestrictQualifiedType getTypeSpelling
getCursorTLSKind getCursorAvailability getCursorPlatformAvailability Cursor_isAnonymousRecordDecl getNumDiagnostics getDiagnostic disposeDiagnostic
getDiagnosticSeverity getDiagnosticSpelling getDiagnosticLocation getClangVersion
`;
const versions = [22, 21, 20, 19, 18, 17, 16, 15, 14];
const names = ["clang", ...versions.map((version) => `libclang-${version}.so.1`)];
const parameters = [
  "bind",
  "clang-c/Index.h",
  "-I",
  "/usr/lib/llvm-19/include",
  "--include",
  `^clang_(${functions.trim().split(/\s+/).join("|")})$|^CXUnsavedFile$`,
  ...names.flatMap((name) => ["-l", name]),
  "-o",
  "packages/koine/src/libclang/raw.gen.ts",
  ...process.argv.slice(2),
];
const { status } = spawnSync(process.execPath, [join("packages", "koine", "bin", "koine.js"), ...parameters], {
  cwd: repositoryRoot,
  stdio: "inherit",
});
process.exitCode = status ?? 1;
