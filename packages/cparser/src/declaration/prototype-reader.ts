/**
 * Reads many prototypes quickly. Libraries declare hundreds of functions with few different types, so the spelling of each
 * type is parsed once (by `prototype.ts`) and looked up from then on, and prototypes that differ in the name alone share one
 * function type, which is found by what stands around the name. Whatever is not plain is left to the parser.
 */
import type { CType, FunctionType } from "@koine/ctypes";
import { keywordNames, keywordOf } from "./keywords.ts";
import { parseDeclaration } from "./prototype.ts";
import type { ParsedDeclaration, Prototype } from "./prototype.ts";
import { lowerSpelling } from "./prototype-types.ts";
import { PrototypeNames, standardTypeNames } from "./prototype-names.ts";
import type { PrototypeTypes } from "./prototype-names.ts";

const plainName = /^[A-Za-z_]\w*$/;
const trailingWord = /^(.*[\s*])([A-Za-z_]\w*)$/s;
/** What JavaScript may take for white space, and C does not. */
const foreignCharacter = /[^\0-\x7f]/;

/** Parses declarations of functions and variables that share one set of given types. */
export class PrototypeReader {
  /** Whether prototypes may name types that the parser does not know by itself. */
  readonly hasGivenTypes: boolean;
  readonly #types: PrototypeTypes | undefined;
  readonly #spellings: Spellings;

  constructor(types?: PrototypeTypes) {
    this.#types = types;
    this.hasGivenTypes = types !== undefined;
    this.#spellings = {
      names: new PrototypeNames(types),
      words: knownWords(),
      parameters: new Map(),
      results: new Map(),
      functions: new Map(),
      surroundings: new Map(),
      last: { before: "", after: "", type: undefined },
    };
  }

  /**
   * Parses a declaration; the result is that of {@link parseDeclaration}.
   *
   * @param likelyName What may be the declared name: where it is, reading is quicker.
   * @throws {FfiError} `FFI_DECLARATION_SYNTAX`, `FFI_DECLARATION_TYPE`.
   */
  read(text: string, likelyName: string = ""): ParsedDeclaration {
    const type = this.findType(text, likelyName);
    if (type !== undefined) return { name: likelyName, symbol: likelyName, type };
    const known = lookUp(text, this.#spellings);
    if (known !== undefined) return known;
    const parsed = parseDeclaration(text, { types: this.#types });
    if (parsed.type.kind === "function") remember(text, parsed as Prototype, this.#spellings);
    return parsed;
  }

  /**
   * Finds the type of a function of a certain name if a prototype is known that differs in the name alone; `undefined` says nothing.
   * What {@link PrototypeReader.read} gives for it has that name, and the symbol is the name.
   */
  findType(text: string, name: string): FunctionType | undefined {
    const spellings = this.#spellings;
    const { before, after, type } = spellings.last;
    // Functions of the same type follow each other often: comparing makes no strings.
    const start = before.length;
    const isAlike =
      text.length === start + name.length + after.length &&
      text.startsWith(name, start) &&
      text.startsWith(before) &&
      text.endsWith(after);
    const found = isAlike ? type : findTypeAround(text, name, spellings);
    if (found === undefined || spellings.words.has(name) || !plainName.test(name)) return undefined;
    return this.hasGivenTypes && isTypeWord(name, spellings) ? undefined : found;
  }
}

function findTypeAround(text: string, name: string, spellings: Spellings): FunctionType | undefined {
  const place = text.indexOf(name);
  if (place <= 0) return undefined;
  const last = { before: text.slice(0, place), after: text.slice(place + name.length) };
  const found = spellings.surroundings.get(last.before)?.get(last.after);
  if (found !== undefined) spellings.last = { ...last, type: found };
  return found;
}

/** What spellings mean, as the parser said. */
interface Spellings {
  readonly names: PrototypeNames;
  /** Those that are no names whatever types are given. */
  readonly words: ReadonlySet<string>;
  readonly parameters: Map<string, CType>;
  readonly results: Map<string, CType>;
  /** Function types by all of a prototype but the name. */
  readonly functions: Map<string, FunctionType>;
  /** Function types of plain prototypes by the text before the name, then by the text behind it. */
  readonly surroundings: Map<string, Map<string, FunctionType>>;
  /** The surroundings that were found last; of no type at first. */
  last: { readonly before: string; readonly after: string; readonly type: FunctionType | undefined };
}

/** The parts of a prototype that may be plain. */
interface PrototypeParts {
  /** What stands before the name: it ends a word. */
  readonly before: string;
  readonly name: string;
  /** What stands in the parentheses. */
  readonly list: string;
}

/** Cuts a prototype of one pair of parentheses, with nothing behind them. What the parts are made of is not looked at. */
function cutPrototype(text: string): PrototypeParts | undefined {
  if (foreignCharacter.test(text)) return undefined;
  const open = text.indexOf("(");
  const close = text.indexOf(")", open);
  if (open < 0 || close < 0) return undefined;
  const end = text.slice(close + 1).trim();
  if (end !== "" && end !== ";") return undefined;
  const match = trailingWord.exec(text.slice(0, open).trimEnd());
  if (match === null) return undefined;
  return { before: match[1] as string, name: match[2] as string, list: text.slice(open + 1, close) };
}

/** Finds out what a plain prototype declares, if every spelling in it is known. */
function lookUp(text: string, spellings: Spellings): Prototype | undefined {
  const parts = cutPrototype(text);
  if (parts === undefined) return undefined;
  const { before, name, list } = parts;
  if (isTypeWord(name, spellings)) return undefined;
  const key = `${before}(${list}`;
  let type = spellings.functions.get(key);
  if (type === undefined) {
    type = lookUpFunction(before, list, spellings);
    if (type === undefined) return undefined;
    spellings.functions.set(key, type);
  }
  // The text before the name ends a word and the text behind it begins none: other names fit there.
  let byRest = spellings.surroundings.get(before);
  if (byRest === undefined) spellings.surroundings.set(before, (byRest = new Map<string, FunctionType>()));
  byRest.set(text.slice(before.length + name.length), type);
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

let words: ReadonlySet<string> | undefined;

/** Gives the words that are no names in any prototype. */
function knownWords(): ReadonlySet<string> {
  return (words ??= new Set([...keywordNames(), ...standardTypeNames()]));
}

function isTypeWord(word: string, { names }: Spellings): boolean {
  return keywordOf(word) !== undefined || names.findType(word) !== undefined;
}

/** Only what the parser understood in the same way is remembered, so that a look-up cannot mean something else. */
function remember(text: string, { name, symbol, type }: Prototype, spellings: Spellings): void {
  const parts = cutPrototype(text);
  if (parts === undefined || parts.name !== name || symbol !== name || type.isVariadic) return;
  const list = parts.list.trim();
  const items = list === "void" ? [] : list.split(",").map((item) => cutParameter(item, spellings));
  if (items.length !== type.parameters.length) return;
  if (items.some((item, index) => item.name !== type.parameterNames[index])) return;
  spellings.results.set(parts.before.trim(), type.result);
  items.forEach((item, index) => spellings.parameters.set(item.spelling, type.parameters[index] as CType));
}
