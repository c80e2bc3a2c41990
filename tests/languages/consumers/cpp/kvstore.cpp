// A store of keys and values in a file: what a program does with it, and what it should not.
#include "kvstore.hpp"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <limits>
#include <thread>
#include <unistd.h>

#include "check.hpp"

namespace kv = kvstore::kv;
using Bytes = std::vector<std::uint8_t>;
using Kind = kv::KvError::Kind;

static Bytes bytes(const std::string& text) {
    return Bytes(text.begin(), text.end());
}

template <class Call>
static void fails(Kind kind, Call call) {
    CHECK(catch_from<kv::KvError>(call).kind() == kind);
}

static void check_opening(const std::string& folder, const std::string& path) {
    CHECK(!kv::Store::exists(path));
    fails(Kind::Io, [&] { kv::Store::open(path, kv::OpenMode{}); });
    fails(Kind::Io, [&] { kv::Store::open(folder); });
    catch_from<std::invalid_argument>([&] { kv::Store::open(path + '\0'); });
    const std::string other = folder + "/other";
    if (std::FILE* file = std::fopen(other.c_str(), "w")) {
        std::fputs("this is no store", file);
        std::fclose(file);
    }
    fails(Kind::Corrupt, [&] { kv::Store::open(other); });
    std::remove(other.c_str());
}

static void check_values(const std::string& path) {
    const kv::Store store = kv::Store::open(path);
    CHECK(store.put("a", bytes("first")) && !store.put("a", bytes("second")));
    CHECK(store.get("a") == bytes("second") && !store.get("b"));
    store.put("empty", {});
    CHECK(store.get("empty") == Bytes());
    const Bytes large(3000000, 7);
    store.put("ключ", large);
    CHECK(store.get("ключ") == large);
    CHECK(store.put(std::string(kv::MAX_KEY_LENGTH, 'k'), {}));
    const auto invalid = catch_from<kv::KvError>([&] { store.put("", {}); });
    CHECK(invalid.kind() == Kind::InvalidKey && invalid.what() == std::string("a key has 1 to 255 bytes"));
    fails(Kind::InvalidKey, [&] { store.put(std::string(kv::MAX_KEY_LENGTH + 1, 'k'), {}); });
    catch_from<std::invalid_argument>([&] { store.put(std::string("a\0b", 3), {}); });
    CHECK(store.delete_("a") && !store.delete_("a"));
    CHECK(store.delete_("ключ") && store.delete_(std::string(kv::MAX_KEY_LENGTH, 'k')));
    CHECK(store.count() == 1);
}

static void check_entries(const std::string& path) {
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    std::optional<koine::Items<kv::Entry>> rest;
    {
        const kv::Store store = kv::Store::open(path);
        const kv::Entry first("fruit/apple", bytes("red"), "sweet", least);
        const kv::Entry second("fruit/pear", {}, "", most);
        const kv::Entry invalid("", {});
        fails(Kind::InvalidKey, [&] { store.put_all({first, invalid}); });
        CHECK(store.count() == 1);
        CHECK(store.put_all({first, second}) == 2 && store.put_all({}) == 0);
        auto found = store.get_all({"fruit/apple", "fruit/none", "fruit/pear"});
        CHECK(found.size() == 3 && found[0] && !found[1] && found[2]);
        CHECK(found[0]->value() == bytes("red") && found[0]->note() == "sweet" && found[0]->expires() == least);
        CHECK(found[2]->value().empty() && found[2]->note() == "" && found[2]->expires() == most);
        const kv::Entry moved = std::move(*found[0]);
        catch_from<std::logic_error>([&] { found[0]->key(); });
        catch_from<std::logic_error>([&] { store.put_all({*found[0]}); });
        CHECK(moved.key() == "fruit/apple");
        CHECK((store.notes() == std::map<std::string, std::string>{{"fruit/apple", "sweet"}, {"fruit/pear", ""}}));
        CHECK(!store.entry("fruit/none"));
        std::vector<std::string> seen;
        // What is iterated is what was there, whatever happens meanwhile.
        for (const kv::Entry& entry : store.entries("fruit/")) {
            seen.push_back(entry.key());
            store.delete_("fruit/pear");
        }
        CHECK((seen == std::vector<std::string>{"fruit/apple", "fruit/pear"}));
        rest = store.entries();
        CHECK(rest->next()->key() == "empty");
    }
    // The rest outlives the store.
    CHECK(rest->next()->key() == "fruit/apple");
}

