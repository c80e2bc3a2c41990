/** Strings: NUL-terminated, copied, in any encoding. Which encodings there are is for the runtime to say. */
import { describeValue, FfiError } from "@koine/diagnostics";
import type { StringType } from "../../model.ts";
import type { OwnedStringType, Release } from "../../ownership-model.ts";
import { assertOptions } from "../check/assert-input.ts";
import { assertRelease } from "../ownership/ownership.ts";
import { makeCallable } from "../typed/typed.ts";
import type { TypedValue } from "../typed/typed.ts";

/** A string type that, called with a string, types it for the `...` of a variadic function: `c.string("x")`. */
export interface CallableStringType<TEncoding extends string = string> extends StringType<TEncoding> {
  (value: string | null): TypedValue<StringType<TEncoding>>;
  /**
   * The type of a returned string that the caller must free: Koine copies it, and gives it back at once.
   *
   * @param release Name of the function of the same library that takes it back, or a function that gets the pointer.
   * @throws {FfiError} `FFI_ARGUMENT_TYPE`, `FFI_DECLARATION_TYPE`.
   */
  owned(release: Release): OwnedStringType<TEncoding>;
}

/** What a string type has besides its encoding. */
export interface StringOptions {
  /**
   * What happens to text that the encoding cannot express, and to bytes that are no text of it: `"error"` refuses both,
   * `"replace"` puts the replacement character in their place. When absent, text is refused and bytes are replaced.
   */
  readonly onInvalid?: "error" | "replace";
}

/** What string types can do; not part of their data. */
const stringPrototype: object = Object.create(Function.prototype, {
  owned: {
    value(this: StringType, release: Release): OwnedStringType {
      assertRelease(release, "string.owned()");
      const ownership = Object.freeze({ kind: "owned", release } as const);
      return Object.freeze({ ...this, ownership });
    },
  },
}) as object;

/** `const char *`, UTF-8, NUL-terminated; `null` is the null pointer. */
export const string: CallableStringType<"utf-8"> = makeString({ kind: "string", encoding: "utf-8", isConst: true });

/**
 * Makes the type of NUL-terminated strings in another encoding; the width of the terminator follows from it.
 *
 * @param encoding A name such as `utf-16le`, `latin1` or `shift_jis`, or `wchar_t` for what C uses for wide characters; upper
 *   and lower case mean the same. Which encodings there are is checked when the type is first used.
 * @throws {FfiError} `FFI_ARGUMENT_TYPE` if it is not a string, `FFI_DECLARATION_TYPE` if it cannot name an encoding.
 */
export function stringOf<const TEncoding extends string>(
  encoding: TEncoding,
  options: StringOptions = {},
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
  assertOptions(options, ["onInvalid"], "stringOf()");
  const { onInvalid } = options;
  if (onInvalid !== undefined && onInvalid !== "error" && onInvalid !== "replace") {
    throw new FfiError("FFI_ARGUMENT_TYPE", `stringOf(): unknown onInvalid ${describeValue(onInvalid)}`, {
      hint: 'use "error" or "replace"',
    });
  }
  // toLowerCase is what Lowercase describes; its declaration gives only string.
  const name = encoding.toLowerCase() as Lowercase<TEncoding>;
  return makeString({
    kind: "string",
    encoding: name,
    isConst: true,
    ...(onInvalid === undefined ? {} : { onInvalid }),
  });
}

function makeString<TEncoding extends string>(data: StringType<TEncoding>): CallableStringType<TEncoding> {
  // All strings accept the same; TypeScript does not see that of a generic one.
  return makeCallable(
    data,
    {},
    `string in ${data.encoding}`,
    stringPrototype,
  ) as unknown as CallableStringType<TEncoding>;
}
