/**
 * Variadic functions: one wrapper and one stub per sequence of C types that the further arguments have, made when it is first
 * met. Which C type an argument has is decided in `variadic-extras.ts`.
 */
import type { CType } from "@koine/ctypes";
import type { CallSignature, SignatureValue } from "@koine/engine";
import type { Address, Backend, CallEntry } from "../backend/contract.ts";
import { selectUsed } from "../backend/generated-source.ts";
import type { NativeFunction } from "./bind-function.ts";
import { toIdentifier } from "./identifiers.ts";
import { isAddress, isTypedAs, planExtra } from "./variadic-extras.ts";
import type { ExtraPlan } from "./variadic-extras.ts";

/** What a variadic function is made of. */
export interface VariadicRequest {
  readonly name: string;
  /** Declared parameters that JavaScript passes. */
  readonly passedCount: number;
  readonly backend: Backend;
  /** Makes the wrapper for further arguments of these types. */
  bindVariant(extraTypes: readonly CType[], prepareCall: Backend["prepareCall"]): NativeFunction;
}

/** A wrapper for one sequence of types. */
interface Variant {
  /** Tells whether the arguments of a call have these types. */
  matches(values: readonly unknown[]): boolean;
  call(values: readonly unknown[]): unknown;
}

/** Wrappers that one function keeps. Programs have a handful; the rest would be one that makes up formats. */
const keptVariantCount = 64;
/** As many have a place of their own in the function, where the runtime optimises them. */
const placedVariantCount = 4;

/** Makes the JavaScript function of a variadic one. */
export function bindVariadicFunction(request: VariadicRequest): NativeFunction {
  const { name, passedCount, backend } = request;
  const variants: Variant[] = [];
  const prepareCall = cacheEntries(backend);
  const choose = (values: readonly unknown[]): Variant => {
    const known = variants.find((variant) => variant.matches(values));
    if (known !== undefined) return known;
    const plans = values
      .slice(passedCount)
      .map((value, index) => planExtra(value, `${name}(): argument ${passedCount + index + 1}`));
    const variant = createVariant(request, plans, prepareCall);
    if (variants.length >= keptVariantCount) variants.shift();
    variants.push(variant);
    return variant;
  };
  const none: Variant = { matches: () => false, call: () => undefined };
  return backend.compile(renderDispatcher(name), { choose, none }) as NativeFunction;
}

function renderDispatcher(name: string): string {
  const places = Array.from({ length: placedVariantCount }, (_, index) => `$variant${index}`);
  return [
    `let ${places.map((place) => `${place} = $none`).join(", ")}, $next = 0;`,
    `return function ${toIdentifier(name)}(...$values) { // variadic`,
    ...places.map((place) => `  if (${place}.matches($values)) return ${place}.call($values);`),
    "  const $variant = $choose($values);",
    `  switch ($next++ % ${placedVariantCount}) {`,
    ...places.map((place, index) => `    case ${index}: ${place} = $variant; break;`),
    "  }",
    "  return $variant.call($values);",
    "};",
  ].join("\n");
}

function createVariant(
  request: VariadicRequest,
  plans: readonly ExtraPlan[],
  prepareCall: Backend["prepareCall"],
): Variant {
  const { passedCount, backend } = request;
  const wrapper = request.bindVariant(
    plans.map((plan) => plan.type),
    prepareCall,
  );
  const count = passedCount + plans.length;
  const place = (index: number): string => `$values[${passedCount + index}]`;
  const conditions = plans.map((plan, index) => plan.renderMatch(place(index), `$bound${index}`));
  const passed = [
    ...Array.from({ length: passedCount }, (_, index) => `$values[${index}]`),
    ...plans.map(({ isTyped }, index) => (isTyped ? `${place(index)}.value` : place(index))),
  ];
  const source = [
    `return { // variant (${plans.map(({ label }) => label).join(", ")}) of ${toIdentifier(request.name)}`,
    "  matches($values) {",
    `    return ${[`$values.length === ${count}`, ...conditions].join(" && ")};`,
    "  },",
    "  call($values) {",
    // The wrapper refuses calls with fewer arguments than are declared.
    plans.length === 0 ? "    return $wrapper(...$values);" : `    return $wrapper(${passed.join(", ")});`,
    "  },",
    "};",
  ].join("\n");
  const bounds = Object.fromEntries(plans.map(({ bound }, index) => [`bound${index}`, bound]));
  return backend.compile(source, selectUsed(source, { wrapper, isAddress, isTypedAs }, bounds)) as Variant;
}

/** Ways in that one function keeps, more than wrappers: those that load the same registers share one. */
const keptEntryCount = 256;

/** Wrappers that load the same registers share their stub, also after one was forgotten. */
function cacheEntries(backend: Backend): Backend["prepareCall"] {
  const entries = new Map<string, CallEntry>();
  return (target: Address, signature: CallSignature) => {
    const key = [...signature.parameters, signature.result].map(describeRegisters).join();
    const entry = entries.get(key) ?? backend.prepareCall(target, signature);
    // The one that was used last comes last; the backend gives back what nobody has any more.
    entries.delete(key);
    entries.set(key, entry);
    const [oldest] = entries.keys();
    if (entries.size > keptEntryCount && oldest !== undefined) entries.delete(oldest);
    return entry;
  };
}

function describeRegisters(value: SignatureValue | "void"): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
