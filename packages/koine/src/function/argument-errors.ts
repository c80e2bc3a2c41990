/**
 * The errors that wrappers throw: each names the function, the argument with its position, what was expected and what it
 * got. Nothing here runs while calls succeed.
 */
import { representationOf, resolveAlias, typeName } from "@koine/ctypes";
import type { CType, FunctionType } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { textControl } from "../backend/contract.ts";
import type { Backend } from "../backend/contract.ts";
import { describeMismatch } from "../errors/describe-mismatch.ts";
import { describePassed } from "../errors/describe-passed.ts";
import { isBuffer } from "../memory/buffer-place.ts";
import { isDetached } from "../memory/detached-buffer.ts";
import { isForeignPointer } from "../memory/pointer.ts";
import type { NativePointer } from "../memory/pointer.ts";
import { useAfterFree } from "../memory/region.ts";
import type { LibraryGate } from "./library-gate.ts";
import { scalarRule } from "./scalar-rule.ts";
import type { ParameterPart } from "./wrapper-parts.ts";

/** What the errors of one function need to know. */
export interface FunctionFacts {
  /** Name of the function in `symbols`. */
  readonly name: string;
  readonly type: FunctionType;
  /** The library as the user named it. */
  readonly library: string;
  readonly parts: readonly ParameterPart[];
  /** Parameters that C declares, of a variadic function; the type has more. */
  readonly fixedParameterCount?: number | undefined;
  readonly backend: Pick<Backend, "target" | "text">;
  /** Tells whether the library was closed; absent for what is called through no library. */
  readonly gate?: Readonly<LibraryGate> | undefined;
  /** Makes the error for a call after the end, where it is not a library that has ended. */
  readonly ended?: (() => FfiError) | undefined;
}

/** Makes the error for a use of a function or variable whose library was closed; `label` names it in the message. */
export function closedLibrary(name: string, library: string, label: string = `${name}()`): FfiError {
  return new FfiError("FFI_LIBRARY_CLOSED", `${label}: the library ${library} was closed`, {
    hint: "close a library after the last use of its symbols",
    details: { symbol: name, library },
  });
}

/** Makes the errors of one function. Wrappers call it `errors`. */
export class ArgumentErrors {
  readonly #facts: FunctionFacts;

  constructor(facts: FunctionFacts) {
    this.#facts = facts;
  }

  closedLibrary(): FfiError {
    const { name, library, ended } = this.#facts;
    return ended?.() ?? closedLibrary(name, library);
  }

  /** Of a closed library nothing else matters, as in functions that were not called before. */
  wrongCount(received: number): FfiError {
    const { name, type, parts, gate } = this.#facts;
    if (gate?.isClosed === true) return this.closedLibrary();
    const passed = parts.flatMap((part, index) => (part.isPassed ? [index] : []));
    const names = passed.map((index, position) => type.parameterNames[index] ?? `argument ${position + 1}`).join(", ");
    const noun = passed.length === 1 ? "argument" : "arguments";
    const count = `${type.isVariadic ? "at least " : ""}${passed.length} ${noun}`;
    return new FfiError("FFI_ARGUMENT_COUNT", `${name}(): expected ${count}, got ${received}`, {
      hint: passed.length === 0 ? "call it without arguments" : `pass ${names}`,
      details: { function: name, expected: passed.length, received },
    });
  }

  /** Finds the first argument that its parameter's condition refuses. */
  refuse(given: ArrayLike<unknown>): FfiError {
    let position = 0;
    for (const [index, part] of this.#facts.parts.entries()) {
      if (!part.isPassed) continue;
      const value = given[position++];
      if (part.accepts?.(value) === false) return this.wrongArgument(index, value);
    }
    throw new Error(`${this.#facts.name}(): a wrapper refused arguments that its parameters accept`);
  }

