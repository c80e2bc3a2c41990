/** Renders how a wrapper reads its function's result from the call slots. */
import { resolveAlias, typeName } from "@koine/ctypes";
import type { CType, PointerType, StringType, StructType, Target, UnionType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { shapeOfType } from "@koine/engine";
import type { SignatureValue } from "@koine/engine";
import { wideNumberOf } from "../memory/wide-number.ts";
import type { WideNumber } from "../memory/wide-number.ts";
import { structClassOf } from "../struct/struct-class.ts";
import { slab, takeRoom } from "../struct/slab.ts";
import { planPointerRead, planTextRead } from "./ownership.ts";
import type { PointerSource } from "./ownership.ts";
import { isDirect, renderRead, scalarRule, slotPlace } from "./scalar-rule.ts";

/** How a result comes back. */
export interface ResultPlan {
  readonly scalar: SignatureValue | "void";
  /** Expression of the JavaScript value, `undefined` for void. */
  readonly expression: string | undefined;
  /** Whether what a direct call returns is the JavaScript value (`DirectEntry`). */
  readonly isDirect?: boolean;
  /** Whether the backend makes the JavaScript string itself. */
  readonly isText: boolean;
  /** Values that the expression names. */
  readonly bindings?: Readonly<Record<string, unknown>>;
  /**
   * Bytes in a slab that the stub writes a result to which no slot holds, and their alignment of 8 or 16. The expression finds
   * them in `$resultBlock` at `$resultOffset`.
   */
  readonly room?: { readonly byteLength: number; readonly step: number };
}

/**
 * Plans the result of a type.
 *
 * @param source Where a returned pointer is read.
 * @throws {FfiError} `FFI_UNSUPPORTED` for results that this engine cannot return.
 */
export function planResult(type: CType, target: Target, source: PointerSource): ResultPlan {
  const resolved = resolveAlias(type);
  const place = slotPlace(0);
  if (resolved.kind === "void") {
    return { scalar: "void", expression: undefined, isDirect: true, isText: false };
  }
  const rule = scalarRule(resolved, target);
  if (rule !== undefined) {
    const expression = renderRead(rule, place);
    return { scalar: rule.scalar, expression, isDirect: isDirect(rule), isText: false };
  }
  const number = wideNumberOf(resolved, target);
  if (number !== undefined) {
    return wideNumberResult(number, shapeOfType(resolved, target));
  }
  switch (resolved.kind) {
    case "string":
      if (isPlainText(resolved) && resolved.ownership === undefined) {
        return { scalar: "pointer", expression: undefined, isText: true };
      }
      return { scalar: "pointer", ...planTextRead(resolved, source), isText: false };
    case "pointer":
      return pointerResult(resolved, source);
    case "callback":
      return pointerResult({ kind: "pointer", target: resolved.signature, isConst: false }, source);
    case "struct":
    case "union":
      return recordResult(resolved, shapeOfType(resolved, target));
    default:
      throw new FfiError("FFI_UNSUPPORTED", `a function cannot return ${typeName(resolved)} yet`, {
        hint: "return it through a pointer parameter",
        details: { type: typeName(resolved) },
      });
  }
}

function wideNumberResult(number: WideNumber, scalar: SignatureValue): ResultPlan {
  const { byteLength, alignment } = number;
  return {
    scalar,
    expression: "$readResult($resultBlock.view, $resultOffset)",
    isText: false,
    room: { byteLength, step: Math.max(8, alignment) },
    bindings: { slab, takeRoom, readResult: (view: DataView, byteOffset: number) => number.read(view, byteOffset) },
  };
}

function recordResult(type: StructType | UnionType, scalar: SignatureValue): ResultPlan {
  const { instances, byteLength, step } = structClassOf(type);
  return {
    scalar,
    expression: "new $ResultClass($resultBlock, $resultOffset)",
    isText: false,
    room: { byteLength, step },
    bindings: { slab, takeRoom, ResultClass: instances },
  };
}

/** Tells whether a string is what backends convert themselves: UTF-8 whose malformed bytes become U+FFFD. */
export function isPlainText({ encoding, onInvalid }: StringType): boolean {
  return encoding === "utf-8" && onInvalid === undefined;
}

function pointerResult(type: PointerType, source: PointerSource): ResultPlan {
  return { scalar: "pointer", ...planPointerRead(type, source), isText: false };
}
