import assert from "node:assert/strict";
import { test } from "node:test";
import { types } from "@koine/ctypes";
import type { FunctionType, VariableType } from "@koine/ctypes";
import { parseDeclaration, parsePrototype } from "./prototype.ts";
import { PrototypeReader } from "./prototype-reader.ts";

const prototypes = [
  "int abs(int)",
  "int abs(int value)",
  "unsigned long crc32(unsigned long crc, const unsigned char *buf, unsigned int len)",
  "unsigned long adler32(unsigned long adler, const unsigned char *buf, unsigned int len);",
  "const char *zlibVersion(void)",
  "const char * zlibVersion ( void )",
  "char const *name(unsigned)",
  "void f(unsigned int)",
  "void f(unsigned value)",
  "size_t strlen(const char *)",
  "size_t strlen(const char *s)",
  "void g(size_t, size_t n)",
  "int printf(const char *format, ...)",
  "void qsort(void *base, size_t n, size_t size, int (*compare)(const void *, const void *))",
  "double h(double x[3], float *restrict y)",
  "struct sqlite3 *open(const char *name)",
  "void old()",
];

test("reading many prototypes gives what parsing each gives, also for spellings seen before", () => {
  const reader = new PrototypeReader();
  for (let round = 0; round < 2; round++) {
    for (const text of prototypes) assert.deepEqual(reader.read(text), parsePrototype(text), text);
  }
});

test("a spelling that is known does not hide what is wrong elsewhere", () => {
  const reader = new PrototypeReader();
  reader.read("int f(int a)");
  for (const text of [
    "int f(int a, itn b)",
    "int int(int a)",
    "int f(int a b)",
    "int f(, int a)",
    "int f(int a,)",
    "f(int a)",
  ]) {
    assert.throws(
      () => reader.read(text),
      (error: Error) => {
        assert.throws(() => parsePrototype(text), { message: error.message });
        return true;
      },
    );
  }
});

const spellings = (
  "void,char,unsigned char,int,unsigned int,unsigned,int unsigned,long long,double,bool,_Bool,size_t,uint8_t,uLong,Callback," +
  "Row,struct Point,struct Other,Other,volatile int,float _Complex,inline,typedef,int a,1int,"
).split(",");
const givenTypes = {
  uLong: types.ulong,
  Callback: types.fn([types.int], types.int),
  Row: types.array(types.int, 4),
  "struct Point": types.struct("Point", { x: types.int }),
};

/** What comes of a text: the type, or the error's words. */
function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return (error as Error).message;
  }
}

test("the short way gives what the parser gives, for every spelling and wherever the name is expected", () => {
  const qualified = spellings.flatMap((base) => [base, `const ${base}`, `${base} const`]);
  const texts = qualified
    .flatMap((base) => [base, `${base} *`, `${base}*`, `${base} **`, `${base} *const`, `${base} * *`])
    .flatMap((type) => [`${type} f(int a)`, `int f(${type})`, `int f(${type} a, ${type})`, `int f(int f, ${type} f)`]);
  const shared = new PrototypeReader(givenTypes);
  for (const text of texts) {
    const expected = attempt(() => parseDeclaration(text, { types: givenTypes }));
    for (const reader of [new PrototypeReader(givenTypes), shared]) {
      for (const name of ["f", "a", "int", "", "absent", "f(int"]) {
        assert.deepEqual(
          attempt(() => reader.read(text, name)),
          expected,
          text,
        );
      }
    }
  }
});

test("a name that is expected is a name, and the whole of it", () => {
  const reader = new PrototypeReader(givenTypes);
  for (const name of ["f", "g", "f2"]) reader.read(`int ${name}(int a)`, name);
  for (const name of ["a b", "*f", "1f", "int", "uLong", "f(int a), g", "f "]) {
    const text = `int ${name}(int a)`;
    assert.deepEqual(
      attempt(() => reader.read(text, name)),
      attempt(() => parseDeclaration(text, { types: givenTypes })),
      text,
    );
  }
  assert.equal(reader.read("int fff(int a)", "f").name, "fff");
});

test("given types are known to the reader that was given them, and to no other", () => {
  const { result } = parsePrototype("unsigned long f(void)").type;
  const given = new PrototypeReader({ uLong: result });
  assert.equal(readFunction(given, "uLong f(uLong a)").result, result);
  assert.equal(readFunction(given, "uLong g(uLong)").parameters[0], result);
  assert.throws(() => new PrototypeReader().read("uLong f(uLong a)"), { code: "FFI_DECLARATION_TYPE" });
});

