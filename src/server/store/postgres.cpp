// The PostgreSQL back end, on libpq. What has no answer worth waiting for (BEGIN, SAVEPOINT, NOTIFY …) travels with the
// next statement, so that it costs no round trip of its own. All writers of all processes take one advisory lock, so
// there is one at a time, as with SQLite (docs/decisions/0013).
#include "server/store/backend.hpp"
#include "server/store/dialect.hpp"
#include "server/store/notifications.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>
#include <vector>

namespace bz::server {

namespace {

constexpr std::size_t parameters_max = 64;
constexpr const char* write_lock = "SELECT pg_advisory_xact_lock(4277003)";
constexpr const char* lock_for_schema =
    "SET lock_timeout=0; SELECT pg_advisory_lock(4277004); SET lock_timeout='10s'";  // a migration may take long
constexpr const char* unlock_for_schema = "SELECT pg_advisory_unlock(4277004)";
// A node that hangs or loses its line in the middle of a transaction must not stop the others for long.
constexpr const char* writer_session =
    "SET lock_timeout='10s'; SET idle_in_transaction_session_timeout='10s';"
    "SELECT set_config('synchronous_commit','on',false) WHERE current_setting('synchronous_commit')='off'";
constexpr const char* reader_session =
    "SET default_transaction_read_only=on; SET statement_timeout='10s'; SET idle_in_transaction_session_timeout='10s'";

struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, Clear>;

// SQLSTATE and names; the message itself only where it cannot hold a value: the program's own mistakes, and the line.
std::string explain(PGconn* connection, const PGresult* result) {
    const auto field = [&](int code) {
        const char* text = result ? PQresultErrorField(result, code) : nullptr;
        return std::string(text ? text : "");
    };
    const std::string state = field(PG_DIAG_SQLSTATE);
    std::string text = state;
    if (state.empty() || state.starts_with("42") || state.starts_with("57") || state.starts_with("55"))
        text += ' ' + (state.empty() ? std::string(PQerrorMessage(connection)) : field(PG_DIAG_MESSAGE_PRIMARY));
    for (const int name : {PG_DIAG_TABLE_NAME, PG_DIAG_COLUMN_NAME, PG_DIAG_CONSTRAINT_NAME})
        if (const std::string value = field(name); !value.empty()) text += ' ' + value;
    while (text.ends_with('\n')) text.pop_back();
    std::ranges::replace(text, '\n', ' ');
    return text;
}

// The types' numbers are part of PostgreSQL's protocol. `unknown` leaves the choice to the statement.
enum Type : Oid { unknown = 0, boolean = 16, int8 = 20, int2 = 21, int4 = 23, oid = 26, numeric_type = 1700 };

struct Parameter {
    std::string value;
    int format = 0;      // 0: text, 1: bytes
    Oid type = unknown;  // a number says so: beside a small constant it would be taken for an int4
    bool null = true;
};

// A statement's text, known to one connection under a name once it has been sent there.
struct Prepared {
    std::string sql, name;
    std::size_t parameters = 0;
    std::uint64_t known_to = 0;  // the number of the session
};

class PostgresConnection final : public Connection {
public:
    PostgresConnection(std::string address, DbMode mode) : address_(std::move(address)), mode_(mode) { connect(); }
    PostgresConnection(const PostgresConnection&) = delete;
    ~PostgresConnection() override { PQfinish(connection_); }

    std::unique_ptr<Statement> prepare(const char* sql) override;
    void script(const std::string& sql) override;
    [[nodiscard]] int changes() const override { return changes_; }

    void begin_write() override;
    void begin_read() override;
    void commit() override;
    void rollback() noexcept override;
    void end_read() noexcept override;
    void savepoint() override;
    void rollback_to_savepoint() override;
    void release_savepoint() override;
    [[nodiscard]] bool spoilt() const override { return spoilt_; }
    void notify(std::string_view account) override;
    void lock_schema() override { script(lock_for_schema); }
    void unlock_schema() noexcept override;
    void tidy() override {}

    Result execute(Prepared& prepared, const std::vector<Parameter>& parameters);

private:
    // Waits to be sent along with the next statement.
    struct Later {
        const char* sql;
        std::string parameter;
    };

