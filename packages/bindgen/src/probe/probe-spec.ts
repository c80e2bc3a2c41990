/** Asks a C compiler whether a spec is right, and for the constants that only a compiler can calculate. */
import { relative } from "node:path";
import type { Target } from "@koine/ctypes";
import type { Diagnostic, Span } from "@koine/diagnostics";
import { HeaderNames } from "../lower/header-path.ts";
import { declarationKey } from "../spec/declaration-key.ts";
import type { Spec } from "../spec/model.ts";
import { renderCPrelude } from "../verify/render-c-prelude.ts";
import { checkClaims } from "./check-claims.ts";
import type { Difference } from "./check-claims.ts";
import { listClaims } from "./claims.ts";
import { Compiler, CompilerError } from "./compiler.ts";
import { describeForeignMachine } from "../compiler/compiler-machine.ts";
import { adviseOnCompiler } from "./compiler-packages.ts";
import { fillConstants } from "./fill-constants.ts";

/** Which compiler is asked. */
export interface ProbeOptions {
  /** The program, and words that always follow it: `["cc"]`, `["clang", "-m32"]`. */
  readonly command: readonly string[];
}

/** Where the headers of a spec are on this machine. */
export interface ProbePlaces {
  /** The first target of the spec, which the compiler must compile for. */
  readonly target: Target;
  /** Paths of the given headers. */
  readonly headers: readonly string[];
  /** Paths of all headers that were read. */
  readonly paths: readonly string[];
  readonly includeDirectories: readonly string[];
  readonly systemIncludeDirectories: readonly string[];
  readonly readFile: (path: string) => string | undefined;
}

/** A spec with what the compiler added, and what it contradicts. */
export interface ProbedSpec {
  readonly spec: Spec;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compares a spec with a compiler, and fills in constants. A spec of several targets gets no new constants: the compiler knows
 * them for one.
 */
export function probeSpec(spec: Spec, options: ProbeOptions & ProbePlaces): ProbedSpec {
  try {
    return askCompiler(spec, options);
  } catch (error) {
    if (!(error instanceof CompilerError)) throw error;
    return { spec, diagnostics: [describeFailure(error, options)] };
  }
}

function askCompiler(spec: Spec, options: ProbeOptions & ProbePlaces): ProbedSpec {
  const { command, includeDirectories, target } = options;
  const compiler = new Compiler({ command, includeDirectories, prelude: renderCPrelude(spec, spellHeaders(options)) });
  const foreign = describeForeignMachine(compiler.readMachine(), target);
  if (foreign !== undefined) {
    const message = `${command.join(" ")} compiles for ${foreign}, and the spec is for ${target.triple}`;
    const help = "name a compiler for that target with --cc, or another target with --target";
    return { spec, diagnostics: [{ code: "bindgen/probe-target", severity: "error", message, help }] };
  }
  const differences = checkClaims(listClaims(spec), compiler);
  const places = new DeclarationPlaces(spec, options);
  return {
    spec: spec.head.targets.length > 1 ? spec : fillConstants(spec, compiler),
    diagnostics: differences.map((difference) => describeDifference(difference, command, places)),
  };
}

/** As the user would include them; by path where no include directory has them. */
function spellHeaders({ headers, includeDirectories, systemIncludeDirectories }: ProbePlaces): readonly string[] {
  const directories = [...includeDirectories, ...systemIncludeDirectories].toSorted(
    (left, right) => right.length - left.length,
  );
  return headers.map((path) => {
    const directory = directories.find((candidate) => !relative(candidate, path).startsWith(".."));
    return directory === undefined ? `"${path}"` : `<${relative(directory, path)}>`;
  });
}

function describeFailure(error: CompilerError, { command }: ProbeOptions): Diagnostic {
  const [program = "cc"] = command;
  return error.isMissing
    ? {
        code: "bindgen/probe-compiler",
        severity: "error",
        message: error.message,
        help: adviseOnCompiler(program),
      }
    : {
        code: "bindgen/probe-compiler",
        severity: "error",
        message: `${command.join(" ")} does not take the headers: ${error.message}`,
        help: "give it what it needs with -I and -D, or another compiler with --cc",
      };
}

function describeDifference(
  { claim, actual }: Difference,
  command: readonly string[],
  places: DeclarationPlaces,
): Diagnostic {
  const { subject, expected, isMinimum } = claim;
  const own = typeof expected === "string" ? JSON.stringify(expected) : String(expected);
  const said = actual === undefined ? "is no constant" : `is ${actual}`;
  return {
    code: "bindgen/probe-difference",
    severity: "error",
    message: `${subject} is ${isMinimum ? "at least " : ""}${own} in the spec and ${said} to ${command.join(" ")}`,
    span: places.find(claim.key),
    help: "the headers may be others to the compiler: compare -I, -D and the target; else report it as a bug of koine",
  };
}

/** Where declarations stand, as far as a spec says: those of its own headers. */
class DeclarationPlaces {
  readonly #lines: ReadonlyMap<string, number>;
  readonly #files: ReadonlyMap<string, string>;
  readonly #paths: ReadonlyMap<string, string>;
  readonly #readFile: (path: string) => string | undefined;

  constructor({ lines, declarations }: Spec, options: ProbePlaces) {
    const { headers, includeDirectories, systemIncludeDirectories, paths } = options;
    const names = new HeaderNames([...includeDirectories, ...systemIncludeDirectories], headers);
    this.#lines = lines;
    this.#files = new Map(declarations.map((declaration) => [declarationKey(declaration), declaration.file]));
    this.#paths = new Map(paths.map((path) => [names.nameOf(path), path]));
    this.#readFile = options.readFile;
  }

  find(key: string): Span | undefined {
    const line = this.#lines.get(key);
    const file = this.#paths.get(this.#files.get(key) ?? "");
    if (line === undefined || file === undefined) return undefined;
    const rows = (this.#readFile(file) ?? "").split("\n");
    const before = rows.slice(0, line - 1).reduce((sum, row) => sum + row.length + 1, 0);
    const row = (rows[line - 1] ?? "").trimEnd();
    const indentation = row.length - row.trimStart().length;
    return { file, start: before + indentation, end: before + row.length, line, column: indentation + 1 };
  }
}
