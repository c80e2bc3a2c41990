/** What the `...` of a variadic function accepts. Which C type each value becomes is documented in the guide's page on calls. */
import type { CType } from "../model.ts";
import type { BytesLike } from "./bytes-like.ts";
import type { Pointer } from "./pointer.ts";

/** A typed value of any type; see `types/typed/typed.ts`. */
export interface AnyTypedValue {
  readonly kind: "typed-value";
  readonly type: CType;
  readonly value: unknown;
}

/** A struct or union with its type and its bytes, as `create` and calls give it. */
export interface RecordInstance {
  readonly pointer: Pointer;
  toObject(): object;
}

/**
 * A further argument of a variadic function: a value that says its C type (`c.double(0.5)`), or one whose C type its JavaScript
 * type decides. A number is an `int`, a bigint a `long long`, a boolean an `int`, a string a `const char *`; pointers, bytes and
 * `null` are addresses, and instances of structs are passed by value.
 */
export type VariadicValue =
  | AnyTypedValue
  | number
  | bigint
  | boolean
  | string
  | Pointer
  | BytesLike
  | RecordInstance
  | null;
