/**
 * GNU's assertions: `#assert machine(x86_64)`, `#unassert`, and `#machine(x86_64)` in the condition of an `#if`. Old headers ask for
 * the machine and the system by them, whose answers GCC states by itself.
 *
 * @see GCC's preprocessor manual, "Obsolete Features", "Assertions"
 */
import type { Target } from "@koine/ctypes";
import { isToken, spellTokens } from "../lex/token.ts";
import type { Token } from "../lex/token.ts";
import { findClosingParenthesis } from "./closing-parenthesis.ts";

/** A question and its answer, as they are written. */
export interface Assertion {
  readonly predicate: string;
  /** Between the parentheses; `undefined` where there are none. */
  readonly answer: string | undefined;
  /** How many tokens it takes up. */
  readonly length: number;
}

/** What is asserted of one translation unit. */
export class Assertions {
  readonly #answers = new Map<string, Set<string>>();

  constructor(target: Target) {
    for (const [predicate, answers] of listAnswers(target)) this.#answers.set(predicate, new Set(answers));
  }

  /** Executes the line behind `#assert` or `#unassert`; false if it is none. */
  execute(directive: "assert" | "unassert", line: readonly Token[]): boolean {
    const assertion = readAssertion(line);
    if (assertion === undefined) return false;
    const { predicate, answer } = assertion;
    if (directive === "unassert") {
      if (answer === undefined) this.#answers.delete(predicate);
      else this.#answers.get(predicate)?.delete(answer);
      return true;
    }
    if (answer === undefined) return false;
    const answers = this.#answers.get(predicate);
    if (answers === undefined) this.#answers.set(predicate, new Set([answer]));
    else answers.add(answer);
    return true;
  }

  /** Whether an answer is asserted, or any if none is asked for. */
  isTrue({ predicate, answer }: Assertion): boolean {
    const answers = this.#answers.get(predicate);
    if (answers === undefined) return false;
    return answer === undefined ? answers.size > 0 : answers.has(answer);
  }
}

/** Reads the assertion at the start of a list; `undefined` if there is none. */
export function readAssertion(tokens: readonly Token[]): Assertion | undefined {
  const predicate = tokens[0];
  if (predicate?.kind !== "identifier") return undefined;
  if (!isToken(tokens[1], "(")) return { predicate: predicate.text, answer: undefined, length: 1 };
  const close = findClosingParenthesis(tokens, 1);
  // An answer has at least one token.
  if (close === undefined || close === 2) return undefined;
  return { predicate: predicate.text, answer: spellTokens(tokens.slice(2, close)), length: close + 1 };
}

const processors: Readonly<Partial<Record<Target["architecture"], string>>> = {
  x64: "x86_64",
  ia32: "i386",
  arm: "arm",
};

/** What GCC asserts; Clang and Microsoft's compiler know no assertions. */
function listAnswers({ platform, architecture }: Target): readonly (readonly [string, readonly string[]])[] {
  if (platform !== "linux") return [];
  const processor = processors[architecture];
  const system = ["system", ["linux", "unix", "posix"]] as const;
  return processor === undefined ? [system] : [system, ["cpu", [processor]], ["machine", [processor]]];
}
