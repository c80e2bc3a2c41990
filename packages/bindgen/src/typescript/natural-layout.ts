/**
 * The short way to the layout of a record: of members that are scalars, arrays and such records themselves, and lie where C puts them
 * without any attribute. Most records of most headers are so. All others are for `record-descriptor.ts`, which makes a descriptor and has
 * `@koine/ctypes` lay it out.
 */
import { layoutOf } from "@koine/ctypes";
import type { CType, ScalarLayout, Target } from "@koine/ctypes";
import type { SpecRecord } from "../spec/model.ts";
import type { SpecType } from "../spec/type-model.ts";
import { isRecord } from "../spec/spec-index.ts";
import type { SpecIndex } from "../spec/spec-index.ts";
import { toTypeName } from "./render-descriptor.ts";

/** What the members of a record are measured with. */
export interface Measures {
  readonly index: SpecIndex;
  readonly target: Target;
  /** Gives the descriptor of a type that is no array, pointer or record; `undefined` if it has none. */
  readonly describe: (type: SpecType) => CType | undefined;
  /** Tells whether a record inside of the record has a natural layout. */
  readonly isNatural: (record: SpecRecord) => boolean;
}

/** Other names are for the descriptor to refuse or to take. */
const plainName = /^[A-Za-z_$][\w$]*$/;

/**
 * Tells whether a descriptor without options has a record's layout, and nothing to complain of.
 *
 * @returns `false` also for records that this does not know about, such as those with bit-fields.
 * @see System V AMD64 psABI 3.1.2; the other targets with GNU rules lay such records out the same way.
 */
export function hasNaturalLayout(record: SpecRecord, measures: Measures): boolean {
  const { members } = record;
  if (measures.target.recordRules !== "gnu" || members.length === 0) return false;
  if (!plainName.test(toTypeName(record.name))) return false;
  const names = new Set<string>();
  let end = 0;
  let alignment = 1;
  for (const { name, type, bitOffset, bitWidth } of members) {
    if (name === null || bitWidth !== undefined || names.has(name) || !plainName.test(name)) return false;
    names.add(name);
    const layout = measure(type, measures);
    if (layout === undefined) return false;
    const offset = record.kind === "union" ? 0 : Math.ceil(end / layout.alignment) * layout.alignment;
    if (bitOffset !== offset * 8) return false;
    end = Math.max(end, offset + layout.byteLength);
    alignment = Math.max(alignment, layout.alignment);
  }
  return record.alignment === alignment && record.byteLength === Math.ceil(end / alignment) * alignment;
}

function measure(type: SpecType, measures: Measures): ScalarLayout | undefined {
  const { index, target, describe } = measures;
  const resolved = index.resolve(type);
  switch (resolved.kind) {
    case "pointer":
      return target.pointer;
    case "bool":
    case "integer":
    case "float": {
      const described = describe(resolved);
      return described === undefined ? undefined : layoutOf(described, target);
    }
    case "array": {
      const { length } = resolved;
      const element = length === null || length < 1 ? undefined : measure(resolved.element, measures);
      return element === undefined || length === null
        ? undefined
        : { byteLength: element.byteLength * length, alignment: element.alignment };
    }
    case "reference": {
      const declaration = index.find(resolved);
      if (declaration?.kind === "enum") return measure(declaration.base, measures);
      return isRecord(declaration) && measures.isNatural(declaration) ? declaration : undefined;
    }
    case "void":
    case "complex":
    case "function":
    case "va-list":
    case "vector":
    case "unsupported":
      return undefined;
    default:
      return resolved satisfies never;
  }
}
