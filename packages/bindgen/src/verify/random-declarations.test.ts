/**
 * Random declarations: printed as C, read by the front end and printed again they are the same, and gcc agrees with the layout of
 * random structs that came through it.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { bindHeaders } from "../bind-headers.ts";
import type { Spec } from "../spec/model.ts";
import { renderType } from "../spec/render-type.ts";
import type { SpecFunctionType, SpecQualifier, SpecType } from "../spec/type-model.ts";
import { renderCCheck } from "./render-c-check.ts";
import { renderCDeclaration } from "./render-c-type.ts";

const seed = Number(
  process.env["KOINE_SEED"] ?? (process.env["CI"] ? 20_261_121 : Math.trunc(Math.random() * 2 ** 31)),
);
const repeat = `(seed ${seed}; repeat with KOINE_SEED)`;
const folder = mkdtempSync(join(tmpdir(), "koine-random-"));
after(() => rmSync(folder, { recursive: true }));

const known = "struct point { int x; };\nenum choice { NONE };\ntypedef long quantity;\n";

function bindText(text: string): Spec {
  const file = join(folder, "random.h");
  writeFileSync(file, text);
  const { spec, diagnostics } = bindHeaders({
    headers: [file],
    libraries: ["random"],
    targets: ["x86_64-unknown-linux-gnu"],
  });
  assert.deepEqual(diagnostics, []);
  assert.ok(spec !== null);
  return spec;
}

const qualifiers = fc
  .uniqueArray(fc.constantFrom<SpecQualifier>("const", "volatile"))
  .map((list): readonly SpecQualifier[] => list.toSorted());
const integers = [
  "char",
  "signed char",
  "unsigned short",
  "int",
  "unsigned int",
  "long",
  "unsigned long long",
] as const;

const scalar: fc.Arbitrary<SpecType> = fc.oneof(
  fc.record({ kind: fc.constant("integer" as const), name: fc.constantFrom(...integers), qualifiers }),
  fc.record({
    kind: fc.constant("float" as const),
    name: fc.constantFrom("float" as const, "double" as const),
    qualifiers,
  }),
  fc.record({ kind: fc.constant("bool" as const), qualifiers }),
  fc
    .tuple(
      fc.constantFrom(
        ...([
          ["struct", "point"],
          ["enum", "choice"],
          ["typedef", "quantity"],
        ] as const),
      ),
      qualifiers,
    )
    .map(([[to, name], list]) => ({ kind: "reference" as const, to, name, qualifiers: list })),
);

/** C has no arrays and no functions as results, and none as elements of the wrong kind (C17 6.7.6.2p1, 6.7.6.3p1). */
const types = fc.letrec<{
  value: SpecType;
  object: SpecType;
  pointer: SpecType;
  array: SpecType;
  callable: SpecFunctionType;
}>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, scalar, tie("pointer")),
  object: fc.oneof({ maxDepth: 4 }, scalar, tie("pointer"), tie("array")),
  pointer: fc.record({
    kind: fc.constant("pointer" as const),
    target: fc.oneof(
      { maxDepth: 4 },
      fc.record({ kind: fc.constant("void" as const), qualifiers }),
      tie("object"),
      tie("callable"),
    ),
    qualifiers,
  }),
  array: fc.record({
    kind: fc.constant("array" as const),
    element: tie("object"),
    length: fc.integer({ min: 1, max: 9 }),
    qualifiers: fc.constant<readonly SpecQualifier[]>([]),
  }),
  callable: fc.record({
    kind: fc.constant("function" as const),
    parameters: fc.array(tie("value").map(unqualified), { maxLength: 3 }),
    result: fc.oneof(fc.constant<SpecType>({ kind: "void", qualifiers: [] }), tie("value").map(unqualified)),
    isVariadic: fc.constant(false),
    hasPrototype: fc.constant(true),
    convention: fc.constant(null),
    qualifiers: fc.constant<readonly SpecQualifier[]>([]),
  }),
}));

