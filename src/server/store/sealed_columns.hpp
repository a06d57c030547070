// Where in the database something depends on the key: the one list for key rotation. A unit test asks that it names
// every
// *_sealed and *_hash column of the schema, so a migration that adds one adds a line here.
#pragma once

#include <span>
#include <string_view>

namespace bz::server {

// A sealed column, bound to {table, row, place}; `row` is one column of text, or two that are joined with '/'.
enum class RowKey {
    row,  // `row` is unique in its table; a second column is bytes
    seq,  // the table has its own number, seq
};
struct SealedColumn {
    const char* table;
    const char* column;
    const char* row[2];
    const char* place;
    RowKey key = RowKey::row;
};

// What a hash column needs when the key changes.
enum class HashKind {
    keyed,      // made anew from the sealed column beside it
    plain,      // no key in it
    outlived,   // keyed, of a value that is not kept: stays, and what it was for must be asked for again
    forgotten,  // cannot be made anew: the table's rows are short-lived and are dropped
};
struct HashColumn {
    const char* table;
    const char* column;
    HashKind kind;
    const char* purpose = nullptr;   // of Sealer::blind_index
    const char* sealed = nullptr;    // the column that holds the value
    const char* hospital = nullptr;  // the column of the hospital, where each has a purpose of its own
};

[[nodiscard]] std::span<const SealedColumn> sealed_columns();
[[nodiscard]] std::span<const HashColumn> hash_columns();

}  // namespace bz::server
