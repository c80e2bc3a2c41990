/** Renders a rich enum as a Rust enum, which is made into a native object for a call and read out of one. */
import type { CodeWriter } from "@koine/codegen";
import type { RichEnumPlan, RichVariantPlan } from "../../plan/plan-model.ts";
import type { TransferIn } from "../../plan/transfer.ts";
import { renderText } from "./constants.ts";
import { renderDoc } from "./documentation.ts";
import { renderInput } from "./marshal-in.ts";
import { createLocals, toVariantName } from "./names.ts";
import { renderFieldRead } from "./render-call.ts";
import type { RustFile } from "./rust-file.ts";

/** A rich enum, and the file that it is rendered to. */
export interface RichSource {
  readonly plan: RichEnumPlan;
  readonly name: string;
  readonly file: RustFile;
}

/** Renders the enum, and its passage to C and back. */
export function renderRichEnum(writer: CodeWriter, plan: RichEnumPlan, file: RustFile): void {
  const source: RichSource = { plan, name: file.name(plan.declaration.id), file };
  renderVariants(writer, source);
  const body = () => {
    renderMaking(writer, source);
    renderReading(writer.blank(), source);
    renderRaw(writer.blank(), source);
  };
  writer.blank().block(`impl ${source.name} {`, body, "}");
  renderAdopting(writer.blank(), source);
}

/** Names of the fields of a variant. */
export function fieldNames({ getters }: RichVariantPlan): readonly string[] {
  return createLocals(getters.map(({ field }) => field.name)).parameters;
}

/** Renders the enum itself. */
export function renderVariants(writer: CodeWriter, { plan, name, file }: RichSource, derives = "Debug, Clone"): void {
  renderDoc(writer, plan.declaration);
  writer.line(`#[derive(${derives})]`);
  const isShort = plan.variants.every((variant) => isShortVariant(variant, file));
  const body = () => {
    for (const variant of plan.variants) {
      const own = toVariantName(variant.declaration.name);
      const names = fieldNames(variant);
      renderDoc(writer, variant.declaration);
      if (names.length === 0) {
        writer.line(`${own},`);
        continue;
      }
      const fields = () => {
        for (const [index, { field }] of variant.getters.entries()) {
          renderDoc(writer, field);
          writer.line(`${names[index] ?? ""}: ${file.type(field.type)},`);
        }
      };
      if (isShort) writer.line(shortVariant(variant, file));
      else writer.block(`${own} {`, fields, "},");
    }
  };
  writer.block(`pub enum ${name} {`, body, "}");
}

/** A variant on one line; rustfmt has either all variants of an enum so, or none. */
function shortVariant(variant: RichVariantPlan, file: RustFile): string {
  const names = fieldNames(variant);
  const fields = variant.getters.map(({ field }, index) => `${names[index] ?? ""}: ${file.type(field.type)}`);
  return `${toVariantName(variant.declaration.name)} { ${fields.join(", ")} },`;
}

function isShortVariant(variant: RichVariantPlan, file: RustFile): boolean {
  const isPlain = variant.getters.every(({ field }) => (field.doc ?? field.since ?? field.deprecated) === undefined);
  return isPlain && shortVariant(variant, file).length <= 116;
}

function pattern(variant: RichVariantPlan): string {
  const names = fieldNames(variant);
  const own = `Self::${toVariantName(variant.declaration.name)}`;
  return names.length === 0 ? own : `${own} { ${names.join(", ")} }`;
}

function renderMaking(writer: CodeWriter, { plan, file }: RichSource): void {
  const native = `ffi::${plan.native.symbol}`;
  const arms = () => {
    for (const variant of plan.variants) {
      const { create } = variant;
      const { parameters, claim } = createLocals(create.parameters.map(({ declaration }) => declaration.name));
      const arm = () => {
        const inputs = create.parameters.map((one, index) => {
          const value = parameters[index] ?? "";
          const lent = lendField(one.transfer, value);
          if (lent !== value) writer.line(`let ${value} = ${lent};`);
          return renderInput(one, { value, file, claim });
        });
        writer.lines(inputs.flatMap(({ prepared }) => prepared));
        const passed = [...inputs.flatMap((one) => one.passed), "failure.room()"];
        writer.line("// SAFETY: the fields are of the declared types, and are copied.");
        writer.line(`unsafe { ffi::${create.symbol.symbol}(${passed.join(", ")}) }`);
      };
      writer.block(`${pattern(variant)} => {`, arm, "}");
    }
  };
  const body = () => {
    writer.line("let mut failure = support::Failure::new()?;").block("let made = match self {", arms, "};");
    writer.line("failure.settle::<Error>()?;").line("// SAFETY: the library gave it away.");
    writer.line(`unsafe { support::Owned::new(made, ffi::${plan.destroy.symbol}) }`);
  };
  writer.block(`pub(crate) fn to_native(&self) -> Result<support::Owned<${native}>, Error> {`, body, "}");
}

