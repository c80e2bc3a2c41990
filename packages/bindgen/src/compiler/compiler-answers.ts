/**
 * What compilers said when they were asked. Each is asked once: the answer is kept in this process, and in the directory of the
 * cache if there is one, under what identifies the compiler.
 */
import { createHash } from "node:crypto";
import type { CacheDirectory } from "../cache/cache-directory.ts";
import type { CompilerAnswer } from "./ask-compiler.ts";
import { askCompiler } from "./ask-compiler.ts";
import { identifyCompiler } from "./list-compilers.ts";

const known = new Map<string, CompilerAnswer | null>();

/** Asks compilers about themselves, each once. */
export class CompilerAnswers {
  readonly #variables: Readonly<Record<string, string | undefined>>;
  readonly #directory: CacheDirectory | undefined;

  /** @param directory Where answers are kept for other processes; none to keep them for this one only. */
  constructor(variables: Readonly<Record<string, string | undefined>>, directory?: CacheDirectory) {
    this.#variables = variables;
    this.#directory = directory;
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
    const name = `${createHash("sha256").update(identity).digest("hex").slice(0, 32)}.compiler`;
    const text = this.#directory?.read(name);
    // The checksum of the file says that we wrote it.
    if (text !== undefined) return JSON.parse(text) as CompilerAnswer | null;
    const answer = askCompiler(words, this.#variables);
    this.#directory?.write(name, JSON.stringify(answer));
    return answer;
  }
}
