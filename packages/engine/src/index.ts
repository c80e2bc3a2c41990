/** Signatures to callables: where arguments travel, and the machine code that carries them. */
export { CodeMemory } from "./code-memory/code-memory.ts";
export type { CodeHost } from "./code-memory/code-memory.ts";
export { arrangeAapcs64Call, arrangeAppleArm64Call } from "./classify/aapcs64.ts";
export { arrangeCall, conventionOf, requireConvention, shapeOfCall } from "./classify/arrange-call.ts";
export type { Convention } from "./classify/arrange-call.ts";
export { classifyEightbytes, classifySystemVX64Aggregate } from "./classify/eightbyte-class.ts";
export type { EightbyteClass, ValueClasses } from "./classify/eightbyte-class.ts";
export type { HomogeneousElements } from "./classify/homogeneous-aggregate.ts";
export type {
  ArgumentArrangement,
  CallArrangement,
  CallShape,
  Extension,
  ResultArrangement,
  ValuePiece,
  ValuePlace,
} from "./classify/model.ts";
export { arrangeSystemVX64Call, classifySystemVX64 } from "./classify/system-v-x64.ts";
export type { ArgumentPlace, ArgumentPlaces } from "./classify/system-v-x64.ts";
export { vectorPlace } from "./classify/passable-vector.ts";
export { shapeOfScalar, shapeOfType } from "./classify/value-shape.ts";
export type { ValueLeaf, ValueShape } from "./classify/value-shape.ts";
export { arrangeWindowsX64Call } from "./classify/windows-x64.ts";
export { findOveralignedArgument, frameByteLengthOf, largestFrameByteLength } from "./stub/call-frame.ts";
export {
  coroutineEnd,
  largestStackByteLength,
  smallestStackByteLength,
  stackPool,
  wordOffsets,
  wordsByteLength,
} from "./coroutine/coroutine-layout.ts";
export type { CoroutineMemory, StackPool } from "./coroutine/coroutine-layout.ts";
export { emitCoroutineAbandon, emitCoroutineStart, emitCoroutineStep } from "./coroutine/system-v-x64-coroutine.ts";
export type { StartRequest } from "./coroutine/system-v-x64-coroutine.ts";
export { emitStepAfter } from "./coroutine/yielding-thunk.ts";
export type { StepAfterRequest, YieldRequest } from "./coroutine/yielding-thunk.ts";
export { callLibffiArguments, closureLibffiArguments, wholeLibffiArguments } from "./libffi/libffi-arguments.ts";
export type { LibffiArgument } from "./libffi/libffi-arguments.ts";
export { libffiAbisOf, libffiLibraryNames, libffiStructTag } from "./libffi/libffi-platform.ts";
export type { LibffiAbiName, LibffiAbis } from "./libffi/libffi-platform.ts";
export { describeLibffiResult, describeLibffiType, hasVector, isEmptyValue } from "./libffi/libffi-type.ts";
export type { LibffiType, LibffiTypeName } from "./libffi/libffi-type.ts";
export {
  hasWideInteger,
  isFloatScalar,
  isScalarSignature,
  maximumParameterCount,
  scalarByteLength,
} from "./signature/scalar-signature.ts";
export type { CallSignature, Scalar, ScalarSignature, SignatureValue } from "./signature/scalar-signature.ts";
export {
  argumentSlot,
  callMemoryByteLength,
  errnoSlot,
  slotByteLength,
  slotCount,
  targetSlot,
  zeroSlot,
} from "./stub/call-slots.ts";
export { emitAapcs64Stub } from "./stub/aapcs64-stub.ts";
export { emitWindowsX64Stub } from "./stub/windows-x64-stub.ts";
export { emitSystemVX64Stub } from "./stub/system-v-x64-stub.ts";
export type { StubRequest } from "./stub/system-v-x64-stub.ts";
export { emitReadStub, emitWriteStub } from "./stub/access-stub.ts";
export type { AccessByteLength } from "./stub/access-stub.ts";
export { emitFlagStub } from "./stub/flag-stub.ts";
export { emitReceiverStub, maximumShiftedIntegers } from "./stub/receiver-stub.ts";
export { emitRecordJump } from "./stub/record-jump.ts";
export { emitSlotJump } from "./stub/slot-jump.ts";
export { StubTemplates } from "./stub/stub-templates.ts";
export { emitFastTextStub } from "./stub/text-stub.ts";
export type { TextStubRequest } from "./stub/text-stub.ts";
export { emitAapcs64Thunk } from "./thunk/aapcs64-thunk.ts";
export { emitSystemVX64Thunk, systemVThunkPlaces } from "./thunk/system-v-x64-thunk.ts";
export type { SystemVX64Thunk } from "./thunk/system-v-x64-thunk.ts";
export { planThunkFrame } from "./thunk/thunk-frame.ts";
export type { BlockCopy, BlockMove, ThunkFrame } from "./thunk/thunk-frame.ts";
export type { ThunkRequest } from "./thunk/thunk-request.ts";
export { emitWindowsX64Thunk } from "./thunk/windows-x64-thunk.ts";
export { returnResult, storeArguments } from "./thunk/x64-thunk.ts";
export type { ThunkPlaces } from "./thunk/x64-thunk.ts";
