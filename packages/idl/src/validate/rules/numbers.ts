/** Numbers of variants and errors: they fit, they differ, and they do not mean something else. */
import type { Span } from "@koine/diagnostics";
import type { DocumentEnum, DocumentErrors } from "../../model/document.ts";
import { listModules } from "../declarations.ts";
import { isSinceSchema } from "./rule.ts";
import type { RuleContext } from "./rule.ts";

const least = -(2n ** 31n);
const most = 2n ** 31n - 1n;

/** A name with its number, as written. */
interface Numbered {
  readonly name: { readonly value: string };
  readonly number: { readonly value: bigint; readonly span: Span };
}

/** Checks the numbers of all enums. */
export function checkVariantNumbers(context: RuleContext): void {
  const { api, places, report } = context;
  for (const module of listModules(api.modules)) {
    for (const declaration of [...module.enums, ...module.richEnums]) {
      const node = places.declarations.get(declaration) as DocumentEnum | undefined;
      const variants = (node?.variants ?? []).map(({ name, value }) => ({ name, number: value }));
      checkRange(context, variants);
      for (const [{ name, number }, first] of findDuplicates(variants)) {
        const parameters = { name: name.value, value: String(number.value), other: first.name.value };
        report("duplicate-value", number.span, parameters, [{ message: "first used here", span: first.number.span }]);
      }
    }
  }
}

/** Checks the numbers of all errors. */
export function checkErrorNumbers(context: RuleContext): void {
  const { api, places, report } = context;
  const meanings = reservedCodes(context);
  for (const { errorDomain } of listModules(api.modules)) {
    if (errorDomain === undefined) continue;
    const node = places.declarations.get(errorDomain) as DocumentErrors | undefined;
    const errors = (node?.codes ?? []).map(({ name, code }) => ({ name, number: code }));
    checkRange(context, errors);
    for (const { name, number } of errors) {
      const meaning = meanings.get(number.value);
      if (meaning === undefined) continue;
      report("invalid-error-code", number.span, { name: name.value, code: String(number.value), meaning });
    }
    for (const [{ name, number }, first] of findDuplicates(errors)) {
      const parameters = { name: name.value, code: String(number.value), other: first.name.value };
      const related = [{ message: "first used here", span: first.number.span }];
      report("duplicate-error-code", number.span, parameters, related);
    }
  }
}

function reservedCodes(context: RuleContext): ReadonlyMap<bigint, string> {
  return new Map([
    [0n, "success"],
    ...(isSinceSchema(context, "1.0.0") ? [[-1n, "an error without a code"] as const] : []),
    ...(isSinceSchema(context, "0.5.0") ? [[-2n, "a panic of the producer"] as const] : []),
  ]);
}

function checkRange({ report }: RuleContext, all: readonly Numbered[]): void {
  for (const { name, number } of all) {
    if (number.value >= least && number.value <= most) continue;
    report("value-range", number.span, { value: String(number.value), name: name.value });
  }
}

/** Pairs each number that was used before with the first that used it. */
function findDuplicates(all: readonly Numbered[]): readonly (readonly [Numbered, Numbered])[] {
  const known = new Map<bigint, Numbered>();
  return all.flatMap((one) => {
    const first = known.get(one.number.value);
    if (first === undefined) known.set(one.number.value, one);
    return first === undefined ? [] : [[one, first] as const];
  });
}
