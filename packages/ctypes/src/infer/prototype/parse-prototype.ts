/**
 * The type-level twin of the declaration parser in `@koine/cparser`: one C prototype as a string literal type to the type of
 * the function. Both give the same descriptors; what this one lets pass, the other still refuses when the program runs.
 */
import type { CType, FunctionType, IntegerType, PointerType, StringType } from "../../model.ts";
import type { InferFunction } from "../infer-function.ts";
import type { ReadDeclaration, ReadFunction } from "./declarator.ts";
import type { CleanText, SplitList, TakeParenthesized } from "./parameter-text.ts";
import type { PrototypeError } from "./prototype-error.ts";

/** The JavaScript function of a prototype whose text is known only when the program runs. */
export type UnknownFunction = (...parameters: unknown[]) => unknown;

/**
 * The JavaScript function of a C prototype, or a {@link PrototypeError} that says what is wrong with it.
 *
 * @typeParam TPrototype Such as `"unsigned long crc32(unsigned long crc, const unsigned char *buf, unsigned int len)"`.
 * @typeParam TTypes Descriptors of the type names that the prototype uses beyond C's own: by typedef name, tag or `struct Tag`.
 */
export type ParsePrototype<TPrototype extends string, TTypes = object> = string extends TPrototype
  ? UnknownFunction
  : ParsePrototypeType<TPrototype, TTypes> extends infer TFunction
    ? TFunction extends FunctionType
      ? InferFunction<TFunction>
      : TFunction
    : never;

/** The descriptor of a C prototype, or a {@link PrototypeError}. */
export type ParsePrototypeType<TPrototype extends string, TTypes = object> =
  CleanText<TPrototype> extends `${infer THead}(${infer TTail}`
    ? TTail extends `*${infer TNested}`
      ? ParseReturnedPointer<TNested, THead, TTypes>
      : ParseParameterList<TTail, THead, TTypes>
    : PrototypeError<"expected '(' after the name">;

type ParseParameterList<TTail extends string, THead extends string, TTypes> =
  TakeParenthesized<TTail> extends [infer TList extends string, infer TAfter extends string]
    ? TAfter extends `(${infer TParameters}` | ` (${infer TParameters}`
      ? ParseParameterList<TParameters, `${THead} ${TList}`, TTypes>
      : ReadFunction<ToResult<ReadDeclaration<THead, TTypes>>, SplitList<TList>, "parameter", TTypes>
    : PrototypeError<"expected ')' after the parameters">;

/** Reads a function that returns a pointer to a function: `void (*signal(int, void (*)(int)))(int)`. */
type ParseReturnedPointer<TText extends string, THead extends string, TTypes> = TText extends `${string}(${infer TTail}`
  ? TakeParenthesized<TTail> extends [infer TList extends string, `)${infer TAfter}`]
    ? TAfter extends `${string}(${infer TOuter})${string}`
      ? ReadFunction<
          PointerTo<ReadFunction<ReadDeclaration<THead, TTypes>, SplitList<TOuter>, "callback-parameter", TTypes>>,
          SplitList<TList>,
          "parameter",
          TTypes
        >
      : PrototypeError<"expected the parameters of the returned function">
    : PrototypeError<"expected ')' after the parameters">
  : PrototypeError<"expected '(' after the name">;

type PointerTo<TType> = TType extends CType ? PointerType<TType, false> : TType;

/** A `const char *` that C returns is a string; by value, only types with a size can be returned. */
type ToResult<TType> = TType extends {
  readonly kind: "opaque" | "function";
  readonly name?: infer TName extends string;
}
  ? PrototypeError<`'${TName}' cannot be returned by value`>
  : TType extends PointerType<IntegerType<"char">, true>
    ? StringType<"utf-8">
    : TType;
