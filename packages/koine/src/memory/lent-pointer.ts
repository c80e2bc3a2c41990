/**
 * The classes of the pointers to numbers that callbacks get: one for each kind of number, whose `value` has feedback of its own. V8
 * keeps what it learns of a function with the function: where all pointers share one, a sort pays for every other type and
 * place that the program reads, twice per comparison. Other pointers: `pointer.ts`.
 */
import { resolveAlias } from "@koine/ctypes";
import type { CType } from "@koine/ctypes";
import type { Backend } from "../backend/contract.ts";
import { scalarRule } from "../function/scalar-rule.ts";
import { renderLentRead } from "./accessor.ts";
import { lending } from "./lent-memory.ts";
import { NativePointer } from "./pointer.ts";
import { foreignRegion } from "./region.ts";

const classes = new WeakMap<Backend, Map<string, typeof NativePointer>>();

/** Gives the class of what a callback gets for a pointer to that type; it makes instances of {@link NativePointer}. */
export function lentPointerClass(type: CType, backend: Backend): typeof NativePointer {
  const read = renderLentRead(scalarRule(resolveAlias(type), backend.target));
  if (read.length === 0) return NativePointer;
  const known = classes.get(backend) ?? new Map<string, typeof NativePointer>();
  classes.set(backend, known);
  const key = read.join("\n");
  const found = known.get(key) ?? createClass(read, backend);
  known.set(key, found);
  return found;
}

function createClass(read: readonly string[], backend: Backend): typeof NativePointer {
  const source = [
    // It does not extend the other class, whose constructor V8 would call in the generic way.
    "class NativePointer {",
    "  constructor(type, low, high, region, byteOffset, accessor) {",
    "    this.type = type; this.low = low; this.high = high;",
    "    this.region = region; this.byteOffset = byteOffset; this.accessor = accessor;",
    "  }",
    // V8 11 knows not how often getters are called, and inlines them last, unless they have at most 27 bytes: these are 24.
    "  get value() { return read(this.type, this.low, this.high); }",
    "  set value(value) { this.set(0, value); }",
    "}",
    "Object.setPrototypeOf(NativePointer.prototype, $NativePointer.prototype);",
    "NativePointer.prototype.constructor = $NativePointer;",
    // The pointer itself is not passed on: V8 need not make it then.
    "function read(type, low, high) {",
    ...read.map((line) => `  ${line}`),
    "  return $readElsewhere(type, low, high);",
    "}",
    "return NativePointer;",
  ].join("\n");
  return backend.compile(source, { NativePointer, lending, readElsewhere }) as typeof NativePointer;
}

function readElsewhere(type: CType, low: number, high: number): unknown {
  return new NativePointer(type, low, high, foreignRegion, 0).value;
}
