/** The JSON Schema of documents, for editors; rendered from the same shapes that the parser reads by. */
import { documentShape } from "./document-shapes.ts";
import { schemaVersions } from "./schema-version.ts";
import type { KeyRule, Shape } from "./shape.ts";

/**
 * Renders the JSON Schema of all documents that Koine reads.
 *
 * @see https://json-schema.org/draft/2020-12/json-schema-core
 */
export function renderJsonSchema(): string {
  const definitions = new Map<string, object>();
  const root = renderShape(documentShape, definitions);
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Koine API document",
    ...root,
    $defs: Object.fromEntries([...definitions].sort(([left], [right]) => (left < right ? -1 : 1))),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

type Definitions = Map<string, object>;

function renderShape({ keys }: Shape, definitions: Definitions): object {
  const required = Object.keys(keys).filter((key) => keys[key]?.isRequired === true);
  return {
    type: "object",
    properties: Object.fromEntries(Object.entries(keys).map(([key, rule]) => [key, renderKey(key, rule, definitions)])),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

function renderKey(key: string, rule: KeyRule, definitions: Definitions): object {
  const since = rule.since === undefined ? "" : ` (since schema ${rule.since})`;
  const description = rule.help.charAt(0).toUpperCase() + rule.help.slice(1) + since;
  if (rule.value.kind === "text" && key === "version" && rule.help.includes("schema version")) {
    return { description, enum: schemaVersions };
  }
  return { description, ...renderValue(rule, definitions) };
}

function renderValue({ value, isRequired = false }: KeyRule, definitions: Definitions): object {
  switch (value.kind) {
    case "text":
      return { type: "string" };
    case "texts":
      return { type: "array", items: { type: "string" } };
    case "integer":
      return { type: "integer" };
    case "boolean":
      return { type: "boolean" };
    case "text-or-boolean":
      return { type: ["string", "boolean"] };
    case "type":
      return { $ref: "#/$defs/type" };
    case "value":
      return {};
    case "table":
      return { type: "object", additionalProperties: { type: "object" } };
    case "choice":
      return { enum: value.choices };
    case "map":
      return refer(value.shape(), definitions);
    case "maps":
      // Lists of modules may be empty; what belongs to a declaration may not.
      return {
        type: "array",
        items: refer(value.shape(), definitions),
        ...(isRequired && value.shape().title !== "a module" ? { minItems: 1 } : {}),
      };
    default:
      return value satisfies never;
  }
}

const typeDefinition = {
  type: "string",
  minLength: 1,
  description:
    "A name, [T] for a list, [T; 4] for a fixed array, {K:V} for a map, T? for an optional, handle<T>, iter<T>, stream<T>, &str, &[u8]",
  examples: ["i32", "string", "bytes", "[Entry]", "{string:i32}", "Entry?", "handle<Session>", "iter<Entry>"],
};

/** Shapes that hold each other are written once each. */
function refer(shape: Shape, definitions: Definitions): object {
  const name = shape.title.replace(/^an? /, "").replaceAll(" ", "-");
  if (!definitions.has("type")) definitions.set("type", typeDefinition);
  if (!definitions.has(name)) {
    definitions.set(name, {});
    definitions.set(name, renderShape(shape, definitions));
  }
  return { $ref: `#/$defs/${name}` };
}
