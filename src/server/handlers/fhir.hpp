// What a hospital's own system reads in FHIR's words: one resource, a page of a search, or a file. Decides what is
// there for this hospital; how it looks is in server/fhir.
#pragma once

#include "server/fhir/resources.hpp"
#include "server/handlers/handlers.hpp"

namespace bz::server::handlers {

struct FhirPage {
    std::vector<fhir::Entry> entries;
    std::string after;  // the last one's id, when there are more
};

Outcome<fhir::Entry> fhir_read(Context&, const fhir::ResourceInfo&, const Id& fhir_id);
Outcome<FhirPage> fhir_search(Context&, const fhir::ResourceInfo&, const fhir::Search&);
// The file of a record's page or of a message that the hospital may see.
Outcome<UploadRow> fhir_file(Context&, const Id& fhir_id);

}  // namespace bz::server::handlers
