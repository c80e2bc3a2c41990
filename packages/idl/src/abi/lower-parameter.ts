/**
 * The slots of a parameter: the C parameters that carry one value from the caller to the function that it calls. Fields of
 * `_create`, values of builder setters and parameters of callbacks are parameters, too.
 */
import type { ApiType } from "../model/index.ts";
import type { AbiParameter, AbiParameterRole } from "./abi-model.ts";
import { toCName } from "./c-words.ts";
import { cScalar, cText, constPointerTo, cVoid, pointerTo } from "./c-type.ts";
import type { CType } from "./c-type.ts";
import { isValueType, lowerItem, lowerValue } from "./lower-value.ts";
import type { NativeTypes } from "./native-types.ts";

/** A value that a caller gives. */
export interface LowerableParameter {
  readonly name: string;
  readonly type: ApiType;
  /** Pointers lose their `const`; never for a field. */
  readonly isMutable?: boolean;
}

/**
 * Gives the slots of a parameter, in their order; each says in `of` whose it is.
 *
 * @throws {Error} For an iterator or a stream, which are only results.
 */
export function lowerParameter(parameter: LowerableParameter, types: NativeTypes): readonly AbiParameter[] {
  const { name, type, isMutable = false } = parameter;
  const point = isMutable ? pointerTo : constPointerTo;
  const slot = (role: AbiParameterRole, native: CType, suffix = ""): AbiParameter => ({
    name: toCName(name + suffix),
    type: native,
    role,
    of: name,
  });
  const length = (): AbiParameter => slot("length", cScalar("size_t"), "_len");
  switch (type.kind) {
    case "string":
      return [slot("value", isMutable ? pointerTo(cScalar("char")) : cText)];
    case "bytes":
      return [slot("value", point(cScalar("uint8_t")), "_ptr"), length()];
    case "typed-handle":
      return [slot("value", pointerTo(types.named(type.id)))];
    case "record":
    case "rich-enum":
    case "interface":
      return [slot("value", point(types.named(type.id)))];
    case "callback":
      return [slot("callback", types.named(type.id)), slot("context", pointerTo(cVoid), "_context")];
    case "optional":
      if (isValueType(type.item)) return [slot("value", point(lowerValue(type.item, types)))];
      return lowerParameter({ ...parameter, type: type.item }, types);
    case "list":
      return [slot("value", point(lowerItem(type.item, types))), length()];
    case "map": {
      const keys = slot("keys", point(lowerItem(type.key, types)), "_keys");
      return [keys, slot("values", point(lowerItem(type.value, types)), "_values"), length()];
    }
    case "array":
      return [slot("value", point(lowerValue(type.item, types)))];
    case "iterator":
    case "stream":
      throw new Error(`${name}: a ${type.kind} cannot be a parameter`);
    default:
      return [slot("value", lowerValue(type, types))];
  }
}