test("two parameters never have the same name, in whatever way a prototype is read", () => {
  const reader = new PrototypeReader();
  readFunction(reader, "int f(int a, int b)");
  for (const text of [
    "int g(int a, int a)",
    "int h(int a, int (*b)(int a), char *a)",
    "int i(int b, double a[2], int b)",
  ]) {
    for (const read of [() => reader.read(text), () => parsePrototype(text)]) {
      assert.throws(read, { code: "FFI_DECLARATION_TYPE", message: /parameter "[ab]" is declared twice/ });
    }
  }
  assert.equal(readFunction(reader, "int k(int a, int (*b)(int a, int b))").parameters.length, 2);
});

test("a variable begins with extern; const makes it one that is not written", () => {
  const reader = new PrototypeReader();
  const expected: readonly (readonly [text: string, name: string, type: VariableType])[] = [
    ["extern int optind", "optind", types.variable(types.int)],
    ["extern const int limit;", "limit", types.variable(types.int, { readonly: true })],
    ["extern const char *name", "name", types.variable(types.string)],
    ["extern char *const name", "name", types.variable(types.pointer(types.char), { readonly: true })],
    ["extern double table[2][3]", "table", types.variable(types.array(types.array(types.double, 3), 2))],
    ["extern const char version[]", "version", types.variable(types.flexibleArray(types.char), { readonly: true })],
    ["extern int (*hook)(int)", "hook", types.variable(types.pointer(types.fn([types.int], types.int)))],
  ];
  for (let round = 0; round < 2; round++) {
    for (const [text, name, type] of expected) assert.deepEqual(reader.read(text), { name, symbol: name, type }, text);
  }
  assert.equal(reader.read('extern int optind __asm__("my_optind")').symbol, "my_optind");
  assert.equal(readFunction(reader, "extern int abs(int)").parameters.length, 1);
  assert.throws(() => reader.read("int optind"), { code: "FFI_DECLARATION_SYNTAX", message: /begins with "extern"/ });
  assert.throws(() => reader.read("extern void nothing"), { code: "FFI_DECLARATION_TYPE" });
  assert.throws(() => reader.read("extern struct Unknown thing"), { code: "FFI_DECLARATION_TYPE" });
  assert.throws(() => parsePrototype("extern int optind"), { code: "FFI_DECLARATION_SYNTAX" });
});

function readFunction(reader: PrototypeReader, text: string): FunctionType {
  const { type } = reader.read(text);
  assert.ok(type.kind === "function");
  return type;
}

const wellFormed = [
  "int f(int a, int b)",
  "const char *f(const char *s)",
  "void f(void)",
  "unsigned long f(unsigned long crc, const unsigned char *buf, unsigned int len)",
  "struct S *f(size_t n);",
  "int f(int a, ...)",
];
const fragments = [
  ..."*(),;#$1 \t\n\\\u00a0\u00e9",
  ...'int unsigned const void size_t typedef static f a ... [2] "x" /* */ // (*done)(int) [[nodiscard]]'.split(" "),
  "/* c */",
  "// d\n",
  "const char *",
  "__attribute__((pure))",
];

test("a reader that knows many prototypes says of damaged ones what the parser says", () => {
  let state = 1;
  const pick = (count: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % count;
  };
  const damage = (text: string): string => {
    const at = pick(text.length + 1);
    const removed = pick(3) === 0 ? pick(4) : 0;
    return `${text.slice(0, at)}${fragments[pick(fragments.length)] ?? ""}${text.slice(at + removed)}`;
  };
  const reader = new PrototypeReader();
  for (const text of wellFormed) reader.read(text, "f");
  for (let round = 0; round < 4000; round++) {
    let text = wellFormed[pick(wellFormed.length)] ?? "";
    for (let count = 1 + pick(3); count > 0; count--) text = damage(text);
    const name = ["f", "a", "", "int", "f(int"][pick(5)] ?? "";
    const expected = attempt(() => parseDeclaration(text));
    assert.deepEqual(
      attempt(() => reader.read(text, name)),
      expected,
      JSON.stringify(text),
    );
  }
});
