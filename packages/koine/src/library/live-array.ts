/**
 * Exported arrays as JavaScript sees them: what looks like an array of values, each of which is read and written where C has it.
 * The variable itself is in `native-variable.ts`.
 */
import { layoutOf, resolveAlias, typeName } from "@koine/ctypes";
import type { ArrayType, CType, VariableType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { currentBackend } from "../backend/select.ts";
import { writeValue } from "../memory/codec.ts";
import { elementPlaceOf, NativePointer, pointerCodec } from "../memory/pointer.ts";
import { readPlaceOf, relocate } from "../memory/read-place.ts";
import { readOnlyVariable } from "../memory/read-only-view.ts";
import { keepInRegion } from "../memory/region.ts";
import { structClassOf } from "../struct/struct-class.ts";

/** What an array belongs to. */
export interface ArraySource {
  /** Names the variable, or the part of it, in errors. */
  readonly name: string;
  readonly type: VariableType;
}

/**
 * Refuses to write what is declared as read-only.
 *
 * @throws {FfiError} `FFI_READ_ONLY`
 */
export function assertWritable({ name, type }: ArraySource): void {
  if (!type.isReadonly) return;
  throw readOnlyVariable(name, { type: typeName(type.target) });
}

/**
 * Makes the live view of an array.
 *
 * @param pointer Points to the first element, and knows how many there are.
 */
export function liveArray(type: ArrayType, pointer: NativePointer, source: ArraySource): unknown {
  const elements = new ArrayElements(type, pointer, source);
  const { length } = elements;
  const target = Array.from({ length });
  // Node shows the target of a proxy unless that says otherwise.
  Object.defineProperty(target, Symbol.for("nodejs.util.inspect.custom"), {
    value: () => Array.from({ length }, (_, index) => elements.read(index)),
  });
  return new Proxy(target, {
    get: (array, key, receiver) => {
      const index = elements.indexOf(key);
      return index === undefined ? (Reflect.get(array, key, receiver) as unknown) : elements.read(index);
    },
    getOwnPropertyDescriptor: (array, key) => {
      const index = elements.indexOf(key);
      if (index === undefined) return Reflect.getOwnPropertyDescriptor(array, key);
      return { value: elements.read(index), writable: true, enumerable: true, configurable: true };
    },
    set: (_, key, value) => elements.write(key, value),
    defineProperty: () => false,
    deleteProperty: () => false,
  });
}

/** Reads what a pointer leads to; errors name the variable, or the part of it. */
export function readNamed(pointer: NativePointer, index: number, name: string): unknown {
  try {
    return pointer.get(index);
  } catch (error) {
    const { type } = pointer;
    throw relocate(relocate(error, name, readPlaceOf(type)), name, elementPlaceOf(type, index));
  }
}

class ArrayElements {
  readonly length: number;
  readonly #element: CType;
  readonly #byteLength: number;
  readonly #pointer: NativePointer;
  readonly #source: ArraySource;

  constructor(type: ArrayType, pointer: NativePointer, source: ArraySource) {
    this.length = type.length ?? 0;
    this.#element = type.element;
    this.#byteLength = layoutOf(type.element, currentBackend().target).byteLength;
    this.#pointer = pointer;
    this.#source = source;
  }

  /** Gives the number that a property key is; `undefined` for keys that are none, and outside of the array. */
  indexOf(key: string | symbol): number | undefined {
    const index = typeof key === "string" ? Number(key) : Number.NaN;
    return Number.isInteger(index) && index >= 0 && index < this.length && String(index) === key ? index : undefined;
  }

  /** Structs and arrays are live views in their turn. */
  read(index: number): unknown {
    const resolved = resolveAlias(this.#element);
    if (resolved.kind === "struct" || resolved.kind === "union") {
      const { low, high, region, byteOffset } = this.#pointer.add(index) as unknown as NativePointer;
      const view = this.#pointer.viewAt(index * this.#byteLength, this.#byteLength);
      return structClassOf(resolved).at({
        view,
        byteOffset: 0,
        low,
        high,
        region,
        regionOffset: byteOffset,
        flexibleEnd: undefined,
      });
    }
    const { name, type } = this.#source;
    if (resolved.kind !== "array" || resolved.form !== "elements") {
      return readNamed(this.#pointer, index, `${name}[${index}]`);
    }
    const { low, high, region, byteOffset } = this.#pointer.add(index) as unknown as NativePointer;
    const inner = new NativePointer(resolved.element, low, high, region, byteOffset);
    return liveArray(resolved, inner, { name: `${name}[${index}]`, type });
  }

  /** Writes an element; tells whether the key is one that can be written. */
  write(key: string | symbol, value: unknown): boolean {
    if (typeof key === "symbol" || !/^-?[0-9]+$/.test(key)) return false;
    const { name } = this.#source;
    assertWritable(this.#source);
    const index = this.indexOf(key);
    if (index === undefined) {
      throw new FfiError("FFI_OUT_OF_BOUNDS", `${name}[${key}]: the array has ${this.length} elements`, {
        hint: "indexes go from 0 to length - 1",
        details: { variable: name, index: Number(key), length: this.length },
      });
    }
    const offset = index * this.#byteLength;
    const { region, byteOffset } = this.#pointer;
    const view = this.#pointer.viewAt(offset, this.#byteLength);
    const memory = { view, pointers: pointerCodec, keep: keepInRegion(region, byteOffset + offset) };
    writeValue(this.#element, memory, 0, value, `${name}[${index}]`);
    return true;
  }
}
