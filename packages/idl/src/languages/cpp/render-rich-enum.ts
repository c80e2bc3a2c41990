/** Renders the C++ side of a rich enum: a struct per variant, and the variant of them all. */
import type { CodeWriter } from "@koine/codegen";
import { toPascalCase } from "../../abi/symbol-names.ts";
import type { RichEnumPlan, RichVariantPlan } from "../../plan/plan-model.ts";
import type { CppFile } from "./cpp-file.ts";
import { renderDoc } from "./documentation.ts";
import { claimMembers } from "./names.ts";

/** The struct of a variant. */
export function variantType(name: string, { declaration }: RichVariantPlan): string {
  return name + toPascalCase(declaration.name);
}

/** Declares the variants, whose fields may be objects that are not known yet. */
export function declareRichEnum(writer: CodeWriter, { declaration, variants }: RichEnumPlan, file: CppFile): void {
  const name = file.names.findOwn(declaration.id);
  const types = variants.map((one) => variantType(name, one));
  writer.lines(types.map((type) => `struct ${type};`));
  renderDoc(writer, declaration);
  writer.line(`using ${name} = std::variant<${types.join(", ")}>;`);
}

/** Renders the structs of the variants. */
export function renderVariants(writer: CodeWriter, { declaration, variants }: RichEnumPlan, file: CppFile): void {
  const name = file.names.findOwn(declaration.id);
  for (const variant of variants) {
    const members = claimMembers(variant.getters.map(({ field }) => field.name));
    renderDoc(writer.blank(), variant.declaration);
    const fields = variant.getters.map(({ field }, index) => `${file.type(field.type)} ${members[index] ?? ""};`);
    writer.block(`struct ${variantType(name, variant)} {`, () => writer.lines(fields), "};");
  }
}
