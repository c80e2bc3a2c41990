/** Asks a C compiler whether a spec is right, and for the constants that only a compiler can calculate. */
import { relative } from "node:path";
import type { Target } from "@koine/ctypes";
import type { Diagnostic, Span } from "@koine/diagnostics";
import { nameOfBuiltIn } from "../header/built-in-headers.ts";
import { HeaderNames } from "../lower/header-path.ts";
import { declarationKey } from "../spec/declaration-key.ts";
import { declarationsFor } from "../spec/merge-targets.ts";
import type { Spec } from "../spec/model.ts";
import { renderCPrelude } from "../verify/render-c-prelude.ts";
import { standardOf } from "../spec/standard-of.ts";
import { checkClaims } from "./check-claims.ts";
import { checkBitFields } from "./check-bit-fields.ts";
import { checkTypes } from "./check-types.ts";
import type { Difference } from "./difference.ts";
import { listClaims } from "./claims.ts";
import { Compiler, CompilerError, readMachine } from "./compiler.ts";
import { describeForeignMachine } from "../compiler/compiler-machine.ts";
import { adviseOnCompiler } from "./compiler-packages.ts";
import { fillConstants } from "./fill-constants.ts";

/** Which compiler is asked. */
export interface ProbeOptions {
  /** The program, and words that always follow it: `["cc"]`, `["clang", "-m32"]`. */
  readonly command: readonly string[];
}

/** Where the headers of a spec are on this machine for one of its targets. */
export interface ProbePlaces {
  readonly target: Target;
  /** Paths of the given headers. */
  readonly headers: readonly string[];
  /** Paths of those that are read before them. */
  readonly preincludes: readonly string[];
  /** Paths of all headers that were read. */
  readonly paths: readonly string[];
  readonly includeDirectories: readonly string[];
  readonly systemIncludeDirectories: readonly string[];
  /** What no C behind the headers can name, or write the type of. */
  readonly localNames: ReadonlySet<string>;
  readonly readFile: (path: string) => string | undefined;
}

/** A spec with what the compiler added, and what it contradicts. */
export interface ProbedSpec {
  readonly spec: Spec;
  readonly diagnostics: readonly Diagnostic[];
  /** The target that the compiler was asked about, if it could be asked. */
  readonly triple?: string | undefined;
}

/**
 * Compares a spec with a compiler, for the first of its targets that the compiler compiles for, and fills in constants. A spec of
 * several targets gets no new constants: the compiler knows them for one.
 *
 * @param targets The targets of the spec.
 */
export function probeSpec(spec: Spec, { command }: ProbeOptions, targets: readonly ProbePlaces[]): ProbedSpec {
  try {
    return askCompiler(spec, command, targets);
  } catch (error) {
    if (!(error instanceof CompilerError)) throw error;
    return { spec, diagnostics: [describeFailure(error, command)] };
  }
}

function askCompiler(spec: Spec, command: readonly string[], targets: readonly ProbePlaces[]): ProbedSpec {
  const machine = readMachine(command);
  const chosen = targets.find(({ target }) => describeForeignMachine(machine, target) === undefined);
  if (chosen === undefined) {
    const triples = targets.map(({ target }) => target.triple).join(" and ");
    const message = `${command.join(" ")} compiles for ${machine}, and the spec is for ${triples}`;
    const help = "name a compiler for that target with --cc, or another target with --target";
    return { spec, diagnostics: [{ code: "bindgen/probe-target", severity: "error", message, help }] };
  }
  const prelude = renderCPrelude(spec, {
    preincludes: spellHeaders(chosen.preincludes, chosen),
    headers: spellHeaders(chosen.headers, chosen),
  });
  const compiler = new Compiler({
    command,
    standard: standardOf(spec.head).compilerName,
    includeDirectories: chosen.includeDirectories,
    prelude,
  });
  const { values, bitFields, types } = listClaims(declarationsFor(spec, chosen.target.triple), chosen.localNames);
  const places = new DeclarationPlaces(spec, chosen);
  const differences = [
    ...checkClaims(values, compiler),
    ...checkBitFields(bitFields, compiler),
    ...checkTypes(types, compiler),
  ];
  return {
    spec: spec.head.targets.length > 1 ? spec : fillConstants(spec, compiler),
    triple: chosen.target.triple,
    diagnostics: places.sort(differences).map((difference) => describeDifference(difference, command, places)),
  };
}