static void check_visits(const std::string& path) {
    const kv::Store store = kv::Store::open(path);
    store.put("fruit/pear", bytes("green"));
    int visited = 0;
    CHECK(store.visit(std::nullopt, [&](const kv::Entry&) { return ++visited == 2 ? kv::Visit::Stop : kv::Visit::Continue; }) == 2);
    visited = 0;
    catch_from<std::out_of_range>([&] {
        store.visit(std::nullopt, [&](const kv::Entry&) -> kv::Visit {
            visited += 1;
            throw std::out_of_range("thrown by a visitor");
        });
    });
    CHECK(visited == 1);
    catch_from<std::bad_function_call>([&] { store.visit(std::nullopt, kv::OnEntry()); });
    const auto remove = [&](const kv::Entry& entry) {
        CHECK(store.delete_(entry.key()));
        return kv::Visit::Continue;
    };
    CHECK(store.visit("fruit/", remove) == 2);
}

static void check_changes(const std::string& path) {
    const kv::Store store = kv::Store::open(path);
    std::vector<std::string> changes;
    std::optional<koine::Subscription> subscription;
    // What the listener holds is there until it returns, even when it ends its own subscription.
    const auto held = std::make_shared<std::string>("held");
    subscription = kv::on_change([&, held](kv::ChangeKind kind, const std::string& key, const std::optional<Bytes>& value) {
        if (kind == kv::ChangeKind::Delete) subscription.reset();
        CHECK(store.get(key) == value);
        changes.push_back(key + (value ? std::to_string(value->size()) : std::string("-")) + *held);
    });
    store.put("x", bytes("1"));
    store.put("x", {});
    store.delete_("x");
    store.put("y", bytes("2"));
    CHECK((changes == std::vector<std::string>{"x1held", "x0held", "x-held"}));
    CHECK(held.use_count() == 1);
    store.delete_("y");

    // Listeners that come and go while another thread makes changes.
    std::atomic<bool> is_done{false};
    std::thread changer([&] {
        while (!is_done) store.put("z", bytes("3"));
    });
    for (int attempt = 0; attempt < 50; ++attempt) {
        const auto number = std::make_shared<std::atomic<int>>(0);
        const koine::Subscription brief = kv::on_change([number](auto, const auto& key, const auto&) {
            CHECK(key == "z");
            *number += 1;
        });
        if (attempt % 3 == 0) std::this_thread::yield();
    }
    is_done = true;
    changer.join();
    store.delete_("z");
}

static void check_compaction(const std::string& path) {
    std::optional<kv::Store> store = kv::Store::open(path);
    for (int index = 0; index < 40; ++index) store->put("n" + std::to_string(index % 20), bytes(std::to_string(index)));
    const kv::Stats before = store->stats();
    CHECK(before.entries == 21 && before.garbage > 0);
    std::atomic<std::uint64_t> progress{0};
    koine::Subscription subscription = kv::on_progress([&](std::uint64_t done, std::uint64_t total) {
        CHECK(total == 21);
        progress = done;
    });
    CHECK(store->compact().get() == before.garbage && progress == 21);
    subscription.close();
    CHECK(store->stats().garbage == 0 && store->stats().file_size == before.file_size - before.garbage);

    const kvstore::CancelToken token;
    auto cancelled = store->compact(300, token);
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    store->put("n1", bytes("changed meanwhile"));
    token.cancel();
    token.cancel();
    fails(Kind::Cancelled, [&] { cancelled.get(); });
    fails(Kind::Cancelled, [&] { store->compact(0, token).get(); });
    // Nobody waits for these; the store is let go while they run.
    store->compact(1);
    auto kept = store->compact(1);
    store->put("n3", bytes("during the compaction"));
    store->delete_("n4");
    store.reset();
    kept.get();
    const kv::Store again = kv::Store::open(path, kv::OpenMode::ReadOnly);
    CHECK(again.get("n1") == bytes("changed meanwhile") && again.get("n3") == bytes("during the compaction"));
    CHECK(!again.get("n4"));
    fails(Kind::ReadOnly, [&] { again.put("n4", {}); });
    fails(Kind::ReadOnly, [&] { again.compact().get(); });
}

static void check_threads(const std::string& path) {
    const kv::Store store = kv::Store::open(path);
    const std::uint64_t before = store.count();
    std::vector<std::thread> threads;
    for (int number = 0; number < 4; ++number) {
        threads.emplace_back([&store, number] {
            for (int index = 0; index < 25; ++index) store.put(std::to_string(number) + "/" + std::to_string(index), {});
        });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(store.count() == before + 100);
}

int main() {
    char folder[] = "/tmp/koine-kvstore-XXXXXX";
    CHECK(mkdtemp(folder) != nullptr);
    const std::string path = std::string(folder) + "/store";
    check_opening(folder, path);
    check_values(path);
    check_entries(path);
    check_visits(path);
    check_changes(path);
    check_compaction(path);
    check_threads(path);
    CHECK(kvstore::probe::live() == 0);
    // The compaction that nobody waited for has ended, too, and nothing but the store is left.
    CHECK(std::remove(path.c_str()) == 0 && rmdir(folder) == 0);
}
