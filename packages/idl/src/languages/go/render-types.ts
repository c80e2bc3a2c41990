/** Renders what has no native side of its own: enums, flags, structs, aliases, constants, errors, callback types. */
import type { CodeWriter } from "@koine/codegen";
import { toPascalCase } from "../../abi/symbol-names.ts";
import type { ApiAlias, ApiConstant, ApiRecord } from "../../model/index.ts";
import type { CallbackPlan, EnumPlan, ErrorDomainPlan, FlagsPlan, StructPlan } from "../../plan/plan-model.ts";
import { renderConstant, renderText } from "./constants.ts";
import { renderDoc } from "./documentation.ts";
import type { GoFile } from "./go-file.ts";
import { fromNative, structReader, toNative } from "./marshal.ts";
import { claimMembers } from "./names.ts";

/** Renders an enum and its names. */
export function renderEnum(writer: CodeWriter, { declaration }: EnumPlan, file: GoFile): void {
  const name = file.scope.find(declaration.id);
  renderDoc(writer, name, declaration);
  writer.line(`type ${name} int32`).blank();
  const values = () => {
    for (const variant of declaration.variants) {
      const own = name + toPascalCase(variant.name);
      renderDoc(writer, own, variant);
      writer.line(`${own} ${name} = ${String(variant.value)}`);
    }
  };
  writer.block("const (", values, ")").blank();
  writer.block(
    `func (e ${name}) String() string {`,
    () => {
      writer.line("switch e {");
      for (const variant of declaration.variants) {
        writer
          .line(`case ${name}${toPascalCase(variant.name)}:`)
          .indent(() => writer.line(`return ${renderText(variant.name)}`));
      }
      writer.line("}");
      file.use("fmt");
      writer.line(`return fmt.Sprintf("${name}(%d)", int32(e))`);
    },
    "}",
  );
}

/** Renders flags, which are combined with `|`. */
export function renderFlags(writer: CodeWriter, { declaration }: FlagsPlan, file: GoFile): void {
  const name = file.scope.find(declaration.id);
  renderDoc(writer, name, declaration);
  writer.line(`type ${name} uint${declaration.base.slice(1)}`).blank();
  const values = () => {
    for (const flag of declaration.members) {
      const own = name + toPascalCase(flag.name);
      renderDoc(writer, own, flag);
      writer.line(`${own} ${name} = ${String(flag.value)}`);
    }
  };
  writer.block("const (", values, ")");
}

/** Renders another name of a type. */
export function renderAlias(writer: CodeWriter, alias: ApiAlias, file: GoFile): void {
  const name = file.scope.find(alias.id);
  renderDoc(writer, name, alias);
  writer.line(`type ${name} = ${file.type(alias.target)}`);
}

/** Renders a type of members, which are named as they are given. */
export function renderStructType(
  writer: CodeWriter,
  declaration: ApiRecord,
  { file, members }: { readonly file: GoFile; readonly members: readonly string[] },
): void {
  const name = file.scope.find(declaration.id);
  renderDoc(writer, name, declaration);
  const fields = () => {
    for (const [index, field] of declaration.fields.entries()) {
      const member = members[index] ?? "";
      renderDoc(writer, member, field);
      writer.line(`${member} ${file.type(field.type)}`);
    }
  };
  writer.block(`type ${name} struct {`, fields, "}");
}

