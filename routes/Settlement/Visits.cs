using System.Globalization;
using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Routes.Settlement;

/// <summary>
/// Commands that name their encounter by the institution's own number of the visit (<see cref="Origin.Visit"/>): their sender
/// knows neither mdtrt_id nor psn_no nor setl_id, so the state fills in what the message leaves empty.
/// </summary>
internal static class Visits
{
    /// <summary>
    /// True when the command opens a cancelled visit anew. A message that names a mdtrt_id comes too late then; a hospital that
    /// admits again under its old number does not.
    /// </summary>
    public static bool Reopens(EncounterState state, ICommand command)
    {
        if (command is not (RegisterEncounter or AdmitPatient or SubmitClaim) || (command.Origin.Visit is null && command is not SubmitClaim))
        {
            return false;
        }

        state.Move(EncounterPhase.New);
        (state.EncounterId, state.PersonNumber, state.Said, state.Document) = (null, null, null, null);
        (state.OpenedHere, state.KnowsLines) = (false, false);
        state.Batches.Clear();
        return true;
    }

    /// <summary>The command with what the state knows; null when it was refused.</summary>
    public static TCommand? Complete<TCommand>(EncounterStep step, TCommand command)
        where TCommand : class, ICommand
    {
        if (command.Origin.Visit is not { } visit || command is RegisterEncounter or AdmitPatient or SubmitClaim or Settle { Setting: CareSetting.Pharmacy })
        {
            return command;
        }

        if (step.State.EncounterId is not { } encounter)
        {
            step.Refuse(SettlementErrorCodes.VisitUnknown, visit);
            return null;
        }

        return Filled(step, command, encounter) as TCommand;
    }

    /// <summary>Fingerprint of what a 2203 told the core, so that the same is not told again.</summary>
    public static string Said(RecordVisit visit) => Text.Fingerprint(
        [visit.MedicalCategory, visit.BeginsAt.ToString("s", CultureInfo.InvariantCulture), .. Parts(visit.Diagnoses),
            .. visit.Extensions.SelectMany(e => new[] { e.Node, Text.Number(e.Row), e.Name, e.Value })]);

    /// <summary>Fingerprint of the diagnoses that an admission or its change told the core.</summary>
    public static string Said(IReadOnlyList<Diagnosis> diagnoses) => Text.Fingerprint([.. Parts(diagnoses)]);

    /// <summary>Fingerprint of the identity document, so that a claim for somebody else is seen where no psn_no is said.</summary>
    public static string? DocumentOf(Person person) =>
        person.DocumentNumber is { Length: > 0 } number ? Text.Fingerprint(number) : null;

    private static ICommand? Filled(EncounterStep step, ICommand command, string encounter)
    {
        var state = step.State;
        var person = state.PersonNumber ?? "";
        var origin = command.Origin.InsuredDivision.Length > 0 || state.InsuredDivision is not { } division
            ? command.Origin
            : command.Origin with { InsuredDivision = division };
        switch (command)
        {
            case RecordVisit c:
                return c with { Origin = origin, EncounterId = Or(c.EncounterId, encounter), PersonNumber = Or(c.PersonNumber, person) };
            case AddFeeLines c when ClaimRules.OfSerials(c.Lines) is { } refusal:
                step.Context.Reply(refusal);
                return null;
            case AddFeeLines c:
                return Filled(state, c) with { Origin = origin, EncounterId = Or(c.EncounterId, encounter), PersonNumber = Or(c.PersonNumber, person) };
            case RemoveFeeLines c:
                return c with { Origin = origin, EncounterId = Or(c.EncounterId, encounter), PersonNumber = Or(c.PersonNumber, person) };
            case Settle c:
                return Filled(state, c) with { Origin = origin, EncounterId = Or(c.EncounterId, encounter) };
            case DischargePatient c:
                return c with
                {
                    Origin = origin, EncounterId = Or(c.EncounterId, encounter), PersonNumber = Or(c.PersonNumber, person),
                    Extensions = Added(c.Extensions, "dscginfo", "insutype", state.InsuranceType),
                };
            case AmendAdmission c:
                return c with
                {
                    Origin = origin, EncounterId = Or(c.EncounterId, encounter), PersonNumber = Or(c.PersonNumber, person),
                    Extensions = Added(c.Extensions, "adminfo", "med_type", state.MedicalCategory),
                };
            case CancelRegistration c:
                return c with
                {
                    Origin = origin, EncounterId = Or(c.EncounterId, encounter), PersonNumber = Or(c.PersonNumber, person),
                    VisitNumber = Or(c.VisitNumber, command.Origin.Visit!),
                };
            case CancelSettlement c:
                return Settlement(step, c.SettlementId) is not { } cancelled
                    ? null
                    : c with
                    {
                        Origin = origin, EncounterId = Or(c.EncounterId, encounter), PersonNumber = Or(c.PersonNumber, person),
                        SettlementId = cancelled,
                    };
            case SubmitSettlementList c:
                return Settlement(step, c.SettlementId) is not { } listed
                    ? null
                    : c with
                    {
                        Origin = origin, EncounterId = Or(c.EncounterId, encounter), PersonNumber = Or(c.PersonNumber, person),
                        SettlementId = listed,
                    };
            default:
                return command;
        }
    }

