/** Renders types of native objects: records with getters and builders, interfaces with their members. */
import type { CodeWriter } from "@koine/codegen";
import type { BuilderPlan, CallPlan, InterfacePlan, RecordPlan } from "../../plan/plan-model.ts";
import { renderDoc } from "./documentation.ts";
import { renderInput } from "./marshal-in.ts";
import { builderKey, claimMembers, createLocals } from "./names.ts";
import { renderCall, renderGetter } from "./render-call.ts";
import { renderClone } from "./render-clone.ts";
import type { RustFile } from "./rust-file.ts";

interface ObjectType {
  readonly name: string;
  readonly symbol: string;
  readonly destroy: string;
}

/** Renders the struct that owns a native object. */
function renderObjectType(writer: CodeWriter, { name, symbol, destroy }: ObjectType): void {
  const field = () => writer.line(`native: std::ptr::NonNull<ffi::${symbol}>,`);
  writer.block(`pub struct ${name} {`, field, "}").blank();
  writer.line(`support::object!(${name}, ffi::${symbol}, ffi::${destroy});`);
}

/** Renders an opaque record. */
export function renderRecord(writer: CodeWriter, record: RecordPlan, file: RustFile): void {
  const { declaration, create, getters, builder, destroy, native } = record;
  const name = file.name(declaration.id);
  renderDoc(writer, declaration);
  renderObjectType(writer, { name, symbol: native.symbol, destroy: destroy.symbol });
  const taken = ["new", "native", "from_native", ...(builder === undefined ? [] : ["builder"])];
  const members = claimMembers(
    getters.map(({ field }) => field.name),
    "member",
    taken,
  );
  const body = () => {
    renderCall(writer, documented(create, `Makes a new \`${name}\`.`), { name: "new", isMethod: false }, file);
    if (builder !== undefined) renderFactory(writer.blank(), file.name(builderKey(declaration.id)), name);
    for (const [index, getter] of getters.entries()) {
      renderGetter(writer.blank(), getter, members[index] ?? "", file);
    }
  };
  writer.blank().block(`impl ${name} {`, body, "}").blank();
  renderClone(writer, { name, getters, members });
  if (builder !== undefined) renderBuilder(writer.blank(), record, { builder, file });
}

/** What a type says itself is not said again by what makes it. */
function documented(call: CallPlan, doc: string): CallPlan {
  const { name, id, span } = call.declaration;
  return { ...call, declaration: { name, id, span, doc } };
}

function renderFactory(writer: CodeWriter, builder: string, record: string): void {
  writer.line(`/// Begins a \`${record}\` without any field.`);
  writer.block(`pub fn builder() -> ${builder} {`, () => writer.line(`${builder}::start()`), "}");
}

interface BuilderSource {
  readonly builder: BuilderPlan;
  readonly file: RustFile;
}

function renderBuilder(writer: CodeWriter, { declaration }: RecordPlan, { builder, file }: BuilderSource): void {
  const record = file.name(declaration.id);
  const name = file.name(builderKey(declaration.id));
  const native = `ffi::${builder.native.symbol}`;
  writer.line(`/// Makes a \`${record}\` field by field. The first mistake in a field is the error of \`build\`.`);
  const field = () => writer.line(`native: Result<support::Owned<${native}>, Error>,`);
  writer.block(`pub struct ${name} {`, field, "}").blank();
  const setters = claimMembers(
    builder.setters.map(({ parameter }) => parameter.declaration.name),
    "member",
    ["start", "build", "set"],
  );
  const body = () => {
    renderStart(writer, builder);
    renderSet(writer.blank(), native);
    for (const [index, setter] of builder.setters.entries()) {
      renderSetter(writer.blank(), setter, { name: setters[index] ?? "", file });
    }
    renderBuild(writer.blank(), builder, record);
  };
  writer.block(`impl ${name} {`, body, "}");
}

function renderStart(writer: CodeWriter, { create, destroy }: BuilderPlan): void {
  const make = () => {
    writer.line("// SAFETY: the builder belongs to the caller.");
    writer.line(`unsafe { support::Owned::new(ffi::${create.symbol}(), ffi::${destroy.symbol}) }`);
  };
  const body = () => {
    writer.block("let native = support::Failure::new().and_then(|_| {", make, "});").line("Self { native }");
  };
  writer.block("fn start() -> Self {", body, "}");
}

/** One way for all setters: what goes wrong takes the place of the builder. */
function renderSet(writer: CodeWriter, native: string): void {
  const keep = () => writer.line("self.native = Err(error);");
  const body = () => {
    writer.line("let done = self.native.as_ref().map_err(Error::clone).and_then(|native| set(native.native()));");
    writer.block("if let Err(error) = done {", keep, "}").line("self");
  };
  writer.block(`fn set(mut self, set: impl FnOnce(*mut ${native}) -> Result<(), Error>) -> Self {`, body, "}");
}

function renderSetter(
  writer: CodeWriter,
  { symbol, parameter }: BuilderPlan["setters"][number],
  { name, file }: { readonly name: string; readonly file: RustFile },
): void {
  const { parameters, claim } = createLocals([parameter.declaration.name]);
  const [value = "value"] = parameters;
  renderDoc(writer, parameter.declaration);
  const { prepared, passed } = renderInput(parameter, { value, file, claim });
  const type = file.type(parameter.declaration.type, "parameter");
  const set = () => {
    writer.lines(prepared).line("// SAFETY: the builder is alive, and copies what it is given.");
    writer.line(`unsafe { ffi::${symbol.symbol}(native, ${passed.join(", ")}) };`).line("Ok(())");
  };
  writer.block(
    `pub fn ${name}(self, ${value}: ${type}) -> Self {`,
    () => writer.block("self.set(|native| {", set, "})"),
    "}",
  );
}

function renderBuild(writer: CodeWriter, { build }: BuilderPlan, record: string): void {
  writer.line(`/// Makes the \`${record}\` of what was set. The builder can go on.`);
  const body = () => {
    writer.line("let native = self.native.as_ref().map_err(Error::clone)?;");
    writer.line("let mut failure = support::Failure::new()?;").line("// SAFETY: the builder is alive.");
    writer.line(`let returned = unsafe { ffi::${build.symbol.symbol}(native.native(), failure.room()) };`);
    writer.line("failure.settle::<Error>()?;").line("// SAFETY: the library gave it away.");
    writer.line(`unsafe { support::adopt::<${record}>(returned) }`);
  };
  writer.block(`pub fn build(&self) -> Result<${record}, Error> {`, body, "}");
}

/** Renders an interface: its constructors, methods and statics. */
export function renderInterface(writer: CodeWriter, plan: InterfacePlan, file: RustFile): void {
  const { declaration, constructors, methods, statics, destroy, native } = plan;
  const name = file.name(declaration.id);
  renderDoc(writer, declaration);
  renderObjectType(writer, { name, symbol: native.symbol, destroy: destroy.symbol });
  const calls = [...constructors, ...statics, ...methods];
  const members = claimMembers(
    calls.map((one) => one.declaration.name),
    "member",
    ["native", "from_native"],
  );
  const body = () => {
    for (const [index, call] of calls.entries()) {
      if (index > 0) writer.blank();
      renderCall(writer, call, { name: members[index] ?? "", isMethod: call.hasReceiver }, file);
    }
  };
  if (calls.length > 0) writer.blank().block(`impl ${name} {`, body, "}");
}
