/**
 * Judges what `koine bind` makes of one header or C file: the compiler must take it, agree with every size, offset, type and value,
 * and know no function that the binding lacks.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, normalize } from "node:path";
import { bindHeaders, renderCCheck } from "@koine/bindgen";
import type { Spec } from "@koine/bindgen";
import { listUnexplained } from "./explained-complaints.ts";
import type { HeaderOracle } from "./installed-headers.ts";
import { spellInclude } from "./judged-file.ts";
import type { JudgedFile } from "./judged-file.ts";

/** What came of a file. */
export interface HeaderVerdict {
  /** Who takes it with nothing but its preincluded headers before it; `differs` if both do and do not understand the same. */
  readonly kind: "agrees" | "differs" | "compiler-alone" | "koine-alone" | "neither";
  /** What differs, or why one side does not take it. */
  readonly problems: readonly string[];
  readonly functions: number;
  /** How many questions the compiler was asked. */
  readonly claims: number;
}

/** Lists what Koine gets wrong: what the compiler does not take is nobody's mistake. */
export function listMistakes({ kind, problems }: HeaderVerdict): readonly string[] {
  return kind === "differs" || kind === "compiler-alone" ? problems : [];
}

/** Binds a header or C file, and lets the compiler judge. */
export function judgeHeader(file: JudgedFile, oracle: HeaderOracle): HeaderVerdict {
  const { spec, module, diagnostics, counts } = bindHeaders({
    headers: [file.path],
    libraries: ["x"],
    targets: [oracle.triple],
    includeDirectories: file.includeDirectories,
    systemIncludeDirectories: file.systemIncludeDirectories,
    standard: file.standard,
    defines: file.defines,
    undefines: file.undefines,
    preincludes: file.preincludes,
    ...(file.bindsDefinitions === true ? { wrapper: "./wrapped" } : {}),
  });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const { functions } = counts;
  if (errors.length > 0 || spec === null || module === null) {
    const refusal = findRefusal(file, oracle);
    if (refusal !== undefined) return { kind: "neither", problems: [refusal], functions: 0, claims: 0 };
    const problems = errors.map(({ span, message }) => `refused: ${span?.file ?? ""}:${span?.line ?? 0}: ${message}`);
    return { kind: "compiler-alone", problems, functions, claims: 0 };
  }
  const [header = ""] = spec.head.headers;
  // By its path: a name in brackets could be another file's.
  const check = renderCCheck(spec).replace(`#include <${header}>`, () => `#include ${file.spelled}`);
  const text = `${declareTags(spec)}${check}`;
  let checked = compile(text, file, oracle);
  const refusal = checked.isRefused ? findRefusal(file, oracle) : undefined;
  if (refusal !== undefined) return { kind: "koine-alone", problems: [refusal], functions: 0, claims: 0 };
  // Headers of the kernel declare what the C library declares otherwise.
  if (checked.isRefused)
    checked = compile(text.replace(/#if __has_include\(<sys\/types\.h>\)\n.*\n#endif\n/, ""), file, oracle);
  const problems = [...checked.errors, ...listMissing(spec, checked.functions, file, oracle)];
  const kind = problems.length === 0 ? "agrees" : "differs";
  return { kind, problems, functions, claims: text.split("\n_Static_assert").length - 1 };
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

/** Gives why the compiler does not take a program that includes nothing else, but for what is read before each header. */
function findRefusal({ flags, preincludes, spelled }: JudgedFile, { command }: HeaderOracle): string | undefined {
  const words = ["-std=gnu17", "-fsyntax-only", "-Wsystem-headers", ...flags, "-xc", "-"];
  const input = [...preincludes.map(spellInclude), spelled].map((include) => `#include ${include}\n`).join("");
  const { status, stderr } = spawnSync(command, words, { input, encoding: "utf8", maxBuffer: 2 ** 28 });
  const lines = stderr.split("\n");
  // From GCC 14 on this is an error. Before, `UNKNOWN_MACRO(name);` is a function to it.
  const untyped = lines.find((line) => line.includes("data definition has no type or storage class"));
  if (status === 0) return untyped;
  return lines.find((line) => line.includes("error:")) ?? `${command} ended with ${status}`;
}

interface Compilation {
  /** Whether something is wrong outside of the questions. */
  readonly isRefused: boolean;
  readonly errors: readonly string[];
  /** `-aux-info` of gcc: the functions that were seen, with their files. */
  readonly functions: string;
}

function compile(text: string, { flags: own }: JudgedFile, { command, isClang }: HeaderOracle): Compilation {
  const folder = mkdtempSync(join(tmpdir(), "koine-headers-"));
  try {
    const file = join(folder, "functions");
    const words = [
      "-std=gnu17",
      "-fsyntax-only",
      "-fwrapv",
      "-w",
      isClang ? "-ferror-limit=0" : "-fmax-errors=0",
      ...own,
    ];
    const run = (more: readonly string[]): string =>
      spawnSync(command, [...words, ...more, "-xc", "-"], { input: text, encoding: "utf8", maxBuffer: 2 ** 28 }).stderr;
    let stderr = run(isClang ? [] : ["-aux-info", file]);
    // GCC breaks down where it lists functions with vectors.
    if (stderr.includes("c-aux-info.cc")) stderr = run([]);
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

function listMissing(spec: Spec, seen: string, header: JudgedFile, oracle: HeaderOracle): readonly string[] {
  const known = new Set([...spec.declarations, ...spec.skipped].map(({ name }) => name));
  const roots = [...header.includeDirectories, ...oracle.roots].toSorted((left, right) => right.length - left.length);
  const ours = new Set(spec.head.files.map(({ path }) => path));
  const names = new Set<string>();
  const missing = seen.split("\n").flatMap((line) => {
    // /* FILE:LINE:NC */ extern int name (int, char *);
    const [, found = "", how = "", declaration = ""] = /^\/\* (.+?):\d+:(\w+) \*\/ (.*)$/.exec(line) ?? [];
    // In bodies, functions are used without a declaration, and GNU C has functions in functions, which are static for it.
    if (how.startsWith("I") || (header.bindsDefinitions === true && declaration.startsWith("static"))) return [];
    const path = normalize(found);
    const root = roots.find((directory) => path.startsWith(`${directory}/`));
    // The name stands before the parameters, perhaps inside of another declarator: `int (*f (int)) (void)`.
    const name = /(\w+) \((?!\*)/.exec(declaration)?.[1];
    // A function belongs to the header that declares it first.
    const isRepeated = name === undefined || names.has(name);
    names.add(name ?? "");
    const isOurs = path === header.path || (root !== undefined && ours.has(path.slice(root.length + 1)));
    return isRepeated || !isOurs || known.has(name) || /^_[_A-Z]/.test(name) ? [] : [`missing: ${name}`];
  });
  return [...new Set(missing)];
}