/** Qualifiers of parameters and results say nothing (C17 6.7.6.3p5, p15). */
function unqualified(type: SpecType): SpecType {
  return { ...type, qualifiers: [] };
}

test(`declarations that are printed, parsed and printed again are the same ${repeat}`, () => {
  const samples = fc.sample(fc.oneof(types.object, types.callable), { seed, numRuns: 400 });
  const lines = samples.map((type, index) => `extern ${renderCDeclaration(type, `d${index}`, new Set())};`);
  const spec = bindText(known + lines.join("\n"));
  const read = new Map(
    spec.declarations.flatMap((item): readonly (readonly [string, SpecType])[] => {
      if (item.kind === "variable") return [[item.name, item.type]];
      if (item.kind !== "function") return [];
      const parameters = item.parameters.map(({ type }) => type);
      return [[item.name, { ...item, kind: "function", parameters, qualifiers: [] }]];
    }),
  );
  for (const [index, type] of samples.entries()) {
    const again = read.get(`d${index}`);
    const line = lines[index] ?? "";
    assert.ok(again !== undefined, line);
    assert.equal(renderType(again), renderType(type), line);
    assert.equal(`extern ${renderCDeclaration(again, `d${index}`, new Set())};`, line);
  }
});

const member = fc.record({
  type: types.object,
  width: fc.option(fc.integer({ min: 1, max: 8 }), { freq: 3, nil: undefined }),
  alignment: fc.option(fc.constantFrom(1, 2, 4, 8, 16, 32), { freq: 6, nil: undefined }),
});
const record = fc.record({
  kind: fc.constantFrom("struct", "struct", "union"),
  members: fc.array(member, { minLength: 1, maxLength: 8 }),
  packed: fc.boolean(),
  pack: fc.constantFrom(0, 0, 1, 2, 4),
});
type RandomRecord = typeof record extends fc.Arbitrary<infer TValue> ? TValue : never;

function renderRecord({ kind, members, packed, pack }: RandomRecord, index: number): string {
  const lines = members.map(({ type, width, alignment }, place) => {
    const aligned = alignment === undefined ? "" : ` __attribute__((aligned(${alignment})))`;
    if (width !== undefined) return `  ${place % 2 === 0 ? "unsigned" : "short"} m${place} : ${width};`;
    return `  ${renderCDeclaration(type, `m${place}`, new Set())}${aligned};`;
  });
  const body = `${kind} r${index} {\n${lines.join("\n")}\n}${packed ? " __attribute__((packed))" : ""};`;
  return pack === 0 ? body : `#pragma pack(push, ${pack})\n${body}\n#pragma pack(pop)`;
}

const hasGcc = String(spawnSync("gcc", ["-dumpmachine"]).stdout).startsWith("x86_64-linux");
const skip = hasGcc || process.env["CI"] ? false : "needs gcc for x86-64 Linux";

test(`gcc agrees with the spec of random structs ${repeat}`, { skip }, () => {
  const records = fc.sample(record, { seed, numRuns: 300 });
  const spec = bindText(known + records.map(renderRecord).join("\n"));
  assert.equal(spec.declarations.filter(({ name }) => /^r\d+$/.test(name)).length, records.length);
  const source = renderCCheck({ ...spec, head: { ...spec.head, headers: ["random.h"] } });
  assert.ok(source.split("_Static_assert").length > records.length * 4);
  const flags = ["-std=gnu17", "-fsyntax-only", "-w", "-fmax-errors=0", `-I${folder}`, "-xc", "-"];
  const run = spawnSync("gcc", flags, { input: source, encoding: "utf8", maxBuffer: 2 ** 26 });
  assert.deepEqual(
    run.stderr.split("\n").filter((line) => line.includes("error:")),
    [],
  );
  assert.equal(run.status, 0);
});
