/** Renders what has no native side of its own: enums, flags, structs, aliases, constants, errors, callbacks. */
import type { CodeWriter } from "@koine/codegen";
import type { ApiConstant } from "../../model/index.ts";
import type { CallbackPlan, EnumPlan, ErrorDomainPlan, FlagsPlan, StructPlan } from "../../plan/plan-model.ts";
import { toSnakeCase } from "../name-cases.ts";
import type { TransferOut } from "../../plan/transfer.ts";
import { renderConstant, renderText, renderVariant } from "./constants.ts";
import { renderComment, renderDoc } from "./documentation.ts";
import { adapter, renderValue } from "./marshal-in.ts";
import { lendsObjects, renderOutput, renderValue as renderReadValue } from "./marshal-out.ts";
import type { ModuleFile } from "./module-file.ts";
import { claimMembers, pythonNames } from "./names.ts";
import { nameReceived } from "./render-call.ts";
import { renderType } from "./types.ts";

/** Renders an enum. */
export function renderEnum(writer: CodeWriter, { declaration }: EnumPlan, file: ModuleFile): void {
  writer.line(`class ${file.findName(declaration.id)}(enum.IntEnum):`);
  writer.indent(() => {
    if (renderDoc(writer, declaration)) writer.blank();
    for (const variant of declaration.variants) {
      renderComment(writer, variant);
      writer.line(`${renderVariant(variant.name)} = ${String(variant.value)}`);
    }
  });
}

/** Renders flags, which are combined with `|`; bits that the document does not name are kept. */
export function renderFlags(writer: CodeWriter, { declaration }: FlagsPlan, file: ModuleFile): void {
  writer.line(`class ${file.findName(declaration.id)}(enum.IntFlag, boundary=enum.KEEP):`);
  writer.indent(() => {
    if (renderDoc(writer, declaration)) writer.blank();
    for (const flag of declaration.members) {
      renderComment(writer, flag);
      writer.line(`${renderVariant(flag.name)} = ${String(flag.value)}`);
    }
  });
}

/** Renders a struct by value: a dataclass, and its passage to C and back. */
export function renderStruct(writer: CodeWriter, { declaration, native }: StructPlan, file: ModuleFile): void {
  const name = file.findName(declaration.id);
  const members = claimMembers(declaration.fields.map((field) => field.name));
  writer.line("@dataclass(slots=True)").line(`class ${name}:`);
  writer.indent(() => {
    if (renderDoc(writer, declaration)) writer.blank();
    for (const [index, field] of declaration.fields.entries()) {
      renderComment(writer, field);
      writer.line(`${members[index] ?? ""}: ${renderType(field.type, "out", file.findName)}`);
    }
    if (file.isStub) return;
    const struct = `_native.${native.symbol}`;
    writer.blank().line(`def _to_native(self) -> ${struct}:`);
    writer.indent(() => {
      const values = declaration.fields.map((field, index) => {
        const value = `self.${members[index] ?? ""}`;
        const label = renderText(`${name}.${members[index] ?? ""}`);
        if (field.type.kind !== "array") return renderValue(field.type, { value, label }, file);
        const item = renderValue(field.type.item, { value: "_item", label }, file);
        const checked = `_support.require_length(${value}, ${String(field.type.length)}, ${label})`;
        const kind = native.members[index]?.type;
        return `${kind === undefined ? "" : file.native(kind)}(*[${item} for _item in ${checked}])`;
      });
      writer.block(`return ${struct}(`, () => writer.lines(values.map((value) => `${value},`)), ")");
    });
    writer.blank().line("@classmethod").line(`def _from_native(cls, _value: ${struct}) -> ${name}:`);
    writer.indent(() => {
      const values = declaration.fields.map((field, index) => {
        const value = readMember(native.members[index]?.name ?? "");
        if (field.type.kind !== "array") return renderReadValue(field.type, value, file);
        return `[${renderReadValue(field.type.item, "_item", file)} for _item in ${value}]`;
      });
      writer.line(`return cls(${values.join(", ")})`);
    });
  });
}

/** Members may have names that are words of Python. */
function readMember(name: string): string {
  return pythonNames.reservedWords.has(name) ? `getattr(_value, ${renderText(name)})` : `_value.${name}`;
}

/** Renders a constant. */
export function renderConstantDeclaration(writer: CodeWriter, constant: ApiConstant, file: ModuleFile): void {
  renderComment(writer, constant);
  const type = renderType(constant.type, "out", file.findName);
  const value = file.isStub ? "" : ` = ${renderConstant(constant.value, file)}`;
  writer.line(`${file.findName(constant.id)}: Final${file.isStub ? `[${type}]` : ""}${value}`);
}

