// The outside systems that the hospital connects: each an interface with a sandbox here. Calls are made inside a
// request, so none may wait for a network: a hospital's real systems are told by webhooks and answer at the desk's API,
// and the pointers to what they stand for are null (connected.cpp).
#pragma once

#include "api/order.hpp"
#include "api/person.hpp"
#include "base/date.hpp"

#include <memory>

namespace bz::server {

class SmsSender {
public:
    virtual ~SmsSender() = default;
    virtual void send_code(std::string_view phone, std::string_view code) = 0;
    virtual bool shows_code() const = 0;  // true only in the sandbox: the page shows the code
};

enum class RegistryAnswer { match, no_match, phone_differs, unavailable };

class IdentityRegistry {
public:
    virtual ~IdentityRegistry() = default;
    // Name, number and the phone registered to that person; an empty phone is not compared.
    virtual RegistryAnswer check(std::string_view name, std::string_view number, std::string_view phone) = 0;
};

// A page elsewhere on which people show who they are: the insurance's e-credential, a face scan. It sends them back,
// and its answer comes to handlers::identity_answered.
class IdentityRedirect {
public:
    virtual ~IdentityRedirect() = default;
    virtual std::string redirect_url(std::string_view check_id, domain::IdentityMethod method,
                                     std::string_view lang) = 0;
};

class PaymentGateway {
public:
    virtual ~PaymentGateway() = default;
    virtual std::string redirect_url(std::string_view payment_id, std::string_view lang) = 0;
    virtual void refund(std::string_view payment_id, std::int64_t amount_fen) = 0;
};

// What a pharmacy, together with the insurer, answers about one prescription.
struct PharmacyOffer {
    std::string pharmacy;
    bool in_stock = false;
    std::vector<std::int64_t> prices_fen;  // one for each item asked for
    int pooled_percent = 0;
    std::int64_t personal_account_fen = 0;
    Instant ready_by = 0;
};

class Pharmacy {
public:
    virtual ~Pharmacy() = default;
    virtual PharmacyOffer offer(const std::vector<api::PrescriptionItem>& items, domain::Fulfilment fulfilment,
                                std::string_view lang, Instant now) = 0;
};

class Courier {
public:
    virtual ~Courier() = default;
    virtual std::string collect(std::string_view order_id) = 0;  // the courier's phone
};

// A medicine of an earlier prescription with what a doctor needs to prescribe it again.
struct KnownMedicine {
    std::string id;
    api::LocalText name;
    std::string specification;
    api::LocalText usage;
    Date last_prescribed_on;
};
struct KnownDoctor {
    std::string id;
    api::LocalText name, department, title;
};
struct KnownCare {
    std::vector<KnownMedicine> medicines;
    std::optional<KnownDoctor> doctor;
};

class HospitalRecords {
public:
    virtual ~HospitalRecords() = default;
    virtual KnownCare earlier_care(std::string_view person_id, Date today) = 0;
};

struct Providers {
    std::unique_ptr<SmsSender> sms;
    std::unique_ptr<IdentityRegistry> registry;
    std::unique_ptr<IdentityRedirect> identity_redirect;  // only where a hospital offers such a way
    std::unique_ptr<PaymentGateway> payment;
    std::unique_ptr<Pharmacy> pharmacy;
    std::unique_ptr<Courier> courier;
    std::unique_ptr<HospitalRecords> records;
};

[[nodiscard]] Providers sandbox_providers();
// `payment_address` has {payment} in it, and may have {lang}.
[[nodiscard]] Providers connected_providers(const std::string& payment_address);

}  // namespace bz::server
