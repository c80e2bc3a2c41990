/** Renders the namespace `detail`: errors, frees, structs and rich enums on their way, functions that C calls. */
import type { CodeWriter } from "@koine/codegen";
import type { AbiFunctionPointerType } from "../../abi/abi-model.ts";
import type { CallbackPlan, CallPlan, StructPlan } from "../../plan/plan-model.ts";
import type { Slots, TransferOut } from "../../plan/transfer.ts";
import { flattenModules, listCalls } from "../plan-modules.ts";
import { spellNative } from "./cpp-file.ts";
import type { CppFile } from "./cpp-file.ts";
import { callbackEntry, toNative } from "./marshal-in.ts";
import { fromNative, renderOutput } from "./marshal-out.ts";
import type { Received } from "./marshal-out.ts";
import { claimMembers } from "./names.ts";

/** Renders what needs no class: errors, frees, pending calls. */
export function renderRuntime(writer: CodeWriter, file: CppFile): void {
  const { runtime } = file.plan.abi;
  const error = `::${runtime.error.symbol}`;
  writer.line(`[[noreturn]] inline void raise(std::int32_t code, const char* message) {
    koine::raise(code, message);
}

using Raise = void (*)(std::int32_t, const char*);

/// Throws what an error says, if it says something.
inline void check(const ${error}* error, Raise raise) {
    if (error == nullptr || error->code == 0) return;
    raise(error->code, error->message);
}

/// Throws what C wrote to an error, which is freed.
inline void settle(${error}& error, Raise raise) {
    koine::AtEnd end([&] { ::${runtime.errorClear.symbol}(&error); });
    check(&error, raise);
}

struct free_text {
    void operator()(const char* text) const noexcept { ::${runtime.freeString.symbol}(text); }
};

struct free_array {
    template <class C>
    void operator()(C* items, std::size_t size) const noexcept {
        ::${runtime.freeBytes.symbol}(reinterpret_cast<std::uint8_t*>(const_cast<std::remove_const_t<C>*>(items)), size);
    }
};

/// What an async call needs until it has ended.
template <class T>
struct Pending {
    Pending(std::optional<CancelToken> cancel_token, std::shared_ptr<void> kept)
        : token(std::move(cancel_token)), keep(std::move(kept)) {}

    std::promise<T> promise;
    std::optional<CancelToken> token;
    std::shared_ptr<void> keep;

    ::${runtime.cancelToken.symbol}* native_token() const { return token ? token->native() : nullptr; }
};

template <class To, class From, class Convert>
To to_array(const From& from, Convert convert) {
    To converted{};
    for (std::size_t index = 0; index < converted.size(); ++index) converted[index] = convert(from[index]);
    return converted;
}`);
}

/** Renders the token that cancels async calls. */
export function renderCancelToken(writer: CodeWriter, file: CppFile): void {
  const { cancelToken, cancelTokenCreate, cancelTokenCancel, cancelTokenDestroy } = file.plan.abi.runtime;
  writer.line(`/// Cancels the async calls that it was given to; copies are the same token.
class CancelToken {
public:
    CancelToken() : native_(::${cancelTokenCreate.symbol}(), &::${cancelTokenDestroy.symbol}) {}

    void cancel() const { ::${cancelTokenCancel.symbol}(native_.get()); }
    ::${cancelToken.symbol}* native() const { return native_.get(); }

private:
    std::shared_ptr<::${cancelToken.symbol}> native_;
};`);
}

/** Renders the passage of a struct to C and back. */
export function renderStructPassage(writer: CodeWriter, { declaration, native }: StructPlan, file: CppFile): void {
  const name = file.names.find(declaration.id);
  const members = claimMembers(declaration.fields.map((field) => field.name));
  const each = (render: (member: string, nativeMember: string, index: number) => string) =>
    declaration.fields.map((_field, index) => render(members[index] ?? "", native.members[index]?.name ?? "", index));
  writer
    .block(
      `inline ::${native.symbol} to_native(const ${name}& value) {`,
      () => {
        writer.line(`::${native.symbol} converted{};`);
        const lines = each((member, own, index) => {
          const type = declaration.fields[index]?.type;
          const to = native.members[index]?.type;
          if (type === undefined || to === undefined) return "";
          if (type.kind !== "array" || to.kind !== "array")
            return `converted.${own} = ${toNative(type, to, { value: `value.${member}`, file })};`;
          const item = toNative(type.item, to.of, { value: `value.${member}[index]`, file });
          return `for (std::size_t index = 0; index < ${String(type.length)}; ++index) converted.${own}[index] = ${item};`;
        });
        writer.lines(lines).line("return converted;");
      },
      "}",
    )
    .blank();
  writer.block(
    `inline ${name} from_native(const ::${native.symbol}& value) {`,
    () => {
      writer.line(`${name} converted{};`);
      const lines = each((member, own, index) => {
        const type = declaration.fields[index]?.type;
        if (type === undefined) return "";
        if (type.kind !== "array") return `converted.${member} = ${fromNative(type, `value.${own}`, file)};`;
        const item = fromNative(type.item, `value.${own}[index]`, file);
        return `for (std::size_t index = 0; index < ${String(type.length)}; ++index) converted.${member}[index] = ${item};`;
      });
      writer.lines(lines).line("return converted;");
    },
    "}",
  );
}

