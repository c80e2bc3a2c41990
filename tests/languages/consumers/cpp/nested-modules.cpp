// Nested modules.
#include "nested_modules.hpp"

#include "check.hpp"

int main() {
    namespace outer = nested_modules::outer;
    CHECK(outer::depth() == 1 && outer::inner::depth() == 2 && outer::inner::innermost::depth() == 3);
    {
        const outer::inner::Thing thing = outer::inner::make("first", outer::Kind::Special);
        const outer::inner::Thing renamed = outer::inner::innermost::rename(thing, "second");
        CHECK(thing.name() == "first" && renamed.name() == "second");
        CHECK(nested_modules::sibling::kind_of(renamed) == outer::Kind::Special);
    }
    CHECK(nested_modules::probe::live() == 0);
}
