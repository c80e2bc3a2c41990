/**
 * What a module exports, before it is text: one value with its expression. Where targets differ, the same value has several
 * expressions, and the module picks one when it is loaded.
 */
import { CodeWriter } from "@koine/codegen";
import type { ModuleNames } from "./module-names.ts";

/** Width from which a declaration is broken into lines; the same as the formatter's. */
export const lineWidth = 120;

/** Wraps a call whose arguments are more than names, so that a bundler can drop it with them. */
export function toPureCall(call: string): string {
  return `(() => ${call})()`;
}

/** One export. */
export interface ExportedValue {
  /** The name in C, and of the export. */
  readonly name: string;
  /** The name inside of the module; another where TypeScript reserves C's. */
  readonly identifier: string;
  readonly documentation: string | undefined;
  /** May have several lines; without annotations. */
  readonly expression: string;
  /** The type of the value, as it is stated; `undefined` for literals. May have several lines. */
  readonly stated: string | undefined;
  /** Whether the expression is a call that bundlers may drop. */
  readonly isCall: boolean;
  /** The type of the same name; `undefined` if there is none. */
  readonly type: string | undefined;
  /** Whether a blank line stands before it. */
  readonly isApart: boolean;
}

/** What one target exports of a declaration. */
export interface TargetExports {
  readonly triple: string;
  readonly values: readonly ExportedValue[];
}

/**
 * Writes exports that are the same for all targets that have them, or pick what the target has that the module runs on.
 *
 * @returns What was written.
 */
export function writeExports(
  writer: CodeWriter,
  exports: readonly TargetExports[],
  names: Pick<ModuleNames, "c" | "declareByTarget">,
): readonly ExportedValue[] {
  const [only] = exports;
  if (only !== undefined && exports.length === 1) {
    for (const value of only.values) writeValue(writer, value);
    return only.values;
  }
  const written: ExportedValue[] = [];
  const variantsByName = new Map<string, { readonly triple: string; readonly value: ExportedValue }[]>();
  for (const { triple, values } of exports) {
    for (const value of values) {
      const variants = variantsByName.get(value.name);
      if (variants === undefined) variantsByName.set(value.name, [{ triple, value }]);
      else variants.push({ triple, value });
    }
  }
  for (const variants of variantsByName.values()) {
    const [first] = variants;
    if (first === undefined) continue;
    const { value } = first;
    const groups = new Map<string, string[]>();
    for (const { triple, value: variant } of variants) {
      groups.set(variant.expression, [...(groups.get(variant.expression) ?? []), triple]);
    }
    const values = variants.map((variant) => variant.value);
    const chosen = groups.size === 1 ? value : { ...value, ...chooseValue(values, groups, names) };
    writeValue(writer, chosen);
    written.push(chosen);
  }
  return written;
}

/** The value of several targets: one is picked, and its type is that of any. */
function chooseValue(
  values: readonly ExportedValue[],
  groups: ReadonlyMap<string, readonly string[]>,
  { c, declareByTarget }: Pick<ModuleNames, "c" | "declareByTarget">,
): Pick<ExportedValue, "isCall" | "expression" | "stated"> {
  const types = new Set(values.map(({ stated, expression }) => stated ?? expression));
  const [first] = values;
  // What TypeScript would infer of types that need each other would need itself.
  const expression =
    first?.stated === undefined
      ? renderChoice(groups, `${c}.byTarget`)
      : `${renderChoice(groups, declareByTarget)} as typeof ${first.identifier}`;
  const stated = types.size === 1 ? [...types] : [...types].map(toUnionMember);
  return { isCall: true, expression, stated: stated.join(" | ") };
}

/** A function type needs parentheses there. */
function toUnionMember(type: string): string {
  return /^[(<][^]*=>/.test(type) ? `(${type})` : type;
}

function writeValue(writer: CodeWriter, value: ExportedValue): void {
  const { name, identifier, documentation, stated, expression, isCall, type, isApart } = value;
  if (isApart) writer.blank();
  writer.doc(documentation);
  const statedType = stated === undefined ? "" : `: ${stated}`;
  const start = `${identifier === name ? "export " : ""}const ${identifier}${statedType} =`;
  const end = `${isCall ? "/* @__PURE__ */ " : ""}${expression};`;
  const isBroken = stated !== undefined && start.length + end.length >= lineWidth && !stated.includes("\n");
  if (isBroken) writer.line(start).indent(() => writer.lines(end.split("\n")));
  else writer.line(`${start} ${end}`);
  if (identifier !== name) writer.line(`export { ${identifier} as ${name} };`);
  if (type !== undefined) writer.line(`export type ${identifier} = ${type};`);
}

function renderChoice(groups: ReadonlyMap<string, readonly string[]>, callee: string): string {
  const writer = new CodeWriter();
  writer.block(
    `${callee}(`,
    () => {
      for (const [expression, triples] of groups) {
        writer.line(`[[${triples.map((triple) => JSON.stringify(triple)).join(", ")}], () => ${expression}],`);
      }
    },
    ")",
  );
  return writer.toString().trimEnd();
}
