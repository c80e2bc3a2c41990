/**
 * Consecutive structs as a view: elements are instances over the same bytes. Single instances are in `struct-class.ts`. Like
 * those, array views have a generated class per type: loops over arrays of one type share nothing with those of others.
 */
import { layoutOf, typeName } from "@koine/ctypes";
import type { StructType, UnionType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { currentBackend } from "../backend/select.ts";
import { writeValue } from "../memory/codec.ts";
import type { NativePointer } from "../memory/pointer.ts";
import { pointerOf } from "../memory/pointer-of.ts";
import { pointerCodec } from "../memory/pointer.ts";
import { keepInRegion, useAfterFree } from "../memory/region.ts";
import type { Block } from "./block.ts";
import { structClassOf } from "./struct-class.ts";
import type { InstanceClass, StructInstance } from "./struct-class.ts";

/** The implementation of array views. Users see it as `StructArray<…>`. */
export interface NativeStructArray extends ArrayView, Iterable<StructInstance> {
  at(index: number): StructInstance | undefined;
}

type ArrayClass = new (place: ArrayPlace, block: Block) => NativeStructArray;

/** What an array view is of; the caller has checked that the pointer is of a compatible type. */
interface ArrayPlace {
  readonly type: StructType | UnionType;
  readonly pointer: NativePointer;
  readonly length: number;
  /** Offset of the first element in the block. */
  readonly start: number;
}

/** Views `length` values from the pointer on; the caller has checked that the pointer is of a compatible type. */
export function viewStructArray(
  type: StructType | UnionType,
  pointer: NativePointer,
  length: number,
): NativeStructArray {
  const { byteLength } = layoutOf(type, currentBackend().target);
  const { low, high, region, byteOffset } = pointer;
  const view = pointer.viewAt(0, byteLength * length);
  const place = { view, low, high, region, regionOffset: byteOffset, flexibleEnd: undefined };
  const { Instance, block, byteOffset: start } = structClassOf(type).openBlock(place, 0);
  return new (arrayClassOf(type, Instance))({ type, pointer, length, start }, block);
}

const classes = new WeakMap<InstanceClass, ArrayClass>();

/** Gives the class of arrays of some instances. */
function arrayClassOf(type: StructType | UnionType, Instance: InstanceClass): ArrayClass {
  let known = classes.get(Instance);
  if (known === undefined) {
    const freed = ({ region }: Block): FfiError => useAfterFree(`array of ${typeName(type)}`, region);
    known = currentBackend().compile(renderArrayClass(type), {
      ArrayView,
      Instance,
      iteratorPrototype,
      outside: () => undefined,
      freed,
    }) as ArrayClass;
    classes.set(Instance, known);
  }
  return known;
}

/** What all iterators of the language inherit from: it makes them iterable, and has the methods that the runtime knows. */
const iteratorPrototype: unknown = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));

/**
 * Renders the class of one type's array views. Two habits of optimisers shape it: an object stays out of memory only where a single
 * place makes it and no other value can stand in its stead. So the result of `next` is made once, and `at` leaves the case that
 * hardly ever happens to a function.
 */
function renderArrayClass(type: StructType | UnionType): string {
  const { byteLength } = layoutOf(type, currentBackend().target);
  const check = "const block = this.#block; if (block.region.isAlive !== true) throw $freed(block);";
  return [
    "class Elements {",
    "  #block; #start; #length; #index = 0;",
    "  constructor(block, start, length) { this.#block = block; this.#start = start; this.#length = length; }",
    // Who reads a member of an element is told when the memory has ended.
    "  next() {",
    "    const index = this.#index, done = index >= this.#length;",
    "    let value;",
    "    if (!done) {",
    "      this.#index = index + 1;",
    `      value = new $Instance(this.#block, this.#start + index * ${byteLength});`,
    "    }",
    "    return { done, value };",
    "  }",
    "}",
    "Object.setPrototypeOf(Elements.prototype, $iteratorPrototype);",
    "return class StructArray extends $ArrayView {",
    "  #block; #length; #start;",
    "  constructor(place, block) {",
    "    super(place, block);",
    "    this.#block = block; this.#length = place.length; this.#start = place.start;",
    "  }",
    "  at(index) {",
    `    ${check}`,
    "    const length = this.#length, position = index < 0 ? length + index : index;",
    "    if (!(position >= 0 && position < length && Number.isInteger(position))) return $outside();",
    `    return new $Instance(block, this.#start + position * ${byteLength});`,
    "  }",
    "  [Symbol.iterator]() {",
    `    ${check}`,
    "    return new Elements(block, this.#start, this.#length);",
    "  }",
    "};",
  ].join("\n");
}

/** What array views of all types have in common. */
class ArrayView {
  readonly length: number;
  readonly #type: StructType | UnionType;
  readonly #pointer: NativePointer;
  readonly #start: number;
  readonly #block: Block;

  constructor({ type, pointer, length, start }: ArrayPlace, block: Block) {
    this.#type = type;
    this.#pointer = pointer;
    this.#start = start;
    this.#block = block;
    this.length = length;
  }

  get pointer(): NativePointer {
    return this.#pointer;
  }

  set(index: number, value: unknown): void {
    const path = `${typeName(this.#type)} at index ${index}`;
    const { view, region, regionOffset } = this.#block;
    if (!region.isAlive) throw useAfterFree(`array of ${typeName(this.#type)}`, region);
    if (!Number.isInteger(index) || index < 0 || index >= this.length) {
      throw new FfiError("FFI_OUT_OF_BOUNDS", `${path}: the view has ${this.length} elements`, {
        hint: "indexes go from 0 to length - 1",
        details: { index, length: this.length },
      });
    }
    const { byteLength } = layoutOf(this.#type, currentBackend().target);
    const memory = { view, pointers: pointerCodec, keep: keepInRegion(region, regionOffset) };
    writeValue(this.#type, memory, this.#start + index * byteLength, value, path);
  }
}

Object.defineProperty(ArrayView.prototype, pointerOf, {
  get(this: ArrayView): NativePointer {
    return this.pointer;
  },
});
