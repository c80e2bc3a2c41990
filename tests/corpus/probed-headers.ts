/**
 * Random headers of records, enums, functions and macros, about which a compiler is asked with `--probe`: it has to confirm all that their spec
 * says, and every header is one that it takes.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bindHeaders } from "@koine/bindgen";
import fc from "fast-check";

/** The compilers of this machine that are asked; they say the same of these headers. */
export const probedCompilers: readonly string[] = ["gcc", "clang"].filter(
  (program) => spawnSync(program, ["--version"]).status === 0,
);

const scalars = [
  ..."char short int long float double size_t wchar_t int8_t uint16_t uint64_t bool".split(" "),
  "signed char",
  "unsigned char",
  "unsigned short",
  "unsigned",
  "unsigned long",
  "long long",
  "long double",
  "void *",
  "const char *",
  "enum early",
  "struct before",
  "union both",
  "quantity",
  "report",
  "_Complex double",
  "_Atomic int",
];
const scalar = fc.constantFrom(...scalars);
const attribute = fc.constantFrom("", "", "", "__attribute__((packed))", "__attribute__((aligned(16)))");

const member = fc.oneof(
  { weight: 5, arbitrary: scalar.map((type) => (name: string) => `${type} ${name};`) },
  fc.tuple(scalar, fc.integer({ min: 1, max: 5 })).map(
    ([type, n]) =>
      (name: string) =>
        `${type} ${name}[${n}];`,
  ),
  fc
    .tuple(fc.constantFrom("int", "unsigned", "unsigned char", "unsigned long long", "_Bool"), fc.nat(31))
    .map(([type, bits]) => (name: string) => {
      const most = type === "_Bool" ? 1 : type === "unsigned char" ? 8 : 32;
      return bits === 0 ? `${type} : 0;` : `${type} ${name} : ${Math.min(bits, most)};`;
    }),
  scalar.map((type) => (name: string) => `struct { ${type} ${name}_in; char ${name}_c; };`),
  scalar.map((type) => (name: string) => `union { ${type} a; char b; } ${name};`),
  scalar.map((type) => (name: string) => `int (*${name})(${type}, ...);`),
  scalar.map((type) => (name: string) => `${type} ${name} __attribute__((aligned(8)));`),
);
const record = fc
  .tuple(fc.constantFrom("struct", "union"), fc.array(member, { minLength: 1, maxLength: 7 }), attribute, fc.nat(9))
  .map(([kind, members, given, pack]) => (name: string) => {
    // The first has a name in any case: what has none is no record to C.
    const text = [`int first;`, ...members.map((render, place) => render(`m${place}`))].join(" ");
    const declared = `${kind} ${name} { ${text} } ${given};`;
    return pack > 7 ? `#pragma pack(push, ${2 ** (pack - 7)})\n${declared}\n#pragma pack(pop)` : declared;
  });

const number = fc.oneof(
  fc.integer({ min: -5, max: 70_000 }).map(String),
  fc.constantFrom(
    "0x7fffffff",
    "0x80000000",
    "4294967295u",
    "1ull<<63",
    "'a'",
    "sizeof(struct before)",
    "B_LAST",
    "07",
  ),
  fc.constantFrom("1.5", "0.1f", "1e300", "1e-300", "0.1L", "1e4000L", "__LDBL_MIN__", "1e400", "0x1.8p3", "3.0e38f"),
);
const operator = fc.constantFrom("+", "-", "*", "<", "==", "?1:", "&&", "||");
const macro = fc.oneof(
  fc.tuple(number, operator, number).map(
    ([a, sign, b]) =>
      (name: string) =>
        `#define ${name} ((${a}) ${sign} (${b}))`,
  ),
  fc
    .tuple(
      fc.constantFrom("int", "unsigned char", "double", "float", "long double", "size_t"),
      fc.integer({ min: 0, max: 99 }),
    )
    .map(
      ([type, a]) =>
        (name: string) =>
          `#define ${name} ((${type})${a})`,
    ),
  fc.string({ maxLength: 8 }).map((text) => (name: string) => `#define ${name} "${text.replaceAll(/[\\"?]/g, "-")}"`),
  fc.constantFrom("\\n\\0x", "\\377", "\\x41", 'a" "b').map((text) => (name: string) => `#define ${name} "${text}"`),
);
const enumerators = fc
  .array(fc.constantFrom("", "", " = -1", " = 7", " = 0x7fffffff", " = 0x80000000u", " = 1 << 3"), {
    minLength: 1,
    maxLength: 5,
  })
  .map((values) => (name: string) => {
    // Behind the greatest `int` there is no next one before C23.
    const all = values.map((value, place) => `${name}_${place}${value === "" && place > 0 ? " = 3" : value}`);
    return `enum ${name} { ${all.join(", ")} };`;
  });
const prototype = fc
  .tuple(scalar, fc.array(scalar, { maxLength: 5 }), fc.boolean())
  .map(([result, types, isVariadic]) => (name: string) => {
    const words = [
      ...types.map((type, place) => `${type} p${place}`),
      ...(isVariadic && types.length > 0 ? ["..."] : []),
    ];
    return `${result} ${name}(${words.length === 0 ? "void" : words.join(", ")});`;
  });
const alias = fc.tuple(scalar, fc.constantFrom("", "[3]", "[2][4]")).map(
  ([type, length]) =>
    (name: string) =>
      `typedef ${type} ${name}${length};`,
);

const known = `#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>
enum early { B_ZERO, B_LAST = 9 };
struct before { char c; short s[3]; };
union both { long l; struct before b; };
typedef unsigned short quantity;
typedef int (*report)(struct before *, union both);
`;
const header = fc
  .array(fc.oneof(record, record, record, macro, macro, enumerators, prototype, alias), { minLength: 5, maxLength: 60 })
  .map((parts) => known + parts.map((render, place) => render(`X${place}`)).join("\n") + "\n");

/** What a compiler contradicts, and of which header. */
export interface ProbeFailure {
  readonly problem: string;
  readonly text: string;
}

/** Asks about `count` headers made from a seed; gives the first about which a compiler does not agree. */
export function probeHeaders(seed: number, count: number): ProbeFailure | undefined {
  const folder = mkdtempSync(join(tmpdir(), "koine-probe-"));
  const file = join(folder, "probed.h");
  try {
    for (const text of fc.sample(header, { seed, numRuns: count })) {
      writeFileSync(file, text);
      for (const program of probedCompilers) {
        const { diagnostics } = bindHeaders({ headers: [file], libraries: ["x"], probe: [{ command: [program] }] });
        if (diagnostics.length > 0) return { problem: diagnostics.map(({ message }) => message).join("\n"), text };
      }
    }
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
