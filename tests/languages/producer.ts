/**
 * The producers of the language tests: a document's files generated for all targets, and the library that implements it: in C
 * by hand, in other languages on the scaffold that koine generates.
 * Both are kept in the system's folder for temporary files under the hash of what they were made from, so that a run of many
 * processes makes each once. Who consumes them is in `consumer.ts`.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { renderText } from "@koine/diagnostics";
import { loadApi, renderTargets, scaffolds } from "@koine/idl";
import type { Api, TargetFile } from "@koine/idl";

/** The sources of the language tests; compiled files are three levels below the repository. */
export const languagesRoot: string = join(
  dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url))))),
  "tests",
  "languages",
);

/** A document with everything that a consumer needs. */
export interface Producer {
  /** The name of the document and of the test. */
  readonly feature: string;
  /** What the library is written in. */
  readonly producer: ProducerLanguage;
  /** `c_prefix` of the document. */
  readonly prefix: string;
  /** The folder with the generated files: `c/…`, `python/…`. Shared by all tests: not to be changed. */
  readonly generated: string;
  /** The folder of the shared libraries. */
  readonly libraries: string;
  /** The shared library: `lib{prefix}.so`. */
  readonly library: string;
  /** Prefixes of the documents that it imports, whose libraries are beside it. */
  readonly imports: readonly string[];
}

/** Languages that producers are written in; their sources are in `producers/`. */
export const producerLanguages = ["c", "rust", "go"] as const;

/** A language of producers. */
export type ProducerLanguage = (typeof producerLanguages)[number];

/** How a producer is built. */
export interface ProducerOptions {
  /** C when absent. */
  readonly producer?: ProducerLanguage;
  /** Names of targets besides `c`. */
  readonly targets?: readonly string[];
  /** Further options of gcc, such as sanitizers. */
  readonly compilerOptions?: readonly string[];
}

/** Documents that are no feature: one is only imported, the others only rendered. */
const documentsWithoutConsumers: readonly string[] = ["every-construct", "geometry", "kitchen-sink"];

/** Names of all documents. */
export function listDocuments(): readonly string[] {
  return readdirSync(join(languagesRoot, "documents"))
    .filter((name) => name.endsWith(".yml"))
    .map((name) => name.replace(/\.yml$/, ""))
    .sort();
}

/** Names of all features: one document each, with a producer and a consumer per language. */
export function listFeatures(): readonly string[] {
  return listDocuments().filter((name) => !documentsWithoutConsumers.includes(name));
}

/** Reads a document of the language tests. */
export function loadDocument(feature: string): Api {
  const { api, diagnostics, sources } = loadApi(join(languagesRoot, "documents", `${feature}.yml`));
  if (api !== undefined) return api;
  throw new Error(renderText(diagnostics, { readSource: (file) => sources.get(file) }));
}

/** The names of the features that are implemented in a language. */
export function listProduced(producer: ProducerLanguage): readonly string[] {
  if (producer === "c") return listFeatures();
  const folder = join(languagesRoot, "producers", producer);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => name.slice(0, name.lastIndexOf(".")))
    .sort();
}

/** Generates a feature's files and builds its library, or finds both from before. */
export function buildProducer(feature: string, options: ProducerOptions = {}): Producer {
  const { targets = [], compilerOptions = [], producer: language = "c" } = options;
  const features = withImports(feature);
  const files = [
    ...features.flatMap((name) => renderFeature(name, ["c", ...targets])),
    ...(language === "c" ? [] : renderScaffold(feature, language)),
  ];
  const native = language === "c" ? readNativeSources(features) : [];
  const key = hash([compilerOptions, language, files.map(({ path, text }) => [path, text]), native]);
  const place = join(keptFolder(), `${feature}-${language}-${key}`);
  const { prefix, imports } = loadDocument(feature);
  const producer: Producer = {
    feature,
    producer: language,
    prefix,
    generated: join(place, "generated"),
    libraries: join(place, "libraries"),
    library: join(place, "libraries", `lib${prefix}.so`),
    imports: imports.map(({ api }) => api.prefix),
  };
  if (!existsSync(place)) make(place, features, { files, compilerOptions, language });
  return producer;
}

/** A scaffold with its author's work done. */
function renderScaffold(feature: string, language: Exclude<ProducerLanguage, "c">): readonly TargetFile[] {
  const scaffold = scaffolds.find(({ name }) => name === language);
  if (scaffold === undefined) throw new Error(`there is no scaffold in ${language}`);
  const { plan } = renderTargets(loadDocument(feature), ["c"]);
  const { path } = scaffold.renderImplementation(plan);
  const source = join(languagesRoot, "producers", language, feature + path.slice(path.lastIndexOf(".")));
  return [
    ...scaffold.renderGlue(plan),
    ...(scaffold.renderOthers?.(plan) ?? []),
    { path, text: readFileSync(source, "utf8") },
  ];
}

/** A feature after those whose documents it imports. */
export function withImports(feature: string): readonly string[] {
  const imported = loadDocument(feature).imports.map(({ api }) => api.file.replace(/^.*\/|\.yml$/g, ""));
  return [...imported.flatMap(withImports), feature];
}

