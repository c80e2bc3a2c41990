/**
 * The names of a translation unit: typedef names, tags, and ordinary identifiers. C keeps tags apart from the others.
 *
 * @see C17 6.2.3 (name spaces of identifiers)
 */
import type { EnumDeclaration, RecordDeclaration, TypedefDeclaration } from "./model.ts";
import type { OrdinaryName, TypeNames } from "./parser.ts";

/** A declaration while it may still be completed. */
export type Mutable<TDeclaration> = { -readonly [TKey in keyof TDeclaration]: TDeclaration[TKey] };

export type MutableRecord = Mutable<RecordDeclaration>;
export type MutableEnum = Mutable<EnumDeclaration>;

/** File scope. Declarations in inner scopes (parameter lists) are treated as if they stood here. */
export class Scope implements TypeNames {
  readonly typedefs: Map<string, TypedefDeclaration> = new Map();
  readonly tags: Map<string, MutableRecord | MutableEnum> = new Map();
  /** What was read of them: {@link Scope.findOrdinary} reads what was put off. */
  readonly ordinary: Map<string, OrdinaryName> = new Map();
  /** Functions that are read when something names them. */
  late: { declare(name: string): void } | undefined = undefined;

  findTypedef(name: string): TypedefDeclaration | undefined {
    return this.typedefs.get(name);
  }

  findOrdinary(name: string): OrdinaryName | undefined {
    const known = this.ordinary.get(name);
    if (known !== undefined || this.late === undefined) return known;
    this.late.declare(name);
    return this.ordinary.get(name);
  }
}
