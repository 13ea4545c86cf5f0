using Hub.Adapters.Fhir.Kernel;
using Hub.Adapters.Fhir.Wire;
using Hub.Canonical;

namespace Hub.Adapters.Fhir.Translation;

/// <summary>A row of the settlement book as ExplanationOfBenefit; the four totals after <c>submitted</c> add up to it.</summary>
internal static class Benefits
{
    public static FhirNode Of(SettlementRecord row)
    {
        var isCancelled = row.State != SettlementState.Settled;
        return Make.Resource(
            "ExplanationOfBenefit",
            Make.Value("id", "id", row.SettlementId),
            Make.Identifier("identifier", Names.SettlementId, row.SettlementId),
            row.CancelsSettlementId is null
                ? null
                : Make.Backbone(
                    "related",
                    Make.Reference("claim", "ExplanationOfBenefit", Names.SettlementId, row.CancelsSettlementId)),
            Make.Code("status", isCancelled ? "cancelled" : "active"),
            Make.Concept("type", Names.ClaimTypes, TypeOf(row.Setting)),
            Make.Code("use", "claim"),
            Make.Reference("patient", "Patient", Names.PersonNumber, row.PersonNumber),
            Make.Value("created", "dateTime", row.SettledAt.ToString("yyyy-MM-dd'T'HH:mm:ss'+08:00'", System.Globalization.CultureInfo.InvariantCulture)),
            Make.Reference("insurer", "Organization", CodeSystems.Divisions, row.SettlementAgency),
            Make.Reference("provider", "Organization", Names.Institution, row.Institution),
            Make.Code("outcome", "complete"),
            Make.Backbone(
                "insurance", Make.Value("focal", "boolean", "true"), Make.Reference("coverage", "Coverage", Names.InsuranceType, row.InsuranceType)),
            Total(Names.Adjudications, "submitted", row.Total),
            Total(Names.Amount, "fund_pay_sumamt", row.FundTotal),
            Total(Names.Amount, "acct_pay", row.PersonalAccount),
            Total(Names.Amount, "psn_cash_pay", row.Cash),
            Total(Names.Amount, "hosp_part_amt", row.HospitalShare));
    }

    private static string TypeOf(CareSetting setting) => setting switch
    {
        CareSetting.Inpatient => "institutional",
        CareSetting.Pharmacy => "pharmacy",
        _ => "professional",
    };

    private static FhirNode Total(string system, string code, Money amount) =>
        Make.Backbone("total", Make.Concept("category", system, code), Make.Money("amount", amount.ToString()));
}