/** A field that is lent, as a parameter of its type would be. */
function lendField(transfer: TransferIn, value: string): string {
  switch (transfer.kind) {
    case "value":
    case "boxed":
      return `*${value}`;
    case "string":
    case "bytes":
    case "list":
      return transfer.isNullable ? `${value}.as_deref()` : value;
    case "map":
      return transfer.isNullable ? `${value}.as_ref()` : value;
    case "object":
      if (transfer.type.kind === "typed-handle") return `*${value}`;
      return transfer.isNullable ? `${value}.as_ref()` : value;
    default:
      return value;
  }
}

function renderReading(writer: CodeWriter, { plan, name, file }: RichSource): void {
  const arms = () => {
    for (const variant of plan.variants) {
      const names = fieldNames(variant);
      const value = String(variant.declaration.value);
      if (names.length === 0) {
        writer.line(`${value} => Ok(${pattern(variant)}),`);
        continue;
      }
      const arm = () => {
        for (const [index, getter] of variant.getters.entries()) renderField(writer, getter, names[index] ?? "", file);
        writer.line(`Ok(${pattern(variant)})`);
      };
      writer.block(`${value} => {`, arm, "}");
    }
    writer.line(`tag => Err(Error::unknown_value(${renderText(name)}, tag)),`);
  };
  const body = () => {
    writer.block("if native.is_null() {", () => writer.line(`return Err(Error::null());`), "}");
    writer.line("// SAFETY: the object is alive.");
    writer.block(`match unsafe { ffi::${plan.tag.symbol}(native) } {`, arms, "}");
  };
  writer.line("#[doc(hidden)]");
  const head = `pub unsafe fn from_native(native: *const ffi::${plan.native.symbol}) -> Result<Self, Error> {`;
  writer.block(head, body, "}");
}

/** Crates of documents that import this one make an owner of their own. */
function renderRaw(writer: CodeWriter, { plan }: RichSource): void {
  const body = () => {
    writer.line("let made = std::mem::ManuallyDrop::new(self.to_native()?);").line("Ok(made.native())");
  };
  writer
    .line("#[doc(hidden)]")
    .block(`pub fn to_raw(&self) -> Result<*mut ffi::${plan.native.symbol}, Error> {`, body, "}");
}

function renderField(
  writer: CodeWriter,
  getter: RichVariantPlan["getters"][number],
  name: string,
  file: RustFile,
): void {
  const { output } = renderFieldRead(writer, getter, { self: "native", file });
  const value = output.isUnsafe ? `unsafe { ${output.text} }` : output.text;
  if (output.isUnsafe) writer.line("// SAFETY: the library gave it as it declares.");
  writer.line(`let ${name} = ${value}${output.isFallible ? "?" : ""};`);
}

function renderAdopting(writer: CodeWriter, { plan, name }: RichSource): void {
  const native = `ffi::${plan.native.symbol}`;
  const convert = () => {
    writer.line("// SAFETY: the object belongs to the caller; it is freed when its value was read.");
    const read = () => {
      writer.line(`let made = support::Owned::new(native.as_ptr(), ffi::${plan.destroy.symbol})?;`);
      writer.line("Self::from_native(made.native())");
    };
    writer.block("unsafe {", read, "}");
  };
  const body = () => {
    writer.line(`type Native = ${native};`).blank();
    writer.block(`unsafe fn adopt(native: std::ptr::NonNull<${native}>) -> Result<Self, Error> {`, convert, "}");
  };
  writer.block(`impl support::Adopt for ${name} {`, body, "}");
}
