/** The type of a function that JavaScript calls: its parameters and result with what annotations say, and its options. */
import type { FailureRule, SpecAnnotation } from "../annotation/annotation-model.ts";
import { annotationAt, parameterNames } from "../annotation/parameter-place.ts";
import type { SpecFunction } from "../spec/model.ts";
import { renderParameter, renderResult } from "./annotated-value.ts";
import { isWide } from "./basic-descriptors.ts";
import { callbackKey, isLasting } from "./module-names.ts";
import type { DescriptorScope } from "./render-descriptor.ts";

/** The pieces of a function type: what is called, and its arguments. */
export interface FunctionParts {
  readonly callee: string;
  readonly parts: readonly string[];
}

/** Renders the type of a function that JavaScript calls, in pieces. */
export function renderFunctionParts(declaration: SpecFunction, scope: DescriptorScope): FunctionParts {
  const annotation = scope.annotations.get(declaration.name) ?? {};
  const parameters = declaration.parameters.map(({ type }, place) => {
    const own = annotationAt(declaration, annotation, place);
    const exported = isLasting(own.callback) ? scope.names.exports.get(callbackKey(declaration, place)) : undefined;
    return exported ?? renderParameter(type, own, scope);
  });
  const options = listOptions(declaration, annotation, scope);
  return {
    callee: `${scope.names.c}.fn`,
    parts: [
      `[${parameters.join(", ")}]`,
      renderResult(declaration.result, annotation.result ?? {}, scope),
      ...(options.length === 0 ? [] : [`{ ${options.join(", ")} }`]),
    ],
  };
}

function listOptions(declaration: SpecFunction, annotation: SpecAnnotation, scope: DescriptorScope): readonly string[] {
  const { errno, failure, stack } = annotation;
  const names = parameterNames(declaration, annotation);
  return [
    ...(declaration.isVariadic ? ["variadic: true"] : []),
    ...(names.some((name) => name !== null) ? [`parameterNames: [${names.map(renderName).join(", ")}]`] : []),
    ...(errno === undefined ? [] : [`errno: ${JSON.stringify(errno)}`]),
    ...(failure === undefined ? [] : [`isFailure: (result) => ${renderFailure(failure, declaration, scope)}`]),
    ...(stack === undefined ? [] : [`stack: ${JSON.stringify(stack)}`]),
  ];
}

function renderName(name: string | null): string {
  return name === null ? "undefined" : JSON.stringify(name);
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
