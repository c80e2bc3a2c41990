/** Chooses the kind of part that each parameter of a function gets. The kinds are in `parameters/`. */
import { resolveAlias, typeName } from "@koine/ctypes";
import type { CType, PointerType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import type { Backend } from "../backend/contract.ts";
import { wideNumberOf } from "../memory/wide-number.ts";
import { translationOf } from "../types/translation-of.ts";
import { callbackParameter } from "./parameters/callback-parameter.ts";
import { encodedTextParameter } from "./parameters/encoded-text-parameter.ts";
import { mappedParameter } from "./parameters/mapped-parameter.ts";
import { outParameter } from "./parameters/out-parameter.ts";
import { bytesParameter, pointerParameter } from "./parameters/pointer-parameter.ts";
import { scalarParameter } from "./parameters/scalar-parameter.ts";
import { structParameter } from "./parameters/struct-parameter.ts";
import { textParameter } from "./parameters/text-parameter.ts";
import { wideNumberParameter } from "./parameters/wide-number-parameter.ts";
import { isPlainText } from "./result-source.ts";
import { scalarRule } from "./scalar-rule.ts";
import type { ParameterPart, ParameterPosition, PointerSources } from "./wrapper-parts.ts";

/** What parameters are planned with. */
export interface ParameterContext {
  readonly backend: Backend;
  /** Whether the function ends the handles that it is passed. */
  readonly isRelease: boolean;
  /** Names the parameter in errors. */
  readonly label: () => string;
  /** What the reading of out-parameters may refer to. */
  readonly pointers: PointerSources;
}

/**
 * Plans a parameter.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` for parameters that the backend cannot pass.
 */
export function planParameter(position: ParameterPosition, context: ParameterContext): ParameterPart {
  const { backend, label } = context;
  const resolved = resolveAlias(position.type);
  const rule = scalarRule(resolved, backend.target);
  if (rule !== undefined) return scalarParameter(rule, position);
  const number = wideNumberOf(resolved, backend.target);
  if (number !== undefined) return wideNumberParameter(number, position, label);
  const below = (place: ParameterPosition): ParameterPart => planParameter(place, context);
  const translation = translationOf(resolved);
  if (translation !== undefined) return mappedParameter(translation, position, label, below);
  const options = { label, isRelease: context.isRelease };
  switch (resolved.kind) {
    case "pointer":
      return pointerParameter(resolved, position, options);
    case "handle":
      return pointerParameter(pointerTo(resolved.target), position, { ...options, isNullable: false });
    case "null-terminated":
      return pointerParameter(pointerTo(resolved.element), position, { ...options, isTerminated: true });
    case "sized-by":
      if (resolved.target.kind === "string") {
        return encodedTextParameter(resolved.target, position, { label, backend, isCounted: true });
      }
      return below({ ...position, type: resolved.target });
    case "bytes":
      return bytesParameter(position);
    case "string":
      return isPlainText(resolved)
        ? textParameter(position)
        : encodedTextParameter(resolved, position, { label, backend });
    case "out":
    case "inout":
      return outParameter(resolved.target, resolved.kind === "inout", position, context);
    case "struct":
    case "union":
      return structParameter(resolved, position, label);
    case "callback":
      return callbackParameter(resolved, position, label(), backend);
    default:
  }
  throw notPassed(resolved, label());
}

function pointerTo(target: CType): PointerType {
  return { kind: "pointer", target, isConst: false };
}

function notPassed(type: CType, label: string): FfiError {
  return new FfiError("FFI_UNSUPPORTED", `${label}: ${typeName(type)} cannot be passed yet`, {
    details: { type: typeName(type) },
  });
}
