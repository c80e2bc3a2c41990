/**
 * Parameters, results and members with what annotations say of them, as descriptor expressions. That an annotation fits its
 * type was checked before (`annotation/check-annotations.ts`); what has none is `render-descriptor.ts`.
 */
import type {
  CallbackAnnotation,
  CallbackParameterAnnotation,
  GivenAnnotation,
  MemberAnnotation,
  ParameterAnnotation,
  ValueAnnotation,
} from "../annotation/annotation-model.ts";
import type { SpecFunctionType, SpecType } from "../spec/type-model.ts";
import { integerConstructors, isDescribedInteger, isWide } from "./basic-descriptors.ts";
import { listOf, named, propertyOf, renderParameterNames } from "./descriptor-code.ts";
import type { DescriptorCode } from "./descriptor-code.ts";
import { findHandle } from "./find-handle.ts";
import { handlePointer, renderDescriptor } from "./render-descriptor.ts";
import type { DescriptorPosition, DescriptorScope } from "./render-descriptor.ts";
import { spellRelease } from "./release-symbol.ts";
import { encodingOfUnit } from "./text-unit.ts";

/** Renders the type of a parameter. */
export function renderParameter(
  type: SpecType,
  annotation: ParameterAnnotation,
  scope: DescriptorScope,
): DescriptorCode {
  const { c } = scope.names;
  const { direction, sizedBy, transferred, callback, ...rest } = annotation;
  const resolved = scope.index.resolve(type);
  if (direction !== undefined && resolved.kind === "pointer") {
    const { value, type: described } = renderGiven(resolved.target, rest, "memory", scope);
    const typeName = direction === "out" ? "OutType" : "InOutType";
    return { value: `${c}.${direction}(${value})`, type: `${c}.${typeName}<${described}>` };
  }
  if (sizedBy !== undefined) return renderSized(type, annotation, scope);
  if (transferred === true) {
    const { value, type: described } = renderAddress(type, scope);
    return { value: `${c}.transferred(${value})`, type: `${c}.Given<${described}>` };
  }
  if (callback !== undefined && resolved.kind === "pointer") {
    const target = scope.index.resolve(resolved.target);
    if (target.kind === "function") return guard(renderCallback(target, callback, scope), annotation, scope);
  }
  return renderGiven(type, rest, "parameter", scope);
}

/** Renders the type of a result. */
export function renderResult(type: SpecType, annotation: GivenAnnotation, scope: DescriptorScope): DescriptorCode {
  return renderGiven(type, annotation, "result", scope);
}

/** Renders the type of a member. */
export function renderAnnotatedMember(
  type: SpecType,
  annotation: MemberAnnotation,
  scope: DescriptorScope,
): DescriptorCode {
  if (annotation.sizedBy !== undefined) return renderSized(type, annotation, scope);
  return renderGiven(type, annotation, "memory", scope);
}

/** Renders a callback type; what C passes to it may be annotated by position. */
export function renderCallback(
  type: SpecFunctionType,
  annotation: CallbackAnnotation,
  scope: DescriptorScope,
): DescriptorCode {
  const { c } = scope.names;
  const { parameters: annotated = {}, result: given = {}, ...options } = annotation;
  const annotations = type.parameters.map((_, place) => annotated[String(place + 1)] ?? {});
  const names = nameCounts(annotations);
  const parameters = listOf(
    type.parameters.map((parameter, place) => {
      const { sizedBy, ...rest } = annotations[place] ?? {};
      if (sizedBy === undefined) return renderGiven(parameter, rest, "memory", scope);
      return renderSized(parameter, { ...rest, sizedBy: names[Number(sizedBy) - 1] ?? sizedBy }, scope);
    }),
  );
  const entries = Object.entries(options).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  if (names.some((name) => name !== undefined)) entries.push(`parameterNames: ${renderParameterNames(names)}`);
  const result = renderGiven(type.result, given, "memory", scope);
  const rest = entries.length === 0 ? "" : `, { ${entries.join(", ")} }`;
  const lifetime = JSON.stringify(options.lifetime ?? "call");
  return {
    value: `${c}.callback(${parameters.value}, ${result.value}${rest})`,
    type: `${c}.Callback<readonly ${parameters.type}, ${result.type}, ${lifetime}>`,
  };
}

/** Headers do not name parameters of callbacks; those that count need a name. */
function nameCounts(annotations: readonly CallbackParameterAnnotation[]): readonly (string | undefined)[] {
  const counts = new Set(annotations.flatMap(({ sizedBy }) => sizedBy ?? []));
  return annotations.map((_, place) => {
    if (!counts.has(String(place + 1))) return undefined;
    return counts.size === 1 ? "count" : `count${place + 1}`;
  });
}

function renderSized(type: SpecType, annotation: ParameterAnnotation, scope: DescriptorScope): DescriptorCode {
  const { sizedBy, as } = annotation;
  const { c } = scope.names;
  const text = as === "string" ? renderText(type, annotation, "memory", scope) : undefined;
  const address = text ?? (as === "bytes" ? named(`${c}.bytes`) : renderAddress(type, scope));
  const count = JSON.stringify(sizedBy);
  return {
    value: `${c}.sizedBy(${count}, ${address.value})`,
    type: `${c}.SizedByType<${count}, ${address.type}>`,
  };
}

