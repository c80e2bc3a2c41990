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
import { structClassOf } from "./struct-class.ts";
import type { Block } from "./slab.ts";
import type { StructInstance } from "./struct-class.ts";

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
  const block = { view, low, high, region, regionOffset: byteOffset, flexibleLength: undefined };
  return new (arrayClassOf(type))({ type, pointer, length }, block);
}

const classes = new WeakMap<StructType | UnionType, ArrayClass>();

function arrayClassOf(type: StructType | UnionType): ArrayClass {
  let known = classes.get(type);
  if (known === undefined) {
    const freed = ({ region }: Block): FfiError => useAfterFree(`array of ${typeName(type)}`, region);
    const { instances } = structClassOf(type);
    known = currentBackend().compile(renderArrayClass(type), {
      ArrayView,
      Instance: instances,
      iteratorPrototype,
      outside: () => undefined,
      freed,
    }) as ArrayClass;
    classes.set(type, known);
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
    "  #block; #length; #index = 0;",
    "  constructor(block, length) { this.#block = block; this.#length = length; }",
    "  next() {",
    `    ${check}`,
    "    const index = this.#index, done = index >= this.#length;",
    "    let value;",
    `    if (!done) { this.#index = index + 1; value = new $Instance(block, index * ${byteLength}); }`,
    "    return { done, value };",
    "  }",
    "}",
    "Object.setPrototypeOf(Elements.prototype, $iteratorPrototype);",
    "return class StructArray extends $ArrayView {",
    "  #block; #length;",
    "  constructor(place, block) { super(place, block); this.#block = block; this.#length = place.length; }",
    "  at(index) {",
    `    ${check}`,
    "    const length = this.#length, position = index < 0 ? length + index : index;",
    "    if (!(position >= 0 && position < length && Number.isInteger(position))) return $outside();",
    `    return new $Instance(block, position * ${byteLength});`,
    "  }",
    "  [Symbol.iterator]() { return new Elements(this.#block, this.#length); }",
    "};",
  ].join("\n");
}

/** What array views of all types have in common. */
class ArrayView {
  readonly length: number;
  readonly #type: StructType | UnionType;
  readonly #pointer: NativePointer;
  readonly #view: DataView;

  constructor({ type, pointer, length }: ArrayPlace, { view }: Block) {
    this.#type = type;
    this.#pointer = pointer;
    this.#view = view;
    this.length = length;
  }

  get pointer(): NativePointer {
    return this.#pointer;
  }

  set(index: number, value: unknown): void {
    const path = `${typeName(this.#type)} at index ${index}`;
    const { region, byteOffset } = this.#pointer;
    if (!region.isAlive) throw useAfterFree(`array of ${typeName(this.#type)}`, region);
    if (!Number.isInteger(index) || index < 0 || index >= this.length) {
      throw new FfiError("FFI_OUT_OF_BOUNDS", `${path}: the view has ${this.length} elements`, {
        hint: "indexes go from 0 to length - 1",
        details: { index, length: this.length },
      });
    }
    const { byteLength } = layoutOf(this.#type, currentBackend().target);
    const memory = { view: this.#view, pointers: pointerCodec, keep: keepInRegion(region, byteOffset) };
    writeValue(this.#type, memory, index * byteLength, value, path);
  }
}

Object.defineProperty(ArrayView.prototype, pointerOf, {
  get(this: ArrayView): NativePointer {
    return this.pointer;
  },
});
