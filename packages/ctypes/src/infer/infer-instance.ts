/**
 * The JavaScript types of struct and union values that are views of bytes: what calls, out-parameters, callbacks and variables
 * give. What is copied out of memory, by pointers and `toObject`, is in `infer.ts`.
 */
import type { AliasType, BitFieldType, CType, StructMembers, StructType, UnionType } from "../model.ts";
import type { FieldsOf, HasInner, NamedMembers } from "./fields.ts";
import type { Infer } from "./infer.ts";
import type { StructView, UnionView } from "./struct-view.ts";

/** A struct or union value that is a view of bytes: its members, and what {@link StructView} can do. */
export type InferInstance<TType extends StructType | UnionType> =
  TType extends StructType<infer TName, infer TMembers>
    ? InstanceFields<TMembers> & WithoutClashes<StructView<TName>, TMembers>
    : TType extends UnionType<infer TName, infer TMembers>
      ? InstanceFields<TMembers> & WithoutClashes<UnionView<TName>, TMembers>
      : never;

/** What is given for a type where its bytes are at hand: of a struct or union a view of them, otherwise what is read. */
export type InferView<TType extends CType | BitFieldType> = CType extends TType
  ? unknown
  : TType extends StructType | UnionType
    ? InferInstance<TType>
    : TType extends AliasType<string, infer TTarget>
      ? InferView<TTarget>
      : Infer<TType>;

/** Structs inside of structs are views of the same bytes. */
type InstanceFields<TMembers extends StructMembers> =
  HasInner<TMembers> extends true
    ? { -readonly [TName in keyof FieldsOf<TMembers>]: InferFieldView<FieldsOf<TMembers>[TName]> }
    : { -readonly [TName in NamedMembers<TMembers>]: InferView<TMembers[TName]> };

type InferFieldView<TType> = TType extends CType | BitFieldType ? InferView<TType> : never;

/** A member that is called as one of the methods takes its place. Of structs in general no member is known. */
type WithoutClashes<TView, TMembers extends StructMembers> = string extends keyof TMembers
  ? TView
  : Extract<keyof TView, keyof TMembers> extends never
    ? TView
    : Omit<TView, keyof TMembers>;