type AnyAnnotation = GivenAnnotation & Pick<ParameterAnnotation, "nullTerminated">;

function renderGiven(
  type: SpecType,
  annotation: AnyAnnotation,
  position: DescriptorPosition,
  scope: DescriptorScope,
): DescriptorCode {
  const { owned, borrowedFrom, nullable } = annotation;
  const { c } = scope.names;
  const handle = findHandle(type, scope);
  if (handle !== undefined && owned === true) return guard(named(handle), annotation, scope);
  if (handle !== undefined && position === "parameter") {
    return nullable === true ? renderAddress(type, scope) : named(handle);
  }
  const text = renderText(type, annotation, position, scope);
  if (text !== undefined) return guard(text, annotation, scope);
  const described = typeof owned === "string" || borrowedFrom !== undefined ? renderAddress(type, scope) : undefined;
  if (described !== undefined && typeof owned === "string") {
    const value = `${c}.owned(${described.value}, ${spellRelease(owned, scope)})`;
    return guard({ value, type: `${c}.Owned<${described.type}>` }, annotation, scope);
  }
  if (described !== undefined) {
    const owner = JSON.stringify(borrowedFrom);
    const value = `${c}.borrowedFrom(${owner}, ${described.value})`;
    return guard({ value, type: `${c}.Borrowing<${owner}, ${described.type}>` }, annotation, scope);
  }
  return guard(renderForm(type, annotation, position, scope), annotation, scope);
}

/** Strings, whether an annotation makes them so or C's `const char *` does. */
function renderText(
  type: SpecType,
  { as, encoding, owned, nullTerminated }: AnyAnnotation,
  position: DescriptorPosition,
  scope: DescriptorScope,
): DescriptorCode | undefined {
  if (nullTerminated === true) return undefined;
  const { c } = scope.names;
  const resolved = scope.index.resolve(type);
  const isText = as === "string" || encoding !== undefined;
  if (resolved.kind === "array" && isText) return propertyOf(renderDescriptor(resolved, "memory", scope), "string");
  const isStringResult = as === undefined && renderDescriptor(type, position, scope).value === `${c}.string`;
  if (!isText && !(isStringResult && typeof owned === "string")) return undefined;
  const name = encoding ?? (resolved.kind === "pointer" ? encodingOfUnit(resolved.target, scope.index) : "utf-8");
  const spelled = JSON.stringify(name);
  const string = name === "utf-8" ? named(`${c}.string`) : textOf(spelled, c);
  if (typeof owned !== "string") return string;
  return { value: `${string.value}.owned(${spellRelease(owned, scope)})`, type: `${c}.OwnedStringType<${spelled}>` };
}

function textOf(encoding: string, c: string): DescriptorCode {
  return { value: `${c}.stringOf(${encoding})`, type: `${c}.Text<${encoding}>` };
}

function renderForm(
  type: SpecType,
  annotation: AnyAnnotation,
  position: DescriptorPosition,
  scope: DescriptorScope,
): DescriptorCode {
  const { c } = scope.names;
  const resolved = scope.index.resolve(type);
  if (annotation.nullTerminated === true && resolved.kind === "pointer") {
    const element = renderElement(resolved.target, annotation, scope);
    return { value: `${c}.nullTerminated(${element.value})`, type: `${c}.NullTerminatedType<${element.type}>` };
  }
  switch (annotation.as) {
    case "bytes":
      if (resolved.kind === "array") return propertyOf(renderDescriptor(resolved, "memory", scope), "bytes");
      return named(`${c}.bytes`);
    case "boolean": {
      const base = renderDescriptor(type, "memory", scope);
      return { value: `${c}.boolean(${base.value})`, type: `${c}.MappedType<${base.type}, boolean>` };
    }
    case "pointer":
      return renderAddress(type, scope);
    case "number":
    case "bigint":
      if (resolved.kind !== "integer" || !isDescribedInteger(resolved.name) || !isWide(resolved.name)) break;
      return named(`${c}.${integerConstructors[resolved.name]}${annotation.as === "number" ? ".number" : ""}`);
    case "string":
    case undefined:
  }
  return renderDescriptor(type, position, scope);
}

/** The elements of an array of `char *` are strings. */
function renderElement(type: SpecType, { as, encoding }: ValueAnnotation, scope: DescriptorScope): DescriptorCode {
  const resolved = scope.index.resolve(type);
  const unit = resolved.kind === "pointer" ? encodingOfUnit(resolved.target, scope.index) : undefined;
  if (unit === undefined || as === "pointer") return renderDescriptor(type, "memory", scope);
  return renderGiven(type, { as: "string", ...(encoding === undefined ? {} : { encoding }) }, "memory", scope);
}

/** The plain pointer that a type is, without a name: only pointers have owners and counts. */
function renderAddress(type: SpecType, scope: DescriptorScope): DescriptorCode {
  const handle = findHandle(type, scope);
  if (handle !== undefined) return handlePointer(handle, scope.names.c);
  return renderDescriptor(scope.index.resolve(type), "memory", scope);
}

function guard(described: DescriptorCode, { nullable }: ValueAnnotation, scope: DescriptorScope): DescriptorCode {
  if (nullable !== false) return described;
  const { c } = scope.names;
  return { value: `${c}.nonNull(${described.value})`, type: `${c}.NonNullType<${described.type}>` };
}