    private static AddFeeLines Filled(EncounterState state, AddFeeLines command)
    {
        if (command.Setting == CareSetting.Outpatient)
        {
            var batch = ClaimLines.Batch(state);
            return command with { Lines = [.. command.Lines.Select(l => string.IsNullOrEmpty(l.BatchNumber) ? l with { BatchNumber = batch } : l)] };
        }

        return state.MedicalCategory is not { Length: > 0 } category
            ? command
            : command with { Extensions = [.. command.Lines.Select((_, row) => new Extension("feedetail", row, "med_type", category)), .. command.Extensions] };
    }

    private static Settle Filled(EncounterState state, Settle command) => command with
    {
        Person = string.IsNullOrEmpty(command.Person.Number) ? command.Person with { Number = state.PersonNumber } : command.Person,
        InsuranceType = Or(command.InsuranceType, state.InsuranceType ?? ""),
        MedicalCategory = Or(command.MedicalCategory, state.MedicalCategory ?? ""),
        BatchNumber = command.Setting == CareSetting.Outpatient && string.IsNullOrEmpty(command.BatchNumber)
            ? ClaimLines.Batch(state)
            : command.BatchNumber,
        Extensions =
        [
            .. FeeLines.SplitOf(state, command.Setting == CareSetting.Outpatient ? ClaimLines.Batch(state) : "", command.Total),
            .. command.Extensions,
        ],
    };

    /// <summary>The settlement that is named, or else the only live one; null when that was refused.</summary>
    private static string? Settlement(EncounterStep step, string named)
    {
        if (named.Length > 0)
        {
            return named;
        }

        var settled = step.State.Attempts.FindAll(a => a.Booked is not null);
        var live = settled.FindAll(a => a.Live);
        switch (live.Count)
        {
            case 1:
                return live[0].Booked!.SettlementId;
            case 0 when settled.Count > 0:
                step.Refuse(SettlementErrorCodes.AlreadyCancelled, settled[^1].Booked!.SettlementId);
                return null;
            case 0:
                step.Refuse(SettlementErrorCodes.NothingSettled, step.State.EncounterId!);
                return null;
            default:
                step.Refuse(SettlementErrorCodes.SeveralSettlements, Text.Number(live.Count));
                return null;
        }
    }

    private static IReadOnlyList<Extension> Added(IReadOnlyList<Extension> said, string node, string name, string? value) =>
        string.IsNullOrEmpty(value) ? said : [new Extension(node, 0, name, value), .. said];

    private static IEnumerable<string> Parts(IReadOnlyList<Diagnosis> diagnoses) =>
        diagnoses.SelectMany(d => new[] { d.Type, Text.Number(d.Rank), d.Code, d.Name, d.Valid ? "1" : "0" });

    private static string Or(string? said, string known) => string.IsNullOrEmpty(said) ? known : said;
}
