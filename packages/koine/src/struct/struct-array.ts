/**
 * Consecutive structs as a view: elements are instances over the same bytes. Single instances are in `struct-class.ts`. Each type
 * has a generated class of views, so that loops over arrays of one type share nothing with those of others and compile to what a
 * loop over a `DataView` does.
 */
import { layoutOf, typeName } from "@koine/ctypes";
import type { StructType, UnionType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { selectUsed } from "../backend/generated-source.ts";
import { currentBackend } from "../backend/select.ts";
import { writeValue } from "../memory/codec.ts";
import type { NativePointer } from "../memory/pointer.ts";
import { pointerOf } from "../memory/pointer-of.ts";
import { pointerCodec } from "../memory/pointer.ts";
import { keepInRegion, useAfterFree } from "../memory/region.ts";
import { structClassOf } from "./struct-class.ts";
import type { Block } from "./slab.ts";
import type { StructClass, StructInstance } from "./struct-class.ts";

/** Makes array views of one type. */
type ArrayClass = new (type: StructType | UnionType, pointer: NativePointer, length: number) => NativeStructArray;

/** The implementation of array views, without what is generated. Users see it as `StructArray<…>`. */
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

  /** @internal Where the elements are. */
  get block(): Block {
    return this.#block;
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

const arrayClasses = new WeakMap<StructType | UnionType, ArrayClass>();

/** Views `length` values from the pointer on; the caller has checked that the pointer is of a compatible type. */
export function createStructArray(
  type: StructType | UnionType,
  pointer: NativePointer,
  length: number,
): NativeStructArray {
  let arrayClass = arrayClasses.get(type);
  if (arrayClass === undefined) {
    arrayClass = compileArrayClass(type);
    arrayClasses.set(type, arrayClass);
  }
  return new arrayClass(type, pointer, length);
}

function compileArrayClass(type: StructType | UnionType): ArrayClass {
  const stride = layoutOf(type, currentBackend().target).byteLength;
  const name = typeName(type);
  const alive = "if (!block.region.isAlive) throw $freed(block);";
  const source = [
    "class Elements {",
    "  #block; #offset = 0; #end;",
    "  constructor(block, end) { this.#block = block; this.#end = end; }",
    "  next() {",
    `    const block = this.#block, offset = this.#offset; ${alive}`,
    "    if (offset >= this.#end) return { done: true, value: undefined };",
    `    this.#offset = offset + ${stride};`,
    "    return { done: false, value: new $Instance(block, offset) };",
    "  }",
    "  [Symbol.iterator]() { return this; }",
    "}",
    "return class StructArray extends $NativeStructArray {",
    "  #block; #length;",
    "  constructor(type, pointer, length) {",
    "    super(type, pointer, length);",
    "    this.#block = this.block; this.#length = length;",
    "  }",
    "  at(index) {",
    "    if (index >>> 0 !== index || index >= this.#length) return super.at(index);",
    `    const block = this.#block; ${alive}`,
    `    return new $Instance(block, index * ${stride});`,
    "  }",
    `  [Symbol.iterator]() { return new Elements(this.#block, this.#length * ${stride}); }`,
    "};",
  ].join("\n");
  const bindings = {
    NativeStructArray,
    Instance: structClassOf(type).instances,
    freed: ({ region }: Block) => useAfterFree(`array of ${name}`, region),
  };
  return currentBackend().compile(source, selectUsed(source, bindings)) as ArrayClass;
}
