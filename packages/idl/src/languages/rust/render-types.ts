/** Renders what has no native side of its own: enums, flags, structs, aliases, constants, errors. */
import type { CodeWriter } from "@koine/codegen";
import type { ApiAlias, ApiConstant, ApiField, ApiType } from "../../model/index.ts";
import type { EnumPlan, ErrorDomainPlan, FlagsPlan, StructPlan } from "../../plan/plan-model.ts";
import { renderConstant, renderText } from "./constants.ts";
import { renderDoc } from "./documentation.ts";
import { toNative } from "./marshal-in.ts";
import { fromNative, valueFunction } from "./marshal-out.ts";
import { claimMembers, toVariantName } from "./names.ts";
import type { RustFile } from "./rust-file.ts";

/** Renders an alias. */
export function renderAlias(writer: CodeWriter, alias: ApiAlias, file: RustFile): void {
  renderDoc(writer, alias);
  writer.line(`pub type ${file.name(alias.id)} = ${file.type(alias.target)};`);
}

/** Renders a constant. */
export function renderConstantDeclaration(writer: CodeWriter, constant: ApiConstant, file: RustFile): void {
  renderDoc(writer, constant);
  const type = constant.type.kind === "string" ? "&str" : file.type(constant.type);
  writer.line(`pub const ${file.name(constant.id)}: ${type} = ${renderConstant(constant.value, file)};`);
}

/** Renders an enum of numbers; a number that it does not name is an error. */
export function renderEnum(writer: CodeWriter, { declaration }: EnumPlan, file: RustFile): void {
  const name = file.name(declaration.id);
  renderDoc(writer, declaration);
  writer.line("#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]").line("#[repr(i32)]");
  const variants = () => {
    for (const variant of declaration.variants) {
      renderDoc(writer, variant);
      writer.line(`${toVariantName(variant.name)} = ${String(variant.value)},`);
    }
  };
  writer.block(`pub enum ${name} {`, variants, "}").blank();
  const arms = () => {
    for (const { name: variant, value } of declaration.variants) {
      writer.line(`${String(value)} => Ok(Self::${toVariantName(variant)}),`);
    }
    writer.line(`_ => Err(Error::unknown_value(${renderText(name)}, value)),`);
  };
  const convert = () => writer.block("match value {", arms, "}");
  const body = () => {
    writer.line("type Error = Error;").blank();
    writer.block("fn try_from(value: i32) -> Result<Self, Error> {", convert, "}");
  };
  writer.block(`impl TryFrom<i32> for ${name} {`, body, "}");
}

/** Renders flags, which are combined with `|`. */
export function renderFlags(writer: CodeWriter, { declaration }: FlagsPlan, file: RustFile): void {
  const name = file.name(declaration.id);
  const names = claimMembers(
    declaration.members.map((flag) => flag.name),
    "constant",
  );
  renderDoc(writer, declaration);
  writer
    .line("#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]")
    .line("#[repr(transparent)]");
  writer.line(`pub struct ${name}(${declaration.base});`).blank();
  const members = () => {
    for (const [index, flag] of declaration.members.entries()) {
      renderDoc(writer, flag);
      writer.line(`pub const ${names[index] ?? ""}: Self = Self(${String(flag.value)});`);
    }
  };
  writer.block(`impl ${name} {`, members, "}").blank();
  writer.line(`support::flags!(${name}, ${declaration.base});`);
}

/** Renders a struct by value, and its passage to C and back. */
export function renderStruct(writer: CodeWriter, { declaration, native }: StructPlan, file: RustFile): void {
  const name = file.name(declaration.id);
  const members = claimMembers(
    declaration.fields.map((field) => field.name),
    "member",
  );
  renderDoc(writer, declaration);
  writer.line("#[derive(Debug, Clone, Copy, PartialEq)]").line("#[repr(C)]");
  const fields = () => {
    for (const [index, field] of declaration.fields.entries()) {
      renderDoc(writer, field);
      writer.line(`pub ${members[index] ?? ""}: ${file.type(field.type)},`);
    }
  };
  writer.block(`pub struct ${name} {`, fields, "}").blank();
  writer.line(`const _: () = assert!(std::mem::size_of::<${name}>() == ${String(native.size)});`).blank();
  const cMembers = native.members.map((member) => toMember(member.name));
  const each = (convert: (field: ApiField, value: string) => string, from: string, to: readonly string[]) =>
    declaration.fields.map((field, index) => {
      const source = (from === "self" ? members : cMembers)[index] ?? "";
      return shorten(to[index] ?? "", convert(field, `${from}.${source}`));
    });
  const functions = () => {
    const to = each(
      (field, value) =>
        arrayOr(
          field.type,
          value,
          (type) => [`item`, toNative(type, "item")],
          (type) => toNative(type, value),
        ),
      "self",
      cMembers,
    );
    writer.line("/// The struct as C has it.");
    writer.block(
      `pub fn to_native(self) -> ffi::${native.symbol} {`,
      () => writer.line(`ffi::${native.symbol} { ${to.join(", ")} }`),
      "}",
    );
    const from = each((field, value) => readMember(field.type, value, file), "native", members);
    writer.blank().line("/// Reads a struct of C; an enum in it may have a value that it does not know.");
    writer.block(
      `pub fn from_native(native: ffi::${native.symbol}) -> Result<Self, Error> {`,
      () => writer.line(`Ok(Self { ${from.join(", ")} })`),
      "}",
    );
  };
  writer.block(`impl ${name} {`, functions, "}");
}

