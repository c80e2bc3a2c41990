/** Renders how a wrapper reads its function's result from the call slots. */
import { resolveAlias, typeName } from "@koine/ctypes";
import type { CType, PointerType, StringType, StructType, Target, UnionType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { shapeOfType } from "@koine/engine";
import type { SignatureValue } from "@koine/engine";
import { wideNumberOf } from "../memory/wide-number.ts";
import type { WideNumber } from "../memory/wide-number.ts";
import { structClassOf } from "../struct/struct-class.ts";
import { planPointerRead, planTextRead } from "./ownership.ts";
import type { PointerSource } from "./ownership.ts";
import { takeNumberPlace } from "./parameters/wide-number-parameter.ts";
import type { NumberPlace } from "./parameters/wide-number-parameter.ts";
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
  /** Type of a struct or union that comes back by value; its memory is made before the call. */
  readonly record?: StructType | UnionType | undefined;
  /** Whether it is a `long double` or a complex number, whose memory is made before the call. */
  readonly isWideNumber?: boolean;
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
      return {
        scalar: shapeOfType(resolved, target),
        expression: "$instance",
        isText: false,
        record: resolved,
        bindings: recordBindings(resolved),
      };
    default:
      throw new FfiError("FFI_UNSUPPORTED", `a function cannot return ${typeName(resolved)} yet`, {
        hint: "return it through a pointer parameter",
        details: { type: typeName(resolved) },
      });
  }
}

function wideNumberResult(number: WideNumber, scalar: SignatureValue): ResultPlan {
  const bindings = {
    takeResultPlace: () => takeNumberPlace(number),
    readResult: ({ view, byteOffset }: NumberPlace) => number.read(view, byteOffset),
  };
  return { scalar, expression: "$readResult($resultPlace)", isText: false, isWideNumber: true, bindings };
}

/** Gives what a wrapper names to make a struct result. */
function recordBindings(type: StructType | UnionType): Readonly<Record<string, unknown>> {
  const structClass = structClassOf(type);
  return {
    createResult: () => structClass.create(),
    placeOfResult: (instance: object) => structClass.instances.placeOf(instance),
  };
}

/** Tells whether a string is what backends convert themselves: UTF-8 whose malformed bytes become U+FFFD. */
export function isPlainText({ encoding, onInvalid }: StringType): boolean {
  return encoding === "utf-8" && onInvalid === undefined;
}

function pointerResult(type: PointerType, source: PointerSource): ResultPlan {
  return { scalar: "pointer", ...planPointerRead(type, source), isText: false };
}
