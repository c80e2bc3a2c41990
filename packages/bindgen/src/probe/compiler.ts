/**
 * A C compiler that answers questions about headers. It compiles constants into an object file, from which they are read: so
 * nothing is run, and compilers for other machines answer as well.
 *
 * @see C17 6.6p7 (constant expressions in initializers)
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How a compiler is called. */
export interface CompilerOptions {
  /** The program, and words that always follow it, such as `-m32`. */
  readonly command: readonly string[];
  /** The version of C, as its `-std` has it. */
  readonly standard: string;
  /** `-I` directories. */
  readonly includeDirectories: readonly string[];
  /** What every file begins with. */
  readonly prelude: string;
}

/** The C type of answers: `char` with the suffix `[8]` is text of up to 8 bytes. */
export interface AnswerType {
  /** Declares what the specifier names, where that is not known. */
  readonly definition?: string | undefined;
  readonly specifier: string;
  readonly suffix: string;
  readonly byteLength: number;
}

/** Integers are asked for modulo 2^64. */
export const integerAnswer: AnswerType = { specifier: "unsigned long long", suffix: "", byteLength: 8 };
/** Floating-point numbers are asked for as doubles. */
export const floatAnswer: AnswerType = { specifier: "double", suffix: "", byteLength: 8 };

/** A compiler that cannot be used at all: there is no such program, it is none, or it does not take the headers. */
export class CompilerError extends Error {
  readonly reason: "missing" | "unusable" | "refusal";

  constructor(message: string, reason: CompilerError["reason"]) {
    super(message);
    this.reason = reason;
  }
}

/** Begins the answers in an object file; as long as their strictest alignment. */
const marker = "koine answers: >";
/** Questions and bytes of answers per program: few programs, and none that a compiler finds too large. */
const chunkLength = 20_000;
const chunkByteLength = 2 ** 24;

/** Asks a compiler. All questions are C expressions. */
export class Compiler {
  readonly #options: CompilerOptions;
  readonly #flags: readonly string[];

  /** @throws {@link CompilerError} When there is no such program. */
  constructor(options: CompilerOptions) {
    this.#options = options;
    // Both stop after some errors otherwise; neither takes the other's word for it.
    const limit = /clang/i.test(this.#run(["--version"], "").stdout) ? "-ferror-limit=0" : "-fmax-errors=0";
    const directories = options.includeDirectories.map((directory) => `-I${directory}`);
    this.#flags = [`-std=${options.standard}`, "-w", "-O0", "-fwrapv", limit, ...directories, "-xc", "-"];
  }

  /**
   * Gives what macros expand to, in their order; nothing for those that expand to something else at each place, as what uses
   * `__FILE__`, `__LINE__` or `__COUNTER__` does.
   *
   * @throws {@link CompilerError} When the headers cannot be preprocessed.
   */
  expand(names: readonly string[]): readonly string[] {
    const spread = (line: number): readonly string[] =>
      names.map((name, place) => `#line ${line} "koine-question-${line}-${place}"\nkoine_expansion ${name} koine_end`);
    const lines = [...spread(1), ...spread(2)];
    const { status, stdout, stderr } = this.#run(["-E", "-P", ...this.#flags], this.#join(lines));
    // What pastes no token, `/##/`, is an error of its own, and the others are expanded all the same.
    const wrong = new Set([...stderr.matchAll(/\bkoine-question-\d+-(\d+):/g)].map(([, place]) => Number(place)));
    if (status !== 0 && wrong.size === 0) throw new CompilerError(firstError(stderr), "refusal");
    const texts = [...stdout.matchAll(/\bkoine_expansion\b([^]*?)\bkoine_end\b/g)].map(([, text = ""]) => text.trim());
    return names.map((_name, place) => {
      const { [place]: text = "", [place + names.length]: again } = texts;
      return text === again && !wrong.has(place) ? text : "";
    });
  }

  /**
   * Gives the bytes of each answer in the compiler's byte order; `undefined` where the expression is no constant to it.
   *
   * @throws {@link CompilerError} When the compiler does not take the headers.
   */
  ask(questions: readonly string[], type: AnswerType): readonly (Uint8Array | undefined)[] {
    const answers: (Uint8Array | undefined)[] = [];
    const step = Math.max(1, Math.min(chunkLength, Math.trunc(chunkByteLength / type.byteLength)));
    for (let start = 0; start < questions.length; start += step) {
      answers.push(...this.#askChunk(questions.slice(start, start + step), type));
    }
    return answers;
  }

  /**
   * Gives those of some names that nothing declares. GCC looks for a similar name wherever one is used that is not declared, which takes
   * it a minute for the thousand of ICU's; here they are declared instead, which is refused for what is there.
   */
  findUndeclared(names: readonly string[]): ReadonlySet<string> {
    if (names.length === 0) return new Set();
    const lines = names.map(
      (name, place) => `#line 1 "koine-question-${place}"\ntypedef struct koine_other_${place} { int none; } ${name};`,
    );
    const { stderr } = this.#run(["-fsyntax-only", ...this.#flags], this.#join(lines));
    const declared = placesIn(stderr);
    return new Set(names.filter((_name, place) => !declared.has(place)));
  }

  /** Gives the types of expressions as the compiler spells them, without typedefs where it can; `undefined` for what is none to it. */
  spellTypes(expressions: readonly string[]): readonly (string | undefined)[] {
    if (expressions.length === 0) return [];
    // What a struct cannot become is named by its type.
    const lines = expressions.map(
      (expression, place) =>
        `#line 1 "koine-question-${place}"\n` +
        `void koine_question_${place}(void) { struct koine_other { int none; } other; other = ${expression}; }`,
    );
    const { stderr } = this.#run(["-fsyntax-only", ...this.#flags], this.#join(lines));
    const types = new Map(
      [...stderr.matchAll(spelledType)].map(([, place, type, behind]) => [Number(place), behind ?? type]),
    );
    return expressions.map((_expression, place) => types.get(place));
  }

  #askChunk(questions: readonly string[], type: AnswerType): readonly (Uint8Array | undefined)[] {
    const all = this.#read(questions, type);
    if (all !== undefined) return all;
    const refused = this.#findRefused(questions, type);
    const accepted = questions.map((_question, place) => place).filter((place) => !refused.has(place));
    const answers = this.#read(
      accepted.map((place) => questions[place] ?? ""),
      type,
    );
    if (answers === undefined) throw new CompilerError("it contradicts itself", "unusable");
    const byPlace = new Map(accepted.map((place, index) => [place, answers[index]]));
    return questions.map((_question, place) => byPlace.get(place));
  }

