/** What a spec claims, as C expressions whose values a compiler knows. */
import { declarationKey } from "../spec/declaration-key.ts";
import type { SpecConstant, SpecDeclaration, SpecRecord } from "../spec/model.ts";
import { isRecord, SpecIndex } from "../spec/spec-index.ts";
import type { SpecType } from "../spec/type-model.ts";
import { spellRecord, untaggedTypes } from "../spec/untagged-types.ts";
import { visitMembers } from "../spec/visit-members.ts";
import { canAskTypedef, renderTypeQuestion } from "../verify/render-type-question.ts";

/** One claim. */
export interface Claim {
  /** What it is about, for people: `size of struct Point`. */
  readonly subject: string;
  /** The key of the declaration that makes it. */
  readonly key: string;
  /** The C expression. */
  readonly question: string;
  readonly expected: bigint | number | string;
  /** Whether the compiler's value may be larger. */
  readonly isMinimum: boolean;
  /** An expression that is the member of which the claim says something. */
  readonly member?: string | undefined;
}

/** Where a spec says that a bit-field lies. */
export interface BitFieldClaim {
  /** What it is about, for people: `place of b in struct flags`. */
  readonly subject: string;
  readonly key: string;
  /** The record as C spells it, and the member by its name in that. */
  readonly record: string;
  readonly member: string;
  /** From the start of the record. */
  readonly bitOffset: number;
  readonly bitWidth: number;
}

/** The C type that a spec gives something. */
export interface TypeClaim {
  /** What it is about, for people: `type of compress`. */
  readonly subject: string;
  readonly key: string;
  /** An expression of the type, and of a pointer to it. */
  readonly expression: string;
  readonly address: string;
  /** The type as C spells it. */
  readonly expected: string;
  /** Whether two types of C are one. */
  readonly question: string;
}

/** All that a spec claims. C has no offsets of bit-fields, so that those are apart. */
export interface Claims {
  readonly values: readonly Claim[];
  readonly bitFields: readonly BitFieldClaim[];
  readonly types: readonly TypeClaim[];
}

/**
 * Lists the sizes, alignments, offsets, bit-fields, enumerators, constants and types that declarations state.
 *
 * @param localNames What no compiler can be asked about, because C forgets it at the end of a parameter list.
 */
export function listClaims(declarations: readonly SpecDeclaration[], localNames: ReadonlySet<string>): Claims {
  return new ClaimList(declarations, localNames).list();
}

class ClaimList {
  readonly #declarations: readonly SpecDeclaration[];
  readonly #index: SpecIndex;
  readonly #untagged: ReadonlySet<string>;
  readonly #localNames: ReadonlySet<string>;
  readonly #claims: Claim[] = [];
  readonly #bitFields: BitFieldClaim[] = [];
  readonly #types: TypeClaim[] = [];

  constructor(declarations: readonly SpecDeclaration[], localNames: ReadonlySet<string>) {
    this.#localNames = localNames;
    this.#declarations = declarations;
    this.#index = SpecIndex.of(declarations);
    this.#untagged = untaggedTypes(declarations);
  }

  list(): Claims {
    for (const declaration of this.#declarations) {
      const key = declarationKey(declaration);
      // To the compiler a variable is no constant, even if it never changes.
      const isLocal = this.#localNames.has(declaration.name);
      if (declaration.kind === "constant" && declaration.isVariable !== true && !isLocal)
        this.#addConstant(key, declaration);
      if (declaration.kind === "enum") {
        const known = declaration.enumerators.filter(({ name }) => !this.#localNames.has(name));
        for (const { name, value } of known) this.#add(key, `value of ${name}`, name, value);
      }
      // C cannot name what has a name of ours; it is asked for through what contains it.
      if (isRecord(declaration) && !declaration.name.includes(".") && !isLocal) this.#addRecord(key, declaration);
      this.#addDeclaredType(key, declaration);
    }
    return { values: this.#claims, bitFields: this.#bitFields, types: this.#types };
  }

  #addDeclaredType(key: string, declaration: SpecDeclaration): void {
    const { kind, name } = declaration;
    // A macro has no type; the compiler checks it with the wrapper.
    if (kind === "function" && declaration.isMacro !== true && !this.#localNames.has(name)) {
      const parameters = declaration.parameters.map(({ type }) => type);
      this.#addType(key, name, { type: { ...declaration, parameters, qualifiers: [] }, expression: `(${name})` });
    } else if (kind === "variable") this.#addType(key, name, { type: declaration.type, expression: `(${name})` });
    else if (kind === "typedef" && canAskTypedef(declaration))
      this.#addType(key, name, { type: declaration.type, expression: `(*(${name} *)0)` });
  }

  #addType(
    key: string,
    name: string,
    { type, expression }: { readonly type: SpecType; readonly expression: string },
  ): void {
    const asked = renderTypeQuestion({ text: expression }, type, { index: this.#index, untagged: this.#untagged });
    if (asked === undefined) return;
    const { question, spelled: expected } = asked;
    this.#types.push({ subject: `type of ${name}`, key, expression, address: `&${expression}`, expected, question });
  }

  #add(key: string, subject: string, question: string, expected: Claim["expected"]): void {
    this.#claims.push({ key, subject, question, expected, isMinimum: false });
  }

  #addRecord(key: string, record: SpecRecord): void {
    const { byteLength, alignment } = record;
    const spelled = spellRecord(record, this.#untagged);
    this.#add(key, `size of ${spelled}`, `sizeof(${spelled})`, BigInt(byteLength));
    // The only name of a struct without a tag is a typedef, and that may ask for more alignment of its own.
    this.#claims.push({
      key,
      subject: `alignment of ${spelled}`,
      question: `__alignof__(${spelled})`,
      expected: BigInt(alignment),
      isMinimum: record.isAnonymous,
    });
    visitMembers(record.members, this.#index, ({ name, bitWidth }, bitOffset) => {
      if (bitWidth === undefined) {
        const question = `__builtin_offsetof(${spelled}, ${name})`;
        const subject = `offset of ${name} in ${spelled}`;
        const member = `((${spelled} *)0)->${name}`;
        this.#claims.push({ key, subject, question, expected: BigInt(bitOffset / 8), isMinimum: false, member });
        return;
      }
      const place = { record: spelled, member: name, bitOffset, bitWidth };
      this.#bitFields.push({ subject: `place of ${name} in ${spelled}`, key, ...place });
    });
  }

  #addConstant(key: string, { name, value, type }: SpecConstant): void {
    const subject = `value of ${name}`;
    switch (value.kind) {
      case "integer":
        return this.#add(key, subject, `(${name})`, value.value);
      case "float":
        return this.#add(key, subject, `(double)(${name})`, value.value);
      case "string":
        // Wide characters are asked for by their number only.
        if (type.kind === "array" && type.element.kind === "integer" && type.element.name === "char") {
          return this.#add(key, subject, name, value.text);
        }
        return this.#add(key, `size of ${name}`, `sizeof(${name}) / sizeof(*${name})`, BigInt(lengthOf(type)));
      case "bytes":
        return this.#add(key, `size of ${name}`, `sizeof(${name})`, BigInt(value.bytes.length + 1));
      case "pointer":
        return this.#add(key, subject, `(uintptr_t)(${name})`, value.address);
      default:
        return value satisfies never;
    }
  }
}

function lengthOf(type: SpecConstant["type"]): number {
  return type.kind === "array" ? (type.length ?? 0) : 0;
}
