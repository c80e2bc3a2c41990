/**
 * The producers of the language tests: a document's files generated for all targets, and the library that implements it: in C
 * by hand, in other languages on the scaffold that koine generates.
 * Both are kept in the system's folder for temporary files under the hash of what they were made from, so that a run of many
 * processes makes each once. Who consumes them is in `consumer.ts`.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  appendFileSync,
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
const documentsWithoutConsumers: readonly string[] = ["every-construct", "geometry", "kitchen-sink", "words"];

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
    .filter((name) => !documentsWithoutConsumers.includes(name))
    .sort();
}

/** Generates a feature's files and builds its library, or finds both from before. */
export function buildProducer(feature: string, options: ProducerOptions = {}): Producer {
  const { targets = [], compilerOptions = [], producer: language = "c" } = options;
  const parts = withImports(feature).map((name) => readPart(name, language));
  const files = parts.flatMap((part) => renderFeature(part.feature, ["c", ...targets]));
  const native = parts.some((part) => part.language === "c") ? readNativeSources(parts) : [];
  const key = hash([compilerOptions, language, [...files, ...parts.flatMap((part) => part.files)], native]);
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
  if (!existsSync(place)) make(place, { parts, files, compilerOptions });
  return producer;
}

/** The library of one document; the others of a producer are those that it imports. */
interface Part {
  readonly feature: string;
  readonly prefix: string;
  readonly language: ProducerLanguage;
  /** A scaffold with its author's work done, with the C that it is compiled with; none in C. */
  readonly files: readonly TargetFile[];
  /** The parts that it imports. */
  readonly imports: readonly string[];
}

/** A process has one library in Go at most, so that what is imported is then in C. */
function readPart(feature: string, producer: ProducerLanguage): Part {
  const { prefix, imports } = loadDocument(feature);
  const isAuthored = producer !== "c" && findSource(feature, producer) !== undefined;
  const language = isAuthored ? producer : "c";
  return {
    feature,
    prefix,
    language,
    files: language === "c" ? [] : renderScaffold(feature, language),
    imports: imports.map(({ api }) => featureOf(api)),
  };
}

function featureOf({ file }: Api): string {
  return file.replace(/^.*\/|\.yml$/g, "");
}

function findSource(feature: string, language: ProducerLanguage): string | undefined {
  const folder = join(languagesRoot, "producers", language);
  const name = readdirSync(folder).find((one) => one.slice(0, one.lastIndexOf(".")) === feature);
  return name === undefined ? undefined : join(folder, name);
}

/** A scaffold with its author's work done, and the packages of what it imports. */
function renderScaffold(feature: string, language: Exclude<ProducerLanguage, "c">): readonly TargetFile[] {
  const scaffold = scaffolds.find(({ name }) => name === language);
  if (scaffold === undefined) throw new Error(`there is no scaffold in ${language}`);
  const { plan, files } = renderTargets(loadDocument(feature), ["c", language]);
  const { path } = scaffold.renderImplementation(plan);
  const source = findSource(feature, language);
  if (source === undefined) throw new Error(`${feature} is not implemented in ${language}`);
  // Headers include those of imported documents.
  const headers = withImports(feature)
    .slice(0, -1)
    .flatMap((name) => renderFeature(name, ["c"]));
  return [
    ...headers.filter((file) => file.path.endsWith(".h")),
    ...files,
    ...scaffold.renderGlue(plan),
    ...(scaffold.renderOthers?.(plan) ?? []),
    { path, text: readFileSync(source, "utf8") },
  ];
}

/** A feature after those whose documents it imports. */
export function withImports(feature: string): readonly string[] {
  const imported = loadDocument(feature).imports.map(({ api }) => featureOf(api));
  return [...imported.flatMap(withImports), feature];
}

function renderFeature(feature: string, targets: readonly string[]): readonly TargetFile[] {
  const { files, diagnostics } = renderTargets(loadDocument(feature), targets);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(renderText(errors));
  return files;
}

const nativeFolder = join(languagesRoot, "producers", "c");

function readNativeSources(parts: readonly Part[]): readonly string[] {
  const own = parts.filter(({ language }) => language === "c").map(({ feature }) => feature);
  const isUsed = (name: string) => own.some((one) => name.startsWith(`${one}.`) || name.startsWith(`${one}-`));
  const names = readdirSync(nativeFolder).filter((name) => isUsed(name) || name.startsWith("probe."));
  return names.sort().map((name) => readFileSync(join(nativeFolder, name), "utf8"));
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
  readonly parts: readonly Part[];
  readonly files: readonly TargetFile[];
  readonly compilerOptions: readonly string[];
}

