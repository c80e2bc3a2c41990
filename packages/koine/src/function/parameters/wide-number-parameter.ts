/**
 * Parameters of type `long double`, of complex types and of vectors, which no slot holds: they are written to fresh bytes, whose address the
 * slot gets.
 */
import type { WideNumber } from "../../memory/wide-number.ts";
import { slab, takeRoom } from "../../struct/slab.ts";
import { passedShape } from "../passed-shape.ts";
import { part, slotOf } from "../wrapper-parts.ts";
import type { ParameterPart, ParameterPosition } from "../wrapper-parts.ts";

/** Gives the wrapper's part for such a parameter. */
export function wideNumberParameter(
  number: WideNumber,
  position: ParameterPosition,
  label: () => string,
): ParameterPart {
  const { index, variable, type, target } = position;
  const slot = slotOf(position);
  const room = `$room${index}`;
  return part({
    scalar: passedShape(type, target, label),
    expected: number.expected,
    evaluate: [
      `const ${room} = $place${index}(${variable});`,
      `if (${room} === undefined) throw $errors.wrongArgument(${index}, ${variable});`,
    ],
    store: [`$i32[${slot * 2}] = ${room}.low; $i32[${slot * 2 + 1}] = ${room}.high;`],
    kept: room,
    bindings: { [`place${index}`]: (value: unknown) => placeNumber(number, value, label) },
  });
}

/** Bytes of a wide number, and their address as signed halves. */
interface NumberPlace {
  readonly view: DataView;
  readonly byteOffset: number;
  readonly low: number;
  readonly high: number;
}

/** Takes fresh bytes for a number. They are kept alive by the view. */
function takeNumberPlace({ byteLength, alignment }: WideNumber): NumberPlace {
  const byteOffset = takeRoom(byteLength, Math.max(8, alignment));
  const { view, low, high } = slab.block;
  return { view, byteOffset, low: (low + byteOffset) | 0, high };
}

function placeNumber(number: WideNumber, value: unknown, label: () => string): NumberPlace | undefined {
  const place = takeNumberPlace(number);
  if (number.write(place.view, place.byteOffset, value)) return place;
  const refused = number.refuse?.(value, label());
  if (refused !== undefined) throw refused;
  return undefined;
}
