/**
 * Headers that nobody would write: bytes, tokens in any order, and real headers with parts cut out, doubled and exchanged.
 * Whatever they are, `koine bind` gives a result, in bounded time: for any targets and version of C, with a wrapper or without, from a file
 * and from memory.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bindHeaders, knownTargets } from "@koine/bindgen";
import { knownStandards } from "@koine/bindgen/cached";
import { bindTexts } from "@koine/bindgen/texts";
import fc from "fast-check";

/** Time that one input may take, in milliseconds; machines that do other work are slow. */
const patience = 30_000;

const words = [
  ..."int char unsigned long struct union enum typedef const extern static inline sizeof _Generic typeof void".split(
    " ",
  ),
  ..."__attribute__ __extension__ __asm__ _Atomic _Alignas packed aligned va_list x y z T U f g 0 1 2 0xff 1.5f 'a'".split(
    " ",
  ),
  ..."( ) ( ) [ ] { } { } ; ; ; , , * * & + - << >> ? : = == . -> ... # ## ~ ! < > | ^ %".split(" "),
  '"text"',
  "\\\n",
  "\n",
  "\n#define ",
  "\n#define f(x) ",
  "\n#define g(x, ...) x __VA_OPT__(",
  "__VA_ARGS__",
  "f(",
  "g(",
  "_Pragma(",
  "_BitInt(",
  "__has_include(",
  "\n#if ",
  "\n#endif\n",
  "\n#else\n",
  "\n#include ",
  "\n#undef ",
  "\n#pragma pack(",
];
const soup = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 300 }).map((parts) => parts.join(" "));
const bytes = fc.uint8Array({ maxLength: 2000 }).map((data) => Buffer.from(data).toString("latin1"));

const realHeaders = [
  "/usr/include/zlib.h",
  "/usr/include/stdio.h",
  "/usr/include/lua5.4/lua.h",
  "/usr/include/math.h",
  "/usr/include/ffi.h",
  "/usr/include/x86_64-linux-gnu/ffi.h",
  "/usr/include/linux/input.h",
].filter((path) => existsSync(path));

const change = fc.record({
  kind: fc.constantFrom("delete", "double", "move", "word"),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(400),
  to: fc.double({ min: 0, max: 1, noNaN: true }),
  word: fc.constantFrom(...words),
});
type Change = typeof change extends fc.Arbitrary<infer TValue> ? TValue : never;

function applyChange(text: string, { kind, at, length, to, word }: Change): string {
  const start = Math.trunc(at * text.length);
  const part = text.slice(start, start + length);
  if (kind === "word") return text.slice(0, start) + word + text.slice(start);
  if (kind === "double") return text.slice(0, start) + part + text.slice(start);
  const rest = text.slice(0, start) + text.slice(start + length);
  const place = Math.trunc(to * rest.length);
  return kind === "delete" ? rest : rest.slice(0, place) + part + rest.slice(place);
}

const mutated = fc
  .tuple(fc.constantFrom("int x;", ...realHeaders), fc.array(change, { minLength: 1, maxLength: 12 }))
  .map(([path, changes]) => changes.reduce(applyChange, path.startsWith("/") ? readFileSync(path, "latin1") : path));

interface FuzzOptions {
  readonly targets: readonly string[];
  readonly standard: string | undefined;
  readonly wrapper: string | undefined;
}

const options: fc.Arbitrary<FuzzOptions> = fc.record({
  targets: fc.uniqueArray(fc.constantFrom(...knownTargets), { maxLength: 2 }),
  standard: fc.option(fc.constantFrom(...knownStandards), { nil: undefined }),
  wrapper: fc.option(fc.constant("./fuzz-wrap"), { nil: undefined }),
});

const input = fc.tuple(fc.oneof(soup, bytes, mutated), options);

/** What went wrong with an input. */
export interface FuzzFailure {
  readonly seed: number;
  readonly problem: string;
  readonly text: string;
  readonly options: FuzzOptions;
}

/** Binds `count` inputs made from a seed; gives the first that fails. */
export function fuzzHeaders(seed: number, count: number): FuzzFailure | undefined {
  const folder = mkdtempSync(join(tmpdir(), "koine-fuzz-"));
  const file = join(folder, "fuzz.h");
  try {
    for (const [text, chosen] of fc.sample(input, { seed, numRuns: count })) {
      writeFileSync(file, text, "latin1");
      const problem = findProblem(file, chosen);
      if (problem !== undefined) return { seed, problem, text, options: chosen };
    }
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function findProblem(file: string, chosen: FuzzOptions): string | undefined {
  const start = performance.now();
  try {
    bindHeaders({ headers: [file], libraries: ["fuzz"], ...chosen });
    bindInMemory(readFileSync(file, "utf8"), chosen);
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const time = performance.now() - start;
  return time > patience ? `took ${Math.round(time)} ms` : undefined;
}

/** What a text includes is not there then. */
function bindInMemory(text: string, { targets, ...chosen }: FuzzOptions): void {
  const [first = "x86_64-unknown-linux-gnu", ...others] = targets;
  bindTexts({ "fuzz.h": text }, { headers: ["fuzz.h"], libraries: ["fuzz"], targets: [first, ...others], ...chosen });
}
