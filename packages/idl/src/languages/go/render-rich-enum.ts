/**
 * Renders a rich enum as Go values: one struct per variant behind an interface, which is made into a native object for a call
 * and read out of one.
 */
import type { CodeWriter } from "@koine/codegen";
import { toPascalCase } from "../../abi/symbol-names.ts";
import type { RichEnumPlan, RichVariantPlan } from "../../plan/plan-model.ts";
import { renderDoc } from "./documentation.ts";
import type { GoFile } from "./go-file.ts";
import { renderInput } from "./marshal.ts";
import { claimMembers } from "./names.ts";
import { renderFieldRead } from "./render-call.ts";

/** A rich enum, and the file that it is rendered to. */
export interface RichSource {
  readonly plan: RichEnumPlan;
  readonly name: string;
  readonly file: GoFile;
}

/** Renders the interface, its variants, and their passage to C and back. */
export function renderRichEnum(writer: CodeWriter, plan: RichEnumPlan, file: GoFile): void {
  const source: RichSource = { plan, name: file.scope.find(plan.declaration.id), file };
  renderVariants(writer, source);
  renderUse(writer.blank(), source);
  renderReading(writer.blank(), source);
}

/** Renders the interface and the structs of its variants. */
export function renderVariants(writer: CodeWriter, { plan, name, file }: RichSource): void {
  const { declaration, variants } = plan;
  const all = variants.map((one) => variantName(name, one)).join(", ");
  renderDoc(writer, name, { ...declaration, doc: declaration.doc ?? `one of ${all}.` });
  writer.block(`type ${name} interface {`, () => writer.line(`is${name}()`), "}");
  for (const variant of variants) {
    const own = variantName(name, variant);
    const members = memberNames(variant);
    renderDoc(writer.blank(), own, variant.declaration);
    const fields = variant.getters.map(({ field }, index) => `${members[index] ?? ""} ${file.type(field.type)}`);
    writer.block(`type ${own} struct {`, () => writer.lines(fields), "}").blank();
    writer.line(`func (${own}) is${name}() {}`);
  }
}

/** The struct of a variant. */
export function variantName(name: string, { declaration }: RichVariantPlan): string {
  return name + toPascalCase(declaration.name);
}

/** Names of the members of a variant. */
export function memberNames({ getters }: RichVariantPlan): readonly string[] {
  return claimMembers(getters.map(({ field }) => field.name));
}

function renderReading(writer: CodeWriter, { plan, name, file }: RichSource): void {
  const { variants, tag, destroy, native } = plan;
  writer.block(
    `func lend${name}(_ *borrowings, native *C.${native.symbol}) ${name} {`,
    () => {
      writer.block("if native == nil {", () => writer.line("return nil"), "}");
      writer.line(`switch C.${tag.symbol}(native) {`);
      for (const variant of variants) {
        writer.line(`case ${String(variant.declaration.value)}:`).indent(() => {
          writer.line(`var value ${variantName(name, variant)}`);
          const members = memberNames(variant);
          for (const [index, getter] of variant.getters.entries()) {
            const read = () => {
              const value = renderFieldRead(writer, getter, "native", file);
              writer.line(`value.${members[index] ?? ""} = ${value}`);
            };
            writer.block("{", read, "}");
          }
          writer.line("return value");
        });
      }
      writer.line("}").line("return nil");
    },
    "}",
  );
  writer.blank().line(`func adopt${name}(native *C.${native.symbol}) ${name} {
\tif native == nil {
\t\treturn nil
\t}
\tdefer C.${destroy.symbol}(native)
\treturn lend${name}(nil, native)
}`);
}

function renderUse(writer: CodeWriter, source: RichSource): void {
  const { plan, name } = source;
  const { destroy, native } = plan;
  renderMake(writer, source);
  writer.blank().line(`func use${name}(lent *arena, name string, value ${name}, isOptional bool) *C.${native.symbol} {
\tif value == nil {
\t\tif !isOptional {
\t\t\tlent.fail(name, errNil)
\t\t}
\t\treturn nil
\t}
\tmade := make${name}(lent, name, value)
\tif made != nil {
\t\tlent.after = append(lent.after, func() { C.${destroy.symbol}(made) })
\t}
\treturn made
}`);
}

/** Renders what makes a native object, which is the caller's. */
function renderMake(writer: CodeWriter, { plan, name, file }: RichSource): void {
  const { variants, native } = plan;
  writer.block(
    `func make${name}(lent *arena, name string, value ${name}) *C.${native.symbol} {`,
    () => {
      writer.line(`var made *C.${native.symbol}`).line(`var failure C.${file.plan.abi.runtime.error.symbol}`);
      writer.line("switch value := value.(type) {");
      for (const variant of variants) {
        writer.line(`case ${variantName(name, variant)}:`).indent(() => {
          renderMaking(writer, variant, file);
        });
      }
      writer.line("}");
      const failed = () => writer.line("lent.fail(name, err)").line("return nil");
      writer.block("if err := takeFailure(&failure, newError); err != nil {", failed, "}");
      writer.line("return made");
    },
    "}",
  );
}

function renderMaking(writer: CodeWriter, variant: RichVariantPlan, file: GoFile): void {
  const { create } = variant;
  const members = memberNames(variant);
  if (create.parameters.length === 0) writer.line("_ = value");
  const list = create.parameters.flatMap(({ transfer }, index) => {
    const field = `field${String(index)}`;
    writer.line(`${field} := value.${members[index] ?? ""}`);
    if (transfer.kind === "map") writer.line(`${field}Keys, ${field}Values := splitMap(${field})`);
    return renderInput(transfer, field, file.scope).map((one, at) => {
      writer.line(`${field}Slot${String(at)} := ${one}`);
      return `${field}Slot${String(at)}`;
    });
  });
  if (list.length > 0) writer.block("if lent.err != nil {", () => writer.line("return nil"), "}");
  writer.line(`made = C.${create.symbol.symbol}(${[...list, "&failure"].join(", ")})`);
}
