/** Strings: NUL-terminated, copied, in any encoding. Which encodings there are is for the runtime to say. */
import { describeValue, FfiError } from "@koine/diagnostics";
import type { StringType } from "../../model.ts";
import { makeCallable } from "../typed/typed.ts";
import type { TypedValue } from "../typed/typed.ts";

/** A string type that, called with a string, types it for the `...` of a variadic function: `c.string("x")`. */
export interface CallableStringType<TEncoding extends string = string> extends StringType<TEncoding> {
  (value: string | null): TypedValue<StringType<TEncoding>>;
}

/** `const char *`, UTF-8, NUL-terminated; `null` is the null pointer. */
export const string: CallableStringType<"utf-8"> = makeString("utf-8");

/**
 * Makes the type of NUL-terminated strings in another encoding; the width of the terminator follows from it.
 *
 * @param encoding A name such as `utf-16le` or `latin1`; upper and lower case mean the same.
 * @throws {FfiError} `FFI_ARGUMENT_TYPE` if it is not a string, `FFI_DECLARATION_TYPE` if it cannot name an encoding.
 */
export function stringOf<const TEncoding extends string>(
  encoding: TEncoding,
): CallableStringType<Lowercase<TEncoding>> {
  if (typeof encoding !== "string") {
    throw new FfiError("FFI_ARGUMENT_TYPE", `stringOf(): encoding must be a string, got ${describeValue(encoding)}`);
  }
  if (!/^[a-z][a-z0-9:._-]*$/i.test(encoding)) {
    throw new FfiError("FFI_DECLARATION_TYPE", `stringOf(): ${describeValue(encoding)} cannot name an encoding`, {
      hint: 'use a name such as "utf-8", "utf-16le" or "latin1"',
      details: { encoding },
    });
  }
  // toLowerCase is what Lowercase describes; its declaration gives only string.
  const name = encoding.toLowerCase() as Lowercase<TEncoding>;
  return makeString(name);
}

function makeString<TEncoding extends string>(encoding: TEncoding): CallableStringType<TEncoding> {
  const data: StringType<TEncoding> = { kind: "string", encoding, isConst: true };
  // All strings accept the same; TypeScript does not see that of a generic one.
  return makeCallable(data, {}, `string in ${encoding}`) as unknown as CallableStringType<TEncoding>;
}