    void connect();
    void mend();  // a new session for a broken one, between transactions only
    [[nodiscard]] bool broken() const { return PQstatus(connection_) != CONNECTION_OK; }
    Result attempt(Prepared* prepared, const std::vector<Parameter>& parameters);
    void send(const Later& command);
    void send(Prepared& prepared, const std::vector<Parameter>& parameters);
    void sync();
    Result receive();
    void settle();
    void must(int sent) {
        if (!sent) fail(nullptr);
    }
    [[noreturn]] void fail(const PGresult* result);
    void forget_transaction();

    std::string address_;
    DbMode mode_;
    PGconn* connection_ = nullptr;
    std::uint64_t session_ = 0;
    std::vector<Later> later_;
    std::unordered_map<const char*, Prepared> prepared_;
    int changes_ = 0;
    std::size_t good_ = 0;  // how many commands of the last exchange succeeded
    bool open_ = false;     // a transaction is open, or its BEGIN waits in later_
    bool owed_ = false;     // the answer to a COMMIT that nobody waited for
    bool spoilt_ = false;
};

// ---- sessions ----

void PostgresConnection::connect() {
    PQfinish(connection_);
    connection_ = nullptr;
    later_.clear();
    open_ = owed_ = spoilt_ = false;
    ++session_;
    connection_ = open_session(address_);
    Result ready(PQexec(connection_, mode_ == DbMode::writer ? writer_session : reader_session));
    const auto status = PQresultStatus(ready.get());
    if ((status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) || !PQenterPipelineMode(connection_))
        fail(ready.get());
}

void PostgresConnection::mend() {
    if (!broken()) return;
    if (open_) fail(nullptr);
    connect();
}

void PostgresConnection::fail(const PGresult* result) {
    spoilt_ = open_;
    throw DbError("postgres: " + explain(connection_, result));
}

void PostgresConnection::forget_transaction() {
    later_.clear();
    open_ = spoilt_ = false;
}

// ---- one exchange: what waited, the statement, a sync point ----

void PostgresConnection::send(const Later& command) {
    const char* value = command.parameter.c_str();
    const int parameters = command.parameter.empty() ? 0 : 1;
    must(PQsendQueryParams(connection_, command.sql, parameters, nullptr, &value, nullptr, nullptr, 1));
}

void PostgresConnection::send(Prepared& prepared, const std::vector<Parameter>& parameters) {
    std::array<const char*, parameters_max> values{};
    std::array<int, parameters_max> lengths{}, formats{};
    std::array<Oid, parameters_max> types{};
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        values[i] = parameters[i].null ? nullptr : parameters[i].value.c_str();
        lengths[i] = static_cast<int>(parameters[i].value.size());
        formats[i] = parameters[i].format;
        types[i] = parameters[i].type;
    }
    const int count = static_cast<int>(parameters.size());
    if (prepared.known_to != session_)
        must(PQsendPrepare(connection_, prepared.name.c_str(), prepared.sql.c_str(), count, types.data()));
    must(PQsendQueryPrepared(connection_, prepared.name.c_str(), count, values.data(), lengths.data(), formats.data(),
                             1));
}

void PostgresConnection::sync() { must(PQpipelineSync(connection_)); }

// The last result before the sync point, or the first error.
Result PostgresConnection::receive() {
    Result worst;
    int silence = 0;
    good_ = 0;
    while (silence < 2) {
        Result result(PQgetResult(connection_));
        if (!result) {
            // One null ends each command's results; two in a row end everything, which only a lost line does.
            ++silence;
            continue;
        }
        silence = 0;
        const ExecStatusType status = PQresultStatus(result.get());
        if (status == PGRES_PIPELINE_SYNC) return worst;
        if (status == PGRES_PIPELINE_ABORTED) continue;
        if (status == PGRES_FATAL_ERROR && broken()) fail(result.get());
        if (status != PGRES_FATAL_ERROR) ++good_;
        const bool failed_before = worst && PQresultStatus(worst.get()) == PGRES_FATAL_ERROR;
        if (!failed_before) worst = std::move(result);
    }
    fail(worst.get());
}

void PostgresConnection::settle() {
    if (!owed_) return;
    owed_ = false;
    (void)receive();  // a read transaction has ended, well or not
}

Result PostgresConnection::attempt(Prepared* prepared, const std::vector<Parameter>& parameters) {
    mend();
    settle();
    for (const Later& command : later_) send(command);
    if (prepared) send(*prepared, parameters);
    sync();
    const std::size_t before = later_.size();
    later_.clear();
    Result result = receive();
    if (prepared && good_ > before) prepared->known_to = session_;
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(result.get());
    return result;
}

Result PostgresConnection::execute(Prepared& prepared, const std::vector<Parameter>& parameters) {
    const std::vector<Later> waiting = mode_ == DbMode::reader ? later_ : std::vector<Later>();
    // A reader's first statement has seen nothing yet: when the line turns out to be dead, it may simply be said again.
    const bool fresh = mode_ == DbMode::reader && (!open_ || !waiting.empty());
    Result result;
    try {
        result = attempt(&prepared, parameters);
    } catch (const DbError&) {
        if (!fresh || !broken()) throw;
        connect();
        later_ = waiting;
        open_ = !waiting.empty();
        result = attempt(&prepared, parameters);
    }
    const char* count = PQcmdTuples(result.get());
    changes_ = 0;
    std::from_chars(count, count + std::char_traits<char>::length(count), changes_);
    return result;
}

// ---- scripts ----

void PostgresConnection::script(const std::string& sql) {
    if (!later_.empty()) (void)attempt(nullptr, {});
    mend();
    settle();
    if (!PQexitPipelineMode(connection_)) fail(nullptr);
    Result result(PQexec(connection_, postgres_schema(sql).c_str()));
    const ExecStatusType status = PQresultStatus(result.get());
    const bool good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
    if (!broken()) PQenterPipelineMode(connection_);
    if (!good) fail(result.get());
}

void PostgresConnection::unlock_schema() noexcept {
    try {
        script(unlock_for_schema);
    } catch (const DbError&) {
        // The session is gone, and its lock with it.
    }
}

// ---- transactions ----

void PostgresConnection::begin_write() {
    forget_transaction();
    const auto begin = [&] {
        later_ = {{"BEGIN", {}}, {write_lock, {}}};
        (void)attempt(nullptr, {});
        open_ = true;
    };
    try {
        begin();
    } catch (const DbError&) {
        if (!broken()) {
            rollback();
            throw;
        }
        connect();
        begin();
    }
}

void PostgresConnection::begin_read() {
    forget_transaction();
    later_.push_back({"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", {}});
    open_ = true;
}

void PostgresConnection::commit() {
    later_.push_back({"COMMIT", {}});
    const Result result = attempt(nullptr, {});
    forget_transaction();
    // A failed transaction answers COMMIT with the word ROLLBACK, and without an error.
    if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") throw DbError("postgres: the commit was a rollback");
}

void PostgresConnection::rollback() noexcept {
    try {
        forget_transaction();
        if (broken()) return;
        later_.push_back({"ROLLBACK", {}});
        (void)attempt(nullptr, {});
    } catch (const DbError&) {
        later_.clear();  // the session is gone, and its transaction with it
    }
}

void PostgresConnection::end_read() noexcept {
    const bool begun = open_ && later_.empty();
    forget_transaction();
    if (!begun || broken()) return;
    try {
        send({"COMMIT", {}});
        sync();
        owed_ = true;
    } catch (const DbError&) {
        forget_transaction();  // the next statement finds the line broken and mends it
    }
}

void PostgresConnection::savepoint() { later_.push_back({"SAVEPOINT job", {}}); }

void PostgresConnection::rollback_to_savepoint() {
    spoilt_ = false;
    // Everything that waits belongs to the step, and the step itself may not have been begun.
    bool begun = true;
    while (!later_.empty() && begun) {
        begun = std::string_view(later_.back().sql) != "SAVEPOINT job";
        later_.pop_back();
    }
    if (begun) later_.push_back({"ROLLBACK TO job", {}});
    if (!begun) later_.push_back({"SAVEPOINT job", {}});
}

void PostgresConnection::release_savepoint() {
    if (!later_.empty() && std::string_view(later_.back().sql) == "SAVEPOINT job")
        later_.pop_back();
    else
        later_.push_back({"RELEASE job", {}});
}

void PostgresConnection::notify(std::string_view account) {
    later_.push_back({"SELECT pg_notify('banzhen', $1)", notification_text(account)});
}

// ---- statements ----

std::int64_t big_endian(const char* bytes, int size) {
    std::uint64_t value = 0;
    for (int i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
    if (size == 8) return static_cast<std::int64_t>(value);
    const std::uint64_t sign = std::uint64_t{1} << (8 * size - 1);
    return static_cast<std::int64_t>((value ^ sign) - sign);
}

// The whole part of a NUMERIC, as sum() gives it: digits to the base of 10,000.
std::int64_t numeric(const char* bytes) {
    const std::int64_t digits = big_endian(bytes, 2), weight = big_endian(bytes + 2, 2);
    const bool negative = big_endian(bytes + 4, 2) == 0x4000;
    std::int64_t value = 0;
    for (std::int64_t i = 0; i <= weight; ++i)
        value = value * 10'000 + (i < digits ? big_endian(bytes + 8 + 2 * i, 2) : 0);
    return negative ? -value : value;
}

class PostgresStatement final : public Statement {
public:
    PostgresStatement(PostgresConnection& connection, Prepared& prepared)
        : connection_(connection), prepared_(prepared), parameters_(prepared.parameters) {}

    void bind_integer(int index, std::int64_t value) override { set(index, {std::to_string(value), 0, int8, false}); }
    void bind_text(int index, std::string_view text) override { set(index, {postgres_text(text), 0, unknown, false}); }
    void bind_bytes(int index, std::string_view bytes) override { set(index, {std::string(bytes), 1, unknown, false}); }
    void bind_null(int index) override { set(index, {}); }

    bool next() override {
        if (!result_) {
            result_ = connection_.execute(prepared_, parameters_);
            row_ = -1;
        }
        return ++row_ < PQntuples(result_.get());
    }
    void reset() noexcept override {
        result_.reset();
        for (Parameter& parameter : parameters_) parameter = {};  // what is not bound is NULL
    }

    [[nodiscard]] std::int64_t integer(int column) const override {
        if (is_null(column)) return 0;
        const char* bytes = PQgetvalue(result_.get(), row_, column);
        const int size = PQgetlength(result_.get(), row_, column);
        switch (PQftype(result_.get(), column)) {
        case boolean: return bytes[0] != 0;
        case int2:
        case int4:
        case int8: return big_endian(bytes, size);
        case oid: return big_endian(bytes, size) & 0xFFFFFFFF;
        case numeric_type: return numeric(bytes);
        default: break;
        }
        std::int64_t value = 0;
        std::from_chars(bytes, bytes + size, value);
        return value;
    }
    [[nodiscard]] std::string text(int column) const override {
        if (is_null(column)) return {};
        switch (PQftype(result_.get(), column)) {
        case boolean:
        case int2:
        case int4:
        case int8:
        case oid:
        case numeric_type: return std::to_string(integer(column));
        default: break;
        }
        return {PQgetvalue(result_.get(), row_, column),
                static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
    }
    [[nodiscard]] bool is_null(int column) const override { return PQgetisnull(result_.get(), row_, column) != 0; }

private:
    void set(int index, Parameter parameter) {
        parameters_.at(static_cast<std::size_t>(index) - 1) = std::move(parameter);
    }

    PostgresConnection& connection_;
    Prepared& prepared_;
    std::vector<Parameter> parameters_;
    Result result_;
    int row_ = -1;
};

std::unique_ptr<Statement> PostgresConnection::prepare(const char* sql) {
    Prepared& prepared = prepared_[sql];
    if (prepared.name.empty()) {
        prepared.name = "q" + std::to_string(prepared_.size());
        prepared.sql = postgres_query(sql, &prepared.parameters);
        if (prepared.parameters > parameters_max) throw DbError("postgres: too many parameters");
    }
    return std::make_unique<PostgresStatement>(*this, prepared);
}

}  // namespace

PGconn* open_session(const std::string& address) {
    // What stands before the address can be overruled by it.
    const char* const names[] = {"connect_timeout", "fallback_application_name", "keepalives_idle",
                                 "dbname",          "client_encoding",           nullptr};
    const char* const values[] = {"5", "banzhen", "30", address.c_str(), "UTF8", nullptr};
    PGconn* connection = PQconnectdbParams(names, values, 1);
    PQsetNoticeProcessor(connection, [](void*, const char*) {}, nullptr);
    std::string wrong;
    if (PQstatus(connection) != CONNECTION_OK)
        wrong = explain(connection, nullptr);
    else if (const char* encoding = PQparameterStatus(connection, "server_encoding");
             !encoding || std::string_view(encoding) != "UTF8")
        wrong = " the database must be made with the encoding UTF8";
    if (wrong.empty()) return connection;
    PQfinish(connection);
    throw DbError("postgres:" + wrong);
}

std::unique_ptr<Connection> open_postgres(const std::string& address, DbMode mode) {
    return std::make_unique<PostgresConnection>(address, mode);
}

}  // namespace bz::server
