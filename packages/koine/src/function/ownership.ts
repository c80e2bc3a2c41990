/** What the ownership in a type means for results, out-parameters and arguments: which region a pointer gets, and when it ends. */
import { resolveAlias, typeName, types } from "@koine/ctypes";
import type { CType, HandleType, OwnedBy, PointerType, Release, StringType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { adoptPointer } from "../memory/adopt.ts";
import { adoptHandle } from "../memory/handle.ts";
import type { OwnedNativePointer } from "../memory/owned-pointer.ts";
import { NativePointer } from "../memory/pointer.ts";
import { findPointer } from "../memory/pointer-of.ts";
import { borrowedRegion, bufferRegion, foreignRegion, transferRegion } from "../memory/region.ts";
import { isBuffer } from "../memory/buffer-place.ts";
import { encodingOf } from "../text/encoding.ts";
import { readText } from "../text/read-text.ts";
import { renderElement } from "./scalar-rule.ts";
import type { SourcePlace } from "./scalar-rule.ts";

/** A function that gives memory back to C. */
export type ReleaseFunction = (pointer: NativePointer) => unknown;

/** Finds the function that a type names. */
export type FindRelease = (name: string) => ReleaseFunction;

/** How generated source reads a pointer, and the values that the source names. */
export interface PointerRead {
  readonly expression: string;
  readonly bindings: Readonly<Record<string, unknown>>;
}

/** Where a pointer is read: what its type may refer to. */
export interface PointerSource {
  readonly place: SourcePlace;
  /** Prefix of the names of its values, unique in the function: `result`, `out2`. */
  readonly prefix: string;
  /** Names the function and where in it, for errors. */
  readonly label: string;
  readonly findRelease?: FindRelease | undefined;
  /** Gives the variable of a parameter by its name; `undefined` if there is none. */
  readonly variableOf: (parameter: string) => string | undefined;
}

/**
 * Plans how a pointer that C gave is read: to one that owns its memory, that borrows it, or that knows nothing of it.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` when it borrows from a parameter that there is not.
 */
export function planPointerRead(type: PointerType, source: PointerSource): PointerRead {
  const { place, prefix } = source;
  const low = renderElement(place, "i32", 4);
  const high = renderElement(place, "i32", 4, 1);
  const isNull = `${low} === 0 && ${high} === 0`;
  const { ownership, target } = type;
  if (ownership?.kind === "owned") {
    return {
      expression: `${isNull} ? null : $${prefix}Adopt(${low}, ${high})`,
      bindings: { [`${prefix}Adopt`]: planAdoption(target, ownership, source) },
    };
  }
  const made =
    ownership?.kind === "borrowed-from"
      ? `$borrow($${prefix}Target, ${low}, ${high}, ${requireVariable(type, ownership.parameter, source)})`
      : `new $NativePointer($${prefix}Target, ${low}, ${high}, $foreignRegion, 0)`;
  return {
    expression: `${isNull} ? null : ${made}`,
    bindings: { [`${prefix}Target`]: target, borrow: borrowPointer },
  };
}

/** Plans how a string that C gave is read: copied, and then given back if it is owned. */
export function planTextRead(type: StringType, { place, prefix, label, findRelease }: PointerSource): PointerRead {
  const low = renderElement(place, "i32", 4);
  const high = renderElement(place, "i32", 4, 1);
  const { ownership } = type;
  encodingOf(type.encoding);
  const release = ownership === undefined ? undefined : toReleaseFunction(ownership.release, findRelease);
  const read = (lowHalf: number, highHalf: number): string => {
    const pointer = new NativePointer(character, lowHalf, highHalf, foreignRegion, 0);
    try {
      return readText(pointer.address, type, label);
    } finally {
      release?.(pointer);
    }
  };
  return {
    expression: `${low} === 0 && ${high} === 0 ? null : $${prefix}Text(${low}, ${high})`,
    bindings: { [`${prefix}Text`]: read },
  };
}

const character: CType = types.char;

/**
 * Plans how a handle is read: to an owner, which the type's release function ends.
 *
 * @throws {FfiError} `FFI_SYMBOL_NOT_FOUND` when the library lacks that function; `FFI_DECLARATION_TYPE` when there is none.
 */
export function planHandleRead(type: HandleType, { place, prefix, label, findRelease }: PointerSource): PointerRead {
  if (findRelease === undefined) {
    throw new FfiError("FFI_DECLARATION_TYPE", `${label}: there is no library to find "${type.release}" in`, {
      hint: "declare the function in openLibrary, or return c.owned(c.pointer(…), release)",
      details: { type: typeName(type), release: type.release },
    });
  }
  const low = renderElement(place, "i32", 4);
  const high = renderElement(place, "i32", 4, 1);
  const adoption = { type, release: findRelease(type.release) };
  return {
    expression: `${low} === 0 && ${high} === 0 ? null : $${prefix}Adopt(${low}, ${high})`,
    bindings: { [`${prefix}Adopt`]: (lower: number, upper: number) => adoptHandle(lower, upper, adoption) },
  };
}

function planAdoption(
  type: CType,
  { release, byteLength }: OwnedBy,
  { findRelease }: PointerSource,
): (low: number, high: number) => OwnedNativePointer {
  const adoption = { type, kind: "pointer", release: toReleaseFunction(release, findRelease), byteLength } as const;
  return (low, high) => adoptPointer(low, high, adoption);
}

/**
 * Gives the function of a release; one that is named is looked for when it is first needed.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` when it is named and there is no library.
 */
export function toReleaseFunction(release: Release, findRelease: FindRelease | undefined): ReleaseFunction {
  if (typeof release !== "string") return release as ReleaseFunction;
  if (findRelease === undefined) {
    throw new FfiError("FFI_DECLARATION_TYPE", `there is no library to find "${release}" in`, {
      hint: "pass the function itself to c.owned",
      details: { release },
    });
  }
  let found: ReleaseFunction | undefined;
  return (pointer) => (found ??= findRelease(release))(pointer);
}

function requireVariable(type: PointerType, parameter: string, { label, variableOf }: PointerSource): string {
  const variable = variableOf(parameter);
  if (variable !== undefined) return variable;
  throw new FfiError("FFI_DECLARATION_TYPE", `${label}: ${typeName(type)} borrows from "${parameter}"`, {
    hint: "borrow from a parameter that is passed, by its name in `parameterNames`",
    details: { type: typeName(type), parameter },
  });
}

/**
 * Makes a pointer that borrows from an argument. Inside of the argument's own memory it has the bounds of that; of what only
 * belongs to it, the size is not known.
 */
export function borrowPointer(target: CType, low: number, high: number, argument: unknown): NativePointer {
  const owner = argument instanceof NativePointer ? argument : (findPointer(argument) ?? argument);
  if (!(owner instanceof NativePointer)) {
    const region = isBuffer(owner) ? bufferRegion(owner) : foreignRegion;
    return new NativePointer(target, low, high, region, 0);
  }
  const { region, address, byteOffset } = owner as NativePointer;
  const made = new NativePointer(target, low, high, borrowedRegion(region), 0);
  const distance = made.address - address + BigInt(byteOffset);
  const isInside = region.byteLength !== undefined && distance >= 0n && distance < BigInt(region.byteLength);
  return isInside ? new NativePointer(target, low, high, region, Number(distance)) : made;
}

/** Tells whether C may take over what an argument leads to. */
export function isTransferable({ region, byteOffset }: NativePointer): boolean {
  return region.buffer === undefined && (region === foreignRegion || byteOffset === 0);
}

/** Ends what was passed to a parameter that C takes over. */
export function endTransferred(value: unknown): void {
  if (value instanceof NativePointer) transferRegion(value.region);
}

/** Gives the ownership in a type; `undefined` for types that have none. */
export function ownershipOf(type: CType): PointerType["ownership"] {
  const resolved = resolveAlias(type);
  return resolved.kind === "pointer" ? resolved.ownership : undefined;
}
