/** Arguments of calls: values, alone or with the type that they were made for. */
import { typeName } from "@koine/ctypes";
import type { CType, InferArgument } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { isList } from "../low/types.ts";
import { assertType } from "./type.ts";
import type { Type } from "./type.ts";

/** A value and its type. */
export class Arg {
  readonly type: Type;
  readonly value: unknown;

  constructor(type: Type, value: unknown) {
    assertType(type, "arg(): type");
    this.type = type;
    this.value = value;
  }
}

/** Makes an argument of a type: a call whose parameter has another type refuses it. */
export function arg<TDescriptor extends CType>(type: Type<TDescriptor>, value: InferArgument<TDescriptor>): Arg {
  return new Arg(type, value);
}

/**
 * Gives the values of arguments for parameters of some types.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE` for an {@link Arg} of another type.
 */
export function valuesOf(values: readonly unknown[], parameters: readonly Type[]): readonly unknown[] {
  if (!isList(values)) {
    throw new FfiError("FFI_ARGUMENT_TYPE", `call(): expected a list of arguments, got ${describeValue(values)}`, {
      hint: "pass an array with one value per parameter",
      details: { received: values },
    });
  }
  if (!values.some((value) => value instanceof Arg)) return values;
  return values.map((value, index) => {
    if (!(value instanceof Arg)) return value;
    const parameter = parameters[index];
    if (parameter !== undefined && parameter.descriptor !== value.type.descriptor) {
      const expected = typeName(parameter.descriptor);
      const received = typeName(value.type.descriptor);
      throw new FfiError("FFI_ARGUMENT_TYPE", `call(): argument ${index + 1}: expected ${expected}, got ${received}`, {
        hint: "make the argument with the Type that the Cif was made with",
        details: { argument: index, expected, received },
      });
    }
    return value.value;
  });
}
