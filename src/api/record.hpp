// Medical records: what a finished upload becomes.
#pragma once

#include "api/common.hpp"
#include "domain/record.hpp"

namespace bz::api {

struct RecordRequest {
    std::string upload_id;  // the first page
    std::string person_id;
    domain::RecordKind kind{};
    std::optional<std::string> title;
    std::optional<std::vector<std::string>> page_upload_ids;  // the pages after it, in order
    std::optional<std::string> issued_on;                     // YYYY-MM-DD, as the paper says
    std::optional<std::string> hospital;                      // as the paper says
};
BZ_SCHEMA(RecordRequest, upload_id, person_id, kind, title, page_upload_ids, issued_on, hospital);

// PATCH replaces the fields that are present; an empty text takes one back.
struct RecordChange {
    std::optional<domain::RecordKind> kind;
    std::optional<std::string> title;
    std::optional<std::string> issued_on;
    std::optional<std::string> hospital;
    std::optional<std::vector<std::string>> page_upload_ids;  // joins these behind the last page
    std::optional<std::vector<std::string>> pages;            // the pages to show, by id, in their order
};
BZ_SCHEMA(RecordChange, kind, title, issued_on, hospital, page_upload_ids, pages);

struct RecordPage {
    std::string id;  // of the upload that it was
    std::string media_type;
    std::int64_t bytes = 0;
    bool preview = false;  // whether there is a small picture of it
};
BZ_SCHEMA(RecordPage, id, media_type, bytes, preview);

struct Record {
    std::string id;
    std::string person_id;
    domain::RecordKind kind{};
    std::string title;
    std::string media_type;  // of the first page
    std::int64_t bytes = 0;  // of all pages
    std::string created_at;
    std::optional<std::string> issued_on;
    std::optional<std::string> hospital;
    std::optional<std::vector<RecordPage>> pages;
};
BZ_SCHEMA(Record, id, person_id, kind, title, media_type, bytes, created_at, issued_on, hospital, pages);

struct RecordList {
    std::vector<Record> items;
    std::optional<std::string> next_cursor;
};
BZ_SCHEMA(RecordList, items, next_cursor);

}  // namespace bz::api
