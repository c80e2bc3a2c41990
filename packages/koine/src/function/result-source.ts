/** Renders how a wrapper reads its function's result from the call slots. */
import { resolveAlias, typeName } from "@koine/ctypes";
import type { CType, PointerType, StringType, StructType, Target, UnionType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import type { SignatureValue } from "@koine/engine";
import { pointerCodec } from "../memory/pointer.ts";
import type { NativePointer } from "../memory/pointer.ts";
import { wideNumberOf } from "../memory/wide-number.ts";
import type { WideNumber } from "../memory/wide-number.ts";
import { translationOf } from "../types/translation-of.ts";
import { structClassOf } from "../struct/struct-class.ts";
import { slab, takeRoom } from "../struct/slab.ts";
import { planHandleRead, planPointerRead, planTextRead } from "./ownership.ts";
import type { PointerSource } from "./ownership.ts";
import { passedShape } from "./passed-shape.ts";
import { directResult, renderRead, scalarRule, slotPlace } from "./scalar-rule.ts";

/** How a result comes back. */
export interface ResultPlan {
  readonly scalar: SignatureValue | "void";
  /** Expression of the JavaScript value, `undefined` for void. */
  readonly expression: string | undefined;
  /** Renders the JavaScript value of a direct call (`DirectFunction`); absent where there is no such call. */
  readonly renderDirect?: ((call: string) => string) | undefined;
  /** Whether the backend makes the JavaScript string itself. */
  readonly isText: boolean;
  /** Values that the expression names. */
  readonly bindings?: Readonly<Record<string, unknown>>;
  /**
   * Bytes in a slab that the stub writes a result to which no slot holds, and their alignment, 8 or more. The expression finds
   * them in `$resultBlock` at `$resultOffset`.
   */
  readonly room?: { readonly byteLength: number; readonly step: number };
  /** Gives the value that JavaScript sees; it may run code of the user. */
  readonly translate?: (native: unknown) => unknown;
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
  const label = (): string => source.label;
  if (resolved.kind === "void") {
    return { scalar: "void", expression: undefined, renderDirect: (call) => call, isText: false };
  }
  const rule = scalarRule(resolved, target);
  if (rule !== undefined) {
    const expression = renderRead(rule, place);
    return { scalar: rule.scalar, expression, renderDirect: directResult(rule), isText: false };
  }
  const number = wideNumberOf(resolved, target);
  if (number !== undefined) return wideNumberResult(number, passedShape(resolved, target, label));
  const translation = translationOf(resolved);
  if (translation !== undefined) {
    return translateResult(planResult(translation.base, target, source), (native) =>
      translation.fromNative(native, source.label),
    );
  }
  switch (resolved.kind) {
    case "handle":
      return { scalar: "pointer", ...planHandleRead(resolved, source), isText: false };
    case "null-terminated":
      return translateResult(pointerResult(toPointer(resolved.element), source), readTerminated);
    case "string":
      if (isPlainText(resolved) && resolved.ownership === undefined) {
        return { scalar: "pointer", expression: undefined, isText: true };
      }
      return planTextResult(resolved, source);
    case "pointer":
      return pointerResult(resolved, source);
    case "callback":
      return pointerResult(toPointer(resolved.signature), source);
    case "struct":
    case "union":
      return recordResult(resolved, passedShape(resolved, target, label));
    default:
      throw new FfiError("FFI_UNSUPPORTED", `a function cannot return ${typeName(resolved)} yet`, {
        hint: "return it through a pointer parameter",
        details: { type: typeName(resolved) },
      });
  }
}

/** Puts a translation on a result. */
function translateResult(
  { renderDirect: _renderDirect, translate, ...below }: ResultPlan,
  last: Translate,
): ResultPlan {
  const both: Translate = translate === undefined ? last : (native) => last(translate(native));
  return { ...below, translate: both, bindings: { ...below.bindings, translateResult: both } };
}

type Translate = (native: unknown) => unknown;

function toPointer(target: CType): PointerType {
  return { kind: "pointer", target, isConst: false };
}

function readTerminated(pointer: unknown): unknown {
  if (pointer === null) return null;
  const { type, address } = pointer as NativePointer;
  return pointerCodec.readTerminated(type, address);
}

function wideNumberResult(number: WideNumber, scalar: SignatureValue): ResultPlan {
  const { byteLength, alignment } = number;
  return {
    scalar,
    expression: "$readResult($resultBlock.view, $resultOffset)",
    isText: false,
    room: { byteLength, step: Math.max(8, alignment) },
    bindings: {
      ...roomBindings({ byteLength, step: Math.max(8, alignment) }),
      readResult: (view: DataView, byteOffset: number) => number.read(view, byteOffset),
    },
  };
}

/** What takes room for a result, and an object that does so when it is asked for its string. */
function roomBindings({ byteLength, step }: NonNullable<ResultPlan["room"]>): Readonly<Record<string, unknown>> {
  const furtherRoom = {
    __proto__: null,
    toString(): string {
      takeRoom(byteLength, step);
      return "";
    },
  };
  return { slab, takeRoom, furtherRoom };
}

function recordResult(type: StructType | UnionType, scalar: SignatureValue): ResultPlan {
  const { instances, byteLength, step } = structClassOf(type);
  return {
    scalar,
    expression: "new $ResultClass($resultBlock, $resultOffset)",
    isText: false,
    room: { byteLength, step },
    bindings: { ...roomBindings({ byteLength, step }), ResultClass: instances },
  };
}

/** Tells whether a string is what backends convert themselves: UTF-8 whose malformed bytes become U+FFFD. */
export function isPlainText({ encoding, onInvalid }: StringType): boolean {
  return encoding === "utf-8" && onInvalid === undefined;
}

/** Plans a C string that is read after the call, where the call itself cannot make the JavaScript string. */
export function planTextResult(type: StringType, source: PointerSource): ResultPlan {
  return { scalar: "pointer", ...planTextRead(type, source), isText: false };
}

function pointerResult(type: PointerType, source: PointerSource): ResultPlan {
  return { scalar: "pointer", ...planPointerRead(type, source), isText: false };
}
