/**
 * What a module exports, before it is text: one value with its expression. Where targets differ, the same value has several
 * expressions, and the module picks one when it is loaded.
 */
import { CodeWriter } from "@koine/codegen";

/** One export. */
export interface ExportedValue {
  /** The name in C, and of the export. */
  readonly name: string;
  /** The name inside of the module; another where TypeScript reserves C's. */
  readonly identifier: string;
  readonly documentation: string | undefined;
  readonly keyword: "const" | "let";
  /** May have several lines; without annotations. */
  readonly expression: string;
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
 * @param c The local name of `c`, which picks.
 * @returns Whether `c` was used for that.
 */
export function writeExports(writer: CodeWriter, exports: readonly TargetExports[], c: string): boolean {
  let isChosen = false;
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
    isChosen ||= groups.size > 1;
    writeValue(writer, groups.size === 1 ? value : { ...value, isCall: true, expression: renderChoice(groups, c) });
  }
  return isChosen;
}

function writeValue(writer: CodeWriter, value: ExportedValue): void {
  const { name, identifier, documentation, keyword, expression, isCall, type, isApart } = value;
  if (isApart) writer.blank();
  writer.doc(documentation);
  const statement = `${keyword} ${identifier} = ${isCall ? "/* @__PURE__ */ " : ""}${expression};`;
  if (identifier === name) writer.line(`export ${statement}`);
  else writer.line(statement).line(`export { ${identifier} as ${name} };`);
  if (type !== undefined) writer.line(`export type ${identifier} = ${type};`);
}

function renderChoice(groups: ReadonlyMap<string, readonly string[]>, c: string): string {
  const writer = new CodeWriter();
  writer.block(
    `${c}.byTarget(`,
    () => {
      for (const [expression, triples] of groups) {
        writer.line(`[[${triples.map((triple) => JSON.stringify(triple)).join(", ")}], () => ${expression}],`);
      }
    },
    ")",
  );
  return writer.toString().trimEnd();
}
