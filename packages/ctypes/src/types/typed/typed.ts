/**
 * Typed values: an argument that says its own C type, for the `...` of a variadic function. The descriptors of C's basic
 * types are functions that make them; which C type a value without one has is for the caller of C to say.
 */
import { describeValue, FfiError } from "@koine/diagnostics";
import type { InferArgument } from "../../infer/infer-argument.ts";
import type { AnyTypedValue } from "../../infer/variadic-value.ts";
import type { CType } from "../../model.ts";
import { assertParameter } from "../check/assert-allowed.ts";

/** A value with the C type that it is to be passed as. */
export interface TypedValue<TType extends CType = CType> {
  readonly kind: "typed-value";
  readonly type: TType;
  readonly value: InferArgument<TType>;
}

/**
 * Gives a value a C type, for the further arguments of a variadic function. Where there is a descriptor that can be called,
 * `c.int(42)` is the same as `c.typed(c.int, 42)`.
 *
 * The value is checked when it is passed, as that of a declared parameter is.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE`, `FFI_DECLARATION_TYPE` for types that cannot be parameters.
 * @example
 * ```ts
 * import { c } from "koine";
 *
 * const Color = c.enum("Color", { RED: 0, GREEN: 1 });
 * c.typed(Color, 1).value; // → 1
 * ```
 */
export function typed<TType extends CType>(type: TType, value: InferArgument<TType>): TypedValue<TType> {
  assertParameter(type, "typed(): the type");
  if (type.kind !== "out" && type.kind !== "inout") return makeTyped(type, value);
  throw new FfiError("FFI_DECLARATION_TYPE", `typed(): c.${type.kind} stands only in a declaration`, {
    hint: "allocate memory and pass the pointer",
  });
}

/** Tells whether a value says its own C type. Made for each argument of a call, so not frozen: that would cost more. */
export function isTypedValue(value: unknown): value is AnyTypedValue {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "typed-value";
}

/**
 * Makes a descriptor that, called with a value, gives a {@link TypedValue}.
 *
 * @param data What the descriptor says, as enumerable properties.
 * @param name Name of the function, where the data has none.
 * @param prototype What it inherits, for what is not part of its data.
 */
export function makeCallable<TType extends CType, TExtra extends object = object>(
  data: TType,
  extra: TExtra,
  name: string,
  prototype: object = Function.prototype,
): TType & TExtra & ((value: InferArgument<TType>) => TypedValue<TType>) {
  const descriptor = (...values: InferArgument<TType>[]): TypedValue<TType> => {
    // A type that is called without a value is a type whose parentheses are too much.
    if (values.length !== 1) throw notOneValue(name, values);
    // The properties below make it one.
    return makeTyped(descriptor as unknown as TType, values[0] as InferArgument<TType>);
  };
  Object.defineProperty(descriptor, "name", { value: name });
  for (const [key, value] of Object.entries({ ...data, ...extra })) {
    Object.defineProperty(descriptor, key, { value, enumerable: true });
  }
  if (prototype !== Function.prototype) Object.setPrototypeOf(descriptor, prototype);
  return Object.freeze(descriptor) as unknown as TType & TExtra & typeof descriptor;
}

function makeTyped<TType extends CType>(type: TType, value: InferArgument<TType>): TypedValue<TType> {
  return { kind: "typed-value", type, value };
}

function notOneValue(name: string, values: readonly unknown[]): FfiError {
  const received = values.length === 0 ? "none" : values.map(describeValue).join(", ");
  return new FfiError("FFI_ARGUMENT_COUNT", `the type ${name} gives its type to one value, got ${received}`, {
    hint: "as a type, write it without parentheses",
  });
}
