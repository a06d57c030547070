// The embedded providers: deterministic, without any network, for trying and testing the whole journey.
#include "server/providers/providers.hpp"

namespace bz::server {

namespace {

class SandboxSms final : public SmsSender {
    void send_code(std::string_view, std::string_view) override {}
    bool shows_code() const override { return true; }
};

class SandboxRegistry final : public IdentityRegistry {
    RegistryAnswer check(std::string_view name, std::string_view, std::string_view phone) override {
        // The ways to see each answer in a sandbox where every person is invented.
        if (name.contains("不符") || name.contains("Nomatch")) return RegistryAnswer::no_match;
        if (name.contains("停机") || name.contains("Offline")) return RegistryAnswer::unavailable;
        const bool other_phone = !phone.empty() && (name.contains("换号") || name.contains("Otherphone"));
        return other_phone ? RegistryAnswer::phone_differs : RegistryAnswer::match;
    }
};

class SandboxIdentityRedirect final : public IdentityRedirect {
    std::string redirect_url(std::string_view check_id, domain::IdentityMethod, std::string_view lang) override {
        return "/sandbox/identity/" + std::string(check_id) + "?lang=" + std::string(lang);
    }
};

class SandboxPayment final : public PaymentGateway {
    std::string redirect_url(std::string_view payment_id, std::string_view lang) override {
        return "/sandbox/pay/" + std::string(payment_id) + "?lang=" + std::string(lang);
    }
    void refund(std::string_view, std::int64_t) override {}
};

class SandboxPharmacy final : public Pharmacy {
    PharmacyOffer offer(const std::vector<api::PrescriptionItem>& items, domain::Fulfilment fulfilment,
                        std::string_view lang, Instant now) override {
        PharmacyOffer offer;
        offer.pharmacy = lang == "en" ? "Jiang'an Pharmacy" : "江岸大药房";
        offer.in_stock = true;
        for (const auto& item : items)
            offer.prices_fen.push_back((item.name.contains("阿托伐他汀") ? 2240 : 1500) * std::int64_t{item.weeks});
        offer.pooled_percent = 70;
        offer.personal_account_fen = 2000;
        const Date today = date_of(now, china_offset_minutes);
        if (fulfilment == domain::Fulfilment::delivery)
            offer.ready_by =
                instant_of({.date = add_days(today, 1), .hour = 18, .utc_offset_minutes = china_offset_minutes});
        else
            offer.ready_by = now + 2 * ms_per_hour;
        return offer;
    }
};

class SandboxCourier final : public Courier {
    std::string collect(std::string_view) override { return "400-000-6130"; }
};

class SandboxRecords final : public HospitalRecords {
    KnownCare earlier_care(std::string_view, Date today) override {
        const Date last = add_days(today, -35);
        KnownCare care;
        care.medicines = {
            {"med_atorvastatin",
             {"阿托伐他汀钙片", "Atorvastatin calcium tablets (阿托伐他汀钙片)"},
             "20 mg × 7",
             {"每晚 1 片，口服", "1 tablet by mouth every evening"},
             last},
            {"med_ticagrelor",
             {"替格瑞洛片", "Ticagrelor tablets (替格瑞洛片)"},
             "90 mg × 14",
             {"早晚各 1 片，口服", "1 tablet by mouth morning and evening"},
             last},
        };
        care.doctor =
            KnownDoctor{"doc_zhoumin", {"周敏", "Zhou Min"}, {"心内科", "Cardiology"}, {"主任医师", "Chief physician"}};
        return care;
    }
};

}  // namespace

Providers sandbox_providers() {
    Providers all;
    all.sms = std::make_unique<SandboxSms>();
    all.registry = std::make_unique<SandboxRegistry>();
    all.identity_redirect = std::make_unique<SandboxIdentityRedirect>();
    all.payment = std::make_unique<SandboxPayment>();
    all.pharmacy = std::make_unique<SandboxPharmacy>();
    all.courier = std::make_unique<SandboxCourier>();
    all.records = std::make_unique<SandboxRecords>();
    return all;
}

}  // namespace bz::server
