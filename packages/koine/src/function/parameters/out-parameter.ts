/**
 * `c.out(T)` and `c.inout(T)`: room for one value in the text arena, which C gets the address of and whose value comes
 * back as a result. Large values get memory of their own.
 */
import { layoutOf, resolveAlias, typeName } from "@koine/ctypes";
import type { CType, HandleType, StructType, UnionType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { textControl } from "../../backend/contract.ts";
import { allocate } from "../../memory/allocate.ts";
import { writeValue } from "../../memory/codec.ts";
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
    if (isInOut) throw handleInOut(resolved, context.label());
    return pointerOut(planHandleRead(resolved, source), position);
  }
  if (resolved.kind === "struct" || resolved.kind === "union") return recordOut(resolved, isInOut, position, context);
  return allocatedOut(pointee, isInOut, position);
}

/** What out-parameters are planned with. */
export interface OutContext {
  /** Names the parameter in errors. */
  readonly label: () => string;
  /** What the reading of a pointer may refer to. */
  readonly pointers: PointerSources;
}

/** Nobody could tell which of two resources must be released. */
function handleInOut(type: HandleType, label: string): FfiError {
  return new FfiError("FFI_UNSUPPORTED", `${label}: a handle cannot be taken and given back`, {
    hint: `use c.inout(c.pointer(c.opaque(${JSON.stringify(type.name)}))), and release what comes back`,
    details: { type: typeName(type) },
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
    enter: [`const $held${index} = $hold.h${index}; $hold.h${index} = $room${index};`],
    leave: [`$hold.h${index} = $held${index};`],
    output: `$room${index}`,
    bindings: {
      [`create${index}`]: create,
      [`placeOf${index}`]: (instance: object) => structClass.instances.placeOf(instance),
    },
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
