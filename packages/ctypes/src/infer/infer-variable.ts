/** The JavaScript side of an exported variable. The class that implements it is `koine`'s. */
import type { ArrayType, CType, IntegerType, StructType, UnionType, VectorType } from "../model.ts";
import type { VariableType } from "../symbol-model.ts";
import type { Infer, WideIntegerName } from "./infer.ts";
import type { InferArgument } from "./infer-argument.ts";
import type { InferView } from "./infer-instance.ts";
import type { Pointer } from "./pointer.ts";
import type { ResolveAlias, ResolvePointee } from "./resolve-pointee.ts";

/** A variable of a library, as JavaScript reads it. */
export interface ReadonlyVariable<TTarget extends CType = CType> {
  /** The type of what lies at the symbol. */
  readonly type: TTarget;
  /**
   * The value that it has now. Of a struct, union or array a live view: members and elements read and write the variable
   * itself.
   */
  readonly value: LiveValue<TTarget>;
  /** Where it lies; of an array the address of its first element, which knows how many there are. */
  readonly pointer: Pointer<PointeeOf<TTarget>>;
  /** Machine address, in bytes. */
  readonly address: bigint;
}

/** A variable of a library that JavaScript may write. */
export interface Variable<TTarget extends CType = CType> extends Omit<ReadonlyVariable<TTarget>, "value"> {
  /** The value that it has now, of a struct, union or array a live view; assigning writes the variable. */
  get value(): LiveValue<TTarget>;
  set value(value: VariableInput<TTarget>);
}

/** The JavaScript side of a variable's declaration. */
export type InferVariable<TVariable extends VariableType> =
  TVariable extends VariableType<infer TTarget, infer TIsReadonly>
    ? [TIsReadonly] extends [false]
      ? Variable<TTarget>
      : ReadonlyVariable<TTarget>
    : never;

/** An array of C whose elements are read and written where they are. */
export interface LiveArray<TElement> extends ReadonlyArray<TElement> {
  [index: number]: TElement;
}

type LiveValue<TTarget extends CType> = CType extends TTarget
  ? unknown
  : ResolveAlias<TTarget> extends ArrayType<infer TElement, number | null, infer TForm>
    ? [TForm] extends ["string" | "bytes"]
      ? Infer<TTarget>
      : LiveArray<LiveValue<TElement>>
    : InferView<TTarget>;

/** What may be assigned: what is read, plain objects for structs and unions, arrays for vectors, and safe integers for 64-bit integers. */
export type VariableInput<TTarget extends CType> = CType extends TTarget
  ? unknown
  : ResolveAlias<TTarget> extends StructType | UnionType | VectorType
    ? InferArgument<TTarget>
    : ResolveAlias<TTarget> extends IntegerType<WideIntegerName>
      ? Infer<TTarget> | number | bigint
      : Infer<TTarget>;

type PointeeOf<TTarget extends CType> = CType extends TTarget
  ? CType
  : ResolveAlias<TTarget> extends ArrayType<infer TElement>
    ? ResolvePointee<TElement>
    : ResolvePointee<TTarget>;
