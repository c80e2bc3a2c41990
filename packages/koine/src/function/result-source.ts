/** Renders how a wrapper reads its function's result from the call slots. */
import { resolveAlias, typeName } from "@koine/ctypes";
import type { CType, StructType, Target, UnionType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { shapeOfType } from "@koine/engine";
import type { SignatureValue } from "@koine/engine";
import { isDirect, renderElement, renderRead, scalarRule, slotPlace } from "./scalar-rule.ts";
import type { SourcePlace } from "./scalar-rule.ts";

/** How a result comes back. */
export interface ResultPlan {
  readonly scalar: SignatureValue | "void";
  /** Expression of the JavaScript value, `undefined` for void. */
  readonly expression: string | undefined;
  /** Whether what a direct call returns is the JavaScript value (`DirectEntry`). */
  readonly isDirect?: boolean;
  /** Whether the backend makes the JavaScript string itself. */
  readonly isText: boolean;
  /** Type that a returned pointer points to. */
  readonly pointee: CType | undefined;
  /** Type of a struct or union that comes back by value; its memory is made before the call. */
  readonly record?: StructType | UnionType | undefined;
}

/**
 * Plans the result of a type.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` for results that this engine cannot return.
 */
export function planResult(type: CType, target: Target): ResultPlan {
  const resolved = resolveAlias(type);
  const place = slotPlace(0);
  if (resolved.kind === "void") {
    return { scalar: "void", expression: undefined, isDirect: true, isText: false, pointee: undefined };
  }
  const rule = scalarRule(resolved, target);
  if (rule !== undefined) {
    const expression = renderRead(rule, place);
    return { scalar: rule.scalar, expression, isDirect: isDirect(rule), isText: false, pointee: undefined };
  }
  switch (resolved.kind) {
    case "string":
      return { scalar: "pointer", expression: undefined, isText: true, pointee: undefined };
    case "pointer":
      return pointerResult(resolved.target, place);
    case "callback":
      return pointerResult(resolved.signature, place);
    case "struct":
    case "union":
      return {
        scalar: shapeOfType(resolved, target),
        expression: "$instance",
        isText: false,
        pointee: undefined,
        record: resolved,
      };
    default:
      throw new FfiError("FFI_UNSUPPORTED", `a function cannot return ${typeName(resolved)} yet`, {
        hint: "return it through a pointer parameter",
        details: { type: typeName(resolved) },
      });
  }
}

function pointerResult(pointee: CType, place: SourcePlace): ResultPlan {
  return { scalar: "pointer", expression: renderPointerRead(place, "$resultTarget"), isText: false, pointee };
}

/** Renders an expression that reads a pointer: `null`, or a pointer to the type in variable `pointee`. */
export function renderPointerRead(place: SourcePlace, pointee: string): string {
  const low = renderElement(place, "i32", 4);
  const high = renderElement(place, "i32", 4, 1);
  return `${low} === 0 && ${high} === 0 ? null : new $NativePointer(${pointee}, ${low}, ${high}, $foreignRegion, 0)`;
}
