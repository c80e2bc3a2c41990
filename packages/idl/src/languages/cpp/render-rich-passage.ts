/** Renders how a rich enum goes to C, as a native object that is made for a call, and comes back. */
import type { CodeWriter } from "@koine/codegen";
import type { RichEnumPlan, RichVariantPlan } from "../../plan/plan-model.ts";
import type { CppFile } from "./cpp-file.ts";
import { renderInput } from "./marshal-in.ts";
import { claimMembers } from "./names.ts";
import { renderFieldRead } from "./render-call.ts";
import { variantType } from "./render-rich-enum.ts";

/** Declares the passage of a rich enum, which may hold others. */
export function declareRichPassage(writer: CodeWriter, plan: RichEnumPlan, file: CppFile): void {
  const { symbol } = plan.native;
  const name = file.names.find(plan.declaration.id);
  writer.line(`struct Free_${symbol} {
    void operator()(::${symbol}* native) const noexcept { ::${plan.destroy.symbol}(native); }
};
using Native_${symbol} = std::unique_ptr<::${symbol}, Free_${symbol}>;
inline Native_${symbol} make_${symbol}(const ${name}& value);
inline ${name} read_${symbol}(const ::${symbol}* native);
inline ${name} take_${symbol}(::${symbol}* native);`);
}

interface Passage {
  readonly name: string;
  readonly file: CppFile;
}

/** Renders the passage of a rich enum to C and back. */
export function renderRichPassage(writer: CodeWriter, plan: RichEnumPlan, file: CppFile): void {
  const { symbol } = plan.native;
  const name = file.names.find(plan.declaration.id);
  renderMaking(writer, plan, { name, file });
  renderReading(writer.blank(), plan, { name, file });
  writer.blank().line(`inline ${name} take_${symbol}(::${symbol}* native) {
    const Native_${symbol} owned(native);
    return read_${symbol}(native);
}`);
}

function renderMaking(writer: CodeWriter, { native, variants }: RichEnumPlan, { name, file }: Passage): void {
  const make = () => {
    writer.line(`::${file.plan.abi.runtime.error.symbol} error{};`);
    for (const [index, variant] of variants.entries()) {
      const body = () => {
        renderMadeVariant(writer, variant, { index, symbol: native.symbol, file });
      };
      writer.block(`if (value.index() == ${String(index)}) {`, body, "}");
    }
    writer.line(`throw std::logic_error("${name}: no value");`);
  };
  writer.block(`inline Native_${native.symbol} make_${native.symbol}(const ${name}& value) {`, make, "}");
}

interface MadeVariant {
  readonly index: number;
  readonly symbol: string;
  readonly file: CppFile;
}

function renderMadeVariant(writer: CodeWriter, variant: RichVariantPlan, { index, symbol, file }: MadeVariant): void {
  const { create, getters } = variant;
  const members = claimMembers(getters.map(({ field }) => field.name));
  if (members.length > 0) writer.line(`const auto& variant = std::get<${String(index)}>(value);`);
  const passed = create.parameters.map(({ transfer }, at) => {
    writer.line(`const auto& field_${String(at)} = variant.${members[at] ?? ""};`);
    return renderInput(transfer, `field_${String(at)}`, file);
  });
  writer.lines(passed.flatMap(({ rooms }) => rooms));
  const slots = [...passed.flatMap((one) => one.slots), "&error"];
  writer.line(`Native_${symbol} made(::${create.symbol.symbol}(${slots.join(", ")}));`);
  writer.line("settle(error, &raise);").line("return made;");
}

function renderReading(writer: CodeWriter, { native, variants, tag }: RichEnumPlan, { name, file }: Passage): void {
  const read = () => {
    writer.line(`switch (::${tag.symbol}(native)) {`);
    for (const variant of variants) {
      const body = () => {
        renderReadVariant(writer, variant, { name, file });
      };
      writer.block(`case ${String(variant.declaration.value)}: {`, body, "}");
    }
    writer.line("}").line(`throw std::logic_error("${name}: a tag that the document does not have");`);
  };
  writer.block(`inline ${name} read_${native.symbol}(const ::${native.symbol}* native) {`, read, "}");
}

function renderReadVariant(writer: CodeWriter, variant: RichVariantPlan, { name, file }: Passage): void {
  const members = claimMembers(variant.getters.map(({ field }) => field.name));
  const values = variant.getters.map((getter, index) => {
    const member = members[index] ?? "";
    const read = () => {
      const value = renderFieldRead(writer, getter, "native", file);
      writer.line(`return ${value};`);
    };
    writer.block(`auto ${member} = [&] {`, read, "}();");
    return `std::move(${member})`;
  });
  writer.line(`return ${variantType(name, variant)}{${values.join(", ")}};`);
}
