/**
 * The two readers of prototypes, this one and its twin in TypeScript's types, give the same function type: random prototypes in odd
 * but right C, read by both.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import type { CType } from "@koine/ctypes";
import fc from "fast-check";
import { parsePrototype } from "./prototype.ts";

const specifiers: readonly string[] = [
  "char",
  "signed char",
  "unsigned char",
  "unsigned",
  "short int unsigned",
  "int signed",
  "long int unsigned",
  "long long",
  "unsigned long long int",
  "long signed int long",
  "_Bool",
  "float",
  "long double",
  "double _Complex",
  "size_t",
  "uint8_t",
  "int64_t",
  "wchar_t",
  "struct S",
  "union U",
  "void",
];

const noise = fc.constantFrom(" ", " ", " ", "  ", "\n", "\t", " /* , ( [ */ ", " \\\n", " // )\n");

/** Words in any order, with qualifiers among them. */
function arrangeWords(text: string, qualifiers: readonly string[]): fc.Arbitrary<string> {
  const words = [...text.split(" "), ...qualifiers];
  // A tag stands behind its keyword.
  const isTagged = /^(?:struct|union) /.test(text);
  const order = isTagged
    ? fc.constant([...qualifiers, text])
    : fc.shuffledSubarray(words, { minLength: words.length, maxLength: words.length });
  return fc.tuple(order, noise).map(([list, space]) => list.join(space));
}

const qualifiers = fc.subarray(["const", "volatile"]);
const base = (from: readonly string[]): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom(...from), qualifiers).chain(([text, list]) => arrangeWords(text, list));

const star = fc.constantFrom("*", "*", " * ", "*const ", "* volatile ", "*restrict ", "*const volatile ");
const stars = (minLength: number): fc.Arbitrary<string> =>
  fc.array(star, { minLength, maxLength: 3 }).map((all) => all.join(""));
const isSized = (text: string): boolean => !/void|struct|union/.test(text);
const sized = specifiers.filter(isSized);
const attribute = fc.constantFrom("", "", "", " __attribute__((unused))", " [[maybe_unused]]");
const firstLength = fc.constantFrom(
  "[]",
  "[3]",
  "[static 4]",
  "[const]",
  "<:5:>",
  "[restrict static 2]",
  "[*]",
  "[0x10]",
);
const lengths = fc.tuple(firstLength, fc.subarray(["[2]", "[7]"])).map(([first, more]) => first + more.join(""));

/** A parameter; `depth` says how many parameter lists may be inside of it. */
function parameter(depth: number): fc.Arbitrary<string> {
  const name = fc.constantFrom("", "p", "value_1");
  const scalar = fc.tuple(base(sized), name).map(([type, own]) => `${type} ${own}`);
  const pointer = fc.tuple(base(specifiers), stars(1), name).map(([type, all, own]) => `${type} ${all}${own}`);
  const array = fc
    .tuple(base(sized), stars(0), name, lengths)
    .map(([type, all, own, all2]) => `${type} ${all}${own}${all2}`);
  const plain = fc.oneof(scalar, pointer, array);
  if (depth === 0) return plain;
  const callback = fc
    .tuple(resultType, fc.constantFrom("*", "* const ", "**", ""), name, parameterList(depth - 1))
    .map(([type, all, own, list]) => `${type} (${all}${own === "" && all === "" ? "value_1" : own})(${list})`);
  return fc.oneof({ weight: 4, arbitrary: plain }, { weight: 1, arbitrary: callback });
}

function parameterList(depth: number): fc.Arbitrary<string> {
  const list = fc.array(fc.tuple(parameter(depth), attribute), { minLength: 1, maxLength: 4 });
  // Each parameter its own name.
  const named = list.map((all) =>
    all.map(([text, more], index) => text.replace(/\b(p|value_1)\b/, `$1${index}`) + more),
  );
  const full = fc
    .tuple(named, fc.boolean(), noise)
    .map(([all, isVariadic, space]) => [...all, ...(isVariadic ? ["..."] : [])].join(`,${space}`));
  return fc.oneof({ weight: 4, arbitrary: full }, { weight: 1, arbitrary: fc.constantFrom("void", "", " void ") });
}

const resultType = fc.oneof(
  base([...sized, "void"]),
  fc.tuple(base(specifiers), stars(1)).map(([type, all]) => `${type} ${all}`),
);
const prefix = fc.constantFrom("", "", "extern ", "_Noreturn ", "[[nodiscard]] ", "__attribute__((pure, nonnull(1))) ");
const suffix = fc.constantFrom("", ";", " __attribute__((warn_unused_result));");