/** Renders the functions that C calls for callbacks and for the ends of async calls. */
export function renderEntries(writer: CodeWriter, file: CppFile): void {
  const modules = flattenModules(file.plan.modules);
  const heard = new Set(modules.flatMap(({ listeners }) => listeners.map(({ callback }) => callback.declaration.id)));
  for (const module of modules) {
    for (const callback of module.callbacks) {
      renderCallbackEntries(writer, callback, { file, isHeard: heard.has(callback.declaration.id) });
    }
    for (const call of listCalls(module)) renderCompletion(writer, call, file);
  }
}

function spellSlots({ parameters }: AbiFunctionPointerType): string {
  return parameters.map(({ name, type }) => `${spellNative(type)} slot_${name}`).join(", ");
}

function toReceived(slots: Slots, label: string): Received {
  const find = (role: string) => slots.find((one) => one.role === role);
  const name = (role: string) => {
    const slot = find(role);
    return slot === undefined ? undefined : `slot_${slot.name}`;
  };
  const [keys, values, length] = [name("keys"), name("values"), name("length")];
  return {
    main: name("value") ?? "",
    label,
    ...(keys === undefined ? {} : { keys }),
    ...(values === undefined ? {} : { values }),
    ...(length === undefined ? {} : { length }),
  };
}

function renderCallbackEntries(
  writer: CodeWriter,
  { declaration, native, parameters, result }: CallbackPlan,
  { file, isHeard }: { readonly file: CppFile; readonly isHeard: boolean },
): void {
  const type = file.names.find(declaration.id);
  const entry = callbackEntry(native.symbol);
  const values = parameters.map(({ declaration: one, transfer, slots }) =>
    renderOutput(transfer, toReceived(slots, one.name), file),
  );
  const call = `function(${values.join(", ")})`;
  const own = spellNative(native.result);
  const statement =
    result.kind === "value" ? `return ${toNative(result.type, result.native, { value: call, file })};` : `${call};`;
  writer.blank().block(
    `inline ${own} ${entry}(${spellSlots(native)}) noexcept {`,
    () => {
      writer.line(`auto& lent = *static_cast<koine::LentCallback<${type}>*>(slot_context);`);
      writer.block(
        `return lent.template enter<${own}>([&](const ${type}& function) -> ${own} {`,
        () => writer.line(statement),
        "});",
      );
    },
    "}",
  );
  if (!isHeard) return;
  writer.blank().line("/// What a listener throws ends the program: nobody is there to catch it.");
  writer.block(
    `inline ${own} ${entry}_kept(${spellSlots(native)}) noexcept {`,
    () => {
      writer.line(`const auto listener = koine::Listeners::find<${type}>(slot_context);`);
      writer.line("if (!listener) return;").line(`const ${type}& function = *listener;`).line(statement);
    },
    "}",
  );
}

function renderCompletion(writer: CodeWriter, call: CallPlan, file: CppFile): void {
  const raise = call.failure.kind === "domain" ? `&${file.names.find(call.failure.domain)}::raise` : "&raise";
  if (call.async !== undefined) {
    const type = call.resultType === undefined ? "void" : file.type(call.resultType);
    const value = valueOf(call.result, toReceived(call.async.resultSlots, call.declaration.id), file);
    renderEnd(writer, { native: call.async.callback, type, raise, keep: `state->promise.set_value(${value});` });
  }
  const { items } = call;
  if (items?.nextCallback === undefined) return;
  const type = `std::optional<${file.type(items.itemType)}>`;
  const has = items.nextCallback.parameters.find(({ role }) => role === "has-item")?.name ?? "has_item";
  const value = valueOf(items.item, toReceived(items.nextSlots, call.declaration.id), file);
  const keep = `if (slot_${has}) state->promise.set_value(${value});\nelse state->promise.set_value(std::nullopt);`;
  renderEnd(writer, { native: items.nextCallback, type, raise, keep });
}

function valueOf(transfer: TransferOut, received: Received, file: CppFile): string {
  return transfer.kind === "void" ? "" : renderOutput(transfer, received, file);
}

interface End {
  readonly native: AbiFunctionPointerType;
  readonly type: string;
  readonly raise: string;
  readonly keep: string;
}

function renderEnd(writer: CodeWriter, { native, type, raise, keep }: End): void {
  writer.blank().block(
    `inline void complete_${native.symbol}(${spellSlots(native)}) noexcept {`,
    () => {
      writer.line(`const std::unique_ptr<Pending<${type}>> state(static_cast<Pending<${type}>*>(slot_context));`);
      writer.line("try {").indent(() => writer.line(`check(slot_err, ${raise});`).line(keep));
      writer
        .line("} catch (...) {")
        .indent(() => writer.line("state->promise.set_exception(std::current_exception());"))
        .line("}");
    },
    "}",
  );
}
