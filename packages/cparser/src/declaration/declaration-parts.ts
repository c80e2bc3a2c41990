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
  storage: Storage | "typedef" = "none";
  isInline = false;
  isConstexpr = false;
  isThreadLocal = false;
  /** `undefined` until the first attribute. */
  attributes: MutableAttributes | undefined = undefined;
  asmLabel: string | undefined = undefined;
  vector: VectorAttribute | undefined = undefined;
  /** The machine mode of `__attribute__((mode(…)))`. */
  mode: string | undefined = undefined;
  /** Attributes inside of the declarator, with the type that it had come to; until the declarator ends. */
  inner: InnerAttributes[] | undefined = undefined;

  /** Gives each declarator of a list its own copy: what one adds is not the next one's. */
  copy(): DeclarationParts {
    const copy = new DeclarationParts();
    copy.storage = this.storage;
    copy.isInline = this.isInline;
    copy.isConstexpr = this.isConstexpr;
    copy.isThreadLocal = this.isThreadLocal;
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