const prototype = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(prefix, resultType, parameterList(2), suffix)
      .map(([before, type, list, after]) => `${before}${type} f(${list})${after}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(resultType, parameterList(1), parameterList(0))
      .map(([type, own, given]) => `${type} (*f(${own}))(${given})`),
  },
);

const count = 200;

test(`both readers give the same type for ${count} random prototypes`, (context) => {
  const seed = Math.trunc(Math.random() * 2 ** 31);
  context.diagnostic(`seed ${seed}`);
  const texts = fc.sample(prototype, { numRuns: count, seed });
  const entry = fileURLToPath(new URL("../../../ctypes/dist/index.js", import.meta.url));
  const lines = texts.map(
    (text, index) =>
      `export type T${index} = Expect<Equal<ParsePrototypeType<${JSON.stringify(text)}>, ${typeTextOf(text)}>>;`,
  );
  const names = [...new Set(lines.join("\n").match(/\b[A-Z]\w*Type(?=[<,\]>])/g))].filter(
    (name) => name !== "ParsePrototypeType",
  );
  const source = [
    `import type { ParsePrototypeType, ${names.join(", ")} } from ${JSON.stringify(entry)};`,
    // Identity, as `Equal` asks for it, is not seen through some types that are the same.
    "type IsNever<TType> = [TType] extends [never] ? true : false;",
    "type Equal<TLeft, TRight> = [TLeft] extends [TRight] ? ([TRight] extends [TLeft] ? IsNever<TLeft> extends false ? true : false : false) : false;",
    "type Expect<TValue extends true> = TValue;",
    ...lines,
  ];
  const wrong = complainedLines(source).map((line) => texts[line - 5] ?? source[line - 1]);
  assert.deepEqual(wrong, [], `seed ${seed}`);
});

function typeTextOf(text: string): string {
  try {
    return renderType(parsePrototype(text).type);
  } catch (error) {
    throw new Error(`refused: ${JSON.stringify(text)}`, { cause: error });
  }
}

/** The type of a descriptor, as a type of TypeScript. */
function renderType(type: CType): string {
  switch (type.kind) {
    case "void":
      return "VoidType";
    case "bool":
      return "BoolType";
    case "integer":
      return `IntegerType<"${type.name}", "${type.policy}">`;
    case "float":
      return `FloatType<"${type.name}">`;
    case "complex":
      return `ComplexType<"${type.component.name}">`;
    case "opaque":
      return `OpaqueType<"${type.name}">`;
    case "string":
      return `StringType<"${type.encoding}">`;
    case "pointer":
      return `PointerType<${renderType(type.target)}, ${type.isConst}>`;
    case "array":
      return `ArrayType<${renderType(type.element)}, ${type.length}>`;
    case "function":
      return `FunctionType<${renderSignature(type)}, ${type.isVariadic}>`;
    case "callback":
      return `CallbackType<${renderSignature(type.signature)}, "${type.lifetime}">`;
    default:
      throw new Error(`no prototype without given types has a type of kind ${type.kind}`);
  }
}

function renderSignature({
  parameters,
  result,
}: {
  readonly parameters: readonly CType[];
  readonly result: CType;
}): string {
  return `[${parameters.map(renderType).join(", ")}], ${renderType(result)}`;
}

/** Compiles a module and gives the lines that the compiler complains about. */
function complainedLines(source: readonly string[]): readonly number[] {
  const require = createRequire(import.meta.url);
  const compiler = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
  const directory = mkdtempSync(join(tmpdir(), "koine-twin-"));
  try {
    const file = join(directory, "twin.mts");
    writeFileSync(file, source.join("\n"));
    const options = [
      "--noEmit",
      "--strict",
      "--skipLibCheck",
      "--module",
      "nodenext",
      "--target",
      "es2022",
      "--pretty",
      "false",
    ];
    const libraries = ["--lib", "es2023,esnext.disposable", "--types", ""];
    const { stdout } = spawnSync(process.execPath, [compiler, ...options, ...libraries, file], {
      cwd: directory,
      encoding: "utf8",
    });
    return [...stdout.matchAll(/^twin\.mts\((\d+),/gm)].map((match) => Number(match[1]));
  } finally {
    rmSync(directory, { recursive: true });
  }
}
