/**
 * The JavaScript types of the values of descriptors, as they are read from memory. What a parameter accepts, which is more,
 * is in `infer-argument.ts`; calls are in `infer-function.ts`.
 */
import type {
  AliasType,
  ArrayType,
  BitFieldType,
  BoolType,
  CallbackType,
  ComplexType,
  CType,
  EnumType,
  FloatType,
  FunctionType,
  InOutType,
  IntegerName,
  IntegerPolicy,
  IntegerType,
  OutType,
  PointerType,
  StringType,
  StructMembers,
  StructMemberType,
  StructType,
  UnionType,
  VoidType,
} from "../model.ts";
import type { InferFunction } from "./infer-function.ts";
import type { Pointer } from "./pointer.ts";
import type { ResolvePointee } from "./resolve-pointee.ts";

/** The integer types that are 64 bits wide on some target; their values are `bigint` on every target. */
export type WideIntegerName =
  | "long"
  | "unsigned long"
  | "long long"
  | "unsigned long long"
  | "int64_t"
  | "uint64_t"
  | "ssize_t"
  | "size_t"
  | "intptr_t"
  | "uintptr_t"
  | "ptrdiff_t";

/** A complex number. */
export interface Complex {
  readonly real: number;
  readonly imaginary: number;
}

/**
 * The JavaScript type of the values of a descriptor, as they are read.
 *
 * @example
 * ```ts
 * import { types as c } from "@koine/ctypes";
 *
 * const Point = c.struct("Point", { x: c.double, y: c.i64 });
 * type Point = c.Infer<typeof Point>; // { x: number; y: bigint }
 * ```
 */
export type Infer<TType extends CType | BitFieldType> = CType extends TType
  ? unknown
  : TType extends IntegerType<infer TName, infer TPolicy>
    ? InferInteger<TName, TPolicy>
    : TType extends FloatType
      ? number
      : TType extends PointerType<infer TTarget>
        ? Pointer<ResolvePointee<TTarget>> | null
        : TType extends StructType<string, infer TMembers> | UnionType<string, infer TMembers>
          ? InferMembers<TMembers>
          : TType extends StringType
            ? string | null
            : TType extends AliasType<string, infer TTarget>
              ? Infer<TTarget>
              : InferOther<TType>;

/** The JavaScript type of an integer type: by its C name, so that a program means the same on every target. */
export type InferInteger<TName extends IntegerName, TPolicy extends IntegerPolicy> = TName extends WideIntegerName
  ? TPolicy extends "number"
    ? number
    : bigint
  : number;

/** The JavaScript type of an enum: its values if it is closed, the numbers of its base if it is open. */
export type InferEnum<TType extends EnumType> =
  TType extends EnumType<string, infer TMembers, infer TIsOpen, infer TBase>
    ? TIsOpen extends false
      ? TMembers[keyof TMembers]
      : IntegerType extends TBase
        ? Widen<TMembers[keyof TMembers]>
        : InferInteger<TBase["name"], TBase["policy"]>
    : never;

/** The members of a struct or union that have a name. */
export type NamedMembers<TMembers extends StructMembers> = Exclude<keyof TMembers, `:${string}`>;

type InferOther<TType extends CType | BitFieldType> = TType extends BoolType
  ? boolean
  : TType extends EnumType
    ? InferEnum<TType>
    : TType extends ArrayType<infer TElement>
      ? ReadonlyArray<Infer<TElement>>
      : TType extends BitFieldType<infer TBase>
        ? Infer<TBase>
        : TType extends VoidType
          ? undefined
          : TType extends FunctionType
            ? InferFunction<TType>
            : TType extends CallbackType<infer TParameters, infer TResult>
              ? Pointer<ResolvePointee<FunctionType<TParameters, TResult>>> | null
              : TType extends ComplexType
                ? Complex
                : TType extends OutType<infer TTarget> | InOutType<infer TTarget>
                  ? Infer<TTarget>
                  : never;

type InferMembers<TMembers extends StructMembers> = {
  -readonly [TName in keyof TMembers as TName extends `:${string}` ? never : TName]: InferMember<TMembers[TName]>;
};

type InferMember<TType extends StructMemberType> = Infer<TType>;

type Widen<TValue> = TValue extends bigint ? bigint | number : number;