/** Renders a struct by value, and its passage to C and back. */
export function renderStruct(writer: CodeWriter, { declaration, native }: StructPlan, file: GoFile): void {
  const name = file.scope.find(declaration.id);
  const members = claimMembers(declaration.fields.map((field) => field.name));
  renderStructType(writer, declaration, { file, members });
  writer.blank();
  writer
    .block(
      `func (s ${name}) toC() (converted C.${native.symbol}) {`,
      () => {
        for (const [index, field] of declaration.fields.entries()) {
          const member = `s.${members[index] ?? ""}`;
          const to = native.members[index];
          if (to === undefined) continue;
          const place = `converted.${cgoMember(to.name)}`;
          if (field.type.kind === "array" && to.type.kind === "array") {
            const item = toNative(field.type.item, to.type.of, { value: "item", scope: file.scope });
            writer.block(`for i, item := range ${member} {`, () => writer.line(`${place}[i] = ${item}`), "}");
          } else writer.line(`${place} = ${toNative(field.type, to.type, { value: member, scope: file.scope })}`);
        }
        writer.line("return converted");
      },
      "}",
    )
    .blank();
  writer.block(
    `func ${structReader(name)}(native C.${native.symbol}) (converted ${name}) {`,
    () => {
      for (const [index, field] of declaration.fields.entries()) {
        const place = `converted.${members[index] ?? ""}`;
        const from = `native.${cgoMember(native.members[index]?.name ?? "")}`;
        if (field.type.kind === "array") {
          const item = fromNative(field.type.item, "item", file.scope);
          writer.block(`for i, item := range ${from} {`, () => writer.line(`${place}[i] = ${item}`), "}");
        } else writer.line(`${place} = ${fromNative(field.type, from, file.scope)}`);
      }
      writer.line("return converted");
    },
    "}",
  );
}

const goKeywords: ReadonlySet<string> = new Set(
  `break case chan const continue default defer else fallthrough for func go goto if import interface map package range
  return select struct switch type var`.split(/\s+/),
);

/** cgo puts `_` before members that are words of Go. */
export function cgoMember(name: string): string {
  return goKeywords.has(name) ? `_${name}` : name;
}

/** Renders a constant. */
export function renderConstantDeclaration(writer: CodeWriter, constant: ApiConstant, file: GoFile): void {
  const name = file.scope.find(constant.id);
  renderDoc(writer, name, constant);
  writer.line(`const ${name} ${file.type(constant.type)} = ${renderConstant(constant.value, file.scope)}`);
}

/** Renders the error type of a domain, with a code for each of its errors. */
export function renderErrorDomain(writer: CodeWriter, { declaration }: ErrorDomainPlan, file: GoFile): void {
  const name = file.scope.find(declaration.id);
  const codes = claimMembers(declaration.codes.map((one) => one.name));
  writer.line(`// ${name}Code tells which error a ${name} is.`).line(`type ${name}Code int32`).blank();
  const values = () => {
    for (const [index, one] of declaration.codes.entries()) {
      const own = name + (codes[index] ?? "");
      renderDoc(writer, own, { doc: one.doc ?? one.message });
      writer.line(`${own} ${name}Code = ${String(one.code)}`);
    }
  };
  writer.block("const (", values, ")").blank();
  renderDoc(writer, name, { doc: declaration.doc ?? "an error of the library; errors.As finds it." });
  writer.block(`type ${name} struct {`, () => writer.line(`Code ${name}Code`).line("Message string"), "}").blank();
  writer.block(`func (e *${name}) Error() string {`, () => writer.line("return e.Message"), "}").blank();
  writer.line("// Is tells whether the target is an error of the same code.");
  writer
    .block(
      `func (e *${name}) Is(target error) bool {`,
      () => {
        writer.line(`other, isSame := target.(*${name})`).line("return isSame && other.Code == e.Code");
      },
      "}",
    )
    .blank();
  writer.block(
    `func new${name}(code int32, message string) error {`,
    () => {
      if (codes.length > 0) {
        writer.line(`switch ${name}Code(code) {`);
        for (const [index, { message }] of declaration.codes.entries()) {
          const code = name + (codes[index] ?? "");
          writer.line(`case ${code}:`);
          writer.indent(() => writer.line(`return &${name}{${code}, textOr(message, ${renderText(message)})}`));
        }
        writer.line("}");
      }
      writer.line("return newError(code, message)");
    },
    "}",
  );
}

/** Renders the type of a callback. */
export function renderCallbackType(writer: CodeWriter, { declaration }: CallbackPlan, file: GoFile): void {
  const name = file.scope.find(declaration.id);
  const list = declaration.parameters.map((one) => file.type(one.type)).join(", ");
  const result = declaration.result === undefined ? "" : ` ${file.type(declaration.result)}`;
  renderDoc(writer, name, declaration);
  writer.line(`type ${name} func(${list})${result}`);
}
