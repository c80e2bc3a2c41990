/** What the model of a translation unit says, and how parsing goes on behind mistakes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import type { TranslationUnit } from "./declaration/model.ts";
import { spellType } from "./declaration/spell-type.ts";
import { parseTranslationUnit } from "./translation-unit.ts";
import type { TranslationUnitOptions } from "./translation-unit.ts";

const target = requireTarget("x86_64-unknown-linux-gnu");

/** Parses files that exist only here; the first one is the entry. */
function parseFiles(
  files: Readonly<Record<string, string>>,
  options: Partial<TranslationUnitOptions> = {},
): TranslationUnit {
  return parseTranslationUnit({
    entry: Object.keys(files)[0],
    readFile: (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
    target,
    ...options,
  });
}

function parse(text: string): TranslationUnit {
  return parseFiles({ "test.h": text });
}

function messagesOf(unit: TranslationUnit): string[] {
  return unit.diagnostics.map(({ code, message, span }) => `${span?.line}:${span?.column} ${code} ${message}`);
}

test("a function has name, type, parameter names, place and documentation", () => {
  const unit = parse("\n/** Adds. */\nextern int add(int left, const char *right, ...);\n");
  const [add] = unit.functions;
  assert.ok(add !== undefined);
  assert.equal(add.name, "add");
  assert.equal(add.symbol, "add");
  assert.equal(add.storage, "extern");
  assert.equal(add.doc, "Adds.");
  assert.deepEqual(add.span, { file: "test.h", start: 25, end: 28, line: 3, column: 12 });
  assert.equal(spellType(add.type), "int (int, const char *, ...)");
  assert.deepEqual(
    add.type.parameters.map(({ name }) => name),
    ["left", "right"],
  );
  assert.ok(Object.isFrozen(unit) && Object.isFrozen(unit.functions) && Object.isFrozen(add));
});

test("doc comments belong to what they stand before, or `<` behind, also through macros that expand to nothing", () => {
  const unit = parse(`
#define API
/** a */ API int a(void); /**< not a */
int b(void); /**< b */
/// c 1
/// c 2
struct c { /** m */ int m; int n; /**< n */ int o, /**< o */ p; /**< p */ };
/** d */ typedef struct { int x; } d;
/** e */ enum e { /** E1 */ E1, E2, /**< E2 */ E3 /**< E3 */ };
/** M */
#define M 1
#define N 2 /**< N */
`);
  assert.deepEqual(
    unit.functions.map(({ name, doc }) => [name, doc]),
    [
      ["a", "a"],
      ["b", "b"],
    ],
  );
  const [c, d] = unit.records;
  assert.equal(c?.doc, "c 1\nc 2");
  assert.deepEqual(
    c?.members?.map(({ name, doc }) => [name, doc]),
    [
      ["m", "m"],
      ["n", "n"],
      ["o", "o"],
      ["p", "p"],
    ],
  );
  assert.equal(d?.doc, "d");
  assert.equal(unit.typedefs[0]?.doc, "d");
  assert.equal(unit.enums[0]?.doc, "e");
  assert.deepEqual(
    unit.enums[0]?.enumerators?.map(({ name, doc }) => [name, doc]),
    [
      ["E1", "E1"],
      ["E2", "E2"],
      ["E3", "E3"],
    ],
  );
  assert.deepEqual(
    unit.macros.map(({ name, doc }) => [name, doc]),
    [
      ["API", undefined],
      ["M", "M"],
      ["N", "N"],
    ],
  );
});

test("records keep qualifiers, bit-fields, anonymous members, and are one object each", () => {
  const unit = parse(`
struct list;
struct list { struct list *next; const char *name; union { int i; float f; }; unsigned flag : 3; int rest[]; };
struct list *head(void);
struct never;
`);
  const [list, anonymous, never] = unit.records;
  assert.deepEqual(
    unit.records.map(({ name, layout }) => [name, layout?.byteLength]),
    [
      ["list", 24],
      [undefined, 4],
      ["never", undefined],
    ],
  );
  assert.equal(never?.members, null);
  assert.equal(anonymous?.recordKind, "union");
  const members = list?.members?.map(({ name, bitOffset, bitWidth, type }) => [
    name,
    bitOffset,
    bitWidth,
    spellType(type),
  ]);
  assert.deepEqual(members, [
    ["next", 0, undefined, "struct list *"],
    ["name", 64, undefined, "const char *"],
    [undefined, 128, undefined, undefined],
    ["flag", 160, 3, "unsigned int"],
    ["rest", 192, undefined, "int []"],
  ]);
  const result = unit.functions[0]?.type.result;
  assert.ok(result?.kind === "pointer" && result.target.kind === "record" && result.target.record === list);
});

test("enums have exact values and their integer type", () => {
  const unit = parse(
    "enum big { A = -1, B = 0x7fffffffffffffff, C = 1 << 4 };\nenum fixed : unsigned char { D = 255 };",
  );
  const [big, fixed] = unit.enums;
  assert.deepEqual(
    big?.enumerators?.map(({ value }) => value),
    [-1n, 0x7fffffffffffffffn, 16n],
  );
  assert.ok(big?.baseType.kind === "integer" && big.baseType.name === "long" && !big.hasDeclaredBase);
  assert.ok(fixed?.baseType.kind === "integer" && fixed.baseType.name === "unsigned char" && fixed.hasDeclaredBase);
  assert.equal(fixed.layout.byteLength, 1);
});

test("attributes survive", () => {
  const unit = parse(`
[[deprecated("old")]] void a(void);
void b(const char *, ...) __attribute__((format(printf, 1, 2), nonnull(1), noreturn, alloc_size(1, 2), visibility("hidden"), zork));
__attribute__((ms_abi)) int c(int) __asm__("c_2");
struct d { char e __attribute__((deprecated)); } __attribute__((packed, aligned(8)));
static inline __attribute__((always_inline)) int f(void) { return 1; }
_Noreturn void g(void);
`);
  const [a, b, c, f, g] = unit.functions;
  assert.deepEqual(a?.attributes, { deprecated: "old" });
  assert.deepEqual(b?.attributes, {
    format: { archetype: "printf", stringIndex: 1, firstToCheck: 2 },
    nonnull: [1],
    isNoreturn: true,
    allocationSize: [1, 2],
    visibility: "hidden",
    others: ["zork"],
  });
  assert.equal(c?.type.convention, "ms_abi");
  assert.equal(c?.symbol, "c_2");
  assert.deepEqual(unit.records[0]?.attributes, { isPacked: true, alignment: 8 });
  assert.deepEqual(unit.records[0]?.members?.[0]?.attributes, { deprecated: "" });
  assert.deepEqual([f?.isInline, f?.hasBody, f?.storage], [true, true, "static"]);
  assert.equal(g?.attributes.isNoreturn, true);
});

test("declarations of one function are merged, typedef names stay references", () => {
  const unit = parse("typedef int number; number f(); /** f */ extern number f(number first); number f(number);");
  const [f] = unit.functions;
  assert.equal(unit.functions.length, 1);
  assert.equal(spellType(f!.type), "number (number)");
  assert.equal(f?.type.parameters[0]?.name, "first");
  assert.equal(f?.doc, "f");
  assert.equal(f?.storage, "extern");
});

test("variables have their type, storage and constant value", () => {
  const unit = parse(
    'extern const int a[]; const int a[3]; static const double b = 1.5 * 2; extern __thread char *c; static const char d[] = "x" "y"; struct s { int i; } e = { .i = 1 }, *f = &e;',
  );
  assert.deepEqual(
    unit.variables.map(({ name, type, storage, value }) => [name, spellType(type), storage, value?.kind]),
    [
      ["a", "const int [3]", "extern", undefined],
      ["b", "const double", "static", "float"],
      ["c", "char *", "extern", undefined],
      ["d", "const char [3]", "static", "string"],
      ["e", "struct s", "none", undefined],
      ["f", "struct s *", "none", undefined],
    ],
  );
  assert.equal(unit.variables[2]?.isThreadLocal, true);
});

test("object-like macros are evaluated at the end of the unit", () => {
  const unit = parse(`
#define LATER (SECOND + 1)
enum { FIRST, SECOND = 0x7fffffff };
int function(int); extern int variable;
#define TEXT "a\\0\\377"
#define WIDE L"\\x263a" "b"
#define FLOAT 2.5f
#define POINTER ((void *)-1)
#define ALIAS function
#define ALIAS2 variable
#define TYPE unsigned long *
#define EMPTY
#define CALL(x) ((x) + 1)
#define VARIADIC(a, ...) a
#define LIST 1, 2
#define PLACE __LINE__
#define EXPORT extern long
#define INLINE long static __inline
#define variable variable
#define GONE 1
#undef GONE
`);
  const values = new Map(unit.macros.map(({ name, value }) => [name, value]));
  const later = values.get("LATER");
  assert.ok(later?.kind === "integer" && later.value === -0x80000000n && spellType(later.type) === "int");
  assert.deepEqual(values.get("TEXT"), { kind: "string", bytes: Uint8Array.of(97, 0, 255), text: undefined });
  assert.deepEqual(values.get("WIDE"), { kind: "wide-string", prefix: "L", codeUnits: [0x263a, 98] });
  const float = values.get("FLOAT");
  assert.ok(float?.kind === "float" && float.value === 2.5 && spellType(float.type) === "float");
  const pointer = values.get("POINTER");
  assert.ok(
    pointer?.kind === "pointer" && pointer.value === 0xffffffffffffffffn && spellType(pointer.type) === "void *",
  );
  assert.deepEqual(values.get("ALIAS"), { kind: "alias", name: "function", of: "function" });
  assert.deepEqual(values.get("ALIAS2"), { kind: "alias", name: "variable", of: "variable" });
  assert.deepEqual(values.get("variable"), { kind: "alias", name: "variable", of: "variable" });
  const type = values.get("TYPE");
  assert.ok(type?.kind === "type" && spellType(type.type) === "unsigned long *");
  assert.deepEqual(values.get("EMPTY"), { kind: "empty" });
  assert.equal(values.get("CALL")?.kind, "function");
  for (const name of ["VARIADIC", "LIST", "PLACE"]) assert.equal(values.get(name)?.kind, "other", name);
  for (const name of ["EXPORT", "INLINE"])
    assert.deepEqual(values.get(name), { kind: "other", reason: "it is part of a declaration" });
  assert.ok(!values.has("GONE"));
  const call = unit.macros.find(({ name }) => name === "CALL");
  assert.deepEqual([call?.parameters, call?.isVariadic, call?.tokens.join("")], [["x"], false, "((x)+1)"]);
});

test("a declaration that cannot be parsed is a diagnostic, and the next one is read", () => {
  const unit = parse(`int first(void);
int second(mispelled_t x);
typedef int misspelled_t;
struct broken { int a int b; };
int third(void);
int a[ = 3;
int fourth(misspeled_t x) { return 1; }
int fifth(void);
)
int sixth(void);
`);
  assert.deepEqual(messagesOf(unit), [
    '2:12 cparser/unknown-type unknown type name "mispelled_t"',
    '4:23 cparser/syntax expected ";" after a member, got "int"',
    '6:8 cparser/syntax expected an expression, got "="',
    '7:12 cparser/unknown-type unknown type name "misspeled_t"',
    '9:1 cparser/syntax expected a type, got ")"',
  ]);
  assert.match(unit.diagnostics[3]?.help ?? "", /did you mean "misspelled_t"\?/);
  assert.deepEqual(
    unit.functions.map(({ name }) => name),
    ["first", "third", "fifth", "sixth"],
  );
});

test("mistakes of the preprocessor are diagnostics at their place", () => {
  const unit = parse(`#include <nothing.h>
#if 1 +
#endif
#error stop  here
#warning careful
#define
#zork
#define F(a, b) a
int x = F(1, 2, 3);
#define JOIN(a, b) a ## b
int y JOIN(+, -);
#else
#if 0
int after`);
  assert.deepEqual(
    unit.diagnostics
      .filter(({ code }) =>
        ["cparser/preprocessor", "cparser/file-not-found", "cparser/error-directive"].includes(code),
      )
      .map(({ severity, message, span }) => `${span?.line} ${severity} ${message}`),
    [
      '1 error file "nothing.h" was not found',
      "2 error the condition of #if is invalid: expected a value, got the end",
      "4 error #error stop here",
      "5 warning #warning careful",
      "6 error expected the name of a macro after #define",
      "7 error unknown directive #zork",
      '9 error macro "F" takes 2 arguments, got 3',
      '11 error pasting "+" and "-" does not give a token',
      "12 error #else without #if",
      "13 error #if is never closed",
    ],
  );
});

test("includes are searched beside the file, then in the directories; places name the file they lie in", () => {
  const files = {
    "lib/main.h": '#include "near.h"\n#include <far.h>\n#include_next <twice.h>\n#include <twice.h>\nint in_main;\n',
    "lib/near.h": "#pragma once\nint in_near;\n#include <lib/near.h>\n",
    "include/far.h": "#ifndef FAR\n#define FAR\nint in_far;\n#include <far.h>\n#endif\n",
    "include/twice.h": "int in_first;\n#include_next <twice.h>\n",
    "system/twice.h": "int in_second;\n",
    "system/lib/near.h": "int in_other_near;\n",
  };
  const unit = parseFiles(files, { includeDirectories: ["include"], systemIncludeDirectories: ["system"] });
  assert.deepEqual(messagesOf(unit), []);
  assert.deepEqual(
    unit.variables.map(({ name, span }) => `${name} ${span.file}`),
    [
      "in_near lib/near.h",
      "in_other_near system/lib/near.h",
      "in_far include/far.h",
      "in_first include/twice.h",
      "in_second system/twice.h",
      "in_main lib/main.h",
    ],
  );
  assert.deepEqual(unit.files.at(-1), { path: "system/twice.h", isSystem: true });
});

test("several entries are one unit, definitions of the caller hold, a missing entry is a diagnostic", () => {
  const files = {
    "a.h": "typedef int T;\n#if LIMIT == 3 && defined FLAG && !defined __linux__\nT a;\n#endif\n",
    "b.h": "T b;\n",
  };
  const unit = parseFiles(files, {
    entries: ["b.h", "c.h"],
    defines: { LIMIT: 3, FLAG: true, __linux__: false },
  });
  assert.deepEqual(
    unit.variables.map(({ name }) => name),
    ["a", "b"],
  );
  assert.deepEqual(
    unit.diagnostics.map(({ code, message }) => `${code}: ${message}`),
    ['cparser/file-not-found: header "c.h" was not found'],
  );
});

test("the headers of the compiler are there without a C library", () => {
  const names = [
    "stddef",
    "stdarg",
    "stdint",
    "stdbool",
    "stdalign",
    "stdnoreturn",
    "stdatomic",
    "limits",
    "float",
    "iso646",
  ];
  const text = names.map((name) => `#include <${name}.h>\n`).join("");
  const unit = parse(
    `${text}#include <immintrin.h>\nsize_t f(va_list, uint64_t, bool, ptrdiff_t, atomic_int *, __m128i);\n`,
  );
  assert.deepEqual(messagesOf(unit), []);
  assert.equal(
    spellType(unit.functions[0]!.type),
    "size_t (va_list, uint64_t, _Bool, ptrdiff_t, atomic_int *, __m128i)",
  );
});

test("ordinary comments document declarations on request, where the lines around them say so", () => {
  const text = `/* licence */

/* before
** f */
int f(void);
int g(void);
/* below g */

/* section */

struct s {
  int a; /* behind a */
  int b; // behind b
  int /* inside */ c;
};
// before M 1
// before M 2
#define M 1
#define N 2 /* behind N */
`;
  const unit = parseFiles({ "test.h": text }, { comments: "all-comments" });
  assert.deepEqual(
    unit.functions.map(({ doc }) => doc),
    ["before\nf", "below g"],
  );
  assert.deepEqual(
    unit.records[0]?.members?.map(({ doc }) => doc),
    ["behind a", "behind b", undefined],
  );
  assert.deepEqual(
    unit.macros.map(({ doc }) => doc),
    ["before M 1\nbefore M 2", "behind N"],
  );
  assert.deepEqual(
    parse(text).functions.map(({ doc }) => doc),
    [undefined, undefined],
  );
});

test("definitions without a prototype have the parameters that callers give", () => {
  const { functions, diagnostics } = parse(`
    static int none() { return 1; }
    int declared();
    int promoted(a, b, c, d) char a; float b, *c; { return a; }
    int (*pointer(x))(void) short x; { return 0; }
    int listed(v) int v[3]; { return v[0]; }
  `);
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity === "error"),
    [],
  );
  const types = functions.map(({ name, type }) => [
    name,
    type.hasPrototype,
    type.parameters.map((item) => spellType(item.type)),
  ]);
  assert.deepEqual(types, [
    ["none", true, []],
    ["declared", false, []],
    ["promoted", true, ["int", "double", "float *", "int"]],
    ["pointer", true, ["int"]],
    ["listed", true, ["int *"]],
  ]);
});

test("a list of very many parameters is read in bounded time, and its last name is still its own", () => {
  const list = Array.from({ length: 20_000 }, (_, index) => `int p${index}`).join(", ");
  assert.deepEqual(parse(`void f(${list});`).functions[0]?.type.parameters.length, 20_000);
  assert.match(parse(`void f(${list}, int p7);`).diagnostics[0]?.message ?? "", /"p7" is declared twice/);
});

test("a file that is parsed as a program is at level 0, and headers that are read as if one included them at level 1", () => {
  const level = "extern char level[__INCLUDE_LEVEL__ + 1];\n";
  const lengthOf = ({ variables }: TranslationUnit): unknown => variables.map(({ type }) => spellType(type));
  assert.deepEqual(lengthOf(parse(level)), ["char [1]"]);
  assert.deepEqual(lengthOf(parseFiles({ "a.h": level }, { entry: undefined, entries: ["a.h"] })), ["char [2]"]);
});
