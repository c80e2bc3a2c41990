/**
 * `c.out(T)` and `c.inout(T)`: room for one value in the text arena, which C gets the address of and whose value comes
 * back as a result. Large values get memory of their own.
 */
import { layoutOf, resolveAlias, typeName } from "@koine/ctypes";
import type { CType, HandleType, StructType, UnionType } from "@koine/ctypes";
import { textControl } from "../../backend/contract.ts";
import { allocate } from "../../memory/allocate.ts";
import { writeValue } from "../../memory/codec.ts";
import { isHandleOf, replaceHandle } from "../../memory/handle.ts";
import type { NativeHandle } from "../../memory/handle.ts";
import { pointerCodec } from "../../memory/pointer.ts";
import type { NativePointer } from "../../memory/pointer.ts";
import { keepInRegion } from "../../memory/region.ts";
import { slabMemory, structClassOf } from "../../struct/struct-class.ts";
import { translationOf } from "../../types/translation-of.ts";
import { planHandleRead, planPointerRead, planTextRead } from "../ownership.ts";
import type { PointerRead } from "../ownership.ts";
import { accepts, renderAcceptance, renderElement, renderRead, renderWrite, scalarRule } from "../scalar-rule.ts";
import type { ScalarRule, SourcePlace } from "../scalar-rule.ts";
import { mappedParameter } from "./mapped-parameter.ts";
import { part, slotOf } from "../wrapper-parts.ts";
import type { ParameterPart, ParameterPosition, PointerSources } from "../wrapper-parts.ts";

/** Gives the wrapper's part for an out-parameter, or an in-out-parameter when `isInOut`. */
export function outParameter(
  pointee: CType,
  isInOut: boolean,
  position: ParameterPosition,
  context: OutContext,
): ParameterPart {
  const resolved = resolveAlias(pointee);
  const rule = scalarRule(resolved, position.target);
  if (rule !== undefined) return scalarOut(rule, isInOut, position);
  const translation = translationOf(resolved);
  if (translation !== undefined) {
    return mappedParameter(translation, position, context.label, (below) =>
      outParameter(translation.base, isInOut, below, context),
    );
  }
  const source = context.pointers(roomPlace(position), `out${position.index}`);
  if (resolved.kind === "pointer" && !isInOut) return pointerOut(planPointerRead(resolved, source), position);
  if (resolved.kind === "string" && !isInOut) return pointerOut(planTextRead(resolved, source), position);
  if (resolved.kind === "handle") {
    const read = planHandleRead(resolved, source);
    return isInOut ? handleInOut(resolved, read, position) : pointerOut(read, position);
  }
  if (resolved.kind === "struct" || resolved.kind === "union") return recordOut(resolved, isInOut, position, context);
  return allocatedOut(pointee, isInOut, position, context);
}

/** What out-parameters are planned with. */
export interface OutContext {
  /** Names the parameter in errors. */
  readonly label: () => string;
  /** What the reading of a pointer may refer to. */
  readonly pointers: PointerSources;
}

/**
 * A handle that C may replace: who owns what it left is known right after the call, also when a callback threw meanwhile.
 * `NULL` is none, going in and coming out.
 */
function handleInOut(
  type: HandleType,
  { expression, bindings }: PointerRead,
  position: ParameterPosition,
): ParameterPart {
  const { index, variable } = position;
  const place = roomPlace(position);
  const low = renderElement(place, "i32", 4);
  const high = renderElement(place, "i32", 4, 1);
  const isNone = `(${variable} === null)`;
  return part({
    scalar: "pointer",
    expected: `a handle of ${type.name}, or null`,
    check: [
      `if (!(${isNone} || $isHandle${index}(${variable}))) throw $errors.wrongArgument(${index}, ${variable});`,
      `if (!${isNone} && ${variable}.isReleased) throw $errors.freedArgument(${index}, ${variable});`,
    ],
    store: [
      ...renderRoom(position),
      `${low} = ${isNone} ? 0 : ${variable}.low; ${high} = ${isNone} ? 0 : ${variable}.high;`,
    ],
    output: `$replace${index}(${variable}, ${low}, ${high}, () => ${expression})`,
    usesText: true,
    bindings: {
      ...bindings,
      [`isHandle${index}`]: (value: unknown) => isHandleOf(value, type),
      [`replace${index}`]: (
        passed: NativeHandle | null,
        lowHalf: number,
        highHalf: number,
        adopt: () => NativeHandle | null,
      ) => replaceHandle(passed, { low: lowHalf, high: highHalf }, adopt),
    },
  });
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

function pointerOut({ expression, bindings }: PointerRead, position: ParameterPosition): ParameterPart {
  const place = roomPlace(position);
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

/** A struct comes back as an instance over memory of its own. */
function recordOut(
  type: StructType | UnionType,
  isInOut: boolean,
  position: ParameterPosition,
  { label }: OutContext,
): ParameterPart {
  const { index, variable } = position;
  const slot = slotOf(position);
  const structClass = structClassOf(type);
  const create = (value?: unknown): object => {
    const instance = structClass.create();
    if (!isInOut) return instance;
    const { view, byteOffset } = structClass.instances.placeOf(instance);
    const isObject = typeof value === "object" && value !== null;
    if (isObject && structClass.packer?.(value, view, byteOffset) === true) return instance;
    writeValue(type, slabMemory(view), byteOffset, value, label());
    return instance;
  };
  return part({
    scalar: "pointer",
    isPassed: isInOut,
    expected: `an object or instance of ${typeName(type)}`,
    evaluate: [
      `const $room${index} = $create${index}(${isInOut ? variable : ""});`,
      `const $place${index} = $placeOf${index}($room${index});`,
    ],
    store: [`$i32[${slot * 2}] = $place${index}.low; $i32[${slot * 2 + 1}] = $place${index}.high;`],
    kept: `$room${index}`,
    output: `$room${index}`,
    bindings: {
      [`create${index}`]: create,
      [`placeOf${index}`]: (instance: object) => structClass.instances.placeOf(instance),
    },
  });
}

function allocatedOut(
  pointee: CType,
  isInOut: boolean,
  position: ParameterPosition,
  { label }: OutContext,
): ParameterPart {
  const { index, variable, target } = position;
  const slot = slotOf(position);
  const { byteLength } = layoutOf(pointee, target);
  const room = `$room${index}`;
  return part({
    scalar: "pointer",
    isPassed: isInOut,
    expected: "a value of its type",
    evaluate: [`const ${room} = $allocate${index}(${isInOut ? variable : ""});`],
    store: [`$i32[${slot * 2}] = ${room}.low; $i32[${slot * 2 + 1}] = ${room}.high;`],
    kept: room,
    output: `${room}.value`,
    bindings: {
      [`allocate${index}`]: (initial?: unknown) => {
        const pointer = allocate(pointee) as unknown as NativePointer;
        if (!isInOut) return pointer;
        const keep = keepInRegion(pointer.region, 0);
        writeValue(pointee, { view: pointer.viewAt(0, byteLength), pointers: pointerCodec, keep }, 0, initial, label());
        return pointer;
      },
    },
  });
}
