// Opaque records.
#include "records.hpp"

#include "check.hpp"

int main() {
    namespace library = records::library;
    {
        const library::Book book = library::echo(library::sample());
        CHECK(book.id() == 1 && book.title() == "I, Robot" && book.author().name() == "Isaac Asimov");
        CHECK(book.author().born() == 1920 && !book.coauthor() && book.genre() == library::Genre::Science);
        CHECK(book.rating() == 4.5F && book.is_lent() && book.cover().size() == 3 && book.cover()[2] == 255);
        CHECK(book.tags().at(1) == "über" && book.editors().size() == 1 && !book.editors()[0].born());
        CHECK(book.sales().at(1951) == UINT64_MAX && !book.note());
        CHECK(library::total_title_length({book}) == 8);
        CHECK(library::shelf(3).at(2).id() == 3 && library::find(1) && !library::find(2));

        const library::Author author("A");
        const auto make = [&](std::uint64_t id) {
            return library::Book(id, "t", author, &author, library::Genre::Fiction, 0, false, {}, {}, {author}, {}, "note");
        };
        const auto refused = catch_from<koine::Error>([&] { make(0); });
        CHECK(refused.code() == -1 && refused.what() == std::string("the id of a book cannot be 0"));
        library::Book made = make(9);
        CHECK(made.coauthor()->name() == "A" && made.note() == "note" && made.tags().empty());
        const library::Book moved = std::move(made);
        catch_from<std::logic_error>([&] { made.title(); });
        catch_from<std::logic_error>([&] { library::total_title_length({moved, made}); });
    }
    CHECK(records::probe::live() == 0);
}
