using System.Collections.Frozen;

namespace Hub.Adapters.Infno.Translation;

/// <summary>Which translation speaks which transaction; made once per profile.</summary>
internal sealed class Translations
{
    private readonly FrozenDictionary<string, ITranslation> byInfno;

    /// <param name="balancedCode">stmt_rslt of a balanced 3201 in the profile.</param>
    public Translations(string balancedCode)
    {
        var settle = new SettleTranslation();
        var cancel = new CancelSettlementTranslation();
        var add = new AddFeeLinesTranslation();
        var remove = new RemoveFeeLinesTranslation();
        var amend = new AmendAdmissionTranslation();
        var inquire = new InquireTranslation();
        byInfno = new Dictionary<string, ITranslation>(StringComparer.Ordinal)
        {
            ["9001"] = new SignInTranslation(),
            ["9002"] = new SignOutTranslation(),
            ["1101"] = new IdentifyTranslation(),
            ["2101"] = settle,
            ["2102"] = settle,
            ["2103"] = cancel,
            ["2201"] = new RegisterTranslation(),
            ["2202"] = new CancelRegistrationTranslation(),
            ["2203"] = new RecordVisitTranslation(),
            ["2204"] = add,
            ["2205"] = remove,
            ["2206"] = settle,
            ["2207"] = settle,
            ["2208"] = cancel,
            ["2301"] = add,
            ["2302"] = remove,
            ["2303"] = settle,
            ["2304"] = settle,
            ["2305"] = cancel,
            ["2401"] = new AdmitTranslation(),
            ["2402"] = new DischargeTranslation(),
            ["2403"] = amend,
            ["2404"] = amend,
            ["2405"] = amend,
            ["2601"] = new ReverseTranslation(),
            ["3201"] = new ReconcileTotalsTranslation(balancedCode),
            ["3202"] = new ReconcileDetailsTranslation(),
            ["4101"] = new SettlementListTranslation(),
            ["2001"] = inquire,
            ["5201"] = inquire,
            ["5203"] = inquire,
            ["5204"] = inquire,
            ["5206"] = inquire,
            ["5301"] = inquire,
            ["5303"] = inquire,
            ["9101"] = new StoreFileTranslation(),
            ["9102"] = new FetchFileTranslation(),
        }.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The translation, or null for a transaction the hub does not carry.</summary>
    public ITranslation? Find(string infno) => byInfno.GetValueOrDefault(infno);
}
