// Errors.
#include "errors.hpp"

#include "check.hpp"

int main() {
    namespace bank = errors::bank;
    using Kind = bank::BankError::Kind;
    CHECK(bank::withdraw("alice", 40) == 60);
    const auto missing = catch_from<bank::BankError>([] { bank::withdraw("bob", 1); });
    CHECK(missing.kind() == Kind::NotFound && missing.code() == 1);
    CHECK(missing.what() == std::string("there is no such account"));
    const auto overdrawn = catch_from<bank::BankError>([] { bank::withdraw("alice", 101); });
    CHECK(overdrawn.kind() == Kind::Overdrawn && overdrawn.what() == std::string("alice has only 100"));
    const auto frozen = catch_from<bank::BankError>([] { bank::fail(-7, "a ü"); });
    CHECK(frozen.kind() == Kind::Frozen && frozen.what() == std::string("a ü"));
    // A code that the document does not name is an error without a class of its own.
    const auto unknown = catch_from<koine::Error>([] { bank::fail(99, ""); });
    CHECK(unknown.code() == 99 && unknown.what() == std::string("the library failed with code 99"));
    bank::fail(0, "");
    CHECK(bank::fail_generic("") == "fine");
    const auto generic = catch_from<koine::Error>([] { bank::fail_generic("generic"); });
    CHECK(generic.code() == -1 && generic.what() == std::string("generic"));
    CHECK(catch_from<koine::Error>([] { bank::panic(); }).code() == -2);
    const auto silent = catch_from<bank::BankError>([] { bank::fail_silently(); });
    CHECK(silent.kind() == Kind::NotFound && silent.what() == std::string("there is no such account"));
    CHECK(bank::branch::close("main"));
    const auto branch = catch_from<bank::BankError>([] { bank::branch::close("other"); });
    CHECK(branch.what() == std::string("there is no such branch"));
    const auto nul = catch_from<std::invalid_argument>([] { bank::withdraw(std::string("a\0b", 3), 1); });
    CHECK(std::string(nul.what()).find("account") == 0);
    CHECK(errors::probe::live() == 0);
}
