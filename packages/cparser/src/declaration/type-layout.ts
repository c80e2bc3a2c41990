/**
 * Sizes and alignments of declared types on a target. Records and enums carry theirs; how those come about is
 * `@koine/ctypes`'s `computeRecordLayout` and `computeEnumLayout`.
 */
import type { ScalarLayout, Target } from "@koine/ctypes";
import { isGccTarget } from "../predefined/gcc-target.ts";
import type { TypeLayout } from "./model.ts";
import type { DeclaredFloatName, DeclaredIntegerName, DeclaredType } from "./type-model.ts";

/** Size and alignment of a type, `undefined` if it is incomplete or its size is not known. */
export function layoutOfType(type: DeclaredType, target: Target): TypeLayout | undefined {
  const layout = layoutOfUnqualified(type, target);
  return layout !== undefined && type.qualifiers.isAtomic ? layoutOfAtomic(layout, target) : layout;
}

/**
 * What is read and written at once is aligned to its size: `_Atomic struct { short x[4]; }` to 8 bytes. GCC leaves other sizes as they
 * are; Clang, the compiler of the other systems, makes them the next power of two, as far as the machine has such accesses.
 */
function layoutOfAtomic(layout: TypeLayout, target: Target): TypeLayout {
  const { byteLength, alignment } = layout;
  // Clang's `MaxAtomicPromoteWidth`; GCC has a type for 16 bytes on each machine.
  const longest = target.architecture === "wasm32" ? 8 : 16;
  if (byteLength === 0 || byteLength > longest) return layout;
  const padded = 2 ** Math.ceil(Math.log2(byteLength));
  if (padded !== byteLength && isGccTarget(target)) return layout;
  return { byteLength: padded, alignment: Math.max(alignment, padded) };
}

function layoutOfUnqualified(type: DeclaredType, target: Target): TypeLayout | undefined {
  switch (type.kind) {
    case "void":
    case "function":
      // GNU C: sizeof(void) and sizeof of a function are 1.
      return layouts[1];
    case "bool":
      return layouts[1];
    case "integer":
      return layoutOfInteger(type.name, target);
    case "float":
      return layoutOfFloat(type.name, target);
    case "complex": {
      const component = layoutOfComponent(type.component, target);
      return { byteLength: component.byteLength * 2, alignment: component.alignment };
    }
    case "pointer":
      return target.pointer;
    case "array": {
      const element = layoutOfType(type.element, target);
      if (element === undefined || type.isVariableLength) return undefined;
      return { byteLength: element.byteLength * (type.length ?? 0), alignment: element.alignment };
    }
    case "record":
      return type.record.layout ?? undefined;
    case "enum":
      return type.enumeration.layout;
    case "typedef": {
      const layout = layoutOfType(type.typedef.type, target);
      const alignment = type.typedef.attributes.alignment;
      return layout === undefined || alignment === undefined ? layout : { ...layout, alignment };
    }
    case "vector":
      return {
        byteLength: type.byteLength,
        alignment: Math.min(type.byteLength, target.maxVectorAlignment ?? type.byteLength),
      };
    case "va-list":
      return vaListLayouts[target.vaList] ?? target.pointer;
    case "unsupported":
      return type.byteLength === undefined
        ? undefined
        : { byteLength: type.byteLength, alignment: type.alignment ?? type.byteLength };
    default:
      return type satisfies never;
  }
}

const layouts: Readonly<Record<1 | 2 | 4 | 8 | 16, ScalarLayout>> = {
  1: { byteLength: 1, alignment: 1 },
  2: { byteLength: 2, alignment: 2 },
  4: { byteLength: 4, alignment: 4 },
  8: { byteLength: 8, alignment: 8 },
  16: { byteLength: 16, alignment: 16 },
};

const vaListLayouts: Readonly<Record<Target["vaList"], ScalarLayout | undefined>> = {
  pointer: undefined,
  "system-v": { byteLength: 24, alignment: 8 },
  aapcs64: { byteLength: 32, alignment: 8 },
  aapcs: { byteLength: 4, alignment: 4 },
};

/** Size and alignment of a basic integer type. */
export function layoutOfInteger(name: DeclaredIntegerName, target: Target): ScalarLayout {
  switch (name) {
    case "char":
    case "signed char":
    case "unsigned char":
      return layouts[1];
    case "short":
    case "unsigned short":
      return layouts[2];
    case "int":
    case "unsigned int":
      return layouts[4];
    case "long":
    case "unsigned long":
      return target.long;
    case "long long":
    case "unsigned long long":
      return target.longLong;
    case "__int128":
    case "unsigned __int128":
      return layouts[16];
    default:
      return name satisfies never;
  }
}

function layoutOfComponent(name: DeclaredFloatName | DeclaredIntegerName, target: Target): ScalarLayout {
  return isFloatName(name) ? layoutOfFloat(name, target) : layoutOfInteger(name, target);
}

const floatNames: ReadonlySet<string> = new Set<DeclaredFloatName>([
  "float",
  "double",
  "long double",
  "_Float16",
  "_Float32",
  "_Float32x",
  "_Float64",
  "_Float64x",
  "_Float128",
  "__float128",
  "__bf16",
  "_Decimal32",
  "_Decimal64",
  "_Decimal128",
]);

function isFloatName(name: string): name is DeclaredFloatName {
  return floatNames.has(name);
}

/** Size and alignment of a basic floating type. */
function layoutOfFloat(name: DeclaredFloatName, target: Target): ScalarLayout {
  switch (name) {
    case "_Float16":
    case "__bf16":
      return layouts[2];
    case "float":
    case "_Float32":
    case "_Decimal32":
      return layouts[4];
    case "double":
    case "_Float64":
    case "_Float32x":
    case "_Decimal64":
      return target.double;
    case "long double":
    case "_Float64x":
      return target.longDouble;
    case "_Float128":
    case "__float128":
    case "_Decimal128":
      return layouts[16];
    default:
      return name satisfies never;
  }
}

/** Whether a basic integer type is signed on the target. */
export function isSignedInteger(name: DeclaredIntegerName, target: Target): boolean {
  return name === "char" ? target.isCharSigned : !name.startsWith("unsigned");
}

/** Follows typedef names to what they stand for. */
export function resolveTypedefs(type: DeclaredType): Exclude<DeclaredType, { kind: "typedef" }> {
  let resolved = type;
  while (resolved.kind === "typedef") resolved = resolved.typedef.type;
  return resolved;
}