function renderFeature(feature: string, targets: readonly string[]): readonly TargetFile[] {
  const { files, diagnostics } = renderTargets(loadDocument(feature), targets);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(renderText(errors));
  return files;
}

const nativeFolder = join(languagesRoot, "producers", "c");

function readNativeSources(features: readonly string[]): readonly string[] {
  const names = [...features.map((feature) => `${feature}.c`), "probe.c", "probe.h"];
  return names.map((name) => readFileSync(join(nativeFolder, name), "utf8"));
}

function keptFolder(): string {
  const folder = join(tmpdir(), `koine-languages-${String(process.getuid?.() ?? 0)}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

function hash(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}

interface Ingredients {
  readonly files: readonly TargetFile[];
  readonly compilerOptions: readonly string[];
  readonly language: ProducerLanguage;
}

/** Makes everything beside its place, then moves it there: other processes find all of it or nothing. */
function make(place: string, features: readonly string[], { files, compilerOptions, language }: Ingredients): void {
  const scratch = mkdtempSync(join(dirname(place), "making-"));
  try {
    for (const { path, text } of files) {
      const file = join(scratch, "generated", path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    mkdirSync(join(scratch, "libraries"));
    if (language === "rust") compileRust(scratch, features);
    else if (language === "go") compileGo(scratch, features);
    else for (const feature of features) compileProducer(scratch, feature, { features, compilerOptions });
    moveInto(scratch, place);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function moveInto(scratch: string, place: string): void {
  try {
    renameSync(scratch, place);
  } catch (error) {
    // Another process was faster; what it made is the same.
    if (!existsSync(place)) throw error;
  }
}

function compileRust(scratch: string, features: readonly string[]): void {
  const cwd = join(scratch, "generated", "scaffold", "rust");
  for (const feature of features) {
    const { prefix } = loadDocument(feature);
    runTool("cargo", ["build", "--offline", "--quiet"], { cwd, env: { ...process.env, RUSTFLAGS: "-Dwarnings" } });
    const built = join(cwd, "target", "debug", `lib${prefix}.so`);
    renameSync(built, join(scratch, "libraries", `lib${prefix}.so`));
  }
  rmSync(join(cwd, "target"), { recursive: true });
}

/** The environment of Go without anything from the network. */
export function goEnvironment(): NodeJS.ProcessEnv {
  const offline = { GOFLAGS: "-mod=mod", GOPROXY: "off", GOSUMDB: "off", GOTOOLCHAIN: "local", GOWORK: "off" };
  return { ...process.env, ...offline, CGO_ENABLED: "1" };
}

function compileGo(scratch: string, features: readonly string[]): void {
  const cwd = join(scratch, "generated", "scaffold", "go");
  const env = goEnvironment();
  for (const feature of features) {
    const { prefix } = loadDocument(feature);
    if (runTool("gofmt", ["-l", "."], { cwd }) !== "") throw new Error(`gofmt changes files of ${feature}`);
    runTool("go", ["vet", "-trimpath", "."], { cwd, env });
    const output = join(scratch, "libraries", `lib${prefix}.so`);
    runTool("go", ["build", "-trimpath", "-buildmode=c-shared", "-o", output, "."], { cwd, env });
  }
}

function compileProducer(
  scratch: string,
  feature: string,
  { features, compilerOptions }: { readonly features: readonly string[]; readonly compilerOptions: readonly string[] },
): void {
  const { prefix } = loadDocument(feature);
  const macro = prefix.toUpperCase();
  const libraries = join(scratch, "libraries");
  // A library that imports another one needs it when it is loaded, from beside itself.
  const others = features.slice(0, features.indexOf(feature)).map((name) => loadDocument(name).prefix);
  const warnings = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"];
  const macros = [`-D${macro}_PRODUCER`, `-D${macro}_MALLOC=probe_allocate`, `-D${macro}_FREE=probe_free`];
  const headers = ["-I", nativeFolder, "-include", "probe.h", "-I", join(scratch, "generated", "c")];
  const sources = [join(scratch, "generated", "c", `${prefix}.c`), join(nativeFolder, `${feature}.c`)];
  const kind = ["-std=gnu17", "-O1", "-g", "-shared", "-fPIC", "-pthread", "-fvisibility=hidden"];
  const words = [...kind, ...warnings, ...compilerOptions, ...macros, ...headers, ...sources];
  words.push(join(nativeFolder, "probe.c"), "-o", join(libraries, `lib${prefix}.so`), "-L", libraries);
  runTool("gcc", [...words, ...others.map((other) => `-l${other}`), "-Wl,-rpath,$ORIGIN"]);
}

/** Runs a tool that must succeed. */
export function runTool(
  program: string,
  words: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): string {
  const run = spawnSync(program, words, { encoding: "utf8", ...options });
  if (run.status === 0) return run.stdout;
  throw new Error(`${program} ${words.join(" ")} failed: ${run.error?.message ?? `${run.stdout}${run.stderr}`}`);
}
