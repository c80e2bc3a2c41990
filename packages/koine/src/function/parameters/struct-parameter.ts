/**
 * Structs and unions by value: an instance lends its bytes, a plain object is packed into fresh ones. The stub loads
 * registers and stack from there.
 */
import { typeName } from "@koine/ctypes";
import type { StructType, UnionType } from "@koine/ctypes";
import { shapeOfType } from "@koine/engine";
import { writeValue } from "../../memory/codec.ts";
import { pointerCodec } from "../../memory/pointer.ts";
import { structClassOf } from "../../struct/struct-class.ts";
import { slab, takeRoom } from "../../struct/slab.ts";
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
  const slot = slotOf(position);
  const structClass = structClassOf(type);
  const { packer, byteLength, step } = structClass;
  return part({
    scalar: shapeOfType(type, target),
    expected: `an object or instance of ${typeName(type)}`,
    // Getters of a plain object may close the library or transfer the buffer of another argument.
    evaluate: [
      `if (typeof ${variable} !== "object" || ${variable} === null) throw $errors.wrongArgument(${index}, ${variable});`,
      `let $view${index}, $low${index} = 0, $high${index} = 0;`,
      `if ($class${index}.isInstance(${variable})) {`,
      `  const $place = $class${index}.placeOf(${variable});`,
      `  if (!$place.region.isAlive) throw $freed${index}();`,
      `  $view${index} = $place.view; $low${index} = $place.low; $high${index} = $place.high;`,
      "} else {",
      `  const $offset = $takeRoom(${byteLength}, ${step});`,
      // Reading the object's members may run code that starts another slab.
      `  $view${index} = $slab.view; $low${index} = ($slab.low + $offset) | 0; $high${index} = $slab.high;`,
      packer === undefined
        ? `  $write${index}(${variable}, $view${index}, $offset);`
        : `  if (!$pack${index}(${variable}, $view${index}, $offset)) $write${index}(${variable}, $view${index}, $offset);`,
      "}",
    ],
    store: [`$i32[${slot * 2}] = $low${index}; $i32[${slot * 2 + 1}] = $high${index};`],
    enter: [`const $held${index} = $hold.h${index}; $hold.h${index} = $view${index};`],
    leave: [`$hold.h${index} = $held${index};`],
    bindings: {
      slab,
      takeRoom,
      [`class${index}`]: structClass.instances,
      [`freed${index}`]: () => structClass.freed(label()),
      [`pack${index}`]: packer,
      [`write${index}`]: (value: unknown, view: DataView, byteOffset: number) =>
        writeValue(type, { view, pointers: pointerCodec }, byteOffset, value, label()),
    },
  });
}
