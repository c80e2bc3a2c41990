/** Renders the contract: a stale library is refused by the first call, with every difference, and by those after it. */
import type { CodeWriter } from "@koine/codegen";
import type { ApiPlan } from "../../plan/plan-model.ts";
import { toImportedNames } from "./package-names.ts";

/** Renders the comparison, and the check that every call without an object makes: only such a call gives the first object. */
export function renderContract(writer: CodeWriter, { abi, contract, api, imports }: ApiPlan): void {
  writer.line(`/// Throws a koine::StaleLibrary that names what this header and the library do not agree about.
inline bool compare_contract() {
    struct Line {
        const char* path;
        std::uint64_t hash;
    };`);
  writer.indent(() => {
    const lines = contract.map(
      ({ path, hash }) => `{${JSON.stringify(path)}, UINT64_C(0x${hash.toString(16).padStart(16, "0")})},`,
    );
    writer.block("static const std::vector<Line> expected = {", () => writer.lines(lines), "};");
  });
  writer.line(`    std::map<std::string, std::uint64_t> actual;
    std::size_t length = 0;
    const ::${abi.runtime.contractEntry.symbol}* const entries = ::${abi.runtime.contract.symbol}(&length);
    for (std::size_t index = 0; index < length; ++index) actual.emplace(entries[index].path, entries[index].hash);
    std::string differences;
    for (const Line& line : expected) {
        const auto found = actual.find(line.path);
        if (found != actual.end() && found->second == line.hash) continue;
        const char* const what = found == actual.end() ? " is not in the library; " : " is different in the library; ";
        differences += std::string(line.path) + what;
    }
    if (!differences.empty()) throw koine::StaleLibrary("this header does not fit ${api.package.name}: " + differences);
    return true;
}

/// Checks once that the library fits, and again as long as it does not.
inline void check_contract() {`);
  writer.indent(() => {
    for (const one of imports) writer.line(`::${toImportedNames(one).namespace}::detail::check_contract();`);
    writer.line("static const bool is_checked = compare_contract();").line("static_cast<void>(is_checked);");
  });
  writer.line("}");
}
