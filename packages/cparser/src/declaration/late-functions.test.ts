/** Functions that nobody asked for: left out of the lists, and as they always were wherever something names them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { parseTranslationUnit } from "../translation-unit.ts";
import type { TranslationUnit } from "./model.ts";

const target = requireTarget("x86_64-unknown-linux-gnu");

/** Parses a header that includes one of the system, of which only types are wanted. */
function parse(text: string, system: string, isPut: boolean = true): TranslationUnit {
  const files = new Map([
    ["own.h", `#include <system.h>\n${text}`],
    ["/usr/include/system.h", system],
  ]);
  return parseTranslationUnit({
    entry: "own.h",
    readFile: (path) => files.get(path),
    systemIncludeDirectories: ["/usr/include"],
    target,
    ...(isPut && { planFunctions: () => (path: string) => path === "own.h" }),
  });
}

function namesOf(unit: TranslationUnit): string[] {
  return unit.functions.map(({ name }) => name);
}

/** What two readings of a header must agree on. */
function describe(unit: TranslationUnit): unknown {
  const isOwn = ({ span }: { readonly span: { readonly file: string } }): boolean => span.file === "own.h";
  return {
    declarations: unit.declarations.filter((declaration) => declaration.kind !== "function" || isOwn(declaration)),
    macros: unit.macros.map(({ name, value }) => ({
      name,
      value: value.kind,
      type: value.kind === "other" && value.call,
    })),
    diagnostics: unit.diagnostics,
  };
}

const usual = `
typedef unsigned long word;
struct list;
extern int plain (void);
extern word *several (const char *__restrict name, struct list *items, int (*compare) (const void *, const void *), ...)
  __attribute__ ((__nothrow__ , __leaf__)) __attribute__ ((__nonnull__ (1, 3)));
extern int named (void) __asm__ ("" "other") __attribute__ ((__nothrow__));
extern struct list *listed (unsigned long long int count, word words[4]);
`;

test("prototypes of system headers that nobody asked for are in no list", () => {
  assert.deepEqual(namesOf(parse("int own(word count);", usual)), ["own"]);
  assert.deepEqual(namesOf(parse("int own(word count);", usual, false)).toSorted(), [
    "listed",
    "named",
    "own",
    "plain",
    "several",
  ]);
});

test("what is of another shape is read where it stands", () => {
  const odd = `
typedef int number;
extern number (wrapped) (void);
extern void (*handler (int)) (int);
extern struct fresh *makes (void);
extern int takes (union fresh_too *value);
extern int first (void), second (void);
extern int body (void) { return 1; }
extern __attribute__ ((__cold__)) int before (void);
extern number table[2];
int without (void);
`;
  const unit = parse("", odd);
  const names = ["wrapped", "handler", "makes", "takes", "first", "second", "body", "before", "without"];
  assert.deepEqual(namesOf(unit), names);
  assert.deepEqual(describe(unit), describe(parse("", odd, false)));
});

test("a name of a type that is not known is a mistake where it stands", () => {
  for (const line of [
    "extern unknown result (void);",
    "extern int result (int a, unknown b);",
    "extern int result (a);",
  ]) {
    const unit = parse("", line);
    assert.deepEqual(unit.diagnostics, parse("", line, false).diagnostics, line);
  }
  assert.match(parse("", "extern int result (unknown b);").diagnostics[0]?.message ?? "", /unknown type name/);
});

test("what names such a function finds it", () => {
  const own = `
#define RENAMED plain
#define CALLED(name) several(name, 0, 0)
#define SIZE sizeof(named())
typedef __typeof__(listed) listing;
struct buffer { char bytes[sizeof(plain())]; int after; };
/** Again. */
extern int plain (void);
extern struct list *own (listing *all);
`;
  const unit = parse(own, usual);
  assert.deepEqual(describe(unit), describe(parse(own, usual, false)));
  assert.equal(unit.diagnostics.length, 0);
  assert.deepEqual(namesOf(unit), ["own"], "the first declaration of a name says where it is declared");
});

test("contradictions are reported as if nothing had been put off", () => {
  for (const own of ["extern void plain (int);", "extern int plain;", "typedef int plain;", "enum e { plain };"]) {
    const unit = parse(own, usual);
    assert.match(unit.diagnostics[0]?.message ?? "", /"plain" is declared/, own);
    assert.deepEqual(unit.diagnostics, parse(own, usual, false).diagnostics, own);
  }
  const twice = `${usual}\nextern void plain (void);`;
  assert.equal(parse("", twice).diagnostics.length, 1);
  assert.deepEqual(parse("", twice).diagnostics, parse("", twice, false).diagnostics);
});

test("in the middle of a declaration, its parameters and documentation stay its own", () => {
  const own =
    "/** A table. */\nstruct table { int cells[sizeof(plain())]; };\nint uses(int count, int cells[count + sizeof(named())]);";
  assert.deepEqual(describe(parse(own, usual)), describe(parse(own, usual, false)));
});

test("comments are read for the files that somebody asked about", () => {
  const system = `
/** A system's word. */
typedef unsigned long word;
/** A pair. */
struct pair { int left; /**< Left. */ int right; };
enum color { RED, /**< Red. */ GREEN };
/** Declared here. */
struct open;
`;
  const own = `
/** Our pair. */
struct own { int left; /**< Left. */ };
enum side { LEFT, /**< Left. */ RIGHT };
struct open { int all; };
`;
  const unit = parse(own, system);
  const docs = [...unit.typedefs, ...unit.records, ...unit.enums].map(({ name, doc }) => [name, doc]);
  assert.deepEqual(docs, [
    ["word", undefined],
    ["pair", undefined],
    // It is defined where somebody asked.
    ["open", "Declared here."],
    ["own", "Our pair."],
    ["color", undefined],
    ["side", undefined],
  ]);
  assert.deepEqual(
    [...unit.records, ...unit.enums].map((declaration) =>
      (declaration.kind === "record" ? declaration.members : declaration.enumerators)?.map(({ doc }) => doc),
    ),
    [[undefined, undefined], [undefined], ["Left."], [undefined, undefined], ["Left.", undefined]],
  );
  const ownFacts = ({ records, enums }: TranslationUnit): unknown =>
    [...records, ...enums].filter(({ span }) => span.file === "own.h");
  assert.deepEqual(ownFacts(unit), ownFacts(parse(own, system, false)));
});
