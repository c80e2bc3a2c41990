/** Rich enums: the tag, a maker per variant, a getter per field, and `_destroy`. */
import type { ApiRichEnum, ApiRichVariant } from "../model/index.ts";
import type { AbiFunction } from "./abi-model.ts";
import { constSelf, destroyFunction, getterFunction, lowerParameters, mutableSelf, outError } from "./abi-scope.ts";
import type { AbiScope, Lowered } from "./abi-scope.ts";
import { cScalar, pointerTo } from "./c-type.ts";
import { lowerTagType, typeBase } from "./lower-plain-types.ts";
import { lowerResult } from "./lower-result.ts";
import { richEnumParts } from "./symbol-names.ts";

/** Lowers a rich enum. */
export function lowerRichEnum(richEnum: ApiRichEnum, scope: AbiScope): Lowered {
  const { module, names, types } = scope;
  const part = (name: string): string => names.inType(module, richEnum.name, name);
  const native = types.named(richEnum.id);
  const self = constSelf(native);
  const variant = (declaration: ApiRichVariant): readonly AbiFunction[] => [
    {
      symbol: part(richEnumParts.variantNew(declaration.name)),
      role: "variant-new",
      owner: declaration,
      parameters: [...lowerParameters(declaration.fields, types), outError(types)],
      result: pointerTo(native),
    },
    ...declaration.fields.map((field) =>
      getterFunction(part(richEnumParts.variantGetter(declaration.name, field.name)), {
        role: "variant-getter",
        owner: field,
        self,
        lowered: lowerResult(field.type, types),
      }),
    ),
  ];
  return {
    types: [lowerTagType(richEnum, scope), { kind: "opaque", ...typeBase(native.symbol, richEnum) }],
    functions: [
      {
        symbol: part(richEnumParts.tag),
        role: "tag",
        owner: richEnum,
        parameters: [self],
        result: cScalar("int32_t"),
      },
      ...richEnum.variants.flatMap(variant),
      destroyFunction(part(richEnumParts.destroy), { role: "destroy", owner: richEnum, self: mutableSelf(native) }),
    ],
  };
}
