/** The C ABI stage. */
export type * from "./abi-model.ts";
export { constPointerTo, cScalar, cText, cVoid, pointerTo } from "./c-type.ts";
export type * from "./c-type.ts";
export { lowerAbi } from "./lower-abi.ts";
export { lowerParameter } from "./lower-parameter.ts";
export type { LowerableParameter } from "./lower-parameter.ts";
export { lowerDelivery, lowerIteratorItem, lowerResult } from "./lower-result.ts";
export type { LoweredResult } from "./lower-result.ts";
export { isObjectType, isValueType, lowerItem, lowerValue } from "./lower-value.ts";
export { createNativeTypes } from "./native-types.ts";
export type { NativeTypes } from "./native-types.ts";
export { createSymbolNames } from "./symbol-names.ts";
export type { ModulePath, SymbolNames } from "./symbol-names.ts";
