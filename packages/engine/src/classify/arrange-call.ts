/** Which convention a target has. The conventions are in `system-v-x64.ts`, `windows-x64.ts` and `aapcs64.ts`. */
import { assertCType } from "@koine/ctypes";
import type { CType, Target } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { arrangeAapcs64Call, arrangeAppleArm64Call } from "./aapcs64.ts";
import type { CallArrangement, CallShape } from "./model.ts";
import { arrangeSystemVX64Call } from "./system-v-x64.ts";
import { shapeOfType } from "./value-shape.ts";
import { arrangeWindowsX64Call } from "./windows-x64.ts";

/** A calling convention that arrangements can be made for. */
export type Convention = "system-v-x64" | "windows-x64" | "aapcs64" | "apple-arm64";

const arrangers: Readonly<Record<Convention, (call: CallShape) => CallArrangement>> = {
  "system-v-x64": arrangeSystemVX64Call,
  "windows-x64": arrangeWindowsX64Call,
  aapcs64: arrangeAapcs64Call,
  "apple-arm64": arrangeAppleArm64Call,
};

/**
 * Arranges a call by a convention.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` for a convention that is not known.
 */
export function arrangeCall(call: CallShape, convention: Convention): CallArrangement {
  if (Object.hasOwn(arrangers, convention)) return arrangers[convention](call);
  throw new FfiError("FFI_UNSUPPORTED", `arrangeCall(): there is no convention ${describeValue(convention)}`, {
    hint: `the conventions are ${Object.keys(arrangers).join(", ")}`,
    details: { capability: "calling-convention", convention },
  });
}

/**
 * Gives the shape of a call of a C function, with the types of variadic arguments after the declared ones.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE` for what is no type, `FFI_DECLARATION_TYPE` for types without a size.
 */
export function shapeOfCall(
  types: {
    readonly parameters: readonly CType[];
    readonly result: CType;
    readonly fixedParameterCount?: number | undefined;
  },
  target: Target,
): CallShape {
  types.parameters.forEach((parameter, index) => assertCType(parameter, `shapeOfCall(): parameter ${index + 1}`));
  assertCType(types.result, "shapeOfCall(): result");
  return {
    parameters: types.parameters.map((parameter) => shapeOfType(parameter, target)),
    result: types.result.kind === "void" ? undefined : shapeOfType(types.result, target),
    fixedParameterCount: types.fixedParameterCount,
  };
}

/**
 * Gives the convention of C functions on a target; `undefined` where Koine knows none.
 *
 * Windows on ARM follows AAPCS64, but for variadic functions, which {@link requireConvention} therefore refuses.
 */
export function conventionOf(target: Target): Convention | undefined {
  if (target.architecture === "x64") return target.platform === "win32" ? "windows-x64" : "system-v-x64";
  if (target.architecture === "arm64") return target.platform === "darwin" ? "apple-arm64" : "aapcs64";
  return undefined;
}

/**
 * Gives the convention of a C function on a target.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` if Koine knows none.
 */
export function requireConvention(target: Target, isVariadic: boolean): Convention {
  const convention = conventionOf(target);
  const isKnown = !(isVariadic && target.platform === "win32" && target.architecture === "arm64");
  if (convention !== undefined && isKnown) return convention;
  const what = isVariadic ? "variadic calls" : "calls";
  throw new FfiError("FFI_UNSUPPORTED", `${what} on ${target.triple} are not classified`, {
    hint: "call through libffi there",
    details: { capability: "calling-convention", target: target.triple },
  });
}
