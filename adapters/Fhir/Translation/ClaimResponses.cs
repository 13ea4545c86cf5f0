using Hub.Adapters.Fhir.Kernel;
using Hub.Adapters.Fhir.Wire;
using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Adapters.Fhir.Translation;

/// <summary>
/// ClaimResponse. The totals <c>fund_pay_sumamt</c>, <c>acct_pay</c>, <c>psn_cash_pay</c> and <c>hosp_part_amt</c> add up to <c>submitted</c>; the eight
/// funds under adjudication add up to <c>fund_pay_sumamt</c> (nhsa.md A1.4).
/// </summary>
internal static class ClaimResponses
{
    private const string Unnamed = "see Claim.patient";

    public static FhirNode Of(ReplyAddress to, AnswerHint hint, Adjudication a, DateTimeOffset answeredAt)
    {
        List<FhirNode?> children =
        [
            .. Head(to.Kind, to.Key, hint, answeredAt, "complete", a.PersonNumber),
            a.SettlementId is null ? null : Make.Identifier("identifier", Names.SettlementId, a.SettlementId),
            a.EncounterId.Length == 0 ? null : Make.Identifier("identifier", Names.EncounterId, a.EncounterId),
            Total(Names.Adjudications, "submitted", a.Total),
            Total(Names.Amount, "fund_pay_sumamt", a.FundTotal),
            Total(Names.Amount, "acct_pay", a.PersonalAccount),
            Total(Names.Amount, "psn_cash_pay", a.Cash),
            Total(Names.Amount, "hosp_part_amt", a.HospitalShare),
            .. Shares(a),
        ];
        return Make.Complex("ClaimResponse", "ClaimResponse", children.ToArray());
    }

    public static FhirNode Refused(ReplyAddress to, AnswerHint hint, Refused refused, DateTimeOffset answeredAt) => Make.Complex(
        "ClaimResponse",
        "ClaimResponse",
        [
            .. Head(to.Kind, to.Key, hint, answeredAt, "error", null),
            Make.Text("disposition", refused.CoreText is { Length: > 0 } core ? refused.Text + ": " + core : refused.Text),
            Make.Backbone("error", Make.Concept("code", Outcomes.ErrorSystem, refused.Code, refused.Text)),
        ]);

    /// <summary>Accepted and being worked on: never stored.</summary>
    public static FhirNode Queued(string kind, string key, AnswerHint hint, DateTimeOffset now) => Make.Complex(
        "ClaimResponse",
        "ClaimResponse",
        [
            .. Head(kind, key, hint, now, "queued", null),
            Make.Text("disposition", hint.Chinese ? FhirErrorCodes.Pending.ChineseRule : FhirErrorCodes.Pending.Rule + " " + FhirErrorCodes.Pending.Fix),
        ]);

    private static IEnumerable<FhirNode?> Head(string kind, string key, AnswerHint hint, DateTimeOffset at, string outcome, string? person)
    {
        var bar = key.LastIndexOf('|');
        yield return Make.Value("id", "id", hint.Digest);
        yield return Make.Complex("extension", "Extension", Make.Value("url", "uri", Names.Receipt), Make.Value("value", "uri", "/receipts/" + hint.Digest));
        yield return Make.Code("status", kind == Identity.Cancellation ? "cancelled" : "active");
        yield return Make.Concept("type", Names.ClaimTypes, hint.ClaimType.Length == 0 ? "professional" : hint.ClaimType);
        yield return Make.Code("use", kind == Identity.Predetermination ? "predetermination" : "claim");
        yield return string.IsNullOrEmpty(person)
            ? Make.Reference("patient", Unnamed)
            : Make.Reference("patient", "Patient", Names.PersonNumber, person);
        yield return Make.Value("created", "dateTime", Literals.Instant(at));
        yield return Make.Reference("insurer", "medical-insurance bureau");
        yield return Make.Reference("request", "Claim", bar < 0 ? key : key[..bar], bar < 0 ? key : key[(bar + 1)..]);
        yield return Make.Code("outcome", outcome);
    }

    private static IEnumerable<FhirNode?> Shares(Adjudication a)
    {
        (string Name, Money Amount)[] funds =
        [
            ("hifp_pay", a.PooledFund), ("cvlserv_pay", a.CivilServantSubsidy), ("hifes_pay", a.EnterpriseSupplement), ("hifmi_pay", a.SeriousIllness),
            ("hifob_pay", a.LargeAmountSubsidy), ("maf_pay", a.MedicalAssistance), ("hifdm_pay", a.DisabledSoldiers), ("oth_pay", a.OtherFunds),
        ];
        foreach (var (name, amount) in funds)
        {
            yield return Share(name, amount);
        }

        (string Name, Money Amount)[] scope =
        [
            ("fulamt_ownpay_amt", a.SelfPaid), ("overlmt_selfpay", a.AbovePriceLimit), ("preselfpay_amt", a.PaidFirst), ("inscp_scp_amt", a.InPolicy),
            ("act_pay_dedc", a.Deductible), ("psn_part_amt", a.PersonTotal), ("acct_mulaid_pay", a.FamilyAccount), ("balc", a.AccountBalance),
        ];
        foreach (var (name, amount) in scope)
        {
            yield return Share(name, amount);
        }
    }

    private static FhirNode Total(string system, string code, Money amount) =>
        Make.Backbone("total", Make.Concept("category", system, code), Make.Money("amount", amount.ToString()));

    private static FhirNode Share(string code, Money amount) =>
        Make.Backbone("adjudication", Make.Concept("category", Names.Amount, code), Make.Money("amount", amount.ToString()));
}
