/**
 * The basic types, one shared object per type and set of qualifiers, and how words such as `unsigned long` add up to
 * one of them.
 *
 * @see C17 6.7.2p2 (the list of type specifier multisets)
 */
import type { BasicWord } from "./keywords.ts";
import { qualifiersFromBits } from "./qualifiers.ts";
import type { DeclaredFloatName, DeclaredInteger, DeclaredIntegerName, DeclaredType } from "./type-model.ts";

/** Name of a basic type; complex types are named by their component. */
type BasicTypeName = DeclaredIntegerName | DeclaredFloatName | "void" | "bool" | "va_list";

const integerNames: ReadonlySet<string> = new Set<DeclaredIntegerName>([
  "char",
  "signed char",
  "unsigned char",
  "short",
  "unsigned short",
  "int",
  "unsigned int",
  "long",
  "unsigned long",
  "long long",
  "unsigned long long",
  "__int128",
  "unsigned __int128",
]);

const shared = new Map<string, DeclaredType[]>();

/** Gives the shared object for a basic type. */
export function basicType(name: BasicTypeName, qualifierBits: number = 0): DeclaredType {
  let variants = shared.get(name);
  if (variants === undefined) shared.set(name, (variants = []));
  return (variants[qualifierBits] ??= Object.freeze(makeBasicType(name, qualifierBits)));
}

function makeBasicType(name: BasicTypeName, qualifierBits: number): DeclaredType {
  const qualifiers = qualifiersFromBits(qualifierBits);
  if (name === "void" || name === "bool") return { kind: name, qualifiers };
  if (name === "va_list") return { kind: "va-list", qualifiers };
  return isIntegerName(name) ? { kind: "integer", name, qualifiers } : { kind: "float", name, qualifiers };
}

function isIntegerName(name: string): name is DeclaredIntegerName {
  return integerNames.has(name);
}

/** Gives the shared object for an unqualified integer type. */
export function integerType(name: DeclaredIntegerName): DeclaredInteger {
  return basicType(name) as DeclaredInteger;
}

/** The words of which a type has at most one. */
type BaseWord = Exclude<BasicWord, "long" | "short" | "signed" | "unsigned" | "complex">;

/** The basic words of one list of specifiers, as they are read. */
export class BasicWords {
  #base: BaseWord | undefined;
  #longs = 0;
  #isShort = false;
  #sign: "signed" | "unsigned" | undefined;
  #isComplex = false;
  /** Number of words so far. */
  count = 0;

  /** Forgets all words, so that one object serves many declarations. */
  clear(): void {
    this.#base = undefined;
    this.#longs = 0;
    this.#isShort = false;
    this.#sign = undefined;
    this.#isComplex = false;
    this.count = 0;
  }

  /** Adds a word; tells whether it goes with the words before it. */
  add(word: BasicWord): boolean {
    this.count++;
    switch (word) {
      case "long":
        return ++this.#longs <= 2 && !this.#isShort;
      case "short":
        if (this.#isShort) return false;
        this.#isShort = true;
        return this.#longs === 0;
      case "signed":
      case "unsigned": {
        const isFirst = this.#sign === undefined;
        this.#sign = word;
        return isFirst;
      }
      case "complex":
        if (this.#isComplex) return false;
        this.#isComplex = true;
        return true;
      default: {
        const isFirst = this.#base === undefined;
        this.#base = word;
        return isFirst;
      }
    }
  }

  /** Gives the type that the words add up to, `undefined` if C has none. */
  toType(qualifierBits: number): DeclaredType | undefined {
    const name = this.#toName();
    if (name === undefined || !this.#isComplex) return name === undefined ? undefined : basicType(name, qualifierBits);
    if (name === "void" || name === "bool" || name === "va_list") return undefined;
    return { kind: "complex", component: name, qualifiers: qualifiersFromBits(qualifierBits) };
  }

  #toName(): BasicTypeName | undefined {
    const base = this.#base;
    const isUnsigned = this.#sign === "unsigned";
    const hasLength = this.#longs > 0 || this.#isShort;
    switch (base) {
      case undefined:
        if (this.#isComplex && !hasLength && this.#sign === undefined) return "double";
        return this.#toIntegerName(isUnsigned);
      case "int":
        return this.#toIntegerName(isUnsigned);
      case "double":
        if (this.#sign !== undefined || this.#isShort || this.#longs > 1) return undefined;
        return this.#longs === 1 ? "long double" : "double";
      case "char":
        if (hasLength) return undefined;
        return this.#sign === undefined ? "char" : isUnsigned ? "unsigned char" : "signed char";
      case "__int8":
      case "__int16":
      case "__int64":
      case "__int128":
        return hasLength ? undefined : sizedIntegerName(base, isUnsigned);
      default:
        if (hasLength || this.#sign !== undefined) return undefined;
        if (base === "__uint128") return "unsigned __int128";
        // What x86 calculates with, which is the `long double` of all its targets that have GNU's words.
        return base === "__float80" ? "long double" : base;
    }
  }

  #toIntegerName(isUnsigned: boolean): BasicTypeName {
    const name = this.#isShort ? "short" : this.#longs === 2 ? "long long" : this.#longs === 1 ? "long" : "int";
    return isUnsigned ? `unsigned ${name}` : name;
  }
}

const singleWords = new Map<BasicWord, (DeclaredType | undefined)[]>();

/** Gives the type that one word is by itself, `undefined` if it is none. */
export function typeOfWord(word: BasicWord, qualifierBits: number): DeclaredType | undefined {
  let types = singleWords.get(word);
  if (types === undefined) singleWords.set(word, (types = []));
  const known = types[qualifierBits];
  if (known !== undefined) return known;
  const words = new BasicWords();
  words.add(word);
  return (types[qualifierBits] = words.toType(qualifierBits));
}

function sizedIntegerName(
  word: "__int8" | "__int16" | "__int64" | "__int128",
  isUnsigned: boolean,
): DeclaredIntegerName {
  switch (word) {
    case "__int8":
      return isUnsigned ? "unsigned char" : "char";
    case "__int16":
      return isUnsigned ? "unsigned short" : "short";
    case "__int64":
      return isUnsigned ? "unsigned long long" : "long long";
    case "__int128":
      return isUnsigned ? "unsigned __int128" : "__int128";
    default:
      return word satisfies never;
  }
}

/** An `int`, which C means wherever it says nothing else. */
export const intType: DeclaredInteger = integerType("int");

/** A `void` without qualifiers. */
export const voidType: DeclaredType = basicType("void");
