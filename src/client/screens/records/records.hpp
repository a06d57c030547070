// Records: the person says what a paper is and photographs it or picks its file, page by page; looks at a photo before
// it is sent; says more about a document and puts its pages in order; and chooses what the doctor gets of what is
// there.
#pragma once

#include <array>
#include <string>
#include <variant>
#include <vector>

#include "client/screens/common/fixture.hpp"
#include "client/screens/common/page.hpp"

namespace bz::screens {

struct Records {
    static constexpr std::string_view name = "records";
    static constexpr std::array routes = {state::Route::records, state::Route::photo, state::Route::document};

    struct Model {
        bool missing = false;             // pressed on without any record, where one is needed
        bool already_here = false;        // the newest picked file is in the list already
        int reading = 0, reading_of = 0;  // picked files are being looked through: so many of so many
        int left_out = 0;                 // of the newest pick: neither photo nor PDF nor DICOM
        int not_asked = 0;                // of a disc that was picked again for one series: the others
        bool nothing_found = false;       // all of them were that
        bool all_earlier = false;         // the list of earlier records is unfolded
        std::string removing;             // key of the upload in the "delete?" dialog
        std::string deleting;             // record whose deletion is under way
        std::string problem;              // code of the last refused deletion or change
        // the photo that is looked at
        bool accept_when_ready = false;  // "use this" was pressed while the photo was still being turned or cropped
        int photo_width = 0, photo_height = 0;
        bool cropping = false;
        // the document that is changed
        std::string date_error;  // text key of what to do
        bool saving = false;
        bool operator==(const Model&) const = default;
    };

    struct KindChosen {
        domain::RecordKind kind{};
    };
    struct PausePressed {
        std::string key;
    };
    struct ResumePressed {
        std::string key;
    };
    struct RetryPressed {
        std::string key;
    };
    struct WithoutPressed {  // the slices that did not arrive
        std::string key;
    };
    struct RemovePressed {
        std::string key;
    };
    struct RemoveConfirmed {};
    struct RemoveCancelled {};
    struct ReloadPressed {};
    struct NextPressed {};
    struct EarlierChosen {
        std::string id;
        bool chosen = false;
    };
    struct AllEarlierPressed {};
    struct LookPressed {  // at a photo before it is sent
        std::string key;
    };
    struct ChangePressed {  // what is said about a document
        std::string key;
    };
    struct ShowPressed {  // a record, in the viewer or the browser's reader
        std::string id;
        std::string title;
    };
    // the photo
    struct TurnPressed {};
    struct CropPressed {};
    enum class Edge : unsigned char { top, bottom, left, right };
    struct EdgesDragged {  // percent of what is shown of the photo; below 0: given back
        int left = 0, top = 0, right = 0, bottom = 0;
    };
    struct EdgeMoved {
        Edge edge{};
        int percent = 0;
    };
    struct PhotoAccepted {};
    struct PhotoDropped {};
    // the document
    struct DocumentKindChosen {
        domain::RecordKind kind{};
    };
    struct DateTyped {
        std::string text;
    };
    struct HospitalTyped {
        std::string text;
    };
    struct PageMoved {
        std::size_t page = 0;  // from 0
        int by = 0;
    };
    struct PageRemoved {
        std::size_t page = 0;
    };
    struct DocumentSaved {};
    using Msg = std::variant<KindChosen, PausePressed, ResumePressed, RetryPressed, WithoutPressed, RemovePressed,
                             RemoveConfirmed, RemoveCancelled, ReloadPressed, NextPressed, EarlierChosen,
                             AllEarlierPressed, LookPressed, ChangePressed, ShowPressed, TurnPressed, CropPressed,
                             EdgeMoved, EdgesDragged, PhotoAccepted, PhotoDropped, DocumentKindChosen, DateTyped,
                             HospitalTyped, PageMoved, PageRemoved, DocumentSaved>;

    static state::Effects update(Model& model, state::Shared& shared, const Msg& msg);
    static state::Effects on_enter(Model& model, state::Shared& shared, state::Route route);
    static state::Effects on_reply(Model& model, state::Shared& shared, const state::Reply& reply);
    static state::Effects on_file(Model& model, state::Shared& shared, const state::FileNews& news);
    static state::Effects on_change(Model& model, state::Shared& shared, state::Route route);
    static void view(Page& page, const Model& model, const Send<Msg>& send);
    static std::vector<Fixture<Records>> fixtures();
};

using RecordsFixture = Fixture<Records>;

}  // namespace bz::screens
