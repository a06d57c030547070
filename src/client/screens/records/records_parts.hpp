// What the files of the records screen share among themselves.
#pragma once

#include <string>
#include <string_view>

#include "client/screens/records/records.hpp"

namespace bz::screens::records {

inline constexpr std::string_view again_prefix = "records.again.";  // file keys: in place of this one
inline constexpr std::string_view page_prefix = "records.page.";    // a further page of this one
inline constexpr std::string_view retake_id = "records.retake";     // in place of the photo that is looked at
inline constexpr std::string_view disc_id = "records.disc";         // a hospital's CD, picked as a folder
inline constexpr std::string_view delete_prefix = "records.delete.";
inline constexpr std::string_view change_prefix = "records.change.";
inline constexpr std::string_view pages_prefix = "records.pages.";

// records_picked.cpp: files that were picked or prepared.
state::Effects picked(Records::Model& model, state::Shared& shared, const state::FileNews& news);
state::Effects prepared(Records::Model& model, state::Shared& shared, const state::FileNews& news);
// What was picked is being looked through, or was.
state::Effects looked_through(Records::Model& model, const state::FileNews& news);
// The photo that is looked at is taken as it is: it goes on its way, and the page behind comes back.
[[nodiscard]] state::Effects accept_photo(state::Shared& shared, state::UploadDraft& upload);
[[nodiscard]] state::Effects remove_upload(state::Shared& shared, std::string_view key);

// records_document.cpp: the page about one document.
state::Effects on_document_reply(Records::Model& model, state::Shared& shared, const state::Reply& reply);
state::Effects save_document(Records::Model& model, state::Shared& shared);
state::Effects move_page(Records::Model& model, state::Shared& shared, std::size_t page, int by);
state::Effects remove_page(Records::Model& model, state::Shared& shared, std::size_t page);

// views
void view_photo(Page& page, const Records::Model& model, const Send<Records::Msg>& send);
void view_document(Page& page, const Records::Model& model, const Send<Records::Msg>& send);
void kind_chips(Page& page, domain::RecordKind chosen, const Send<Records::Msg>& send, bool of_document);
void delete_dialog(Page& page, const Records::Model& model, const Send<Records::Msg>& send);
// "2023 年 11 月 8 日 · 3 页 · 青岚市人民医院"; what is not known is left out.
std::string document_detail(const Page& page, std::string_view issued_on, std::string_view pages,
                            std::string_view hospital);
// records_pick_view.cpp
std::string series_detail(const Page& page, const state::UploadDraft& upload);
std::string series_state(const Page& page, const state::UploadDraft& upload);
std::string series_trouble(const Page& page, const state::UploadDraft& upload);
// Of a series some slices have arrived and the others cannot: the person may go on without them.
[[nodiscard]] bool partly_arrived(const state::UploadDraft& upload);
void pick_keys(Page& page);
void pick_news(Page& page, const Records::Model& model);

inline constexpr std::string_view accepted_pictures = "image/*";
// Anything: the files of a hospital's CD often have no extension, and a list of types would hide them.
inline constexpr std::string_view accepted_papers = "image/*,application/pdf";
inline constexpr std::string_view accepted_all = "";

}  // namespace bz::screens::records
