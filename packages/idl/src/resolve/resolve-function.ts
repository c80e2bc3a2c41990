/** Functions of all kinds, their parameters, callbacks and listeners. */
import type { ApiCallback, ApiFunction, ApiListener, ApiParameter, ConstantValue } from "../model/api.ts";
import type { ApiType } from "../model/api-type.ts";
import type {
  DocumentCallback,
  DocumentFunction,
  DocumentListener,
  DocumentModule,
  DocumentParameter,
} from "../model/document.ts";
import type { SourceNode } from "../parse/source-node.ts";
import { findNearestNames } from "@koine/diagnostics";
import { placed, resolveDeclaration, resolveModuleType } from "./module-context.ts";
import type { ModuleContext } from "./module-context.ts";
import { quoteAll } from "./quote-names.ts";
import { isUnresolved } from "./resolve-context.ts";
import { resolveValue } from "./resolve-value.ts";

/**
 * Resolves a function.
 *
 * @param parent The id of the module or the interface that it belongs to.
 */
export function resolveFunction(context: ModuleContext, node: DocumentFunction, parent: string): ApiFunction {
  const base = resolveDeclaration(node, parent);
  const throws = resolveThrows(context, node);
  const result: ApiFunction = {
    ...base,
    parameters: node.params.map((parameter) => resolveParameter(context, parameter, base.id)),
    ...(node.return === undefined ? {} : { result: resolveModuleType(context, node.return) }),
    ...(throws === undefined ? {} : { throws }),
    isAsync: node.async?.value === true,
    isCancellable: node.cancellable?.value === true,
  };
  return placed(context, result, node);
}

function resolveParameter(context: ModuleContext, node: DocumentParameter, parent: string): ApiParameter {
  const type = resolveModuleType(context, node.type);
  const value = resolveDefault(context, node.default, type);
  const result: ApiParameter = {
    ...resolveDeclaration(node, parent),
    type,
    isMutable: node.mutable?.value === true,
    ...(value === undefined ? {} : { default: value }),
  };
  return placed(context, result, node);
}

/** Resolves a default; undefined when there is none, or none that fits. */
export function resolveDefault(
  { members, report }: ModuleContext,
  node: SourceNode | undefined,
  type: ApiType,
): ConstantValue | undefined {
  if (node === undefined || isUnresolved(type)) return undefined;
  const value = resolveValue(node, type, members);
  if ("kind" in value) return value;
  report("wrong-default", node.span, value);
  return undefined;
}

function resolveThrows(context: ModuleContext, { name, throws }: DocumentFunction): string | undefined {
  if (throws === undefined || throws.value === false) return undefined;
  if (throws.value === true) {
    if (context.errorDomain === undefined) {
      context.report("throws-without-domain", throws.span, { name: name.value, module: context.module });
    }
    return context.errorDomain;
  }
  const found = context.index.find(throws.value, context.module);
  if (found.kind === "found" && found.declaration.kind === "error-domain") return found.declaration.id;
  if (found.kind === "ambiguous") {
    context.report("ambiguous-type", throws.span, { name: throws.value, choices: quoteAll(found.ids) });
    return undefined;
  }
  const nearest = found.kind === "unknown" ? found.nearest : [];
  const suggestion = nearest.length === 0 ? "declare it as `errors` of a module" : `did you mean ${quoteAll(nearest)}?`;
  context.report("unknown-error-domain", throws.span, { name: throws.value, suggestion });
  return undefined;
}

/** Resolves the type of a function of the consumer. */
export function resolveCallback(context: ModuleContext, node: DocumentCallback): ApiCallback {
  const base = resolveDeclaration(node, context.module);
  const result: ApiCallback = {
    ...base,
    parameters: node.params.map((parameter) => resolveParameter(context, parameter, base.id)),
    ...(node.return === undefined ? {} : { result: resolveModuleType(context, node.return) }),
  };
  return placed(context, result, node);
}

/** Resolves an event. */
export function resolveListener(context: ModuleContext, node: DocumentListener, module: DocumentModule): ApiListener {
  const { value: callback, span } = node.event_callback;
  const names = module.callbacks.map(({ name }) => name.value);
  const own = `${context.module}.`;
  const name = callback.startsWith(own) ? callback.slice(own.length) : callback;
  if (!names.includes(name)) {
    const nearest = findNearestNames(name, names);
    const suggestion = nearest.length === 0 ? "declare the callback beside it" : `did you mean ${quoteAll(nearest)}?`;
    const parameters = { listener: node.name.value, callback, module: context.module, suggestion };
    context.report("listener-callback-not-found", span, parameters);
  }
  return placed(context, { ...resolveDeclaration(node, context.module), callback: `${own}${name}` }, node);
}
