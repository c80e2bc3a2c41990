// Handles.
#include "handles.hpp"

#include "check.hpp"

int main() {
    namespace files = handles::files;
    const std::uint64_t first = files::open("first");
    const std::uint64_t second = files::open("second");
    CHECK(files::name_of(second) == "second");
    files::close(first);
    files::close(second);
    const auto closed = catch_from<files::FileError>([&] { files::name_of(first); });
    CHECK(closed.kind() == files::FileError::Kind::Closed);
    auto* const cursor = files::make_cursor();
    CHECK(files::advance(cursor, UINT64_C(1) << 60) == UINT64_C(1) << 60);
    CHECK(files::advance(cursor, 1) == (UINT64_C(1) << 60) + 1);
    files::drop_cursor(cursor);
    CHECK(handles::probe::live() == 0);
}
