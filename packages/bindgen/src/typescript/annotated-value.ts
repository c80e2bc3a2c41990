/**
 * Parameters, results and members with what annotations say of them, as descriptor expressions. That an annotation fits its
 * type was checked before (`annotation/check-annotations.ts`); what has none is `render-descriptor.ts`.
 */
import type {
  CallbackAnnotation,
  GivenAnnotation,
  MemberAnnotation,
  ParameterAnnotation,
  ValueAnnotation,
} from "../annotation/annotation-model.ts";
import type { SpecFunctionType, SpecType } from "../spec/type-model.ts";
import { integerConstructors, isDescribedInteger } from "./basic-descriptors.ts";
import { findHandle } from "./find-handle.ts";
import { renderDescriptor } from "./render-descriptor.ts";
import type { DescriptorPosition, DescriptorScope } from "./render-descriptor.ts";
import { encodingOfUnit } from "./text-unit.ts";

/** Renders the type of a parameter. */
export function renderParameter(type: SpecType, annotation: ParameterAnnotation, scope: DescriptorScope): string {
  const { c } = scope.names;
  const { direction, sizedBy, transferred, callback, ...rest } = annotation;
  const resolved = scope.index.resolve(type);
  if (direction !== undefined && resolved.kind === "pointer") {
    return `${c}.${direction}(${renderGiven(resolved.target, rest, "memory", scope)})`;
  }
  if (sizedBy !== undefined) return renderSized(type, annotation, scope);
  if (transferred === true) return `${c}.transferred(${renderAddress(type, scope)})`;
  if (callback !== undefined && resolved.kind === "pointer") {
    const target = scope.index.resolve(resolved.target);
    if (target.kind === "function") return guard(renderCallback(target, callback, scope), annotation, scope);
  }
  return renderGiven(type, rest, "parameter", scope);
}

/** Renders the type of a result. */
export function renderResult(type: SpecType, annotation: GivenAnnotation, scope: DescriptorScope): string {
  return renderGiven(type, annotation, "result", scope);
}

/** Renders the type of a member. */
export function renderAnnotatedMember(type: SpecType, annotation: MemberAnnotation, scope: DescriptorScope): string {
  if (annotation.sizedBy !== undefined) return renderSized(type, annotation, scope);
  return renderGiven(type, annotation, "memory", scope);
}

/** Renders a callback type; what C passes to it may be annotated by position. */
export function renderCallback(type: SpecFunctionType, annotation: CallbackAnnotation, scope: DescriptorScope): string {
  const { parameters: annotated = {}, ...options } = annotation;
  const parameters = type.parameters.map((parameter, place) =>
    renderGiven(parameter, annotated[String(place + 1)] ?? {}, "memory", scope),
  );
  const entries = Object.entries(options).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  const result = renderDescriptor(type.result, "memory", scope);
  const rest = entries.length === 0 ? "" : `, { ${entries.join(", ")} }`;
  return `${scope.names.c}.callback([${parameters.join(", ")}], ${result}${rest})`;
}

function renderSized(type: SpecType, { sizedBy, as }: ParameterAnnotation, scope: DescriptorScope): string {
  const { c } = scope.names;
  const address = as === "bytes" ? `${c}.bytes` : renderAddress(type, scope);
  return `${c}.sizedBy(${JSON.stringify(sizedBy)}, ${address})`;
}

type AnyAnnotation = GivenAnnotation & Pick<ParameterAnnotation, "nullTerminated">;

function renderGiven(
  type: SpecType,
  annotation: AnyAnnotation,
  position: DescriptorPosition,
  scope: DescriptorScope,
): string {
  const { owned, borrowedFrom, nullable } = annotation;
  const { c } = scope.names;
  const handle = findHandle(type, scope);
  if (handle !== undefined && owned === true) return guard(handle, annotation, scope);
  if (handle !== undefined && position === "parameter") return nullable === true ? renderAddress(type, scope) : handle;
  const text = renderText(type, annotation, position, scope);
  if (text !== undefined) return guard(text, annotation, scope);
  if (typeof owned === "string") {
    return guard(`${c}.owned(${renderAddress(type, scope)}, ${JSON.stringify(owned)})`, annotation, scope);
  }
  if (borrowedFrom !== undefined) {
    return guard(
      `${c}.borrowedFrom(${JSON.stringify(borrowedFrom)}, ${renderAddress(type, scope)})`,
      annotation,
      scope,
    );
  }
  return guard(renderForm(type, annotation, position, scope), annotation, scope);
}

/** Strings, whether an annotation makes them so or C's `const char *` does. */
function renderText(
  type: SpecType,
  { as, encoding, owned, nullTerminated }: AnyAnnotation,
  position: DescriptorPosition,
  scope: DescriptorScope,
): string | undefined {
  if (nullTerminated === true) return undefined;
  const { c } = scope.names;
  const resolved = scope.index.resolve(type);
  const isText = as === "string" || encoding !== undefined;
  if (resolved.kind === "array" && isText) return `${renderDescriptor(resolved, "memory", scope)}.string`;
  const isStringResult = as === undefined && renderDescriptor(type, position, scope) === `${c}.string`;
  if (!isText && !(isStringResult && typeof owned === "string")) return undefined;
  const name = encoding ?? (resolved.kind === "pointer" ? encodingOfUnit(resolved.target, scope.index) : "utf-8");
  const string = name === "utf-8" ? `${c}.string` : `${c}.stringOf(${JSON.stringify(name)})`;
  return typeof owned === "string" ? `${string}.owned(${JSON.stringify(owned)})` : string;
}

function renderForm(
  type: SpecType,
  annotation: AnyAnnotation,
  position: DescriptorPosition,
  scope: DescriptorScope,
): string {
  const { c } = scope.names;
  const resolved = scope.index.resolve(type);
  if (annotation.nullTerminated === true && resolved.kind === "pointer") {
    return `${c}.nullTerminated(${renderElement(resolved.target, annotation, scope)})`;
  }
  switch (annotation.as) {
    case "bytes":
      return `${c}.bytes`;
    case "boolean":
      return `${c}.boolean(${renderDescriptor(type, "memory", scope)})`;
    case "pointer":
      return renderAddress(type, scope);
    case "number":
    case "bigint":
      if (resolved.kind !== "integer" || !isDescribedInteger(resolved.name)) break;
      return `${c}.${integerConstructors[resolved.name]}${annotation.as === "number" ? ".number" : ""}`;
    case "string":
    case undefined:
  }
  return renderDescriptor(type, position, scope);
}

/** The elements of an array of `char *` are strings. */
function renderElement(type: SpecType, { as, encoding }: ValueAnnotation, scope: DescriptorScope): string {
  const resolved = scope.index.resolve(type);
  const unit = resolved.kind === "pointer" ? encodingOfUnit(resolved.target, scope.index) : undefined;
  if (unit === undefined || as === "pointer") return renderDescriptor(type, "memory", scope);
  return renderGiven(type, { as: "string", ...(encoding === undefined ? {} : { encoding }) }, "memory", scope);
}

/** The plain pointer that a type is, without a name: only pointers have owners and counts. */
function renderAddress(type: SpecType, scope: DescriptorScope): string {
  const handle = findHandle(type, scope);
  if (handle !== undefined) return `${scope.names.c}.pointer(${handle}.target)`;
  return renderDescriptor(scope.index.resolve(type), "memory", scope);
}

function guard(described: string, { nullable }: ValueAnnotation, scope: DescriptorScope): string {
  return nullable === false ? `${scope.names.c}.nonNull(${described})` : described;
}
