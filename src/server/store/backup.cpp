#include "server/store/backup.hpp"

#include "base/date.hpp"
#include "base/text.hpp"

#include <sodium.h>
#include <sqlite3.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <vector>

namespace bz::server {

namespace {

namespace fs = std::filesystem;

constexpr const char* database_name = "banzhen.db";
constexpr const char* sums_name = "SHA256SUMS";
constexpr const char* manifest_name = "manifest.json";
constexpr int snapshot_tries = 5;

[[noreturn]] void fail(const std::string& what) { throw BackupError(what); }
[[noreturn]] void fail_by_system(const std::string& what) { fail(what + ": " + std::strerror(errno)); }

struct File {
    int fd;
    File(const std::string& path, int flags) : fd(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
    File(const File&) = delete;
    ~File() {
        if (fd >= 0) ::close(fd);
    }
};

struct Sum {
    std::string digest;  // hexadecimal
    std::int64_t bytes = 0;
};

class Digest {
public:
    Digest() { crypto_hash_sha256_init(&state_); }
    void add(const char* data, std::size_t size) {
        crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(data), size);
    }
    std::string end() {
        std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
        crypto_hash_sha256_final(&state_, hash.data());
        std::string out(hash.size() * 2 + 1, '\0');
        sodium_bin2hex(out.data(), out.size(), hash.data(), hash.size());
        out.pop_back();
        return out;
    }

private:
    crypto_hash_sha256_state state_{};
};

// Copies and sums in one reading, so that what is written is what was summed. Empty `to`: only sums.
Sum copy_file(const std::string& from, const std::string& to) {
    const File in(from, O_RDONLY);
    if (in.fd < 0) fail_by_system("cannot read " + from);
    const File out(to.empty() ? "/dev/null" : to, O_WRONLY | (to.empty() ? 0 : O_CREAT | O_EXCL));
    if (out.fd < 0) fail_by_system("cannot write " + to);
    Digest digest;
    Sum sum;
    std::vector<char> buffer(std::size_t{1} << 20);
    while (true) {
        const ssize_t got = ::read(in.fd, buffer.data(), buffer.size());
        if (got < 0) fail_by_system("cannot read " + from);
        if (got == 0) break;
        digest.add(buffer.data(), static_cast<std::size_t>(got));
        sum.bytes += got;
        for (ssize_t done = 0; done < got;) {
            const ssize_t put = ::write(out.fd, buffer.data() + done, static_cast<std::size_t>(got - done));
            if (put <= 0) fail_by_system("cannot write " + to);
            done += put;
        }
    }
    if (!to.empty() && ::fsync(out.fd) != 0) fail_by_system("cannot write " + to);
    sum.digest = digest.end();
    return sum;
}

void write_text(const std::string& path, const std::string& text) {
    const File out(path, O_WRONLY | O_CREAT | O_EXCL);
    if (out.fd < 0 || ::write(out.fd, text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
        ::fsync(out.fd) != 0)
        fail_by_system("cannot write " + path);
}

void sync_folder(const std::string& path) {
    const File folder(path, O_RDONLY);
    if (folder.fd < 0 || ::fsync(folder.fd) != 0) fail_by_system("cannot sync " + path);
}

std::string read_text(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) fail("cannot read " + path);
    std::ostringstream out;
    out << in.rdbuf();
    return std::move(out).str();
}

void new_folder(const std::string& path) {
    if (::mkdir(path.c_str(), 0700) == 0) return;
    if (errno != EEXIST) fail_by_system("cannot make the folder " + path);
    if (!fs::is_directory(path) || !fs::is_empty(path)) fail(path + " is there already; nothing is overwritten");
}

struct CloseDatabase {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;

Database open_database(const std::string& path, int flags) {
    sqlite3* handle = nullptr;
    const int status = sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database(handle);
    if (status != SQLITE_OK) fail("cannot open " + path);
    sqlite3_busy_timeout(handle, 10'000);
    // Never write or checkpoint beside a running server's own connection.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    return database;
}

// All pages in one step: in WAL mode that is one snapshot, and no writer waits for it.
void snapshot(const std::string& from, const std::string& to) {
    const Database source = open_database(from, SQLITE_OPEN_READONLY);
    const Database target = open_database(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    sqlite3_backup* copy = sqlite3_backup_init(target.get(), "main", source.get(), "main");
    if (!copy) fail("cannot copy the database");
    const int stepped = sqlite3_backup_step(copy, -1);
    if (sqlite3_backup_finish(copy) != SQLITE_OK || stepped != SQLITE_DONE) fail("cannot copy the database");
    // A file of its own, without a log beside it.
    if (sqlite3_exec(target.get(), "PRAGMA journal_mode=DELETE", nullptr, nullptr, nullptr) != SQLITE_OK)
        fail("cannot finish the copy of the database");
}

struct Row {
    std::string text;
    std::int64_t number = 0;
};

std::vector<Row> rows(sqlite3* database, const char* sql) {
    std::vector<Row> found;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, sql, -1, &statement, nullptr) != SQLITE_OK) fail("the database cannot be read");
    while (sqlite3_step(statement) == SQLITE_ROW) {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
        found.push_back({text ? text : "", sqlite3_column_int64(statement, 1)});
    }
    sqlite3_finalize(statement);
    return found;
}

void check_database(const std::string& path) {
    const Database database = open_database(path, SQLITE_OPEN_READONLY);
    const auto said = rows(database.get(), "PRAGMA quick_check(1)");
    if (said.size() != 1 || said.front().text != "ok") fail("the copy of the database is damaged");
}

// Every file that the snapshot speaks of, as long as it says; false when one was deleted since.
bool complete(const std::string& to) {
    const Database database = open_database(to + '/' + database_name, SQLITE_OPEN_READONLY);
    for (const char* sql :
         {"SELECT file, file_bytes FROM uploads WHERE erased = 0 AND file_bytes > 0 AND"
          " (content_file IS NULL OR content_file = file)",
          "SELECT content_file, content_bytes FROM uploads WHERE erased = 0 AND content_file IS NOT NULL",
          "SELECT preview_file, preview_bytes FROM uploads WHERE erased = 0 AND preview_file IS NOT NULL"}) {
        for (const Row& row : rows(database.get(), sql)) {
            std::error_code error;
            const auto size = fs::file_size(to + "/uploads/" + row.text, error);
            if (error || static_cast<std::int64_t>(size) < row.number) return false;
        }
    }
    return true;
}

using Sums = std::vector<std::pair<std::string, Sum>>;

void copy_uploads(const std::string& data, const std::string& to, Sums& sums) {
    if (!fs::is_directory(data + "/uploads")) return;
    for (const auto& entry : fs::directory_iterator(data + "/uploads")) {
        if (!entry.is_regular_file()) continue;
        const std::string name = "uploads/" + entry.path().filename().string();
        if (fs::exists(to + '/' + name)) continue;  // from an earlier try
        try {
            sums.emplace_back(name, copy_file(entry.path().string(), to + '/' + name));
        } catch (const BackupError&) {
            if (fs::exists(entry.path())) throw;  // else it was deleted meanwhile, which complete() judges
        }
    }
}

std::string manifest(const std::string& to, const BackupReport& report) {
    const Database database = open_database(to + '/' + database_name, SQLITE_OPEN_READONLY);
    const auto step = rows(database.get(), "SELECT '', max(number) FROM migrations");
    const auto now =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch());
    return "{\"format\":1,\"database\":\"sqlite\",\"schema\":" + std::to_string(step.at(0).number) + ",\"made_at\":\"" +
           rfc3339_text(now.count(), 0) + "\",\"files\":" + std::to_string(report.files) +
           ",\"bytes\":" + std::to_string(report.bytes) + "}\n";
}

// "digest  name" lines, as sha256sum -c reads them.
Sums read_sums(const std::string& from) {
    Sums sums;
    const std::string text = read_text(from + '/' + sums_name);
    for (const std::string_view line : split(text, '\n')) {
        if (line.empty()) continue;
        constexpr std::size_t digits = 64;
        if (line.size() < digits + 3 || line.substr(digits, 2) != "  ") fail("SHA256SUMS is damaged");
        const std::string name(line.substr(digits + 2));
        const std::string_view file = std::string_view(name).substr(name.starts_with("uploads/") ? 8 : 0);
        if (file.empty() || file.contains('/') || file.starts_with('.')) fail("SHA256SUMS names a strange file");
        sums.emplace_back(name, Sum{std::string(line.substr(0, digits)), 0});
    }
    const auto has = [&](std::string_view name) {
        return std::ranges::any_of(sums, [&](auto& s) { return s.first == name; });
    };
    if (!has(database_name) || !has(manifest_name)) fail("this is not a whole backup");
    return sums;
}

// A folder that is taken away again unless it was finished.
struct Unfinished {
    std::string path;
    bool keep = false;
    ~Unfinished() {
        std::error_code ignored;
        if (!keep) fs::remove_all(path, ignored);
    }
};

}  // namespace

BackupReport make_backup(const std::string& data, const std::string& to) {
    if (!fs::exists(data + '/' + database_name)) fail("there is no database in " + data);
    new_folder(to);
    Unfinished folder{to};
    new_folder(to + "/uploads");
    const std::string database = to + '/' + database_name;
    Sums sums;
    for (int tries = 1;; ++tries) {
        fs::remove(database);
        snapshot(data + '/' + database_name, database);
        copy_uploads(data, to, sums);
        if (complete(to)) break;
        // A file that had grown or gone between the two: files again from the beginning, for a newer snapshot.
        if (tries == snapshot_tries) fail("a file of the backup is missing in " + data + "/uploads");
        fs::remove_all(to + "/uploads");
        new_folder(to + "/uploads");
        sums.clear();
    }
    check_database(database);
    sums.emplace_back(database_name, copy_file(database, {}));
    BackupReport report;
    for (const auto& [name, sum] : sums) {
        ++report.files;
        report.bytes += sum.bytes;
    }
    write_text(to + '/' + manifest_name, manifest(to, report));
    sums.emplace_back(manifest_name, copy_file(to + '/' + manifest_name, {}));
    std::string text;
    for (const auto& [name, sum] : sums) text += sum.digest + "  " + name + '\n';
    sync_folder(to + "/uploads");
    write_text(to + '/' + sums_name, text);
    sync_folder(to);
    folder.keep = true;
    return report;
}

BackupReport restore_backup(const std::string& from, const std::string& data) {
    const Sums sums = read_sums(from);
    new_folder(data);
    Unfinished folder{data};
    new_folder(data + "/uploads");
    BackupReport report;
    for (const auto& [name, wanted] : sums) {
        const Sum found = copy_file(from + '/' + name, data + '/' + name);
        if (found.digest != wanted.digest) fail("the sum of " + name + " is not the one in SHA256SUMS");
        ++report.files;
        report.bytes += found.bytes;
    }
    // That no file is missing was asked when the sums were made, by a program that knew that schema.
    check_database(data + '/' + database_name);
    fs::remove(data + '/' + manifest_name);
    sync_folder(data + "/uploads");
    sync_folder(data);
    folder.keep = true;
    return report;
}

}  // namespace bz::server
