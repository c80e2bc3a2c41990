/**
 * Judges what `koine bind` makes of one header: the compiler must take the header, agree with every size, offset, type and value,
 * and know no function that the binding lacks.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, normalize } from "node:path";
import { bindHeaders, renderCCheck } from "@koine/bindgen";
import type { Spec } from "@koine/bindgen";
import { listUnexplained } from "./explained-complaints.ts";
import type { HeaderOracle, InstalledHeader } from "./installed-headers.ts";

/** What came of a header. */
export interface HeaderVerdict {
  /** `not-alone`: the compiler does not take it either, with nothing but the oracle's headers before it. */
  readonly kind: "right" | "wrong" | "not-alone";
  readonly problems: readonly string[];
  readonly functions: number;
  /** How many questions the compiler was asked. */
  readonly claims: number;
}

/** Binds a header, and lets the compiler judge. */
export function judgeHeader(header: InstalledHeader, oracle: HeaderOracle): HeaderVerdict {
  const { path, includeDirectories, defines } = header;
  const { spec, module, diagnostics, counts } = bindHeaders({
    headers: [path],
    libraries: ["x"],
    targets: [oracle.triple],
    includeDirectories,
    defines,
    preincludes: oracle.preincludes,
  });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0 || spec === null || module === null) {
    if (!isAccepted(header, oracle)) return notAlone;
    const problems = errors.map(({ span, message }) => `refused: ${span?.file ?? ""}:${span?.line ?? 0}: ${message}`);
    return { kind: "wrong", problems, functions: counts.functions, claims: 0 };
  }
  const text = `${declareTags(spec)}${renderCCheck(spec)}`;
  let checked = compile(text, header, oracle);
  if (checked.isRefused && !isAccepted(header, oracle)) return notAlone;
  // Headers of the kernel declare what the C library declares otherwise.
  if (checked.isRefused)
    checked = compile(text.replace(/#if __has_include\(<sys\/types\.h>\)\n.*\n#endif\n/, ""), header, oracle);
  const problems = [...checked.errors, ...listMissing(spec, checked.functions, header, oracle)];
  return {
    kind: problems.length === 0 ? "right" : "wrong",
    problems,
    functions: counts.functions,
    claims: text.split("\n_Static_assert").length - 1,
  };
}

/**
 * A tag that C sees first between the parentheses of a function is forgotten behind them, and no type elsewhere is the same. Declared
 * in front, it means what the header's author meant.
 */
function declareTags({ declarations }: Spec): string {
  const tags = declarations.flatMap((item) => {
    const kind = item.kind === "opaque" ? item.of : item.kind;
    const isTag = (kind === "struct" || kind === "union") && !("isAnonymous" in item && item.isAnonymous);
    // C cannot name what has a name of ours.
    return isTag && !item.name.includes(".") ? [`${kind} ${item.name};\n`] : [];
  });
  return tags.join("");
}

const notAlone: HeaderVerdict = { kind: "not-alone", problems: [], functions: 0, claims: 0 };

/** Whether the compiler takes a program that includes nothing else, but for what is read before each header. */
function isAccepted(header: InstalledHeader, { command, preincludes }: HeaderOracle): boolean {
  const words = ["-std=gnu17", "-fsyntax-only", "-Wsystem-headers", "-fmax-errors=1", ...flagsOf(header), "-xc", "-"];
  const input = [...preincludes, header.name].map((name) => `#include <${name}>\n`).join("");
  const { status, stderr } = spawnSync(command, words, { input, encoding: "utf8", maxBuffer: 2 ** 28 });
  // From GCC 14 on this is an error. Before, `UNKNOWN_MACRO(name);` is a function to it.
  return status === 0 && !stderr.includes("data definition has no type or storage class");
}

function flagsOf({ includeDirectories, defines }: InstalledHeader): readonly string[] {
  return [...includeDirectories.map((directory) => `-I${directory}`), ...defines.map((define) => `-D${define}`)];
}

interface Compilation {
  /** Whether something is wrong outside of the questions. */
  readonly isRefused: boolean;
  readonly errors: readonly string[];
  /** `-aux-info`: the functions that were seen, with their files. */
  readonly functions: string;
}

function compile(text: string, header: InstalledHeader, { command }: HeaderOracle): Compilation {
  const folder = mkdtempSync(join(tmpdir(), "koine-headers-"));
  try {
    const file = join(folder, "functions");
    const flags = ["-std=gnu17", "-fsyntax-only", "-fwrapv", "-w", "-fmax-errors=0", "-aux-info", file];
    const words = [...flags, ...flagsOf(header), "-xc", "-"];
    const { stderr } = spawnSync(command, words, { input: text, encoding: "utf8", maxBuffer: 2 ** 28 });
    return {
      isRefused: stderr.split("\n").some((line) => line.includes("error:") && !line.startsWith("<stdin>")),
      errors: listUnexplained(stderr, text),
      functions: readFunctions(file),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readFunctions(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // Where the compiler gives up it writes none.
    return "";
  }
}

function listMissing(spec: Spec, seen: string, header: InstalledHeader, oracle: HeaderOracle): readonly string[] {
  const known = new Set([...spec.declarations, ...spec.skipped].map(({ name }) => name));
  const roots = [...header.includeDirectories, ...oracle.roots].toSorted((left, right) => right.length - left.length);
  const ours = new Set(spec.head.files.map(({ path }) => path));
  const names = new Set<string>();
  const missing = seen.split("\n").flatMap((line) => {
    // /* FILE:LINE:NC */ extern int name (int, char *);
    const [, found = "", declaration = ""] = /^\/\* (.+?):\d+:\w+ \*\/ (.*)$/.exec(line) ?? [];
    const path = normalize(found);
    const root = roots.find((directory) => path.startsWith(`${directory}/`));
    // The name stands before the parameters, perhaps inside of another declarator: `int (*f (int)) (void)`.
    const name = /(\w+) \((?!\*)/.exec(declaration)?.[1];
    // A function belongs to the header that declares it first.
    const isRepeated = name === undefined || names.has(name);
    names.add(name ?? "");
    const isOurs = root !== undefined && ours.has(path.slice(root.length + 1));
    return isRepeated || !isOurs || known.has(name) || /^_[_A-Z]/.test(name) ? [] : [`missing: ${name}`];
  });
  return [...new Set(missing)];
}
