/** The shapes of annotations, for configurations and specs alike. They follow `annotation-model.ts` field by field. */
import type {
  CallbackAnnotation,
  CallbackParameterAnnotation,
  CallbackResultAnnotation,
  FunctionAnnotation,
  GivenAnnotation,
  MemberAnnotation,
  ParameterAnnotation,
  TypeAnnotation,
  ValueAnnotation,
} from "./annotation-model.ts";
import type { Shape } from "./check-shape.ts";

/** A shape for every field of a type, and for no other. */
type FieldShapes<TType> = { readonly [TField in keyof Required<TType>]: Shape };

const text: Shape = { kind: "text" };
const onlyTrue: Shape = { kind: "choice", values: [true] };

const value: FieldShapes<ValueAnnotation> = {
  as: { kind: "choice", values: ["string", "bytes", "pointer", "boolean", "number", "bigint"] },
  encoding: text,
  nullable: { kind: "flag" },
};

const given: FieldShapes<GivenAnnotation> = {
  ...value,
  owned: { kind: "either", shapes: [text, onlyTrue] },
  borrowed: onlyTrue,
  borrowedFrom: text,
};

const callbackParameter: FieldShapes<CallbackParameterAnnotation> = {
  ...value,
  sizedBy: text,
  nullTerminated: onlyTrue,
};

const callbackResult: FieldShapes<CallbackResultAnnotation> = {
  as: { kind: "choice", values: ["boolean", "number", "bigint"] },
};

const callback: FieldShapes<CallbackAnnotation> = {
  lifetime: { kind: "choice", values: ["call", "once", "until", "static"] },
  threads: { kind: "choice", values: ["caller", "any"] },
  onThrow: { kind: "either", shapes: [{ kind: "count" }, { kind: "flag" }, { kind: "choice", values: [null] }] },
  stack: { kind: "choice", values: ["caller"] },
  parameters: { kind: "map", value: { kind: "record", fields: callbackParameter } },
  result: { kind: "record", fields: callbackResult },
};

const parameter: FieldShapes<ParameterAnnotation> = {
  ...given,
  name: text,
  direction: { kind: "choice", values: ["out", "inout"] },
  sizedBy: text,
  nullTerminated: onlyTrue,
  transferred: onlyTrue,
  callback: { kind: "record", fields: callback },
};

const functionFields: FieldShapes<FunctionAnnotation> = {
  name: text,
  parameters: { kind: "map", value: { kind: "record", fields: parameter } },
  result: { kind: "record", fields: given },
  errno: { kind: "choice", values: [true, "throw"] },
  failure: { kind: "choice", values: ["negative", "zero", "nonzero"] },
  stack: { kind: "either", shapes: [{ kind: "choice", values: ["caller"] }, { kind: "count" }] },
};

const member: FieldShapes<MemberAnnotation> = { ...value, sizedBy: text, nullTerminated: onlyTrue };

const typeFields: FieldShapes<TypeAnnotation> = {
  name: text,
  opaque: onlyTrue,
  handle: text,
  enum: { kind: "choice", values: ["closed", "open", "flags"] },
  callback: { kind: "record", fields: callback },
  members: { kind: "map", value: { kind: "record", fields: member } },
};

/** What a configuration says of functions that match a pattern. */
export const functionAnnotationShape: Shape = { kind: "record", fields: functionFields };

/** What a configuration says of types that match a pattern. */
export const typeAnnotationShape: Shape = { kind: "record", fields: typeFields };

/** What a spec says of one declaration. */
export const specAnnotationShape: Shape = { kind: "record", fields: { ...functionFields, ...typeFields } };
