/**
 * What a declaration says beside its type, collected while it is read.
 */
import type { Token } from "../lex/token.ts";
import type { MutableAttributes } from "./attributes.ts";
import type { Storage } from "./model.ts";
import type { DeclaredType } from "./type-model.ts";

/** GNU's and OpenCL's way to say that a type is a vector: by its size in bytes, or by its number of elements. */
export interface VectorAttribute {
  readonly attribute: "vector_size" | "ext_vector_type";
  readonly value: number;
  /** The token of the value. */
  readonly place: Token;
}

/** Attributes behind a `*` or a `(`, and what the declarator had made of the type until there. */
export interface InnerAttributes {
  readonly type: DeclaredType;
  readonly attributes: MutableAttributes;
}

/** Storage, attributes and label of one declaration. */
export class DeclarationParts {
  // Set in the constructor: each field with a value of its own would be defined, which takes longer, and there is one of these for each
  // declaration and declarator.
  declare storage: Storage | "typedef";
  declare isInline: boolean;
  declare isConstexpr: boolean;
  declare isThreadLocal: boolean;
  /** `undefined` until the first attribute. */
  declare attributes: MutableAttributes | undefined;
  declare asmLabel: string | undefined;
  declare vector: VectorAttribute | undefined;
  /** The machine mode of `__attribute__((mode(…)))`. */
  declare mode: string | undefined;
  /** Attributes inside of the declarator, with the type that it had come to; until the declarator ends. */
  declare inner: InnerAttributes[] | undefined;

  constructor() {
    this.storage = "none";
    this.isInline = false;
    this.isConstexpr = false;
    this.isThreadLocal = false;
    this.attributes = undefined;
    this.asmLabel = undefined;
    this.vector = undefined;
    this.mode = undefined;
    this.inner = undefined;
  }

  /** Whether a declarator on its own has nothing to take away, and nothing to change of its type. */
  get isPlain(): boolean {
    return (
      this.attributes === undefined &&
      this.vector === undefined &&
      this.mode === undefined &&
      this.inner === undefined &&
      this.asmLabel === undefined
    );
  }

  /**
   * Gives each declarator of a list its own copy: what one adds is not the next one's.
   *
   * @param wasPlain Whether all that is more than plain was added by the declarator that came first.
   */
  copy(wasPlain: boolean): DeclarationParts {
    const copy = new DeclarationParts();
    copy.storage = this.storage;
    copy.isInline = this.isInline;
    copy.isConstexpr = this.isConstexpr;
    copy.isThreadLocal = this.isThreadLocal;
    if (wasPlain) return copy;
    if (this.attributes !== undefined) {
      const { others } = this.attributes;
      copy.attributes = { ...this.attributes, ...(others === undefined ? {} : { others: [...others] }) };
    }
    copy.asmLabel = this.asmLabel;
    copy.vector = this.vector;
    copy.mode = this.mode;
    return copy;
  }
}
