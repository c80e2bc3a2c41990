/** The type of a function that JavaScript calls: its parameters and result with what annotations say, and its options. */
import type { FailureRule, SpecAnnotation } from "../annotation/annotation-model.ts";
import { annotationAt, parameterNames } from "../annotation/parameter-place.ts";
import type { SpecFunction, SpecParameter } from "../spec/model.ts";
import type { SpecType } from "../spec/type-model.ts";
import { renderParameter, renderResult } from "./annotated-value.ts";
import { isWide } from "./basic-descriptors.ts";
import { listOf, named, renderParameterNames } from "./descriptor-code.ts";
import type { DescriptorCode } from "./descriptor-code.ts";
import { callbackKey, isLasting } from "./module-names.ts";
import { renderDescriptor } from "./render-descriptor.ts";
import type { DescriptorScope } from "./render-descriptor.ts";

/** The pieces of a function type: what is called with which arguments, and the type of the function. */
export interface FunctionParts {
  readonly callee: string;
  readonly parts: readonly string[];
  /** What the type of the function is made of. */
  readonly type: readonly string[];
}

/** Renders the type of a function that JavaScript calls, in pieces. */
export function renderFunctionParts(declaration: SpecFunction, scope: DescriptorScope): FunctionParts {
  const annotation = scope.annotations.get(declaration.name);
  return scope.annotations.size === 0 && !declaration.isVariadic
    ? renderPlain(declaration, scope)
    : renderAnnotated(declaration, annotation ?? {}, scope);
}

/** The same for a function of which nothing is said beyond C; its parameters have the names that C gives them. */
function renderPlain({ parameters, result }: SpecFunction, scope: DescriptorScope): FunctionParts {
  const values: DescriptorCode[] = [];
  let isNamed = false;
  for (const { name, type } of parameters) {
    values.push(renderDescriptor(type, "parameter", scope));
    isNamed ||= name !== null;
  }
  const list = listOf(values);
  const given = renderDescriptor(result, "result", scope);
  const listed = renderParameterNames(parameters.map(({ name }) => name));
  return {
    callee: `${scope.names.c}.fn`,
    parts: isNamed ? [list.value, given.value, `{ parameterNames: ${listed} }`] : [list.value, given.value],
    type: isNamed ? [list.type, given.type, listed] : [list.type, given.type],
  };
}

function renderAnnotated(declaration: SpecFunction, annotation: SpecAnnotation, scope: DescriptorScope): FunctionParts {
  const parameters = declaration.parameters.map((parameter, place) => {
    const own = annotationAt(declaration, annotation, place);
    const type = own.direction === undefined ? parameter.type : typeOfArray(parameter, scope);
    const exported = isLasting(own.callback) ? scope.names.exports.get(callbackKey(declaration, place)) : undefined;
    return exported === undefined ? renderParameter(type, own, scope) : named(exported);
  });
  const list = listOf(parameters);
  const result = renderResult(declaration.result, annotation.result ?? {}, scope);
  const options = listOptions(declaration, annotation, scope);
  return {
    callee: `${scope.names.c}.fn`,
    parts: [list.value, result.value, ...(options.length === 0 ? [] : [`{ ${options.join(", ")} }`])],
    type: [list.type, result.type, ...listTypeOptions(declaration, annotation)],
  };
}

/** What C writes through a parameter that is declared as an array is all of its elements. */
function typeOfArray({ type, length }: SpecParameter, { index }: DescriptorScope): SpecType {
  const resolved = index.resolve(type);
  if (length === undefined || resolved.kind !== "pointer") return type;
  return { ...resolved, target: { kind: "array", element: resolved.target, length, qualifiers: [] } };
}

/** The type arguments after parameters and result; those at the end that say nothing are left out. */
function listTypeOptions(declaration: SpecFunction, annotation: SpecAnnotation): readonly string[] {
  const { errno } = annotation;
  const names = parameterNames(declaration, annotation);
  const isNamed = names.some((name) => name !== null);
  const all = [isNamed ? renderParameterNames(names) : "[]", String(declaration.isVariadic)];
  if (errno !== undefined) return [...all, JSON.stringify(errno)];
  if (declaration.isVariadic) return all;
  return isNamed ? all.slice(0, 1) : [];
}

function listOptions(declaration: SpecFunction, annotation: SpecAnnotation, scope: DescriptorScope): readonly string[] {
  const { errno, failure, stack } = annotation;
  const names = parameterNames(declaration, annotation);
  return [
    ...(declaration.isVariadic ? ["variadic: true"] : []),
    ...(names.some((name) => name !== null) ? [`parameterNames: ${renderParameterNames(names)}`] : []),
    ...(errno === undefined ? [] : [`errno: ${JSON.stringify(errno)}`]),
    ...(failure === undefined ? [] : [`isFailure: (result) => ${renderFailure(failure, declaration, scope)}`]),
    ...(stack === undefined ? [] : [`stack: ${JSON.stringify(stack)}`]),
  ];
}

function renderFailure(failure: FailureRule, { name, result }: SpecFunction, scope: DescriptorScope): string {
  const { as } = scope.annotations.get(name)?.result ?? {};
  if (as === "boolean") return failure === "zero" ? "!result" : "result";
  const resolved = scope.index.resolve(result);
  const isNumber = as === undefined ? scope.hasNumbers : as === "number";
  const zero = resolved.kind === "integer" && isWide(resolved.name) && !isNumber ? "0n" : "0";
  switch (failure) {
    case "negative":
      return `result < ${zero}`;
    case "zero":
      return `result === ${zero}`;
    case "nonzero":
      return `result !== ${zero}`;
    default:
      return failure satisfies never;
  }
}