/** Members of C's structs that are words of Rust. */
export function toMember(name: string): string {
  return claimMembers([name], "member")[0] ?? name;
}

function shorten(name: string, value: string): string {
  return `${name}: ${value}`;
}

function arrayOr(
  type: ApiType,
  value: string,
  item: (type: ApiType) => readonly [string, string],
  otherwise: (type: ApiType) => string,
): string {
  if (type.kind !== "array") return otherwise(type);
  const [from, to] = item(type.item);
  return from === to ? value : `${value}.map(|${from}| ${to})`;
}

function readMember(type: ApiType, value: string, file: RustFile): string {
  if (type.kind === "array") {
    const convert = valueFunction(type.item, file);
    return convert === "Ok" ? value : `support::read_array(${value}, ${convert})?`;
  }
  const { text, isFallible } = fromNative(type, value, file);
  return isFallible ? `${text}?` : text;
}

/** Renders the errors of a domain: an enum that holds every other error too. */
export function renderErrorDomain(writer: CodeWriter, { declaration }: ErrorDomainPlan, file: RustFile): void {
  const name = file.name(declaration.id);
  const variants = claimMembers(
    declaration.codes.map((code) => code.name),
    "type",
    ["Other"],
  );
  renderDoc(writer, declaration);
  writer.line("#[derive(Debug, Clone, PartialEq, Eq)]").line("#[non_exhaustive]");
  const list = () => {
    for (const [index, code] of declaration.codes.entries()) {
      renderDoc(writer, { ...code, doc: code.doc ?? code.message });
      writer.line(`${variants[index] ?? ""}(String),`);
    }
    writer.line("/// What can go wrong in every call.").line("Other(Error),");
  };
  writer.block(`pub enum ${name} {`, list, "}").blank();
  renderErrorCode(
    writer,
    declaration.codes.map(({ code }) => code),
    { name, variants },
  );
  renderErrorTraits(writer.blank(), { name, variants });
  const arms = () => {
    for (const [index, { code, message }] of declaration.codes.entries()) {
      const variant = `Self::${variants[index] ?? ""}`;
      writer.line(`${String(code)} => ${variant}(support::message_or(message, ${renderText(message)})),`);
    }
    writer.line("_ => Self::Other(Error::Native { code, message }),");
  };
  const convert = () => writer.block("match code {", arms, "}");
  writer
    .blank()
    .block(
      `impl support::FromFailure for ${name} {`,
      () => writer.block("fn from_failure(code: i32, message: String) -> Self {", convert, "}"),
      "}",
    );
}

interface DomainNames {
  readonly name: string;
  readonly variants: readonly string[];
}

function renderErrorCode(writer: CodeWriter, codes: readonly number[], { name, variants }: DomainNames): void {
  const arms = () => {
    for (const [index, variant] of variants.entries()) {
      writer.line(`Self::${variant}(_) => Some(${String(codes[index])}),`);
    }
    writer.line("Self::Other(Error::Native { code, .. }) => Some(*code),").line("Self::Other(_) => None,");
  };
  const body = () => {
    writer.line("/// The number that the library gave, if the error is the library's.");
    writer.block("pub fn code(&self) -> Option<i32> {", () => writer.block("match self {", arms, "}"), "}");
  };
  writer.block(`impl ${name} {`, body, "}");
}

function renderErrorTraits(writer: CodeWriter, { name, variants }: DomainNames): void {
  const from = () => writer.block("fn from(error: Error) -> Self {", () => writer.line("Self::Other(error)"), "}");
  writer.block(`impl From<Error> for ${name} {`, from, "}").blank();
  const arms = () => {
    if (variants.length > 0) {
      const texts = variants.map((variant) => `Self::${variant}(message)`).join(" | ");
      writer.line(`${texts} => formatter.write_str(message),`);
    }
    writer.line("Self::Other(error) => error.fmt(formatter),");
  };
  const body = () => writer.block("match self {", arms, "}");
  const head = "fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {";
  writer.block(`impl std::fmt::Display for ${name} {`, () => writer.block(head, body, "}"), "}").blank();
  writer.line(`impl std::error::Error for ${name} {}`);
}