  wrongArgument(index: number, value: unknown): FfiError {
    const { backend, fixedParameterCount = Infinity } = this.#facts;
    const { expected } = this.#part(index);
    if (isBuffer(value) && isDetached(value) && expected.includes("bytes")) return this.detachedArgument(index, value);
    const resolved = resolveAlias(this.#type(index));
    const rule = scalarRule(representationOf(resolved.kind === "inout" ? resolved.target : resolved), backend.target);
    const { code, received, hint } =
      rule === undefined
        ? { code: "FFI_ARGUMENT_TYPE" as const, received: describePassed(value), hint: undefined }
        : describeMismatch(rule, value);
    return new FfiError(code, `${this.#place(index)}: expected ${expected}, got ${received}`, {
      hint:
        (index >= fixedParameterCount ? hintForExtra(value) : undefined) ?? findHint(resolved, expected, value) ?? hint,
      details: { ...this.#details(index), expected, received: value },
    });
  }

  freedArgument(index: number, value: NativePointer): FfiError {
    return useAfterFree(`${this.#place(index)}: ${value.toString()}`, value.region);
  }

  /** For a value that had a pointer and gives it no more, such as a released callback: the same error says where it was passed. */
  refusedPointer(index: number, value: unknown, cause: FfiError): FfiError {
    const { code, hint, message, details } = cause;
    const what = hint === undefined ? message : message.slice(0, -`\n  hint: ${hint}`.length);
    return new FfiError(code, `${this.#place(index)}: ${what}`, {
      hint,
      details: { ...details, ...this.#details(index), received: value },
      cause,
    });
  }

  /** For memory that C is to take over and cannot. */
  notTransferable(index: number, value: NativePointer): FfiError {
    const isAllocated = value.region.buffer !== undefined;
    const what = isAllocated ? "is memory of Koine" : `points ${value.byteOffset} bytes into its memory`;
    return new FfiError(
      "FFI_ARGUMENT_TYPE",
      `${this.#place(index)}: ${value.toString()} ${what}, which C cannot free`,
      {
        hint: isAllocated ? "pass memory that C allocated" : "pass the pointer that C gave",
        details: { ...this.#details(index), received: value },
      },
    );
  }

  detachedArgument(index: number, value: unknown): FfiError {
    const what = `${this.#place(index)}: the memory of ${describeValue(value)} was transferred elsewhere`;
    return new FfiError("FFI_BUFFER_DETACHED", what, {
      hint: "pass the buffer before transferring it, or pass a copy",
      details: this.#details(index),
    });
  }

  /** Undoes what the call took of the text arena. */
  wrongText(index: number, value: string, mark: number): FfiError {
    this.#facts.backend.text.control[textControl.top] = mark;
    const at = value.indexOf("\0");
    const what = at >= 0 ? `a NUL character at index ${at}` : "a lone surrogate";
    return new FfiError("FFI_STRING_CONTENT", `${this.#place(index)}: the string has ${what}`, {
      hint:
        at >= 0
          ? "C would see the end of the string there; pass bytes with a length"
          : "it has no UTF-8 form; repair it with toWellFormed()",
      details: { ...this.#details(index), index: at },
    });
  }

  /** Undoes what the call took of the text arena. */
  tooDeep(mark: number): FfiError {
    this.#facts.backend.text.control[textControl.top] = mark;
    return new FfiError("FFI_OUT_OF_MEMORY", `${this.#facts.name}(): calls are nested too deeply`, {
      details: { function: this.#facts.name },
    });
  }

  /** For a callback that C called with so little stack left that JavaScript could not begin. */
  notEntered(): FfiError {
    return stackIsFull(this.#facts.name);
  }

  /** For a native function that used up its stack of `byteLength` bytes and was given up. */
  stackOverflow(byteLength: number): FfiError {
    const { name } = this.#facts;
    return new FfiError("FFI_STACK_OVERFLOW", `${name}(): native code overflowed its stack of ${byteLength} bytes`, {
      hint: `declare it with { stack: ${byteLength * 4} }, or set KOINE_STACK_SIZE; what it was doing stays half done`,
      details: { function: name, byteLength },
    });
  }

  /** Gives the number for a result of a `.number` type. */
  toSafeNumber(value: bigint): number {
    const number = Number(value);
    if (Number.isSafeInteger(number)) return number;
    const { name } = this.#facts;
    throw new FfiError("FFI_UNSAFE_INTEGER", `${name}(): ${value} does not fit a number without losing bits`, {
      hint: "declare the type without `.number`, which gives a bigint",
      details: { function: name, value },
    });
  }

  /** Names an argument: `crc32(): argument 2 "buf"`. Positions count what JavaScript passes, from 1. */
  #place(index: number): string {
    const { name, type, parts } = this.#facts;
    const position = parts.slice(0, index).filter((part) => part.isPassed).length + 1;
    const parameterName = type.parameterNames[index];
    return `${name}(): argument ${position}${parameterName === undefined ? "" : ` "${parameterName}"`}`;
  }

  #details(index: number): Record<string, unknown> {
    return { function: this.#facts.name, argument: index, name: this.#facts.type.parameterNames[index] };
  }

  #part(index: number): ParameterPart {
    return this.#facts.parts[index] as ParameterPart;
  }

  #type(index: number): CType {
    return this.#facts.type.parameters[index] as CType;
  }
}

/** Numbers are never taken for one C type or another by their value: what works for 1 must not mean something else for 1.5. */
function hintForExtra(value: unknown): string | undefined {
  if (typeof value === "bigint") return `say which type C expects, such as c.u64(${value}n)`;
  if (typeof value !== "number") return undefined;
  const type = Number.isInteger(value) && value > 0 && value < 2 ** 32 ? "uint" : "double";
  return `a plain number is passed as int: where C expects another type, say so, such as c.${type}(${value})`;
}

/** What to do with a value; nothing is known of a Proxy that was revoked, or whose handler throws. */
function findHint(type: CType, expected: string, value: unknown): string | undefined {
  try {
    return hintFor(type, expected, value);
  } catch {
    return undefined;
  }
}

function hintFor(type: CType, expected: string, value: unknown): string | undefined {
  if (typeof value === "string" && expected.includes("bytes"))
    return "encode it first, with new TextEncoder().encode(…)";
  if (value === undefined) return "pass a value; undefined stands for nothing in C";
  if (isForeignPointer(value)) return "have one copy installed, or pass Pointer.from(pointer.address, type)";
  const pointer = representationOf(type);
  if (Array.isArray(value) && pointer.kind === "pointer") {
    const target = resolveAlias(pointer.target).kind;
    if (target === "struct" || target === "union") {
      return "C may write to it: pass an arrayView of its memory, or declare the pointer const, so that a copy will do";
    }
    return expected.includes("bytes") ? "pass a typed array, whose memory C can use" : undefined;
  }
  if (pointer.kind === "pointer" && isPlainRecord(value)) {
    const target = resolveAlias(pointer.target);
    if (target.kind === "struct" || target.kind === "union") return `pass an instance: ${target.name}.create(…)`;
  }
  if (type.kind === "pointer") {
    const accepted = expected.startsWith("a Pointer") ? "null" : `a Pointer to ${typeName(type.target)}, or null`;
    return `it also takes ${accepted}`;
  }
  if (typeof value === "bigint" && expected.startsWith("an integer")) return "this type takes a number, without n";
  return undefined;
}

function isPlainRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Makes the error for a callback that could not be entered during a call. */
export function stackIsFull(name: string): FfiError {
  return new FfiError("FFI_OUT_OF_MEMORY", `${name}(): a callback could not be entered, the stack is full`, {
    hint: "calls are nested too deeply: end the recursion earlier",
    details: { function: name },
  });
}
