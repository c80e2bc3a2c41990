/**
 * The vectors of processors' headers, which Koine knows without the compiler's own headers: gcc's `immintrin.h` and `arm_neon.h` say the
 * same, in functions, structs and typedefs.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { bindHeaders, renderCCheck } from "@koine/bindgen";
import type { Spec } from "@koine/bindgen";

const folder = mkdtempSync(join(tmpdir(), "koine-intrinsics-"));
after(() => rmSync(folder, { recursive: true }));

const x86Names = [
  "__m64",
  "__m128",
  "__m128d",
  "__m128i",
  "__m256",
  "__m256d",
  "__m256i",
  "__m512",
  "__m512d",
  "__m512i",
  // Unaligned ones, and those that the compilers' own headers calculate with.
  ..."__m128_u __m128d_u __m128i_u __m256_u __m512i_u __m128bh __v4sf __v2du __v16qi __v16qs __v8hi __v32qi __v16su".split(
    " ",
  ),
];
const neonNames = [
  "int8",
  "uint8",
  "int16",
  "uint16",
  "int32",
  "uint32",
  "int64",
  "uint64",
  "float32",
  "float64",
].flatMap((element) => {
  const bits = Number(/\d+/.exec(element)?.[0]);
  return [64, 128].map((total) => `${element}x${total / bits}_t`);
});

/** A header that uses each type in every place. */
function renderHeader(include: string, names: readonly string[]): string {
  const lines = names.map(
    (name) => `typedef ${name} own_${name};
struct s_${name} { char c; ${name} v; ${name} list[3]; const own_${name} *p; };
union u_${name} { ${name} v; char bytes[8]; };
void store_${name}(${name} *to, const ${name} *from, own_${name} value);
${name} get_${name}(struct s_${name} *s);`,
  );
  return [`#include <${include}>`, ...lines, ""].join("\n");
}

const cases = [
  {
    triple: "x86_64-unknown-linux-gnu",
    command: ["gcc", "-mavx512f"],
    include: "immintrin.h",
    names: x86Names,
    // Those of 32 and 64 bytes are not passed by value.
    passed: 13,
  },
  {
    triple: "aarch64-unknown-linux-gnu",
    command: ["aarch64-linux-gnu-gcc"],
    include: "arm_neon.h",
    names: neonNames,
    passed: neonNames.length,
  },
] as const;

/** Arm's vectors are types of their own for gcc, which are compatible with no other of the same elements. */
const distinctType = /static assertion failed: "\w+x\d+_t: /;

/** Compares size and element of a vector, whatever type it is. */
function renderElementCheck(name: string, { declarations }: Spec): string {
  const typedef = declarations.find((item) => item.kind === "typedef" && item.name === name);
  assert.ok(typedef?.kind === "typedef" && typedef.type.kind === "vector", name);
  const { element, length } = typedef.type;
  assert.ok(element.kind === "integer" || element.kind === "float", name);
  const isElement = `__builtin_types_compatible_p(__typeof__(((${name}){0})[0]), ${element.name})`;
  return `_Static_assert(sizeof(${name}) == ${length} * sizeof(${element.name}) && ${isElement}, "lanes of ${name}");`;
}

for (const { triple, command, include, names, passed } of cases) {
  const [compiler, ...flags] = command;
  const machine = triple.split("-")[0] ?? "";
  const isThere = String(spawnSync(compiler, ["-dumpmachine"]).stdout).startsWith(machine);
  const skip = isThere || (process.env["CI"] ?? "") !== "" ? false : `needs ${compiler} for ${machine}`;
  test(`${include}: ${compiler} agrees with the types that Koine brings`, { skip }, () => {
    const path = join(folder, `${machine}.h`);
    writeFileSync(path, renderHeader(include, names));
    const { spec, diagnostics, module } = bindHeaders({ headers: [path], libraries: ["x"], targets: [triple] });
    assert.deepEqual(
      diagnostics.filter(({ severity }) => severity !== "note"),
      [],
    );
    assert.ok(spec !== null && module !== null);
    const source = renderCCheck(spec);
    assert.ok(source.split("\n_Static_assert").length > names.length * 8);
    const words = [...flags, "-std=gnu17", "-fsyntax-only", "-w", "-fmax-errors=0", `-I${folder}`, "-xc", "-"];
    const input = source + names.map((name) => renderElementCheck(name, spec)).join("\n");
    const { stderr } = spawnSync(compiler, words, { input, encoding: "utf8" });
    assert.deepEqual(
      stderr.split("\n").filter((line) => line !== "" && !distinctType.test(line)),
      [],
    );
    const functions = spec.declarations.filter((item) => item.kind === "function" && item.unsupported === undefined);
    assert.equal(functions.length, 2 * passed);
    for (const name of names) {
      assert.match(
        module,
        new RegExp(`export const ${name}: c\\.AliasType<"${name}", c\\.VectorType<typeof c\\.\\w+, \\d+>>`),
      );
    }
  });
}

test("immintrin.h: pointers to vectors of half precision are bound", () => {
  const path = join(folder, "half.h");
  writeFileSync(
    path,
    "#include <immintrin.h>\nint half(__m128h *a, __m256h *b, const __m512h *c, __m128h_u *d, __v8hf *e);\n",
  );
  const { counts, diagnostics } = bindHeaders({
    headers: [path],
    libraries: ["x"],
    targets: ["x86_64-pc-windows-msvc"],
  });
  assert.deepEqual(diagnostics, []);
  assert.equal(counts.functions, 1);
});

const isGccHere = String(spawnSync("gcc", ["-dumpmachine"]).stdout).startsWith("x86_64-linux");

test(
  "headers of intrinsics have no functions that a library has",
  { skip: isGccHere ? false : "needs gcc for x86-64" },
  () => {
    for (const name of ["immintrin.h", "xmmintrin.h", "emmintrin.h", "x86intrin.h"]) {
      const { spec, counts, diagnostics } = bindHeaders({ headers: [name], libraries: ["x"] });
      const errors = diagnostics.filter(({ severity }) => severity === "error");
      assert.deepEqual(errors, [], name);
      assert.equal(counts.functions, 0, name);
      assert.ok(
        spec?.skipped.some(({ kind }) => kind === "function"),
        name,
      );
    }
  },
);

test("arm_acle.h brings the integers of stdint.h", () => {
  const path = join(folder, "acle.h");
  writeFileSync(path, "#include <arm_acle.h>\nuint32_t check(uint32_t crc, uint64_t value);\n");
  const { counts, diagnostics } = bindHeaders({
    headers: [path],
    libraries: ["x"],
    targets: ["aarch64-unknown-linux-gnu"],
  });
  assert.deepEqual(diagnostics, []);
  assert.equal(counts.functions, 1);
});
