/** libclang: a callback with structs by value for every declaration of a file that is only in memory. */
import assert from "node:assert/strict";
import * as clang from "../bindings/clang.ts";

const source = `
  struct point { int x; double y; };
  enum color { RED, GREEN = 4 };
  static inline double length(struct point p) { return p.x + p.y; }
`;

function text(value: Parameters<typeof clang.clang_getCString>[0]): string {
  const copied = clang.clang_getCString(value);
  clang.clang_disposeString(value);
  return copied;
}

const index = clang.clang_createIndex(false, false);
const file = clang.CXUnsavedFile.create({ Filename: "memory.c", Contents: source, Length: source.length });
const unit = clang.clang_parseTranslationUnit(index, "memory.c", null, 0, file, 1, 0);
assert.ok(unit !== null);
assert.equal(clang.clang_getNumDiagnostics(unit), 0);

const found: string[] = [];
const root = clang.clang_getTranslationUnitCursor(unit);
clang.clang_visitChildren(
  root,
  (cursor, parent) => {
    const name = text(clang.clang_getCursorSpelling(cursor));
    const within = text(clang.clang_getCursorSpelling(parent));
    const type = text(clang.clang_getTypeSpelling(clang.clang_getCursorType(cursor)));
    const kind = text(clang.clang_getCursorKindSpelling(clang.clang_getCursorKind(cursor)));
    if (name !== "") found.push(`${kind} ${within}/${name}: ${type}`);
    return kind === "FunctionDecl" ? clang.CXChildVisit_Continue : clang.CXChildVisit_Recurse;
  },
  null,
);
assert.deepEqual(found, [
  "StructDecl memory.c/point: struct point",
  "FieldDecl point/x: int",
  "FieldDecl point/y: double",
  "EnumDecl memory.c/color: enum color",
  "EnumConstantDecl color/RED: int",
  "EnumConstantDecl color/GREEN: int",
  "FunctionDecl memory.c/length: double (struct point)",
]);
unit.release();
index.release();