/** As the user would include them; by path where no include directory has them. */
function spellHeaders(
  headers: readonly string[],
  { includeDirectories, systemIncludeDirectories }: ProbePlaces,
): readonly string[] {
  const directories = [...includeDirectories, ...systemIncludeDirectories].toSorted(
    (left, right) => right.length - left.length,
  );
  return headers.map((path) => {
    const builtIn = nameOfBuiltIn(path);
    if (builtIn !== undefined) return `<${builtIn}>`;
    const directory = directories.find((candidate) => !relative(candidate, path).startsWith(".."));
    return directory === undefined ? `"${path}"` : `<${relative(directory, path)}>`;
  });
}

function describeFailure({ reason, message }: CompilerError, command: readonly string[]): Diagnostic {
  const [program = "cc"] = command;
  const words = command.join(" ");
  const common = { code: "bindgen/probe-compiler", severity: "error" } as const;
  switch (reason) {
    case "missing":
      return { ...common, message, help: adviseOnCompiler(program) };
    case "unusable":
      return { ...common, message: `${words} is no compiler to ask: ${message}`, help: "name another with --cc" };
    case "refusal": {
      const help = "give it what it needs with -I and -D, or another compiler with --cc";
      return { ...common, message: `${words} does not take the headers: ${message}`, help };
    }
    default:
      return reason satisfies never;
  }
}

function describeDifference(
  { key, subject, expected, actual, isUnknown = false }: Difference,
  command: readonly string[],
  places: DeclarationPlaces,
): Diagnostic {
  const said = isUnknown ? "is not declared" : actual === undefined ? "is no constant" : `is ${actual}`;
  return {
    code: "bindgen/probe-difference",
    severity: isUnknown ? "warning" : "error",
    message: `${subject} is ${expected} in the spec and ${said} to ${command.join(" ")}`,
    span: places.find(key),
    help: isUnknown
      ? "headers declare some names for one compiler only: look for what #if stands around it"
      : "the headers may be others to the compiler: compare -I, -D and the target; else report it as a bug of koine",
  };
}

/** Where declarations stand, as far as a spec says: those of its own headers. */
class DeclarationPlaces {
  readonly #lines: ReadonlyMap<string, number>;
  readonly #files: ReadonlyMap<string, string>;
  /** A header of a compiler and one of the C library may have one name. */
  readonly #paths: ReadonlyMap<string, readonly string[]>;
  readonly #readFile: (path: string) => string | undefined;

  constructor(spec: Spec, options: ProbePlaces) {
    const { headers, includeDirectories, systemIncludeDirectories, paths } = options;
    const names = new HeaderNames([...includeDirectories, ...systemIncludeDirectories], headers);
    this.#lines = spec.lines;
    const declarations = declarationsFor(spec, options.target.triple);
    this.#files = new Map(declarations.map((declaration) => [declarationKey(declaration), declaration.file]));
    const found = new Map<string, string[]>();
    for (const path of paths) found.set(names.nameOf(path), [...(found.get(names.nameOf(path)) ?? []), path]);
    this.#paths = found;
    this.#readFile = options.readFile;
  }

  /** Puts differences in the order of the declarations; those of one declaration stay as they are. */
  sort(differences: readonly Difference[]): readonly Difference[] {
    const places = new Map([...this.#files.keys()].map((key, place) => [key, place]));
    const placeOf = ({ key }: Difference): number => places.get(key) ?? places.size;
    return differences.toSorted((left, right) => placeOf(left) - placeOf(right));
  }

  find(key: string): Span | undefined {
    const line = this.#lines.get(key);
    const files = this.#paths.get(this.#files.get(key) ?? "") ?? [];
    const name = key.replace(/^\w:/, "");
    const rowsOf = (path: string): readonly string[] => (this.#readFile(path) ?? "").split("\n");
    const isThere = (path: string): boolean => rowsOf(path)[(line ?? 0) - 1]?.includes(name) === true;
    const file = files.find(isThere) ?? files[0];
    if (line === undefined || file === undefined) return undefined;
    const rows = rowsOf(file);
    const before = rows.slice(0, line - 1).reduce((sum, row) => sum + row.length + 1, 0);
    const row = (rows[line - 1] ?? "").trimEnd();
    const indentation = row.length - row.trimStart().length;
    return { file, start: before + indentation, end: before + row.length, line, column: indentation + 1 };
  }
}
