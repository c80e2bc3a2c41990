/**
 * Generates the JavaScript side of a callback: reads the arguments, calls the user's function, checks its result and
 * hands it back. One source text per callback, so that the runtime optimises each for itself.
 */
import { resolveAlias, typeName } from "@koine/ctypes";
import type { CallbackType, CType, Target } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import type { Scalar, ScalarSignature } from "@koine/engine";
import type { Address, Backend } from "../backend/contract.ts";
import { selectUsed } from "../backend/generated-source.ts";
import { describeMismatch } from "../errors/describe-mismatch.ts";
import { renderAcceptance, renderElement, renderRead, renderWrite, scalarRule } from "../function/scalar-rule.ts";
import type { ScalarRule, SourcePlace } from "../function/scalar-rule.ts";
import { renderPointerRead } from "../function/result-source.ts";
import { typedViews } from "../function/typed-views.ts";
import { NativePointer } from "../memory/pointer.ts";
import { foreignRegion, useAfterFree } from "../memory/region.ts";
import type { CallbackSlot } from "./callback-slot.ts";
import { defaultResultBits } from "./default-result.ts";

/** A callback's signature, and how to compile its JavaScript side once its slot exists. */
export interface Shim {
  readonly signature: ScalarSignature;
  /** Bits of the result that C gets when JavaScript gives none. */
  readonly defaultBits: bigint;
  compile(slot: CallbackSlot): () => void;
}

let shimCount = 0;

/** Plans the JavaScript side of a callback type. */
export function planShim(type: CallbackType, label: string, backend: Backend): Shim {
  const { parameters, result } = type.signature;
  const signature: ScalarSignature = {
    parameters: parameters.map((parameter) => scalarOf(parameter, label, backend.target)),
    result: resolveAlias(result).kind === "void" ? "void" : scalarOf(result, label, backend.target),
  };
  const defaultBits = defaultResultBits(type, label, backend);
  return {
    signature,
    defaultBits,
    compile(slot) {
      const bindings = {
        ...shimBindings(type, slot, label, backend),
        defaultBits,
      };
      const body = renderShim(type, slot, backend);
      return backend.compile(body, selectUsed(body, bindings)) as () => void;
    },
  };
}

function scalarOf(type: CType, label: string, target: Target): Scalar {
  const resolved = resolveAlias(type);
  const rule = scalarRule(resolved, target);
  if (rule !== undefined) return rule.scalar;
  if (["pointer", "string", "callback", "array", "function"].includes(resolved.kind)) return "pointer";
  throw new FfiError("FFI_UNSUPPORTED", `${label}: a callback cannot pass ${typeName(resolved)} yet`, {
    details: { type: typeName(resolved) },
  });
}

function renderShim(type: CallbackType, slot: CallbackSlot, backend: Backend): string {
  const { parameters, result } = type.signature;
  const { argumentSlots, resultSlot } = slot.entry;
  const reads = parameters.map((parameter, index) => {
    const place: SourcePlace = { views: "$", offset: (argumentSlots[index] ?? 0) * 8 };
    return `const a${index} = ${renderArgument(parameter, index, place, backend.target)};`;
  });
  const place: SourcePlace = { views: "$", offset: resultSlot * 8 };
  const values = parameters.map((_, index) => `a${index}`).join(", ");
  return [
    `return function enterCallback() { // callback ${shimCount++}`,
    "  const frame = $slot.frame;",
    // No frame: native code kept the pointer beyond its call.
    `  if (frame === undefined || frame.hasFailed) { ${renderDefault(place)} return; }`,
    "  try {",
    ...reads.map((line) => `    ${line}`),
    `    const callee = frame.callee;`,
    `    const value = callee(${values});`,
    ...renderResult(result, place, backend.target).map((line) => `    ${line}`),
    "  } catch (error) {",
    "    frame.hasFailed = true;",
    "    frame.failure = error;",
    `    ${renderDefault(place)}`,
    "  }",
    "}",
  ].join("\n");
}

function renderDefault(place: SourcePlace): string {
  return `${renderElement(place, "u64", 8)} = $defaultBits;`;
}

function renderArgument(type: CType, index: number, place: SourcePlace, target: Target): string {
  const resolved = resolveAlias(type);
  const rule = scalarRule(resolved, target);
  if (rule !== undefined) return renderRead(rule, place);
  if (resolved.kind === "string") {
    const address = renderElement(place, "u64", 8);
    return `${address} === 0n ? null : $readText(${address})`;
  }
  return renderPointerRead(place, `$types[${index}]`);
}

function renderResult(type: CType, place: SourcePlace, target: Target): string[] {
  const resolved = resolveAlias(type);
  if (resolved.kind === "void") return [];
  const rule = scalarRule(resolved, target);
  if (rule !== undefined) {
    const acceptance = renderAcceptance(rule, "value", "$rule.members");
    return [`if (!(${acceptance})) throw $wrongResult(value);`, renderWrite(rule, "value", place)];
  }
  const low = renderElement(place, "i32", 4);
  const high = renderElement(place, "i32", 4, 1);
  return [
    `if (value === null || value === undefined) { ${low} = 0; ${high} = 0; }`,
    "else if (!(value instanceof $NativePointer)) throw $wrongResult(value);",
    "else if (!value.region.isAlive) throw $freedResult(value);",
    `else { ${low} = value.low; ${high} = value.high; }`,
  ];
}

function shimBindings(type: CallbackType, slot: CallbackSlot, label: string, backend: Backend): object {
  const { parameters, result } = type.signature;
  const rule = scalarRule(result, backend.target);
  return {
    ...typedViews(backend.callbackSlots, ""),
    slot,
    wrongResult: (value: unknown) => wrongResult(label, result, rule, value),
    freedResult: (value: NativePointer) => useAfterFree(`${label}: the pointer that it returned`, value.region),
    NativePointer,
    foreignRegion,
    readText: (address: bigint) => backend.readText(address as Address),
    types: parameters.map(pointeeOf),
    rule,
  };
}

function pointeeOf(type: CType): CType {
  const resolved = resolveAlias(type);
  if (resolved.kind === "pointer") return resolved.target;
  if (resolved.kind === "callback") return resolved.signature;
  return resolved;
}

function wrongResult(label: string, result: CType, rule: ScalarRule | undefined, value: unknown): FfiError {
  const expected = rule?.expected ?? "a Pointer or null";
  const received = rule === undefined ? describeValue(value) : describeMismatch(rule, value).received;
  return new FfiError("FFI_RESULT_TYPE", `${label}: expected the function to return ${expected}, got ${received}`, {
    hint: value === undefined ? "return a value from every path of the function" : undefined,
    details: { expected, received: value, type: typeName(result) },
  });
}
