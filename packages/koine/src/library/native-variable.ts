/**
 * Exported variables: what `symbols` holds for `c.variable` and `extern` declarations. A variable is resolved when it is first
 * used, on the thread that uses it: a thread-local one is therefore the one of that thread.
 */
import { layoutOf, resolveAlias, typeName } from "@koine/ctypes";
import type { ArrayType, CType, StructType, UnionType, VariableType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import type { Address, Backend } from "../backend/contract.ts";
import { readValue, writeValue } from "../memory/codec.ts";
import type { Memory } from "../memory/memory.ts";
import { relocate } from "../memory/read-place.ts";
import { toReadOnlyView } from "../memory/read-only-view.ts";
import { NativePointer, pointerCodec, toHalves } from "../memory/pointer.ts";
import { createRegion, endRegion, keepText } from "../memory/region.ts";
import type { Region } from "../memory/region.ts";
import { structClassOf } from "../struct/struct-class.ts";
import type { StructInstance } from "../struct/struct-class.ts";
import { assertWritable, liveArray, readNamed } from "./live-array.ts";

/** What a variable needs to know of its library. */
export interface VariableSource {
  /** Name in `symbols`. */
  readonly name: string;
  readonly type: VariableType;
  readonly backend: Backend;
  /**
   * Gives the variable's address on this thread.
   *
   * @throws {FfiError} `FFI_SYMBOL_NOT_FOUND`, `FFI_LIBRARY_CLOSED`, `FFI_LIBRARY_NOT_FOUND`.
   */
  resolve(): Address;
  /** Throws once the library is closed. */
  assertOpen(): void;
}

/** The implementation of every variable. Users see it as `Variable<…>`, with a typed value. */
export class NativeVariable {
  readonly #source: VariableSource;
  #pointer: NativePointer | undefined;
  #view: DataView | undefined;
  #instance: StructInstance | undefined;
  #array: unknown;

  constructor(source: VariableSource) {
    this.#source = source;
  }

  get type(): CType {
    return this.#source.type.target;
  }

  /** Where the variable lies; of an array, the address of its first element. */
  get pointer(): NativePointer {
    this.#source.assertOpen();
    return (this.#pointer ??= this.#createPointer());
  }

  get address(): bigint {
    return this.pointer.address;
  }

  get value(): unknown {
    const { pointer } = this;
    const resolved = resolveAlias(this.type);
    switch (resolved.kind) {
      case "struct":
      case "union":
        return (this.#instance ??= this.#createInstance(resolved, pointer));
      case "array":
        this.#assertLength();
        if (resolved.form !== "elements") return this.#readText(resolved, pointer);
        return (this.#array ??= liveArray(resolved, pointer, this.#source));
      default:
        return readNamed(pointer, 0, this.#source.name);
    }
  }

  #readText(type: ArrayType, pointer: NativePointer): unknown {
    try {
      return readValue(type, this.#memory(pointer), 0);
    } catch (error) {
      throw relocate(error, this.#source.name);
    }
  }

  set value(value: unknown) {
    const { pointer } = this;
    assertWritable(this.#source);
    this.#assertLength();
    writeValue(this.type, this.#memory(pointer), 0, value, this.#source.name);
  }

  /** Ends every pointer to the variable. */
  end(reason: string): void {
    if (this.#pointer !== undefined) endRegion(this.#pointer.region, reason);
    this.#view = undefined;
  }

  #createPointer(): NativePointer {
    const { type, backend } = this.#source;
    const resolved = resolveAlias(type.target);
    const isArray = resolved.kind === "array";
    const hasLength = isArray ? resolved.length !== null : resolved.kind !== "opaque";
    const byteLength = hasLength ? layoutOf(type.target, backend.target).byteLength : undefined;
    const region = createRegion(byteLength, { isReadOnly: type.isReadonly });
    const { low, high } = toHalves(this.#source.resolve());
    return new NativePointer(isArray ? resolved.element : type.target, low, high, region, 0);
  }

  #createInstance(type: StructType | UnionType, pointer: NativePointer): StructInstance {
    const { low, high, region } = pointer;
    return structClassOf(type).at({
      view: this.#memory(pointer).view,
      byteOffset: 0,
      low,
      high,
      region,
      regionOffset: 0,
      flexibleEnd: undefined,
    });
  }

  #memory({ address, region }: NativePointer): Memory {
    // SAFETY: the loader mapped the variable, and it stays mapped until `end`.
    this.#view ??= this.#viewMemory(address, region);
    return { view: this.#view, pointers: pointerCodec, keep: (offset, text) => keepText(region, offset, text) };
  }

  #viewMemory(address: bigint, { byteLength, isReadOnly }: Region): DataView {
    const view = this.#source.backend.viewMemory(address as Address, byteLength ?? 0);
    return isReadOnly ? toReadOnlyView(view) : view;
  }

  #assertLength(): void {
    const resolved = resolveAlias(this.type);
    if (resolved.kind !== "array" || resolved.length !== null) return;
    const { name } = this.#source;
    throw new FfiError("FFI_UNSUPPORTED", `${name}: the array is declared without a length`, {
      hint: "read its elements through `pointer`, or declare how many there are",
      details: { variable: name, type: typeName(this.type) },
    });
  }
}
