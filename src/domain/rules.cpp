#include "domain/rules.hpp"

#include <span>

namespace bz::domain {

namespace {

std::vector<std::string> strings(std::span<const char* const> names) { return {names.begin(), names.end()}; }

}  // namespace

// 药品网络销售禁止清单（第一版）, announcement 111 of 2022. The single medicines are its section 2 (4), which means
// single-ingredient forms by generic name. Of the classes only those that show in a name are here: a pharmacist must
// judge the rest (injections other than glucose-lowering ones, codeine compounds, anabolic steroids …).
std::vector<std::string> default_banned_online() {
    static constexpr const char* names[] = {
        // classes that show in the name
        "疫苗", "配方颗粒", "麻黄碱", "曲马多", "右美沙芬",
        // heart and breathing
        "地高辛", "丙吡胺", "奎尼丁", "哌唑嗪", "普鲁卡因胺", "普罗帕酮", "胺碘酮", "奎宁", "氨茶碱", "胆茶碱",
        "异丙肾上腺素",
        // nerves, blood, gout
        "苯妥英钠", "卡马西平", "拉莫三嗪", "水合氯醛", "达比加群", "华法林", "替格瑞洛", "西洛他唑", "扑米酮",
        "碳酸锂", "异氟烷", "七氟烷", "恩氟烷", "地氟烷", "秋水仙碱",
        // hormones
        "米非司酮", "环丙孕酮", "卡前列甲酯", "雌二醇", "米索前列醇", "地诺前列酮",
        // infections
        "法罗培南", "夫西地酸", "伏立康唑", "利奈唑胺", "奈诺沙星", "泊沙康唑", "头孢地尼", "伊曲康唑", "左奥硝唑",
        "头孢泊肟酯"};
    return strings(names);
}

std::vector<std::string> default_cold_chain() {
    static constexpr const char* names[] = {"胰岛素", "利拉鲁肽", "度拉糖肽", "司美格鲁肽"};
    return strings(names);
}

}  // namespace bz::domain
