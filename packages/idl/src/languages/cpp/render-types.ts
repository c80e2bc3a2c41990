/** Renders what has no native side of its own: enums, flags, structs, constants, errors, callback types. */
import type { CodeWriter } from "@koine/codegen";
import type { ApiConstant } from "../../model/index.ts";
import type { CallbackPlan, EnumPlan, ErrorDomainPlan, FlagsPlan, StructPlan } from "../../plan/plan-model.ts";
import { renderConstant, renderText } from "./constants.ts";
import type { CppFile } from "./cpp-file.ts";
import { renderDeprecation, renderDoc } from "./documentation.ts";
import { claimMembers, toEnumerator } from "./names.ts";

/** Renders an enum. */
export function renderEnum(writer: CodeWriter, { declaration }: EnumPlan, file: CppFile): void {
  renderDoc(writer, declaration);
  const values = () => {
    for (const variant of declaration.variants) {
      renderDoc(writer, variant);
      writer.line(`${toEnumerator(variant.name)} ${renderDeprecation(variant)}= ${String(variant.value)},`);
    }
  };
  const lead = `enum class ${renderDeprecation(declaration)}${file.names.findOwn(declaration.id)} : std::int32_t {`;
  writer.block(lead, values, "};");
}

/** Renders flags with the operators that combine them. */
export function renderFlags(writer: CodeWriter, { declaration }: FlagsPlan, file: CppFile): void {
  const name = file.names.findOwn(declaration.id);
  const base = `std::uint${declaration.base.slice(1)}_t`;
  renderDoc(writer, declaration);
  const values = () => {
    for (const flag of declaration.members) {
      renderDoc(writer, flag);
      writer.line(
        `${toEnumerator(flag.name)} = ${renderConstant({ kind: "integer", value: flag.value }, file.names, { kind: "scalar", name: "u64" })},`,
      );
    }
  };
  writer.block(`enum class ${name} : ${base} {`, values, "};");
  for (const operator of ["|", "&", "^"]) {
    const combined = `static_cast<${name}>(static_cast<${base}>(a) ${operator} static_cast<${base}>(b))`;
    writer.line(`constexpr ${name} operator${operator}(${name} a, ${name} b) { return ${combined}; }`);
  }
  writer.line(`constexpr ${name} operator~(${name} a) { return static_cast<${name}>(~static_cast<${base}>(a)); }`);
}

/** Renders a struct by value. */
export function renderStruct(writer: CodeWriter, { declaration }: StructPlan, file: CppFile): void {
  const members = claimMembers(declaration.fields.map((field) => field.name));
  renderDoc(writer, declaration);
  const fields = () => {
    for (const [index, field] of declaration.fields.entries()) {
      renderDoc(writer, field);
      writer.line(`${file.type(field.type)} ${members[index] ?? ""}{};`);
    }
  };
  writer.block(`struct ${file.names.findOwn(declaration.id)} {`, fields, "};");
}

/** Renders a constant. */
export function renderConstantDeclaration(writer: CodeWriter, constant: ApiConstant, file: CppFile): void {
  renderDoc(writer, constant);
  const type = constant.type.kind === "string" ? "const char*" : file.type(constant.type);
  const value = renderConstant(constant.value, file.names, constant.type);
  writer.line(`inline constexpr ${type} ${file.names.findOwn(constant.id)} = ${value};`);
}

/** Renders the exception of a domain, which tells which error it is. */
export function renderErrorDomain(writer: CodeWriter, { declaration }: ErrorDomainPlan, file: CppFile): void {
  const name = file.names.findOwn(declaration.id);
  renderDoc(writer, { doc: declaration.doc ?? "An error of the library." });
  writer.block(
    `class ${name} : public koine::Error {`,
    () => {
      writer.line("public:");
      const codes = () => {
        for (const one of declaration.codes) {
          renderDoc(writer, { doc: one.doc ?? one.message });
          writer.line(`${toEnumerator(one.name)} = ${String(one.code)},`);
        }
      };
      writer.block("enum class Kind : std::int32_t {", codes, "};").blank();
      writer.line(`${name}(Kind kind, const std::string& message)`);
      writer.line("    : koine::Error(static_cast<std::int32_t>(kind), message), kind_(kind) {}").blank();
      writer.line("Kind kind() const noexcept { return kind_; }").blank();
      writer.line("/// Throws the error of a code; codes that the document does not name are a koine::Error.");
      const raise = () => {
        writer.line("switch (static_cast<Kind>(code)) {");
        for (const one of declaration.codes) {
          const kind = `Kind::${toEnumerator(one.name)}`;
          const text = `koine::text_or(message, ${renderText(one.message)})`;
          writer.line(`case ${kind}: throw ${name}(${kind}, ${text});`);
        }
        writer.line("}").line("koine::raise(code, message);");
      };
      writer.block("[[noreturn]] static void raise(std::int32_t code, const char* message) {", raise, "}").blank();
      writer.line("private:").line("Kind kind_;");
    },
    "};",
  );
}

/** Renders the type of a callback. */
export function renderCallbackType(writer: CodeWriter, { declaration }: CallbackPlan, file: CppFile): void {
  const list = declaration.parameters.map(({ type }) => {
    const spelled = file.type(type);
    return ["scalar", "handle", "enum", "flags", "typed-handle"].includes(type.kind) ? spelled : `const ${spelled}&`;
  });
  const result = declaration.result === undefined ? "void" : file.type(declaration.result);
  renderDoc(writer, declaration);
  writer.line(`using ${file.names.findOwn(declaration.id)} = std::function<${result}(${list.join(", ")})>;`);
}
