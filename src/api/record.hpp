// Medical records: what a finished upload becomes.
#pragma once

#include "api/common.hpp"
#include "domain/record.hpp"

namespace bz::api {

struct RecordRequest {
    std::string upload_id;
    std::string person_id;
    domain::RecordKind kind{};
    std::optional<std::string> title;
};
BZ_SCHEMA(RecordRequest, upload_id, person_id, kind, title);

struct Record {
    std::string id;
    std::string person_id;
    domain::RecordKind kind{};
    std::string title;
    std::string media_type;
    std::int64_t bytes = 0;
    std::string created_at;
};
BZ_SCHEMA(Record, id, person_id, kind, title, media_type, bytes, created_at);

struct RecordList {
    std::vector<Record> items;
    std::optional<std::string> next_cursor;
};
BZ_SCHEMA(RecordList, items, next_cursor);

}  // namespace bz::api
