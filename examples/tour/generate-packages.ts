/** The step from one API document to a C header, an implementation, and packages that call it in several languages. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { outputDirectory, programsDirectory, repositoryRoot } from "./paths.ts";
import { runNode } from "./run-node.ts";
import { printCheck, printCode, printCommand, printLines } from "./terminal.ts";

const folder = join(outputDirectory, "greeter");
const source = join(programsDirectory, "greeter");
const library = join(folder, process.platform === "darwin" ? "libgreeter.dylib" : "libgreeter.so");

/** What the program gives, in every language. */
const expected = ["Hello, Ada!", "Hello, Grace!", "Hello, Alan!", "Χαῖρε, κόσμε!", "UnknownLanguage: tlh"];

/** Generates, builds and calls. */
export async function generatePackages(): Promise<void> {
  printCode(readFileSync(join(source, "greeter.yml"), "utf8").split("\n").slice(5).join("\n").trimEnd());
  generate();
  build();
  await callFromTypeScript();
  callFromPython();
}

function generate(): void {
  const document = "examples/tour/programs/greeter/greeter.yml";
  const parameters = ["generate", document, "-t", "c,cpp,ts,python,go", "-o", ".koine/tour/greeter"];
  printLines("");
  printCommand(`koine ${parameters.join(" ")}`);
  const [summary = ""] = runNode(join("packages", "koine", "bin", "koine.js"), parameters).split("\n");
  printLines(summary);
}

function build(): void {
  const sources = [join(source, "greeter.c"), join(folder, "c", "greeter.c")];
  printCommand("cc -shared -fPIC greeter.c generated/c/greeter.c -o libgreeter.so");
  run("cc", ["-shared", "-fPIC", "-Wall", "-Werror", "-I", join(folder, "c"), ...sources, "-o", library]);
  printLines("");
}

async function callFromTypeScript(): Promise<void> {
  const program = readFileSync(join(source, "greet.ts"), "utf8");
  printCode((/ *\/\/ \[shown\]\n([\s\S]*?)\n *\/\/ \[\/shown\]/.exec(program)?.[1] ?? "").replaceAll(/^ {2}/gm, ""));
  const configuration = {
    extends: "./ts/tsconfig.json",
    compilerOptions: { rootDir: repositoryRoot, outDir: "dist", declaration: false, types: ["node"] },
    include: [join(source, "greet.ts")],
  };
  writeFileSync(join(folder, "tsconfig.json"), `${JSON.stringify(configuration, undefined, 2)}\n`);
  runNode(join(repositoryRoot, "node_modules", "typescript", "bin", "tsc"), ["-p", folder, "--pretty", "false"]);
  process.env["GREETER_LIBRARY"] = library;
  const compiled = join(folder, "dist", "examples", "tour", "programs", "greeter", "greet.js");
  const { greet } = (await import(pathToFileURL(compiled).href)) as { greet: () => Promise<readonly string[]> };
  assert.deepEqual(await greet(), expected);
  printLines("");
  printCheck("TypeScript: classes, a promise, a typed error; no addon was compiled");
}

/** The same library from Python, where it is installed: nothing is compiled there, either. */
function callFromPython(): void {
  const program = `import asyncio
import greeter
english = greeter.Greeter("en")
print(english.greet("Ada"), *english.greet_all(["Grace", "Alan"]), sep="\\n")
print(asyncio.run(greeter.Greeter("grc").greet_later("κόσμε")))
try:
    greeter.Greeter("tlh")
except greeter.GreetingError.UnknownLanguage as error:
    print(f"UnknownLanguage: {error}")`;
  const python = join(folder, "python");
  const env = { ...process.env, PYTHONPATH: python, PYTHONIOENCODING: "utf-8", GREETER_LIBRARY: library };
  const result = spawnSync("python3", ["-c", program], { encoding: "utf8", env });
  if (result.error !== undefined) {
    printLines("Python is not installed here, so its package was generated and not run");
    return;
  }
  assert.equal(result.status, 0, result.stderr);
  assert.deepEqual(result.stdout.trimEnd().split("\n"), expected);
  printCheck("Python: the same library gives the same lines, through ctypes");
  const others = ["cpp/include/greeter.hpp", "go/greetings_api.go"].filter((name) => existsSync(join(folder, name)));
  printLines(`and for C++ and Go: ${others.map((name) => `.koine/tour/greeter/${name}`).join(", ")}`);
}

function run(command: string, parameters: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, parameters, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} failed:\n${error?.message ?? stderr}`);
}
