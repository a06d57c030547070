#include <doctest/doctest.h>

#include "server/support.hpp"

#include <fstream>

using namespace bz::server;
using namespace bz::server::test;

TEST_CASE("seal: what is sealed opens at its own place only") {
    start_crypto();
    const Sealer sealer(test_key());
    const Place place{"people", "per_1", "name"};
    const std::string sealed = sealer.seal("任长河", place);
    CHECK(sealer.open(sealed, place) == "任长河");
    CHECK_THROWS_AS((void)sealer.open(sealed, {"people", "per_2", "name"}), SealError);
    CHECK_THROWS_AS((void)sealer.open(sealed, {"people", "per_1", "number"}), SealError);
    CHECK_THROWS_AS((void)sealer.open(sealed, {"peopl", "eper_1", "name"}), SealError);
}

TEST_CASE("seal: another key, a changed byte, or a piece of it does not open") {
    start_crypto();
    const Sealer sealer(test_key());
    const Place place{"t", "r", "c"};
    const std::string sealed = sealer.seal("secret", place);
    CHECK_THROWS_AS((void)Sealer(test_key(8)).open(sealed, place), SealError);
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        std::string changed = sealed;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        CHECK_THROWS_AS((void)sealer.open(changed, place), SealError);
        CHECK_THROWS_AS((void)sealer.open(sealed.substr(0, i), place), SealError);
    }
}

TEST_CASE("seal: sealing twice never gives the same bytes, and hides the text") {
    start_crypto();
    const Sealer sealer(test_key());
    const Place place{"t", "r", "c"};
    CHECK(sealer.seal("", place) != sealer.seal("", place));
    CHECK(sealer.open(sealer.seal("", place), place).empty());
    CHECK_FALSE(sealer.seal("13900002468", place).contains("13900002468"));
}

TEST_CASE("seal: a blind index is steady under one key and purpose, and different under others") {
    start_crypto();
    const Sealer sealer(test_key());
    CHECK(sealer.blind_index("phone", "139") == sealer.blind_index("phone", "139"));
    CHECK(sealer.blind_index("phone", "139") != sealer.blind_index("number", "139"));
    CHECK(sealer.blind_index("phone", "139") != Sealer(test_key(8)).blind_index("phone", "139"));
}

TEST_CASE("seal: the key file is made once, readable by its owner only, and a cut one is refused") {
    const Folder folder;
    const std::string path = folder.path + "/key";
    CHECK_THROWS_AS((void)Sealer::from_file(path, false), SealError);
    const std::string index = Sealer::from_file(path, true).blind_index("p", "v");
    CHECK(Sealer::from_file(path, true).blind_index("p", "v") == index);
    const auto mode = std::filesystem::status(path).permissions();
    CHECK(mode == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    std::ofstream(path, std::ios::trunc) << "short";
    CHECK_THROWS_AS((void)Sealer::from_file(path, true), SealError);
}

TEST_CASE("blobs: pieces of any size come back, whole and in ranges") {
    const Folder folder;
    const Sealer sealer(test_key());
    BlobStore blobs(folder.path + "/uploads", sealer);
    const std::string content = random_bytes(200'000);
    std::int64_t size = 0, offset = 0;
    for (const std::size_t piece : {std::size_t{1}, std::size_t{65'535}, std::size_t{65'536}, std::size_t{68'928}}) {
        const auto part = std::string_view(content).substr(static_cast<std::size_t>(offset), piece);
        size = blobs.append("f", size, offset, part);
        offset += static_cast<std::int64_t>(part.size());
    }
    CHECK(offset == 200'000);
    CHECK(blobs.read("f", 0, offset) == content);
    CHECK(blobs.read("f", 65'530, 20) == content.substr(65'530, 20));
    CHECK(blobs.read("f", 199'999, 1) == content.substr(199'999));
    CHECK_THROWS_AS((void)blobs.read("f", 0, 200'001), BlobError);
}

TEST_CASE("blobs: what a crash left behind the known end is cut") {
    const Folder folder;
    const Sealer sealer(test_key());
    BlobStore blobs(folder.path + "/uploads", sealer);
    const std::int64_t known = blobs.append("f", 0, 0, "first");
    (void)blobs.append("f", known, 5, "lost when the power went");
    const std::int64_t size = blobs.append("f", known, 5, " second");
    CHECK(blobs.read("f", 0, 12) == "first second");
    CHECK(static_cast<std::int64_t>(std::filesystem::file_size(folder.path + "/uploads/f")) == size);
}