/** Makes everything beside its place, then moves it there: other processes find all of it or nothing. */
function make(place: string, { parts, files, compilerOptions }: Ingredients): void {
  const scratch = mkdtempSync(join(dirname(place), "making-"));
  try {
    writeFiles(join(scratch, "generated"), files);
    mkdirSync(join(scratch, "libraries"));
    for (const part of parts) {
      writeFiles(folderOf(scratch, part.feature), part.files);
      if (part.language === "rust") compileRust(scratch, part);
      else if (part.language === "go") compileGo(scratch, part);
      else compileProducer(scratch, part, { parts, compilerOptions });
    }
    moveInto(scratch, place);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Writes files below a folder, and gives their paths. */
export function writeFiles(directory: string, files: readonly TargetFile[]): readonly string[] {
  return files.map(({ path, text }) => {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  });
}

/** What a part is built from when it is not in C. */
function folderOf(scratch: string, feature: string): string {
  return join(scratch, "parts", feature);
}

function moveInto(scratch: string, place: string): void {
  try {
    renameSync(scratch, place);
  } catch (error) {
    // Another process was faster; what it made is the same.
    if (!existsSync(place)) throw error;
  }
}

function compileRust(scratch: string, { feature, prefix, imports }: Part): void {
  const cwd = join(folderOf(scratch, feature), "scaffold", "rust");
  const libraries = join(scratch, "libraries");
  const crates = imports.map(
    (name) => `patch.crates-io.${name}.path=${JSON.stringify(join(folderOf(scratch, name), "rust"))}`,
  );
  const words = ["build", ...crates.flatMap((patch) => ["--config", patch]), "--offline", "--quiet"];
  const folders = Object.fromEntries(imports.map((name) => [`${name.toUpperCase()}_LIBRARY_DIR`, libraries]));
  // A library that imports another one finds it beside itself.
  const RUSTFLAGS = "-Dwarnings -Clink-arg=-Wl,-rpath,$ORIGIN";
  runTool("cargo", words, { cwd, env: { ...process.env, RUSTFLAGS, ...folders } });
  const name = `lib${prefix}.so`;
  renameSync(join(cwd, "target", "debug", name), join(libraries, name));
  rmSync(join(cwd, "target"), { recursive: true });
}

/** The environment of Go without anything from the network. */
export function goEnvironment(): NodeJS.ProcessEnv {
  const offline = { GOFLAGS: "-mod=mod", GOPROXY: "off", GOSUMDB: "off", GOTOOLCHAIN: "local", GOWORK: "off" };
  return { ...process.env, ...offline, CGO_ENABLED: "1" };
}

function compileGo(scratch: string, { feature, prefix, imports }: Part): void {
  const cwd = join(folderOf(scratch, feature), "scaffold", "go");
  const libraries = join(scratch, "libraries");
  const env = { ...goEnvironment(), LIBRARY_PATH: libraries };
  for (const name of imports) {
    const binding = folderOf(scratch, name);
    writeFiles(binding, renderTargets(withLibraryName(loadDocument(name)), ["go"]).files);
    appendFileSync(join(cwd, "go.mod"), `\nreplace ${name} => ${join(binding, "go")}\n`);
  }
  if (runTool("gofmt", ["-l", "."], { cwd }) !== "") throw new Error(`gofmt changes files of ${feature}`);
  runTool("go", ["vet", "-trimpath", "."], { cwd, env });
  const output = join(libraries, `lib${prefix}.so`);
  const linking = imports.length === 0 ? [] : ["-ldflags=-extldflags=-Wl,-rpath,$ORIGIN"];
  runTool("go", ["build", "-trimpath", "-buildmode=c-shared", ...linking, "-o", output, "."], { cwd, env });
}

/** A document whose packages look for the library under its prefix, as the tests call it. */
function withLibraryName(api: Api): Api {
  return { ...api, generators: { go: { library: api.prefix } } };
}

function compileProducer(
  scratch: string,
  { feature, prefix, imports }: Part,
  { parts, compilerOptions }: Pick<Ingredients, "parts" | "compilerOptions">,
): void {
  const macro = prefix.toUpperCase();
  const libraries = join(scratch, "libraries");
  // A library that imports another one needs it when it is loaded, from beside itself.
  const others = parts.filter((one) => imports.includes(one.feature)).map((one) => one.prefix);
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
