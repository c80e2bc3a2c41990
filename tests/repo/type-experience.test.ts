/**
 * What TypeScript shows and says to users of `koine`: the types of functions and struct values as editors print them, the
 * errors for wrong arguments, what a library of 500 functions costs, and that nothing is `any`.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { repositoryRoot } from "./source-file.ts";

// Inside the repository, so that programs find the packages as a user's would: through node_modules.
const parent = join(repositoryRoot, ".koine", "type-experience");

interface Compilation {
  readonly output: string;
  readonly declarations: string;
}

/** Compiles one module strictly, and gives what the compiler says and the declarations that it writes. */
function compile(name: string, text: string, options: readonly string[] = []): Compilation {
  const project = join(parent, name);
  rmSync(project, { recursive: true, force: true });
  mkdirSync(project, { recursive: true });
  const compilerOptions = {
    target: "es2024",
    lib: ["es2024", "esnext"],
    types: ["node"],
    module: "nodenext",
    strict: true,
    declaration: true,
    skipLibCheck: true,
    outDir: "out",
  };
  writeFileSync(join(project, "package.json"), '{ "type": "module", "private": true }\n');
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["module.ts"] }));
  writeFileSync(join(project, "module.ts"), text);
  const compiler = join(repositoryRoot, "node_modules", "typescript", "bin", "tsc");
  const { stdout } = spawnSync(process.execPath, [compiler, "--pretty", "false", ...options], {
    cwd: project,
    encoding: "utf8",
  });
  const declarations = readFileSync(join(project, "out", "module.d.ts"), "utf8").replaceAll(/import\("[^"]*"\)\./g, "");
  return { output: stdout, declarations: declarations.replaceAll(/\s+/g, " ") };
}

const library = `
import { c, openLibrary } from "koine";
const Point = c.struct("Point", { x: c.double, y: c.double });
const Database = c.handle("sqlite3", { release: "sqlite3_close" });
const { symbols } = openLibrary("z", {
  crc32: "unsigned long crc32(unsigned long crc, const unsigned char *buf, unsigned int len)",
  move: c.fn([Point, c.pointer(Point), c.int], Point, { parameterNames: ["from", "by", "scale"] }),
  open: c.fn([c.string, c.out(Database)], c.int),
  close: c.fn([Database], c.int),
});
`;

test("editors show functions and struct values in the words of a program", () => {
  const { output, declarations } = compile(
    "hover",
    `${library}
export const { crc32, move, open, close } = symbols;
export const point = Point.create({ x: 1, y: 2 });
export const plain = point.toObject();
export const points = Point.arrayView(point.pointer, 1);
export const line = c.struct("Line", { from: Point, name: c.array(c.char, 8).string }).create();
export const plainLine = line.toObject();
`,
  );
  assert.equal(output, "");
  const shown = [
    'crc32: ((parameters_0: Argument<"unsigned long crc", number | bigint>, parameters_1: Argument<"const unsigned char *buf", Pointer<IntegerType<"unsigned char", IntegerPolicy>> | readonly number[] | BytesLike | null>, parameters_2: number & Parameter<"unsigned int len">) => bigint) & NativeFunctionFacts<"unsigned long crc32(unsigned long crc, const unsigned char *buf, unsigned int len)">',
    'move: ((parameters_0: Argument<"from", { readonly x: number; readonly y: number; } | BytesLike>, parameters_1: Argument<"by", StructPlace<"Point"> | StructPointer<"Point"> | null>, parameters_2: number & Parameter<"scale">) => { x: number; y: number; } & StructView<"Point">) & NativeFunctionFacts',
    'open: ((parameters_0: string | null) => [number, Handle<"sqlite3"> | null]) & NativeFunctionFacts<Signature<readonly [c.PointerType<IntegerType<"char", "exact">, true>, c.OutType<c.HandleType<"sqlite3">>], IntegerType<"int", "exact">, false>>',
    'close: ((parameters_0: Pointer<c.OpaqueType<"sqlite3">>) => number) & NativeFunctionFacts',
    'point: { x: number; y: number; } & StructView<"Point">',
    "plain: { x: number; y: number; }",
    'points: StructArray<{ x: number; y: number; } & StructView<"Point">>',
    'line: { from: { x: number; y: number; } & StructView<"Point">; name: string; } & StructView<"Line">',
    "plainLine: { from: { x: number; y: number; }; name: string; }",
  ];
  for (const text of shown) {
    const found = declarations.includes(text.replaceAll(" Pointer<", " Pointer<"));
    assert.ok(found, `${text}\nis not shown in\n${declarations}`);
  }
});

