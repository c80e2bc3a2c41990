/** Smaller signatures of which one may fail as a larger one did: a parameter less, a member less, a scalar for a struct. */
import type { TypeShape } from "#oracle/random-signature";
import type { ParameterShape, SignatureShape } from "./signature-shape.ts";

const smallestType: TypeShape = { kind: "scalar", index: 0 };

/** Gives signatures that are a step smaller, the largest steps first. */
export function* shrinkSignature(shape: SignatureShape): Generator<SignatureShape> {
  const { parameters, result, fixedCount } = shape;
  if (fixedCount === undefined) {
    for (const fewer of shrinkList(parameters)) yield { ...shape, parameters: fewer };
  } else {
    yield { parameters, result };
    const extras = parameters.slice(fixedCount);
    for (const fewer of shrinkList(extras)) {
      yield { ...shape, parameters: [...parameters.slice(0, fixedCount), ...fewer] };
    }
  }
  if (result !== "void") yield { ...shape, result: "void" };
  if (typeof result !== "string") for (const smaller of shrinkValue(result)) yield { ...shape, result: smaller };
  for (const [at, parameter] of parameters.entries()) {
    for (const smaller of shrinkParameter(parameter)) yield { ...shape, parameters: parameters.with(at, smaller) };
  }
}

function* shrinkParameter(parameter: ParameterShape): Generator<ParameterShape> {
  if (parameter.passing !== "value") yield { ...parameter, passing: "value" };
  for (const type of shrinkValue(parameter.type)) yield { ...parameter, type };
}

/** An array is a member, never a parameter or a result. */
function* shrinkValue(shape: TypeShape): Generator<TypeShape> {
  for (const smaller of shrinkType(shape)) if (smaller.kind !== "array") yield smaller;
}

function* shrinkType(shape: TypeShape): Generator<TypeShape> {
  switch (shape.kind) {
    case "scalar":
      if (shape.index !== 0) yield smallestType;
      return;
    case "bits":
      if (shape.width > 1) yield { ...shape, width: shape.width >> 1 };
      return;
    case "array":
      yield shape.element;
      if (shape.length > 1) yield { ...shape, length: 1 };
      for (const element of shrinkType(shape.element)) yield { ...shape, element };
      return;
    case "homogeneous":
      yield smallestType;
      for (const lengths of shrinkList(shape.lengths)) {
        if (lengths.length > 0) yield { ...shape, lengths };
      }
      return;
    case "record":
      yield smallestType;
      yield* shape.members.filter((member) => member.kind !== "bits");
      if (Object.keys(shape.options).length > 0) yield { ...shape, options: {} };
      if (shape.isFlexible) yield { ...shape, isFlexible: false };
      for (const members of shrinkList(shape.members)) yield { ...shape, members };
      for (const [at, member] of shape.members.entries()) {
        for (const smaller of shrinkType(member)) yield { ...shape, members: shape.members.with(at, smaller) };
      }
      return;
    default:
      shape satisfies never;
  }
}

/** Gives a list without half of its items, then without each. */
function* shrinkList<TItem>(items: readonly TItem[]): Generator<readonly TItem[]> {
  const half = items.length >> 1;
  if (half > 1) {
    yield items.slice(0, half);
    yield items.slice(half);
  }
  for (const at of items.keys()) yield items.toSpliced(at, 1);
}
