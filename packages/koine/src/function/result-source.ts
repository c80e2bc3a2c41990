/** Renders how a wrapper reads its function's result from the call slots. */
import { resolveAlias, typeName } from "@koine/ctypes";
import type { CType, PointerType, StructType, Target, UnionType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { shapeOfType } from "@koine/engine";
import type { SignatureValue } from "@koine/engine";
import { planPointerRead } from "./ownership.ts";
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
  /** Type of a struct or union that comes back by value; its memory is made before the call. */
  readonly record?: StructType | UnionType | undefined;
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
  switch (resolved.kind) {
    case "string":
      return { scalar: "pointer", expression: undefined, isText: true };
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
      };
    default:
      throw new FfiError("FFI_UNSUPPORTED", `a function cannot return ${typeName(resolved)} yet`, {
        hint: "return it through a pointer parameter",
        details: { type: typeName(resolved) },
      });
  }
}

function pointerResult(type: PointerType, source: PointerSource): ResultPlan {
  return { scalar: "pointer", ...planPointerRead(type, source), isText: false };
}
