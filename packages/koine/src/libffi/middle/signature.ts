/** Signatures of descriptors as machines see them. */
import { resolveAlias, typeName } from "@koine/ctypes";
import type { CType, Target } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { shapeOfType } from "@koine/engine";
import type { SignatureValue } from "@koine/engine";
import { unsupportedVector } from "../../errors/unsupported-vector.ts";
import { scalarRule } from "../../function/scalar-rule.ts";

/**
 * Gives how values of a type travel.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` for types that are not passed by value; `FFI_UNSUPPORTED` for vectors, which libffi does not know.
 */
export function signatureValueOf(type: CType, target: Target): SignatureValue | "void" {
  const resolved = resolveAlias(type);
  const rule = scalarRule(resolved, target);
  if (rule !== undefined) return rule.scalar;
  switch (resolved.kind) {
    case "void":
      return "void";
    case "pointer":
    case "string":
    case "callback":
      return "pointer";
    case "float":
    case "complex":
    case "struct":
    case "union":
      return shapeOfType(resolved, target);
    case "vector":
      throw unsupportedVector(resolved);
    default:
      throw new FfiError("FFI_DECLARATION_TYPE", `libffi cannot pass ${typeName(resolved)} by value`, {
        hint: "pass a pointer to it",
        details: { type: typeName(resolved), status: "FFI_BAD_TYPEDEF" },
      });
  }
}

/**
 * Gives how a parameter travels.
 *
 * @param place The parameter in words, for errors.
 * @throws {FfiError} `FFI_DECLARATION_TYPE`, also for `void`; `FFI_UNSUPPORTED` for vectors.
 */
export function parameterValueOf(type: CType, target: Target, place: string): SignatureValue {
  const value = signatureValueOf(type, target);
  if (value !== "void") return value;
  throw new FfiError("FFI_DECLARATION_TYPE", `${place} cannot be of type void`, {
    hint: "a function without parameters has the empty list []",
    details: { status: "FFI_BAD_TYPEDEF" },
  });
}
