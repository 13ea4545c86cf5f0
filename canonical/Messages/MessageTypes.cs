using System.Collections.Frozen;

namespace Hub.Canonical.Messages;

/// <summary>
/// Every message that travels between adapters and routes, by its name on record: namespace and name of the
/// type. It is a contract: what the journal stored under it years ago is still read.
/// </summary>
public static class MessageTypes
{
    /// <summary>All message types, ordered by name.</summary>
    public static IReadOnlyList<Type> All { get; } =
    [
        typeof(Acknowledged), typeof(AddFeeLines), typeof(Adjudicated), typeof(AdmitPatient), typeof(AmendAdmission),
        typeof(CancelRegistration), typeof(CancelSettlement), typeof(DetailsCompared), typeof(DischargePatient),
        typeof(EncounterOpened), typeof(FeeLinesPriced), typeof(FetchFile), typeof(FileFetched), typeof(FileStored),
        typeof(IdentifyPerson), typeof(Inquire), typeof(InquiryAnswered), typeof(InstitutionNotice), typeof(Pending),
        typeof(PersonIdentified), typeof(ReconcileDetails), typeof(ReconcileTotals), typeof(RecordVisit), typeof(Refused),
        typeof(RegisterEncounter), typeof(RemoveFeeLines), typeof(ReverseMessage), typeof(Settle),
        typeof(SettlementCancelledByCore), typeof(SignIn), typeof(SignOut), typeof(SignedIn), typeof(SignedOut),
        typeof(StoreFile), typeof(SubmitClaim), typeof(SubmitSettlementList), typeof(TotalsCompared),
    ];

    private static readonly FrozenDictionary<string, Type> _byName =
        All.ToFrozenDictionary(NameOf, StringComparer.Ordinal);

    /// <summary>Name on record of a message type, for example <c>Hub.Canonical.Messages.Settle</c>.</summary>
    public static string NameOf(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.FullName ?? type.Name;
    }

    /// <summary>The type stored under a name, or null.</summary>
    public static Type? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _byName.GetValueOrDefault(name);
    }
}
