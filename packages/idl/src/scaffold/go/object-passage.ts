/** How records and rich enums go to the structs of the glue and back. The glue in C makes, reads and frees these structs. */
import type { CodeWriter } from "@koine/codegen";
import { toCName } from "../../abi/c-words.ts";
import { claimMembers } from "../../languages/go/names.ts";
import { cgoMember } from "../../languages/go/render-types.ts";
import { memberNames, variantName } from "../../languages/go/render-rich-enum.ts";
import { flattenModules } from "../../languages/plan-modules.ts";
import type { ApiPlan, CallPlan, GetterPlan, RecordPlan, RichEnumPlan } from "../../plan/plan-model.ts";
import type { ProducerGoFile } from "./producer-go-file.ts";
import { objectReader, readInput } from "./read-input.ts";
import type { Place } from "./read-input.ts";
import { objectGiver, writeOutput } from "./write-output.ts";

/** Renders the functions of all records and rich enums. */
export function renderPassages(writer: CodeWriter, plan: ApiPlan, file: ProducerGoFile): void {
  for (const { records, richEnums } of flattenModules(plan.modules)) {
    for (const record of records) renderRecord(writer, record, file);
    for (const richEnum of richEnums) renderRichEnum(writer, richEnum, file);
  }
}

/** A field with the Go member and the members of the C struct that keep it. */
interface FieldPassage {
  readonly getter: GetterPlan;
  readonly parameter: CallPlan["parameters"][number];
  /** The Go value. */
  readonly value: string;
  /** What the members of the C struct begin with. */
  readonly stored: string;
}

function listFields(
  getters: readonly GetterPlan[],
  { parameters }: CallPlan,
  { members, prefix }: { readonly members: readonly string[]; readonly prefix: string },
): readonly FieldPassage[] {
  return getters.flatMap((getter, index) => {
    const parameter = parameters[index];
    if (parameter === undefined) return [];
    return [{ getter, parameter, value: `value.${members[index] ?? ""}`, stored: prefix + getter.field.name }];
  });
}

function toPlace(stored: string): Place {
  const member = (suffix: string): string => `native.${cgoMember(toCName(stored + suffix))}`;
  return { main: member(""), keys: member("_keys"), values: member("_values"), length: member("_len") };
}

function renderReads(writer: CodeWriter, fields: readonly FieldPassage[], file: ProducerGoFile): void {
  for (const { parameter, value, stored } of fields) {
    const { name, type } = parameter.declaration;
    writer.line(`${value} = ${readInput(parameter.transfer, { name, place: toPlace(stored), type, file })}`);
  }
}

function renderGives(writer: CodeWriter, fields: readonly FieldPassage[], file: ProducerGoFile): void {
  for (const { getter, value, stored } of fields) {
    const { main, both, length } = writeOutput(getter.result, value, file);
    const place = toPlace(stored);
    if (both !== undefined) writer.line(`${place.keys}, ${place.values} = ${both}`);
    if (main !== undefined) writer.line(`${place.main} = ${main}`);
    if (length !== undefined) writer.line(`${place.length} = ${length}`);
  }
}

function renderNullCheck(writer: CodeWriter): void {
  writer.block("if native == nil {", () => writer.line('panic(crossing(name + " is NULL"))'), "}");
}

function renderRecord(writer: CodeWriter, plan: RecordPlan, file: ProducerGoFile): void {
  const { declaration, native, getters, create } = plan;
  const name = file.scope.find(declaration.id);
  const members = claimMembers(declaration.fields.map((field) => field.name));
  const fields = listFields(getters, create, { members, prefix: "" });
  const read = () => {
    renderNullCheck(writer);
    renderReads(writer, fields, file);
    writer.line("return value");
  };
  const type = `C.${native.symbol}`;
  writer.blank().block(`func ${objectReader(name)}(name string, native *${type}) (value ${name}) {`, read, "}");
  const give = () => renderGives(writer, fields, file);
  renderGiver(writer, { name, type, isNilable: false }, give);
}

interface Giver {
  readonly name: string;
  readonly type: string;
  readonly isNilable: boolean;
}

function renderGiver(writer: CodeWriter, { name, type, isNilable }: Giver, fill: () => void): void {
  const make = () => {
    writer.line(`native := (*${type})(out.allocate(1, unsafe.Sizeof(${type}{})))`);
    fill();
    writer.line("return unsafe.Pointer(native)");
  };
  const body = () => {
    if (isNilable) writer.block("if value == nil {", () => writer.line("return nil"), "}");
    writer.block(`return (*${type})(out.inObject(func() unsafe.Pointer {`, make, "}))");
  };
  writer.blank().block(`func ${objectGiver(name)}(out *outgoing, value ${name}) *${type} {`, body, "}");
}

function renderRichEnum(writer: CodeWriter, plan: RichEnumPlan, file: ProducerGoFile): void {
  const { declaration, native, variants } = plan;
  const name = file.scope.find(declaration.id);
  const type = `C.${native.symbol}`;
  const passages = variants.map((variant) => ({
    own: variantName(name, variant),
    tag: String(variant.declaration.value),
    fields: listFields(variant.getters, variant.create, {
      members: memberNames(variant),
      prefix: `${variant.declaration.name}_`,
    }),
  }));
  const read = () => {
    renderNullCheck(writer);
    writer.line("switch native.tag {");
    for (const { own, tag, fields } of passages) {
      writer.line(`case ${tag}:`).indent(() => {
        writer.line(`var value ${own}`);
        renderReads(writer, fields, file);
        writer.line("return value");
      });
    }
    writer.line("}").line('panic(crossing(name + " is of an unknown variant"))');
  };
  writer.blank().block(`func ${objectReader(name)}(name string, native *${type}) ${name} {`, read, "}");
  const optional = () => {
    writer.block("if native == nil {", () => writer.line("return nil"), "}");
    writer.line(`return ${objectReader(name)}("", native)`);
  };
  writer.blank().block(`func readOptional${name}(native *${type}) ${name} {`, optional, "}");
  renderGiver(writer, { name, type, isNilable: true }, () => {
    const isUsed = passages.some(({ fields }) => fields.length > 0);
    writer.line(`switch ${isUsed ? "value := " : ""}value.(type) {`);
    for (const { own, tag, fields } of passages) {
      writer.line(`case ${own}:`).indent(() => {
        writer.line(`native.tag = ${tag}`);
        renderGives(writer, fields, file);
      });
    }
    writer.line("}");
  });
}
