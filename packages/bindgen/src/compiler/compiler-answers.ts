/**
 * What compilers said when they were asked. Each is asked once: the answer is kept in this process, and in the directory of the
 * cache if there is one, under what identifies the compiler.
 */
import { KeptFile } from "../cache/kept-file.ts";
import type { CompilerAnswer } from "./ask-compiler.ts";
import { askCompiler } from "./ask-compiler.ts";
import { identifyCompiler } from "./list-compilers.ts";
import { statPath } from "../header/header-files.ts";

/** What answers say; those in another form, of other versions, are asked for again. */
const form = "machine, include, own, missing";

const known = new Map<string, CompilerAnswer | null>();

/** Asks compilers about themselves, each once. */
export class CompilerAnswers {
  readonly #variables: Readonly<Record<string, string | undefined>>;
  readonly #directory: string | undefined;

  /** @param directory Where answers are kept for other processes; none to keep them for this one only. */
  constructor(variables: Readonly<Record<string, string | undefined>>, directory?: string) {
    this.#variables = variables;
    this.#directory = directory;
  }

  /** The variables of the environment. */
  get variables(): Readonly<Record<string, string | undefined>> {
    return this.#variables;
  }

  /** Whether there is a machine that has compilers; headers in memory have none. */
  get hasMachine(): boolean {
    return true;
  }

  /** Gives what a compiler says; `null` if it is not there, or is no compiler. */
  find(words: readonly string[]): CompilerAnswer | null {
    const identity = identifyCompiler(words, this.#variables);
    if (identity === undefined) return null;
    let answer = known.get(identity);
    if (answer === undefined) {
      answer = this.#findKept(identity, words);
      known.set(identity, answer);
    }
    return answer;
  }

  #findKept(identity: string, words: readonly string[]): CompilerAnswer | null {
    const directory = this.#directory;
    const file =
      directory === undefined ? undefined : new KeptFile(directory, { kind: "answer", subject: identity, state: form });
    const data = file?.read();
    if (data !== undefined) {
      // The file is whole, and we wrote it.
      const kept = JSON.parse(data.toString()) as CompilerAnswer;
      if (isStillTrue(kept)) return kept;
    }
    const answer = askCompiler(words, this.#variables);
    // Who says nothing now, perhaps because the machine was busy, may answer another time.
    if (answer !== null) file?.write(() => Buffer.from(JSON.stringify(answer)));
    return answer;
  }
}

/** Compilers do not name directories that are not there. Those of headers that are installed later have to be asked for again. */
function isStillTrue({ missingDirectories }: CompilerAnswer): boolean {
  return missingDirectories.every((path) => statPath(path) === undefined);
}
