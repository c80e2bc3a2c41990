/** Types of values: a descriptor, and libffi's description of it. */
import { assertCType, layoutOf, resolveAlias, typeName, types as c } from "@koine/ctypes";
import type { CType, StructType } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { currentBackend } from "../../backend/select.ts";
import { allocateType, allocateTypes, defaultAbi, getStructOffsets } from "../low/index.ts";
import type { Abi, TypePointer } from "../low/index.ts";
import { nativeTypeOf } from "./native-type.ts";
import type { NativeType } from "./native-type.ts";
import { signatureValueOf } from "./signature.ts";

/** A type that libffi can pass. Types own their memory and can be shared freely. */
export class Type<TDescriptor extends CType = CType> {
  static readonly void: Type<typeof c.void> = new Type(c.void);
  static readonly bool: Type<typeof c.bool> = new Type(c.bool);
  static readonly u8: Type<typeof c.u8> = new Type(c.u8);
  static readonly i8: Type<typeof c.i8> = new Type(c.i8);
  static readonly u16: Type<typeof c.u16> = new Type(c.u16);
  static readonly i16: Type<typeof c.i16> = new Type(c.i16);
  static readonly u32: Type<typeof c.u32> = new Type(c.u32);
  static readonly i32: Type<typeof c.i32> = new Type(c.i32);
  static readonly u64: Type<typeof c.u64> = new Type(c.u64);
  static readonly i64: Type<typeof c.i64> = new Type(c.i64);
  static readonly usize: Type<typeof c.usize> = new Type(c.usize);
  static readonly isize: Type<typeof c.isize> = new Type(c.isize);
  static readonly f32: Type<typeof c.float> = new Type(c.float);
  static readonly f64: Type<typeof c.double> = new Type(c.double);
  static readonly longdouble: Type<typeof c.longdouble> = new Type(c.longdouble);
  static readonly c32: Type<typeof c.complexFloat> = new Type(c.complexFloat);
  static readonly c64: Type<typeof c.complexDouble> = new Type(c.complexDouble);
  static readonly pointer: Type<ReturnType<typeof pointerToVoid>> = new Type(pointerToVoid());

  /** The descriptor of its values. */
  readonly descriptor: TDescriptor;
  readonly #members: readonly Type[];
  #native: NativeType | undefined;

  private constructor(descriptor: TDescriptor, members: readonly Type[] = []) {
    this.descriptor = descriptor;
    this.#members = members;
  }

  /**
   * Gives the type of a descriptor.
   *
   * @throws {FfiError} `FFI_DECLARATION_TYPE` for types that are not passed by value.
   */
  static of<TDescriptor extends CType>(descriptor: TDescriptor): Type<TDescriptor> {
    assertCType(descriptor, "Type.of(): descriptor");
    const resolved = resolveAlias(descriptor);
    const type = new Type(descriptor, resolved.kind === "struct" ? membersOf(resolved) : []);
    signatureValueOf(descriptor, currentBackend().target);
    return type;
  }

  /**
   * Makes a struct type of its members' types. In values they are called `m0`, `m1`, …; a descriptor gives them names:
   * {@link Type.of}.
   *
   * @throws {FfiError} `FFI_DECLARATION_TYPE` for a struct without members, or with a `void` one.
   */
  static structure(members: readonly Type[]): Type<StructType> {
    assertTypes(members, "Type.structure(): members");
    const named = Object.fromEntries(members.map(({ descriptor }, index) => [`m${index}`, descriptor]));
    const type = new Type<StructType>(c.struct("structure", named), [...members]);
    type.native();
    return type;
  }

  /** What `sizeof` gives, in bytes. */
  get size(): number {
    return layoutOf(this.descriptor, currentBackend().target).byteLength;
  }

  /** What `_Alignof` gives, in bytes. */
  get alignment(): number {
    return layoutOf(this.descriptor, currentBackend().target).alignment;
  }

  /**
   * Asks libffi where the members of a struct lie, in bytes.
   *
   * @throws {FfiError} `FFI_DECLARATION_TYPE` for anything but a struct that libffi can lay out (no bit-fields, unions, arrays).
   */
  offsets(abi: Abi = defaultAbi()): readonly number[] {
    if (this.#members.length === 0) {
      throw new FfiError("FFI_DECLARATION_TYPE", `libffi does not lay out ${typeName(this.descriptor)}`, {
        hint: "c.struct(…).offsetOf(member) knows every struct",
        details: { type: typeName(this.descriptor) },
      });
    }
    const natural = this.#layOut();
    return getStructOffsets(natural.pointer, this.#members.length, abi);
  }

  /** Gives libffi's description, which this type owns. */
  native(): TypePointer {
    const { target } = currentBackend();
    this.#native ??= nativeTypeOf(signatureValueOf(this.descriptor, target), target);
    return this.#native.pointer;
  }

  /** A description whose size is left to libffi. */
  #layOut(): NativeType {
    if (this.#members.length === 0) return { pointer: this.native(), owned: [this] };
    const members = this.#members.map((member) => member.#layOut());
    const elements = allocateTypes(members.map(({ pointer }) => pointer));
    const pointer = allocateType({ elements });
    return { pointer, owned: [pointer, elements, ...members] };
  }
}

/**
 * Asserts that a value is a {@link Type}.
 *
 * @param place What the value is for, such as `Cif: result`.
 * @throws {FfiError} `FFI_ARGUMENT_TYPE`.
 */
export function assertType(value: unknown, place: string): asserts value is Type {
  if (value instanceof Type) return;
  throw new FfiError("FFI_ARGUMENT_TYPE", `${place}: expected a Type, got ${describeValue(value)}`, {
    hint: "use Type.u64 and its like, or Type.of(descriptor)",
    details: { place, received: value },
  });
}

/** Asserts that a value is a list of {@link Type}s; throws as {@link assertType}. */
export function assertTypes(values: unknown, place: string): asserts values is readonly Type[] {
  if (!Array.isArray(values)) {
    throw new FfiError("FFI_ARGUMENT_TYPE", `${place}: expected a list of Types, got ${describeValue(values)}`, {
      hint: "pass an array such as [Type.u64, Type.f64]",
      details: { place, received: values },
    });
  }
  Array.from(values).forEach((value: unknown, index) => assertType(value, `${place}[${index}]`));
}

function pointerToVoid(): ReturnType<typeof c.pointer<typeof c.void>> {
  return c.pointer(c.void);
}

/** The members that libffi knows by itself; none for a struct that has others. */
function membersOf({ members, options }: StructType): readonly Type[] {
  const list = Object.values(members);
  const isNatural = list.every(({ kind }) => !["bit-field", "union", "array"].includes(kind));
  if (!isNatural || Object.keys(options).length > 0) return [];
  return list.map((member) => Type.of(member as CType));
}
