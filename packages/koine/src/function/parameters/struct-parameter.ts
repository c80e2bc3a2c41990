/**
 * Structs and unions by value: an instance lends its bytes, a plain object is written beside the call slots or, where that
 * is not possible, packed into fresh memory. The stub loads registers and stack from there.
 */
import { layoutOf, typeName } from "@koine/ctypes";
import type { StructType, UnionType } from "@koine/ctypes";
import { writeValue } from "../../memory/codec.ts";
import type { Memory } from "../../memory/memory.ts";
import { planMemberReading } from "../../struct/member-reading.ts";
import { slabMemory, structClassOf } from "../../struct/struct-class.ts";
import type { StructClass } from "../../struct/struct-class.ts";
import { slab, takeRoom } from "../../struct/slab.ts";
import { hasFree, runAll } from "../../types/deferred-free.ts";
import type { AddressHalves } from "../../memory/pointer.ts";
import { passedShape } from "../passed-shape.ts";
import { part, slotOf } from "../wrapper-parts.ts";
import type { ParameterPart, ParameterPosition } from "../wrapper-parts.ts";

/**
 * Gives the wrapper's part for a struct or union parameter.
 *
 * @param label Names the argument in errors.
 */
export function structParameter(
  type: StructType | UnionType,
  position: ParameterPosition,
  label: () => string,
): ParameterPart {
  const { index, variable, target } = position;
  const structClass = structClassOf(type);
  const quick = planQuickObject(type, position);
  const isFreed = hasFree(type);
  const element = slotOf(position) * 2;
  return part({
    scalar: passedShape(type, target, label),
    expected: `an object or instance of ${typeName(type)}`,
    declare: isFreed ? [`const $free${index} = [];`] : [],
    cleanup: isFreed ? [`$runAll($free${index});`] : [],
    evaluate: renderEvaluation(position, quick, isFreed),
    store: quick === undefined ? [] : [`if ($place${index} === undefined) {`, ...quick.write, "}"],
    kept: variable,
    record: {
      question: `${variable}?.constructor === $class${index}`,
      lend: `$lend${index}(${variable}, $i32, ${element})`,
      place: `$place${index}`,
      element,
      find: renderPlaceOf(index),
    },
    bindings: {
      Object,
      [`class${index}`]: structClass.instances,
      [`lend${index}`]: structClass.instances.lend,
      [`freed${index}`]: () => structClass.freed(label()),
      [`pack${index}`]: (value: object, defer?: Memory["defer"]) =>
        packObject({ structClass, isPackerTried: quick !== undefined, label }, value, defer),
      runAll,
      ...quick?.bindings,
    },
  });
}

/** Only values that may be instances are asked for their private member: of others that takes longer than a call. */
function renderPlaceOf(index: number): string[] {
  return [
    `function $placeOf${index}(value) {`,
    `  if (typeof value !== "object" || value === null) throw $errors.wrongArgument(${index}, value);`,
    `  if (value.constructor !== $class${index} || !$class${index}.isInstance(value)) return undefined;`,
    `  const { view, low, high, region } = $class${index}.placeOf(value);`,
    `  if (region.isAlive !== true) throw $freed${index}();`,
    "  return { view, low, high };",
    "}",
  ];
}

/** What is known of a parameter whose values are packed. */
interface PackedArgument {
  readonly structClass: StructClass;
  /** Whether the wrapper has tried what the packer does. */
  readonly isPackerTried: boolean;
  /** Names the argument in errors. */
  readonly label: () => string;
}

/** Writes an object to fresh memory. Reading its members may run code that starts another slab. */
function packObject(
  { structClass, isPackerTried, label }: PackedArgument,
  value: object,
  defer: Memory["defer"],
): { readonly view: DataView } & AddressHalves {
  const { type, byteLength, step, packer } = structClass;
  const byteOffset = takeRoom(byteLength, step);
  const { view, low, high } = slab.block;
  if (isPackerTried || packer?.(value, view, byteOffset) !== true) {
    writeValue(type, { ...slabMemory(view), defer }, byteOffset, value, label());
  }
  // Slabs do not cross multiples of 2^32.
  return { view, low: (low + byteOffset) | 0, high };
}

/** Getters of a plain object may close the library or transfer the buffer of another argument: all are called here. */
function renderEvaluation(
  { index, variable }: ParameterPosition,
  quick: QuickObject | undefined,
  isFreed: boolean,
): string[] {
  const place = `$place${index}`;
  const defer = isFreed ? `, (end) => $free${index}.push(end)` : "";
  const pack = `${place} = $pack${index}(${variable}${defer});`;
  return [
    // V8 knows the constructor of most objects from their shape, and `typeof` takes it twenty instructions.
    `let ${place} = ${variable}?.constructor === $Object ? undefined : $placeOf${index}(${variable});`,
    ...(quick === undefined
      ? [`if (${place} === undefined) ${pack}`]
      : [...quick.declare, `if (${place} === undefined) {`, ...quick.renderRead(pack).map((line) => `  ${line}`), "}"]),
  ];
}

interface QuickObject {
  readonly declare: readonly string[];
  /** Reads the members; `otherwise` runs when one is missing or refused. */
  readonly renderRead: (otherwise: string) => string[];
  /** Writes members and address. */
  readonly write: readonly string[];
  readonly bindings: Readonly<Record<string, unknown>>;
}

/** Plain objects of a few scalars need no memory of their own: they are written beside the call slots. */
function planQuickObject(type: StructType | UnionType, position: ParameterPosition): QuickObject | undefined {
  const { index, variable, target } = position;
  const reading = planMemberReading(type, { object: variable, prefix: `$member${index}`, target });
  if (reading === undefined || reading.variables.length === 0) return undefined;
  const place = position.scratch.take(layoutOf(type, target).byteLength);
  if (place === undefined) return undefined;
  const slot = slotOf(position);
  return {
    declare: [`let ${reading.variables.map((name) => `${name} = 0`).join(", ")};`],
    renderRead: (otherwise) => [...reading.read, `if (!(${reading.condition})) ${otherwise}`],
    write: [
      ...reading.renderWrites("$", place.byteOffset).map((line) => `  ${line}`),
      `  $i32[${slot * 2}] = ${place.low}; $i32[${slot * 2 + 1}] = ${place.high};`,
    ],
    bindings: reading.bindings,
  };
}
