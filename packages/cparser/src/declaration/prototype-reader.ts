/**
 * Reads many prototypes quickly. Libraries declare hundreds of functions with few different types, so the spelling of each
 * type is parsed once (by `prototype.ts`) and looked up from then on, and prototypes that differ in the name alone share one
 * function type, which is found by what stands around the name. Whatever is not plain is left to the parser.
 */
import type { CType, FunctionType } from "@koine/ctypes";
import { keywordOf } from "./keywords.ts";
import { parseDeclaration } from "./prototype.ts";
import type { ParsedDeclaration, Prototype } from "./prototype.ts";
import { lowerSpelling } from "./prototype-types.ts";
import { PrototypeNames } from "./prototype-names.ts";
import type { PrototypeTypes } from "./prototype-names.ts";

// Words and stars, one pair of parentheses.
const plainText = /^([\w\s*]*[\s*])([A-Za-z_]\w*)\s*\(([\w\s*,]*)\)\s*;?\s*$/;
const plainName = /^[A-Za-z_]\w*$/;
const trailingWord = /^(.*[\s*])([A-Za-z_]\w*)$/s;

/** Parses declarations of functions and variables that share one set of given types. */
export class PrototypeReader {
  readonly #types: PrototypeTypes | undefined;
  readonly #spellings: Spellings;

  /** Whether prototypes may name types that the parser does not know by itself. */
  readonly hasGivenTypes: boolean;

  constructor(types?: PrototypeTypes) {
    this.#types = types;
    this.hasGivenTypes = types !== undefined;
    this.#spellings = {
      names: new PrototypeNames(types),
      parameters: new Map(),
      results: new Map(),
      functions: new Map(),
      surroundings: new Map(),
    };
  }

  /**
   * Parses a declaration; the result is that of {@link parseDeclaration}.
   *
   * @param likelyName What may be the declared name: where it is, reading is quicker.
   * @throws {FfiError} `FFI_DECLARATION_SYNTAX`, `FFI_DECLARATION_TYPE`.
   */
  read(text: string, likelyName: string = ""): ParsedDeclaration {
    const known = lookUpAround(text, likelyName, this.#spellings) ?? lookUp(text, this.#spellings);
    if (known !== undefined) return known;
    const parsed = parseDeclaration(text, { types: this.#types });
    if (parsed.type.kind === "function") remember(text, parsed as Prototype, this.#spellings);
    return parsed;
  }
}

/** What spellings mean, as the parser said. */
interface Spellings {
  readonly names: PrototypeNames;
  readonly parameters: Map<string, CType>;
  readonly results: Map<string, CType>;
  /** Function types by all of a prototype but the name. */
  readonly functions: Map<string, FunctionType>;
  /** Function types of plain prototypes by the text before the name, then by the text behind it. */
  readonly surroundings: Map<string, Map<string, FunctionType>>;
}

/** Finds out what a prototype declares if one is known that differs from it in the name alone. */
function lookUpAround(text: string, name: string, spellings: Spellings): Prototype | undefined {
  const start = text.indexOf(name);
  if (start <= 0) return undefined;
  const type = spellings.surroundings.get(text.slice(0, start))?.get(text.slice(start + name.length));
  if (type === undefined || !plainName.test(name) || isTypeWord(name, spellings)) return undefined;
  return { name, symbol: name, type };
}

/** The text before a plain prototype's name ends a word and the text behind it begins none: other names fit there. */
function rememberAround(
  text: string,
  [, before = "", name = ""]: RegExpExecArray,
  type: FunctionType,
  spellings: Spellings,
): void {
  let byRest = spellings.surroundings.get(before);
  if (byRest === undefined) spellings.surroundings.set(before, (byRest = new Map<string, FunctionType>()));
  byRest.set(text.slice(before.length + name.length), type);
}

/** Finds out what a plain prototype declares, if every spelling in it is known. */
function lookUp(text: string, spellings: Spellings): Prototype | undefined {
  const match = plainText.exec(text);
  if (match === null) return undefined;
  // Each by its index: destructuring an array takes longer than the pattern, in code that runs once per prototype.
  const result = match[1] as string;
  const name = match[2] as string;
  const list = match[3] as string;
  if (isTypeWord(name, spellings)) return undefined;
  const key = `${result}(${list}`;
  let type = spellings.functions.get(key);
  if (type === undefined) {
    type = lookUpFunction(result, list, spellings);
    if (type === undefined) return undefined;
    spellings.functions.set(key, type);
  }
  rememberAround(text, match, type, spellings);
  return { name, symbol: name, type };
}

function lookUpFunction(resultText: string, listText: string, spellings: Spellings): FunctionType | undefined {
  const result = findSpelling(resultText.trim(), "result", spellings);
  if (result === undefined) return undefined;
  const types: CType[] = [];
  const names: (string | undefined)[] = [];
  const list = listText.trim();
  for (const item of list === "void" ? [] : list.split(",")) {
    const parameter = cutParameter(item, spellings);
    const type = findSpelling(parameter.spelling, "parameter", spellings);
    if (type === undefined) return undefined;
    // The parser tells what is wrong with it.
    if (parameter.name !== undefined && names.includes(parameter.name)) return undefined;
    types.push(type);
    names.push(parameter.name);
  }
  Object.freeze(types);
  Object.freeze(names);
  return Object.freeze({ kind: "function", parameters: types, result, parameterNames: names, isVariadic: false });
}

function findSpelling(spelling: string, place: "parameter" | "result", spellings: Spellings): CType | undefined {
  const known = place === "result" ? spellings.results : spellings.parameters;
  let type = known.get(spelling);
  if (type === undefined) {
    type = lowerSpelling(spelling, place, spellings.names);
    if (type !== undefined) known.set(spelling, type);
  }
  return type;
}

/** Cuts a parameter in the spelling of its type and its name; a word that is part of a type is no name. */
function cutParameter(item: string, spellings: Spellings): { spelling: string; name: string | undefined } {
  const text = item.trim();
  const match = trailingWord.exec(text);
  if (match === null || isTypeWord(match[2] as string, spellings)) return { spelling: text, name: undefined };
  return { spelling: (match[1] as string).trimEnd(), name: match[2] };
}

function isTypeWord(word: string, { names }: Spellings): boolean {
  return keywordOf(word) !== undefined || names.findTypedef(word) !== undefined;
}

/** Only what the parser understood in the same way is remembered, so that a look-up cannot mean something else. */
function remember(text: string, { name, symbol, type }: Prototype, spellings: Spellings): void {
  const match = plainText.exec(text);
  if (match === null || match[2] !== name || symbol !== name || type.isVariadic) return;
  const list = (match[3] as string).trim();
  const items = list === "void" ? [] : list.split(",").map((item) => cutParameter(item, spellings));
  if (items.length !== type.parameters.length) return;
  if (items.some((item, index) => item.name !== type.parameterNames[index])) return;
  spellings.results.set((match[1] as string).trim(), type.result);
  items.forEach((item, index) => spellings.parameters.set(item.spelling, type.parameters[index] as CType));
}
