#include "server/store/rotate.hpp"

#include "server/store/blobs.hpp"
#include "server/store/db.hpp"
#include "server/store/migrations.hpp"
#include "server/store/sealed_columns.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <ctime>
#include <deque>
#include <filesystem>
#include <iterator>
#include <vector>

namespace bz::server {

namespace {

namespace fs = std::filesystem;

constexpr Place key_check{"key_check", "1", "sealed"};

std::string beside(const std::string& data) { return data + "/uploads.rotating"; }
std::string replaced(const std::string& data) { return data + "/uploads.replaced"; }

// Statements are made from the list of columns; the database keeps a prepared one by its address, so they stay.
class Statements {
public:
    const char* keep(std::string sql) { return all_.emplace_back(std::move(sql)).c_str(); }

private:
    std::deque<std::string> all_;
};

bool opens(const Sealer& key, const std::string& sealed) {
    try {
        return key.open(sealed, key_check) == "banzhen";
    } catch (const SealError&) {
        return false;
    }
}

enum class Holder { old_key, new_key };

Holder holder(Db& db, const Sealer& old_key, const Sealer& new_key) {
    Query query = db.query("SELECT sealed FROM key_check");
    if (!query.next()) throw DbError("the database has no key check; start the server once with this version");
    const std::string sealed = query.text(0);
    if (opens(new_key, sealed)) return Holder::new_key;
    if (opens(old_key, sealed)) return Holder::old_key;
    throw SealError("the key file is not the one this data was sealed with");
}

struct Cell {
    std::string row[2];
    std::string sealed;
    std::string hospital;
    std::int64_t seq = 0;
};

const HashColumn* hash_of(const SealedColumn& column) {
    for (const HashColumn& hash : hash_columns())
        if (hash.kind == HashKind::keyed && std::string_view(hash.table) == column.table &&
            std::string_view(hash.sealed) == column.column)
            return &hash;
    return nullptr;
}

// As accounts.cpp makes them: the first hospital there was has the bare purpose.
std::string purpose_of(const HashColumn& hash, const Cell& cell) {
    if (cell.hospital.empty() || cell.hospital == "qinglan") return hash.purpose;
    return std::string(hash.purpose) + '/' + cell.hospital;
}

// Binds what tells the cell's row from all others, from placeholder `first` on.
void bind_key(Query& query, int first, const SealedColumn& column, const Cell& cell) {
    if (column.key == RowKey::seq) return query.bind(first, cell.seq);
    query.bind(first, cell.row[0]);
    if (column.row[1]) query.bind(first + 1, Bytes{cell.row[1]});
}

struct KeyText {
    std::string columns, order, placeholders, equal;
};
KeyText key_text(const SealedColumn& column) {
    if (column.key == RowKey::seq) return {"seq", "seq", "?", "seq=?"};
    const std::string first = column.row[0];
    if (!column.row[1]) return {first, first, "?", first + "=?"};
    const std::string second = column.row[1];
    return {"(" + first + ", " + second + ")", first + ", " + second, "(?, ?)", first + "=? AND " + second + "=?"};
}

std::string select_page(const SealedColumn& column, const HashColumn* hash) {
    const KeyText key = key_text(column);
    std::string second = column.row[1] ? column.row[1] : "''";
    if (column.row[1] && column.key == RowKey::seq) second = "CAST(" + second + " AS TEXT)";
    return std::string("SELECT ") + column.row[0] + ", " + second + ", " + column.column + ", " +
           (hash && hash->hospital ? hash->hospital : "''") + ", " + (column.key == RowKey::seq ? "seq" : "0") +
           " FROM " + column.table + " WHERE " + column.column + " IS NOT NULL AND " + key.columns + " > " +
           key.placeholders + " ORDER BY " + key.order + " LIMIT 2000";
}

// Page by page: a table of messages may not fit into memory.
std::vector<Cell> page_of_cells(Db& db, const char* sql, const SealedColumn& column, const Cell& after) {
    std::vector<Cell> found;
    Query query = db.query(sql);
    bind_key(query, 1, column, after);
    while (query.next())
        found.push_back({{query.text(0), query.text(1)}, query.text(2), query.text(3), query.integer(4)});
    return found;
}

void update(Db& db, const char* sql, const SealedColumn& column, const std::string& value, const Cell& cell) {
    Query query = db.query(sql, Bytes{value});
    bind_key(query, 2, column, cell);
    while (query.next()) {}
}

std::int64_t reseal_column(Db& db, Statements& statements, const SealedColumn& column, const Sealer& old_key,
                           const Sealer& new_key) {
    const std::string start = std::string("UPDATE ") + column.table + " SET ";
    const std::string where = "=? WHERE " + key_text(column).equal;
    const char* set_sealed = statements.keep(start + column.column + where);
    const HashColumn* hash = hash_of(column);
    const char* set_hash = hash ? statements.keep(start + hash->column + where) : nullptr;
    const char* select = statements.keep(select_page(column, hash));
    std::int64_t count = 0;
    Cell last;
    while (true) {
        const std::vector<Cell> page = page_of_cells(db, select, column, last);
        if (page.empty()) return count;
        for (const Cell& cell : page) {
            const std::string row = column.row[1] ? cell.row[0] + '/' + cell.row[1] : cell.row[0];
            const Place place{column.table, row, column.place};
            const std::string plain = old_key.open(cell.sealed, place);
            update(db, set_sealed, column, new_key.seal(plain, place), cell);
            if (hash) update(db, set_hash, column, new_key.blind_index(purpose_of(*hash, cell), plain), cell);
            ++count;
        }
        last = page.back();
    }
}

struct StoredFile {
    std::string name;
    std::int64_t plain_bytes = 0;
};

std::vector<StoredFile> files_of(Db& db, const char* sql) {
    std::vector<StoredFile> files;
    Query query = db.query(sql);
    while (query.next()) files.push_back({query.text(0), query.integer(1)});
    return files;
}

// As they arrived: gone once a cleaned content was made of them, unless that is the same file.
std::vector<StoredFile> arrived_files(Db& db) {
    return files_of(db,
                    "SELECT file, received FROM uploads WHERE erased = 0 AND file_bytes > 0 AND"
                    " (content_file IS NULL OR content_file = file)");
}

std::vector<StoredFile> all_files(Db& db) {
    auto all = arrived_files(db);
    for (const char* sql :
         {"SELECT content_file, content_bytes FROM uploads WHERE erased = 0 AND content_file <> file",
          "SELECT preview_file, preview_bytes FROM uploads WHERE erased = 0 AND preview_file IS NOT NULL"})
        std::ranges::move(files_of(db, sql), std::back_inserter(all));
    return all;
}

// How long a sealed file is depends on how it was cut into frames, so the database must know the new length.
void note_sizes(Db& db, const std::string& data) {
    for (const StoredFile& file : arrived_files(db)) {
        const auto size = static_cast<std::int64_t>(fs::file_size(beside(data) + '/' + file.name));
        db.run("UPDATE uploads SET file_bytes=? WHERE file=?", size, file.name);
    }
}

std::int64_t reseal_database(Db& db, const std::string& data, const Sealer& old_key, const Sealer& new_key) {
    Statements statements;
    std::int64_t count = 0;
    db.begin_write();
    try {
        for (const HashColumn& hash : hash_columns())
            if (hash.kind == HashKind::forgotten) db.script(std::string("DELETE FROM ") + hash.table);
        // What a retried request said cannot be compared any more: its first answer is given whatever it says.
        db.run("UPDATE idempotency SET fingerprint=?", Bytes{""});
        for (const SealedColumn& column : sealed_columns())
            count += reseal_column(db, statements, column, old_key, new_key);
        note_sizes(db, data);
        db.run("UPDATE key_check SET sealed=?", Bytes{new_key.seal("banzhen", key_check)});
        db.commit();
    } catch (...) {
        db.rollback();
        throw;
    }
    return count;
}

// Always from the beginning: a half-written file of an earlier run is not worth telling from a whole one.
std::int64_t reseal_files(Db& db, const std::string& data, const Sealer& old_key, const Sealer& new_key) {
    fs::remove_all(beside(data));
    const BlobStore from(data + "/uploads", old_key);
    BlobStore to(beside(data), new_key);
    std::int64_t count = 0;
    for (const StoredFile& file : all_files(db)) {
        constexpr std::int64_t step = 16 * static_cast<std::int64_t>(BlobStore::frame_bytes);
        std::int64_t size = 0;
        for (std::int64_t at = 0; at < file.plain_bytes; at += step)
            size = to.append(file.name, size, at, from.read(file.name, at, std::min(step, file.plain_bytes - at)));
        ++count;
    }
    return count;
}

void change_places(const std::string& data) {
    if (!fs::exists(beside(data))) return;
    fs::remove_all(replaced(data));
    if (fs::exists(data + "/uploads")) fs::rename(data + "/uploads", replaced(data));
    fs::rename(beside(data), data + "/uploads");
}

class FolderLock {
public:
    explicit FolderLock(const std::string& data)
        : file_(::open((data + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
        if (file_ < 0 || ::flock(file_, LOCK_EX | LOCK_NB) != 0) {
            if (file_ >= 0) ::close(file_);
            throw DbError("a server is using the data folder " + data + "; stop it first");
        }
    }
    FolderLock(const FolderLock&) = delete;
    ~FolderLock() { ::close(file_); }

private:
    int file_;
};

}  // namespace

bool rotation_is_unfinished(const std::string& data) { return fs::exists(beside(data)) || fs::exists(replaced(data)); }

RotateReport rotate_key(const std::string& data, const std::string& database, const Sealer& old_key,
                        const Sealer& new_key) {
    const FolderLock lock(data);
    RotateReport report;
    report.resumed = rotation_is_unfinished(data);
    if (Db::is_new(database)) throw DbError("there is no database for " + data);
    Db db(database, Db::Mode::writer);
    // The list of columns knows the newest schema only.
    db.exclusively([&] { migrate(db, migrations(), std::int64_t{std::time(nullptr)} * 1000); });
    if (holder(db, old_key, new_key) == Holder::old_key) {
        report.files = reseal_files(db, data, old_key, new_key);
        report.values = reseal_database(db, data, old_key, new_key);
    }
    change_places(data);
    // Old bytes must not stay readable for whoever has the old key.
    fs::remove_all(replaced(data));
    db.tidy();
    return report;
}

}  // namespace bz::server
