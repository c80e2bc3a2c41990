/**
 * The parser of the type strings that `render-type.ts` prints. Strict: what it accepts prints back as the same text.
 */
import { referencePrefixes } from "./render-type.ts";
import { conventionNames, floatNames, integerNames, qualifierNames } from "./type-model.ts";
import type { SpecConvention, SpecFunctionType, SpecQualifier, SpecReference, SpecType } from "./type-model.ts";

/** Why a type string cannot be read; `offset` counts UTF-16 code units. */
export class TypeSyntaxError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/**
 * Parses a type string.
 *
 * @throws {TypeSyntaxError} When the text is not a type, or something follows it.
 */
export function parseType(text: string): SpecType {
  const parser = new TypeParser(text);
  const type = parser.parseType();
  parser.expectEnd();
  return type;
}

// Longest first, so that "long" does not win over "long long".
const integersByLength = integerNames.toSorted((left, right) => right.length - left.length);
const floatsByLength = floatNames.toSorted((left, right) => right.length - left.length);
const references = Object.entries(referencePrefixes) as readonly (readonly [SpecReference["to"], string])[];

/** Deeper than any type that is meant; each level takes room on the stack. */
const mostLevels = 1000;

class TypeParser {
  readonly #text: string;
  #offset = 0;
  #levels = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parseType(): SpecType {
    const qualifiers: SpecQualifier[] = [];
    for (const qualifier of qualifierNames) {
      if (this.#accept(`${qualifier} `)) qualifiers.push(qualifier);
    }
    if (++this.#levels > mostLevels) this.#fail(`more than ${mostLevels} types are inside of each other`);
    const type = Object.freeze({ ...this.#parseUnqualified(), qualifiers: Object.freeze(qualifiers) });
    this.#levels--;
    return type;
  }

  expectEnd(): void {
    if (this.#offset < this.#text.length) this.#fail("unexpected text after the type");
  }

  #parseUnqualified(): SpecType {
    if (this.#accept("*")) return { kind: "pointer", target: this.parseType(), qualifiers: [] };
    if (this.#accept("[")) return this.#parseArray();
    return this.#parseFunction() ?? this.#parseReference() ?? this.#parseSpecial() ?? this.#parseBasic();
  }

  #parseArray(): SpecType {
    const length = this.#accept("]") ? null : this.#parseCount("]");
    return { kind: "array", element: this.parseType(), length, qualifiers: [] };
  }

  #parseFunction(): SpecFunctionType | undefined {
    const convention = conventionNames.find((name) => this.#accept(`${name} fn(`)) ?? null;
    if (convention === null && !this.#accept("fn(")) return undefined;
    return this.#parseParameters(convention);
  }

  #parseParameters(convention: SpecConvention | null): SpecFunctionType {
    const parameters: SpecType[] = [];
    const hasPrototype = !this.#accept("?)");
    let isVariadic = false;
    if (hasPrototype && !this.#accept(")")) {
      for (;;) {
        isVariadic = this.#accept("...");
        if (!isVariadic) parameters.push(this.parseType());
        if (this.#accept(")")) break;
        if (isVariadic) this.#fail('expected ")" after "..."');
        this.#expect(", ");
      }
    }
    this.#expect(" ");
    return {
      kind: "function",
      parameters,
      result: this.parseType(),
      isVariadic,
      hasPrototype,
      convention,
      qualifiers: [],
    };
  }

  #parseReference(): SpecType | undefined {
    for (const [to, prefix] of references) {
      if (this.#accept(prefix)) return { kind: "reference", to, name: this.#parseName(), qualifiers: [] };
    }
    return undefined;
  }

  #parseSpecial(): SpecType | undefined {
    if (this.#accept("vec(")) {
      const length = this.#parseCount(") ");
      return { kind: "vector", element: this.parseType(), length, qualifiers: [] };
    }
    if (this.#accept("complex ")) {
      const component =
        this.#acceptName([...floatsByLength, ...integersByLength]) ?? this.#fail("expected a type name");
      return { kind: "complex", component, qualifiers: [] };
    }
    if (this.#accept("unsupported(")) {
      const text = /^"(?:[^"\\]|\\.)*"/.exec(this.#rest())?.[0] ?? this.#fail("expected a quoted text");
      this.#offset += text.length;
      this.#expect(")");
      return { kind: "unsupported", text: this.#parseQuoted(text), qualifiers: [] };
    }
    return undefined;
  }

  #parseQuoted(text: string): string {
    try {
      return JSON.parse(text) as string;
    } catch {
      return this.#fail("unexpected escape in the quoted text before");
    }
  }

  #parseBasic(): SpecType {
    // Floating types first: "long double" starts with the name of an integer type.
    const float = this.#acceptName(floatsByLength);
    if (float !== undefined) return { kind: "float", name: float, qualifiers: [] };
    const integer = this.#acceptName(integersByLength);
    if (integer !== undefined) return { kind: "integer", name: integer, qualifiers: [] };
    if (this.#acceptName(["void"]) !== undefined) return { kind: "void", qualifiers: [] };
    if (this.#acceptName(["bool"]) !== undefined) return { kind: "bool", qualifiers: [] };
    if (this.#acceptName(["va_list"]) !== undefined) return { kind: "va-list", qualifiers: [] };
    return this.#fail("expected a type");
  }

  #parseCount(end: string): number {
    const digits = /^(?:0|[1-9]\d*)/.exec(this.#rest())?.[0] ?? this.#fail("expected a number");
    const count = Number(digits);
    if (!Number.isSafeInteger(count)) this.#fail("the number is too large");
    this.#offset += digits.length;
    this.#expect(end);
    return count;
  }

  #parseName(): string {
    const name = /^[\p{ID_Continue}$.]+/u.exec(this.#rest())?.[0] ?? this.#fail("expected a name");
    this.#offset += name.length;
    return name;
  }

  /** Accepts one of the names where no longer word goes on. */
  #acceptName<TName extends string>(names: readonly TName[]): TName | undefined {
    const rest = this.#rest();
    const found = names.find((name) => rest.startsWith(name) && !/^[\p{ID_Continue}$:]/u.test(rest.slice(name.length)));
    this.#offset += found?.length ?? 0;
    return found;
  }

  #accept(text: string): boolean {
    const isThere = this.#text.startsWith(text, this.#offset);
    if (isThere) this.#offset += text.length;
    return isThere;
  }

  #expect(text: string): void {
    if (!this.#accept(text)) this.#fail(`expected ${JSON.stringify(text)}`);
  }

  #rest(): string {
    return this.#text.slice(this.#offset);
  }

  #fail(message: string): never {
    throw new TypeSyntaxError(`${message} at offset ${this.#offset} of type "${this.#text}"`, this.#offset);
  }
}
