/** The errors that wrappers throw: each names the function, the argument with its position, what was expected and got. */
import { resolveAlias, typeName } from "@koine/ctypes";
import type { CType, Target } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { describeMismatch } from "../errors/describe-mismatch.ts";
import { useAfterFree } from "../memory/region.ts";
import { isBuffer, isDetached } from "../memory/buffer-place.ts";
import { NativePointer } from "../memory/pointer.ts";
import { scalarRule } from "./scalar-rule.ts";
import type { ParameterPart } from "./wrapper-parts.ts";

/** What the errors of one function need to know. */
export interface FunctionFacts {
  /** Name of the symbol. */
  readonly name: string;
  /** The library as the user named it. */
  readonly library: string;
  readonly target: Target;
  readonly parameters: readonly ParameterFacts[];
}

/** What the errors about one parameter need to know. */
export interface ParameterFacts {
  readonly name: string | undefined;
  readonly type: CType;
  readonly expected: string;
  readonly isPassed: boolean;
}

/** Makes the functions that wrappers call to get their errors. */
export function argumentErrors(facts: FunctionFacts): Record<string, (...values: never[]) => FfiError> {
  return {
    wrongCount: (received: number) => wrongCount(facts, received),
    wrongArgument: (index: number, value: unknown) => wrongArgument(facts, index, value),
    freedArgument: (index: number, value: NativePointer) => useAfterFree(`${place(facts, index)}: ${value}`, value.region),
    detachedArgument: (index: number, value: unknown) => detached(facts, index, value),
  };
}

/** Makes the error for a call of a function whose library was closed. */
export function closedLibrary(name: string, library: string): FfiError {
  return new FfiError("FFI_LIBRARY_CLOSED", `${name}(): the library ${library} was closed`, {
    hint: "close a library after the last call of its functions",
    details: { function: name, library },
  });
}

/** Makes the error for the first argument that its parameter's condition refuses. */
export function refusal(facts: FunctionFacts, parts: readonly ParameterPart[], given: ArrayLike<unknown>): FfiError {
  let position = 0;
  for (const [index, part] of parts.entries()) {
    if (!part.isPassed) continue;
    const value = given[position++];
    if (part.accepts?.(value) === false) return wrongArgument(facts, index, value);
  }
  throw new Error(`${facts.name}(): a wrapper refused arguments that its parameters accept`);
}

/** Names an argument: `crc32(): argument 2 "buf"`. Positions count what JavaScript passes, from 1. */
function place(facts: FunctionFacts, index: number): string {
  const position = facts.parameters.slice(0, index).filter((parameter) => parameter.isPassed).length + 1;
  const name = facts.parameters[index]?.name;
  return `${facts.name}(): argument ${position}${name === undefined ? "" : ` "${name}"`}`;
}

function wrongCount(facts: FunctionFacts, received: number): FfiError {
  const passed = facts.parameters.filter((parameter) => parameter.isPassed);
  const names = passed.map((parameter, index) => parameter.name ?? `argument ${index + 1}`).join(", ");
  const noun = passed.length === 1 ? "argument" : "arguments";
  return new FfiError("FFI_ARGUMENT_COUNT", `${facts.name}(): expected ${passed.length} ${noun}, got ${received}`, {
    hint: passed.length === 0 ? "call it without arguments" : `pass ${names}`,
    details: { function: facts.name, expected: passed.length, received },
  });
}

function wrongArgument(facts: FunctionFacts, index: number, value: unknown): FfiError {
  const parameter = facts.parameters[index] as ParameterFacts;
  if (isBuffer(value) && isDetached(value) && parameter.expected.includes("bytes")) return detached(facts, index, value);
  const resolved = resolveAlias(parameter.type);
  const rule = scalarRule(resolved.kind === "inout" ? resolved.target : resolved, facts.target);
  const { code, received } =
    rule === undefined ? { code: "FFI_ARGUMENT_TYPE" as const, received: describePassed(value) } : describeMismatch(rule, value);
  return new FfiError(code, `${place(facts, index)}: expected ${parameter.expected}, got ${received}`, {
    hint: hintFor(parameter, value),
    details: { ...details(facts, index), expected: parameter.expected, received: value },
  });
}

function describePassed(value: unknown): string {
  return value instanceof NativePointer ? `a Pointer to ${typeName(value.type)}` : describeValue(value);
}

function hintFor(parameter: ParameterFacts, value: unknown): string | undefined {
  const { type } = parameter;
  if (typeof value === "string" && parameter.expected.includes("bytes")) return "encode it first, with new TextEncoder().encode(…)";
  if (value === undefined) return "pass a value; undefined stands for nothing in C";
  if (resolveAlias(type).kind === "pointer") return `it also takes ${acceptedBeside(parameter)}`;
  if (typeof value === "bigint" && parameter.expected.startsWith("an integer")) return "this type takes a number, without n";
  return undefined;
}

function acceptedBeside({ type, expected }: ParameterFacts): string {
  const pointer = resolveAlias(type);
  const pointee = pointer.kind === "pointer" ? typeName(pointer.target) : "that type";
  return expected.startsWith("a Pointer") ? "null" : `a Pointer to ${pointee}, or null`;
}

function detached(facts: FunctionFacts, index: number, value: unknown): FfiError {
  return new FfiError("FFI_BUFFER_DETACHED", `${place(facts, index)}: the memory of ${describeValue(value)} was transferred elsewhere`, {
    hint: "pass the buffer before transferring it, or pass a copy",
    details: details(facts, index),
  });
}

/** Makes the error for a string that has no C form. */
export function wrongText(facts: FunctionFacts, index: number, value: string): FfiError {
  const at = value.indexOf("\0");
  const what = at >= 0 ? `a NUL character at index ${at}` : "a lone surrogate";
  return new FfiError("FFI_STRING_CONTENT", `${place(facts, index)}: the string has ${what}`, {
    hint: at >= 0 ? "C would see the end of the string there; pass bytes with a length" : "it has no UTF-8 form; repair it with toWellFormed()",
    details: { ...details(facts, index), index: at },
  });
}

function details(facts: FunctionFacts, index: number): Record<string, unknown> {
  return { function: facts.name, argument: index, name: facts.parameters[index]?.name };
}
