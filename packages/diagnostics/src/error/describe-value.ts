/** Words for JavaScript values in error messages: short, with their type, and without running user code. */

const longestText = 40;

/** Describes a value for a message: `string "abc"`, `-1`, `an array`, `Uint8Array(16)`. */
export function describeValue(value: unknown): string {
  switch (typeof value) {
    case "string":
      return `string ${JSON.stringify(value.length > longestText ? `${value.slice(0, longestText)}…` : value)}`;
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "bigint":
      return `bigint ${value}n`;
    case "boolean":
    case "undefined":
      return String(value);
    case "symbol":
      return "a symbol";
    case "function":
      return "a function";
    default:
      return describeObject(value as object | null);
  }
}

function describeObject(value: object | null): string {
  if (value === null) return "null";
  try {
    return nameObject(value);
  } catch {
    // What a Proxy is asked for may throw, and a revoked one always does.
    return "an object";
  }
}

function nameObject(value: object): string {
  if (Array.isArray(value)) return "an array";
  if (ArrayBuffer.isView(value)) return `${tagOf(value)}(${byteLengthOf(value)} bytes)`;
  const tag = tagOf(value);
  return tag === "Object" ? "an object" : `a ${tag}`;
}

/** A DataView throws when it is asked for its length after its memory has gone; a typed array says 0. */
function byteLengthOf(view: ArrayBufferView): number {
  try {
    return view.byteLength;
  } catch {
    return 0;
  }
}

/** The name of a value's built-in kind, read from the engine where possible so that no getter of the user runs. */
function tagOf(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (typeof prototype !== "object" || prototype === null) return "Object";
  const constructor: unknown = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  return typeof constructor === "function" && constructor.name !== "" ? constructor.name : "Object";
}
