/** Consecutive structs as a view: elements are instances over the same bytes. Single instances are in `struct-class.ts`. */
import { layoutOf, typeName } from "@koine/ctypes";
import type { StructType, UnionType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { currentBackend } from "../backend/select.ts";
import { writeValue } from "../memory/codec.ts";
import type { NativePointer } from "../memory/pointer.ts";
import { pointerOf } from "../memory/pointer-of.ts";
import { pointerCodec } from "../memory/pointer.ts";
import { keepInRegion, useAfterFree } from "../memory/region.ts";
import { structClassOf } from "./struct-class.ts";
import type { Block } from "./slab.ts";
import type { StructClass, StructInstance } from "./struct-class.ts";

/** The implementation of array views. Users see it as `StructArray<…>`. */
export class NativeStructArray {
  readonly length: number;
  readonly #type: StructType | UnionType;
  readonly #block: Block;
  readonly #pointer: NativePointer;
  readonly #stride: number;
  readonly #class: StructClass;

  /** Views `length` values from the pointer on; the caller has checked that the pointer is of a compatible type. */
  constructor(type: StructType | UnionType, pointer: NativePointer, length: number) {
    this.#type = type;
    this.#stride = layoutOf(type, currentBackend().target).byteLength;
    this.#pointer = pointer;
    this.#block = {
      view: pointer.viewAt(0, this.#stride * length),
      low: pointer.low,
      high: pointer.high,
      region: pointer.region,
      regionOffset: pointer.byteOffset,
    };
    this.#class = structClassOf(type);
    this.length = length;
  }

  get pointer(): NativePointer {
    return this.#pointer;
  }

  at(index: number): StructInstance | undefined {
    this.#assertAlive();
    const position = index < 0 ? this.length + index : index;
    return Number.isInteger(position) && position >= 0 && position < this.length ? this.#element(position) : undefined;
  }

  set(index: number, value: unknown): void {
    this.#assertAlive();
    const path = `${typeName(this.#type)} at index ${index}`;
    if (!Number.isInteger(index) || index < 0 || index >= this.length) {
      throw new FfiError("FFI_OUT_OF_BOUNDS", `${path}: the view has ${this.length} elements`, {
        hint: "indexes go from 0 to length - 1",
        details: { index, length: this.length },
      });
    }
    const { view, region, regionOffset } = this.#block;
    const memory = { view, pointers: pointerCodec, keep: keepInRegion(region, regionOffset) };
    writeValue(this.#type, memory, index * this.#stride, value, path);
  }

  [Symbol.iterator](): IterableIterator<StructInstance> {
    return this.#class.instances.iterate(this.#block, this.#stride * this.length);
  }

  #element(index: number): StructInstance {
    return new this.#class.instances(this.#block, index * this.#stride);
  }

  #assertAlive(): void {
    if (!this.#block.region.isAlive) throw useAfterFree(`array of ${typeName(this.#type)}`, this.#block.region);
  }
}

Object.defineProperty(NativeStructArray.prototype, pointerOf, {
  get(this: NativeStructArray): NativePointer {
    return this.pointer;
  },
});
