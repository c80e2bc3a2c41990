/**
 * The order in which types are declared in a module: each after those that it names. Where C's types form a circle, which
 * only pointers can close, the last one on the way is not declared yet when it is named. A typedef is another name of its tag,
 * and therefore comes after it even then.
 */
import { declarationKey, referenceKey } from "../spec/declaration-key.ts";
import type { SpecDeclaration } from "../spec/model.ts";
import { isTypeDeclaration, typesOf } from "../spec/spec-index.ts";
import type { SpecTypeDeclaration } from "../spec/spec-index.ts";
import type { SpecType } from "../spec/type-model.ts";
import { visitType } from "../spec/visit-type.ts";
import type { TypePosition } from "../spec/visit-type.ts";

interface NamedTypes {
  /** Keys of the types that must be complete first. */
  readonly complete: readonly string[];
  /** Keys of the types that are only pointed to. */
  readonly pointees: readonly string[];
}

/** Orders the type declarations: in source order, except that what a type names comes before it. */
export function orderTypes(declarations: readonly SpecDeclaration[]): readonly SpecTypeDeclaration[] {
  return new TypeOrder(declarations.filter(isTypeDeclaration)).order();
}

class TypeOrder {
  readonly #types: readonly SpecTypeDeclaration[];
  readonly #byKey: ReadonlyMap<string, SpecTypeDeclaration>;
  readonly #named = new Map<string, NamedTypes>();
  readonly #open = new Set<string>();
  readonly #visited = new Set<string>();
  readonly #ordered: SpecTypeDeclaration[] = [];
  /** Typedefs that wait for their tag, by its key. */
  readonly #waiting = new Map<string, SpecTypeDeclaration[]>();

  constructor(types: readonly SpecTypeDeclaration[]) {
    this.#types = types;
    const byKey = new Map<string, SpecTypeDeclaration>();
    for (const type of types) byKey.set(declarationKey(type), type);
    this.#byKey = byKey;
  }

  order(): readonly SpecTypeDeclaration[] {
    for (const type of this.#types) if (!this.#declareAtOnce(type)) this.#visit(type);
    return this.#ordered;
  }

  /** Declares a type if all that it names is declared already, as in most headers; nothing is under way. */
  #declareAtOnce(declaration: SpecTypeDeclaration): boolean {
    const key = declarationKey(declaration);
    if (this.#visited.has(key)) return false;
    const { complete, pointees } = this.#namedBy(key);
    if (this.#isWaitingFor(complete, key) || this.#isWaitingFor(pointees, key)) return false;
    this.#visited.add(key);
    this.#ordered.push(declaration);
    return true;
  }

  #isWaitingFor(names: readonly string[], key: string): boolean {
    for (const name of names) if (name !== key && !this.#visited.has(name) && this.#byKey.has(name)) return true;
    return false;
  }

  /** Chains of pointers may be longer than the stack of calls is deep, so that the stack is one of our own. */
  #visit(declaration: SpecTypeDeclaration): void {
    const stack = [this.#steps(declaration)];
    for (let steps = stack.at(-1); steps !== undefined; steps = stack.at(-1)) {
      const { value: needed, done } = steps.next();
      if (done === true) stack.pop();
      else stack.push(this.#steps(needed));
    }
  }

  /** Declares one type; gives what must be declared before it goes on. */
  *#steps(declaration: SpecTypeDeclaration): Generator<SpecTypeDeclaration, void> {
    const key = declarationKey(declaration);
    if (this.#visited.has(key)) return;
    this.#visited.add(key);
    const tag = tagKeyOf(declaration);
    if (tag !== undefined && this.#open.has(tag)) {
      this.#waiting.set(tag, [...(this.#waiting.get(tag) ?? []), declaration]);
      return;
    }
    this.#open.add(key);
    const { complete, pointees } = this.#namedBy(key);
    for (const needed of complete) yield* this.#find(needed);
    // A pointee that contains one of the types under way would come before what it contains.
    for (const pointee of pointees) if (!this.#doesNeedOpen(pointee, new Set())) yield* this.#find(pointee);
    this.#open.delete(key);
    this.#ordered.push(declaration, ...(this.#waiting.get(key) ?? []));
  }

  #find(key: string): readonly SpecTypeDeclaration[] {
    const declaration = this.#byKey.get(key);
    return declaration === undefined ? [] : [declaration];
  }

  #doesNeedOpen(key: string, seen: Set<string>): boolean {
    if (this.#open.has(key)) return true;
    if (seen.has(key) || this.#visited.has(key)) return false;
    seen.add(key);
    return this.#namedBy(key).complete.some((needed) => this.#doesNeedOpen(needed, seen));
  }

  #namedBy(key: string): NamedTypes {
    let named = this.#named.get(key);
    if (named === undefined) {
      const declaration = this.#byKey.get(key);
      named = declaration === undefined ? { complete: [], pointees: [] } : namedTypes(declaration);
      this.#named.set(key, named);
    }
    return named;
  }
}

function tagKeyOf(declaration: SpecTypeDeclaration): string | undefined {
  if (declaration.kind !== "typedef" || declaration.type.kind !== "reference") return undefined;
  return declaration.type.to === "typedef" ? undefined : referenceKey(declaration.type);
}

function namedTypes(declaration: SpecTypeDeclaration): NamedTypes {
  const complete: string[] = [];
  const pointees: string[] = [];
  const collect = (part: SpecType, position: TypePosition): void => {
    if (part.kind === "reference") (position === "value" ? complete : pointees).push(referenceKey(part));
  };
  for (const type of typesOf(declaration)) {
    // Most name nothing.
    if (type.kind === "reference") complete.push(referenceKey(type));
    else if (type.kind !== "integer") visitType(type, collect);
  }
  return { complete, pointees };
}
