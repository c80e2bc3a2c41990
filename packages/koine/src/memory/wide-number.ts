/**
 * Numbers that are more than one scalar: `long double` where it is wider than `double`, complex numbers, and vectors, whose values
 * `vector-value.ts` makes. Memory, arguments and results all read and write them here. What a scalar accepts is decided in `function/scalar-rule.ts`.
 */
import { layoutOf, resolveAlias } from "@koine/ctypes";
import type { CType, FloatType, Target } from "@koine/ctypes";
import type { FfiError } from "@koine/diagnostics";
import { extendedFormat, quadrupleFormat, readLongDouble, writeLongDouble } from "./long-double.ts";
import { vectorValue } from "./vector-value.ts";

/** How such a type lies in memory. */
export interface WideNumber {
  readonly byteLength: number;
  readonly alignment: number;
  /** What an error says was expected. */
  readonly expected: string;
  /** Reads the JavaScript value. */
  read(view: DataView, byteOffset: number): unknown;
  /** Writes a value; `false`, with nothing written, if it is not accepted. May run code of the user: getters of an object. */
  write(view: DataView, byteOffset: number, value: unknown): boolean;
  /** Makes the error for a part of a value that was not accepted; `undefined` where the value as a whole is another than expected. */
  refuse?(value: unknown, path: string): FfiError | undefined;
}

/** Gives how a type lies in memory; `undefined` for all types but those of wide numbers. */
export function wideNumberOf(type: CType, target: Target): WideNumber | undefined {
  const resolved = resolveAlias(type);
  if (resolved.kind === "vector") return vectorValue(resolved, target);
  if (resolved.kind === "complex") return complexNumber(resolved.component, layoutOf(resolved, target), target);
  if (resolved.kind !== "float" || layoutOf(resolved, target).byteLength <= 8) return undefined;
  const access = accessOf(resolved, target);
  return {
    ...layoutOf(resolved, target),
    expected: "a number",
    read: (view, byteOffset) => access.read(view, byteOffset),
    write(view, byteOffset, value) {
      if (typeof value !== "number") return false;
      access.write(view, byteOffset, value);
      return true;
    },
  };
}

interface Layout {
  readonly byteLength: number;
  readonly alignment: number;
}

function complexNumber(component: FloatType, layout: Layout, target: Target): WideNumber {
  const access = accessOf(component, target);
  const half = layout.byteLength / 2;
  return {
    ...layout,
    expected: "an object with the numbers real and imaginary",
    read: (view, byteOffset) => ({
      real: access.read(view, byteOffset),
      imaginary: access.read(view, byteOffset + half),
    }),
    write(view, byteOffset, value) {
      if (typeof value !== "object" || value === null) return false;
      const { real, imaginary } = value as { readonly real?: unknown; readonly imaginary?: unknown };
      if (typeof real !== "number" || typeof imaginary !== "number") return false;
      access.write(view, byteOffset, real);
      access.write(view, byteOffset + half, imaginary);
      return true;
    },
  };
}

interface FloatAccess {
  read(view: DataView, byteOffset: number): number;
  write(view: DataView, byteOffset: number, value: number): void;
}

function accessOf(type: FloatType, target: Target): FloatAccess {
  const { byteLength } = layoutOf(type, target);
  if (byteLength === 4) {
    return {
      read: (view, byteOffset) => view.getFloat32(byteOffset, true),
      write: (view, byteOffset, value) => view.setFloat32(byteOffset, value, true),
    };
  }
  if (byteLength === 8) {
    return {
      read: (view, byteOffset) => view.getFloat64(byteOffset, true),
      write: (view, byteOffset, value) => view.setFloat64(byteOffset, value, true),
    };
  }
  const isExtended = target.architecture === "x64" || target.architecture === "ia32";
  const format = isExtended ? extendedFormat : quadrupleFormat;
  return {
    read: (view, byteOffset) => readLongDouble(format, view, byteOffset),
    write: (view, byteOffset, value) => writeLongDouble(format, view, byteOffset, value),
  };
}
