/**
 * Declarations of real headers, and of headers made by hand, in which tokens are missing, doubled or exchanged: what people write on
 * the way to a header that compiles.
 */
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { oddDeclarations } from "./odd-declarations.case.ts";

/** One declaration that was changed, behind those that stand in front of it in its header. */
export interface Mutant {
  readonly before: string;
  readonly changed: string;
}

const headers = ["zlib.h", "stdio.h", "sqlite3.h", "math.h", "sys/socket.h", "ffi.h", "linux/input.h", "expat.h"];

/** What GCC preprocesses to, of the headers that are installed. */
function preprocess(header: string): readonly string[] {
  const { status, stdout } = spawnSync("gcc", ["-E", "-P", "-std=gnu17", "-xc", "-"], {
    input: `#include <${header}>\n`,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  return status === 0 ? [stdout] : [];
}

const tokenPattern =
  /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[A-Za-z_$][\w$]*|\.?\d(?:[eEpP][+-]|[\w.])*|\.\.\.|->|\+\+|--|<<=?|>>=?|[<>=!&|+\-*/%^]=|&&|\|\||##|\S/g;

type Tokens = readonly string[];

/** Cuts a header into declarations; a directive is one token. */
function splitDeclarations(text: string): readonly Tokens[] {
  const tokens = text
    .split("\n")
    .flatMap((line) => (/^\s*#/.test(line) ? [`\n${line}\n`] : (line.match(tokenPattern) ?? [])));
  const declarations: string[][] = [];
  let current: string[] = [];
  let depth = 0;
  for (const token of tokens) {
    current.push(token);
    if (token === "{" || token === "(") depth++;
    if (token === "}" || token === ")") depth--;
    if (token !== ";" || depth !== 0) continue;
    declarations.push(current);
    current = [];
  }
  return declarations.filter(({ length }) => length < 120);
}

const words =
  "int char unsigned long short struct union enum typedef const extern static inline void ( ) [ ] { } ; , : = ... 1 0 x T sizeof * & - ; ( ) * = " +
  "__attribute__ volatile restrict _Atomic float double signed _Bool 1.5 _Alignas _Static_assert __extension__ register auto _Noreturn typeof";

const change = fc.record({
  kind: fc.constantFrom("delete", "double", "exchange", "insert", "replace"),
  at: fc.nat(1000),
  word: fc.constantFrom(...words.split(" "), '"a"', "'a'"),
});
type Change = typeof change extends fc.Arbitrary<infer TValue> ? TValue : never;

function applyChange(tokens: Tokens, { kind, at, word }: Change): Tokens {
  const place = at % Math.max(tokens.length, 1);
  const [token = word, next = word] = tokens.slice(place, place + 2);
  switch (kind) {
    case "delete":
      return tokens.toSpliced(place, 1);
    case "double":
      return tokens.toSpliced(place, 0, token);
    case "exchange":
      return tokens.toSpliced(place, 2, next, token);
    case "insert":
      return tokens.toSpliced(place, 0, word);
    default:
      return tokens.toSpliced(place, 1, word);
  }
}

/** Makes mutants; those of one seed are the same as long as the headers are. */
export function makeMutants(seed: number, count: number): readonly Mutant[] {
  const corpus = [...Object.values(oddDeclarations), ...headers.flatMap(preprocess)].map(splitDeclarations);
  const places = corpus.flatMap((declarations, header) => declarations.map((_, index) => ({ header, index })));
  const mutant = fc
    .tuple(fc.constantFrom(...places), fc.array(change, { minLength: 1, maxLength: 2 }))
    .map(([{ header, index }, changes]): Mutant => {
      const declarations = corpus[header] ?? [];
      const changed = changes.reduce(applyChange, declarations[index] ?? []);
      const before = declarations.slice(0, index).map((tokens) => tokens.join(" "));
      return { before: before.join("\n"), changed: changed.join(" ") };
    });
  return fc.sample(mutant, { seed, numRuns: count });
}
