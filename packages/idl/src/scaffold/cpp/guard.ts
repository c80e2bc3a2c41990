/** What every export of the glue in C++ runs in: exceptions become errors, because none may leave a C function. */
import { code } from "@koine/codegen";
import type { Abi } from "../../abi/abi-model.ts";
import { createCNames } from "../../languages/c/names.ts";

/** Renders the exception that implementations throw, and the guard that catches it. */
export function renderGuard({ prefix, runtime }: Abi): string {
  const { errorSet } = createCNames(prefix);
  return code`
    namespace ${prefix} {

    // Thrown by implementations: a code of an error domain, or -1, and a message for people.
    class Failure : public std::runtime_error {
    public:
        Failure(int32_t code, const std::string& message) : std::runtime_error(message), code_(code) {}

        int32_t code() const noexcept { return code_; }

    private:
        int32_t code_;
    };

    // Runs a body; what it throws becomes the error, and the result a zero.
    template <typename Body>
    auto guard(${runtime.error.symbol}* out_err, Body body) noexcept -> decltype(body()) {
        using Result = decltype(body());
        try {
            return body();
        } catch (const Failure& failure) {
            ${errorSet}(out_err, failure.code(), failure.what());
        } catch (const std::exception& exception) {
            ${errorSet}(out_err, -1, exception.what());
        } catch (...) {
            ${errorSet}(out_err, -2, "the implementation threw what is no exception");
        }
        return Result();
    }

    } // namespace ${prefix}
  `;
}
