/**
 * Brings back the types of other headers that the chosen declarations name: complete where their size matters, and where they are the
 * C library's, which callers make themselves; else as opaque types where they are only pointed to. Typedefs come without the chain of
 * names behind them.
 */
import { isOfCLibrary } from "../header/wanted-files.ts";
import { declarationKey, referenceKey } from "../spec/declaration-key.ts";
import type { SpecDeclaration, SpecSkipped, SpecTypedef } from "../spec/model.ts";
import { toOpaque } from "../spec/opaque.ts";
import { isRecord, isTypeDeclaration, typesOf } from "../spec/spec-index.ts";
import type { SpecTypeDeclaration } from "../spec/spec-index.ts";
import { qualify } from "../spec/type-constructors.ts";
import type { SpecReference, SpecType } from "../spec/type-model.ts";
import { visitType } from "../spec/visit-type.ts";
import type { TypePosition } from "../spec/visit-type.ts";
import type { Pass } from "./pass.ts";

export const addNeededTypes: Pass = {
  name: "add-needed-types",
  summary: "Brings back types of other headers that are named; opaque where only pointed to, but for the C library's.",
  run: (state) => {
    const needed = new NeededTypes(state.declarations, state.others).collect();
    const names = new Set(needed.map((declaration) => declaration.name));
    const isBack = ({ kind, name }: SpecSkipped): boolean => kind === "type" && names.has(name);
    return {
      ...state,
      declarations: [...needed, ...state.declarations],
      skipped: state.skipped.filter((item) => !isBack(item)),
    };
  },
};

class NeededTypes {
  readonly #chosen: readonly SpecDeclaration[];
  readonly #chosenTypes: ReadonlyMap<string, SpecTypeDeclaration>;
  readonly #others: ReadonlyMap<string, SpecTypeDeclaration>;
  /** By key, how each is needed. */
  readonly #needed = new Map<string, TypePosition>();
  /** Chosen typedefs behind which types were looked for already, by position. */
  readonly #entered = { value: new Set<string>(), pointee: new Set<string>() };

  readonly #needPart = (part: SpecType, position: TypePosition): void => {
    if (part.kind === "reference") this.#needReference(part, position);
  };

  constructor(chosen: readonly SpecDeclaration[], others: readonly SpecDeclaration[]) {
    this.#chosen = chosen;
    this.#chosenTypes = typesByKey(chosen);
    this.#others = typesByKey(others);
  }

  /** Gives the needed declarations in the order of their files. */
  collect(): readonly SpecDeclaration[] {
    for (const declaration of this.#chosen) {
      const position = declaration.kind === "typedef" && this.#isPrivate(declaration.type) ? "pointee" : "value";
      for (const type of typesOf(declaration)) this.#need(type, position);
    }
    const lent: SpecDeclaration[] = [];
    if (this.#needed.size === 0) return lent;
    for (const [key, declaration] of this.#others) {
      const position = this.#needed.get(key);
      if (position !== undefined) lent.push(this.#lend(declaration, position));
    }
    return lent;
  }

  /** Whether a type is a record that only the C library makes: another name for it, as `#define FT_FILE FILE` is, wants no more of it. */
  #isPrivate(type: SpecType): boolean {
    const named = this.#shorten(type);
    const record = named.kind === "reference" ? this.#others.get(referenceKey(named)) : undefined;
    return record !== undefined && isRecord(record) && isOfCLibrary(record.file) && !isCallers(record);
  }

  #need(type: SpecType, position: TypePosition): void {
    visitType(type, this.#needPart, position);
  }

  #needReference(reference: SpecReference, position: TypePosition): void {
    const key = referenceKey(reference);
    const chosen = this.#chosenTypes.get(key);
    if (chosen !== undefined) {
      this.#needBehindTypedef(chosen, position);
      return;
    }
    const declaration = this.#others.get(key);
    const need = declaration !== undefined && isCallers(declaration) ? "value" : position;
    const known = this.#needed.get(key);
    if (known === "value" || known === need) return;
    this.#needed.set(key, need);
    if (declaration === undefined) return;
    if (declaration.kind === "typedef") this.#need(this.#shorten(declaration.type), position);
    else if (need === "value") for (const type of typesOf(declaration)) this.#need(type, "value");
  }

  /** A typedef says what it is for, whether it is chosen or not; what it names is needed as it is used. */
  #needBehindTypedef(declaration: SpecTypeDeclaration, position: TypePosition): void {
    if (declaration.kind !== "typedef") return;
    const entered = this.#entered[position];
    if (entered.has(declaration.name)) return;
    entered.add(declaration.name);
    this.#need(declaration.type, position);
  }

  #lend(declaration: SpecTypeDeclaration, position: TypePosition): SpecDeclaration {
    if (declaration.kind === "typedef") {
      return { ...declaration, type: this.#shorten(declaration.type) } satisfies SpecTypedef;
    }
    return isRecord(declaration) && position === "pointee" ? toOpaque(declaration) : declaration;
  }

  /** `off_t` is `__off_t` is `long`: names that nobody asked for are skipped. */
  #shorten(type: SpecType): SpecType {
    let current = type;
    for (;;) {
      if (current.kind !== "reference" || current.to !== "typedef") return current;
      const declaration = this.#others.get(referenceKey(current));
      if (declaration?.kind !== "typedef") return current;
      current = qualify(declaration.type, current.qualifiers);
    }
  }
}

/**
 * Whether callers make values of a record themselves: those of the C library, such as `struct timeval` and `fd_set`, and not those that
 * only it makes, whose names are reserved and which point to what else it has (`FILE` is `struct _IO_FILE`).
 */
function isCallers(declaration: SpecTypeDeclaration): boolean {
  if (!isRecord(declaration) || !isOfCLibrary(declaration.file)) return false;
  return !declaration.name.startsWith("_") || declaration.members.every(({ type }) => !hasPointer(type));
}

function hasPointer(type: SpecType): boolean {
  let has = false;
  visitType(type, ({ kind }) => (has ||= kind === "pointer"));
  return has;
}

function typesByKey(declarations: readonly SpecDeclaration[]): ReadonlyMap<string, SpecTypeDeclaration> {
  const types = new Map<string, SpecTypeDeclaration>();
  for (const declaration of declarations) {
    if (!isTypeDeclaration(declaration)) continue;
    const key = declarationKey(declaration);
    // A typedef that comes later says the same, or is a macro of that name.
    if (declaration.kind !== "typedef" || !types.has(key)) types.set(key, declaration);
  }
  return types;
}
