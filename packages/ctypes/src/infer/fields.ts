/**
 * The fields of structs and unions: their named members, and those of their anonymous structs and unions. What the values of
 * each field are is in `infer.ts` and `infer-argument.ts`.
 */
import type { BitFieldType, CType, StructMembers, StructType, UnionType } from "../model.ts";
import type { ResolveAlias } from "./resolve-pointee.ts";

/** The types of all fields by name. */
export type FieldsOf<TMembers extends StructMembers> =
  HasInner<TMembers> extends true ? Named<TMembers> & InnerFields<TMembers[InnerKeys<TMembers>]> : Named<TMembers>;

/** The types of the fields that every value has: those outside of anonymous unions. */
export type RequiredFieldsOf<TMembers extends StructMembers> =
  HasInner<TMembers> extends true
    ? Named<TMembers> & InnerRequiredFields<TMembers[InnerKeys<TMembers>]>
    : Named<TMembers>;

/** Whether a struct or union has members without a name; of such in general nothing is known. */
export type HasInner<TMembers extends StructMembers> = string extends keyof TMembers
  ? false
  : [InnerKeys<TMembers>] extends [never]
    ? false
    : true;

type InnerKeys<TMembers extends StructMembers> = Extract<keyof TMembers, `:${string}`>;

type Named<TMembers extends StructMembers> = { [TName in NamedMembers<TMembers>]: TMembers[TName] };

/** The members that have a name. */
export type NamedMembers<TMembers extends StructMembers> = Exclude<keyof TMembers, `:${string}`>;

type InnerFields<TType extends CType | BitFieldType> = Joined<
  TType extends CType ? RecordFields<ResolveAlias<TType>> : never
>;

type RecordFields<TType> = TType extends StructType<string, infer TMembers> | UnionType<string, infer TMembers>
  ? [FieldsOf<TMembers>]
  : never;

type InnerRequiredFields<TType extends CType | BitFieldType> = Joined<
  TType extends CType ? RequiredRecordFields<ResolveAlias<TType>> : never
>;

type RequiredRecordFields<TType> =
  TType extends StructType<string, infer TMembers> ? [RequiredFieldsOf<TMembers>] : never;

/** All of some objects in one. */
type Joined<TBoxes extends readonly [object]> = [TBoxes] extends [never]
  ? object
  : (TBoxes extends readonly [infer TFields] ? (fields: TFields) => void : never) extends (fields: infer TAll) => void
    ? TAll
    : never;
