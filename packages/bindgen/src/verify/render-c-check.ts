/**
 * A C file that compiles only if the compiler agrees with a spec: sizes, alignments, offsets, values, and the types of
 * functions and variables. The spec says, the user's own compiler judges.
 *
 * @see C17 6.7.10 (static assertions), GNU C `__builtin_types_compatible_p`
 */
import type { Spec, SpecConstant, SpecDeclaration, SpecEnum, SpecRecord } from "../spec/model.ts";
import { SpecIndex } from "../spec/spec-index.ts";
import type { SpecType } from "../spec/type-model.ts";
import { spellRecord, untaggedTypes } from "../spec/untagged-types.ts";
import { visitMembers } from "../spec/visit-members.ts";
import { renderCPrelude } from "./render-c-prelude.ts";
import { canAskTypedef, renderTypeQuestion } from "./render-type-question.ts";

/** Renders the checks of a spec, for a compiler of its first target. The headers must be on the include path. */
export function renderCCheck(spec: Spec): string {
  return new CCheck(spec).render();
}

class CCheck {
  readonly #spec: Spec;
  readonly #index: SpecIndex;
  /** `struct Point` for each record and enum that C knows only by a typedef. */
  readonly #untagged: ReadonlySet<string>;
  readonly #lines: string[] = [];

  constructor(spec: Spec) {
    this.#spec = spec;
    this.#index = SpecIndex.of(spec.declarations);
    this.#untagged = untaggedTypes(spec.declarations);
  }

  render(): string {
    const { head, declarations } = this.#spec;
    for (const declaration of declarations) this.#check(declaration);
    const spell = (names: readonly string[]): readonly string[] => names.map((name) => `<${name}>`);
    const spelled = { headers: spell(head.headers), preincludes: spell(head.preincludes ?? []) };
    return [renderCPrelude(this.#spec, spelled), ...this.#lines, ""].join("\n");
  }

  #check(declaration: SpecDeclaration): void {
    switch (declaration.kind) {
      case "function":
        // A macro has no type; the compiler checks it with the wrapper.
        if (declaration.isMacro === true) return;
        this.#checkType(`(${declaration.name})`, {
          ...declaration,
          parameters: declaration.parameters.map((item) => item.type),
          qualifiers: [],
        });
        return;
      case "variable":
        this.#checkType(declaration.name, declaration.type);
        return;
      case "typedef":
        if (canAskTypedef(declaration))
          this.#checkType(declaration.name, declaration.type, `(*(${declaration.name} *)0)`);
        return;
      case "struct":
      case "union":
        // C cannot name what has a name of ours; it is checked through what contains it.
        if (!declaration.name.includes(".")) this.#checkRecord(declaration);
        return;
      case "enum":
        this.#checkEnum(declaration);
        return;
      case "constant":
        this.#checkConstant(declaration);
        return;
      case "opaque":
      case "macro":
      case "alias":
        return;
      default:
        declaration satisfies never;
    }
  }

  #assert(condition: string, subject: string): void {
    this.#lines.push(`_Static_assert(${condition}, ${JSON.stringify(subject)});`);
  }

  /** @param value An expression of the type, where `subject` is the name of one. */
  #checkType(subject: string, type: SpecType, value = subject): void {
    const asked = renderTypeQuestion({ text: subject, value }, type, { index: this.#index, untagged: this.#untagged });
    if (asked !== undefined) this.#assert(asked.question, `${subject}: ${asked.spelled}`);
  }

  #checkRecord(record: SpecRecord): void {
    const spelled = spellRecord(record, this.#untagged);
    this.#assert(`sizeof(${spelled}) == ${record.byteLength}`, `size of ${spelled}`);
    // GCC's `_Alignof` knows nothing that is aligned to more than the widest register, such as vectors of AVX without `-mavx`.
    // The only name of a struct without a tag is a typedef, and that may ask for more alignment of its own.
    const comparison = record.isAnonymous ? ">=" : "==";
    this.#assert(`__alignof__(${spelled}) ${comparison} ${record.alignment}`, `alignment of ${spelled}`);
    visitMembers(record.members, this.#index, ({ name, type, bitWidth }, bitOffset) => {
      // C has no offsets of bit-fields.
      if (bitWidth !== undefined) return;
      this.#assert(`offsetof(${spelled}, ${name}) == ${bitOffset / 8}`, `${name} of ${spelled}`);
      this.#checkType(`((${spelled} *)0)->${name}`, type);
    });
  }

  #checkEnum(declaration: SpecEnum): void {
    for (const { name, value } of declaration.enumerators) this.#assert(`${name} == ${renderInteger(value)}`, name);
  }

  #checkConstant({ name, value, type, isVariable = false }: SpecConstant): void {
    if (isVariable) {
      // Compilers know its value only where they optimize.
      if (value.kind !== "string" && value.kind !== "bytes") this.#checkType(name, type);
      return;
    }
    switch (value.kind) {
      case "integer":
        this.#assert(`(${name}) == ${renderInteger(value.value)}`, name);
        return;
      case "float":
        if (Number.isFinite(value.value)) this.#assert(`(double)(${name}) == ${renderFloat(value.value)}`, name);
        return;
      case "string":
        if (/^[\x20-\x7e]*$/.test(value.text) && isByteString(type))
          this.#assert(`__builtin_strcmp(${name}, ${JSON.stringify(value.text)}) == 0`, name);
        return;
      case "bytes":
        this.#assert(`sizeof(${name}) == ${value.bytes.length + 1}`, name);
        return;
      case "pointer":
        // No integer constant expression (C17 6.6p6), but compilers fold it.
        this.#assert(`(uintptr_t)(${name}) == 0x${value.address.toString(16)}ULL`, name);
        return;
      default:
        value satisfies never;
    }
  }
}

/** Tells whether a string is of `char`, not of wide characters. */
function isByteString(type: SpecType): boolean {
  return type.kind === "array" && type.element.kind === "integer" && type.element.name === "char";
}

function renderInteger(value: bigint): string {
  const high = value >> 64n;
  // C has no literals of 128 bits.
  if (high !== 0n && high !== -1n) {
    const type = high >= 2n ** 63n ? "unsigned __int128" : "__int128";
    return `((${type})${renderInteger(high)} * ((${type})1 << 64) + ${BigInt.asUintN(64, value)}ULL)`;
  }
  // There is no literal for the least value of a type (C17 6.4.4.1): it is the one below its neighbour.
  if (value < -(2n ** 63n) + 1n) return `(${value + 1n}LL - 1)`;
  return value < 2n ** 63n ? `${value}LL` : `${value}ULL`;
}

/** JavaScript's shortest decimals read back exactly (ECMA-262 6.1.6.1.20). */
function renderFloat(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
