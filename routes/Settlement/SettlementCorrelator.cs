using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Routes.Settlement;

/// <summary>
/// Which case a command belongs to. Everything that names a mdtrt_id meets in one case, so that it is handled in order;
/// what has none yet gets a name that a retry of the clerk finds again.
/// </summary>
public sealed class SettlementCorrelator : ICorrelator
{
    public CaseReference CaseOf(ICommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return command switch
        {
            ReverseMessage c => CaseReference.OfMessage(c.OriginalKind, c.OriginalKey),
            SubmitClaim c => Visit(c.Origin, c.VisitNumber),
            Settle { Setting: CareSetting.Pharmacy, Trial: false, EncounterId: null or "" } c => CaseReference.Of(SaleCase(c)),
            Settle { Setting: CareSetting.Pharmacy, EncounterId: null or "" } c => Own(c.Origin),
            _ when command.Origin.Visit is { } visit && IsOfEncounter(command) => Visit(command.Origin, visit),
            RegisterEncounter c => Opening(c.Origin, c.VisitNumber),
            AdmitPatient c => Opening(c.Origin, c.VisitNumber),
            Settle { EncounterId: { Length: > 0 } id } => Encounter(id),
            Settle { Trial: false } c => CaseReference.Of(SaleCase(c)),
            Settle c => Own(c.Origin),
            CancelRegistration c => Encounter(c.EncounterId),
            RecordVisit c => Encounter(c.EncounterId),
            AddFeeLines c => Encounter(c.EncounterId),
            RemoveFeeLines c => Encounter(c.EncounterId),
            CancelSettlement c => Encounter(c.EncounterId),
            DischargePatient c => Encounter(c.EncounterId),
            AmendAdmission c => Encounter(c.EncounterId),
            SubmitSettlementList c => Encounter(c.EncounterId),
            SettlementCancelledByCore c => Encounter(c.EncounterId),
            SignIn c => OperatorsDay(c.Origin, c.OperatorNumber),
            SignOut c => OperatorsDay(c.Origin, c.OperatorNumber),
            _ => Own(command.Origin),
        };
    }

    /// <summary>Case name (or alias) of an encounter.</summary>
    public static string EncounterCase(string encounterId) => "encounter:" + encounterId;

    /// <summary>
    /// Case name of a pharmacy sale: institution, first feedetl_sn, and a fingerprint of person and day. The fingerprint
    /// keeps apart the customers of a pharmacy that numbers its lines from 1 in every sale, and still brings a clerk who
    /// swipes again with a new msgid to the same case.
    /// </summary>
    public static string SaleCase(Settle sale)
    {
        ArgumentNullException.ThrowIfNull(sale);
        var first = sale.Lines.Count > 0 ? sale.Lines[0].SerialNumber : sale.Origin.Key;
        var day = sale.Lines.Count > 0 ? Text.Iso(DateOnly.FromDateTime(sale.Lines[0].OccurredAt)) : "";
        var who = sale.Person.Number ?? sale.Person.DocumentNumber ?? sale.Credential.Number;
        return "sale:" + sale.Origin.Institution + ":" + first + ":" + Text.Fingerprint(who, day);
    }

    /// <summary>Case name of a visit that its institution names by its own number.</summary>
    public static string VisitCase(string institution, string visit) => "visit:" + institution + ":" + visit;

    private static CaseReference Visit(Origin origin, string visit) => CaseReference.Of(VisitCase(origin.Institution, visit));

    private static bool IsOfEncounter(ICommand command) => command is RegisterEncounter or AdmitPatient or CancelRegistration or RecordVisit
        or AddFeeLines or RemoveFeeLines or Settle or CancelSettlement or DischargePatient or AmendAdmission or SubmitSettlementList;

    private static CaseReference Encounter(string id) => CaseReference.Of(EncounterCase(id));

    private static CaseReference Opening(Origin origin, string visit) =>
        CaseReference.Of("opening:" + origin.Institution + ":" + visit + ":" + origin.Key);

    private static CaseReference OperatorsDay(Origin origin, string number) =>
        CaseReference.Of("operator:" + origin.Institution + ":" + number + ":" + Text.Iso(DateOnly.FromDateTime(origin.SentAt)));

    private static CaseReference Own(Origin origin) =>
        CaseReference.Of("message:" + origin.Partner + ":" + origin.Kind + ":" + origin.Key);
}
