using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Routes.Settlement;

/// <summary>Registration (2201) and admission (2401).</summary>
internal static class Openings
{
    public static void Register(EncounterStep step, RegisterEncounter command)
    {
        if (step.State.EncounterId is { } known)
        {
            step.Refuse(SettlementErrorCodes.AlreadyOpened, known);
            return;
        }

        if (ClaimPlans.MustIdentify(step, command.Origin, command.Person))
        {
            ClaimPlans.Open(step, command);
            return;
        }

        step.Begin(OperationKind.Register, command, new Operation
        {
            Origin = command.Origin,
            Setting = CareSetting.Outpatient,
            PersonNumber = command.Person.Number ?? "",
            InsuranceType = command.InsuranceType,
            Document = command.Origin.Visit is null ? null : Visits.DocumentOf(command.Person),
        });
    }

    public static void Admit(EncounterStep step, AdmitPatient command)
    {
        if (step.State.EncounterId is { } known)
        {
            step.Refuse(SettlementErrorCodes.AlreadyOpened, known);
            return;
        }

        if (ClaimPlans.MustIdentify(step, command.Origin, command.Person))
        {
            ClaimPlans.Open(step, command);
            return;
        }

        var operation = step.Begin(OperationKind.Admit, command, new Operation
        {
            Origin = command.Origin,
            Setting = CareSetting.Inpatient,
            PersonNumber = command.Person.Number ?? "",
            InsuranceType = command.InsuranceType,
            Said = command.Origin.Visit is null ? null : Visits.Said(command.Diagnoses),
            Document = command.Origin.Visit is null ? null : Visits.DocumentOf(command.Person),
        });
        step.State.MedicalCategory = command.MedicalCategory;

        // A reversal of a claim undoes its settlement; the admission on the way there goes by the core's name alone.
        var kind = step is { Planned: true, State.Plan.Claim: not null } ? Transactions.Admission : command.Origin.Kind;
        var attempt = new Attempt
        {
            Number = step.State.Attempts.Count + 1,
            State = AttemptState.Asked,
            Kind = kind,
            Transaction = kind == Transactions.Admission ? null : Transactions.Admission,
            Key = command.Origin.Key,
            RequestId = operation.RequestId,
            Origin = command.Origin,
            RawDigest = step.Context.IncomingRawDigest,
        };
        step.State.Attempts.Add(attempt);
        operation.Attempt = attempt.Number;
    }

    /// <summary>The core has opened the encounter: from now on it is found by mdtrt_id.</summary>
    public static void Opened(EncounterStep step, EncounterOpened opened)
    {
        var operation = step.Operation;
        step.State.Move(EncounterPhase.Open);
        step.State.OpenedHere = true;
        step.State.KnowsLines = true;
        step.State.Institution = operation.Origin.Institution;
        step.State.PersonNumber = opened.PersonNumber ?? operation.PersonNumber;
        if (operation.Origin.Visit is not null)
        {
            step.State.InsuranceType = operation.InsuranceType;
            step.State.InsuredDivision = operation.Origin.InsuredDivision;
            step.State.Said = operation.Said;
            step.State.Document = operation.Document;
        }

        Identify(step, opened.EncounterId);
        if (operation.Attempt > 0)
        {
            var attempt = step.Attempt(operation.Attempt);
            attempt.Move(AttemptState.Booked);
            attempt.Origin = null;
        }
    }

    /// <summary>Gives the case its lasting name.</summary>
    public static void Identify(EncounterStep step, string encounterId)
    {
        if (encounterId.Length == 0 || step.State.EncounterId == encounterId)
        {
            return;
        }

        step.State.EncounterId ??= encounterId;
        var name = SettlementCorrelator.EncounterCase(encounterId);
        if (step.Context.Case != name)
        {
            step.Context.Alias(name);
        }
    }
}
