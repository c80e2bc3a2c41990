/**
 * Structs and unions by value: an instance lends its bytes, a plain object is written beside the call slots or, where that
 * is not possible, packed into fresh memory. The stub loads registers and stack from there.
 */
import { layoutOf, typeName } from "@koine/ctypes";
import type { StructType, UnionType } from "@koine/ctypes";
import { shapeOfType } from "@koine/engine";
import { writeValue } from "../../memory/codec.ts";
import type { Memory } from "../../memory/memory.ts";
import { planMemberReading } from "../../struct/member-reading.ts";
import { slabMemory, structClassOf } from "../../struct/struct-class.ts";
import type { StructClass } from "../../struct/struct-class.ts";
import { slab, takeRoom } from "../../struct/slab.ts";
import { hasFree, runAll } from "../../types/deferred-free.ts";
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
  const { index, target } = position;
  const slot = slotOf(position);
  const structClass = structClassOf(type);
  const quick = planQuickObject(type, position);
  const isFreed = hasFree(type);
  const storeHalves = `$i32[${slot * 2}] = $low${index}; $i32[${slot * 2 + 1}] = $high${index};`;
  return part({
    scalar: shapeOfType(type, target),
    expected: `an object or instance of ${typeName(type)}`,
    declare: isFreed ? [`const $free${index} = [];`] : [],
    cleanup: isFreed ? [`$runAll($free${index});`] : [],
    evaluate: renderEvaluation(structClass, position, quick, isFreed),
    store:
      quick === undefined
        ? [storeHalves]
        : [`if ($view${index} === undefined) {`, ...quick.write, `} else { ${storeHalves} }`],
    kept: `$view${index}`,
    bindings: {
      Object,
      slab,
      takeRoom,
      [`class${index}`]: structClass.instances,
      [`freed${index}`]: () => structClass.freed(label()),
      [`pack${index}`]: structClass.packer,
      runAll,
      [`write${index}`]: (value: unknown, view: DataView, byteOffset: number, defer?: Memory["defer"]) =>
        writeValue(type, { ...slabMemory(view), defer }, byteOffset, value, label()),
      ...quick?.bindings,
    },
  });
}

/** Getters of a plain object may close the library or transfer the buffer of another argument: all are called here. */
function renderEvaluation(
  { packer, byteLength, step }: StructClass,
  { index, variable }: ParameterPosition,
  quick: QuickObject | undefined,
  isFreed: boolean,
): string[] {
  const defer = isFreed ? `, (end) => $free${index}.push(end)` : "";
  const write = `$write${index}(${variable}, $view${index}, $offset${defer});`;
  const pack = [
    `const $offset = $takeRoom(${byteLength}, ${step});`,
    // Reading the object's members may run code that starts another slab.
    `$view${index} = $slab.block.view; $low${index} = ($slab.block.low + $offset) | 0; $high${index} = $slab.block.high;`,
    packer === undefined || quick !== undefined
      ? write
      : `if (!$pack${index}(${variable}, $view${index}, $offset)) ${write}`,
  ];
  const constructor = `$constructor${index}`;
  const refuse = `throw $errors.wrongArgument(${index}, ${variable});`;
  return [
    `if (${variable} === null || ${variable} === undefined) ${refuse}`,
    // V8 knows the constructor of most objects from their shape, and `typeof` takes it twenty instructions.
    `const ${constructor} = ${variable}.constructor;`,
    `if (${constructor} !== $Object && typeof ${variable} !== "object") ${refuse}`,
    `let $view${index}, $low${index} = 0, $high${index} = 0;`,
    ...(quick?.declare ?? []),
    // Only values that may be instances are asked for their private member: of plain objects that takes longer than a call.
    `if (${constructor} === $class${index} && $class${index}.isInstance(${variable})) {`,
    `  const $place = $class${index}.placeOf(${variable});`,
    `  if ($place.region.isAlive !== true) throw $freed${index}();`,
    `  $view${index} = $place.view; $low${index} = $place.low; $high${index} = $place.high;`,
    "} else {",
    ...(quick === undefined ? pack : quick.renderRead(pack)).map((line) => `  ${line}`),
    "}",
  ];
}

interface QuickObject {
  readonly declare: readonly string[];
  /** Reads the members; `otherwise` runs when one is missing or refused. */
  readonly renderRead: (otherwise: readonly string[]) => string[];
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
    renderRead: (otherwise) => [
      ...reading.read,
      `if (!(${reading.condition})) {`,
      ...otherwise.map((line) => `  ${line}`),
      "}",
    ],
    write: [
      ...reading.renderWrites("$", place.byteOffset).map((line) => `  ${line}`),
      `  $i32[${slot * 2}] = ${place.low}; $i32[${slot * 2 + 1}] = ${place.high};`,
    ],
    bindings: reading.bindings,
  };
}
