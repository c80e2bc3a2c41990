/**
 * Pragmas that change what is declared: `pack`, Apple's `align`, `push_macro`, `pop_macro`, `redefine_extname`. All others are ignored, as
 * a compiler ignores those that it does not know. `once` is the preprocessor's own.
 */
import type { Target } from "@koine/ctypes";
import { parseIntegerLiteral } from "../lex/literals.ts";
import type { Token } from "../lex/token.ts";
import { isGccTarget } from "../predefined/gcc-target.ts";
import type { Macro } from "./macro.ts";

/** From the token with this index on, `#pragma pack(value)` is in effect; 0 stands for none. */
export interface PackChange {
  readonly tokenIndex: number;
  readonly value: number;
}

/** The state that pragmas change. */
export class PragmaState {
  readonly #macros: Map<string, Macro>;
  /** Whether `align` is one, as in Apple's compilers. */
  readonly #hasAlign: boolean;
  /** Whether `pop` with a label that nothing has takes one away all the same, as in GCC; Clang and Microsoft's compiler ignore it. */
  readonly #popsUnknown: boolean;
  readonly #savedMacros = new Map<string, (Macro | undefined)[]>();
  readonly #packs: { readonly label: string | undefined; readonly value: number }[] = [];
  #pack = 0;
  readonly packChanges: PackChange[] = [];
  /** Symbols that `redefine_extname` gives to functions. */
  readonly externalNames: Map<string, string> = new Map<string, string>();

  constructor(macros: Map<string, Macro>, target: Target) {
    this.#macros = macros;
    this.#hasAlign = target.platform === "darwin";
    this.#popsUnknown = isGccTarget(target);
  }

  /**
   * Executes a pragma.
   *
   * @param line The tokens behind `#pragma`; those of `pack` with their macros expanded where the target's compilers do that.
   * @param tokenIndex Number of tokens that the preprocessor has given out.
   */
  execute(line: readonly Token[], tokenIndex: number): void {
    const name = line[0]?.text;
    if (name === "pack") this.#executePack(line, tokenIndex);
    else if (this.#hasAlign && (name === "align" || name === "options")) this.#executeAlign(line, tokenIndex);
    else if (name === "push_macro" || name === "pop_macro") this.#saveOrRestore(name, line);
    else if (name === "redefine_extname" && line[1] !== undefined && line[2] !== undefined) {
      this.externalNames.set(line[1].text, line[2].text);
    }
  }

  /**
   * What is no action, and what is no alignment, changes nothing.
   *
   * @see GCC manual, "Structure-Layout Pragmas"; `push` and `pop` may name a label as in Microsoft's compiler
   */
  #executePack(line: readonly Token[], tokenIndex: number): void {
    if (line[1]?.text !== "(") return;
    const words = line.slice(2).filter((token) => token.kind !== "punctuator");
    const number = words.find((token) => token.kind === "number");
    const value = number === undefined ? undefined : packOf(number.text);
    if (number !== undefined && value === undefined) return;
    const label = words.slice(1).find((token) => token.kind === "identifier")?.text;
    const action = words[0];
    if (action?.text === "push") this.#packs.push({ label, value: this.#pack });
    else if (action?.text === "pop") this.#pop(label);
    else if (action === undefined) this.#pack = 0;
    else if (action !== number) return;
    this.#pack = value ?? this.#pack;
    this.packChanges.push({ tokenIndex, value: this.#pack });
  }

  /**
   * `#pragma align=packed` and `#pragma options align=reset`; there is no `mac68k` on processors of 64 bits.
   *
   * @see Clang, `PragmaOptionsAlignKind`
   */
  #executeAlign(line: readonly Token[], tokenIndex: number): void {
    const start = line[0]?.text === "options" ? 1 : 0;
    if (line[start]?.text !== "align" || line[start + 1]?.text !== "=") return;
    const mode = line[start + 2]?.text ?? "";
    if (mode === "reset") this.#pop(undefined);
    else if (/^(?:packed|natural|native|power)$/.test(mode)) {
      this.#packs.push({ label: undefined, value: this.#pack });
      this.#pack = mode === "packed" ? 1 : 0;
    } else return;
    this.packChanges.push({ tokenIndex, value: this.#pack });
  }

  /** What nothing was pushed for changes nothing. */
  #pop(label: string | undefined): void {
    const labelled = label === undefined ? -1 : this.#packs.findLastIndex((saved) => saved.label === label);
    const isLast = label === undefined || (labelled < 0 && this.#popsUnknown);
    const saved = this.#packs[isLast ? this.#packs.length - 1 : labelled];
    if (saved === undefined) return;
    this.#pack = saved.value;
    this.#packs.length = this.#packs.lastIndexOf(saved);
  }

  #saveOrRestore(action: "push_macro" | "pop_macro", line: readonly Token[]): void {
    const name = line.find((token) => token.kind === "string")?.text.slice(1, -1);
    if (name === undefined) return;
    let saved = this.#savedMacros.get(name);
    if (saved === undefined) this.#savedMacros.set(name, (saved = []));
    if (action === "push_macro") {
      saved.push(this.#macros.get(name));
    } else if (saved.length > 0) {
      const macro = saved.pop();
      if (macro === undefined) this.#macros.delete(name);
      else this.#macros.set(name, macro);
    }
  }
}

/** Gives the bytes that `pack` asks for; `undefined` for what is no alignment. */
function packOf(text: string): number | undefined {
  const value = Number(parseIntegerLiteral(text)?.value ?? -1n);
  return [0, 1, 2, 4, 8, 16].includes(value) ? value : undefined;
}
