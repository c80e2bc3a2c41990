/**
 * `c.out(T)` and `c.inout(T)`: room for one value in the text arena, which C gets the address of and whose value comes
 * back as a result. Large values get memory of their own.
 */
import { layoutOf, resolveAlias } from "@koine/ctypes";
import type { CType, PointerType, StringType } from "@koine/ctypes";
import { textControl } from "../../backend/contract.ts";
import { allocate } from "../../memory/allocate.ts";
import { planPointerRead, planTextRead } from "../ownership.ts";
import { accepts, renderAcceptance, renderElement, renderRead, renderWrite, scalarRule } from "../scalar-rule.ts";
import type { ScalarRule, SourcePlace } from "../scalar-rule.ts";
import { part, slotOf } from "../wrapper-parts.ts";
import type { ParameterPart, ParameterPosition, PointerSources } from "../wrapper-parts.ts";

/** Gives the wrapper's part for an out-parameter, or an in-out-parameter when `isInOut`. */
export function outParameter(
  pointee: CType,
  isInOut: boolean,
  position: ParameterPosition,
  pointers: PointerSources,
): ParameterPart {
  const resolved = resolveAlias(pointee);
  const rule = scalarRule(resolved, position.target);
  if (rule !== undefined) return scalarOut(rule, isInOut, position);
  if ((resolved.kind === "pointer" || resolved.kind === "string") && !isInOut) {
    return addressOut(resolved, position, pointers);
  }
  return allocatedOut(pointee, isInOut, position);
}

function roomPlace(position: ParameterPosition): SourcePlace {
  return { views: "$text_", offset: `$room${position.index}` };
}

/** Takes 8 bytes of the arena and puts their address in the argument's slot. */
function renderRoom(position: ParameterPosition): string[] {
  const room = `$room${position.index}`;
  const slot = slotOf(position);
  const { top } = textControl;
  return [
    `const ${room} = ($text[${top}] + 7) & -8;`,
    `if (${room} + 8 > $textLimit) throw $errors.tooDeep($mark);`,
    `$text[${top}] = ${room} + 8;`,
    `$i32[${slot * 2}] = $textLow + ${room}; $i32[${slot * 2 + 1}] = $textHigh;`,
  ];
}

function scalarOut(rule: ScalarRule, isInOut: boolean, position: ParameterPosition): ParameterPart {
  const { index, variable } = position;
  const place = roomPlace(position);
  const members = `members${index}`;
  return part({
    scalar: "pointer",
    isPassed: isInOut,
    expected: rule.expected,
    condition: isInOut ? renderAcceptance(rule, variable, `$${members}`) : undefined,
    accepts: isInOut ? (value) => accepts(rule, value) : undefined,
    store: [
      ...renderRoom(position),
      isInOut ? renderWrite(rule, variable, place) : `${renderElement(place, "f64", 8)} = 0;`,
    ],
    output: renderRead(rule, place),
    usesText: true,
    bindings: rule.members === undefined ? {} : { [members]: rule.members },
  });
}

function addressOut(
  type: PointerType | StringType,
  position: ParameterPosition,
  pointers: PointerSources,
): ParameterPart {
  const place = roomPlace(position);
  const source = pointers(place, `out${position.index}`);
  const { expression, bindings } = type.kind === "pointer" ? planPointerRead(type, source) : planTextRead(type, source);
  return part({
    scalar: "pointer",
    isPassed: false,
    expected: "",
    store: [...renderRoom(position), `${renderElement(place, "f64", 8)} = 0;`],
    output: expression,
    usesText: true,
    bindings,
  });
}

function allocatedOut(pointee: CType, isInOut: boolean, position: ParameterPosition): ParameterPart {
  const { index, variable, target } = position;
  const slot = slotOf(position);
  layoutOf(pointee, target);
  const room = `$room${index}`;
  return part({
    scalar: "pointer",
    isPassed: isInOut,
    expected: "a value of its type",
    evaluate: [`const ${room} = $allocate${index}(${isInOut ? variable : ""});`],
    store: [`$i32[${slot * 2}] = ${room}.low; $i32[${slot * 2 + 1}] = ${room}.high;`],
    enter: [`const $held${index} = $hold.h${index}; $hold.h${index} = ${room};`],
    leave: [`$hold.h${index} = $held${index};`],
    output: `${room}.value`,
    bindings: {
      [`allocate${index}`]: (...initial: unknown[]) => {
        const pointer = allocate(pointee);
        if (initial.length > 0) pointer.value = initial[0];
        return pointer;
      },
    },
  });
}