  /** A function for each question: what is wrong with one is said once in each of them. */
  #findRefused(questions: readonly string[], type: AnswerType): ReadonlySet<number> {
    const { definition = "", specifier, suffix } = type;
    const lines = questions.map(
      (question, place) =>
        `#line 1 "koine-question-${place}"\n` +
        `void koine_question_${place}(void) { static const ${specifier} answer${suffix} = ${question}; }`,
    );
    const { stderr } = this.#run(["-fsyntax-only", ...this.#flags], this.#join([definition, ...lines]));
    const refused = placesIn(stderr);
    if (refused.size === 0) throw new CompilerError(firstError(stderr), "refusal");
    return refused;
  }

  /** Gives `undefined` when the compiler refuses. */
  #read(questions: readonly string[], type: AnswerType): readonly Uint8Array[] | undefined {
    if (questions.length === 0) return [];
    const { definition = "", specifier, suffix, byteLength } = type;
    const folder = mkdtempSync(join(tmpdir(), "koine-probe-"));
    try {
      const object = join(folder, "answers.o");
      const lines = [
        definition,
        `const struct { char marker[${marker.length}]; ${specifier} answers[${questions.length}]${suffix}; } koine_answers = {`,
        `  ${JSON.stringify(marker)}, {`,
        ...questions.map((question, place) => `#line 1 "koine-question-${place}"\n    ${question},`),
        "} };",
      ];
      if (this.#run(["-c", "-o", object, ...this.#flags], this.#join(lines)).status !== 0) return undefined;
      if (!existsSync(object)) throw new CompilerError("it compiles nothing", "unusable");
      const bytes = readFileSync(object);
      const start = bytes.indexOf(marker) + marker.length;
      if (start < marker.length) throw new CompilerError("its object files keep no constants", "unusable");
      return questions.map((_question, place) =>
        bytes.subarray(start + place * byteLength, start + (place + 1) * byteLength),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  #join(lines: readonly string[]): string {
    return `${[this.#options.prelude, ...lines].join("\n")}\n`;
  }

  #run(words: readonly string[], input: string): CompilerRun {
    return runCompiler(this.#options.command, words, input);
  }
}

/**
 * Gives the triple of the machine that a compiler compiles for; empty where it does not say.
 *
 * @throws {@link CompilerError} When there is no such program.
 */
export function readMachine(command: readonly string[]): string {
  return runCompiler(command, ["-dumpmachine"], "").stdout.trim();
}

/** The questions that messages are about. */
function placesIn(messages: string): ReadonlySet<number> {
  return new Set([...messages.matchAll(/\bkoine-question-(\d+):/g)].map(([, place]) => Number(place)));
}

/** What GCC and Clang say: `from type 'handle *' {aka 'int *'}`, `from incompatible type 'handle *' (aka 'int *')`. */
const spelledType =
  /\bkoine-question-(\d+):.*error: .*assigning to .* from (?:incompatible )?type '([^']*)'(?: [({]aka '([^']*)')?/g;

interface CompilerRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function runCompiler(
  [program = "cc", ...always]: readonly string[],
  words: readonly string[],
  input: string,
): CompilerRun {
  // Messages are read here, and therefore asked for in English.
  const env = { ...process.env, LC_ALL: "C" };
  const run = spawnSync(program, [...always, ...words], { input, encoding: "utf8", maxBuffer: 2 ** 28, env });
  if (run.error === undefined) return run;
  const code = "code" in run.error ? run.error.code : undefined;
  if (code === "ENOENT") throw new CompilerError(`compiler ${program} was not found`, "missing");
  // A program that does not read what it is given has mostly ended with an answer.
  if (code === "EPIPE" && run.status !== null) return run;
  throw new CompilerError(`it cannot be run: ${run.error.message}`, "unusable");
}

function firstError(stderr: string): string {
  const [, first = stderr.trim().split("\n")[0]] = /\berror: (.*)/.exec(stderr) ?? [];
  return first === undefined || first === "" ? "it says nothing" : first;
}