/** What classes inside of an error's class cannot be called: words of Python, and what every exception has. */
const takenByErrors: ReadonlySet<string> = new Set(
  "None True False args code add_note with_traceback _from_code".split(" "),
);

/** Renders the classes of a domain's errors: one for all of them, and one of its own for each. */
export function renderErrorDomain(writer: CodeWriter, { declaration }: ErrorDomainPlan, file: ModuleFile): void {
  const name = file.findName(declaration.id);
  const names = declaration.codes.map((one) => (takenByErrors.has(one.name) ? `${one.name}_` : one.name));
  writer.line(`class ${name}(_support.ApiError):`);
  writer.indent(() => {
    if (!renderDoc(writer, declaration))
      writer.line(`"""An error of \`${declaration.id}\`; each has a class inside of this one."""`);
    for (const [index, one] of declaration.codes.entries()) {
      if (file.isStub) {
        writer.blank().line(`class ${names[index] ?? ""}(${name}):`);
        writer.indent(() => {
          if (!renderDoc(writer, one)) writer.line("...");
        });
      } else writer.line(`${names[index] ?? ""}: type[${name}]`);
    }
    if (file.isStub) return;
    writer.blank().line("@staticmethod").line("def _from_code(message: str | None, code: int) -> Exception:");
    writer.indent(() => {
      const known = () => {
        for (const [index, { code, message }] of declaration.codes.entries()) {
          writer.line(`${String(code)}: (${name}.${names[index] ?? ""}, ${renderText(message)}),`);
        }
      };
      writer.block("known: dict[int, tuple[type[_support.ApiError], str]] = {", known, "}");
      writer.line("return _support.make_error(known.get(code), message, code)");
    });
  });
  if (file.isStub) return;
  for (const [index, one] of declaration.codes.entries()) {
    const own = names[index] ?? "";
    const local = `_${name}_${own}`;
    writer.blank().blank().line(`class ${local}(${name}):`);
    writer.indent(() => renderDoc(writer, { doc: one.doc ?? one.message }) || writer.line("pass"));
    writer.blank().blank();
    writer
      .line(`${local}.__name__ = ${renderText(own)}`)
      .line(`${local}.__qualname__ = ${renderText(`${name}.${own}`)}`);
    writer.line(`${name}.${own} = ${local}`);
  }
}

/** What C gets from a callback that raised. */
function renderZero(result: TransferOut, file: ModuleFile): string {
  if (result.kind !== "value") return "None";
  return result.type.kind === "struct" ? `${file.native(result.native)}()` : "0";
}

/** Renders the type of a callback, and what turns a function of it into one for C. */
export function renderCallback(writer: CodeWriter, callback: CallbackPlan, file: ModuleFile): void {
  const { declaration, parameters, result, native } = callback;
  const name = file.findName(declaration.id);
  const list = declaration.parameters.map((one) => renderType(one.type, "out", file.findName));
  const resultType = declaration.result === undefined ? "None" : renderType(declaration.result, "in", file.findName);
  renderComment(writer, declaration);
  const type = `Callable[[${list.join(", ")}], ${resultType}]`;
  writer.line(`${name}: TypeAlias = ${file.isStub ? type : JSON.stringify(type)}`);
  if (file.isStub) return;
  const received = parameters.map(({ declaration: one, transfer, slots }) => ({
    transfer,
    ...nameReceived(slots, transfer, one.name, `_${toSnakeCase(one.name)}`),
  }));
  const isLending = parameters.some(({ transfer }) => lendsObjects(transfer));
  writer.blank().blank();
  writer.line(`def ${adapter(name)}(_callback: ${name}, _scope: Any) -> Any:`);
  writer.indent(() => {
    const names = [...received.flatMap((one) => one.names), "_context"];
    writer.line(`def _invoke(${names.map((one) => `${one}: Any`).join(", ")}) -> Any:`);
    writer.indent(() => {
      const call = `_callback(${received.map((one) => renderOutput(one.transfer, one.received, file)).join(", ")})`;
      const given = declaration.result;
      const label = renderText(`${name}: the result`);
      const line = given === undefined ? call : `return ${renderValue(given, { value: call, label }, file)}`;
      if (!isLending) {
        writer.line(line);
        return;
      }
      writer.line("_lent: list[_support.NativeObject] = []");
      writer.line("try:").indent(() => writer.line(line));
      writer.line("finally:").indent(() => writer.line("_support.take_back(_lent)"));
    });
    writer.blank();
    const zero = renderZero(result, file);
    writer.line(`return _scope.guard(_native.${native.symbol}, _invoke, ${zero})`);
  });
}