test("a wrong argument is underlined, and its error names the parameter and what it wants", () => {
  const calls = [
    [
      'symbols.crc32(0n, "abc", 5);',
      19,
      /Argument of type '"abc"' is not assignable to .*"const unsigned char \*buf".*BytesLike/,
    ],
    ['symbols.crc32(0n, null, "5");', 25, /'string' is not assignable to .*'number & Parameter<"unsigned int len">'/],
    ["symbols.move({ x: 1, y: 2 }, point.x, 2);", 30, /'number' is not assignable to .*'Argument<"by", /],
    ["symbols.crc32(0n, new Uint8Array(1));", 9, /Expected 3 arguments, but got 2/],
    ["symbols.move({ x: 1 }, null, 2);", 14, /not assignable to parameter .*Argument<"from", /],
    ['symbols.move({ x: 1, y: "2" }, null, 2);', 22, /Type 'string' is not assignable to type 'number'/],
    [
      "symbols.move({ x: 1, y: 2, z: 3 }, null, 2);",
      28,
      /'z' does not exist in type 'Argument<"from", { readonly x: number;/,
    ],
    [
      "symbols.close(null);",
      15,
      /Argument of type 'null' is not assignable to .*Pointer<(?:c\.)?OpaqueType<"sqlite3">>/,
    ],
    ["Point.create({ x: 1n, y: 2 });", 16, /Type 'bigint' is not assignable to type 'number'/],
    ["symbols.crc23(0n);", 9, /Did you mean 'crc32'/],
  ] as const;
  const { output } = compile(
    "errors",
    `${library}const point = Point.create();\n${calls.map(([call]) => call).join("\n")}\nexport {};\n`,
  );
  const lines = output.split("\n").filter((line) => line.startsWith("module.ts"));
  const first = library.split("\n").length + 1;
  for (const [index, [call, column, message]] of calls.entries()) {
    const line = lines.find((candidate) => candidate.startsWith(`module.ts(${first + index},`)) ?? "nothing";
    assert.match(line, new RegExp(`^module\\.ts\\(${first + index},${column}\\)`), `${call}\n${output}`);
    assert.match(line, message, call);
  }
});

test("modules that state their types, as generated ones do, give instances and typed pointers to functions", () => {
  const { output } = compile(
    "stated",
    `
import { c, declareLibrary, declareStruct } from "koine";
const Point: c.Struct<"point", { x: typeof c.double }> = declareStruct("point", () => ({ x: c.double }));
const Line: c.Struct<"line", { from: typeof Point; to: typeof Point }> = declareStruct("line", () => ({ from: Point, to: Point }));
const library = declareLibrary("lines");
const make: c.Function<[typeof Line], typeof Line> = library("struct line make(struct line)", Line);
const weigh: c.Function<[c.PointerType<typeof Point, true>], typeof c.int> = library("int weigh(const struct point *)", Point);
const add: c.Function<[typeof c.int, typeof c.int], typeof c.int> = library("int add(int, int)");
const fold: c.Function<[c.Callback<[typeof c.int, typeof c.int], typeof c.int, "call">], typeof c.int> =
  library("int fold(int (*)(int, int))");
const each: c.Function<[c.Callback<[typeof Line], typeof c.void, "call">], typeof c.void> =
  library("void each(void (*)(struct line))", Line);
const line = make({ from: { x: 1 }, to: Point.create() });
weigh(line.from) + weigh(line.to.pointer);
line.from = line.to;
Line.assign(line, { from: { x: 2 } });
line.toObject().from.x.toFixed();
each((given) => given.from.toObject().x);
fold(add.pointer);
fold((left, right) => left + right);
const instance: c.Instance<typeof Line> = line;
const plain: c.Infer<typeof Line> = instance;
// @ts-expect-error -- another signature
fold(weigh.pointer);
// @ts-expect-error -- a plain object has no methods
line.toObject().from.toObject();
export { plain };
`,
  );
  assert.equal(output, "");
});

/** What the checker may do for 500 functions, half of them prototypes: three quarters more than it did when this was written. */
const instantiationBound = 230_000;

test("a library of 500 functions costs a bounded amount of checking", () => {
  const declarations = Array.from({ length: 250 }, (_, index) => [
    `  p${index}: "unsigned long p${index}(const char *name_${index}, struct Point *at, unsigned int flags, double *result)",`,
    `  f${index}: c.fn([c.string, c.pointer(Point), c.u32, c.out(c.double), c.callback([c.int], c.int)], Point),`,
  ]).flat();
  const uses = Array.from({ length: 250 }, (_, index) => [
    `symbols.p${index}("a", null, 1, new Float64Array(1));`,
    `symbols.f${index}("a", null, 1, (value) => value + 1)[0].x;`,
  ]).flat();
  const text = `import { c, openLibrary } from "koine";
const Point = c.struct("Point", { x: c.double, y: c.double });
const { symbols } = openLibrary("m", {\n${declarations.join("\n")}\n}, { types: { Point } });
${uses.join("\n")}
export {};
`;
  const { output } = compile("cost", text, ["--extendedDiagnostics"]);
  assert.doesNotMatch(output, /error TS/);
  const instantiations = Number(/Instantiations:\s+(\d+)/.exec(output)?.[1]);
  assert.ok(instantiations > 0 && instantiations < instantiationBound, `${instantiations} instantiations`);
});

test("no declaration that users can reach says any", () => {
  const files = readdirSync(join(repositoryRoot, "packages"))
    .map((name) => join("packages", name, "dist"))
    .filter((folder) => existsSync(join(repositoryRoot, folder)))
    .flatMap((folder) =>
      readdirSync(join(repositoryRoot, folder), { recursive: true, encoding: "utf8" }).map((path) =>
        join(folder, path),
      ),
    )
    .filter((path) => path.endsWith(".d.ts") && !/\.(test|case|test-d)\.d\.ts$/.test(path));
  assert.ok(files.length > 100);
  const found = files.flatMap((path) => {
    const text = readFileSync(join(repositoryRoot, path), "utf8")
      .replaceAll(/\/\*[\s\S]*?\*\//g, "")
      .replaceAll(/\/\/.*|"[^"]*"|`[^`]*`/g, "");
    return /[:<|&,[(>]\s*any\b/.test(text) ? [path] : [];
  });
  assert.deepEqual(found, []);
});
