/**
 * The expression of a descriptor and the expression of its type, which modules state so that TypeScript need not infer thousands.
 * Both are made in the same place, so that they say the same.
 */

/** A descriptor as text. */
export interface DescriptorCode {
  readonly value: string;
  /** The type of the descriptor, not of its values. */
  readonly type: string;
}

/** A descriptor that has a name: `c.int`, `Point`, `c.long.number`. */
export function named(name: string): DescriptorCode {
  return { value: name, type: `typeof ${name}` };
}

/** A property of a descriptor: `Handle.target`. */
export function propertyOf({ value, type }: DescriptorCode, property: string): DescriptorCode {
  return { value: `${value}.${property}`, type: `(${type})[${JSON.stringify(property)}]` };
}

/** Renders the names of parameters as a list; `undefined` stands for those without one. */
export function renderParameterNames(names: readonly (string | null | undefined)[]): string {
  return `[${names.map((name) => (name === null || name === undefined ? "undefined" : JSON.stringify(name))).join(", ")}]`;
}

/** Joins types of a list to a tuple, and values to an array. */
export function listOf(codes: readonly DescriptorCode[]): DescriptorCode {
  let values = "";
  let types = "";
  for (const { value, type } of codes) {
    values += values === "" ? value : `, ${value}`;
    types += types === "" ? type : `, ${type}`;
  }
  return { value: `[${values}]`, type: `[${types}]` };
}
