/**
 * Reads many prototypes quickly. Libraries declare hundreds of functions with few different types, so the spelling of each
 * type is parsed once (by `prototype.ts`) and looked up from then on. Whatever is not plain is left to the parser.
 */
import type { CType } from "@koine/ctypes";
import { keywordOf } from "./keywords.ts";
import { parsePrototype } from "./prototype.ts";
import type { Prototype } from "./prototype.ts";
import { PrototypeNames } from "./prototype-names.ts";
import type { PrototypeTypes } from "./prototype-names.ts";

/** One parameter in plain text: the spelling of its type, and its name. */
interface PlainParameter {
  readonly spelling: string;
  readonly name: string | undefined;
}

/** A prototype without function pointers, arrays and attributes, cut in pieces. */
interface PlainPrototype {
  readonly name: string;
  readonly resultSpelling: string;
  readonly parameters: readonly PlainParameter[];
}

// Words and stars, one pair of parentheses.
const plainText = /^([\w\s*]*[\s*])(\w+)\s*\(([\w\s*,]*)\)\s*;?\s*$/;
const trailingWord = /^(.*[\s*])([A-Za-z_]\w*)$/s;

/** Parses prototypes that share one set of given types. */
export class PrototypeReader {
  readonly #types: PrototypeTypes | undefined;
  readonly #names: PrototypeNames;
  readonly #parameterTypes = new Map<string, CType>();
  readonly #resultTypes = new Map<string, CType>();

  constructor(types?: PrototypeTypes) {
    this.#types = types;
    this.#names = new PrototypeNames(types);
  }

  /**
   * Parses a prototype; the result is that of {@link parsePrototype}.
   *
   * @throws {FfiError} `FFI_DECLARATION_SYNTAX`, `FFI_DECLARATION_TYPE`.
   */
  read(text: string): Prototype {
    const plain = this.#cut(text);
    const known = plain === undefined ? undefined : this.#lookUp(plain);
    if (known !== undefined) return known;
    const parsed = parsePrototype(text, { types: this.#types });
    if (plain !== undefined) this.#remember(plain, parsed);
    return parsed;
  }

  #cut(text: string): PlainPrototype | undefined {
    const match = plainText.exec(text);
    if (match === null) return undefined;
    const [, resultSpelling = "", name = "", list = ""] = match;
    if (this.#isTypeWord(name)) return undefined;
    const trimmed = list.trim();
    const parameters =
      trimmed === "void" ? [] : trimmed.split(",").map((parameter) => this.#cutParameter(parameter.trim()));
    return { name, resultSpelling: resultSpelling.trim(), parameters };
  }

  #cutParameter(text: string): PlainParameter {
    const match = trailingWord.exec(text);
    const name = match?.[2];
    if (name === undefined || this.#isTypeWord(name)) return { spelling: text, name: undefined };
    return { spelling: (match?.[1] ?? "").trimEnd(), name };
  }

  #isTypeWord(word: string): boolean {
    return keywordOf(word) !== undefined || this.#names.findTypedef(word) !== undefined;
  }

  #lookUp({ name, resultSpelling, parameters }: PlainPrototype): Prototype | undefined {
    const result = this.#resultTypes.get(resultSpelling);
    if (result === undefined) return undefined;
    const types: CType[] = [];
    const names: (string | undefined)[] = [];
    for (const parameter of parameters) {
      const type = this.#parameterTypes.get(parameter.spelling);
      if (type === undefined) return undefined;
      types.push(type);
      names.push(parameter.name);
    }
    const type = {
      kind: "function",
      parameters: Object.freeze(types),
      result,
      parameterNames: Object.freeze(names),
      isVariadic: false,
    } as const;
    return { name, symbol: name, type: Object.freeze(type) };
  }

  /** Only what the parser understood in the same way is remembered, so that a look-up cannot mean something else. */
  #remember(plain: PlainPrototype, { name, symbol, type }: Prototype): void {
    if (plain.name !== name || symbol !== name || type.isVariadic) return;
    if (plain.parameters.length !== type.parameters.length) return;
    if (plain.parameters.some((parameter, index) => parameter.name !== type.parameterNames[index])) return;
    this.#resultTypes.set(plain.resultSpelling, type.result);
    plain.parameters.forEach((parameter, index) => {
      const parameterType = type.parameters[index];
      if (parameterType !== undefined) this.#parameterTypes.set(parameter.spelling, parameterType);
    });
  }
}
