/** Spells types of a document in C++. */
import type { ApiType, ScalarName } from "../../model/index.ts";
import type { CppNames } from "./names.ts";

const scalars: Readonly<Record<ScalarName, string>> = {
  bool: "bool",
  i8: "std::int8_t",
  i16: "std::int16_t",
  i32: "std::int32_t",
  i64: "std::int64_t",
  u8: "std::uint8_t",
  u16: "std::uint16_t",
  u32: "std::uint32_t",
  u64: "std::uint64_t",
  f32: "float",
  f64: "double",
};

/** Makes the C type of a typed handle's target. */
export type NativeName = (id: string) => string;

/** Renders the type of a value: what comes back, and what members are. */
export function renderType(type: ApiType, names: CppNames, native: NativeName): string {
  const inner = (item: ApiType) => renderType(item, names, native);
  switch (type.kind) {
    case "scalar":
      return scalars[type.name];
    case "handle":
      return "std::uint64_t";
    case "string":
      return "std::string";
    case "bytes":
      return "std::vector<std::uint8_t>";
    case "typed-handle":
      return `${native(type.id)}*`;
    case "optional":
      return type.item.kind === "typed-handle" ? inner(type.item) : `std::optional<${inner(type.item)}>`;
    case "list":
      return `std::vector<${inner(type.item)}>`;
    case "array":
      return `std::array<${inner(type.item)}, ${String(type.length)}>`;
    case "map":
      return `std::map<${inner(type.key)}, ${inner(type.value)}>`;
    case "iterator":
      return `koine::Items<${inner(type.item)}>`;
    case "stream":
      return `koine::Stream<${inner(type.item)}>`;
    default:
      return names.find(type.id);
  }
}

/** Renders the type of a parameter: objects by reference, or by pointer where they may be left out. */
export function renderParameterType(type: ApiType, names: CppNames, native: NativeName): string {
  switch (type.kind) {
    case "scalar":
    case "handle":
    case "enum":
    case "flags":
    case "typed-handle":
      return renderType(type, names, native);
    case "optional":
      if (isObject(type.item)) return `const ${renderType(type.item, names, native)}*`;
      if (type.item.kind === "typed-handle") return renderType(type, names, native);
      if (type.item.kind === "list") {
        return `const std::optional<std::vector<${renderItemType(type.item.item, names, native)}>>&`;
      }
      return `const ${renderType(type, names, native)}&`;
    case "list":
      return `const std::vector<${renderItemType(type.item, names, native)}>&`;
    default:
      return `const ${renderType(type, names, native)}&`;
  }
}

/** Objects in lists are lent, too: as references, or pointers where they may be left out. */
function renderItemType(type: ApiType, names: CppNames, native: NativeName): string {
  if (isObject(type)) return `std::reference_wrapper<const ${renderType(type, names, native)}>`;
  if (type.kind === "optional" && isObject(type.item)) return `const ${renderType(type.item, names, native)}*`;
  return renderType(type, names, native);
}

/** Tells whether values of the type are objects that cannot be copied. */
export function isObject(type: ApiType): boolean {
  return type.kind === "record" || type.kind === "interface";
}
